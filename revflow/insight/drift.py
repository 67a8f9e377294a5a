"""Definition drift: whether a number that is judged by feel moves while the next one falls.

A hand-over is judged by its own people: what they pass on, others have to take. Two questions are asked of the counts in
the view `handovers`:

- **By person**: does what somebody hands over get through the next stage as often as everybody's, but for chance? A
  funnel plot with exact binomial limits answers that without a ranking (Spiegelhalter 2005, 'Funnel plots for comparing
  institutional performance', Statistics in Medicine 24:1185). Beside the raw share stands the one to expect of a person,
  drawn toward everybody's the fewer there are (empirical Bayes, beta-binomial by moments: Kleinman 1973, 'Proportions
  with extraneous variance', JASA 68:46).
- **Over time**: has the share passed on risen while the share that gets through fell? Three months against the up to
  twelve before, each a two-sided test of two proportions, its variance widened by as much as the months before scatter
  more than chance would have them (quasi-binomial). Named only where both changes are beyond chance (the larger of the
  two p counts), after Holm's correction for the number of hand-overs looked at, and where each is a tenth at least.

It says what the numbers are consistent with: another kind of input does the same to both rates.
"""

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

RECENT, BEFORE, MIN_BEFORE = 3, 12, 3  # months
MIN_WORKED, MIN_HANDED = 30, 20  # in the recent months and in those before: fewer can't show a tenth
CHANGE = 0.1  # of the rate: less is beyond chance only where there are thousands, and nobody would act on it
ALPHA = 0.05
LEVELS = (0.95, 0.998)
FEW, MOST = 0.5, 0.75  # it is 'mostly some' where at most half of the people carry three quarters of the rise
FUNNEL_MONTHS = 12


@dataclass(frozen=True)
class Giver:
    """One person at one hand-over; `place` is 0 within 95%, ±1 beyond it, ±2 beyond 99.8%."""

    person: str
    handed: int
    through: int
    shrunk: float
    limits: tuple[tuple[float, float], tuple[float, float]]
    place: int

    @property
    def rate(self) -> float:
        return self.through / self.handed


@dataclass(frozen=True)
class Rates:
    """A hand-over in some months: what of the work was passed on, and what of that got through."""

    worked: int
    passed_on: int
    handed: int
    through: int

    @property
    def into(self) -> float:
        return self.passed_on / self.worked if self.worked else math.nan

    @property
    def out(self) -> float:
        return self.through / self.handed if self.handed else math.nan


@dataclass(frozen=True)
class Shift:
    """One hand-over, lately against before. `p` is that of both changes together, `named` after the correction."""

    stage: str
    first_month: object  # of the recent ones
    before: Rates
    now: Rates
    p: float
    named: bool
    carriers: tuple[str, ...] = ()  # the few who carry most of the rise, or nobody

    @property
    def enough(self) -> bool:
        return not math.isnan(self.p)


def binomial(count: int, rate: float) -> np.ndarray:
    """The chances of 0..count successes; shape (count + 1,)."""
    if rate <= 0 or rate >= 1:
        return np.eye(count + 1)[count if rate >= 1 else 0]
    steps = np.arange(1, count + 1)
    logs = np.concatenate([[0.0], np.cumsum(np.log((count - steps + 1) / steps) + math.log(rate) - math.log1p(-rate))])
    return np.exp(logs + count * math.log1p(-rate))


def limits(rate: float, count: int, level: float) -> tuple[float, float]:
    """The shares between which chance leaves `level` of all people who hand over `count` at the company's `rate`.

    Exact quantiles of the binomial, interpolated between whole numbers so that the curves are smooth (Spiegelhalter
    2005, appendix A.1.1); the upper one is the lower one of those that don't get through, so that both are left out
    exactly by counts that are rarer than the tail. Raises ValueError where count is below one.
    """
    if count < 1:
        raise ValueError("Limits need at least one hand-over.")
    tail = (1 - level) / 2
    return _quantile(count, rate, tail) / count, 1 - _quantile(count, 1 - rate, tail) / count


