"""Who feeds the bottleneck: its shortfall taken apart into mix, bar, volume and the stage's own.

Mix: the expectation again, with hazards by the values of attributes decided before the stage (Kitagawa's decomposition,
on expectations instead of rates). The effects of all attributes are fitted together, so that one that merely goes with
another gets no credit, and what the changed composition explains is shared among them by Shapley. Bar: the stage before
passes on what it used to hold back. Volume: more comes in than can be worked. Own: what is left.
It says 'consistent with', not 'caused by': an attribute nobody records can feed a stage unseen, and then counts as own.
"""

from dataclasses import dataclass
from itertools import combinations
from math import factorial

import numpy as np

from revflow.verdict.counts import ADVANCED, CLEARED, LEFT, MAX_AGE
from revflow.verdict.life_table import from_hazards

GROUPS = 16  # of journeys, each left out once for the intervals
MAX_ATTRIBUTES = 3
MIN_SHARE = 0.05
MAX_CELLS = 400
FIRM_VALUE = 2.0  # events and expected events of belief that a value is like the others
FEEDS = 0.35  # least share of the shortfall for a feeder upstream
FEEDS_THRESHOLD = 0.5  # the same for bar and volume, which are told from counts alone
CLEAR_THRESHOLD = 2.2
CLEAR_WAIT = 2.0
FEW_OWNERS = 0.75  # of the excess
SURGE = 1.25
GROWN_UP = 20  # weeks of baseline
INTERVAL = 1.645  # nine tenths


@dataclass(frozen=True)
class Attribute:
    name: str
    department: str
    decided: int  # position of the stage in which it is decided; 0: at entry


@dataclass(frozen=True)
class Detail:
    """Visits to one stage by their attributes' values; the last column of `codes` is the visit's owner."""

    bucket: np.ndarray
    entered_ago: np.ndarray
    left_ago: np.ndarray
    outcome: np.ndarray
    journeys: np.ndarray
    codes: np.ndarray
    attributes: tuple
    values: tuple


@dataclass(frozen=True)
class Part:
    """One way the shortfall may have come about: its share, with an interval, and whose it is."""

    mechanism: str
    department: str | None
    share: float
    error: float
    attribute: str | None = None
    values: tuple = ()
    clear: float = 0.0  # standard errors of what happened upstream

    @property
    def low(self) -> float:
        return self.share - INTERVAL * self.error

    @property
    def high(self) -> float:
        return self.share + INTERVAL * self.error


