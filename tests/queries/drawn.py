"""Tables drawn in a test and asserted: the header names the columns, '-' is null, '' an empty text, dates are written ISO, shares to four figures."""

import datetime as dt
import decimal

import duckdb

from revflow.store.reading import Database, Selection
from revflow.store.views import views


def check(database: Database, view: str, drawing: str, where: str = "true", selection: Selection = Selection()):
    """The view's rows (those for which `where` holds) are those drawn, whatever their order."""
    header, *lines = [line.split() for line in drawing.strip().splitlines() if line.strip()]
    columns = ", ".join(f'"{name}"' for name in header)
    statement = f"select {columns} from {view} where {where}"
    found = database.query(statement, selection=selection, reads=(view,)).fetchall()
    assert sorted([written(cell) for cell in row] for row in found) == sorted(lines)


def written(cell) -> str:
    match cell:
        case None:
            return "-"
        case "":
            return "''"
        case bool():
            return "yes" if cell else "no"
        case dt.datetime():
            return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(timespec="minutes")
        case float() | decimal.Decimal():
            return f"{float(cell):.4g}"
    return str(cell)


def history(*journeys: str) -> list[str]:
    """Lines of stage_events.csv from journeys as they are drawn: 'J1: a 01-05, b 01-07T09:00, lost 01-09'; the year is 2026.

    An owner stands behind a slash: 'b/Sato 01-07'.
    """
    lines = []
    for drawing in journeys:
        journey, _, entries = drawing.partition(":")
        for entry in entries.split(","):
            place, at = entry.split()
            stage, _, owner = place.partition("/")
            day = at if at[:2] == "20" else f"2026-{at}"
            lines.append(f"{journey.strip()},{stage},{day},{owner},")
    return lines


def made(view: str, **tables: str) -> list[tuple]:
    """The rows of a step of the load that is not kept, over tables as they are drawn: a header 'name:type ...', '-' is null."""
    con = duckdb.connect()
    for name, drawing in tables.items():
        header, *lines = [line.split() for line in drawing.strip().splitlines() if line.strip()]
        columns = [column.split(":") for column in header]
        con.execute(f"create table {name} ({', '.join(f'{column} {kind}' for column, kind in columns)})")
        for line in lines:
            values = [None if cell == "-" else cell for cell in line]
            con.execute(f"insert into {name} values ({', '.join('?' * len(values))})", values)
    found = con.execute(f"select * from ({views()[view].body})").fetchall()
    con.close()
    return sorted([tuple(written(cell) for cell in row) for row in found])
