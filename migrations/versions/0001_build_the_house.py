"""build the house

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

from migrations.guards import build_search, drop_search, lower_guards, raise_guards

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "areas",
        sa.Column("code", sa.String(length=13), nullable=False),
        sa.Column("parent_code", sa.String(length=13), nullable=True),
        sa.Column("level", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("folded", sa.String(length=120), nullable=False),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.CheckConstraint("level in ('province', 'regency', 'district', 'village')", name=op.f("ck_areas_level")),
        sa.ForeignKeyConstraint(["parent_code"], ["areas.code"], name=op.f("fk_areas_parent_code")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_areas")),
    )
    with op.batch_alter_table("areas", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_areas_folded"), ["folded"], unique=False)
        batch_op.create_index("ix_areas_parent_code_name", ["parent_code", "name"], unique=False)

    op.create_table(
        "calendar_versions",
        sa.Column("government_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("government_id", name=op.f("pk_calendar_versions")),
    )
    op.create_table(
        "categories",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_categories")),
        sa.UniqueConstraint("key", name=op.f("uq_categories_key")),
    )
    op.create_table(
        "contacts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("sealed_email", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_contacts_fingerprint")),
    )
    op.create_table(
        "decreed_years",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("government_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("year", "government_id", name=op.f("pk_decreed_years")),
    )
    op.create_table(
        "governments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("prefix", sa.String(length=5), nullable=False),
        sa.Column("area_code", sa.String(length=13), nullable=False),
        sa.Column("zone", sa.String(length=40), nullable=False),
        sa.Column("emergency", sa.String(length=20), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_governments")),
        sa.UniqueConstraint("prefix", name=op.f("uq_governments_prefix")),
        sa.UniqueConstraint("slug", name=op.f("uq_governments_slug")),
    )
    op.create_table(
        "job_turns",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("holder", sa.String(length=36), nullable=True),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_job_turns")),
    )
    op.create_table(
        "outbox_letters",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dead_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_letters")),
    )
    with op.batch_alter_table("outbox_letters", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outbox_letters_due_at"), ["due_at"], unique=False)

    op.create_table(
        "recomputed_calendars",
        sa.Column("government_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("last_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("government_id", name=op.f("pk_recomputed_calendars")),
    )
    op.create_table(
        "subjects",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subjects")),
        sa.UniqueConstraint("ref", name=op.f("uq_subjects_ref")),
    )
    op.create_table(
        "submissions",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_submissions")),
    )
    with op.batch_alter_table("submissions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_submissions_sent_at"), ["sent_at"], unique=False)

    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("government_id", sa.Integer(), nullable=True),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("totp_secret", sa.Text(), nullable=True),
        sa.Column("totp_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("totp_step", sa.Integer(), nullable=False),
        sa.Column("mail_digest", sa.Boolean(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("suspended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("anonymised_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["government_id"], ["governments.id"], name=op.f("fk_accounts_government_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("email", name=op.f("uq_accounts_email")),
        sa.UniqueConstraint("ref", name=op.f("uq_accounts_ref")),
    )
    with op.batch_alter_table("accounts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_accounts_government_id"), ["government_id"], unique=False)

    op.create_table(
        "area_shapes",
        sa.Column("area_code", sa.String(length=13), nullable=False),
        sa.Column("west", sa.Float(), nullable=False),
        sa.Column("south", sa.Float(), nullable=False),
        sa.Column("east", sa.Float(), nullable=False),
        sa.Column("north", sa.Float(), nullable=False),
        sa.Column("rings", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["area_code"], ["areas.code"], name=op.f("fk_area_shapes_area_code")),
        sa.PrimaryKeyConstraint("area_code", name=op.f("pk_area_shapes")),
    )
    with op.batch_alter_table("area_shapes", schema=None) as batch_op:
        batch_op.create_index("ix_area_shapes_west_south", ["west", "south"], unique=False)

    op.create_table(
        "area_tallies",
        sa.Column("area_code", sa.String(length=13), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["area_code"], ["areas.code"], name=op.f("fk_area_tallies_area_code")),
        sa.PrimaryKeyConstraint("area_code", "state", name=op.f("pk_area_tallies")),
    )
    op.create_table(
        "board_tallies",
        sa.Column("government_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["government_id"], ["governments.id"], name=op.f("fk_board_tallies_government_id")),
        sa.PrimaryKeyConstraint("government_id", "state", name=op.f("pk_board_tallies")),
    )
    op.create_table(
        "clock_policies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("government_id", sa.Integer(), nullable=True),
        sa.Column("class_", sa.String(length=20), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("legal_basis", sa.Text(), nullable=False),
        sa.Column("verify_days", sa.Integer(), nullable=False),
        sa.Column("answer_days", sa.Integer(), nullable=False),
        sa.Column("resolve_days", sa.Integer(), nullable=False),
        sa.Column("silence_days", sa.Integer(), nullable=False),
        sa.Column("completion_days", sa.Integer(), nullable=False),
        sa.Column("reopen_days", sa.Integer(), nullable=False),
        sa.Column("remind_before", sa.Integer(), nullable=False),
        sa.Column("head_after", sa.Integer(), nullable=False),
        sa.Column("moderator_after", sa.Integer(), nullable=False),
        sa.Column("inspector_after", sa.Integer(), nullable=False),
        sa.Column("ombudsman_after", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "class_ in ('complaint', 'supervisory', 'aspiration', 'information')", name=op.f("ck_clock_policies_class")
        ),
        sa.CheckConstraint(
            "verify_days between 1 and 250 and answer_days between 1 and 250", name=op.f("ck_clock_policies_days")
        ),
        sa.ForeignKeyConstraint(["government_id"], ["governments.id"], name=op.f("fk_clock_policies_government_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_policies")),
    )
    with op.batch_alter_table("clock_policies", schema=None) as batch_op:
        batch_op.create_index("ix_clock_policies_class_valid_from", ["class_", "valid_from"], unique=False)
        batch_op.create_index(batch_op.f("ix_clock_policies_government_id"), ["government_id"], unique=False)

    op.create_table(
        "days_off",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("government_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["government_id"], ["governments.id"], name=op.f("fk_days_off_government_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_days_off")),
        sa.UniqueConstraint("day", "government_id", name=op.f("uq_days_off_day_government_id")),
    )
    with op.batch_alter_table("days_off", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_days_off_day"), ["day"], unique=False)
        batch_op.create_index(batch_op.f("ix_days_off_government_id"), ["government_id"], unique=False)

    op.create_table(
        "leaves",
        sa.Column("index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("commitment", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_leaves_subject_id")),
        sa.PrimaryKeyConstraint("index", name=op.f("pk_leaves")),
        sa.UniqueConstraint("subject_id", "kind", "version", name=op.f("uq_leaves_subject_id_kind_version")),
    )
    op.create_table(
        "number_series",
        sa.Column("government_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["government_id"], ["governments.id"], name=op.f("fk_number_series_government_id")),
        sa.PrimaryKeyConstraint("government_id", "year", name=op.f("pk_number_series")),
    )
    op.create_table(
        "search_texts",
        sa.Column("subject_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("stems", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_search_texts_subject_id")),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_search_texts")),
    )
    op.create_table(
        "units",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("government_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("folded", sa.String(length=160), nullable=False),
        sa.Column("does", sa.Text(), nullable=False),
        sa.Column("area_code", sa.String(length=13), nullable=True),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("website", sa.String(length=200), nullable=False),
        sa.Column("hours", sa.String(length=200), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.CheckConstraint("status in ('open', 'closed', 'merged')", name=op.f("ck_units_status")),
        sa.ForeignKeyConstraint(["area_code"], ["areas.code"], name=op.f("fk_units_area_code")),
        sa.ForeignKeyConstraint(["government_id"], ["governments.id"], name=op.f("fk_units_government_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["units.id"], name=op.f("fk_units_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_units")),
        sa.UniqueConstraint("government_id", "code", name=op.f("uq_units_government_id_code")),
    )
    with op.batch_alter_table("units", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_units_area_code"), ["area_code"], unique=False)
        batch_op.create_index("ix_units_government_id_folded", ["government_id", "folded"], unique=False)
        batch_op.create_index("ix_units_government_id_path", ["government_id", "path"], unique=False)
        batch_op.create_index(batch_op.f("ix_units_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "account_acts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("government_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("verb", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_account_acts_account_id")),
        sa.ForeignKeyConstraint(["by_id"], ["accounts.id"], name=op.f("fk_account_acts_by_id")),
        sa.ForeignKeyConstraint(["government_id"], ["governments.id"], name=op.f("fk_account_acts_government_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_acts")),
    )
    with op.batch_alter_table("account_acts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_acts_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_account_acts_government_id"), ["government_id"], unique=False)

    op.create_table(
        "account_sessions",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("device", sa.String(length=60), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("factor_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_account_sessions_account_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_account_sessions")),
    )
    with op.batch_alter_table("account_sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_sessions_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_account_sessions_ends_at"), ["ends_at"], unique=False)

    op.create_table(
        "acts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("verb", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("audience", sa.String(length=10), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("leaf_index", sa.Integer(), nullable=True),
        sa.CheckConstraint("audience in ('public', 'parties', 'staff')", name=op.f("ck_acts_audience")),
        sa.ForeignKeyConstraint(["by_id"], ["accounts.id"], name=op.f("fk_acts_by_id")),
        sa.ForeignKeyConstraint(["leaf_index"], ["leaves.index"], name=op.f("fk_acts_leaf_index")),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_acts_subject_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_acts_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acts")),
    )
    with op.batch_alter_table("acts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_acts_by_id"), ["by_id"], unique=False)
        batch_op.create_index("ix_acts_subject_id_id", ["subject_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_acts_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "answer_days",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_answer_days_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "days", name=op.f("pk_answer_days")),
    )
    op.create_table(
        "consents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_consents_account_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_consents_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
    )
    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consents_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_consents_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "follows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(account_id is null) <> (contact_id is null)", name=op.f("ck_follows_one_reader")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_follows_account_id")),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_follows_contact_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_follows_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follows")),
        sa.UniqueConstraint("subject_id", "account_id", name=op.f("uq_follows_subject_id_account_id")),
        sa.UniqueConstraint("subject_id", "contact_id", name=op.f("uq_follows_subject_id_contact_id")),
    )
    with op.batch_alter_table("follows", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_follows_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_follows_contact_id"), ["contact_id"], unique=False)

    op.create_table(
        "import_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("government_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("done_rows", sa.Integer(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["accounts.id"], name=op.f("fk_import_runs_by_id")),
        sa.ForeignKeyConstraint(["government_id"], ["governments.id"], name=op.f("fk_import_runs_government_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_runs")),
    )
    with op.batch_alter_table("import_runs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_runs_government_id"), ["government_id"], unique=False)

    op.create_table(
        "memberships",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "role in ('officer','head','moderator','pembina','inspector','administrator')",
            name=op.f("ck_memberships_role"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_memberships_account_id")),
        sa.ForeignKeyConstraint(["by_id"], ["accounts.id"], name=op.f("fk_memberships_by_id")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["accounts.id"], name=op.f("fk_memberships_ended_by_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_memberships_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memberships")),
    )
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.create_index("ix_memberships_account_id_ended_at", ["account_id", "ended_at"], unique=False)
        batch_op.create_index("ix_memberships_unit_id_role", ["unit_id", "role"], unique=False)

    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_notices_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
    )
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.create_index("ix_notices_account_id_id", ["account_id", "id"], unique=False)

    op.create_table(
        "one_time_links",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_one_time_links_account_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_one_time_links")),
    )
    with op.batch_alter_table("one_time_links", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_one_time_links_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_one_time_links_ends_at"), ["ends_at"], unique=False)

    op.create_table(
        "recovery_codes",
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_recovery_codes_account_id")),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_recovery_codes")),
    )
    with op.batch_alter_table("recovery_codes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recovery_codes_account_id"), ["account_id"], unique=False)

    op.create_table(
        "reply_templates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["accounts.id"], name=op.f("fk_reply_templates_by_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_reply_templates_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply_templates")),
    )
    with op.batch_alter_table("reply_templates", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reply_templates_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "services",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("requirements", sa.Text(), nullable=False),
        sa.Column("procedure", sa.Text(), nullable=False),
        sa.Column("time", sa.String(length=200), nullable=False),
        sa.Column("cost", sa.String(length=200), nullable=False),
        sa.Column("product", sa.String(length=200), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("status in ('open', 'closed')", name=op.f("ck_services_status")),
        sa.ForeignKeyConstraint(["into_id"], ["services.id"], name=op.f("fk_services_into_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_services_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_services")),
        sa.UniqueConstraint("unit_id", "name", name=op.f("uq_services_unit_id_name")),
    )
    op.create_table(
        "setting_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("government_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("verb", sa.String(length=40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["accounts.id"], name=op.f("fk_setting_changes_by_id")),
        sa.ForeignKeyConstraint(["government_id"], ["governments.id"], name=op.f("fk_setting_changes_government_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_setting_changes_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting_changes")),
    )
    with op.batch_alter_table("setting_changes", schema=None) as batch_op:
        batch_op.create_index("ix_setting_changes_government_id_id", ["government_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_setting_changes_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "unit_closures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["accounts.id"], name=op.f("fk_unit_closures_by_id")),
        sa.ForeignKeyConstraint(["into_id"], ["units.id"], name=op.f("fk_unit_closures_into_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_unit_closures_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_closures")),
    )
    with op.batch_alter_table("unit_closures", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_closures_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "unit_months",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("in_time", sa.Integer(), nullable=False),
        sa.Column("resolved", sa.Integer(), nullable=False),
        sa.Column("confirmed", sa.Integer(), nullable=False),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_unit_months_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "month", name=op.f("pk_unit_months")),
    )
    op.create_table(
        "unit_tallies",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_unit_tallies_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "state", name=op.f("pk_unit_tallies")),
    )
    op.create_table(
        "complaints",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("government_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("class_", sa.String(length=20), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("headline", sa.String(length=140), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=True),
        sa.Column("service_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.Column("district_code", sa.String(length=13), nullable=True),
        sa.Column("village_code", sa.String(length=13), nullable=True),
        sa.Column("is_anonymous", sa.Boolean(), nullable=False),
        sa.Column("is_confidential", sa.Boolean(), nullable=False),
        sa.Column("name_to_unit", sa.Boolean(), nullable=False),
        sa.Column("name_to_public", sa.Boolean(), nullable=False),
        sa.Column("shown_name", sa.String(length=100), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_on", sa.Date(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=True),
        sa.Column("verify_from", sa.Date(), nullable=True),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("paused_days", sa.Integer(), nullable=False),
        sa.Column("pause_used", sa.Boolean(), nullable=False),
        sa.Column("assigned_on", sa.Date(), nullable=True),
        sa.Column("answer_from", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("first_answered_on", sa.Date(), nullable=True),
        sa.Column("resolved_on", sa.Date(), nullable=True),
        sa.Column("reopened_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("verify_due_on", sa.Date(), nullable=True),
        sa.Column("completion_due_on", sa.Date(), nullable=True),
        sa.Column("answer_due_on", sa.Date(), nullable=True),
        sa.Column("resolve_due_on", sa.Date(), nullable=True),
        sa.Column("silence_due_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("support_count", sa.Integer(), nullable=False),
        sa.Column("support_mail_count", sa.Integer(), nullable=False),
        sa.CheckConstraint("channel in ('web', 'counter', 'phone', 'message')", name=op.f("ck_complaints_channel")),
        sa.CheckConstraint(
            "class_ in ('complaint', 'supervisory', 'aspiration', 'information')", name=op.f("ck_complaints_class")
        ),
        sa.CheckConstraint(
            "state in ('submitted', 'awaiting_completion', 'archived', 'assigned', 'in_progress', 'resolved', 'confirmed', 'closed_by_system', 'closed_by_moderator', 'reopened', 'merged', 'withdrawn', 'referred')",
            name=op.f("ck_complaints_state"),
        ),
        sa.CheckConstraint(
            "not (is_anonymous and (name_to_unit or name_to_public))",
            name=op.f("ck_complaints_anonymous_stays_unnamed"),
        ),
        sa.ForeignKeyConstraint(["category_id"], ["categories.id"], name=op.f("fk_complaints_category_id")),
        sa.ForeignKeyConstraint(["district_code"], ["areas.code"], name=op.f("fk_complaints_district_code")),
        sa.ForeignKeyConstraint(["government_id"], ["governments.id"], name=op.f("fk_complaints_government_id")),
        sa.ForeignKeyConstraint(["officer_id"], ["accounts.id"], name=op.f("fk_complaints_officer_id")),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name=op.f("fk_complaints_service_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_complaints_subject_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_complaints_unit_id")),
        sa.ForeignKeyConstraint(["village_code"], ["areas.code"], name=op.f("fk_complaints_village_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaints")),
        sa.UniqueConstraint("government_id", "year", "seq", name=op.f("uq_complaints_government_id_year_seq")),
        sa.UniqueConstraint("number", name=op.f("uq_complaints_number")),
        sa.UniqueConstraint("subject_id", name=op.f("uq_complaints_subject_id")),
    )
    with op.batch_alter_table("complaints", schema=None) as batch_op:
        batch_op.create_index("ix_complaints_board", ["government_id", "id"], unique=False)
        batch_op.create_index("ix_complaints_board_answered", ["government_id", "answered_on", "id"], unique=False)
        batch_op.create_index("ix_complaints_board_category", ["government_id", "category_id", "id"], unique=False)
        batch_op.create_index("ix_complaints_board_class", ["government_id", "class_", "id"], unique=False)
        batch_op.create_index("ix_complaints_board_district", ["government_id", "district_code", "id"], unique=False)
        batch_op.create_index("ix_complaints_board_due", ["government_id", "due_on", "id"], unique=False)
        batch_op.create_index("ix_complaints_board_month", ["government_id", "month", "id"], unique=False)
        batch_op.create_index("ix_complaints_board_state", ["government_id", "state", "id"], unique=False)
        batch_op.create_index("ix_complaints_board_support", ["government_id", "support_count", "id"], unique=False)
        batch_op.create_index("ix_complaints_board_village", ["village_code", "id"], unique=False)
        batch_op.create_index("ix_complaints_completion", ["state", "completion_due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_complaints_officer_id"), ["officer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_complaints_service_id"), ["service_id"], unique=False)
        batch_op.create_index("ix_complaints_silence", ["state", "silence_due_on"], unique=False)
        batch_op.create_index("ix_complaints_unit", ["unit_id", "id"], unique=False)
        batch_op.create_index("ix_complaints_unit_due", ["unit_id", "due_on", "id"], unique=False)
        batch_op.create_index("ix_complaints_unit_state", ["unit_id", "state", "id"], unique=False)

    op.create_table(
        "assignments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=10), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("part in ('lead', 'support')", name=op.f("ck_assignments_part")),
        sa.ForeignKeyConstraint(["by_id"], ["accounts.id"], name=op.f("fk_assignments_by_id")),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_assignments_complaint_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_assignments_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignments")),
    )
    with op.batch_alter_table("assignments", schema=None) as batch_op:
        batch_op.create_index("ix_assignments_complaint_id", ["complaint_id"], unique=False)
        batch_op.create_index("ix_assignments_unit_id_ended_at", ["unit_id", "ended_at"], unique=False)

    op.create_table(
        "complaint_messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("audience", sa.String(length=10), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("public_html", sa.Text(), nullable=False),
        sa.Column("sanitiser", sa.Integer(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("leaf_index", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("audience in ('public', 'parties', 'staff')", name=op.f("ck_complaint_messages_audience")),
        sa.ForeignKeyConstraint(["act_id"], ["acts.id"], name=op.f("fk_complaint_messages_act_id")),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_complaint_messages_complaint_id")),
        sa.ForeignKeyConstraint(["leaf_index"], ["leaves.index"], name=op.f("fk_complaint_messages_leaf_index")),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_complaint_messages_subject_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_complaint_messages_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_messages")),
        sa.UniqueConstraint("subject_id", name=op.f("uq_complaint_messages_subject_id")),
    )
    with op.batch_alter_table("complaint_messages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_complaint_messages_act_id"), ["act_id"], unique=False)
        batch_op.create_index("ix_complaint_messages_complaint_id_id", ["complaint_id", "id"], unique=False)

    op.create_table(
        "complaint_texts",
        sa.Column("complaint_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("happened", sa.Text(), nullable=False),
        sa.Column("point", sa.Text(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("leaf_index", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_complaint_texts_complaint_id")),
        sa.ForeignKeyConstraint(["leaf_index"], ["leaves.index"], name=op.f("fk_complaint_texts_leaf_index")),
        sa.PrimaryKeyConstraint("complaint_id", name=op.f("pk_complaint_texts")),
    )
    op.create_table(
        "completion_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_completion_requests_complaint_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_completion_requests")),
    )
    with op.batch_alter_table("completion_requests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_completion_requests_complaint_id"), ["complaint_id"], unique=False)

    op.create_table(
        "confirmations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("is_solved", sa.Boolean(), nullable=False),
        sa.Column("stars", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.CheckConstraint("stars is null or stars between 1 and 5", name=op.f("ck_confirmations_stars")),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_confirmations_complaint_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_confirmations_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confirmations")),
    )
    with op.batch_alter_table("confirmations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_confirmations_complaint_id"), ["complaint_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_confirmations_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "escrow",
        sa.Column("complaint_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("owner_tag", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_escrow_complaint_id")),
        sa.PrimaryKeyConstraint("complaint_id", name=op.f("pk_escrow")),
    )
    with op.batch_alter_table("escrow", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_escrow_owner_tag"), ["owner_tag"], unique=False)

    op.create_table(
        "follow_up_codes",
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_follow_up_codes_complaint_id")),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_follow_up_codes")),
    )
    with op.batch_alter_table("follow_up_codes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_follow_up_codes_complaint_id"), ["complaint_id"], unique=False)

    op.create_table(
        "fresh_codes",
        sa.Column("complaint_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("visit_hash", sa.Text(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_fresh_codes_complaint_id")),
        sa.PrimaryKeyConstraint("complaint_id", name=op.f("pk_fresh_codes")),
    )
    with op.batch_alter_table("fresh_codes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_fresh_codes_ends_at"), ["ends_at"], unique=False)

    op.create_table(
        "internal_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["accounts.id"], name=op.f("fk_internal_notes_by_id")),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_internal_notes_complaint_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_internal_notes_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_internal_notes")),
    )
    with op.batch_alter_table("internal_notes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_internal_notes_complaint_id"), ["complaint_id"], unique=False)

    op.create_table(
        "merges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=False),
        sa.Column("state_before", sa.String(length=24), nullable=False),
        sa.Column("supports_carried", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["accounts.id"], name=op.f("fk_merges_by_id")),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_merges_complaint_id")),
        sa.ForeignKeyConstraint(["into_id"], ["complaints.id"], name=op.f("fk_merges_into_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merges")),
    )
    with op.batch_alter_table("merges", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_merges_complaint_id"), ["complaint_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_merges_into_id"), ["into_id"], unique=False)

    op.create_table(
        "public_copies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("sanitiser", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["accounts.id"], name=op.f("fk_public_copies_by_id")),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_public_copies_complaint_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_copies")),
        sa.UniqueConstraint("complaint_id", "version", name=op.f("uq_public_copies_complaint_id_version")),
    )
    op.create_table(
        "referrals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("agency", sa.String(length=120), nullable=False),
        sa.Column("reference", sa.String(length=80), nullable=False),
        sa.Column("contact", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_referrals_complaint_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referrals")),
    )
    with op.batch_alter_table("referrals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_referrals_complaint_id"), ["complaint_id"], unique=False)

    op.create_table(
        "reminders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("clock", sa.String(length=12), nullable=False),
        sa.Column("step", sa.String(length=12), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_reminders_complaint_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
        sa.UniqueConstraint(
            "complaint_id", "clock", "step", "due_on", name=op.f("uq_reminders_complaint_id_clock_step_due_on")
        ),
    )
    op.create_table(
        "supports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("came_with_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(account_id is null) <> (contact_id is null)", name=op.f("ck_supports_one_supporter")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_supports_account_id")),
        sa.ForeignKeyConstraint(["came_with_id"], ["complaints.id"], name=op.f("fk_supports_came_with_id")),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_supports_complaint_id")),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_supports_contact_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supports")),
        sa.UniqueConstraint("complaint_id", "account_id", name=op.f("uq_supports_complaint_id_account_id")),
        sa.UniqueConstraint("complaint_id", "contact_id", name=op.f("uq_supports_complaint_id_contact_id")),
    )
    with op.batch_alter_table("supports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_supports_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_supports_came_with_id"), ["came_with_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_supports_contact_id"), ["contact_id"], unique=False)

    op.create_table(
        "transfers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("from_unit_id", sa.Integer(), nullable=False),
        sa.Column("to_unit_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decision", sa.String(length=10), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["accounts.id"], name=op.f("fk_transfers_by_id")),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_transfers_complaint_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["accounts.id"], name=op.f("fk_transfers_decided_by_id")),
        sa.ForeignKeyConstraint(["from_unit_id"], ["units.id"], name=op.f("fk_transfers_from_unit_id")),
        sa.ForeignKeyConstraint(["to_unit_id"], ["units.id"], name=op.f("fk_transfers_to_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfers")),
    )
    with op.batch_alter_table("transfers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_transfers_complaint_id"), ["complaint_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_transfers_decision"), ["decision"], unique=False)

    op.create_table(
        "attachments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("origin", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sealed_file", sa.Text(), nullable=False),
        sa.Column("clean_file", sa.Text(), nullable=False),
        sa.Column("thumb_file", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_attachments_complaint_id")),
        sa.ForeignKeyConstraint(["message_id"], ["complaint_messages.id"], name=op.f("fk_attachments_message_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
        sa.UniqueConstraint("ref", name=op.f("uq_attachments_ref")),
    )
    with op.batch_alter_table("attachments", schema=None) as batch_op:
        batch_op.create_index("ix_attachments_complaint_id", ["complaint_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attachments_message_id"), ["message_id"], unique=False)

    op.create_table(
        "releases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attachment_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("boxes", sa.JSON(), nullable=False),
        sa.Column("to_public", sa.Boolean(), nullable=False),
        sa.Column("clean_file", sa.Text(), nullable=True),
        sa.Column("thumb_file", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["attachment_id"], ["attachments.id"], name=op.f("fk_releases_attachment_id")),
        sa.ForeignKeyConstraint(["by_id"], ["accounts.id"], name=op.f("fk_releases_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_releases")),
    )
    with op.batch_alter_table("releases", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_releases_attachment_id"), ["attachment_id"], unique=False)

    dialect = op.get_bind().dialect.name
    build_search(op.execute, dialect)
    raise_guards(op.execute, dialect)


def downgrade():
    dialect = op.get_bind().dialect.name
    lower_guards(op.execute, dialect)
    drop_search(op.execute, dialect)
    with op.batch_alter_table("releases", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_releases_attachment_id"))

    op.drop_table("releases")
    with op.batch_alter_table("attachments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attachments_message_id"))
        batch_op.drop_index("ix_attachments_complaint_id")

    op.drop_table("attachments")
    with op.batch_alter_table("transfers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_transfers_decision"))
        batch_op.drop_index(batch_op.f("ix_transfers_complaint_id"))

    op.drop_table("transfers")
    with op.batch_alter_table("supports", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_supports_contact_id"))
        batch_op.drop_index(batch_op.f("ix_supports_came_with_id"))
        batch_op.drop_index(batch_op.f("ix_supports_account_id"))

    op.drop_table("supports")
    op.drop_table("reminders")
    with op.batch_alter_table("referrals", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_referrals_complaint_id"))

    op.drop_table("referrals")
    op.drop_table("public_copies")
    with op.batch_alter_table("merges", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_merges_into_id"))
        batch_op.drop_index(batch_op.f("ix_merges_complaint_id"))

    op.drop_table("merges")
    with op.batch_alter_table("internal_notes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_internal_notes_complaint_id"))

    op.drop_table("internal_notes")
    with op.batch_alter_table("fresh_codes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_fresh_codes_ends_at"))

    op.drop_table("fresh_codes")
    with op.batch_alter_table("follow_up_codes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_follow_up_codes_complaint_id"))

    op.drop_table("follow_up_codes")
    with op.batch_alter_table("escrow", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_escrow_owner_tag"))

    op.drop_table("escrow")
    with op.batch_alter_table("confirmations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_confirmations_unit_id"))
        batch_op.drop_index(batch_op.f("ix_confirmations_complaint_id"))

    op.drop_table("confirmations")
    with op.batch_alter_table("completion_requests", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_completion_requests_complaint_id"))

    op.drop_table("completion_requests")
    op.drop_table("complaint_texts")
    with op.batch_alter_table("complaint_messages", schema=None) as batch_op:
        batch_op.drop_index("ix_complaint_messages_complaint_id_id")
        batch_op.drop_index(batch_op.f("ix_complaint_messages_act_id"))

    op.drop_table("complaint_messages")
    with op.batch_alter_table("assignments", schema=None) as batch_op:
        batch_op.drop_index("ix_assignments_unit_id_ended_at")
        batch_op.drop_index("ix_assignments_complaint_id")

    op.drop_table("assignments")
    with op.batch_alter_table("complaints", schema=None) as batch_op:
        batch_op.drop_index("ix_complaints_unit_state")
        batch_op.drop_index("ix_complaints_unit_due")
        batch_op.drop_index("ix_complaints_unit")
        batch_op.drop_index("ix_complaints_silence")
        batch_op.drop_index(batch_op.f("ix_complaints_service_id"))
        batch_op.drop_index(batch_op.f("ix_complaints_officer_id"))
        batch_op.drop_index("ix_complaints_completion")
        batch_op.drop_index("ix_complaints_board_village")
        batch_op.drop_index("ix_complaints_board_support")
        batch_op.drop_index("ix_complaints_board_state")
        batch_op.drop_index("ix_complaints_board_month")
        batch_op.drop_index("ix_complaints_board_due")
        batch_op.drop_index("ix_complaints_board_district")
        batch_op.drop_index("ix_complaints_board_class")
        batch_op.drop_index("ix_complaints_board_category")
        batch_op.drop_index("ix_complaints_board_answered")
        batch_op.drop_index("ix_complaints_board")

    op.drop_table("complaints")
    op.drop_table("unit_tallies")
    op.drop_table("unit_months")
    with op.batch_alter_table("unit_closures", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unit_closures_unit_id"))

    op.drop_table("unit_closures")
    with op.batch_alter_table("setting_changes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_setting_changes_unit_id"))
        batch_op.drop_index("ix_setting_changes_government_id_id")

    op.drop_table("setting_changes")
    op.drop_table("services")
    with op.batch_alter_table("reply_templates", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reply_templates_unit_id"))

    op.drop_table("reply_templates")
    with op.batch_alter_table("recovery_codes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recovery_codes_account_id"))

    op.drop_table("recovery_codes")
    with op.batch_alter_table("one_time_links", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_one_time_links_ends_at"))
        batch_op.drop_index(batch_op.f("ix_one_time_links_account_id"))

    op.drop_table("one_time_links")
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.drop_index("ix_notices_account_id_id")

    op.drop_table("notices")
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.drop_index("ix_memberships_unit_id_role")
        batch_op.drop_index("ix_memberships_account_id_ended_at")

    op.drop_table("memberships")
    with op.batch_alter_table("import_runs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_runs_government_id"))

    op.drop_table("import_runs")
    with op.batch_alter_table("follows", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_follows_contact_id"))
        batch_op.drop_index(batch_op.f("ix_follows_account_id"))

    op.drop_table("follows")
    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consents_subject_id"))
        batch_op.drop_index(batch_op.f("ix_consents_account_id"))

    op.drop_table("consents")
    op.drop_table("answer_days")
    with op.batch_alter_table("acts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_acts_unit_id"))
        batch_op.drop_index("ix_acts_subject_id_id")
        batch_op.drop_index(batch_op.f("ix_acts_by_id"))

    op.drop_table("acts")
    with op.batch_alter_table("account_sessions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_account_sessions_ends_at"))
        batch_op.drop_index(batch_op.f("ix_account_sessions_account_id"))

    op.drop_table("account_sessions")
    with op.batch_alter_table("account_acts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_account_acts_government_id"))
        batch_op.drop_index(batch_op.f("ix_account_acts_account_id"))

    op.drop_table("account_acts")
    with op.batch_alter_table("units", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_units_parent_id"))
        batch_op.drop_index("ix_units_government_id_path")
        batch_op.drop_index("ix_units_government_id_folded")
        batch_op.drop_index(batch_op.f("ix_units_area_code"))

    op.drop_table("units")
    op.drop_table("search_texts")
    op.drop_table("number_series")
    op.drop_table("leaves")
    with op.batch_alter_table("days_off", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_days_off_government_id"))
        batch_op.drop_index(batch_op.f("ix_days_off_day"))

    op.drop_table("days_off")
    with op.batch_alter_table("clock_policies", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_clock_policies_government_id"))
        batch_op.drop_index("ix_clock_policies_class_valid_from")

    op.drop_table("clock_policies")
    op.drop_table("board_tallies")
    op.drop_table("area_tallies")
    with op.batch_alter_table("area_shapes", schema=None) as batch_op:
        batch_op.drop_index("ix_area_shapes_west_south")

    op.drop_table("area_shapes")
    with op.batch_alter_table("accounts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_accounts_government_id"))

    op.drop_table("accounts")
    with op.batch_alter_table("submissions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_submissions_sent_at"))

    op.drop_table("submissions")
    op.drop_table("subjects")
    op.drop_table("recomputed_calendars")
    with op.batch_alter_table("outbox_letters", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outbox_letters_due_at"))

    op.drop_table("outbox_letters")
    op.drop_table("job_turns")
    op.drop_table("governments")
    op.drop_table("decreed_years")
    op.drop_table("contacts")
    op.drop_table("categories")
    op.drop_table("calendar_versions")
    with op.batch_alter_table("areas", schema=None) as batch_op:
        batch_op.drop_index("ix_areas_parent_code_name")
        batch_op.drop_index(batch_op.f("ix_areas_folded"))

    op.drop_table("areas")
