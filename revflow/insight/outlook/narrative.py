"""The outlook in sentences: the page's, the command's and the weekly review's are the same."""

import datetime as dt

from revflow.common.certain import certain
from revflow.insight.outlook.backtest import JUDGED, TRIED
from revflow.insight.outlook.outlook import Outlook, Span
from revflow.insight.outlook.plan import Plan
from revflow.insight.outlook.seen import FORGOTTEN, SILENT
from revflow.insight.outlook.what_if import CAPACITY, SUPPLY, Gain, Room, WhatIf
from revflow.texts import formats, say

NOTHING = 0.5  # of an arrival
MOST_LEVERS = 3
SURELY, HARDLY = 0.99, 0.01  # chances beyond which no figure is given


class Teller:
    """Says what an outlook is, in one language; `called`: id -> name of the stages, `yen`: whether amounts are."""

    def __init__(self, outlook: Outlook, language: str, called: dict[str, str], yen: bool) -> None:
        self.outlook, self.language, self.called, self.yen = outlook, language, called, yen

    def say(self, key: str, **values) -> str:
        return say(self.language, f"outlook.{key}", **values)

    def number(self, value: float) -> str:
        """A number of arrivals; one digit behind the point below ten, where it says something."""
        near = abs(value - round(value)) < 0.05
        return formats.count(round(value), self.language) if near else formats.per_week(value, self.language)

    def money(self, value: float) -> str:
        return formats.money(value, self.language, self.yen)

    def stage(self, stage: str) -> str:
        return self.called.get(stage, stage)

    @property
    def aim(self) -> str:
        """The stage whose arrivals are asked for."""
        seen = self.outlook.seen
        return self.stage(seen.to.stage if seen else self.outlook.asked or "")

    @property
    def quarter(self) -> Span | None:
        """The weeks 1 to 13; where fewer are asked for, the last span."""
        spans = self.outlook.spans
        return next((span for span in spans if (span.from_week, span.to_week) == JUDGED), spans[-1] if spans else None)

    # --- what will arrive ---

    def headline(self) -> str:
        """What the page says in ten seconds."""
        found = self.quarter
        if found is None:
            return self.say("headline-none", stage=self.aim)
        return self.say(
            "headline", stage=self.aim, weeks=found.to_week, **self.ranged(found.expected, found.low80, found.high80)
        )

    def ranged(self, value: float, low: float, high: float) -> dict[str, str]:
        return {"value": self.number(value), "low": self.number(low), "high": self.number(high)}

    def parts(self) -> str | None:
        """How much of it stands on the way today, and how much has still to come in; what it is worth."""
        found = self.quarter
        if found is None or not self.outlook.leads:
            return None
        weeks = (found.from_week, found.to_week)
        stock, new = (certain(self.outlook.expected_of(which, *weeks)) for which in ("stock", "new"))
        values = {"stock": self.number(stock), "new": self.number(new)}
        if found.amount is None:
            return self.say("parts", **values)
        return self.say("parts-money", **values, amount=self.money(found.amount))

    def tried(self) -> str | None:
        """How often the range held on the company's own past, or that it is not tried yet."""
        tried = self.outlook.backtest
        of = tried.of(JUDGED)
        if not tried.is_enough or not of:
            return None if self.quarter is None else self.say("not-tried", count=tried.apart, needed=TRIED)
        held = self.say("tried", count=len(of), held=sum(each.held for each in of))
        rival = self.against_rival()
        return held if rival is None else held + ("" if self.language == "ja" else " ") + rival

    def against_rival(self) -> str | None:
        """Which was nearer, ours or the better of two simple forecasts."""
        tried = self.outlook.backtest
        if tried.rival is None or tried.skill is None:
            return None
        rival = self.say(f"rival-{tried.rival}")
        if tried.skill < 0:
            return self.say("rival-shown", rival=rival)
        return self.say("rival-beaten", rival=rival, share=f"{round(100 * tried.skill)}%")

    # --- against plan ---

    def plan(self, short: bool = False) -> str | None:
        """Where it will land, in one sentence."""
        found = self.outlook.plan
        if found is None:
            return None
        return self.say(
            "plan-over" if self._is_over(found) else "plan-short" if short else "plan",
            stage=self.stage(found.aim.stage),
            period=period_name(found.aim.period, found.aim.begins, self.language),
            target=formats.exact(round(found.aim.target)),
            so_far=formats.exact(found.so_far),
            **self.ranged(found.landing, found.low80, found.high80),
        )

    def plan_line(self, short: bool = False) -> str | None:
        """Where it will land, and how likely the target is."""
        said = list(filter(None, (self.plan(short), self.plan_chance())))
        return ("" if self.language == "ja" else " ").join(said) or None

    def plan_chance(self) -> str | None:
        found = self.outlook.plan
        if found is None:
            return None
        if found.so_far >= found.aim.target:
            return self.say("plan-reached")
        if not HARDLY <= found.chance <= SURELY:
            return self.say("plan-hardly" if found.chance < HARDLY else "plan-surely")
        return self.say("plan-chance", chance=f"{round(100 * found.chance)}%")

    @staticmethod
    def _is_over(found: Plan) -> bool:
        return found.high80 <= found.so_far

    # --- what if ---

    def lever(self, found: WhatIf) -> str:
        """What it would bring, since when it is felt, and what limits it then."""
        if found.gain is None:
            return self.say(
                "not-limited", stage=self._place(found.stage), change=f"{round(100 * (found.change or 0))}%"
            )
        if found.gain.gain_26w < NOTHING:
            return self.say("nothing-to-speak-of", stage=self._place(found.stage), goal=self.aim)
        said = [self._gain(found, found.gain), self._felt(found.gain), self._next(found)]
        return ("" if self.language == "ja" else " ").join(filter(None, said))

    def choke_next(self, room: Room | None) -> str:
        """Where it would choke next, for a company in which nothing does now; `room`: the tightest stage that shows a limit."""
        if room is None:
            return self.say("room-none")
        values = {
            "stage": self.stage(room.stage),
            "can": self.number(5 * room.can),
            "comes": self.number(5 * room.comes),
        }
        if room.share < 0:
            return self.say("room-over", **values)
        return self.say("room", **values, share=f"{round(100 * room.share)}%")

    def worth_saying(self, what_if: list[WhatIf]) -> list[WhatIf]:
        """The first levers that bring something within 13 weeks."""
        return [found for found in what_if if found.gain and found.gain.gain_13w >= NOTHING][:MOST_LEVERS]

    def short(self, found: WhatIf) -> str:
        """The same beside others, in a few words: what is done, and what it brings within 13 weeks."""
        gain = certain(found.gain)
        return self.say(
            "lever-short",
            what=self.decided(found),
            goal=self.aim,
            **self.ranged(*(max(value, 0.0) for value in (gain.gain_13w, gain.low80, gain.high80))),
        )

    def decided(self, found: WhatIf) -> str:
        """What would be decided, in the words of a decision."""
        kind = "supply" if found.stage == SUPPLY else found.kind
        change = f"{round(100 * (found.change or 0))}%"
        return self.say(f"decided-{kind}", stage=self._place(found.stage), change=change)

    def _gain(self, found: WhatIf, gain: Gain) -> str:
        key = "capacity" if found.kind == CAPACITY else "supply" if found.stage == SUPPLY else "relieved"
        open_ = "-open" if gain.low80 <= 0 else ""
        return self.say(
            f"gain-{key}{open_}",
            stage=self._place(found.stage),
            goal=self.aim,
            change=f"{round(100 * (found.change or 0))}%",
            value26=self.number(max(gain.gain_26w, 0.0)),
            **self.ranged(*(max(value, 0.0) for value in (gain.gain_13w, gain.low80, gain.high80))),
        )

    def _felt(self, gain: Gain) -> str | None:
        return None if gain.felt is None or gain.felt < 2 else self.say("felt", week=gain.felt)

    def _next(self, found: WhatIf) -> str | None:
        if found.next is None or (found.next == SUPPLY == found.stage):
            return None
        if found.next == found.stage:
            return self.say("next-same", stage=self._place(found.stage))
        return self.say("next-supply" if found.next == SUPPLY else "next", stage=self._place(found.next))

    def _place(self, stage: str) -> str:
        return self.say("what-comes-in") if stage == SUPPLY else self.stage(stage)

    # --- all of it ---

    def sentences(self, what_if: list[WhatIf]) -> list[str]:
        """The headline, then what lies behind it, each where it is known."""
        behind = (self.parts(), self.tried(), self.plan_line(), *map(self.lever, what_if))
        return [self.headline(), *filter(None, behind)]

    def notes(self) -> list[str]:
        """What is not known, and why."""
        outlook = self.outlook
        if outlook.seen is None:
            return [self.say("note-nothing-before", stage=self.aim)]
        if outlook.paths is None:
            return [self.say("note-too-little", weeks=outlook.seen.weeks)]
        found = []
        if outlook.aim is None:
            found.append(self.say("note-no-target", stage=self.aim))
        if outlook.seen.silent_days > SILENT:
            key = "note-forgotten" if outlook.seen.silent_days > FORGOTTEN else "note-silent"
            found.append(self.say(key, days=outlook.seen.silent_days))
        if outlook.backtest.widening > 1:
            found.append(self.say("note-widened", share=f"{round(100 * certain(outlook.backtest.coverage80))}%"))
        if outlook.an_arrival is None:
            found.append(self.say("note-no-amount"))
        found.append(self.say("note-goes-on"))
        return found


def period_name(written: str, begins: dt.date, language: str) -> str:
    """A month, quarter or year, as people write them."""
    if "Q" in written:
        return formats.quarter(begins, language)
    return formats.month(begins, language) if "-" in written else say(language, "outlook.year", year=begins.year)
