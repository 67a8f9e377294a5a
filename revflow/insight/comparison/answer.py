"""The answer to a comparison: for every group how many reached the place, in which time, and which differences are no chance.

One horizon holds for all: by it 85 of 100 arrivals had happened in the whole past, unless one of the periods has not been
followed so long. Whoever came in later than that and has not arrived is young, not lost. A group is held against the rest of
its period, or against itself in the other one. Several looks are corrected for: `beyond_chance` keeps the chance that any
name is wrong at 5% (Holm), `worth_a_look` the share of wrong ones among them at 10% (Benjamini and Hochberg).
"""

from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from revflow.common.certain import certain
from revflow.insight.comparison import incidence, ranges
from revflow.insight.comparison.cells import VALUES
from revflow.insight.comparison.question import Period, Question
from revflow.insight.drift import beta_of

ARRIVED = 0.85  # of all arrivals have happened by the horizon
LEAST = 20  # entries followed to the horizon, fewer are given as counts
MIN_EXPECTED = 5  # arrivals (and others) to expect of a group, fewer are not tested
MAX_VALUES = 12
NAMED, LOOKED_AT = 0.05, 0.10
OTHERS = ("\x00others",)  # stands for the smaller values together; no value of a file can be it
Values = tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """Entries of some values in a period. Rates are None where too few were followed; days are working days."""

    values: Values
    entered: int
    young: int
    reached: int
    rate: float | None = None
    low: float | None = None
    high: float | None = None
    pooled: float | None = None
    size: float = 0.0  # how many entries, each followed to the horizon, the rate is worth
    days: int | None = None
    days_low: int | None = None
    days_high: int | None = None
    amount: float | None = None  # of those who entered
    amount_reached: float | None = None


@dataclass(frozen=True)
class Difference:
    """A group's rate less that of the rest, or less its own in the other period. None where it can't be tested."""

    values: Values
    difference: float | None
    low: float | None
    high: float | None
    p: float | None
    p_named: float | None = None  # corrected after Holm
    p_looked_at: float | None = None  # after Benjamini and Hochberg

    @property
    def beyond_chance(self) -> bool:
        return self.p_named is not None and self.p_named <= NAMED

    @property
    def worth_a_look(self) -> bool:
        return self.p_looked_at is not None and self.p_looked_at <= LOOKED_AT


@dataclass(frozen=True)
class Side:
    """One period: all entries together, and each group."""

    period: Period
    whole: Group
    groups: tuple[Group, ...]
    known: incidence.Curves  # of the groups, in their order
    whole_known: incidence.Curves


@dataclass(frozen=True)
class Comparison:
    """`differences`: in the groups' order; `whole_difference`: of all entries, between the periods."""

    question: Question
    horizon: int | None
    entered: Side
    against: Side | None
    differences: tuple[Difference, ...] = ()
    whole_difference: Difference | None = None
    compared: int = 0
    scatter: float = 1.0
    notes: tuple[tuple[str, dict], ...] = field(default=())


def of_values(side: Side, values: Values) -> Group:
    """The group of some values; all together for none."""
    return next((group for group in side.groups if group.values == values), side.whole)


def compare(rows: pd.DataFrame, question: Question) -> Comparison:
    """The answer, from the rows of `cells.read`."""
    entered = rows[_within(rows, question.entered)]
    against = rows[_within(rows, question.against)] if question.against else None
    parts = [part for part in (entered, against) if part is not None]
    horizon, notes = _horizon(rows, parts, question)
    order = _order(parts, question)
    if horizon is None:
        sides = [_counted(part, period, order, question) for part, period in _periods(parts, question)]
        return Comparison(question, None, sides[0], sides[1] if len(sides) > 1 else None, notes=tuple(notes))
    counted = [(_cells(part, order), period, part) for part, period in _periods(parts, question)]
    sides = [_side(cells, part, period, order, horizon) for cells, period, part in counted]
    scatter = max(
        incidence.week_scatter(cells, side.known, horizon)
        for (cells, _, _), side in zip(counted, sides, strict=True)
        if len(cells.group)
    )
    sides = [_with_ranges(side, scatter) for side in sides]
    whole, differences = _differences(sides, horizon, scatter)
    tested = [d for d in (whole, *differences) if d and d.p is not None]
    compared = (
        1 if len(sides) == 1 and len(order) == 2 and len(tested) == 2 else len(tested)
    )  # of two, one test is both
    whole, *differences = _corrected([whole, *differences], one=compared == 1)
    return Comparison(
        question, horizon, sides[0], sides[1] if len(sides) > 1 else None, tuple(certain(each) for each in differences), whole, compared, scatter,
        tuple(notes + _too_few(sides)),
    )  # fmt: skip


def _within(rows: pd.DataFrame, period: Period) -> np.ndarray:
    return np.array([day in period for day in rows["entered_on"]], dtype=bool)


def _periods(parts: list, question: Question) -> list:
    return list(zip(parts, [question.entered, question.against][: len(parts)], strict=True))


