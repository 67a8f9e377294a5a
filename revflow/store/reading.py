"""Reads a workspace's database: views as they were loaded, or as they are for chosen journeys and an earlier day."""

import datetime as dt
import itertools
import os
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from revflow.common.errors import UnusableInput
from revflow.common.sql import let_only, literal, quoted
from revflow.store.location import attach, is_damage
from revflow.store.schema import version
from revflow.store.views import resting_on, views

if TYPE_CHECKING:
    import pandas as pd  # not needed to load: importing it takes a quarter of a second

CHOICE = "chosen_journeys"
REVIEW = "review"
DAMAGED = "fault.loaded-damaged"
MAX_ROWS_HELD = 6_000_000  # in the tables of all selections together: some hundred megabytes
MAX_SELECTIONS_HELD = 100


@dataclass(frozen=True)
class Selection:
    """What is looked at: as_of (None: the last day of the data) and where (attribute, values); '' means not recorded.

    `settings`: (name, SQL) of further views whose own does not hold, such as the weeks a verdict leaves out.
    """

    as_of: dt.date | None = None
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    settings: tuple[tuple[str, str], ...] = ()

    def replaced(self) -> dict[str, str]:
        """The SQL that takes the place of a view's own, by the view's name."""
        bodies = dict(self.settings)
        if self.as_of:
            last = "(select max(day) from working_days)"  # beyond it no day can be counted
            bodies[REVIEW] = (
                f"select least(date '{self.as_of:%Y-%m-%d}', {last}) as as_of, first_day, last_day from data_span"
            )
        if self.where:
            conditions = [
                f"coalesce({quoted(attribute)}, '') in ({', '.join(map(literal, values))})"
                for attribute, values in self.where
            ]
            bodies[CHOICE] = f"select journey_id, amount from journeys where {' and '.join(conditions)}"
        return bodies


def stamp_of(path: Path) -> tuple[int, int, int]:
    """What tells one version of a database file from the next."""
    stat = os.stat(path)
    return stat.st_ino, stat.st_mtime_ns, stat.st_size


@dataclass
class Held:
    """The tables made for one selection, by the view that each stands for; how many rows they have, and who reads them."""

    making: threading.Lock = field(default_factory=threading.Lock)  # held by who makes one; other selections don't wait
    tables: dict[str, str] = field(default_factory=dict)
    rows: int = 0
    readers: int = 0


