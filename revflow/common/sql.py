"""Names and texts from outside, written so that SQL reads them as names and texts; and what a connection may touch.

No other way leads a text of a file into a statement: tests/common/test_sql.py looks for one.
"""

from collections.abc import Iterable


def quoted(name: str) -> str:
    """An SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: str) -> str:
    """An SQL string."""
    return "'" + value.replace("'", "''") + "'"


def texts(values: Iterable[str]) -> str:
    """SQL strings, separated by commas."""
    return ", ".join(map(literal, values))


def let_only(con, files: Iterable[str], folders: Iterable[str] = ()) -> None:
    """From here on the connection reads these files (and folders) and no other, fetches nothing, and keeps its settings.

    Its own database and the folder it spills into stay open to it. Only the limit of memory can still be moved.
    """
    con.execute(f"set allowed_paths = [{texts(files)}]")
    con.execute(f"set allowed_directories = [{texts(folders)}]")
    con.execute("set enable_external_access = false")
    con.execute("set allowed_configs = ['memory_limit']")
    con.execute("set lock_configuration = true")
