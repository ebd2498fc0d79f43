"""rate services and score units

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

from migrations.guards import UNCHANGING_2, lower_figure_guards, lower_guards, raise_figure_guards, raise_guards

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "make_up_tallies",
        sa.Column("scope", sa.String(length=10), nullable=False),
        sa.Column("scope_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("period", sa.String(length=12), nullable=False),
        sa.Column("field", sa.String(length=12), nullable=False),
        sa.Column("value", sa.String(length=20), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "scope_id", "period", "field", "value", name=op.f("pk_make_up_tallies")),
    )
    op.create_table(
        "skm_tallies",
        sa.Column("scope", sa.String(length=10), nullable=False),
        sa.Column("scope_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("period", sa.String(length=12), nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("persyaratan_sum", sa.Integer(), nullable=False),
        sa.Column("persyaratan_n", sa.Integer(), nullable=False),
        sa.Column("prosedur_sum", sa.Integer(), nullable=False),
        sa.Column("prosedur_n", sa.Integer(), nullable=False),
        sa.Column("waktu_sum", sa.Integer(), nullable=False),
        sa.Column("waktu_n", sa.Integer(), nullable=False),
        sa.Column("biaya_sum", sa.Integer(), nullable=False),
        sa.Column("biaya_n", sa.Integer(), nullable=False),
        sa.Column("produk_sum", sa.Integer(), nullable=False),
        sa.Column("produk_n", sa.Integer(), nullable=False),
        sa.Column("kompetensi_sum", sa.Integer(), nullable=False),
        sa.Column("kompetensi_n", sa.Integer(), nullable=False),
        sa.Column("perilaku_sum", sa.Integer(), nullable=False),
        sa.Column("perilaku_n", sa.Integer(), nullable=False),
        sa.Column("sarana_sum", sa.Integer(), nullable=False),
        sa.Column("sarana_n", sa.Integer(), nullable=False),
        sa.Column("pengaduan_sum", sa.Integer(), nullable=False),
        sa.Column("pengaduan_n", sa.Integer(), nullable=False),
        sa.CheckConstraint("scope in ('service', 'unit', 'government')", name=op.f("ck_skm_tallies_scope")),
        sa.PrimaryKeyConstraint("scope", "scope_id", "period", "source", name=op.f("pk_skm_tallies")),
    )
    op.create_table(
        "decision_tallies",
        sa.Column("government_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("ground", sa.String(length=20), nullable=False),
        sa.Column("days", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.CheckConstraint("outcome in ('show', 'hide', 'lift')", name=op.f("ck_decision_tallies_outcome")),
        sa.ForeignKeyConstraint(["government_id"], ["governments.id"], name=op.f("fk_decision_tallies_government_id")),
        sa.PrimaryKeyConstraint("government_id", "outcome", "ground", "days", name=op.f("pk_decision_tallies")),
    )
    op.create_table(
        "standings",
        sa.Column("subject_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("government_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state in ('waiting', 'shown', 'hidden')", name=op.f("ck_standings_state")),
        sa.ForeignKeyConstraint(["government_id"], ["governments.id"], name=op.f("fk_standings_government_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_standings_subject_id")),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_standings")),
    )
    with op.batch_alter_table("standings", schema=None) as batch_op:
        batch_op.create_index("ix_standings_queue", ["government_id", "state", "kind", "subject_id"], unique=False)

    op.create_table(
        "answer_bursts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("government_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("allowed", sa.Integer(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("state in ('held', 'counted', 'excluded')", name=op.f("ck_answer_bursts_state")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["accounts.id"], name=op.f("fk_answer_bursts_decided_by_id")),
        sa.ForeignKeyConstraint(["government_id"], ["governments.id"], name=op.f("fk_answer_bursts_government_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_answer_bursts_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_bursts")),
    )
    with op.batch_alter_table("answer_bursts", schema=None) as batch_op:
        batch_op.create_index("ix_answer_bursts_government_id_state_id", ["government_id", "state", "id"], unique=False)
        batch_op.create_index("ix_answer_bursts_unit_id_state", ["unit_id", "state"], unique=False)

    op.create_table(
        "commitment_tallies",
        sa.Column("government_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["government_id"], ["governments.id"], name=op.f("fk_commitment_tallies_government_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_commitment_tallies_unit_id")),
        sa.PrimaryKeyConstraint("government_id", "month", "unit_id", "outcome", name=op.f("pk_commitment_tallies")),
    )
    with op.batch_alter_table("commitment_tallies", schema=None) as batch_op:
        batch_op.create_index("ix_commitment_tallies_unit_id_month", ["unit_id", "month"], unique=False)

    op.create_table(
        "commitments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("government_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(length=10), nullable=False),
        sa.Column("origin_subject_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("worded_on", sa.Date(), nullable=True),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("claimed_on", sa.Date(), nullable=True),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("reminded", sa.String(length=5), nullable=False),
        sa.CheckConstraint("origin in ('answer', 'forum')", name=op.f("ck_commitments_origin")),
        sa.CheckConstraint(
            "state in ('drafted', 'worded', 'accepted', 'claimed', 'kept', 'partly', 'broken', 'withdrawn', 'declined')",
            name=op.f("ck_commitments_state"),
        ),
        sa.ForeignKeyConstraint(["government_id"], ["governments.id"], name=op.f("fk_commitments_government_id")),
        sa.ForeignKeyConstraint(["origin_subject_id"], ["subjects.id"], name=op.f("fk_commitments_origin_subject_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_commitments_subject_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_commitments_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitments")),
        sa.UniqueConstraint("subject_id", name=op.f("uq_commitments_subject_id")),
    )
    with op.batch_alter_table("commitments", schema=None) as batch_op:
        batch_op.create_index("ix_commitments_government_id_due_on_id", ["government_id", "due_on", "id"], unique=False)
        batch_op.create_index("ix_commitments_government_id_id", ["government_id", "id"], unique=False)
        batch_op.create_index(
            "ix_commitments_government_id_state_due_on", ["government_id", "state", "due_on", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_commitments_origin_subject_id"), ["origin_subject_id"], unique=False)
        batch_op.create_index("ix_commitments_unit_id_id", ["unit_id", "id"], unique=False)
        batch_op.create_index("ix_commitments_unit_id_month_id", ["unit_id", "month", "id"], unique=False)

    op.create_table(
        "open_answer_hours",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("hour", sa.DateTime(timezone=True), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_open_answer_hours_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "hour", name=op.f("pk_open_answer_hours")),
    )
    op.create_table(
        "pending_commitments",
        sa.Column("government_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["government_id"], ["governments.id"], name=op.f("fk_pending_commitments_government_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_pending_commitments_unit_id")),
        sa.PrimaryKeyConstraint("government_id", "due_on", "unit_id", name=op.f("pk_pending_commitments")),
    )
    with op.batch_alter_table("pending_commitments", schema=None) as batch_op:
        batch_op.create_index("ix_pending_commitments_unit_id_due_on", ["unit_id", "due_on"], unique=False)

    op.create_table(
        "pending_tallies",
        sa.Column("government_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=1), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["government_id"], ["governments.id"], name=op.f("fk_pending_tallies_government_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_pending_tallies_unit_id")),
        sa.PrimaryKeyConstraint("government_id", "due_on", "unit_id", "part", name=op.f("pk_pending_tallies")),
    )
    op.create_table(
        "score_months",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("government_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("formula", sa.String(length=10), nullable=False),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("done_units", sa.Integer(), nullable=False),
        sa.Column("inputs_hash", sa.Text(), nullable=False),
        sa.Column("file", sa.LargeBinary(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("state in ('live', 'closing', 'closed', 'published')", name=op.f("ck_score_months_state")),
        sa.ForeignKeyConstraint(["by_id"], ["accounts.id"], name=op.f("fk_score_months_by_id")),
        sa.ForeignKeyConstraint(["government_id"], ["governments.id"], name=op.f("fk_score_months_government_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_months")),
        sa.UniqueConstraint(
            "government_id", "month", "version", name=op.f("uq_score_months_government_id_month_version")
        ),
    )
    with op.batch_alter_table("score_months", schema=None) as batch_op:
        batch_op.create_index(
            "ix_score_months_government_id_state_month", ["government_id", "state", "month"], unique=False
        )

    op.create_table(
        "score_replies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("sanitiser", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("leaf_index", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["accounts.id"], name=op.f("fk_score_replies_by_id")),
        sa.ForeignKeyConstraint(["leaf_index"], ["leaves.index"], name=op.f("fk_score_replies_leaf_index")),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_score_replies_subject_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_score_replies_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_replies")),
        sa.UniqueConstraint("subject_id", name=op.f("uq_score_replies_subject_id")),
    )
    with op.batch_alter_table("score_replies", schema=None) as batch_op:
        batch_op.create_index("ix_score_replies_unit_id_month_id", ["unit_id", "month", "id"], unique=False)

    op.create_table(
        "service_points",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.CheckConstraint("status in ('open', 'closed')", name=op.f("ck_service_points_status")),
        sa.CheckConstraint("number between 1 and 511", name=op.f("ck_service_points_number")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_service_points_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_points")),
        sa.UniqueConstraint("ref", name=op.f("uq_service_points_ref")),
        sa.UniqueConstraint("unit_id", "name", name=op.f("uq_service_points_unit_id_name")),
        sa.UniqueConstraint("unit_id", "number", name=op.f("uq_service_points_unit_id_number")),
    )
    op.create_table(
        "survey_imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("government_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("file_hash", sa.Text(), nullable=False),
        sa.Column("source", sa.JSON(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("done_rows", sa.Integer(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["accounts.id"], name=op.f("fk_survey_imports_by_id")),
        sa.ForeignKeyConstraint(["government_id"], ["governments.id"], name=op.f("fk_survey_imports_government_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_imports")),
    )
    with op.batch_alter_table("survey_imports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_survey_imports_file_hash"), ["file_hash"], unique=False)
        batch_op.create_index(batch_op.f("ix_survey_imports_government_id"), ["government_id"], unique=False)

    op.create_table(
        "survey_rounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("government_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("follow_up", sa.Text(), nullable=False),
        sa.Column("follow_up_html", sa.Text(), nullable=False),
        sa.Column("counted_to", sa.Integer(), nullable=False),
        sa.Column("count_until", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_survey_rounds_days")),
        sa.ForeignKeyConstraint(["by_id"], ["accounts.id"], name=op.f("fk_survey_rounds_by_id")),
        sa.ForeignKeyConstraint(["government_id"], ["governments.id"], name=op.f("fk_survey_rounds_government_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_rounds")),
        sa.UniqueConstraint("government_id", "starts_on", name=op.f("uq_survey_rounds_government_id_starts_on")),
    )
    with op.batch_alter_table("survey_rounds", schema=None) as batch_op:
        batch_op.create_index("ix_survey_rounds_government_id_ends_on", ["government_id", "ends_on"], unique=False)

    op.create_table(
        "trial_tallies",
        sa.Column("government_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=1), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["government_id"], ["governments.id"], name=op.f("fk_trial_tallies_government_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_trial_tallies_unit_id")),
        sa.PrimaryKeyConstraint("government_id", "month", "unit_id", "part", "outcome", name=op.f("pk_trial_tallies")),
    )
    op.create_table(
        "visit_tallies",
        sa.Column("government_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("answered", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("total", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["government_id"], ["governments.id"], name=op.f("fk_visit_tallies_government_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_visit_tallies_unit_id")),
        sa.PrimaryKeyConstraint(
            "government_id", "month", "unit_id", "answered", "total", name=op.f("pk_visit_tallies")
        ),
    )
    op.create_table(
        "answer_spacings",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_answer_spacings_account_id")),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name=op.f("fk_answer_spacings_service_id")),
        sa.PrimaryKeyConstraint("account_id", "service_id", name=op.f("pk_answer_spacings")),
    )
    op.create_table(
        "commitment_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("public_html", sa.Text(), nullable=False),
        sa.Column("sanitiser", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("leaf_index", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["acts.id"], name=op.f("fk_commitment_notes_act_id")),
        sa.ForeignKeyConstraint(["commitment_id"], ["commitments.id"], name=op.f("fk_commitment_notes_commitment_id")),
        sa.ForeignKeyConstraint(["leaf_index"], ["leaves.index"], name=op.f("fk_commitment_notes_leaf_index")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment_notes")),
    )
    with op.batch_alter_table("commitment_notes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_commitment_notes_act_id"), ["act_id"], unique=False)
        batch_op.create_index("ix_commitment_notes_commitment_id_id", ["commitment_id", "id"], unique=False)

    op.create_table(
        "commitment_wordings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("leaf_index", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["accounts.id"], name=op.f("fk_commitment_wordings_by_id")),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitments.id"], name=op.f("fk_commitment_wordings_commitment_id")
        ),
        sa.ForeignKeyConstraint(["leaf_index"], ["leaves.index"], name=op.f("fk_commitment_wordings_leaf_index")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment_wordings")),
        sa.UniqueConstraint("commitment_id", "version", name=op.f("uq_commitment_wordings_commitment_id_version")),
    )
    op.create_table(
        "counted_visits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("visits between 0 and 100000", name=op.f("ck_counted_visits_visits")),
        sa.ForeignKeyConstraint(["by_id"], ["accounts.id"], name=op.f("fk_counted_visits_by_id")),
        sa.ForeignKeyConstraint(["point_id"], ["service_points.id"], name=op.f("fk_counted_visits_point_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_counted_visits_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counted_visits")),
    )
    with op.batch_alter_table("counted_visits", schema=None) as batch_op:
        batch_op.create_index("ix_counted_visits_point_id_day_id", ["point_id", "day", "id"], unique=False)
        batch_op.create_index("ix_counted_visits_unit_id_day", ["unit_id", "day"], unique=False)

    op.create_table(
        "kiosks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("pin_hash", sa.Text(), nullable=False),
        sa.Column("opens", sa.String(length=5), nullable=False),
        sa.Column("closes", sa.String(length=5), nullable=False),
        sa.Column("weekdays", sa.String(length=7), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["accounts.id"], name=op.f("fk_kiosks_by_id")),
        sa.ForeignKeyConstraint(["point_id"], ["service_points.id"], name=op.f("fk_kiosks_point_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_kiosks_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kiosks")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_kiosks_token_hash")),
    )
    with op.batch_alter_table("kiosks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kiosks_point_id"), ["point_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_kiosks_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "moderation_decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("government_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("ground", sa.String(length=20), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("verdict in ('show', 'hide')", name=op.f("ck_moderation_decisions_verdict")),
        sa.ForeignKeyConstraint(["act_id"], ["acts.id"], name=op.f("fk_moderation_decisions_act_id")),
        sa.ForeignKeyConstraint(["by_id"], ["accounts.id"], name=op.f("fk_moderation_decisions_by_id")),
        sa.ForeignKeyConstraint(
            ["government_id"], ["governments.id"], name=op.f("fk_moderation_decisions_government_id")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_moderation_decisions_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_decisions")),
    )
    with op.batch_alter_table("moderation_decisions", schema=None) as batch_op:
        batch_op.create_index("ix_moderation_decisions_ground", ["government_id", "ground", "id"], unique=False)
        batch_op.create_index("ix_moderation_decisions_subject_id_id", ["subject_id", "id"], unique=False)
        batch_op.create_index("ix_moderation_decisions_verdict", ["government_id", "verdict", "id"], unique=False)

    op.create_table(
        "paper_batches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("government_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("typed_by_id", sa.Integer(), nullable=False),
        sa.Column("checked_by_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sheets", sa.Integer(), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.Column("seed", sa.Text(), nullable=False),
        sa.Column("sample", sa.JSON(), nullable=False),
        sa.Column("checks", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "state in ('typing', 'checking', 'counting', 'counted', 'returned')", name=op.f("ck_paper_batches_state")
        ),
        sa.ForeignKeyConstraint(["checked_by_id"], ["accounts.id"], name=op.f("fk_paper_batches_checked_by_id")),
        sa.ForeignKeyConstraint(["government_id"], ["governments.id"], name=op.f("fk_paper_batches_government_id")),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name=op.f("fk_paper_batches_service_id")),
        sa.ForeignKeyConstraint(["typed_by_id"], ["accounts.id"], name=op.f("fk_paper_batches_typed_by_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_paper_batches_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_batches")),
    )
    with op.batch_alter_table("paper_batches", schema=None) as batch_op:
        batch_op.create_index("ix_paper_batches_unit_id_id", ["unit_id", "id"], unique=False)

    op.create_table(
        "round_targets",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.CheckConstraint("population between 1 and 100000000", name=op.f("ck_round_targets_population")),
        sa.ForeignKeyConstraint(["round_id"], ["survey_rounds.id"], name=op.f("fk_round_targets_round_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_round_targets_unit_id")),
        sa.PrimaryKeyConstraint("round_id", "unit_id", name=op.f("pk_round_targets")),
    )
    op.create_table(
        "score_publications",
        sa.Column("score_month_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("file", sa.LargeBinary(), nullable=False),
        sa.Column("file_hash", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("leaf_index", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["accounts.id"], name=op.f("fk_score_publications_by_id")),
        sa.ForeignKeyConstraint(["leaf_index"], ["leaves.index"], name=op.f("fk_score_publications_leaf_index")),
        sa.ForeignKeyConstraint(
            ["score_month_id"], ["score_months.id"], name=op.f("fk_score_publications_score_month_id")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_score_publications_subject_id")),
        sa.PrimaryKeyConstraint("score_month_id", name=op.f("pk_score_publications")),
    )
    op.create_table(
        "token_blocks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("government_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("handed_out", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("handed_out between 0 and size", name=op.f("ck_token_blocks_handed_out")),
        sa.CheckConstraint("size between 1 and 2000", name=op.f("ck_token_blocks_size")),
        sa.CheckConstraint("used between 0 and size", name=op.f("ck_token_blocks_used")),
        sa.ForeignKeyConstraint(["by_id"], ["accounts.id"], name=op.f("fk_token_blocks_by_id")),
        sa.ForeignKeyConstraint(["government_id"], ["governments.id"], name=op.f("fk_token_blocks_government_id")),
        sa.ForeignKeyConstraint(["point_id"], ["service_points.id"], name=op.f("fk_token_blocks_point_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_token_blocks_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_token_blocks")),
        sa.UniqueConstraint("ref", name=op.f("uq_token_blocks_ref")),
    )
    with op.batch_alter_table("token_blocks", schema=None) as batch_op:
        batch_op.create_index("ix_token_blocks_government_id_id", ["government_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_token_blocks_point_id"), ["point_id"], unique=False)
        batch_op.create_index("ix_token_blocks_unit_id_day", ["unit_id", "day"], unique=False)

    op.create_table(
        "unit_scores",
        sa.Column("score_month_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("is_published", sa.Boolean(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=True),
        sa.Column("low", sa.Integer(), nullable=True),
        sa.Column("high", sa.Integer(), nullable=True),
        sa.Column("rank_low", sa.Integer(), nullable=True),
        sa.Column("rank_high", sa.Integer(), nullable=True),
        sa.Column("evidence", sa.Integer(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["score_month_id"], ["score_months.id"], name=op.f("fk_unit_scores_score_month_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_unit_scores_unit_id")),
        sa.PrimaryKeyConstraint("score_month_id", "unit_id", name=op.f("pk_unit_scores")),
    )
    with op.batch_alter_table("unit_scores", schema=None) as batch_op:
        batch_op.create_index("ix_unit_scores_unit_id_score_month_id", ["unit_id", "score_month_id"], unique=False)

    op.create_table(
        "commitment_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("note_id", sa.Integer(), nullable=False),
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
        sa.ForeignKeyConstraint(["commitment_id"], ["commitments.id"], name=op.f("fk_commitment_files_commitment_id")),
        sa.ForeignKeyConstraint(["note_id"], ["commitment_notes.id"], name=op.f("fk_commitment_files_note_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment_files")),
        sa.UniqueConstraint("ref", name=op.f("uq_commitment_files_ref")),
    )
    with op.batch_alter_table("commitment_files", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_commitment_files_commitment_id"), ["commitment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_commitment_files_note_id"), ["note_id"], unique=False)

    op.create_table(
        "complaint_trials",
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=1), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("government_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.CheckConstraint("part in ('R', 'K')", name=op.f("ck_complaint_trials_part")),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_complaint_trials_complaint_id")),
        sa.ForeignKeyConstraint(["government_id"], ["governments.id"], name=op.f("fk_complaint_trials_government_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_complaint_trials_unit_id")),
        sa.PrimaryKeyConstraint("complaint_id", "part", "unit_id", name=op.f("pk_complaint_trials")),
    )
    with op.batch_alter_table("complaint_trials", schema=None) as batch_op:
        batch_op.create_index(
            "ix_complaint_trials_due", ["government_id", "due_on", "unit_id", "part", "month", "outcome"], unique=False
        )
        batch_op.create_index(
            "ix_complaint_trials_unit", ["unit_id", "part", "month", "outcome", "complaint_id"], unique=False
        )

    op.create_table(
        "hollow_reviews",
        sa.Column("complaint_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("government_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_hollow_reviews_complaint_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["accounts.id"], name=op.f("fk_hollow_reviews_decided_by_id")),
        sa.ForeignKeyConstraint(["government_id"], ["governments.id"], name=op.f("fk_hollow_reviews_government_id")),
        sa.PrimaryKeyConstraint("complaint_id", name=op.f("pk_hollow_reviews")),
    )
    with op.batch_alter_table("hollow_reviews", schema=None) as batch_op:
        batch_op.create_index(
            "ix_hollow_reviews_government_id_decided_at", ["government_id", "decided_at"], unique=False
        )

    op.create_table(
        "survey_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("government_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=True),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("standing", sa.String(length=10), nullable=False),
        sa.Column("burst_id", sa.Integer(), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("visited_on", sa.Date(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("persyaratan", sa.SmallInteger(), nullable=True),
        sa.Column("prosedur", sa.SmallInteger(), nullable=True),
        sa.Column("waktu", sa.SmallInteger(), nullable=True),
        sa.Column("biaya", sa.SmallInteger(), nullable=True),
        sa.Column("produk", sa.SmallInteger(), nullable=True),
        sa.Column("kompetensi", sa.SmallInteger(), nullable=True),
        sa.Column("perilaku", sa.SmallInteger(), nullable=True),
        sa.Column("sarana", sa.SmallInteger(), nullable=True),
        sa.Column("pengaduan", sa.SmallInteger(), nullable=True),
        sa.Column("answered", sa.SmallInteger(), nullable=False),
        sa.Column("total", sa.SmallInteger(), nullable=False),
        sa.Column("age", sa.String(length=20), nullable=True),
        sa.Column("sex", sa.String(length=20), nullable=True),
        sa.Column("education", sa.String(length=20), nullable=True),
        sa.Column("occupation", sa.String(length=20), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("leaf_index", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "channel in ('web', 'poster', 'letter', 'kiosk', 'paper', 'import')", name=op.f("ck_survey_answers_channel")
        ),
        sa.CheckConstraint("source in ('token', 'open', 'paper')", name=op.f("ck_survey_answers_source")),
        sa.CheckConstraint("standing in ('counted', 'held', 'excluded')", name=op.f("ck_survey_answers_standing")),
        sa.CheckConstraint(
            "answered between 1 and 9 and total between answered and 4 * answered", name=op.f("ck_survey_answers_marks")
        ),
        sa.CheckConstraint("biaya is null or biaya between 1 and 4", name=op.f("ck_survey_answers_biaya")),
        sa.CheckConstraint(
            "kompetensi is null or kompetensi between 1 and 4", name=op.f("ck_survey_answers_kompetensi")
        ),
        sa.CheckConstraint("pengaduan is null or pengaduan between 1 and 4", name=op.f("ck_survey_answers_pengaduan")),
        sa.CheckConstraint("perilaku is null or perilaku between 1 and 4", name=op.f("ck_survey_answers_perilaku")),
        sa.CheckConstraint(
            "persyaratan is null or persyaratan between 1 and 4", name=op.f("ck_survey_answers_persyaratan")
        ),
        sa.CheckConstraint("produk is null or produk between 1 and 4", name=op.f("ck_survey_answers_produk")),
        sa.CheckConstraint("prosedur is null or prosedur between 1 and 4", name=op.f("ck_survey_answers_prosedur")),
        sa.CheckConstraint("sarana is null or sarana between 1 and 4", name=op.f("ck_survey_answers_sarana")),
        sa.CheckConstraint("waktu is null or waktu between 1 and 4", name=op.f("ck_survey_answers_waktu")),
        sa.ForeignKeyConstraint(["batch_id"], ["paper_batches.id"], name=op.f("fk_survey_answers_batch_id")),
        sa.ForeignKeyConstraint(["burst_id"], ["answer_bursts.id"], name=op.f("fk_survey_answers_burst_id")),
        sa.ForeignKeyConstraint(["government_id"], ["governments.id"], name=op.f("fk_survey_answers_government_id")),
        sa.ForeignKeyConstraint(["leaf_index"], ["leaves.index"], name=op.f("fk_survey_answers_leaf_index")),
        sa.ForeignKeyConstraint(["point_id"], ["service_points.id"], name=op.f("fk_survey_answers_point_id")),
        sa.ForeignKeyConstraint(["round_id"], ["survey_rounds.id"], name=op.f("fk_survey_answers_round_id")),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name=op.f("fk_survey_answers_service_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_survey_answers_subject_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_survey_answers_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_answers")),
        sa.UniqueConstraint("subject_id", name=op.f("uq_survey_answers_subject_id")),
    )
    with op.batch_alter_table("survey_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_survey_answers_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index("ix_survey_answers_burst_id", ["burst_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_survey_answers_round_id"), ["round_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_survey_answers_service_id"), ["service_id"], unique=False)
        batch_op.create_index("ix_survey_answers_unit_id_month_id", ["unit_id", "month", "id"], unique=False)
        batch_op.create_index(
            "ix_survey_answers_unit_id_source_received_at", ["unit_id", "source", "received_at"], unique=False
        )

    op.create_table(
        "used_tokens",
        sa.Column("block_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("serial", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("used_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["block_id"], ["token_blocks.id"], name=op.f("fk_used_tokens_block_id")),
        sa.PrimaryKeyConstraint("block_id", "serial", name=op.f("pk_used_tokens")),
    )
    op.create_table(
        "hollow_marks",
        sa.Column("message_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_hollow_marks_complaint_id")),
        sa.ForeignKeyConstraint(["message_id"], ["complaint_messages.id"], name=op.f("fk_hollow_marks_message_id")),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_hollow_marks")),
    )
    with op.batch_alter_table("hollow_marks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hollow_marks_complaint_id"), ["complaint_id"], unique=False)

    op.create_table(
        "open_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("government_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("leaf_index", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["survey_answers.id"], name=op.f("fk_open_answers_answer_id")),
        sa.ForeignKeyConstraint(["government_id"], ["governments.id"], name=op.f("fk_open_answers_government_id")),
        sa.ForeignKeyConstraint(["leaf_index"], ["leaves.index"], name=op.f("fk_open_answers_leaf_index")),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name=op.f("fk_open_answers_service_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_open_answers_subject_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_open_answers_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open_answers")),
        sa.UniqueConstraint("answer_id", name=op.f("uq_open_answers_answer_id")),
        sa.UniqueConstraint("subject_id", name=op.f("uq_open_answers_subject_id")),
    )
    with op.batch_alter_table("open_answers", schema=None) as batch_op:
        batch_op.create_index("ix_open_answers_government_id_id", ["government_id", "id"], unique=False)
        batch_op.create_index("ix_open_answers_unit_id_id", ["unit_id", "id"], unique=False)

    op.create_table(
        "paper_sheets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("visited_on", sa.Date(), nullable=False),
        sa.Column("typed", sa.JSON(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("checked", sa.JSON(), nullable=True),
        sa.Column("answer_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["answer_id"], ["survey_answers.id"], name=op.f("fk_paper_sheets_answer_id")),
        sa.ForeignKeyConstraint(["batch_id"], ["paper_batches.id"], name=op.f("fk_paper_sheets_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_sheets")),
        sa.UniqueConstraint("batch_id", "position", name=op.f("uq_paper_sheets_batch_id_position")),
    )
    op.create_table(
        "void_answers",
        sa.Column("message_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["accounts.id"], name=op.f("fk_void_answers_by_id")),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_void_answers_complaint_id")),
        sa.ForeignKeyConstraint(["message_id"], ["complaint_messages.id"], name=op.f("fk_void_answers_message_id")),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_void_answers")),
    )
    with op.batch_alter_table("void_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_void_answers_complaint_id"), ["complaint_id"], unique=False)

    op.create_table(
        "open_answer_copies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("open_answer_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("sanitiser", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["accounts.id"], name=op.f("fk_open_answer_copies_by_id")),
        sa.ForeignKeyConstraint(
            ["open_answer_id"], ["open_answers.id"], name=op.f("fk_open_answer_copies_open_answer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open_answer_copies")),
        sa.UniqueConstraint("open_answer_id", "version", name=op.f("uq_open_answer_copies_open_answer_id_version")),
    )
    op.create_table(
        "open_answer_replies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("open_answer_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("sanitiser", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("leaf_index", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["accounts.id"], name=op.f("fk_open_answer_replies_by_id")),
        sa.ForeignKeyConstraint(["leaf_index"], ["leaves.index"], name=op.f("fk_open_answer_replies_leaf_index")),
        sa.ForeignKeyConstraint(
            ["open_answer_id"], ["open_answers.id"], name=op.f("fk_open_answer_replies_open_answer_id")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_open_answer_replies_subject_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_open_answer_replies_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open_answer_replies")),
        sa.UniqueConstraint("subject_id", name=op.f("uq_open_answer_replies_subject_id")),
    )
    with op.batch_alter_table("open_answer_replies", schema=None) as batch_op:
        batch_op.create_index("ix_open_answer_replies_open_answer_id_id", ["open_answer_id", "id"], unique=False)

    with op.batch_alter_table("unit_months", schema=None) as batch_op:
        batch_op.add_column(sa.Column("proposed", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("transferred", sa.Integer(), server_default="0", nullable=False))

    dialect = op.get_bind().dialect.name
    raise_guards(op.execute, dialect, UNCHANGING_2)
    raise_figure_guards(op.execute, dialect)


def downgrade():
    dialect = op.get_bind().dialect.name
    lower_figure_guards(op.execute, dialect)
    lower_guards(op.execute, dialect, UNCHANGING_2)
    with op.batch_alter_table("unit_months", schema=None) as batch_op:
        batch_op.drop_column("transferred")
        batch_op.drop_column("proposed")

    with op.batch_alter_table("open_answer_replies", schema=None) as batch_op:
        batch_op.drop_index("ix_open_answer_replies_open_answer_id_id")

    op.drop_table("open_answer_replies")
    op.drop_table("open_answer_copies")
    with op.batch_alter_table("void_answers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_void_answers_complaint_id"))

    op.drop_table("void_answers")
    op.drop_table("paper_sheets")
    with op.batch_alter_table("open_answers", schema=None) as batch_op:
        batch_op.drop_index("ix_open_answers_unit_id_id")
        batch_op.drop_index("ix_open_answers_government_id_id")

    op.drop_table("open_answers")
    with op.batch_alter_table("hollow_marks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_hollow_marks_complaint_id"))

    op.drop_table("hollow_marks")
    op.drop_table("used_tokens")
    with op.batch_alter_table("survey_answers", schema=None) as batch_op:
        batch_op.drop_index("ix_survey_answers_unit_id_source_received_at")
        batch_op.drop_index("ix_survey_answers_unit_id_month_id")
        batch_op.drop_index(batch_op.f("ix_survey_answers_service_id"))
        batch_op.drop_index(batch_op.f("ix_survey_answers_round_id"))
        batch_op.drop_index("ix_survey_answers_burst_id")
        batch_op.drop_index(batch_op.f("ix_survey_answers_batch_id"))

    op.drop_table("survey_answers")
    with op.batch_alter_table("hollow_reviews", schema=None) as batch_op:
        batch_op.drop_index("ix_hollow_reviews_government_id_decided_at")

    op.drop_table("hollow_reviews")
    with op.batch_alter_table("complaint_trials", schema=None) as batch_op:
        batch_op.drop_index("ix_complaint_trials_unit")
        batch_op.drop_index("ix_complaint_trials_due")

    op.drop_table("complaint_trials")
    with op.batch_alter_table("commitment_files", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commitment_files_note_id"))
        batch_op.drop_index(batch_op.f("ix_commitment_files_commitment_id"))

    op.drop_table("commitment_files")
    with op.batch_alter_table("unit_scores", schema=None) as batch_op:
        batch_op.drop_index("ix_unit_scores_unit_id_score_month_id")

    op.drop_table("unit_scores")
    with op.batch_alter_table("token_blocks", schema=None) as batch_op:
        batch_op.drop_index("ix_token_blocks_unit_id_day")
        batch_op.drop_index(batch_op.f("ix_token_blocks_point_id"))
        batch_op.drop_index("ix_token_blocks_government_id_id")

    op.drop_table("token_blocks")
    op.drop_table("score_publications")
    op.drop_table("round_targets")
    with op.batch_alter_table("paper_batches", schema=None) as batch_op:
        batch_op.drop_index("ix_paper_batches_unit_id_id")

    op.drop_table("paper_batches")
    with op.batch_alter_table("moderation_decisions", schema=None) as batch_op:
        batch_op.drop_index("ix_moderation_decisions_verdict")
        batch_op.drop_index("ix_moderation_decisions_subject_id_id")
        batch_op.drop_index("ix_moderation_decisions_ground")

    op.drop_table("moderation_decisions")
    with op.batch_alter_table("kiosks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_kiosks_unit_id"))
        batch_op.drop_index(batch_op.f("ix_kiosks_point_id"))

    op.drop_table("kiosks")
    with op.batch_alter_table("counted_visits", schema=None) as batch_op:
        batch_op.drop_index("ix_counted_visits_unit_id_day")
        batch_op.drop_index("ix_counted_visits_point_id_day_id")

    op.drop_table("counted_visits")
    op.drop_table("commitment_wordings")
    with op.batch_alter_table("commitment_notes", schema=None) as batch_op:
        batch_op.drop_index("ix_commitment_notes_commitment_id_id")
        batch_op.drop_index(batch_op.f("ix_commitment_notes_act_id"))

    op.drop_table("commitment_notes")
    op.drop_table("answer_spacings")
    op.drop_table("visit_tallies")
    op.drop_table("trial_tallies")
    with op.batch_alter_table("survey_rounds", schema=None) as batch_op:
        batch_op.drop_index("ix_survey_rounds_government_id_ends_on")

    op.drop_table("survey_rounds")
    with op.batch_alter_table("survey_imports", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_survey_imports_government_id"))
        batch_op.drop_index(batch_op.f("ix_survey_imports_file_hash"))

    op.drop_table("survey_imports")
    op.drop_table("service_points")
    with op.batch_alter_table("score_replies", schema=None) as batch_op:
        batch_op.drop_index("ix_score_replies_unit_id_month_id")

    op.drop_table("score_replies")
    with op.batch_alter_table("score_months", schema=None) as batch_op:
        batch_op.drop_index("ix_score_months_government_id_state_month")

    op.drop_table("score_months")
    op.drop_table("pending_tallies")
    with op.batch_alter_table("pending_commitments", schema=None) as batch_op:
        batch_op.drop_index("ix_pending_commitments_unit_id_due_on")

    op.drop_table("pending_commitments")
    op.drop_table("open_answer_hours")
    with op.batch_alter_table("commitments", schema=None) as batch_op:
        batch_op.drop_index("ix_commitments_unit_id_month_id")
        batch_op.drop_index("ix_commitments_unit_id_id")
        batch_op.drop_index(batch_op.f("ix_commitments_origin_subject_id"))
        batch_op.drop_index("ix_commitments_government_id_state_due_on")
        batch_op.drop_index("ix_commitments_government_id_id")
        batch_op.drop_index("ix_commitments_government_id_due_on_id")

    op.drop_table("commitments")
    with op.batch_alter_table("commitment_tallies", schema=None) as batch_op:
        batch_op.drop_index("ix_commitment_tallies_unit_id_month")

    op.drop_table("commitment_tallies")
    with op.batch_alter_table("answer_bursts", schema=None) as batch_op:
        batch_op.drop_index("ix_answer_bursts_unit_id_state")
        batch_op.drop_index("ix_answer_bursts_government_id_state_id")

    op.drop_table("answer_bursts")
    with op.batch_alter_table("standings", schema=None) as batch_op:
        batch_op.drop_index("ix_standings_queue")

    op.drop_table("standings")
    op.drop_table("decision_tallies")
    op.drop_table("skm_tallies")
    op.drop_table("make_up_tallies")
