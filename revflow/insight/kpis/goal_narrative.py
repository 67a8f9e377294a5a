"""A goal's plan in sentences and as a table: pages and commands say the same."""

from collections.abc import Callable
from functools import partial

import pandas as pd

from revflow.insight.kpis.goal import Goal, Needed
from revflow.texts import formats, say


class GoalTeller:
    """A plan in a language; `stages` are the names of the stages by id."""

    def __init__(self, goal: Goal, stages: dict[str, str], language: str) -> None:
        self.goal, self.stages, self.language = goal, stages, language
        self.say: Callable[..., str] = partial(say, language)

    def sentences(self) -> list[str]:
        """Where it will land, what that makes of the goal, and what comes too late."""
        return [self.landing(), self.chance(), *self.first_needed(), *self.too_late()]

    def landing(self) -> str:
        goal, aim = self.goal, self.goal.plan.aim
        return self.say(
            "kpi.goal-landing",
            stage=self.stages[aim.stage],
            begins=formats.day(aim.begins, self.language),
            ends=formats.day(aim.ends, self.language),
            target=self._count(aim.target),
            so_far=self._count(goal.plan.so_far),
            from_stock=self._count(goal.plan.from_stock),
            landing=self._count(goal.plan.landing),
            low=self._count(goal.plan.low80),
            high=self._count(goal.plan.high80),
        )

    def chance(self) -> str:
        if self.goal.plan.so_far >= self.goal.plan.aim.target:
            return self.say("kpi.goal-reached")
        share = self.goal.plan.chance
        if share < 0.01 or share > 0.99:
            return self.say("kpi.goal-hardly" if share < 0.01 else "kpi.goal-surely")
        return self.say("kpi.goal-chance", chance=f"{100 * share:.0f}%")

    def first_needed(self) -> list[str]:
        """What the first stage that still counts has to take in."""
        first = next((needed for needed in self.goal.needed if needed.per_week is not None), None)
        if first is None or self.goal.plan.so_far >= self.goal.plan.aim.target:
            return []
        if first.per_week == 0:
            return [self.say("kpi.goal-nothing-more", stage=self.stages[first.stage])]
        key = "kpi.goal-needed" if first.per_week_for_80 is not None else "kpi.goal-needed-only"
        return [
            self.say(
                key,
                stage=self.stages[first.stage],
                usual=formats.three(first.usual),
                even=formats.three(first.per_week or 0.0),
                likely=formats.three(first.per_week_for_80 or 0.0),
            )
        ]

    def too_late(self) -> list[str]:
        late = [self.stages[needed.stage] for needed in self.goal.needed if needed.last_useful_day is None]
        return [self.say("kpi.goal-too-late", stages=self.say("recognise.comma").join(late))] if late else []

    def table(self) -> pd.DataFrame:
        """A row a stage: stage, usual, even, likely, until, lead; as text."""
        return pd.DataFrame([self._row(needed) for needed in self.goal.needed])

    def _row(self, needed: Needed) -> dict[str, str]:
        return {
            "stage": self.stages[needed.stage],
            "usual": formats.three(needed.usual),
            "even": self._needed(needed, needed.per_week),
            "likely": self._needed(needed, needed.per_week_for_80),
            "until": formats.day(needed.last_useful_day, self.language) if needed.last_useful_day else "–",
            "lead": self.say("kpi.goal-lead", half=needed.lead_days_50, most=needed.lead_days_85),
        }

    def _needed(self, needed: Needed, entries: float | None) -> str:
        if needed.last_useful_day is None:
            return self.say("kpi.goal-no-longer")
        return self.say("kpi.goal-not-to-be-had") if entries is None else formats.three(entries)

    def _count(self, value: float) -> str:
        return formats.exact(round(value))