class Cells:
    """A stage's visits by cell (a combination of values) and group: events and exposure of the baseline, the window."""

    def __init__(self, detail, columns, table, window, calendar) -> None:
        self.sizes = [len(detail.values[c]) for c in columns]
        flat = (
            np.ravel_multi_index(tuple(detail.codes[:, c] for c in columns), self.sizes)
            if columns
            else np.zeros(len(detail.bucket), int)
        )
        present, self.cell = np.unique(flat, return_inverse=True)
        self.codes = np.array(np.unravel_index(present, self.sizes)) if columns else np.zeros((0, 1), int)
        self.cells = len(present)
        self.group = detail.bucket % GROUPS
        self.hazards = table.advance, table.leave
        self.detail, self.calendar, self.window = detail, calendar, window
        oldest = int(number_range(calendar, detail))
        self.ages = min(MAX_AGE, oldest + 2)  # beyond the oldest journey there is nothing to sum
        self._baseline()
        self._window()

    def sums(self, weights, mask=None) -> np.ndarray:
        """Totals by group and cell."""
        key = self.group * self.cells + self.cell
        mask = slice(None) if mask is None else mask
        return np.bincount(key[mask], weights=weights[mask], minlength=GROUPS * self.cells).reshape(GROUPS, self.cells)

    def exposure(self, start, end, newest, oldest) -> tuple[list[np.ndarray], list[np.ndarray]]:
        """Events and expected events of a period, each [advance, leave] by group and cell.

        The period runs on the clock from `start` (excluded) to `end`, in days ago from `oldest` down to `newest`.
        """
        d, number = self.detail, self.calendar.number
        entered = number[d.entered_ago]
        left = np.where(d.left_ago >= 0, number[d.left_ago], number[0])
        first = np.clip(start - entered, -1, MAX_AGE - 1)
        last = np.clip(np.minimum(left, end) - entered, -1, MAX_AGE - 1)
        present = (last > first) & (d.entered_ago >= newest)
        expected = []
        for hazard in self.hazards:
            total = np.concatenate([[0.0], np.cumsum(hazard)])
            expected.append(self.sums(np.where(present, total[last + 1] - total[first + 1], 0.0) * d.journeys))
        inside = (d.left_ago >= newest) & (d.left_ago <= oldest)
        weights = d.journeys.astype(float)
        return [self.sums(weights, inside & (d.outcome == way)) for way in (ADVANCED, LEFT)], expected

    def _baseline(self) -> None:
        weeks, at = self.window.baseline, self.calendar.at_end_of
        self.events, self.expected = self.exposure(
            at(weeks[-1] + 1), at(weeks[0]), 7 * weeks[0], 7 * (weeks[-1] + 1) - 1
        )

    def _window(self) -> None:
        d, number, self.runs = self.detail, self.calendar.number, []
        nothing = np.zeros((GROUPS, self.cells))
        self.recent = [[nothing, nothing], [nothing, nothing]]  # events and expected events of the window
        observed = np.zeros((GROUPS, self.cells))
        key = (self.group * self.cells + self.cell) * self.ages
        shape = (GROUPS, self.cells, self.ages)
        for old, new in self.window.runs:
            begin, end = self.calendar.at_end_of(old + 1), self.calendar.at_end_of(new)
            inside = (d.left_ago >= 7 * new) & (d.left_ago < 7 * (old + 1))
            kept = ~(inside & (d.outcome == CLEARED))
            there = (d.entered_ago >= 7 * (old + 1)) & (d.left_ago < 7 * (old + 1)) & kept
            came = (d.entered_ago >= 7 * new) & (d.entered_ago < 7 * (old + 1)) & kept
            tables = []
            for mask, until in ((there, begin), (came, end)):
                ages = np.clip(until - number[d.entered_ago[mask]], 0, self.ages - 1)
                tables.append(
                    np.bincount(key[mask] + ages, weights=d.journeys[mask], minlength=np.prod(shape)).reshape(shape)
                )
            ended = inside & (d.outcome == ADVANCED)
            observed += self.sums(d.journeys.astype(float), ended)
            events, due = self.exposure(begin, end, 7 * new, 7 * (old + 1) - 1)
            self.recent = [
                [a + b for a, b in zip(*pair, strict=True)] for pair in zip(self.recent, (events, due), strict=True)
            ]
            self.runs.append((tables[0], tables[1], int(end - begin)))
        self.observed = observed
        self.whole = [(standing.sum(axis=0), entrants.sum(axis=0)) for standing, entrants, _ in self.runs]

    def effects(self, keep, with_window=True) -> list[list[np.ndarray]]:
        """Relative hazards of each value, all attributes fitted together: [way][attribute] -> array of values.

        From the baseline and the window together, the window at a level of its own: a value that was rare before is
        known better for it, and a stage that does worse with all alike is not mistaken for one that is handed others.
        """
        result = []
        for way in (0, 1):
            seen, due = keep @ self.events[way], keep @ self.expected[way]
            seen_now, due_now = keep @ self.recent[0][way] * with_window, keep @ self.recent[1][way] * with_window
            thetas = [np.ones(size) for size in self.sizes]
            for _ in range(6):
                together = np.prod([t[codes] for t, codes in zip(thetas, self.codes, strict=True)], axis=0)
                level = (seen_now.sum() + FIRM_VALUE) / ((due_now * together).sum() + FIRM_VALUE)
                for a, codes in enumerate(self.codes):
                    others = [thetas[b][self.codes[b]] for b in range(len(thetas)) if b != a]
                    weight = (due + level * due_now) * np.prod(others or [np.ones(self.cells)], axis=0)
                    top = np.bincount(codes, weights=seen + seen_now, minlength=self.sizes[a])
                    under = np.bincount(codes, weights=weight, minlength=self.sizes[a])
                    thetas[a] = (top + FIRM_VALUE) / (under + FIRM_VALUE)
            result.append(thetas)
        return result

    def present(self, keep) -> list[tuple[np.ndarray, np.ndarray, int]]:
        """Who stood there and who came, by cell and age, without the groups left out: one entry a run of the window."""
        left_out = np.flatnonzero(keep == 0)

        def kept(by_group, whole) -> np.ndarray:
            return whole - by_group[left_out].sum(axis=0) if len(left_out) else whole

        return [
            (kept(standing, whole[0]), kept(entrants, whole[1]), days)
            for (standing, entrants, days), whole in zip(self.runs, self.whole, strict=True)
        ]

    def expectation(self, effects, subset, keep, present) -> np.ndarray:
        """Expected advances of the window by cell, with the effects of a subset of the attributes."""
        hazards = []
        for way in (0, 1):
            theta = np.prod([effects[way][a][self.codes[a]] for a in subset] or [np.ones(self.cells)], axis=0)
            seen, due = (keep @ self.events[way]).sum(), ((keep @ self.expected[way]) * theta).sum()
            plain = (keep @ self.expected[way]).sum()
            theta = theta * plain / max(due, 1e-9) if seen else theta
            hazards.append(theta[:, None] * self.hazards[way][: self.ages])
        over = np.maximum(hazards[0] + hazards[1], 1.0)  # nobody leaves with more than certainty
        table = from_hazards(hazards[0] / over, hazards[1] / over)
        total = np.zeros(self.cells)
        for standing, entrants, days in present:
            there = np.flatnonzero(standing.any(axis=0))  # most ages have nobody
            later = np.minimum(there + days, self.ages - 1)
            still, done = table.survival[:, there], table.incidence_advance
            up = np.where(still > 1e-7, (done[:, later] - done[:, there]) / np.maximum(still, 1e-9), 0.0)
            total += (standing[:, there] * np.clip(up, 0, 1)).sum(-1) + (entrants * done).sum(-1)
        return total