class Database:
    """A loaded database, open for reading. Every call uses a cursor of its own, so threads don't meet.

    What the load keeps as a table, and what is asked several times, is made anew, in memory, for a selection that changes it, and held for the selections
    looked at last: the views above read it instead of counting all visits each time. Who looks at one selection waits for
    nobody who looks at another, and nothing is dropped that is being read.
    """

    def __init__(self, con: duckdb.DuckDBPyConnection, path: Path, stamp: tuple[int, int, int]) -> None:
        self._con, self.path, self.stamp = con, path, stamp
        self._lock = threading.Lock()  # of what is known of the selections, never while a query runs
        self._held: OrderedDict[Selection, Held] = OrderedDict()  # the one looked at last at the end
        self._number = itertools.count(1)

    @classmethod
    def open(cls, path: Path) -> "Database":
        """Attaches the file read-only to a connection of its own: that sees a file newly swapped in. Raises UnusableInput."""
        stamp = stamp_of(path)
        con = duckdb.connect(
            ":memory:", config={"autoinstall_known_extensions": "false", "python_enable_replacements": "false"}
        )
        try:
            attach(con, path, "loaded")
            let_only(con, [])  # whoever made the file: its views read nothing beside it
            made_by = con.execute("select value from loaded.load_info where key = 'schema'").fetchall()
        except duckdb.Error as fault:
            raise UnusableInput(
                key="fault.loaded-unreadable", path=str(path), fault=str(fault).splitlines()[0]
            ) from fault
        if made_by != [(version(),)]:
            raise UnusableInput(key="fault.loaded-otherwise", path=str(path))
        return cls(con, path, stamp)

    def frame(
        self, view: str, selection: Selection = Selection(), limit: int | None = None, **equals
    ) -> "pd.DataFrame":
        """The rows of `view` for `selection`; `equals` keeps those with the given value in a column, `limit` the first ones."""
        where = " and ".join(f"{quoted(column)} = ?" for column in equals)
        statement = f"select * from {view}{' where ' + where if where else ''}{f' limit {limit:d}' if limit else ''}"
        return self.query(statement, list(equals.values()), selection, (view,)).df()

    def query(
        self,
        statement: str,
        parameters: list | None = None,
        selection: Selection = Selection(),
        reads: tuple[str, ...] = (),
    ) -> duckdb.DuckDBPyConnection:
        """Runs a statement that reads the views named in `reads` for `selection`; returns the cursor.

        Raises UnusableInput where a block of the file is damaged.
        """
        cursor = self._con.cursor()
        cursor.execute("use loaded")
        try:
            if not selection.replaced():
                return cursor.execute(statement, parameters or [])
            with self._reading(selection) as held:
                with held.making:
                    self._make(cursor, selection, reads, held)
                return cursor.execute(with_views(statement, reads, selection, held.tables), parameters or [])
        except duckdb.Error as fault:
            if is_damage(fault):
                raise UnusableInput(key=DAMAGED, path=str(self.path)) from fault
            raise

    def columns(self, view: str) -> list[tuple[str, str]]:
        """The columns of a view or table, with their types."""
        return [(row[0], row[1]) for row in self.query(f"describe {quoted(view)}").fetchall()]

    def sql_of(self, view: str, selection: Selection = Selection()) -> str:
        """The one statement that makes `view` for `selection` out of what is stored."""
        return with_views(f"select * from {view}", (view,), selection)

    @contextmanager
    def _reading(self, selection: Selection) -> Iterator[Held]:
        """What is held for `selection`, kept while it is read; afterwards what there is no room for is dropped."""
        with self._lock:
            held = self._held.setdefault(selection, Held())
            self._held.move_to_end(selection)
            held.readers += 1
        try:
            yield held
        finally:
            with self._lock:
                held.readers -= 1
                gone = self._let_go()
            for table in gone:
                self._con.cursor().execute(f"drop table {table}")

    def _let_go(self) -> list[str]:
        """Forget the selections that there is no room for and nobody reads, the oldest first; gives their tables."""
        gone: list[str] = []
        idle = [selection for selection, held in list(self._held.items())[:-1] if not held.readers]
        for selection in idle:
            rows = sum(held.rows for held in self._held.values())
            if rows <= MAX_ROWS_HELD and len(self._held) <= MAX_SELECTIONS_HELD:
                break
            gone += self._held.pop(selection).tables.values()
        return gone

    def _make(
        self, cursor: duckdb.DuckDBPyConnection, selection: Selection, reads: tuple[str, ...], held: Held
    ) -> None:
        """Make the tables that `reads` rest on for `selection`, those that are not there yet."""
        for name in tables_below(reads, frozenset(selection.replaced())):
            if name in held.tables:
                continue
            table = f"memory.main.made_{next(self._number)}"
            body = with_views(f"select * from {name}", (name,), selection, held.tables)
            held.rows += cursor.execute(f"create table {table} as {body}").fetchall()[0][0]
            held.tables[name] = table


def tables_below(reads: tuple[str, ...], points: frozenset[str]) -> list[str]:
    """The views kept as tables that `reads` rest on and that `points` change, each after those it reads."""
    changed = resting_on(points)
    found: dict[str, None] = {}

    def visit(name: str) -> None:
        if name in changed and name in views():
            for other in views()[name].reads:
                visit(other)
            if views()[name].materialization in ("table", "selection") and name not in points:
                found[name] = None

    for name in reads:
        visit(name)
    return list(found)


def with_views(statement: str, reads: tuple[str, ...], selection: Selection, made: dict[str, str] | None = None) -> str:
    """`statement`, preceded by those views that `selection` changes, as common table expressions.

    A view named in `made` is read from the table given there.
    """
    replaced = selection.replaced()
    changed = resting_on(frozenset(replaced)) if replaced else frozenset()
    needed: dict[str, str] = {}

    def need(name: str) -> None:
        if name not in changed or name in needed:
            return
        if made and name in made:
            needed[name] = f"select * from {made[name]}"
            return
        for other in views()[name].reads:
            need(other)
        needed[name] = replaced.get(name, views()[name].body)

    for name in reads:
        need(name)
    if not needed:
        return statement
    expressions = ",\n".join(f"{name} as (\n{body}\n)" for name, body in needed.items())
    return f"with {expressions}\n{statement}"
