"""The recycle pool as a whole: every figure that the page, the command and the weekly review say of it, each counted once."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import numpy as np
import pandas as pd

from revflow.common.certain import certain
from revflow.insight.recycle import call_order, drying, followup, returns, value, yields
from revflow.insight.recycle.groups import Group, Grouping, grouping

Reader = Callable[[str], pd.DataFrame]
AGE_LIMITS = (13, 26, 52)  # weeks
AGE_BANDS = ("1_usual", "2_slow", "3_late", "4_stuck")  # the depth of the shade, as for stock in stages
MOVES = ["opening", "entered", "returned", "closed", "closing"]


@dataclass(frozen=True)
class GroupFigures:
    """What lies in one group, how much of it comes back within 26 weeks, and what that may bring within a year."""

    group: Group
    journeys: int
    median_age_weeks: float | None
    returned: returns.Share
    brings: value.Expected


class Pool:
    """The facts of one selection; each is worked out when it is first asked for.

    `read` gives a view's rows for what is selected, `read_all` whatever is.
    """

    def __init__(self, read: Reader, read_all: Reader) -> None:
        self.read, self.read_all = read, read_all
        self.drawn = returns.weights()
        self._curves: dict[tuple[str, int], dict[str, returns.Observed]] = {}

    # --- what lies there ---

    @cached_property
    def as_of(self) -> dt.date:
        return pd.Timestamp(self.read("review")["as_of"].iloc[0]).date()

    @cached_property
    def account(self) -> pd.DataFrame:
        """By group as it was recorded: the last 8 weeks' moves, and what lies there."""
        return self.read("pool_account")

    @cached_property
    def moves(self) -> dict[str, int]:
        """opening + entered - returned - closed = closing, over the 56 days up to as_of."""
        return {name: int(self.account[name].sum()) for name in MOVES}

    @property
    def journeys(self) -> int:
        return self.moves["closing"]

    @cached_property
    def amount(self) -> float | None:
        return number(self.account["amount"].sum(min_count=1))

    @cached_property
    def lying(self) -> pd.DataFrame:
        return self.read("pool_lying")

    @cached_property
    def grouping(self) -> Grouping:
        return grouping(self.account)

    @cached_property
    def standing(self) -> dict[int, np.ndarray]:
        """Journeys by group and age in weeks, by weeks ago (0: on as_of)."""
        rows = self.read("pool_standing")
        ages, weeks = (int(rows[name].max()) + 1 if len(rows) else 1 for name in ("age_weeks", "weeks_ago"))
        held = np.zeros((weeks, len(self.grouping.groups), ages))
        place = (rows["weeks_ago"].to_numpy(int), self.grouping.numbers(rows), rows["age_weeks"].to_numpy(int))
        np.add.at(held, place, rows["journeys"].to_numpy(float))
        return dict(enumerate(held))

    @cached_property
    def ages(self) -> pd.DataFrame:
        """week_start, age_band, journeys: how old what lay there was, now and at the end of each of the 26 weeks before."""
        rows = self.read("pool_standing")
        band = np.select([rows["age_weeks"] < limit for limit in AGE_LIMITS], AGE_BANDS[:-1], AGE_BANDS[-1])
        made = rows.assign(age_band=band).groupby(["weeks_ago", "age_band"], as_index=False)["journeys"].sum()
        last = self.as_of - dt.timedelta(days=self.as_of.weekday())
        return made.assign(
            week_start=[last - dt.timedelta(weeks=int(ago)) for ago in made["weeks_ago"]], is_complete=True
        )

    @property
    def share_old(self) -> float | None:
        """Of those who lie there, the share whose exit is a year or more ago."""
        old = self.ages[(self.ages["weeks_ago"] == 0) & (self.ages["age_band"] == AGE_BANDS[-1])]
        return float(old["journeys"].sum()) / self.journeys if self.journeys else None

    # --- what comes back ---

    @cached_property
    def cells(self) -> pd.DataFrame:
        return self.read("pool_counts")

    @cached_property
    def hazards(self) -> returns.Hazards:
        return returns.hazards(self.cells, self.grouping, self.drawn)

    @cached_property
    def returns_known(self) -> bool:
        """Whether enough came back that anything can be expected."""
        return bool(self.hazards.counts.returned.sum() >= returns.MIN_EVENTS)

    @cached_property
    def all_returned(self) -> returns.Observed | None:
        return returns.observed(self.cells, self.drawn)

    @cached_property
    def all_returned_26w(self) -> returns.Share:
        """The share of all that comes back within 26 weeks, as it was seen."""
        found, weeks = self.all_returned, returns.SHOWN_WEEKS
        events, stays = int(self.account["ever_returned"].sum()), int(self.account["ever"].sum())
        if not found or len(found.weeks) < weeks:
            return returns.Share(None, None, None, events, stays)
        value, low, high = (float(line[weeks - 1]) for line in (found.share, found.low, found.high))
        return returns.Share(value, low, high, events, stays)

    @cached_property
    def came_back_further(self) -> int:
        """How many came back further on than into the stage that follows the one they had left."""
        back = self.read("pool_returns")
        order = self.positions
        further = [
            order[into] > order.get(left, 99) + 1
            for into, left in zip(back["return_stage"], back["from_stage"], strict=True)
        ]
        return int(back.loc[further, "journeys"].sum())

    def observed_by(self, column: str, most: int) -> dict[str, returns.Observed]:
        """The curves of the largest values of from_stage or reason, `most` of them; those too small are left out."""
        if (column, most) not in self._curves:
            sizes = self.cells[self.cells["from_week"] == 0].groupby(column)["visits"].sum()
            made = (
                (name, returns.observed(self.cells[self.cells[column] == name], self.drawn))
                for name in sizes.sort_values(ascending=False).index
            )
            self._curves[column, most] = dict(islice(((name, curve) for name, curve in made if curve), most))
        return self._curves[column, most]

    # --- what it yields ---

    @cached_property
    def stages(self) -> pd.DataFrame:
        return self.read_all("stages")

    @cached_property
    def positions(self) -> dict[str, int]:
        """The main line's stages by their position, in order."""
        line = self.stages[self.stages["kind"] == "stage"].sort_values("position")
        return dict(zip(line["stage_id"], line["position"], strict=True))

    @cached_property
    def goal(self) -> str:
        info = self.read_all("load_info")
        return dict(zip(info["key"], info["value"], strict=True)).get("goal", "")

    @cached_property
    def yields(self) -> list[yields.Yield]:
        return yields.yields(self.read("yield_counts"), self.positions, self.drawn)

    @cached_property
    def a_goal(self) -> float | None:
        """What a goal is worth, where amounts are recorded."""
        return number(self.read("goal_amount")["amount"].iloc[0])

    @cached_property
    def at_goal(self) -> np.ndarray:
        """The chance that one of each group, once back, reaches the goal; by draw and group."""
        back = self.read("pool_returns")
        into = sorted(set(back["return_stage"]), key=self.positions.__getitem__)
        if not into:
            return np.full((len(self.drawn), len(self.grouping.groups)), np.nan)
        chances = value.chance_at_goal(self.yields, into, self.goal, self.positions, len(self.drawn))
        return chances @ value.places(back, self.grouping, into).T

    @cached_property
    def goals(self) -> np.ndarray:
        """Goals expected of each group within a year; by group and draw."""
        made = [
            value.goals_by_draw(self.hazards, group, self.standing[0][group], self.at_goal[:, group])
            for group in range(len(self.grouping.groups))
        ]
        return np.array(made).reshape(len(self.grouping.groups), len(self.drawn))

    @cached_property
    def brings(self) -> value.Expected:
        """Of the whole pool within a year."""
        events = int(self.hazards.counts.returned.sum())
        whole = value.expected(self.goals.sum(0), events, None)
        amounts = [group.brings.amount for group in self.groups if group.brings.amount is not None]
        return value.Expected(whole.goals, whole.low, whole.high, sum(amounts) if amounts else None)

    @cached_property
    def groups(self) -> tuple[GroupFigures, ...]:
        """The groups that hold somebody, largest first."""
        numbers, worth = (
            self.grouping.numbers(self.lying),
            self.lying["amount"].astype(float).fillna(self.a_goal or np.nan),
        )
        found = [self._figures(n, group, numbers == n, worth) for n, group in enumerate(self.grouping.groups)]
        return tuple(
            sorted(
                (figures for figures in found if figures.journeys),
                key=lambda f: (-f.journeys, f.group.from_stage, f.group.reason),
            )
        )

    def _figures(self, index: int, group: Group, mine: np.ndarray, worth: pd.Series) -> GroupFigures:
        ages = self.lying["age_weeks"][mine]
        events = int(self.hazards.counts.returned[index].sum())
        brings = value.expected(self.goals[index], events, number(worth[mine].mean()))
        median = float(ages.median()) if len(ages) else None
        return GroupFigures(group, int(mine.sum()), median, returns.returned_within(self.hazards, index), brings)

    # --- what was forgotten, and whom to call ---

    @cached_property
    def activities_recorded(self) -> bool:
        return "no-activities" not in set(self.read_all("findings")["finding"])

    @cached_property
    def missed(self) -> followup.Missed:
        exits = self.stages.loc[self.stages["recyclable"], ["stage_id", "followup_days"]]
        touches = self.read("pool_first_touches")
        return followup.missed(self.lying, touches, exits, self.activities_recorded, self.as_of)

    @cached_property
    def touched(self) -> dict[bool, returns.Observed | None]:
        """From 13 weeks on: those touched before, and those not."""
        return followup.touched_and_not(self.read("pool_landmark"), self.drawn)

    @cached_property
    def factors(self) -> call_order.Factors:
        return call_order.factors(self.read("pool_value_counts"), self.cells, self.grouping, self.hazards)

    @cached_property
    def work(self) -> pd.DataFrame | None:
        """Whom to call first; None where too little came back to say."""
        if not self.returns_known or np.isnan(self.at_goal[0]).any():
            return None
        return call_order.call_order(
            self.lying, self.hazards, self.grouping, self.factors, self.at_goal[0], self.a_goal
        )

    # --- how it goes on ---

    @cached_property
    def flow(self) -> pd.DataFrame:
        """By week, all groups together."""
        rows = self.read("pool_flow")
        return rows.groupby(["week_start", "is_complete"], as_index=False)[MOVES].sum()

    @cached_property
    def drying(self) -> drying.DryingUp | None:
        return drying.drying_up(self.hazards, self.standing[0], self.standing) if self.returns_known else None

    @cached_property
    def live(self) -> pd.DataFrame:
        """How many of those who lay there would still come back: week_start, series, journeys, oldest first."""
        last = self.as_of - dt.timedelta(days=self.as_of.weekday())
        rows = sorted(certain(self.drying).live.items(), reverse=True)
        weeks = [last - dt.timedelta(weeks=ago) for ago, _ in rows]
        return pd.DataFrame(
            {"week_start": weeks, "series": "live", "journeys": [n for _, n in rows], "is_complete": True}
        )

    @cached_property
    def first_worked(self) -> str | None:
        """The first stage that journeys come back into: where new and returned ones stand side by side."""
        into = self.read("pool_returns")["return_stage"]
        return min(into, key=self.positions.__getitem__, default=None)

    @cached_property
    def share_bought(self) -> float | None:
        """Of what came into that stage new or from the pool in the last 26 complete weeks, the share that was new."""
        whole = self.origins[self.origins["is_complete"]].sort_values("week_start").tail(26)
        new, back = int(whole["first_time"].sum()), int(whole["from_pool"].sum())
        return new / (new + back) if new + back else None

    @cached_property
    def origins(self) -> pd.DataFrame:
        """What came into that stage by week: for the first time, and from the pool."""
        rows = self.read("entry_origins")
        return rows[rows["stage_id"] == self.first_worked]


def number(value_) -> float | None:
    """A number, or None where it is not known."""
    return None if pd.isna(value_) else float(value_)
