"""What hostile names and settings can do: nothing.

    python -m benchmarks.hostile names 500        # companies of random names beside one another: is any taken for another?
    python -m benchmarks.hostile settings 2000    # mutated mapping.toml and model.toml: a sentence or a right load, nothing else

Every tenth name is loaded whole and read as a page reads it; the others are read as the load reads them, without the views above.
"""

import collections
import copy
import datetime as dt
import random
import sys
import tempfile
import unicodedata
from pathlib import Path

import duckdb
import tomli_w

from revflow.common.errors import UnusableInput
from revflow.common.scratch import Scratch
from revflow.intake.plan import read_plan
from revflow.intake.read import read_into
from revflow.model import read_model
from revflow.store.reading import Database
from revflow.workspace.loading import load

NOW = dt.datetime(2026, 11, 21, 12, 0)
SIGNS = (
    "*",
    "?",
    "[",
    "]",
    "[!a]",
    "[a-z]",
    "{a,b}",
    "**",
    "'",
    '"',
    "''",
    ";",
    "--",
    "$",
    "~",
    "%20",
    "\\",
    " ",
    "\n",
    "=",
    ":",
)
LETTERS = ("a", "A", "b", "1", "é", "e\u0301", "が", "か\u3099", "ß", "İ", "株", ".")
MODEL = {
    "goal": "b",
    "calendar": "weekdays",
    "departments": {"one": {"en": "One"}},
    "stages": [{"id": "a", "department": "one", "labels": ["See"], "sla_days": 2}, {"id": "b", "department": "one"}],
    "exits": {"lost": {"en": "Lost", "kind": "lost"}},
    "attributes": {"source": {"department": "one", "decided_at": "entry"}},
}
MAPPING = {
    "private": {"allow": [], "pseudonyms": []},
    "records": {
        "deal": {"file": "deals.csv", "id": "id", "attributes": {"source": "source"}, "where": {"kind": ["new"]}}
    },
    "events": [{"record": "deal", "file": "events.csv", "id": "id", "stage": "stage", "at": "at", "owner": "owner"}],
    "files": {
        "events.csv": {"encoding": "utf-8", "delimiter": ",", "header_row": 1, "timezone": "UTC", "nulls": ["-"]}
    },
}
TEXTS = (
    "", " ", "\0", "'", '"', "x" * 5_000, "../other.csv", "/etc/passwd", "*", "a*", "[a]", "id", "source", "Asia/Tokyo",
    "UTC', now())); copy (select 1) to '{guard}/written'; --", "x'; attach '{guard}/made.duckdb'; --", '"; drop table stages; --',
    "'); install httpfs; --", "$$", "/*", "\\", "{0}", "%s", "<script>", "\u202e", "が",
)  # fmt: skip
OTHERS = (None, True, False, 0, -1, 2**62, 1e300, float("nan"), [], [1], [[]], {}, {"a": 1}, dt.date(2026, 1, 1))
MEANT = {"SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "DROP", "ALTER", "SET", "RELATION", "EXPLAIN", "CREATE_FUNC"}


def name_of(draws: random.Random) -> str:
    """A name of signs and letters that a disk takes."""
    made = "".join(draws.choice(SIGNS if draws.random() < 0.5 else LETTERS) for _ in range(draws.randint(1, 7)))
    return made.strip(".") or "a"


def neighbours_of(name: str, draws: random.Random) -> set[str]:
    """Names that the name could be taken for."""
    plain = "".join(letter for letter in name if letter not in "*?[]{}!\"'\\;")
    found = {
        plain,
        name.upper(),
        name.lower(),
        name.replace("*", "x"),
        name.replace("?", "y"),
        name.replace("[", "").replace("]", ""),
    }
    found |= {unicodedata.normalize(form, name) for form in ("NFC", "NFD")} | {name_of(draws)}
    return {other for other in found if other.strip(". ") and other != name and "/" not in other}


def company(folder: Path, source: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "deals.csv").write_text(f"id,source,kind\nJ1,{source},new\n")
    (folder / "events.csv").write_text("id,stage,at,owner\nJ1,a,2026-01-05,o\nJ1,b,2026-01-06,o\n")
    (folder / "mapping.toml").write_text(tomli_w.dumps(MAPPING))
    (folder / "model.toml").write_text(tomli_w.dumps(MODEL))


class Watched:
    """A connection that notes what kinds of statements it was given."""

    def __init__(self, con, kinds: collections.Counter) -> None:
        self.con, self.kinds = con, kinds

    def execute(self, statement, *more):
        self.kinds.update(str(part.type).rpartition(".")[2] for part in self.con.extract_statements(statement))
        return self.con.execute(statement, *more)

    def __getattr__(self, name):
        return getattr(self.con, name)


def read(folder: Path, kinds: collections.Counter) -> set[str]:
    """Whatever is known of a company's journeys, read as the load reads it."""
    with tempfile.TemporaryDirectory() as room, Scratch(Path(room)) as scratch:
        con = Watched(duckdb.connect(), kinds)
        con.execute("set enable_progress_bar = false")
        read_into(con, read_plan(folder), read_model(folder), NOW, scratch, folder / ".revflow", lambda *_: None)
        return {str(value) for row in con.execute("select * from journeys").fetchall() for value in row}


def names(count: int) -> None:
    draws, asked, mixed, refused = random.Random(12), 0, 0, 0
    while asked < count:
        with tempfile.TemporaryDirectory() as room:
            mine = name_of(draws)
            for number, other in enumerate(neighbours_of(mine, draws)):
                company(Path(room) / other, f"other {number}")
            company(Path(room) / mine, "mine")
            asked += 1
            try:
                if asked % 10:
                    found = read(Path(room) / mine, collections.Counter())
                else:
                    made = load(Path(room) / mine, now=NOW).database
                    found = {
                        str(value) for (value,) in Database.open(made).query("select source from journeys").fetchall()
                    }
            except UnusableInput as fault:
                refused += 1
                print(f"{mine!r}: {fault}")
                continue
            if "mine" not in found or any(value.startswith("other") for value in found):
                mixed += 1
                print(f"MIXED UP: {mine!r} shows {found!r}")
    print(f"{asked} names: {mixed} mixed up, {refused} refused in a sentence")


def places(tables, path=()):
    for key, value in tables.items() if isinstance(tables, dict) else enumerate(tables):
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from places(value, (*path, key))


def mutated(tables: dict, draws: random.Random, guard: Path) -> dict:
    """The tables with one or two settings changed, dropped, or called otherwise."""
    tables = copy.deepcopy(tables)
    for _ in range(draws.choice((1, 1, 2))):
        *above, last = draws.choice(list(places(tables)) or [("x",)])
        at = tables
        for key in above:
            at = at[key]
        text = draws.choice(TEXTS).replace("{guard}", str(guard))
        way = draws.random()
        if way < 0.15:
            del at[last]
        elif way < 0.3 and isinstance(at, dict):
            at[text] = at.pop(last)
        else:
            at[last] = text if way < 0.75 else copy.deepcopy(draws.choice(OTHERS))
    return tables


def written(tables: dict, draws: random.Random) -> bytes:
    """As TOML; one in ten is damaged besides."""

    def without_null(value):
        if isinstance(value, dict):
            return {str(key): without_null(part) for key, part in value.items() if part is not None}
        return [without_null(part) for part in value if part is not None] if isinstance(value, list) else value

    data = bytearray(tomli_w.dumps(without_null(tables)).encode())
    if draws.random() < 0.1 and data:
        for _ in range(draws.randint(1, 5)):
            data[draws.randrange(len(data))] = draws.randrange(256)
    return bytes(data)


def state(folder: Path) -> dict:
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in sorted(folder.rglob("*"))}


