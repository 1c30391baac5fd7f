"""Units, people, their roles, and the accounts they write from."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from thads_data.models.base import Base, Id

COUNTRY, PROVINCE, OFFICE = "country", "province", "office"
EXECUTOR, CHIEF, LEADER, COUNTRY_LEADER, ADMIN = (
    "executor",
    "chief",
    "leader",
    "country_leader",
    "admin",
)


class Unit(Base):
    """A node of the agency's tree. `left` and `right` number the subtree: what lies between them is below."""

    __tablename__ = "units"
    __table_args__ = (Index("ix_units_left", "left"), Index("ix_units_parent_id", "parent_id"))

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    aliases: Mapped[list[str]] = mapped_column()
    level: Mapped[str] = mapped_column(String(10))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    left: Mapped[int] = mapped_column()
    right: Mapped[int] = mapped_column()


class Person(Base):
    """Someone who works for the agency, whether or not they have an account."""

    __tablename__ = "people"
    __table_args__ = (Index("ix_people_unit_id", "unit_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(200), index=True)
    """The name folded: no case, no diacritics; names are found by it."""
    title: Mapped[str | None] = mapped_column(String(200))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    active: Mapped[bool] = mapped_column()
    language: Mapped[str] = mapped_column(String(5), default="vi", server_default="vi")


class PersonRole(Base):
    __tablename__ = "person_roles"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[str] = mapped_column(String(20), primary_key=True)


class Account(Base):
    """A chat on one platform that speaks for one person."""

    __tablename__ = "accounts"
    __table_args__ = (UniqueConstraint("channel", "chat"), Index("ix_accounts_person_id", "person_id"))

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    channel: Mapped[str] = mapped_column(String(20))
    chat: Mapped[str] = mapped_column(String(100))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    linked_at: Mapped[datetime] = mapped_column()
    ended_at: Mapped[datetime | None] = mapped_column()
    ended_because: Mapped[str | None] = mapped_column(String(200))
