"""let answers wait for each other

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

WAITING = "ix_survey_answers_waiting"


def upgrade():
    """One column, added in place: a copy of the table would lose the triggers that guard it."""
    op.add_column("survey_answers", sa.Column("waits", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_index(
        WAITING,
        "survey_answers",
        ["government_id", "month", "service_id", "source", "id"],
        sqlite_where=sa.text("waits = 1"),
        postgresql_where=sa.text("waits"),
    )


def downgrade():
    """What waits is counted in at once: `flask rebuild-ratings` does it in the version before."""
    op.drop_index(WAITING, table_name="survey_answers")
    op.drop_column("survey_answers", "waits")
