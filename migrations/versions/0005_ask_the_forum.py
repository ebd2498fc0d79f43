"""ask the forum whether promises are kept, keep the former words of its agenda, and count one person once

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

from migrations.guards import UNCHANGING_5, lower_guards, raise_guards

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "commitment_askings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("pool", sa.JSON(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("leaf_index", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["acts.id"], name=op.f("fk_commitment_askings_act_id")),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitments.id"], name=op.f("fk_commitment_askings_commitment_id")
        ),
        sa.ForeignKeyConstraint(["leaf_index"], ["leaves.index"], name=op.f("fk_commitment_askings_leaf_index")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment_askings")),
        sa.UniqueConstraint("commitment_id", "number", name=op.f("uq_commitment_askings_commitment_id_number")),
    )
    op.create_index("ix_commitment_askings_ends_at", "commitment_askings", ["ends_at"])
    op.create_table(
        "commitment_witnesses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("asking_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.CheckConstraint("state in ('asked', 'answered')", name=op.f("ck_commitment_witnesses_state")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_commitment_witnesses_account_id")),
        sa.ForeignKeyConstraint(
            ["asking_id"], ["commitment_askings.id"], name=op.f("fk_commitment_witnesses_asking_id")
        ),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_commitment_witnesses_contact_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment_witnesses")),
        sa.UniqueConstraint("asking_id", "mark", name=op.f("uq_commitment_witnesses_asking_id_mark")),
    )
    op.create_index(op.f("ix_commitment_witnesses_account_id"), "commitment_witnesses", ["account_id"])
    op.create_index(op.f("ix_commitment_witnesses_contact_id"), "commitment_witnesses", ["contact_id"])
    op.create_table(
        "commitment_sightings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("asking_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(length=10), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.CheckConstraint("answer in ('yes', 'partly', 'no', 'unknown')", name=op.f("ck_commitment_sightings_answer")),
        sa.ForeignKeyConstraint(
            ["asking_id"], ["commitment_askings.id"], name=op.f("fk_commitment_sightings_asking_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment_sightings")),
    )
    op.create_index(op.f("ix_commitment_sightings_asking_id"), "commitment_sightings", ["asking_id"])
    op.add_column("agenda_items", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.create_table(
        "agenda_item_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("leaf_index", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_items.id"], name=op.f("fk_agenda_item_versions_item_id")),
        sa.ForeignKeyConstraint(["leaf_index"], ["leaves.index"], name=op.f("fk_agenda_item_versions_leaf_index")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item_versions")),
        sa.UniqueConstraint("item_id", "version", name=op.f("uq_agenda_item_versions_item_id_version")),
    )
    op.create_table(
        "hall_devices",
        sa.Column("device_hash", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("account_hash", sa.Text(), nullable=False),
        sa.Column("sealed_account", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["dialogue_sessions.id"], name=op.f("fk_hall_devices_session_id")),
        sa.PrimaryKeyConstraint("device_hash", name=op.f("pk_hall_devices")),
    )
    op.create_index("ix_hall_devices_account_hash_session_id", "hall_devices", ["account_hash", "session_id"])
    raise_guards(op.execute, op.get_bind().dialect.name, UNCHANGING_5)


def downgrade():
    lower_guards(op.execute, op.get_bind().dialect.name, UNCHANGING_5)
    op.drop_table("hall_devices")
    op.drop_table("agenda_item_versions")
    op.drop_column("agenda_items", "version")
    op.drop_table("commitment_sightings")
    op.drop_table("commitment_witnesses")
    op.drop_table("commitment_askings")
