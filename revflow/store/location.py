"""Where a workspace's database lies."""

import hashlib
import os
from pathlib import Path

import duckdb

from revflow.common import resources, user_folders
from revflow.common.errors import UnusableInput
from revflow.common.sql import literal

FILE_NAME = "revflow.duckdb"


def database_of(folder: Path) -> Path:
    """FOLDER/.revflow/revflow.duckdb, or a file in the user's cache where nothing can be written into FOLDER."""
    folder = folder.resolve()
    own = folder / ".revflow"
    if os.access(own if own.is_dir() else folder, os.W_OK) and not resources.is_bundled(folder):
        return own / FILE_NAME
    mark = hashlib.sha256(str(folder).encode()).hexdigest()[:12]
    return user_folders.cache() / f"{folder.name}-{mark}" / FILE_NAME


def readable_by_engine(path: Path) -> Path:
    """The path of a database. Raises UnusableInput where DuckDB would go to another place.

    Of a database's path it takes a backslash for the sign between folders, also where it is a letter of a name, and also
    behind a link: it would open the file of a neighbour.
    """
    if os.sep != "\\" and "\\" in str(path.resolve()):
        raise UnusableInput(key="fault.backslash", folder=str(path.parent))
    return path


def log_of(path: Path) -> Path:
    """The log that DuckDB keeps beside a database; what follows a question mark it takes for options."""
    before, sign, after = str(path).partition("?")
    return Path(f"{before}.wal{sign}{after}")


def is_damage(fault: Exception) -> bool:
    """Whether the engine says that a block of a database is not what was written."""
    return isinstance(fault, duckdb.Error) and "orrupt" in str(fault)


def attach(con: duckdb.DuckDBPyConnection, path: Path, name: str) -> None:
    """Attaches a database read-only under a name of ours, and sees that it is the file that was meant.

    Raises UnusableInput, and duckdb.Error where the file can't be read.
    """
    con.execute(f"attach {literal(str(readable_by_engine(path)))} as {name} (read_only)")
    opened = con.execute("select path from duckdb_databases() where database_name = ?", [name]).fetchall()[0][0]
    if not path.samefile(opened):
        raise UnusableInput(key="fault.changed-while-read", name=path.name)
