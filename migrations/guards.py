"""SQL that no model can say: the full-text index, and triggers that refuse to rewrite history.

Migrations import frozen lists from here; a list that was released is never changed, a new one is added.
"""

FTS5_1 = (
    """CREATE VIRTUAL TABLE search_index USING fts5(stems, scope, content='search_texts',
       content_rowid='subject_id', tokenize="unicode61 remove_diacritics 2")""",
)
GIN_1 = "CREATE INDEX ix_search_texts_words ON search_texts USING gin (to_tsvector('simple', stems || ' ' || scope))"

UNCHANGING_1 = (
    "acts",
    "leaves",
    "complaint_texts",
    "complaint_messages",
    "public_copies",
    "account_acts",
    "setting_changes",
)
REFUSE_1 = """CREATE FUNCTION refuse_to_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME; END $$"""


def raise_guards(run, dialect, tables=UNCHANGING_1):
    """Make the tables refuse UPDATE and DELETE; `run` executes one statement."""
    if dialect == "postgresql":
        run(REFUSE_1)
        for table in tables:
            run(f"CREATE TRIGGER {table}_never_change BEFORE UPDATE OR DELETE ON {table}"
                " FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite()")  # fmt: skip
            run(f"CREATE TRIGGER {table}_never_empty BEFORE TRUNCATE ON {table}"
                " FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite()")  # fmt: skip
        return
    for table in tables:
        for act in ("UPDATE", "DELETE"):
            run(f"CREATE TRIGGER {table}_never_{act.lower()} BEFORE {act} ON {table}"
                f" BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END")  # fmt: skip


def lower_guards(run, dialect, tables=UNCHANGING_1):
    """Take the guards away, for a downgrade."""
    if dialect == "postgresql":
        for table in tables:
            run(f"DROP TRIGGER {table}_never_change ON {table}")
            run(f"DROP TRIGGER {table}_never_empty ON {table}")
        run("DROP FUNCTION refuse_to_rewrite()")
        return
    for table in tables:
        for act in ("update", "delete"):
            run(f"DROP TRIGGER {table}_never_{act}")


def build_search(run, dialect):
    """The full-text index of the database in use."""
    for statement in (GIN_1,) if dialect == "postgresql" else FTS5_1:
        run(statement)


def drop_search(run, dialect):
    """Take it down; PostgreSQL drops the index with its table."""
    if dialect != "postgresql":
        run("DROP TABLE search_index")