def number_range(calendar, detail) -> int:
    """The highest age a visit of the detail can have."""
    return calendar.number[0] - calendar.number[detail.entered_ago.max(initial=0)]


def shapley(worth, players) -> dict[int, float]:
    """Shapley values of a game given as {frozenset: worth}."""
    count = len(players)
    values = {}
    for player in players:
        rest = [p for p in players if p != player]
        values[player] = sum(
            factorial(size) * factorial(count - size - 1) / factorial(count)
            * (worth[frozenset((*some, player))] - worth[frozenset(some)])
            for size in range(count) for some in combinations(rest, size)
        )  # fmt: skip
    return values


def explained(cells, keep) -> tuple[np.ndarray, float]:
    """What each attribute's changed composition explains of the shortfall, and the shortfall, at weights of groups."""
    effects, present = cells.effects(keep), cells.present(keep)
    players = range(len(cells.sizes))
    worth = {}
    for size in range(len(cells.sizes) + 1):
        for subset in combinations(players, size):
            worth[frozenset(subset)] = float(cells.expectation(effects, subset, keep, present).sum())
    pooled = worth[frozenset()]
    game = {subset: pooled - value for subset, value in worth.items()}
    return np.array([v for _, v in sorted(shapley(game, list(players)).items())]), pooled - float(
        (keep @ cells.observed).sum()
    )


def without_each(function) -> np.ndarray:
    """The jackknife error of a function of group weights."""
    left_out = np.array([function(np.where(np.arange(GROUPS) == g, 0.0, 1.0)) for g in range(GROUPS)])
    return np.sqrt((GROUPS - 1) / GROUPS * ((left_out - left_out.mean(axis=0)) ** 2).sum(axis=0))


def mix_parts(detail, columns, table, window, calendar, least=FEEDS) -> list[Part]:
    """Mix: one Part an attribute, largest first; `columns`: attributes decided before the stage.

    Errors are worked out only where a share is `least` or more.
    """
    if not columns:
        return []
    ones = np.ones(GROUPS)
    alone = [explained(Cells(detail, [column], table, window, calendar), ones) for column in columns]
    sizes = np.array([abs(parts[0]) for parts, _ in alone])
    order = [int(i) for i in np.argsort(-sizes, kind="stable")]
    least_size = MIN_SHARE * max(alone[0][1], 0.0)  # what changes nothing by itself need not compete
    chosen = [columns[i] for i in order[:MAX_ATTRIBUTES] if sizes[i] >= least_size or i == order[0]]
    cells = Cells(detail, chosen, table, window, calendar)
    while cells.cells > MAX_CELLS and len(chosen) > 1:
        chosen = chosen[:-1]
        cells = Cells(detail, chosen, table, window, calendar)

    def shares(keep) -> np.ndarray:
        parts, shortfall = explained(cells, keep)
        return parts / shortfall if shortfall > 0 else np.zeros(len(parts))

    full = shares(ones)
    error = without_each(shares) if full.max() >= least else np.full(len(full), np.inf)
    parts = [
        Part(
            "mix", detail.attributes[c].department, float(full[i]), float(error[i]), detail.attributes[c].name,
            mixed_values(cells, i, detail.values[c]), float(full[i] / max(error[i], 1e-9)),
        )
        for i, c in enumerate(chosen)
    ]  # fmt: skip
    return sorted(parts, key=lambda part: -part.share)