def settings(count: int) -> None:
    draws, kinds, ended = random.Random(2000), collections.Counter(), collections.Counter()
    with tempfile.TemporaryDirectory() as room:
        guard, folder = Path(room) / "guard", Path(room) / "company"
        company(guard, "guarded")
        company(folder, "mine")
        (Path(room) / "other.csv").write_text("id,source,kind\nJ1,outside,new\n")
        before = state(guard)
        for _ in range(count):
            chosen = draws.choice((("mapping.toml",), ("model.toml",), ("mapping.toml", "model.toml")))
            for name, tables in (("mapping.toml", MAPPING), ("model.toml", MODEL)):
                changed = mutated(tables, draws, guard) if name in chosen else tables
                (folder / name).write_bytes(written(changed, draws))
            own = state(folder)
            try:
                found = read(folder, kinds)
                ended["WRONG: another's data" if {"outside", "guarded"} & found else "loaded"] += 1
            except UnusableInput as fault:
                short = all(10 < len(fault.said(language)) < 3_000 for language in ("en", "ja"))
                ended["refused in a sentence" if short else f"WRONG: {str(fault)[:80]}"] += 1
            except Exception as fault:  # what no sentence says is what is looked for
                ended[f"WRONG: {type(fault).__name__}: {str(fault)[:120]}"] += 1
                Path(tempfile.gettempdir(), f"hostile-{sum(ended.values())}.toml").write_bytes(
                    (folder / "mapping.toml").read_bytes() + b"\n# ----\n" + (folder / "model.toml").read_bytes()
                )
            touched = {path for path, at in state(folder).items() if own.get(path) != at and ".revflow" not in path}
            if (
                touched
                or state(guard) != before
                or sorted(path.name for path in Path(room).iterdir()) != ["company", "guard", "other.csv"]
            ):
                ended["WRONG: touched something outside .revflow"] += 1
    print(f"{count} pairs of settings:", dict(ended))
    print("statements:", dict(kinds), "not meant:", sorted(set(kinds) - MEANT))


if __name__ == "__main__":
    {"names": names, "settings": settings}[sys.argv[1]](int(sys.argv[2]))
