"""What a team writes down beside the data, in one database: read, and written so that two people at once lose nothing.

Every kind of entry has a table of its own (schema.py); rows are only ever added.
"""

import datetime as dt
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Date,
    DateTime,
    NullPool,
    RowMapping,
    Table,
    Text,
    create_engine,
    event,
    inspect,
    select,
    type_coerce,
)
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from revflow.common.errors import UnusableInput
from revflow.decisions import location
from revflow.decisions.schema import VERSION, bring_up, columns, now, version_of

WAIT = 5_000  # milliseconds for another's write to end
WRITES = "revflow_writes"
TURNS = 5  # that a writer tries to come after others


class StorageError(UnusableInput):
    """Decisions can't be read or written; `code`: busy, broken, foreign, readonly, newer or unreachable."""

    def __init__(self, code: str, where: str, detail: str = "") -> None:
        super().__init__(key=f"decisions.fault-{code}", where=f"{where}: {detail}" if detail else where)
        self.code, self.where, self.detail = code, where, detail


class Book:
    """Reads and adds to what one database holds of a workspace. `file`: the workspace's own, None for one that teams share."""

    def __init__(self, engine: Engine, workspace: str, file: Path | None) -> None:
        self.engine, self.workspace, self.file = tuned(engine), workspace, file

    @classmethod
    def of(cls, folder: Path) -> Self:
        """The book of a workspace, outside of Streamlit."""
        own = None if location.configured() else location.file_of(folder)
        return cls(location.engine_of(folder), folder.resolve().name, own)

    @property
    def where(self) -> str:
        return str(self.file) if self.file else self.engine.url.render_as_string(hide_password=True)

    # --- reading ---

    def rows_of(self, table: Table) -> list[RowMapping]:
        """All rows of a table, in no order; none where nothing has been written yet."""
        if self.file and not self.file.exists():
            return []
        self.refuse_empty()
        with self.told(), self.engine.connect() as connection:
            return self.rows(connection, table)

    def rows(self, connection: Connection, table: Table) -> list[RowMapping]:
        """The same, whatever version the tables are of."""
        have = version_of(connection)
        if have > VERSION:
            raise StorageError("newer", self.where)
        if self.file:
            self.check(connection, have)
        known = columns(connection, table) if have else set()  # a file that can't be written stays of its version
        there = [as_written(column) for column in table.c if column.name in known]
        if not there:
            return []
        statement = select(*there)
        if not self.file:
            statement = statement.where(table.c.workspace == self.workspace)
        return [row._mapping for row in connection.execute(statement)]

    def refuse_empty(self) -> None:
        """A file without a byte was cut off, and opening it would make a new one of it."""
        if self.file and self.file.stat().st_size == 0:
            raise StorageError("broken", self.where, "0 bytes")

    def check(self, connection: Connection, have: int) -> None:
        """That the workspace's own file is whole and holds decisions: what can't be read is not written to either."""
        found = connection.exec_driver_sql("pragma integrity_check(1)").scalar()
        if found != "ok":
            raise StorageError("broken", self.where, str(found).splitlines()[-1][:200])
        if not have and inspect(connection).get_table_names():
            raise StorageError("foreign", self.where)

    # --- writing ---

    def add_row(self, table: Table, values: dict) -> None:
        """One row more; the database refuses a revision that is there already (IntegrityError)."""
        if self.file:
            with self.told():
                begin(self.file)
            self.refuse_empty()
        with self.told(), self.writing() as connection:
            self.rows(connection, table)  # refuses what can't be read
            bring_up(connection)
            connection.execute(table.insert().values(workspace=self.workspace, **values))

    def add_revision(self, table: Table, of: dict, values: dict) -> None:
        """The next revision of what `of` names; where somebody writes the same one at once, the one after it."""
        for _ in range(TURNS):
            before = (
                row["revision"] for row in self.rows_of(table) if all(is_same(row[name], of[name]) for name in of)
            )
            try:
                self.add_row(table, {**of, "revision": max(before, default=0) + 1, "written_at": now(), **values})
                return
            except IntegrityError:
                continue
        raise StorageError("busy", self.where)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        with self.engine.connect() as plain:
            connection = plain.execution_options(**{WRITES: True})
            with connection.begin():
                yield connection

    @contextmanager
    def told(self) -> Iterator[None]:
        """A database's faults as sentences; a revision that is there already goes through."""
        try:
            yield
        except IntegrityError:
            raise
        except (SQLAlchemyError, OSError, ImportError) as fault:
            raise StorageError(kind_of(fault, self.file), self.where, first_line(fault)) from fault


def kind_of(fault: Exception, file: Path | None) -> str:
    words = str(fault).lower()
    if "is locked" in words or "busy" in words:
        return "busy"
    if "readonly" in words or "read-only" in words or "permission" in words:
        return "readonly"
    return "broken" if file else "unreachable"


def begin(file: Path) -> None:
    """Makes the file with its tables where there is none, whole or not at all: an empty one in its place is a damaged one."""
    if file.exists():
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    made = file.with_name(f".{file.name}.{uuid.uuid4().hex}")
    engine = tuned(create_engine(location.url_of_file(made), poolclass=NullPool))
    try:
        with engine.connect() as plain, plain.execution_options(**{WRITES: True}).begin():
            bring_up(plain)
        put_where_none_is(made, file)
    finally:
        for left in (made, *(made.with_name(made.name + end) for end in ("-wal", "-shm", "-journal"))):
            left.unlink(missing_ok=True)


def put_where_none_is(made: Path, file: Path) -> None:
    """Gives the file its name; one that somebody else made meanwhile stays."""
    try:
        os.link(made, file)
    except FileExistsError:
        pass
    except OSError:  # a disk without second names
        if not file.exists():
            made.rename(file)


def first_line(fault: Exception) -> str:
    words = str(getattr(fault, "orig", None) or fault).strip()
    return words.splitlines()[0] if words else type(fault).__name__


def is_same(found: object, asked: object) -> bool:
    """Days come as text, with a time behind them from some databases."""
    return str(found)[:10] == str(asked) if isinstance(asked, dt.date) else found == asked


def as_written(column: Column) -> ColumnElement:
    """A column as the database holds it: a day that is none must not hide the others."""
    return type_coerce(column, Text).label(column.name) if isinstance(column.type, Date | DateTime) else column


# --- SQLite, so that several can read while one writes ---


def tuned(engine: Engine) -> Engine:
    """SQLite with a write-ahead log, patient with other writers, and with transactions that begin where they are begun."""
    if engine.dialect.name == "sqlite" and not event.contains(engine, "connect", on_connect):
        event.listen(engine, "connect", on_connect)
        event.listen(engine, "begin", on_begin)
    return engine


def on_connect(connection, _record) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself
    connection.execute(f"pragma busy_timeout = {WAIT}")
    if connection.execute("pragma page_count").fetchone() == (0,):  # kept in the file: one that is there stays as it is
        connection.execute("pragma journal_mode = wal")


def on_begin(connection: Connection) -> None:
    # A writer takes its turn at once: begun as a reader it could be refused halfway.
    connection.exec_driver_sql("begin immediate" if connection.get_execution_options().get(WRITES) else "begin")