# --- the horizon ---


def _horizon(rows: pd.DataFrame, parts: list[pd.DataFrame], question: Question) -> tuple[int | None, list]:
    """Working days, and what is to be said of them; None where nobody was followed long enough."""
    everyone = _cells(rows, ())
    usual = incidence.arrival_day(everyone, ARRIVED) if len(rows) else -1
    followed = min(
        incidence.longest_followed(_cells(part, ())) if part["journeys"].sum() >= LEAST else -1 for part in parts
    )
    wanted = question.horizon if question.horizon is not None else usual
    if wanted < 0:
        return None, [("nobody-arrived", {})]
    if followed < 1:
        return None, [("too-few-followed", {"least": LEAST})]
    horizon = min(wanted, followed)
    if horizon == wanted:
        return horizon, []
    whole = incidence.curves(everyone.as_one(), 1, max(wanted, horizon)).share[0]
    seen = whole[horizon] / whole[wanted] if whole[wanted] else 0.0
    return horizon, [("shorter", {"days": horizon, "wanted": wanted, "share": float(seen)})]


# --- groups ---


def _order(parts: list[pd.DataFrame], question: Question) -> tuple[Values, ...]:
    """The groups: values by how many came in, the smaller ones together where there are many."""
    if not question.by:
        return ()
    every = pd.concat(parts)
    counts = every.groupby(list(VALUES[: len(question.by)]), sort=True)["journeys"].sum()
    names = [name if isinstance(name, tuple) else (name,) for name in counts.index]
    ordered = [name for _, name in sorted(zip(-counts.to_numpy(), names, strict=True))]
    return tuple(ordered) if len(ordered) <= MAX_VALUES else (*ordered[: MAX_VALUES - 1], OTHERS)


def _group_numbers(rows: pd.DataFrame, order: tuple[Values, ...]) -> np.ndarray:
    """The group of each row, the last one for values that have none of their own; all one where none is asked for."""
    if not order or rows.empty:
        return np.zeros(len(rows), dtype=np.int64)
    columns = list(VALUES[: len(order[0])])
    number = {values: place for place, values in enumerate(order)}
    known = rows.groupby(columns, sort=False, dropna=False)
    found = known.ngroup().to_numpy()
    heads = rows[columns].iloc[np.unique(found, return_index=True)[1]].itertuples(index=False, name=None)
    places = np.array([number.get(tuple(head), len(order) - 1) for head in heads], dtype=np.int64)
    return places[found]


def _cells(rows: pd.DataFrame, order: tuple[Values, ...]) -> incidence.Cells:
    weeks = pd.to_datetime(rows["week_start"]).to_numpy().astype("datetime64[D]").astype(np.int64)
    reached = rows["days_to_reach"].astype("Float64").fillna(-1).to_numpy(dtype=np.int64)
    followed = np.maximum(rows["days_followed"].to_numpy(dtype=np.int64), 0)
    return incidence.Cells(
        _group_numbers(rows, order), weeks, reached, followed, rows["journeys"].to_numpy(dtype=np.float64)
    )


def _side(cells, rows: pd.DataFrame, period: Period, order, horizon: int) -> Side:
    known = incidence.curves(cells, max(len(order), 1), horizon)
    whole = incidence.curves(cells.as_one(), 1, horizon)
    numbers = _group_numbers(rows, order)
    groups = tuple(_group(v, rows[numbers == n], known, n, horizon) for n, v in enumerate(order))
    return Side(period, _group((), rows, whole, 0, horizon), groups, known, whole)


def _counts(values: Values, rows: pd.DataFrame, horizon: int | None) -> Group:
    """What can be counted without any estimate."""
    reached = rows["days_to_reach"].notna() & ((horizon is None) | (rows["days_to_reach"].fillna(-1) <= (horizon or 0)))
    young = ~reached & (rows["days_followed"] < horizon) if horizon is not None else ~reached
    known = rows["amounts"].sum() > 0
    return Group(
        values,
        int(rows["journeys"].sum()),
        int(rows.loc[young, "journeys"].sum()),
        int(rows.loc[reached, "journeys"].sum()),
        amount=float(rows["amount"].sum()) if known else None,
        amount_reached=float(rows.loc[reached, "amount"].sum()) if known else None,
    )


def _counted(rows: pd.DataFrame, period: Period, order, question: Question) -> Side:
    """A period of which no rate is known."""
    numbers = _group_numbers(rows, order)
    nothing = incidence.from_counts(np.zeros((1, 1)), np.zeros((1, 1)))
    groups = tuple(_counts(v, rows[numbers == n], question.horizon) for n, v in enumerate(order))
    return Side(period, _counts((), rows, question.horizon), groups, nothing, nothing)


def _group(values: Values, rows: pd.DataFrame, known: incidence.Curves, place: int, horizon: int) -> Group:
    group = _counts(values, rows, horizon)
    size, followed = float(known.size[place, horizon]), float(known.at_risk[place, horizon])
    enough = size >= LEAST and (followed >= incidence.MIN_FOLLOWED or group.young == 0)
    return replace(group, size=size, rate=float(known.share[place, horizon])) if enough else group


