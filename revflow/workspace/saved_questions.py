"""Questions that people keep under a name: SQL, and views of a page (its address). A later saving is another version; none is lost.

They lie in FOLDER/.revflow/questions.sqlite, apart from the loaded data: loading anew and updating leave them alone.
"""

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from revflow.common.errors import UnusableInput
from revflow.store.location import database_of

FILE_NAME = "questions.sqlite"
SQL, VIEW = "sql", "view"
LONGEST_NAME = 80
WAIT = 5.0  # seconds for whoever writes at the same moment
TABLE = """
create table if not exists saved (
    kind text not null, name text not null, version integer not null, saved_at text not null, saved_by text not null,
    content text,  -- nothing: taken off the list with this version
    primary key (kind, name, version)
)
"""
LATEST = """
select kind, name, version, saved_at, saved_by, content from saved as one
where kind = ? and version = (select max(version) from saved as other where other.kind = one.kind and other.name = one.name)
    and content is not null
order by name
"""


@dataclass(frozen=True)
class Saved:
    """One version of a question; saved_at is UTC."""

    kind: str
    name: str
    version: int
    saved_at: dt.datetime
    saved_by: str
    content: str | None


def file_of(folder: Path) -> Path:
    """Where a workspace's questions lie; beside the loaded data where nothing can be written into FOLDER."""
    own = folder.resolve() / ".revflow" / FILE_NAME
    return own if own.exists() else database_of(folder).with_name(FILE_NAME)


def listed(folder: Path, kind: str) -> list[Saved]:
    """The latest version of each, by name."""
    if not file_of(folder).exists():
        return []
    with _opened(folder) as con:
        return [_saved(row) for row in con.execute(LATEST, (kind,))]


def versions(folder: Path, kind: str, name: str) -> list[Saved]:
    """All versions of one, the newest first."""
    if not file_of(folder).exists():
        return []
    with _opened(folder) as con:
        found = con.execute("select * from saved where kind = ? and name = ? order by version desc", (kind, name))
        return [_saved(row) for row in found]


def save(folder: Path, kind: str, name: str, content: str | None, by: str = "") -> int:
    """Keeps it as the next version of its name, which is given; nothing as content takes the name off the list."""
    name = " ".join(name.split())[:LONGEST_NAME]
    if not name:
        raise UnusableInput(key="saved.no-name")
    with _opened(folder) as con:
        con.execute("begin immediate")
        (version,) = con.execute(
            "select coalesce(max(version), 0) + 1 from saved where kind = ? and name = ?", (kind, name)
        ).fetchone()
        now = dt.datetime.now(dt.UTC).replace(tzinfo=None).isoformat(timespec="seconds")
        con.execute("insert into saved values (?, ?, ?, ?, ?, ?)", (kind, name, version, now, by, content))
        con.execute("commit")
    return version


def _saved(row: tuple) -> Saved:
    kind, name, version, saved_at, saved_by, content = row
    return Saved(kind, name, version, dt.datetime.fromisoformat(saved_at), saved_by, content)


@contextmanager
def _opened(folder: Path) -> Iterator[sqlite3.Connection]:
    """The file, with its table; raises UnusableInput where it can't be read or written."""
    path = file_of(folder)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path, timeout=WAIT, isolation_level=None)) as con:
            con.execute(TABLE)
            yield con
    except (sqlite3.Error, OSError) as fault:
        raise UnusableInput(key="saved.unusable", file=str(path), message=str(fault)) from fault
