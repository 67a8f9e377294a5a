"""The pool in sentences: the page's, the command's and the weekly review's are the same."""

from revflow.common.certain import certain
from revflow.insight.recycle.groups import REST, Group
from revflow.insight.recycle.notes import notes
from revflow.insight.recycle.pool import Pool
from revflow.insight.recycle.returns import Share
from revflow.insight.recycle.value import Expected
from revflow.insight.recycle.yields import Yield
from revflow.texts import formats, say


class Teller:
    """Says what a pool is, in one language; `called`: id -> name of stages and exits, `yen`: whether amounts are."""

    def __init__(self, pool: Pool, language: str, called: dict[str, str], yen: bool) -> None:
        self.pool, self.language, self.called, self.yen = pool, language, called, yen

    def say(self, key: str, **values) -> str:
        return say(self.language, f"recycle.{key}", **values)

    def count(self, value: float) -> str:
        return formats.count(value, self.language)

    def few(self, value: float | None) -> str:
        """A number that may be small: one digit behind the point below ten."""
        return formats.per_week(value, self.language)

    def money(self, value: float | None) -> str:
        return formats.money(value, self.language, self.yen)

    def journeys(self, value: int) -> str:
        return formats.journeys(value, self.language)

    def stage(self, stage: str) -> str:
        return self.called.get(stage, stage) or self.say("no-stage")

    def reason(self, reason: str) -> str:
        return self.say("other-reasons") if reason == REST else reason or self.say("no-reason")

    def group(self, group: Group) -> str:
        return self.say("group", stage=self.stage(group.from_stage), reason=self.reason(group.reason))

    # --- the sentences ---

    def headline(self) -> str:
        """What the page says in ten seconds."""
        said = dict(notes(self.pool))
        for code in ("no-exit", "empty"):
            if code in said:
                return self.say(f"headline-{code}")
        share, brings = self.pool.all_returned_26w, self.pool.brings
        values: dict[str, object] = {"journeys": self.journeys(self.pool.journeys)}
        if share.value is None:
            return self.say("headline-plain", **values)
        values["share"] = round(100 * share.value)
        if brings.goals is None:
            return self.say("headline-returns", **values)
        return self.say("headline", **values, goals=self.few(brings.goals), goal=self.stage(self.pool.goal))

    def sentences(self) -> list[str]:
        """The headline, then what lies behind it, each where it is known."""
        if self.pool.account.empty:
            return [self.headline()]
        return [
            self.headline(),
            *filter(None, (self.moves(), self.value(), self.against_new(), self.missed(), self.dries())),
        ]

    def moves(self) -> str:
        moves = {name: self.count(value) for name, value in self.pool.moves.items()}
        return self.say("moves", **moves)

    def value(self) -> str | None:
        """What the pool may bring within a year, with its range."""
        brings = self.pool.brings
        if brings.goals is None:
            return None
        values = {"goals": self.few(brings.goals), "low": self.few(brings.low), "high": self.few(brings.high)}
        values["goal"] = self.stage(self.pool.goal)
        if brings.amount is None:
            return self.say("value", **values)
        per_goal = brings.amount / brings.goals if brings.goals else 0.0
        return self.say(
            "value-money",
            **values,
            amount=self.money(brings.amount),
            low_amount=self.money(per_goal * certain(brings.low)),
            high_amount=self.money(per_goal * certain(brings.high)),
        )

    def compared(self) -> Yield | None:
        """Of the stage that most come back into, how many reach the goal: new against returned."""
        known = [found for found in self.pool.yields if found.reach == self.pool.goal and found.difference is not None]
        return max(known, key=lambda found: found.entered_returned, default=None)

    def against_new(self) -> str | None:
        found = self.compared()
        if not found:
            return None
        low, high, difference = certain(found.low), certain(found.high), certain(found.difference)
        key = "as-new" if low <= 0 <= high else "better" if difference > 0 else "worse"
        values = {"stage": self.stage(found.stage), "goal": self.stage(found.reach)}
        shares = {"new": formats.share(found.new), "returned": formats.share(found.returned)}
        days = formats.days(found.horizon_days, self.language)
        return self.say(f"yield-{key}", **values, **shares, days=days, **self.points(found))

    def points(self, found: Yield) -> dict[str, str]:
        """The range of a difference in points of a percent."""
        return {name: self.signed_points(certain(value)) for name, value in (("low", found.low), ("high", found.high))}

    def signed_points(self, value: float) -> str:
        points = round(100 * value, 1)
        return f"{'+' if points > 0 else '−' if points < 0 else '±'}{abs(points):.1f}"

    def pair(self, found: Yield) -> str:
        """New and returned beside one another."""
        return self.say("pair", new=formats.share(found.new), returned=formats.share(found.returned))

    def share_range(self, share: Share) -> str:
        """A share with its range; the counts where it is not known."""
        if share.value is None:
            return self.say("counts", count=share.events, of=share.stays)
        low, high = (f"{100 * certain(end):.0f}" for end in (share.low, share.high))
        return self.say("range", value=formats.share(share.value), low=low, high=high)

    def goals_range(self, brings: Expected) -> str:
        if brings.goals is None:
            return formats.UNKNOWN
        return self.say("range", value=self.few(brings.goals), low=self.few(brings.low), high=self.few(brings.high))

    def touching(self) -> str | None:
        """Whether those who were contacted come back more often, from 13 weeks after their exit on."""
        touched, not_touched = self.pool.touched[True], self.pool.touched[False]
        if not touched or not not_touched:
            return None
        weeks = min(len(touched.weeks), len(not_touched.weeks), 26)
        values = {}
        for name, found in (("touched", touched), ("untouched", not_touched)):
            value, low, high = (float(part[weeks - 1]) for part in (found.share, found.low, found.high))
            share = Share(value, low, high, found.events, found.stays)
            values[name] = self.share_range(share)
        return self.say("touching", weeks=weeks, **values)

    def missed(self) -> str | None:
        missed = self.pool.missed
        parts = []
        if missed.planned_past:
            parts.append(self.say("missed-planned", count=self.count(missed.planned_past)))
        if missed.untouched:
            key = "missed-untouched" if missed.usual_days is not None else "missed-untouched-own"
            parts.append(self.say(key, count=self.count(missed.untouched), days=missed.usual_days))
        return "".join(parts) if self.language == "ja" else " ".join(parts) or None

    def dries(self) -> str | None:
        drying = self.pool.drying
        if not drying:
            return None
        key = "dries" if drying.half_weeks is not None else "dries-not"
        return self.say(key, per_week=self.few(drying.per_week), weeks=round(drying.half_weeks or 0))

    def notes(self) -> list[str]:
        """What is not known, and why."""
        return [self.note(code, values) for code, values in notes(self.pool)]

    def note(self, code: str, values: dict) -> str:
        written = {
            "share": lambda value: formats.share(value),
            "day": lambda value: formats.day(value, self.language),
            "amount": self.money,
        }
        return self.say(f"note-{code}", **{name: written.get(name, str)(value) for name, value in values.items()})