def mixed_values(cells, attribute, values) -> tuple[str, ...]:
    """The values whose changed share of the input costs most: rarer good ones are not named, commoner weak ones are."""
    ones = np.ones(GROUPS)
    effects = cells.effects(ones)
    theta = effects[0][attribute]
    codes = cells.codes[attribute]
    before = np.bincount(codes, weights=(ones @ cells.expected[0]), minlength=len(values))
    now = np.zeros(len(values))
    for standing, entrants, _ in cells.runs:
        now += np.bincount(codes, weights=(standing + entrants).sum(axis=(0, 2)), minlength=len(values))
    before, now = before / max(before.sum(), 1e-9), now / max(now.sum(), 1e-9)
    cost = (now - before) * (1 - theta)
    order = np.argsort(-cost, kind="stable")
    named = [i for i in order if cost[i] > 0 and now[i] > before[i]]
    kept, covered = [], 0.0
    for i in named:
        kept.append(values[i])
        covered += cost[i]
        if covered >= 0.75 * cost[named].sum():
            break
    return tuple(kept[:3])


def own_place(detail, columns, table, window, calendar) -> tuple[str | None, tuple[str, ...]]:
    """Where within the stage the shortfall sits: (attribute or 'owner', values), or (None, ()) if all over."""
    best: tuple[float, str | None, tuple[str, ...]] = (0.0, None, ())
    ones = np.ones(GROUPS)
    for column in columns:
        cells = Cells(detail, [column], table, window, calendar)
        effects = cells.effects(ones, with_window=False)
        expected = cells.expectation(effects, (0,), ones, cells.present(ones))
        missing = expected - ones @ cells.observed
        total, whole = missing.sum(), expected.sum()
        if total <= 0 or cells.cells < 2:
            continue
        order = np.argsort(-missing, kind="stable")
        for size in (1, 2):
            some = order[:size]
            share, weight = missing[some].sum() / total, expected[some].sum() / max(whole, 1e-9)
            clear = missing[some].sum() > 2.5 * np.sqrt(max(expected[some].sum(), 1.0))
            if share >= 0.7 and weight <= 0.5 and clear and share - weight > best[0]:
                names = tuple(detail.values[column][cells.codes[0][i]] for i in some)
                name = detail.attributes[column].name if column < len(detail.attributes) else "owner"
                best = (share - weight, name, names)
    return best[1], best[2]


