"""The book of a workspace's decisions: read, and written so that two people at once lose nothing."""

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, event, select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from revflow.common.errors import UnusableInput
from revflow.decisions import location
from revflow.decisions.entries import DECIDED, Change, Context, Decision, Draft, decisions_of, kept
from revflow.decisions.schema import CHANGES, VERSION, bring_up, columns, now, version_of

WAIT = 5_000  # milliseconds for another's write to end
WRITES = "revflow_writes"


SAID = {
    "broken": "it can't be read as RevFlow's decisions. Put a copy back from a backup, or move it away to begin anew.",
    "readonly": "nothing can be written there. Give RevFlow the right to write, or keep decisions elsewhere.",
    "newer": "it was written by a newer version of RevFlow. Update RevFlow to read it.",
    "unreachable": "the database can't be reached.",
}


class StorageError(UnusableInput):
    """Decisions can't be read or written; `code`: broken, readonly, newer or unreachable."""

    def __init__(self, code: str, where: str, detail: str = "") -> None:
        super().__init__(f"{where}: {SAID[code]}" + (f" ({detail})" if detail else ""))
        self.code, self.where, self.detail = code, where, detail


class EditConflict(Exception):
    """Somebody else has written in between; nothing of one's own was kept. `decision` is how it stands now."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(f"{decision.last.written_by} wrote in between.")
        self.decision = decision


def read(folder: Path) -> list[Decision]:
    """The decisions of a workspace, open ones first. Raises Unkept or UnusableInput where they can't be read."""
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
        with self.told(), self.engine.connect() as connection:
            found = self.rows(connection)
        return decisions_of(found)

    def rows(self, connection: Connection) -> list[Change]:
        """All changes, whatever version the tables are of."""
        have = version_of(connection)
        if have > VERSION:
            raise StorageError("newer", self.where)
        if not have:
            return []
        known = columns(connection)  # a file that can't be written stays of its version
        there = [column for column in CHANGES.c if column.name in known]
        statement = select(*there)
        if not self.file:
            statement = statement.where(CHANGES.c.workspace == self.workspace)
        return [change_of(row._mapping) for row in connection.execute(statement)]

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
                self.file.parent.mkdir(parents=True, exist_ok=True)
        with self.told(), self.writing() as connection:
            if version_of(connection) > VERSION:
                raise StorageError("newer", self.where)
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
    if "readonly" in words or "read-only" in words or "permission" in words:
        return "readonly"
    return "broken" if file else "unreachable"


def first_line(fault: Exception) -> str:
    words = str(getattr(fault, "orig", None) or fault).strip()
    return words.splitlines()[0] if words else type(fault).__name__


def change_of(row) -> Change:
    draft = Draft(row["what"], row["who"], row["due"], row["stage"], row["decided_on"], row["outcome"])
    context = Context.from_text(row.get("context"))
    written_at = row["written_at"].replace(tzinfo=dt.UTC)
    return Change(row["decision_id"], row["revision"], row["kind"], written_at, row["written_by"], draft, context)


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
