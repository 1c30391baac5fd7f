"""misheard.

Reason: what was not understood is kept, so that an admin can say what it means.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "5c1e07a9d2b4"
down_revision = "231b49229661"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "misheard",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("said", sa.String(length=500), nullable=False),
        sa.Column("meaning", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("why", sa.String(length=8), nullable=False),
        sa.Column("label", sa.String(length=30), nullable=True),
        sa.Column("labelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_misheard_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_misheard")),
    )


def downgrade() -> None:
    op.drop_table("misheard")
