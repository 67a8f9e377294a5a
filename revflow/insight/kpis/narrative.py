"""The KPIs in sentences: pages and commands say the same."""

from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd

from revflow.common.certain import certain
from revflow.insight import snapshot
from revflow.insight.kpis.controllability import Controllability
from revflow.insight.kpis.criteria import Criterion
from revflow.insight.kpis.department import Kpi, Kpis
from revflow.texts import formats, say

PER_CENT = ("linked", "stable", "recorded")  # criteria whose figure is a share


class Teller:
    """Found KPIs in a language; `stages` and `departments` are the frames of those names."""

    def __init__(self, found: Kpis, stages: pd.DataFrame, departments: pd.DataFrame, language: str) -> None:
        self.found, self.language = found, language
        self.say: Callable[..., str] = partial(say, language)
        self.stages, self.departments = (
            snapshot.names(stages, language),
            snapshot.names(departments, language, "department"),
        )

    def department(self, kpi: Kpi) -> str:
        return self.departments.get(kpi.department, kpi.department)

    def headline(self) -> str:
        """Which department falls furthest short of its own target, beyond chance."""
        if not self.found.departments:
            return self.say("kpi.headline-no-week")
        aimed = [(kpi, kpi.own.target) for kpi in self.found.departments if kpi.own.target]
        short = [(kpi, target) for kpi, target in aimed if kpi.own.high90 < target]
        if not aimed:
            return self.say("kpi.headline-no-target")
        if not short:
            return self.say("kpi.headline-even")
        worst, target = min(short, key=lambda one: one[0].own.high90 / one[1])
        return self.say(
            "kpi.headline-below",
            department=self.department(worst),
            per_week=formats.three(worst.own.per_week),
            target=formats.three(target),
        )

    def sentences(self, kpi: Kpi) -> list[str]:
        """Own, next, in whose hands, how steady: a sentence each."""
        return [
            self.own(kpi),
            self.next(kpi),
            self.hands(kpi.controllability),
            *self.steadiness(kpi),
            self.readiness(kpi),
        ]

    def own(self, kpi: Kpi) -> str:
        own = kpi.own
        values = {"stage": self.stages[own.stage], "per_week": formats.three(own.per_week)}
        values |= {"low": formats.three(own.low90), "high": formats.three(own.high90)}
        if not own.target:
            return self.say("kpi.own", **values)
        return self.say("kpi.own-target", **values, target=formats.three(own.target))

    def next(self, kpi: Kpi) -> str:
        following = kpi.next
        if following is None:
            return self.say("kpi.next-none")
        stage = self.stages[following.stage]
        if following.rate is None:
            return self.say("kpi.next-few", stage=stage, handed=following.handed)
        return self.say(
            "kpi.next",
            stage=stage,
            days=formats.days(following.horizon_days, self.language),
            rate=formats.share(following.rate),
            low=formats.share(following.low90),
            high=formats.share(following.high90),
            per_week=formats.three(certain(following.per_week)),
        )

    def hands(self, found: Controllability | None) -> str:
        """How far the number is in the department's own hands."""
        if found is None:
            return self.say("kpi.hands-few")
        if not found.is_known:
            return self.say("kpi.hands-open", low=formats.share(found.low90), high=formats.share(found.high90))
        parts = {
            name: formats.share(round(getattr(found, name), 3) or 0.0)
            for name in ("own", "volume", "mix", "external", "chance")
        }
        return self.say("kpi.hands", **parts, low=formats.share(found.own_low), high=formats.share(found.own_high))

    def steadiness(self, kpi: Kpi) -> list[str]:
        if kpi.stability is None:
            return [self.say("kpi.steady-few")]
        signals = [
            self.say("kpi.signals" if kpi.stability.signals else "kpi.signals-none", count=len(kpi.stability.signals))
        ]
        weeks = kpi.stability.weeks_to_see
        seen = self.say("kpi.never-seen") if weeks is None else self.say("kpi.seen-in", weeks=weeks)
        return [*signals, seen]

    def readiness(self, kpi: Kpi) -> str:
        """Whether the next stage's number can be carried too."""
        if not kpi.criteria:
            return self.say("kpi.ready-none")
        if kpi.ready:
            return self.say("kpi.ready")
        waiting = [self.criterion(criterion) for criterion in kpi.criteria if not criterion.met]
        return self.say("kpi.not-yet", waiting=self.say("recognise.comma").join(waiting))

    def criterion(self, criterion: Criterion) -> str:
        return self.say(f"kpi.criterion-{criterion.name.replace('_', '-')}")

    def figure(self, criterion: Criterion, value: float | None) -> str:
        """A criterion's figure as it is read."""
        if value is None:
            return ""
        if criterion.name in PER_CENT:
            return formats.share(value)
        return formats.days(value, self.language) if criterion.name == "in_time" else formats.three(value)

    def met(self, criterion: Criterion) -> str:
        return self.say({True: "kpi.met", False: "kpi.not-met", None: "kpi.unknown"}[criterion.met])

    def notes(self) -> list[str]:
        """What is not known, and for whom."""
        return [self.say(f"kpi.note-{name}") for name in ("upper-bound", "lag")]

    def board(self) -> pd.DataFrame:
        """A row a department: department, own, target, next, own_share, weeks_to_see, signals; as text."""
        return pd.DataFrame([self._row(kpi) for kpi in self.found.departments])

    def _row(self, kpi: Kpi) -> dict[str, str]:
        carried, steady, following = kpi.controllability, kpi.stability, kpi.next
        weeks = steady and steady.weeks_to_see
        return {
            "department": self.department(kpi),
            "own_stage": self.stages[kpi.own.stage],
            "own": self._range(formats.three, kpi.own.per_week, kpi.own.low90, kpi.own.high90),
            "target": formats.three(kpi.own.target) if kpi.own.target else "",
            "next_stage": self.stages[following.stage] if following else "",
            "next": self._range(formats.share, following.rate, following.low90, following.high90) if following else "",
            "own_share": self._range(formats.share, carried.own, carried.own_low, carried.own_high)
            if carried and carried.is_known
            else self.say("kpi.unknown"),
            "seen": "" if steady is None else self.say("kpi.never") if weeks is None else str(weeks),
        }

    def _range(self, form: Callable[[float], str], value: float | None, low: float | None, high: float | None) -> str:
        if value is None or low is None or high is None:
            return self.say("kpi.unknown")
        return self.say("kpi.range", value=form(value), low=form(low), high=form(high))


def control_chart(found: Kpis, kpi: Kpi) -> pd.DataFrame:
    """A row a week of the department's own number: week_start, observed, expected, low, high (limits), is_signal."""
    weeks, steady = found.observed.stages[kpi.own.stage], kpi.stability
    width = 3 * (steady.sigma if steady else 1.0) * np.sqrt(weeks.variance)
    signals = set(steady.signals if steady else ())
    return pd.DataFrame(
        {
            "week_start": found.observed.week_starts,
            "observed": weeks.observed,
            "expected": weeks.by_volume,
            "low": np.maximum(weeks.by_volume - width, 0.0),
            "high": weeks.by_volume + width,
            "is_signal": [week in signals for week in range(len(weeks.observed))],
        }
    )