def excess_owners(detail, table, window, calendar) -> tuple[str, ...]:
    """The owners of a stage who make up three quarters of the advances above expectation, if they are few."""
    ones, column = np.ones(GROUPS), len(detail.attributes)
    cells = Cells(detail, [column], table, window, calendar)
    expected = cells.expectation(cells.effects(ones, with_window=False), (0,), ones, cells.present(ones))
    excess = np.maximum(ones @ cells.observed - expected, 0.0)
    order = np.argsort(-excess, kind="stable")
    needed = int(np.searchsorted(np.cumsum(excess[order]), FEW_OWNERS * excess.sum())) + 1
    if cells.cells < 3 or needed > max(1, cells.cells // 3):
        return ()
    return tuple(detail.values[column][cells.codes[0][i]] for i in order[:needed])


def threshold_part(judgement, residual_y, departments, stage) -> Part | None:
    """A lowered qualification threshold: the stage before, in another department, passes on clearly more of what leaves it."""
    before = stage - 1
    if before < 0 or departments[before] == departments[stage]:
        return None
    if not (residual_y.variance[before] > 0 and residual_y.variance[stage] > 0):
        return None  # so few journeys that nothing is known of chance
    extra, deviation = -residual_y.value[before], np.sqrt(residual_y.variance[before])
    falls = residual_y.value[stage] / np.sqrt(residual_y.variance[stage])
    if extra < CLEAR_THRESHOLD * deviation or falls < 1.0:
        return None
    shortfall = judgement.balance.shortfall[stage]
    rate = judgement.yield_of[stage]
    share = min(1.0, extra * rate / max(shortfall, 1e-9))
    error = share * deviation / extra  # the shortfall's own noise bears on all parts alike
    return Part("bar", departments[before], float(share), float(error), clear=float(extra / deviation))


def volume_part(weekly, judgement, residual_h, departments, stage) -> Part | None:
    """Volume: clearly more comes in than half a year before, and waits, while no fewer are worked than before."""
    counts, window = weekly.counts, judgement.window
    if len(window.baseline) < GROWN_UP:  # a young company grows everywhere
        return None
    flows = [counts.fresh[0], counts.entered[stage]]
    ratio_supply, _ = growth_of(flows[0], weekly.ticks, window)
    ratio, extra = growth_of(flows[1], weekly.ticks, window)
    waiting = residual_h.value[stage] / np.sqrt(residual_h.variance[stage])
    worked, _ = growth_of((weekly.advanced + weekly.left)[stage].sum(axis=-1), weekly.ticks, window)
    usual = extra / max(ratio - 1, 1e-9)
    if ratio < SURGE or waiting < CLEAR_WAIT or extra < 3 * np.sqrt(usual) or worked < 0.95:
        return None
    source = 0
    if ratio_supply - 1 < 0.4 * (ratio - 1):
        for earlier in range(stage):
            grown, _ = growth_of(weekly.advanced[earlier].sum(axis=-1), weekly.ticks, window)
            if grown - 1 >= 0.4 * (ratio - 1):
                source = earlier
                break
    shortfall = judgement.balance.shortfall[stage]
    share = min(1.0, extra * judgement.yield_of[stage] / max(shortfall, 1e-9))
    error = share * np.sqrt(judgement.balance.spread[stage]) / max(shortfall, 1e-9)
    return Part("volume", departments[source], float(share), float(error), clear=float(extra / np.sqrt(usual)))


def growth_of(by_week, ticks, window) -> tuple[float, float]:
    """A flow in the window against its median of the half year before: ratio, and how many more."""
    weeks = [week for old, new in window.runs for week in range(new, old + 1)]
    before = [week for week in window.baseline if ticks[week] > 0][:26]
    usual = float(np.median(by_week[before] / ticks[before])) * ticks[weeks].sum() if before else 0.0
    now = float(by_week[weeks].sum())
    return now / max(usual, 1e-9), now - usual


def take_apart(weekly, judgement, departments, stage, detail, table, calendar, mixes, fully=True) -> list[Part]:
    """All parts of a stage's shortfall, the deciding one first; `fully`: with where it sits."""
    residual = judgement.residual
    others = [
        threshold_part(judgement, residual["Y"], departments, stage),
        volume_part(weekly, judgement, residual["H"], departments, stage),
    ]
    if others[0] and others[1] and others[0].share >= 0.5:
        others[1] = None  # more comes in because the threshold is lower
    upstream = [p for p in mixes if p.department != departments[stage]] + [p for p in others if p]
    upstream = by_department(upstream)
    taken = sum(max(part.share, 0.0) for part in upstream)
    error = float(np.sqrt(sum(part.error**2 for part in upstream)))
    places = [*list(range(len(detail.attributes))), len(detail.attributes)]
    attribute, values = own_place(detail, places, table, judgement.window, calendar) if fully else (None, ())
    own = Part("own", departments[stage], 1 - min(taken, 1.0), error, attribute, values)
    return decide(upstream, own)


def by_department(parts) -> list[Part]:
    """Mix of several attributes that one department decides counts together, named by the largest."""
    result = []
    for part in parts:
        same = [p for p in parts if p.mechanism == "mix" and p.department == part.department]
        if part.mechanism != "mix":
            result.append(part)
        elif part is same[0]:
            share, error = sum(p.share for p in same), float(np.sqrt(sum(p.error**2 for p in same)))
            clear = share / max(error, 1e-9)
            result.append(Part("mix", part.department, share, error, part.attribute, part.values, clear))
    return sorted(result, key=lambda part: -part.share)


def decide(upstream, own) -> list[Part]:
    """The part that is named first: the largest upstream one from FEEDS on, else own.

    Where the interval of an upstream one reaches down to 0, the data can't tell it from own: 'unseparated'.
    """
    strong = [part for part in upstream if part.share >= (FEEDS if part.mechanism == "mix" else FEEDS_THRESHOLD)]
    leading = strong[0] if strong else None
    if leading and leading.low <= 0:
        unseparated = Part("unseparated", None, min(leading.share, 1.0), leading.error, clear=leading.clear)
        return [unseparated, *upstream, own]
    if leading:
        return [leading, own, *(part for part in upstream if part is not leading)]
    return [own, *upstream]