def _quantile(count: int, rate: float, tail: float) -> float:
    """The number of successes below which chance leaves `tail`, between whole numbers; 0 where none is that rare."""
    chances = binomial(count, rate)
    reached = np.cumsum(chances)
    k = int(np.searchsorted(reached, tail))
    return max(k - (reached[k] - tail) / chances[k], 0.0)


def beta_of(through: np.ndarray, handed: np.ndarray) -> tuple[float, float]:
    """Mean and strength (in hand-overs) of the beta from which people's shares seem drawn, by Kleinman's moments.

    The strength is infinite where people differ no more than chance has them.
    """
    rates, weights = through / handed, handed.astype(float)
    for _ in range(20):
        total = weights.sum()
        mean = float((weights * rates).sum() / total)
        spread = float((weights * (rates - mean) ** 2).sum())
        chance = mean * (1 - mean) * float((weights / handed * (1 - weights / total)).sum())
        whole = mean * (1 - mean) * float((weights * (1 - 1 / handed) * (1 - weights / total)).sum())
        share = min(max((spread - chance) / whole, 0.0), 1.0) if whole > 0 else 0.0
        weights = handed / (1 + share * (handed - 1))
    return mean, (1 - share) / share if share > 0 else math.inf


def shrunk(through: np.ndarray, handed: np.ndarray) -> np.ndarray:
    """The share to expect of each person: their own, drawn toward everybody's the fewer there are."""
    mean, strength = beta_of(through, handed)
    if math.isinf(strength):
        return np.full(len(handed), mean)
    return (through + strength * mean) / (handed + strength)


def givers(rows: pd.DataFrame, without: frozenset[str] = frozenset()) -> list[Giver]:
    """The people of one hand-over, in the last twelve months of it, most hand-overs first.

    `rows`: those of `handovers` for one stage; `without`: owners that are no people.
    """
    known = rows[(rows["person"] != "") & ~rows["person"].isin(without) & (rows["handed"] > 0)]
    known = known[known["month"].isin(last_months(known, FUNNEL_MONTHS))]
    counts = known.groupby("person")[["handed", "got_through"]].sum().reset_index()
    if counts.empty:
        return []
    counts = counts.sort_values(["handed", "person"], ascending=[False, True])
    handed, through = (counts[name].to_numpy(dtype=np.int64) for name in ("handed", "got_through"))
    company, expected = through.sum() / handed.sum(), shrunk(through, handed)
    found = []
    for person, count, done, share in zip(counts["person"], handed, through, expected, strict=True):
        near, far = (limits(company, int(count), level) for level in LEVELS)
        ranges = near, far
        beyond = sum(done / count < low - 1e-12 or done / count > high + 1e-12 for low, high in ranges)
        found.append(
            Giver(person, int(count), int(done), float(share), ranges, beyond if done / count > company else -beyond)
        )
    return found


def last_months(rows: pd.DataFrame, count: int) -> list:
    return sorted(rows["month"].unique())[-count:]


def shifts(rows: pd.DataFrame) -> list[Shift]:
    """Every hand-over lately against before, in the order of `rows`; named after Holm's correction.

    `rows`: those of `handovers`, all stages. What somebody nobody recorded handed over counts here as well.
    """
    found = [_shift(stage, part) for stage, part in rows.groupby("stage_id", sort=False)]
    looked_at = [shift for shift in found if shift.enough]
    named = holm([shift.p for shift in looked_at], ALPHA)
    yes = {shift.stage for shift, passed in zip(looked_at, named, strict=True) if passed and material(shift)}
    return [
        Shift(
            s.stage,
            s.first_month,
            s.before,
            s.now,
            s.p,
            True,
            carriers(rows[rows["stage_id"] == s.stage], s.first_month),
        )
        if s.stage in yes
        else s
        for s in found
    ]


def material(shift: Shift) -> bool:
    """Whether more is passed on and less gets through, each by a tenth at least."""
    before, now = shift.before, shift.now
    return now.into >= (1 + CHANGE) * before.into and now.out <= (1 - CHANGE) * before.out


