"""meet every month

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

from migrations.guards import UNCHANGING_3, lower_guards, raise_guards

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "dialogue_backings",
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("voter", sa.String(length=24), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_dialogue_backings_subject_id")),
        sa.PrimaryKeyConstraint("subject_id", "voter", name=op.f("pk_dialogue_backings")),
    )
    op.create_table(
        "dialogue_flags",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("ground", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_dialogue_flags_account_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_dialogue_flags_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogue_flags")),
        sa.UniqueConstraint("subject_id", "account_id", name=op.f("uq_dialogue_flags_subject_id_account_id")),
    )
    op.create_table(
        "dialogue_series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("government_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("begins", sa.String(length=5), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("link", sa.String(length=300), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("opens_before", sa.Integer(), nullable=False),
        sa.Column("closes_after", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("mode in ('hall', 'online', 'hybrid')", name=op.f("ck_dialogue_series_mode")),
        sa.CheckConstraint("status in ('open', 'closed')", name=op.f("ck_dialogue_series_status")),
        sa.CheckConstraint("minutes between 15 and 720", name=op.f("ck_dialogue_series_minutes")),
        sa.CheckConstraint("nth in (-1, 1, 2, 3, 4)", name=op.f("ck_dialogue_series_nth")),
        sa.CheckConstraint("weekday between 0 and 6", name=op.f("ck_dialogue_series_weekday")),
        sa.ForeignKeyConstraint(["by_id"], ["accounts.id"], name=op.f("fk_dialogue_series_by_id")),
        sa.ForeignKeyConstraint(["government_id"], ["governments.id"], name=op.f("fk_dialogue_series_government_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_dialogue_series_subject_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_dialogue_series_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogue_series")),
        sa.UniqueConstraint("subject_id", name=op.f("uq_dialogue_series_subject_id")),
    )
    with op.batch_alter_table("dialogue_series", schema=None) as batch_op:
        batch_op.create_index("ix_dialogue_series_government_id_status", ["government_id", "status"], unique=False)
        batch_op.create_index(batch_op.f("ix_dialogue_series_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "dialogue_series_hosts",
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["series_id"], ["dialogue_series.id"], name=op.f("fk_dialogue_series_hosts_series_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_dialogue_series_hosts_unit_id")),
        sa.PrimaryKeyConstraint("series_id", "unit_id", name=op.f("pk_dialogue_series_hosts")),
    )
    op.create_table(
        "dialogue_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("government_id", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("occurrence_on", sa.Date(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("link", sa.String(length=300), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("discuss_from", sa.Date(), nullable=False),
        sa.Column("discuss_until", sa.Date(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("hall_code", sa.String(length=8), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("statement_id", sa.Integer(), nullable=True),
        sa.Column("registered", sa.Integer(), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.Column("attended", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("mode in ('hall', 'online', 'hybrid')", name=op.f("ck_dialogue_sessions_mode")),
        sa.CheckConstraint(
            "state in ('planned', 'running', 'ended', 'cancelled')", name=op.f("ck_dialogue_sessions_state")
        ),
        sa.CheckConstraint("discuss_until >= discuss_from", name=op.f("ck_dialogue_sessions_discussion")),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_dialogue_sessions_times")),
        sa.ForeignKeyConstraint(["government_id"], ["governments.id"], name=op.f("fk_dialogue_sessions_government_id")),
        sa.ForeignKeyConstraint(["series_id"], ["dialogue_series.id"], name=op.f("fk_dialogue_sessions_series_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_dialogue_sessions_subject_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_dialogue_sessions_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogue_sessions")),
        sa.UniqueConstraint(
            "government_id", "year", "number", name=op.f("uq_dialogue_sessions_government_id_year_number")
        ),
        sa.UniqueConstraint("hall_code", name=op.f("uq_dialogue_sessions_hall_code")),
        sa.UniqueConstraint("series_id", "occurrence_on", name=op.f("uq_dialogue_sessions_series_id_occurrence_on")),
        sa.UniqueConstraint("subject_id", name=op.f("uq_dialogue_sessions_subject_id")),
    )
    with op.batch_alter_table("dialogue_sessions", schema=None) as batch_op:
        batch_op.create_index(
            "ix_dialogue_sessions_government_id_starts_at", ["government_id", "starts_at", "id"], unique=False
        )
        batch_op.create_index("ix_dialogue_sessions_state_starts_at", ["state", "starts_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_dialogue_sessions_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "agenda_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(length=10), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("origin_subject_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("support_count", sa.Integer(), nullable=False),
        sa.Column("post_count", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "reason in ('resident', 'staff', 'supported', 'overdue', 'element', 'signal')",
            name=op.f("ck_agenda_items_reason"),
        ),
        sa.CheckConstraint("state in ('proposed', 'accepted', 'declined')", name=op.f("ck_agenda_items_state")),
        sa.ForeignKeyConstraint(["by_id"], ["accounts.id"], name=op.f("fk_agenda_items_by_id")),
        sa.ForeignKeyConstraint(["origin_subject_id"], ["subjects.id"], name=op.f("fk_agenda_items_origin_subject_id")),
        sa.ForeignKeyConstraint(["session_id"], ["dialogue_sessions.id"], name=op.f("fk_agenda_items_session_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_agenda_items_subject_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_agenda_items_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_items")),
        sa.UniqueConstraint(
            "session_id", "origin_subject_id", name=op.f("uq_agenda_items_session_id_origin_subject_id")
        ),
        sa.UniqueConstraint("subject_id", name=op.f("uq_agenda_items_subject_id")),
    )
    with op.batch_alter_table("agenda_items", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agenda_items_origin_subject_id"), ["origin_subject_id"], unique=False)
        batch_op.create_index(
            "ix_agenda_items_session_id_state_position", ["session_id", "state", "position", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_agenda_items_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "dialogue_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("was", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind in ('moved', 'cancelled', 'place')", name=op.f("ck_dialogue_changes_kind")),
        sa.ForeignKeyConstraint(["by_id"], ["accounts.id"], name=op.f("fk_dialogue_changes_by_id")),
        sa.ForeignKeyConstraint(["session_id"], ["dialogue_sessions.id"], name=op.f("fk_dialogue_changes_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogue_changes")),
    )
    with op.batch_alter_table("dialogue_changes", schema=None) as batch_op:
        batch_op.create_index("ix_dialogue_changes_session_id_id", ["session_id", "id"], unique=False)

    op.create_table(
        "dialogue_hosts",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["dialogue_sessions.id"], name=op.f("fk_dialogue_hosts_session_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_dialogue_hosts_unit_id")),
        sa.PrimaryKeyConstraint("session_id", "unit_id", name=op.f("pk_dialogue_hosts")),
    )
    op.create_table(
        "dialogue_registrations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind in ('user', 'academic', 'agency', 'civil', 'media', 'unit')",
            name=op.f("ck_dialogue_registrations_kind"),
        ),
        sa.CheckConstraint(
            "state in ('asked', 'registered', 'waiting', 'cancelled')", name=op.f("ck_dialogue_registrations_state")
        ),
        sa.CheckConstraint(
            "(account_id is null) <> (contact_id is null)", name=op.f("ck_dialogue_registrations_one_person")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_dialogue_registrations_account_id")),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_dialogue_registrations_contact_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["dialogue_sessions.id"], name=op.f("fk_dialogue_registrations_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogue_registrations")),
        sa.UniqueConstraint("session_id", "account_id", name=op.f("uq_dialogue_registrations_session_id_account_id")),
        sa.UniqueConstraint("session_id", "contact_id", name=op.f("uq_dialogue_registrations_session_id_contact_id")),
    )
    with op.batch_alter_table("dialogue_registrations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dialogue_registrations_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_dialogue_registrations_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index(
            "ix_dialogue_registrations_session_id_state_id", ["session_id", "state", "id"], unique=False
        )

    op.create_table(
        "hall_tokens",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("device_hash", sa.Text(), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["session_id"], ["dialogue_sessions.id"], name=op.f("fk_hall_tokens_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hall_tokens")),
        sa.UniqueConstraint("device_hash", name=op.f("uq_hall_tokens_device_hash")),
        sa.UniqueConstraint("session_id", "serial", name=op.f("uq_hall_tokens_session_id_serial")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_hall_tokens_token_hash")),
    )
    op.create_table(
        "summaries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("reader_id", sa.Integer(), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["changed_by_id"], ["accounts.id"], name=op.f("fk_summaries_changed_by_id")),
        sa.ForeignKeyConstraint(["reader_id"], ["accounts.id"], name=op.f("fk_summaries_reader_id")),
        sa.ForeignKeyConstraint(["session_id"], ["dialogue_sessions.id"], name=op.f("fk_summaries_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_summaries")),
        sa.UniqueConstraint("session_id", "version", name=op.f("uq_summaries_session_id_version")),
    )
    op.create_table(
        "dialogue_attendances",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("token_id", sa.Integer(), nullable=True),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind in ('user', 'academic', 'agency', 'civil', 'media', 'unit')",
            name=op.f("ck_dialogue_attendances_kind"),
        ),
        sa.CheckConstraint("people between 1 and 5000", name=op.f("ck_dialogue_attendances_people")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_dialogue_attendances_account_id")),
        sa.ForeignKeyConstraint(["by_id"], ["accounts.id"], name=op.f("fk_dialogue_attendances_by_id")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["dialogue_registrations.id"], name=op.f("fk_dialogue_attendances_registration_id")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["dialogue_sessions.id"], name=op.f("fk_dialogue_attendances_session_id")
        ),
        sa.ForeignKeyConstraint(["token_id"], ["hall_tokens.id"], name=op.f("fk_dialogue_attendances_token_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogue_attendances")),
        sa.UniqueConstraint("registration_id", name=op.f("uq_dialogue_attendances_registration_id")),
        sa.UniqueConstraint("session_id", "account_id", name=op.f("uq_dialogue_attendances_session_id_account_id")),
        sa.UniqueConstraint("token_id", name=op.f("uq_dialogue_attendances_token_id")),
    )
    with op.batch_alter_table("dialogue_attendances", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dialogue_attendances_account_id"), ["account_id"], unique=False)
        batch_op.create_index("ix_dialogue_attendances_session_id_kind", ["session_id", "kind"], unique=False)

    op.create_table(
        "dialogue_findings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind in ('decision', 'agreement', 'difference')", name=op.f("ck_dialogue_findings_kind")),
        sa.ForeignKeyConstraint(["act_id"], ["acts.id"], name=op.f("fk_dialogue_findings_act_id")),
        sa.ForeignKeyConstraint(["by_id"], ["accounts.id"], name=op.f("fk_dialogue_findings_by_id")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_items.id"], name=op.f("fk_dialogue_findings_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogue_findings")),
    )
    with op.batch_alter_table("dialogue_findings", schema=None) as batch_op:
        batch_op.create_index("ix_dialogue_findings_item_id_id", ["item_id", "id"], unique=False)

    op.create_table(
        "dialogue_posts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("token_id", sa.Integer(), nullable=True),
        sa.Column("shown_name", sa.String(length=100), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("support_count", sa.Integer(), nullable=False),
        sa.Column("reply_count", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind in ('post', 'question', 'answer')", name=op.f("ck_dialogue_posts_kind")),
        sa.CheckConstraint("state in ('shown', 'hidden')", name=op.f("ck_dialogue_posts_state")),
        sa.CheckConstraint("(author_id is null) <> (token_id is null)", name=op.f("ck_dialogue_posts_one_author")),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_dialogue_posts_author_id")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_items.id"], name=op.f("fk_dialogue_posts_item_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["dialogue_posts.id"], name=op.f("fk_dialogue_posts_parent_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_dialogue_posts_subject_id")),
        sa.ForeignKeyConstraint(["token_id"], ["hall_tokens.id"], name=op.f("fk_dialogue_posts_token_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_dialogue_posts_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogue_posts")),
        sa.UniqueConstraint("subject_id", name=op.f("uq_dialogue_posts_subject_id")),
    )
    with op.batch_alter_table("dialogue_posts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dialogue_posts_author_id"), ["author_id"], unique=False)
        batch_op.create_index("ix_dialogue_posts_kind", ["item_id", "kind", "support_count", "id"], unique=False)
        batch_op.create_index(
            "ix_dialogue_posts_support", ["item_id", "parent_id", "support_count", "id"], unique=False
        )
        batch_op.create_index("ix_dialogue_posts_thread", ["item_id", "parent_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_dialogue_posts_token_id"), ["token_id"], unique=False)

    op.create_table(
        "minutes",
        sa.Column("item_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_items.id"], name=op.f("fk_minutes_item_id")),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_minutes")),
    )
    op.create_table(
        "minutes_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("sent", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["accounts.id"], name=op.f("fk_minutes_versions_by_id")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_items.id"], name=op.f("fk_minutes_versions_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_versions")),
        sa.UniqueConstraint("item_id", "version", name=op.f("uq_minutes_versions_item_id_version")),
    )
    op.create_table(
        "statements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("body", sa.String(length=140), nullable=False),
        sa.Column("folded", sa.String(length=140), nullable=False),
        sa.Column("author", sa.String(length=24), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("agree", sa.Integer(), nullable=False),
        sa.Column("disagree", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("leaf_index", sa.Integer(), nullable=False),
        sa.CheckConstraint("state in ('waiting', 'open', 'closed', 'declined')", name=op.f("ck_statements_state")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_items.id"], name=op.f("fk_statements_item_id")),
        sa.ForeignKeyConstraint(["leaf_index"], ["leaves.index"], name=op.f("fk_statements_leaf_index")),
        sa.ForeignKeyConstraint(["session_id"], ["dialogue_sessions.id"], name=op.f("fk_statements_session_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_statements_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statements")),
        sa.UniqueConstraint("session_id", "folded", name=op.f("uq_statements_session_id_folded")),
        sa.UniqueConstraint("subject_id", name=op.f("uq_statements_subject_id")),
    )
    with op.batch_alter_table("statements", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_statements_item_id"), ["item_id"], unique=False)
        batch_op.create_index("ix_statements_session_id_state_id", ["session_id", "state", "id"], unique=False)

    op.create_table(
        "summary_publications",
        sa.Column("summary_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("leaf_index", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["accounts.id"], name=op.f("fk_summary_publications_by_id")),
        sa.ForeignKeyConstraint(["leaf_index"], ["leaves.index"], name=op.f("fk_summary_publications_leaf_index")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["dialogue_sessions.id"], name=op.f("fk_summary_publications_session_id")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_summary_publications_subject_id")),
        sa.ForeignKeyConstraint(["summary_id"], ["summaries.id"], name=op.f("fk_summary_publications_summary_id")),
        sa.PrimaryKeyConstraint("summary_id", name=op.f("pk_summary_publications")),
        sa.UniqueConstraint("subject_id", name=op.f("uq_summary_publications_subject_id")),
    )
    with op.batch_alter_table("summary_publications", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_summary_publications_session_id"), ["session_id"], unique=False)

    op.create_table(
        "dialogue_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sealed_file", sa.Text(), nullable=False),
        sa.Column("clean_file", sa.Text(), nullable=False),
        sa.Column("thumb_file", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["dialogue_posts.id"], name=op.f("fk_dialogue_files_post_id")),
        sa.ForeignKeyConstraint(["session_id"], ["dialogue_sessions.id"], name=op.f("fk_dialogue_files_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogue_files")),
        sa.UniqueConstraint("ref", name=op.f("uq_dialogue_files_ref")),
    )
    with op.batch_alter_table("dialogue_files", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dialogue_files_post_id"), ["post_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_dialogue_files_session_id"), ["session_id"], unique=False)

    op.create_table(
        "post_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("sanitiser", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("leaf_index", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["leaf_index"], ["leaves.index"], name=op.f("fk_post_versions_leaf_index")),
        sa.ForeignKeyConstraint(["post_id"], ["dialogue_posts.id"], name=op.f("fk_post_versions_post_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_versions")),
        sa.UniqueConstraint("post_id", "version", name=op.f("uq_post_versions_post_id_version")),
    )
    op.create_table(
        "votes",
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("voter", sa.String(length=24), nullable=False),
        sa.Column("value", sa.SmallInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("value in (-1, 0, 1)", name=op.f("ck_votes_value")),
        sa.ForeignKeyConstraint(["statement_id"], ["statements.id"], name=op.f("fk_votes_statement_id")),
        sa.PrimaryKeyConstraint("statement_id", "voter", name=op.f("pk_votes")),
    )
    with op.batch_alter_table("votes", schema=None) as batch_op:
        batch_op.create_index("ix_votes_voter", ["voter", "statement_id"], unique=False)

    raise_guards(op.execute, op.get_bind().dialect.name, UNCHANGING_3)


def downgrade():
    lower_guards(op.execute, op.get_bind().dialect.name, UNCHANGING_3)
    with op.batch_alter_table("votes", schema=None) as batch_op:
        batch_op.drop_index("ix_votes_voter")

    op.drop_table("votes")
    op.drop_table("post_versions")
    with op.batch_alter_table("dialogue_files", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dialogue_files_session_id"))
        batch_op.drop_index(batch_op.f("ix_dialogue_files_post_id"))

    op.drop_table("dialogue_files")
    with op.batch_alter_table("summary_publications", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_summary_publications_session_id"))

    op.drop_table("summary_publications")
    with op.batch_alter_table("statements", schema=None) as batch_op:
        batch_op.drop_index("ix_statements_session_id_state_id")
        batch_op.drop_index(batch_op.f("ix_statements_item_id"))

    op.drop_table("statements")
    op.drop_table("minutes_versions")
    op.drop_table("minutes")
    with op.batch_alter_table("dialogue_posts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dialogue_posts_token_id"))
        batch_op.drop_index("ix_dialogue_posts_thread")
        batch_op.drop_index("ix_dialogue_posts_support")
        batch_op.drop_index("ix_dialogue_posts_kind")
        batch_op.drop_index(batch_op.f("ix_dialogue_posts_author_id"))

    op.drop_table("dialogue_posts")
    with op.batch_alter_table("dialogue_findings", schema=None) as batch_op:
        batch_op.drop_index("ix_dialogue_findings_item_id_id")

    op.drop_table("dialogue_findings")
    with op.batch_alter_table("dialogue_attendances", schema=None) as batch_op:
        batch_op.drop_index("ix_dialogue_attendances_session_id_kind")
        batch_op.drop_index(batch_op.f("ix_dialogue_attendances_account_id"))

    op.drop_table("dialogue_attendances")
    op.drop_table("summaries")
    op.drop_table("hall_tokens")
    with op.batch_alter_table("dialogue_registrations", schema=None) as batch_op:
        batch_op.drop_index("ix_dialogue_registrations_session_id_state_id")
        batch_op.drop_index(batch_op.f("ix_dialogue_registrations_contact_id"))
        batch_op.drop_index(batch_op.f("ix_dialogue_registrations_account_id"))

    op.drop_table("dialogue_registrations")
    op.drop_table("dialogue_hosts")
    with op.batch_alter_table("dialogue_changes", schema=None) as batch_op:
        batch_op.drop_index("ix_dialogue_changes_session_id_id")

    op.drop_table("dialogue_changes")
    with op.batch_alter_table("agenda_items", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agenda_items_unit_id"))
        batch_op.drop_index("ix_agenda_items_session_id_state_position")
        batch_op.drop_index(batch_op.f("ix_agenda_items_origin_subject_id"))

    op.drop_table("agenda_items")
    with op.batch_alter_table("dialogue_sessions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dialogue_sessions_unit_id"))
        batch_op.drop_index("ix_dialogue_sessions_state_starts_at")
        batch_op.drop_index("ix_dialogue_sessions_government_id_starts_at")

    op.drop_table("dialogue_sessions")
    op.drop_table("dialogue_series_hosts")
    with op.batch_alter_table("dialogue_series", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dialogue_series_unit_id"))
        batch_op.drop_index("ix_dialogue_series_government_id_status")

    op.drop_table("dialogue_series")
    op.drop_table("dialogue_flags")
    op.drop_table("dialogue_backings")
