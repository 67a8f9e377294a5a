"""What the verdict reads from a loaded database, as small arrays."""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from revflow.common.errors import UnusableInput
from revflow.verdict.counts import Calendar, Visits
from revflow.verdict.feeding import Attribute, Detail
from revflow.verdict.judgement import Line

OTHER = ""  # an attribute's rarer values together
LARGEST_VALUES = 11
NOTHING = "fault.nothing-to-judge"


@dataclass(frozen=True)
class Company:
    """The stage model as far as the verdict needs it, and the dates of the data."""

    line: Line
    positions: tuple  # of the judged stages
    departments: tuple  # of the judged stages
    goal: str
    as_of: dt.date
    first_day: dt.date
    last_day: dt.date
    attributes: tuple  # of Attribute, without values
    days_allowed: tuple  # working days each judged stage may take, or None


def read_company(db, selection) -> Company:
    """The model and the dates of a database, for a selection."""
    stages = db.query(
        "select stage_id, position, department, terminal, sla_days from stages where kind = 'stage' order by position"
    ).fetchall()
    goal = dict(db.query("select key, value from load_info where key = 'goal'").fetchall())["goal"]
    judged = [row for row in stages if not row[3]]
    order = [row[0] for row in stages]
    as_of, first, last = db.query(
        "select as_of, first_day, last_day from review", selection=selection, reads=("review",)
    ).fetchall()[0]
    if as_of is None or first is None:
        raise UnusableInput(key=NOTHING)
    attributes = db.query(
        "select attribute, department, decided_position from attributes where in_model order by decided_position, attribute"
    ).fetchall()
    at = order.index(goal) if goal in order else len(judged)
    line = Line(tuple(row[0] for row in judged), min(at, len(judged)))
    return Company(
        line, tuple(row[1] for row in judged), tuple(row[2] for row in judged), goal, as_of, first, last,
        tuple(Attribute(name, department, position) for name, department, position in attributes),
        tuple(row[4] for row in judged),
    )  # fmt: skip


def read_visits(db, selection) -> Visits:
    """All judged visits, equal ones counted together."""
    columns = db.query("select * from judged_counts", selection=selection, reads=("judged_counts",)).fetchnumpy()
    names = ("stage_no", "bucket", "entered_ago", "left_ago", "outcome_no", "is_first", "visits")
    return Visits(*(np.asarray(columns[name]).astype(np.int64) for name in names))


def read_clock(db, selection) -> tuple[Calendar, bool]:
    """The clock of the days back from the as-of day, and whether it ticks on recording days only."""
    columns = db.query(
        "select clock_no, has_rhythm from activity_calendar order by day desc",
        selection=selection,
        reads=("activity_calendar",),
    ).fetchnumpy()
    numbers, rhythm = np.asarray(columns["clock_no"]).astype(np.int64), np.asarray(columns["has_rhythm"])
    days = 7 * -(-len(numbers) // 7)
    return Calendar(np.concatenate([numbers, np.full(days - len(numbers), numbers[-1])])), bool(rhythm.any())


def read_excluded(db, selection) -> frozenset[int]:
    """The weeks before the as-of day that are left out."""
    rows = db.query(
        "select weeks_ago from judged_weeks where role = 'excluded'", selection=selection, reads=("judged_weeks",)
    ).fetchall()
    return frozenset(week for (week,) in rows)


def read_skipped(db, selection, stages: int, weeks: int) -> tuple[np.ndarray, np.ndarray]:
    """Entries that come from a stage before, and those of them that are none of their own: each by stage and week."""
    rows = db.query(
        "select stage_no, weeks_ago, entries, passed from skipped_entries where weeks_ago < ?",
        [weeks], selection, ("skipped_entries",),
    ).fetchall()  # fmt: skip
    counted = np.zeros((2, stages, weeks))
    for stage, week, entries, passed in rows:
        counted[:, stage, week] = entries, passed
    return counted[0], counted[1]


def read_detail(db, selection, stage_no, attributes, oldest_ago) -> Detail:
    """Visits to one stage that ended within so many days, by the values of attributes; owners are the last of them."""
    quoted = ['"' + a.name.replace('"', '""') + '"' for a in attributes]
    join = " left join journeys as journey using (journey_id)" if attributes else ""
    columns = [f"coalesce(journey.{name}::varchar, '')" for name in quoted] + ["coalesce(visit.owner, '')"]
    source = f"from judged_visits as visit{join} where visit.stage_no = ? and (left_ago < 0 or left_ago < ?)"
    values = _largest_values(db, selection, columns, source, [stage_no, oldest_ago])
    codes = ", ".join(f"coalesce(list_position(?, {column}), 0)::integer as c{i}" for i, column in enumerate(columns))
    table = db.query(
        f"select bucket, entered_ago, left_ago, outcome_no, count(*)::integer as visits, {codes} {source} group by all",
        [*values, stage_no, oldest_ago], selection, ("judged_visits",),
    ).fetchnumpy()  # fmt: skip
    take = lambda name: np.asarray(table[name]).astype(np.int64)  # noqa: E731
    return Detail(
        take("bucket"), take("entered_ago"), take("left_ago"), take("outcome_no"), take("visits"),
        np.stack([take(f"c{i}") for i in range(len(columns))], axis=1),
        tuple(attributes), tuple((OTHER, *found) for found in values),
    )  # fmt: skip


def _largest_values(db, selection, columns: list[str], source: str, parameters: list) -> list[list[str]]:
    """The largest values of each column, the most frequent first: the visits are gone through once for all of them."""
    named = ", ".join(f"{column} as c{i}" for i, column in enumerate(columns))
    each = " union all ".join(
        f"(select {i} as number, c{i} as value, count(*) as visits from seen group by c{i} order by visits desc, value "
        f"limit {LARGEST_VALUES})"
        for i in range(len(columns))
    )
    rows = db.query(
        f"select number, value from (with seen as materialized (select {named} {source}) {each}) order by number, visits desc, value",
        parameters, selection, ("judged_visits",),
    ).fetchall()  # fmt: skip
    return [[value for number, value in rows if number == i] for i in range(len(columns))]


def read_arrivals(db, selection, attribute, weeks) -> tuple[list[str], list[np.ndarray]]:
    """New journeys of the first stage by an attribute's largest values: (values, value by week, newest first)."""
    column = 'coalesce("' + attribute.name.replace('"', '""') + "\"::varchar, '')"
    rows = db.query(
        f"select {column} as value, entered_ago // 7 as week, count(*) from judged_visits left join journeys using (journey_id) "
        "where stage_no = 0 and is_first = 1 group by all",
        [], selection, ("judged_visits",),
    ).fetchall()  # fmt: skip
    totals: dict[str, np.ndarray] = {}
    for value, week, count in rows:
        totals.setdefault(value, np.zeros(weeks))[week] += count
    values = sorted(totals, key=lambda value: (-totals[value].sum(), value))[:LARGEST_VALUES]
    return values, [totals[value] for value in values]