def together(shift: Shift) -> str:
    """Whether what comes through both is 'same', 'fewer' or 'more', beyond chance: of the work, the share that got through."""
    before, now = shift.before, shift.now
    rates = before.into * before.out, now.into * now.out
    through = [round(rate * part.worked) for rate, part in zip(rates, (before, now), strict=True)]
    if changed(through[0], before.worked, through[1], now.worked) > ALPHA:
        return "same"
    return "fewer" if rates[1] < rates[0] else "more"


def _shift(stage: str, rows: pd.DataFrame) -> Shift:
    months = rows.groupby("month")[["worked", "passed_on", "handed", "got_through"]].sum().sort_index()
    months = months.loc[: months.index[months["handed"] > 0].max()] if (months["handed"] > 0).any() else months[:0]
    now, before = months[-RECENT:], months[:-RECENT][-BEFORE:]
    earlier, lately = (Rates(*(int(part[name].sum()) for name in months)) for part in (before, now))
    first = now.index[0] if len(now) else None
    short = any(part.worked < MIN_WORKED or part.handed < MIN_HANDED for part in (earlier, lately))
    if len(before) < MIN_BEFORE or short:
        return Shift(stage, first, earlier, lately, math.nan, False)
    into = changed(
        earlier.passed_on, earlier.worked, lately.passed_on, lately.worked, scatter(before, "passed_on", "worked")
    )
    out = changed(
        earlier.through, earlier.handed, lately.through, lately.handed, scatter(before, "got_through", "handed")
    )
    return Shift(stage, first, earlier, lately, max(into, out), False)


def changed(before: int, of_before: int, now: int, of_now: int, scattered: float = 1.0) -> float:
    """Two-sided p of two proportions being one (pooled z); `scattered` widens the variance."""
    pooled = (before + now) / (of_before + of_now)
    variance = scattered * pooled * (1 - pooled) * (1 / of_before + 1 / of_now)
    if variance <= 0:
        return 1.0
    return math.erfc(abs(now / of_now - before / of_before) / math.sqrt(2 * variance))


def scatter(months: pd.DataFrame, done: str, of: str) -> float:
    """How many times more months differ than chance would have them (Pearson's chi-square by its degrees), at least 1."""
    whole = months[months[of] > 0]
    total = whole[of].sum()
    rate = whole[done].sum() / total if total else 0.0
    if len(whole) < MIN_BEFORE or rate <= 0 or rate >= 1:
        return 1.0
    squares = (whole[done] - rate * whole[of]) ** 2 / (rate * (1 - rate) * whole[of])
    return max(1.0, float(squares.sum()) / (len(whole) - 1))


def holm(values: list[float], alpha: float) -> list[bool]:
    """Which of several tests stand at a family-wise `alpha` (Holm 1979)."""
    order = sorted(range(len(values)), key=values.__getitem__)
    passed = [False] * len(values)
    for rank, place in enumerate(order):
        if values[place] > alpha / (len(values) - rank):
            break
        passed[place] = True
    return passed


def carriers(rows: pd.DataFrame, first_month) -> tuple[str, ...]:
    """The few people whose own share passed on rose so much that they carry most of the rise; nobody where it is spread."""
    people = rows[rows["person"] != ""]
    now = people[people["month"] >= first_month].groupby("person")[["worked", "passed_on"]].sum()
    months = sorted(rows.loc[rows["month"] < first_month, "month"].unique())[-BEFORE:]
    before = people[people["month"].isin(months)].groupby("person")[["worked", "passed_on"]].sum()
    company = before["passed_on"].sum() / max(before["worked"].sum(), 1)
    usual = (before["passed_on"] / before["worked"].where(before["worked"] > 0)).reindex(now.index).fillna(company)
    rise = (now["passed_on"] - usual * now["worked"]).clip(lower=0).sort_values(ascending=False)
    if rise.sum() <= 0 or len(rise) < 3:
        return ()
    needed = int((rise.cumsum() < MOST * rise.sum()).sum()) + 1
    return tuple(rise.index[:needed]) if needed <= FEW * len(rise) else ()
