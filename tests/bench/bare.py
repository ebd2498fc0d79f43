"""The bare page: plain Flask that lists 20 rows of one ORM query with two joins. Everything is measured against it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from flask import Flask, render_template
from jinja2 import DictLoader
from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, joinedload, mapped_column, relationship, sessionmaker
from sqlalchemy.pool import StaticPool

ROWS = 10_000
PAGE = """<!doctype html><html lang="id"><head><title>Daftar</title></head><body><main><h1>Daftar</h1><ol>
{% for row in rows %}<li><a href="/{{ row.id }}">{{ row.title }}</a> <span>{{ row.writer.name }}</span>
<span>{{ row.place.name }}</span> <time>{{ row.at.strftime('%d %m %Y') }}</time> {{ row.state }}</li>
{% endfor %}</ol></main></body></html>"""


class Base(DeclarativeBase):
    pass


class Writer(Base):
    __tablename__ = "writers"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Place(Base):
    __tablename__ = "places"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Post(Base):
    __tablename__ = "posts"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    state: Mapped[str]
    at: Mapped[datetime]
    writer_id: Mapped[int] = mapped_column(ForeignKey("writers.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id"))
    writer: Mapped[Writer] = relationship(lazy="raise")
    place: Mapped[Place] = relationship(lazy="raise")


def bare_page() -> Callable[[], int]:
    """A call that gets the bare page once and returns its status."""
    # One connection in memory, so that this page is as cheap as such a page can be.
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    Base.metadata.create_all(engine)
    sessions = sessionmaker(engine)
    _fill(sessions)
    app = Flask(__name__)
    app.jinja_loader = DictLoader({"list.html": PAGE})  # compiled once, as a file would be

    @app.get("/")
    def show() -> str:
        with sessions() as session:
            newest = select(Post).options(joinedload(Post.writer), joinedload(Post.place)).order_by(Post.id.desc())
            return render_template("list.html", rows=session.scalars(newest.limit(20)).all())

    client = app.test_client()
    return lambda: client.get("/").status_code


def _fill(sessions: sessionmaker[Session]) -> None:
    at = datetime(2026, 11, 18, tzinfo=UTC)
    with sessions.begin() as session:
        session.add_all([Writer(id=k, name=f"Penulis {k}") for k in range(1, 201)])
        session.add_all([Place(id=k, name=f"Tempat {k}") for k in range(1, 51)])
        for k in range(1, ROWS + 1):
            session.add(Post(id=k, title=f"Judul {k} tentang sesuatu yang terjadi di sini", state="baru", at=at,
                             writer_id=k % 200 + 1, place_id=k % 50 + 1))  # fmt: skip
