"""Companies made by hand for findings: a sound one, and ways to spoil it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from tests.conftest import Bench, rows

START = dt.datetime(2026, 1, 5, 9, 0)
NEW = {
    "one-time-for-file", "migration-day", "history-at-once", "one-weekday", "few-days", "mass-closing", "stage-renamed",
    "stage-stopped", "only-current-stage", "closed-before-begun", "dates-in-future", "attribute-began", "owner-queue",
    "one-owner", "test-records", "one-time-for-all", "one-day-for-all",
}  # fmt: skip
MODEL = """
goal = "d"
calendar = "weekdays"
same_day = "clock"
[departments]
one = { en = "One" }
two = { en = "Two" }
[[stages]]
id = "a"
department = "one"
[[stages]]
id = "b"
department = "one"
[[stages]]
id = "c"
department = "two"
[[stages]]
id = "d"
department = "two"
[exits]
lost = { kind = "lost" }
"""


@dataclass
class Way:
    """One journey: its stages with the moments they were entered, who owned it, and its attributes."""

    name: str
    steps: list[tuple[str, dt.datetime]]
    owners: dict = field(default_factory=dict)
    known: dict = field(default_factory=dict)


def sound(count: int = 300) -> list[Way]:
    """Forty weeks, every working day, owners of their own in each stage, a third lost, a fifth won."""
    ways = []
    for n in range(count):
        begun = START + dt.timedelta(days=7 * (n * 40 // count) + n % 5, minutes=37 * n % 480)
        later = lambda days, n=n, begun=begun: weekday(begun + dt.timedelta(days=days + n % 4, minutes=11 * n % 90))  # noqa: E731
        steps = [("a", begun), ("b", later(4)), ("c", later(11)), ("d", later(19))][: 2 + n % 3 if n % 5 else 4]
        if n % 3 == 0 and len(steps) < 4:
            steps.append(("lost", later(26)))
        owners = {stage: f"{stage}-{n % 4}" for stage in "abcd"}
        ways.append(Way(f"j{n:04}", steps, owners, {"source": ("web", "ads")[n % 2], "company": f"Company {n}"}))
    return ways


def weekday(moment: dt.datetime) -> dt.datetime:
    return moment + dt.timedelta(days=max(0, 7 - moment.weekday()) if moment.weekday() > 4 else 0)


def found(bench: Bench, ways: list[Way], model: str = MODEL) -> dict[str, tuple]:
    """What is found of a company: code -> (severity, subject, affected, total, example)."""
    names = list(dict.fromkeys(name for way in ways for name in way.known))
    lines = [f"{way.name},{','.join(way.known.get(name, '') for name in names)}" for way in ways]
    bench.model(model).write("journeys.csv", "\n".join([f"journey_id,{','.join(names)}", *lines]) + "\n")
    db = bench.events(
        *(f"{way.name},{stage},{at},{way.owners.get(stage, '')}," for way in ways for stage, at in way.steps)
    ).load()
    told = rows(db, "select finding, severity, subject, affected, total, example from findings")
    kept = dict(rows(db, "select finding, count(*) from finding_records group by all"))
    assert all(count <= 200 for count in kept.values())
    return {row[0]: row[1:] for row in told if row[0] in NEW}


def changed(ways: list[Way], of: Callable, change: Callable) -> list[Way]:
    """The same, with the steps of some journeys changed."""
    return [replace(way, steps=change(way.steps)) if of(n) else way for n, way in enumerate(ways)]
