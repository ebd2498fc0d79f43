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

UNCHANGING_2 = (
    "hollow_marks",
    "void_answers",
    "moderation_decisions",
    "commitment_wordings",
    "commitment_notes",
    "open_answers",
    "open_answer_copies",
    "open_answer_replies",
    "used_tokens",
    "counted_visits",
    "score_publications",
    "score_replies",
)
UNCHANGING_3 = (
    "dialogue_changes",
    "post_versions",
    "minutes_versions",
    "dialogue_findings",
    "summary_publications",
)
UNCHANGING_5 = (
    "commitment_askings",
    "commitment_sightings",
    "agenda_item_versions",
)
MARKS_2 = (
    "subject_id",
    "government_id",
    "unit_id",
    "service_id",
    "channel",
    "source",
    "visited_on",
    "month",
    "received_at",
    "persyaratan",
    "prosedur",
    "waktu",
    "biaya",
    "produk",
    "kompetensi",
    "perilaku",
    "sarana",
    "pengaduan",
    "answered",
    "total",
    "age",
    "sex",
    "education",
    "occupation",
    "salt",
    "leaf_index",
)
PUBLISHED_2 = {
    "unit_scores": "(SELECT state FROM score_months WHERE id = OLD.score_month_id) = 'published'",
    "score_months": "OLD.state = 'published'",
}


def raise_guards(run, dialect, tables=UNCHANGING_1):
    """Make the tables refuse UPDATE and DELETE; `run` executes one statement."""
    if dialect == "postgresql":
        if tables is UNCHANGING_1:
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
        if tables is UNCHANGING_1:
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


def raise_figure_guards(run, dialect):
    """What a respondent marked is never changed, no answer is deleted, and a published score stays as it is."""
    conditions = {table: f"WHEN ({condition})" for table, condition in PUBLISHED_2.items()}
    if dialect == "postgresql":
        run("CREATE FUNCTION refuse_if_published() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " IF TG_OP <> 'INSERT' AND (SELECT state FROM score_months WHERE id = OLD.score_month_id) = 'published'"
            " OR TG_OP <> 'DELETE' AND (SELECT state FROM score_months WHERE id = NEW.score_month_id) = 'published'"
            " THEN RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME; END IF;"
            " IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$")  # fmt: skip
        run("CREATE TRIGGER unit_scores_never_change BEFORE INSERT OR UPDATE OR DELETE ON unit_scores"
            " FOR EACH ROW EXECUTE FUNCTION refuse_if_published()")  # fmt: skip
        run("CREATE TRIGGER score_months_never_change BEFORE UPDATE OR DELETE ON score_months"
            f" FOR EACH ROW {conditions['score_months']} EXECUTE FUNCTION refuse_to_rewrite()")  # fmt: skip
        run(f"CREATE TRIGGER survey_answers_never_change BEFORE UPDATE OF {', '.join(MARKS_2)} ON survey_answers"
            " FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite()")  # fmt: skip
        run("CREATE TRIGGER survey_answers_never_delete BEFORE DELETE ON survey_answers"
            " FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite()")  # fmt: skip
        return
    for table, condition in conditions.items():
        for act in ("UPDATE", "DELETE"):
            run(f"CREATE TRIGGER {table}_never_{act.lower()} BEFORE {act} ON {table} {condition}"
                f" BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END")  # fmt: skip
    for act, name in (("INSERT", "insert"), ("UPDATE OF score_month_id", "move")):
        run(f"CREATE TRIGGER unit_scores_never_{name} BEFORE {act} ON unit_scores"
            f" WHEN ({PUBLISHED_2['unit_scores'].replace('OLD', 'NEW')})"
            " BEGIN SELECT RAISE(ABORT, 'rows of unit_scores are never changed'); END")  # fmt: skip
    for act, name in ((f"UPDATE OF {', '.join(MARKS_2)}", "update"), ("DELETE", "delete")):
        run(f"CREATE TRIGGER survey_answers_never_{name} BEFORE {act} ON survey_answers"
            " BEGIN SELECT RAISE(ABORT, 'rows of survey_answers are never changed'); END")  # fmt: skip


def lower_figure_guards(run, dialect):
    """Take them away, for a downgrade."""
    if dialect == "postgresql":
        for table, trigger in (("unit_scores", "change"), ("score_months", "change"), ("survey_answers", "change"),
                               ("survey_answers", "delete")):  # fmt: skip
            run(f"DROP TRIGGER {table}_never_{trigger} ON {table}")
        run("DROP FUNCTION refuse_if_published()")
        return
    for table in ("unit_scores", "score_months", "survey_answers"):
        for act in ("update", "delete"):
            run(f"DROP TRIGGER {table}_never_{act}")
    for act in ("insert", "move"):
        run(f"DROP TRIGGER unit_scores_never_{act}")