def _with_ranges(side: Side, scatter: float) -> Side:
    """Every rate with its range, the days they took, and the rate to expect once it is drawn toward all others'."""
    whole = _ranged(side.whole, side.whole_known, 0, scatter)
    groups = [_ranged(group, side.known, n, scatter) for n, group in enumerate(side.groups)]
    rated = [group for group in groups if group.rate is not None]
    if rated:
        sizes = np.array([group.size / scatter for group in rated])
        seen = np.array([group.rate for group in rated]) * sizes
        pooled = dict(zip([group.values for group in rated], _drawn_together(seen, sizes), strict=True))
        groups = [replace(group, pooled=pooled.get(group.values)) for group in groups]
    return replace(side, whole=whole, groups=tuple(groups))


def _drawn_together(seen: np.ndarray, sizes: np.ndarray) -> list[float]:
    """Each rate drawn toward everybody's, the fewer there are (beta-binomial, as for people at hand-overs)."""
    if len(sizes) < 2 or not 0 < seen.sum() < sizes.sum():
        return [float(rate) for rate in seen / sizes]
    mean, strength = beta_of(seen, sizes)
    if np.isinf(strength):
        return [mean] * len(sizes)
    return [float(rate) for rate in (seen + strength * mean) / (sizes + strength)]


def _ranged(group: Group, known: incidence.Curves, place: int, scatter: float) -> Group:
    if group.rate is None:
        return group
    low, high = ranges.share_range(group.rate, group.size / scatter)
    return replace(group, low=low, high=high, **_days(group, known, place, scatter))


def _days(group: Group, known: incidence.Curves, place: int, scatter: float) -> dict:
    """The days within which half of those who arrive by the horizon have arrived, with the range."""
    rate = certain(group.rate)
    arrived = rate * group.size / scatter
    if arrived < MIN_EXPECTED:
        return {}
    low, high = ranges.share_range(0.5, arrived)
    shares = {"days": 0.5, "days_low": low, "days_high": high}
    return {name: incidence.day_of_share(known, place, share * rate) for name, share in shares.items()}


# --- differences ---


def _differences(sides: list[Side], horizon: int, scatter: float) -> tuple[Difference | None, list]:
    if len(sides) == 2:
        now, then = sides
        pairs = zip(now.groups, then.groups, strict=True)
        return _difference(now.whole, then.whole, scatter), [_difference(one, two, scatter) for one, two in pairs]
    if len(sides[0].groups) < 2:
        return None, [_difference(group, Group((), 0, 0, 0), scatter) for group in sides[0].groups]
    return None, [
        _difference(group, _rest(sides[0], n, horizon, scatter), scatter) for n, group in enumerate(sides[0].groups)
    ]


def _rest(side: Side, place: int, horizon: int, scatter: float) -> Group:
    """All other groups together."""
    one, every = side.known, side.whole_known
    known = incidence.from_counts(every.at_risk - one.at_risk[[place]], every.events - one.events[[place]])
    size = float(known.size[0, horizon])
    group = Group((), side.whole.entered - side.groups[place].entered, 0, 0, size=size)
    if size < LEAST:
        return group
    rate = float(known.share[0, horizon])
    low, high = ranges.share_range(rate, size / scatter)
    return replace(group, rate=rate, low=low, high=high)


def _difference(one: Group, two: Group, scatter: float) -> Difference:
    """One less two; without a test where too few arrive, or fail to, for chance to be told."""
    if one.rate is None or two.rate is None:
        return Difference(one.values, None, None, None, None)
    low, high = ranges.difference_range(one.rate, (one.low, one.high), two.rate, (two.low, two.high))
    pooled = (one.rate * one.size + two.rate * two.size) / (one.size + two.size)
    least = min(pooled, 1 - pooled) * min(one.size, two.size)
    p = ranges.two_shares(one.rate, one.size, two.rate, two.size, scatter) if least >= MIN_EXPECTED else None
    return Difference(one.values, one.rate - two.rate, low, high, p)


def _corrected(found: list[Difference | None], one: bool) -> list[Difference | None]:
    """Each with its p corrected for all of them; `one`: they are one and the same test."""
    tested = [d for d in found if d and d.p is not None]
    values = [certain(d.p) for d in tested]
    named = values if one else ranges.holm(values)
    looked_at = values if one else ranges.benjamini_hochberg(values)
    corrected = {id(d): (n, b) for d, n, b in zip(tested, named, looked_at, strict=True)}
    return [
        replace(d, p_named=corrected[id(d)][0], p_looked_at=corrected[id(d)][1]) if d and id(d) in corrected else d
        for d in found
    ]


def _too_few(sides: list[Side]) -> list:
    few = sum(group.rate is None and group.entered > 0 for group in sides[0].groups)
    return [("few", {"count": few, "least": LEAST})] if few else []
