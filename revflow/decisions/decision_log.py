"""The book of a workspace's decisions: read, and written so that two people at once lose nothing."""

import datetime as dt
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Date,
    DateTime,
    NullPool,
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
from revflow.decisions.entries import DECIDED, Change, Context, Decision, Draft, decisions_of, kept
from revflow.decisions.schema import CHANGES, VERSION, bring_up, columns, now, version_of

WAIT = 5_000  # milliseconds for another's write to end
WRITES = "revflow_writes"


class StorageError(UnusableInput):
    """Decisions can't be read or written; `code`: busy, broken, foreign, readonly, newer or unreachable."""

    def __init__(self, code: str, where: str, detail: str = "") -> None:
        super().__init__(key=f"decisions.fault-{code}", where=f"{where}: {detail}" if detail else where)
        self.code, self.where, self.detail = code, where, detail


class EditConflict(Exception):
    """Somebody else has written in between; nothing of one's own was kept. `decision` is how it stands now."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(f"{decision.last.written_by} wrote in between.")
        self.decision = decision


def read(folder: Path) -> list[Decision]:
    """The decisions of a workspace, open ones first. Raises StorageError or UnusableInput where they can't be read."""
    return book_of(folder).read()


def book_of(folder: Path) -> "DecisionLog":
    """The book of a workspace, outside of Streamlit."""
    own = None if location.configured() else location.file_of(folder)
    return DecisionLog(location.engine_of(folder), folder.resolve().name, own)


class DecisionLog:
    """Reads and adds to the decisions in one database. `file`: the workspace's own, None for one that teams share."""

    def __init__(self, engine: Engine, workspace: str, file: Path | None) -> None:
        self.engine, self.workspace, self.file = tuned(engine), workspace, file

    @property
    def where(self) -> str:
        return str(self.file) if self.file else self.engine.url.render_as_string(hide_password=True)

    # --- reading ---

    def read(self) -> list[Decision]:
        """All decisions, open ones first; none where nothing has been written yet. A file of an older version is brought up."""
        if self.file and not self.file.exists():
            return []
        self.refuse_empty()
        with self.told(), self.engine.connect() as connection:
            found = self.rows(connection)
        return decisions_of(found)

    def rows(self, connection: Connection) -> list[Change]:
        """All changes, whatever version the tables are of."""
        have = version_of(connection)
        if have > VERSION:
            raise StorageError("newer", self.where)
        if self.file:
            self.check(connection, have)
        if not have:
            return []
        known = columns(connection)  # a file that can't be written stays of its version
        there = [as_written(column) for column in CHANGES.c if column.name in known]
        statement = select(*there)
        if not self.file:
            statement = statement.where(CHANGES.c.workspace == self.workspace)
        return [change_of(row._mapping) for row in connection.execute(statement)]

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

    def one(self, decision_id: str) -> Decision:
        return next(decision for decision in self.read() if decision.id == decision_id)

    # --- writing ---

    def decide(self, draft: Draft, by: str, context: Context = Context()) -> str:
        """Write a new decision down, with what the review said when it was taken; gives its id."""
        change = Change(uuid.uuid4().hex, 1, DECIDED, now(), kept(by), draft.tidy(), context)
        self.add(change)
        return change.decision_id

    def change(self, seen: Decision, kind: str, draft: Draft, by: str) -> None:
        """Add a change to a decision as it was seen. Raises EditConflict where somebody else was quicker."""
        change = Change(seen.id, seen.revision + 1, kind, now(), kept(by), draft.tidy(), seen.context)
        try:
            self.add(change)
        except IntegrityError:
            raise EditConflict(self.one(seen.id)) from None

    def add(self, change: Change) -> None:
        """One row more; the database refuses a revision that is there already."""
        if self.file:
            with self.told():
                begin(self.file)
            self.refuse_empty()
        with self.told(), self.writing() as connection:
            self.rows(connection)  # refuses what can't be read
            bring_up(connection)
            connection.execute(CHANGES.insert().values(workspace=self.workspace, **row_of(change)))

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


def as_written(column: Column) -> ColumnElement:
    """A column as the database holds it: a day that is none must not hide the others."""
    return type_coerce(column, Text).label(column.name) if isinstance(column.type, Date | DateTime) else column


def change_of(row) -> Change:
    written_at = moment(row["written_at"]) or dt.datetime(1970, 1, 1)
    decided_on = (moment(row["decided_on"]) or written_at).date()
    due = moment(row["due"])
    draft = Draft(row["what"], row["who"], due.date() if due else None, row["stage"], decided_on, row["outcome"])
    context = Context.from_text(row.get("context"))
    return Change(
        row["decision_id"],
        row["revision"],
        row["kind"],
        written_at.replace(tzinfo=dt.UTC),
        row["written_by"],
        draft,
        context,
    )


def moment(found) -> dt.datetime | None:
    """A day or moment as any database gives it; None where there is none, or it can't be read."""
    if isinstance(found, dt.datetime):
        return found
    if isinstance(found, dt.date):
        return dt.datetime.combine(found, dt.time())
    try:
        return dt.datetime.fromisoformat(found)
    except (TypeError, ValueError):
        return None


def row_of(change: Change) -> dict:
    named = ("decision_id", "revision", "kind", "written_at", "written_by")
    return {name: getattr(change, name) for name in named} | vars(change.draft) | {"context": change.context.as_text()}


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
