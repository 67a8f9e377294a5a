"""The process in which somebody's SQL runs: `python -m revflow.sandbox.process`. It reads one request, answers once, and ends.

Nothing of RevFlow's own state is in it. The operating system bounds its memory, processor time and files (it can't write a
byte to any), DuckDB bounds itself besides: the loaded data read-only, no other file, no network, no extension, no setting.
"""

import contextlib
import datetime as dt
import decimal
import json
import math
import resource
import sys
from pathlib import Path

import duckdb

from revflow.common.sql import quoted
from revflow.sandbox.statement import Refused, first_line, single_select
from revflow.store.location import attach

THREADS = 2
READY = "ready"  # said once all is open: from then on the statement's own time runs
BATCH = 1_000
NUMBERS = ("INTEGER", "BIGINT", "SMALLINT", "TINYINT", "HUGEINT", "DOUBLE", "FLOAT", "DECIMAL", "NUMBER")


def main() -> None:
    request = json.loads(sys.stdin.read())
    bound(request["memory_mb"], request["seconds"])
    try:
        answer = answered(request)
    except Refused as refused:
        answer = {"refused": refused.key, "values": refused.values}
    except (MemoryError, duckdb.OutOfMemoryException):
        answer = {"refused": "memory", "values": {}}
    except (duckdb.Error, RecursionError) as fault:
        lost = "emory" in str(fault) and "alloc" in str(fault)
        answer = {"refused": "memory" if lost else "fault", "values": {} if lost else {"message": first_line(fault)}}
    json.dump(answer, sys.stdout, ensure_ascii=True)


def bound(memory_mb: int, seconds: float) -> None:
    """What the operating system lets this process have."""
    limits = {
        "RLIMIT_AS": memory_mb << 20,
        "RLIMIT_CPU": math.ceil(seconds * THREADS) + 2,
        "RLIMIT_FSIZE": 0,
        "RLIMIT_CORE": 0,
    }
    for name, limit in limits.items():
        with contextlib.suppress(ValueError, OSError, AttributeError):  # not every system bounds everything
            resource.setrlimit(getattr(resource, name), (limit, limit))


def answered(request: dict) -> dict:
    """Columns and rows of the statement; raises Refused and duckdb.Error."""
    con = opened(request)
    print(READY, flush=True)
    statement = single_select(con, request["statement"], frozenset(name.lower() for name in request["documented"]))
    cursor = con.execute(statement)
    columns = [(str(column[0]), kind_of(str(column[1]))) for column in cursor.description]
    rows, letters = [], 0
    most_rows, most_letters = request["most_rows"], request["most_letters"]
    while batch := cursor.fetchmany(BATCH):
        written = [[plain(cell) for cell in row] for row in batch]
        letters += sum(len(cell) if isinstance(cell, str) else 8 for row in written for cell in row)
        rows.extend(written)
        if len(rows) > most_rows or letters > most_letters:
            break
    cut = len(rows) > most_rows or letters > most_letters
    return {"columns": columns, "rows": rows[:most_rows], "cut": cut}


def opened(request: dict) -> duckdb.DuckDBPyConnection:
    """The loaded data, read-only, with the views of the selection before those of the file; then every door is shut."""
    con = duckdb.connect(
        ":memory:",
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "allow_community_extensions": "false",
            "python_enable_replacements": "false",
            "threads": str(THREADS),
            "memory_limit": f"{request['memory_mb'] // 3}MB",
            "temp_directory": "",
        },
    )
    attach(con, Path(request["path"]), "loaded")
    con.execute("set search_path = 'memory.main,loaded.main'")
    for name, body in request["views"]:
        con.execute(f"create view memory.main.{quoted(name)} as {body}")
    con.execute("set enable_external_access = false")
    con.execute("set lock_configuration = true")
    return con


def kind_of(kind: str) -> str:
    """number, day, moment, yes or text: all that a table and a chart have to know."""
    plain_kind = kind.upper()
    if "[" in plain_kind or plain_kind.startswith(("STRUCT", "MAP", "UNION")):
        return "text"
    if plain_kind == "DATE":
        return "day"
    if plain_kind.startswith("TIMESTAMP") and "ZONE" not in plain_kind:
        return "moment"
    if plain_kind in {"BOOLEAN", "BOOL"}:
        return "yes"
    return "number" if any(name in plain_kind for name in NUMBERS) else "text"


def plain(cell: object) -> object:
    """A cell as JSON has it; what is no number, day or text is written out."""
    match cell:
        case None | bool() | int() | str():
            return cell if not isinstance(cell, int) or isinstance(cell, bool) or abs(cell) < 2**63 else float(cell)
        case float():
            return cell if math.isfinite(cell) else None
        case decimal.Decimal():
            return float(cell) if cell.is_finite() else None
        case dt.datetime() | dt.date() | dt.time():
            return cell.isoformat()
    return str(cell)


if __name__ == "__main__":
    main()
