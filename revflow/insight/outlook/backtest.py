"""The outlook tried on the company's own past: every fourth week, with nothing that came later, against two simple rivals."""

from dataclasses import dataclass

import numpy as np

from revflow.insight.outlook import rivals, scores
from revflow.insight.outlook.paths import Paths, paths
from revflow.insight.outlook.seen import Seen

STEP = 4  # weeks between tries
BASELINE = 26  # weeks that must be known before one
SPANS = ((1, 4), (5, 13), (14, 26))  # whole weeks ahead, both included
JUDGED = (1, 13)  # the span that what is said of all rests on
MOST = 12  # tries: a year and what lies before it is another company
TRIED = 6  # tries that do not overlap, for a sentence on how often a range held
HELD = 0.7  # below it, of ranges of 80%, they are made wider
SHARE = 0.8
WIDEST = 3.0  # times: a range that needs more is none
DRAWS = 50  # of what may be so, for a try


@dataclass(frozen=True)
class Try:
    """One try at one span: what was seen, what was said, and what it cost to be wrong, ours and the rivals'."""

    weeks_ago: int
    span: tuple[int, int]
    seen: float
    median: float
    low: float
    high: float
    score: float
    rivals: dict[str, float]

    @property
    def held(self) -> bool:
        return self.low <= self.seen <= self.high


@dataclass(frozen=True)
class Backtest:
    tries: tuple[Try, ...]

    def of(self, span: tuple[int, int]) -> list[Try]:
        return [each for each in self.tries if each.span == span]

    @property
    def origins(self) -> int:
        """Tries of the weeks 1 to 13."""
        return len(self.of(JUDGED))

    @property
    def apart(self) -> int:
        """How many of the tries of the first four weeks do not overlap: those are all, as they begin four weeks apart."""
        return len(self.of(SPANS[0]))

    @property
    def coverage80(self) -> float | None:
        """How often a range of 80% held, over all spans."""
        return float(np.mean([each.held for each in self.tries])) if self.tries else None

    @property
    def rival(self) -> str | None:
        """The better of the two rivals, where there is one: by their scores over the spans that both were tried on."""
        names = [name for name in rivals.NAMES if all(name in each.rivals for each in self.tries)]
        return min(names, key=lambda name: sum(each.rivals[name] for each in self.tries)) if self.tries else None

    @property
    def skill(self) -> float | None:
        """How much less it cost to be wrong than the better rival's: 1 all, 0 nothing, below 0 it does worse."""
        if self.rival is None:
            return None
        theirs = sum(each.rivals[self.rival] for each in self.tries)
        return 1 - sum(each.score for each in self.tries) / theirs if theirs > 0 else None

    @property
    def is_enough(self) -> bool:
        return self.apart >= TRIED

    @property
    def widening(self) -> float:
        """By how much ranges are made wider: 1 where they held often enough."""
        held = self.coverage80
        if not self.is_enough or held is None or held >= HELD:
            return 1.0
        half = [
            abs(each.seen - each.median) / max((each.high if each.seen > each.median else each.low) - each.median, 0.5, key=abs)
            for each in self.tries
        ]  # fmt: skip
        return float(np.clip(np.quantile(np.abs(half), SHARE), 1.0, WIDEST))


def backtest(seen: Seen, seed: int = 0) -> Backtest:
    """Tries of all spans whose weeks are over."""
    tries: list[Try] = []
    for back in range(STEP, STEP * MOST + 1, STEP):
        if seen.weeks - back < BASELINE:
            break
        tries += _tried(seen, back, seed)
    return Backtest(tuple(tries))


def _tried(seen: Seen, back: int, seed: int) -> list[Try]:
    then = seen.known(back)
    spans = [span for span in (*SPANS[:2], JUDGED, SPANS[2]) if span[1] <= whole_weeks(then, back)]
    if not spans:
        return []
    weeks = max(span[1] for span in spans)
    said = paths(then, weeks, seed, DRAWS)
    if said is None:
        return []
    theirs = {name: getattr(rivals, name)(then, weeks, seed) for name in rivals.NAMES}
    return [score(seen, back, span, said, theirs) for span in spans]


def whole_weeks(then: Seen, back: int) -> int:
    """Whole weeks from Monday after the day of the try that are over by now."""
    return back if then.as_of.weekday() == 6 else back - 1


def score(seen: Seen, back: int, span: tuple[int, int], said: Paths, theirs: dict[str, np.ndarray | None]) -> Try:
    """What was said `back` weeks ago of a span that is over by now, ours and the rivals', held against what came."""
    happened, draws = came(seen, span, said), arrived(span, said)
    low, median, high = np.quantile(draws, [0.1, 0.5, 0.9])
    scored = {
        name: scores.crps(drawn[:, span[0] - 1 : span[1]].sum(axis=1), happened)
        for name, drawn in theirs.items()
        if drawn is not None
    }
    return Try(back, span, happened, float(median), float(low), float(high), scores.crps(draws, happened), scored)


def arrived(span: tuple[int, int], said: Paths) -> np.ndarray:
    """The arrivals of a span by path."""
    return said.every[:, said.weeks_between(*span)].sum(axis=1)


def came(seen: Seen, span: tuple[int, int], said: Paths) -> float:
    """The arrivals that came in a span, as it is known by now."""
    last = said.weeks[int(np.flatnonzero(said.weeks_between(*span))[-1])].last
    newest = (seen.as_of - last).days
    return float(seen.arrived[newest : newest + 7 * (span[1] - span[0] + 1)].sum())
