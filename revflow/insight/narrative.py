"""The weekly review in words: what a verdict says, what to ask about it, and what has colour in the picture.

Everything is said from a Verdict and the message files, so that page, report and command line say the same. No figure is counted
anew here.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from revflow.common import privacy
from revflow.insight.process import Marks, Station
from revflow.texts import formats, has, say
from revflow.verdict import Candidate, Verdict
from revflow.verdict.feeding import Part
from revflow.verdict.notes import Wording
from revflow.verdict.supply import SUPPLY

SHOWN_VALUES = 3
MIN_RIVAL = 0.1  # probability from which a second candidate is named beside the first
MAX_QUESTIONS = 3
MAX_SURE = 0.97  # the highest probability that is written
VERY_CLEAR, CLEAR = 0.9, 0.7  # probabilities from which on a word is used
NEARLY_ALL, MOST = 0.97, 0.8  # a share that is as good as all of it, where it is at least so much
LATER = ("volume", "bar")  # ways of feeding under which as many get through as before, one stage later


def plain(words: str) -> str:
    return words


@dataclass(frozen=True)
class Review:
    """A verdict with the words for it. `say` gives texts; `highlight` and `feeder` may put marks round names; `money` writes
    amounts, None where they are not known."""

    verdict: Verdict
    stations: tuple[Station, ...]
    departments: dict  # stage -> id of its department
    language: str
    say: Callable
    money: Callable | None = None
    highlight: Callable = plain
    feeder: Callable = plain
    shares: Callable = lambda stage, attribute, values: None  # of what came in: (before, now), None where not known

    # --- names ---

    @property
    def wording(self) -> Wording:
        return Wording(self.language, self.verdict.names)

    @property
    def status(self) -> str:
        return self.verdict.status

    def stage(self, stage: str) -> str:
        return self.say("review.supply") if stage == SUPPLY else self.wording.stage(stage)

    def department(self, department: str | None) -> str:
        return self.wording.department(department) if department else ""

    def values(self, values) -> str:
        shown = [value or self.say("review.not-recorded") for value in values[:SHOWN_VALUES]]
        return self.say("unit.comma").join(shown)

    # --- figures in words ---

    def probability(self, value: float) -> str:
        """How sure, in whole percent; never above 97%, for it was tried on few real companies yet."""
        percent = round(100 * value)
        over = percent > 100 * MAX_SURE
        return self.say("review.over") if over else self.say("review.under") if percent < 1 else f"{percent}%"

    def clarity(self, value: float) -> str:
        """The same in a word."""
        return self.say(f"review.clarity-{'very' if value >= VERY_CLEAR else 'clear' if value >= CLEAR else 'likely'}")

    def goals(self, value: float) -> str:
        return formats.per_week(value, self.language)

    def cost(self, candidate) -> str:
        """What a candidate costs a week, in a sentence: money where it is known, else goals."""
        return self.say("review.cost-a-week", cost=self.weekly_cost(candidate))

    def weekly_cost(self, candidate) -> str:
        """The same under a title that says it is a week's."""
        if self.money and candidate.amount_loss_per_week > 0:
            return self.money(candidate.amount_loss_per_week)
        return self.say("review.cost-goals", goals=self.goals(candidate.goal_loss_per_week))

    def share(self, part) -> str:
        """How much of the shortfall, in words that its range does not contradict; the range itself stands on Upstream."""
        share, low = (round(100 * limited(value)) for value in (part.share, part.low))
        if share < 100 * NEARLY_ALL:
            return self.say("review.share", share=f"{share}%")
        return self.say("review.share-nearly-all") if low >= 100 * MOST else self.say("review.share-most", low=low)

    # --- the sentences ---

    @property
    def named(self) -> Candidate | None:
        return self.verdict.bottleneck

    @property
    def leader(self) -> Candidate:
        """The same, where there is one: it is asked for only there."""
        assert self.verdict.bottleneck is not None
        return self.verdict.bottleneck

    @property
    def rival(self) -> Candidate | None:
        """The candidate that can't be told apart from the leading one, or None."""
        if self.status != "contested":
            return None
        others = [c for c in self.verdict.candidates if c.stage != self.leader.stage and c.judged]
        second = max(others, key=lambda candidate: candidate.probability, default=None)
        return second if second and second.probability >= MIN_RIVAL else None

    def headline(self) -> str:
        """Which stage, and whose; or why none is named."""
        if not self.named:
            return self.say(f"review.{self.status}")
        values = self.of(self.named, self.highlight)
        if self.status == "named" and self.leader.stage == SUPPLY:
            values["stage"] = self.highlight(self.say("review.supply-inside"))
            return self.say("review.named-supply", **values)
        if self.status == "named":
            return self.say("review.named", **values)
        if not self.rival:
            return self.say("review.contested-alone", **values)
        return self.say(
            "review.contested", **values, **self.of(self.rival, self.highlight, "other", "other_department")
        )

    def of(self, candidate, mark=plain, stage="stage", department="department") -> dict:
        """A candidate's names as values of a text."""
        return {stage: mark(self.stage(candidate.stage)), department: self.department(candidate.department)}

    def lines(self) -> list[str]:
        """What it costs, how sure, and who feeds it; or what is known instead."""
        return getattr(self, f"lines_{self.status}")()

    def lines_named(self) -> list[str]:
        return [self.price(), self.feeding()]

    def price(self) -> str:
        named = self.leader
        values = {
            "goals": self.goals(named.goal_loss_per_week),
            "goal": self.stage(self.verdict.goal),
            "clarity": self.clarity(named.probability),
        }
        if self.verdict.feeding and self.verdict.feeding.mechanism in LATER:
            missing = formats.count(max(named.shortfall, 0), self.language)
            return self.say("review.price-later", missing=missing, weeks=self.verdict.window_weeks, **values)
        if self.money and named.amount_loss_per_week > 0:
            return self.say(
                "review.price-money", amount=self.highlight(self.money(named.amount_loss_per_week)), **values
            )
        return self.say("review.price", **values)

    def lines_contested(self) -> list[str]:
        named, rival = self.leader, self.rival
        values = {
            "stage": self.stage(named.stage),
            "cost": self.cost(named),
            "probability": self.probability(named.probability),
        }
        if rival:
            first = self.say(
                "review.contested-price",
                **values,
                other=self.stage(rival.stage),
                other_cost=self.cost(rival),
                other_probability=self.probability(rival.probability),
            )
        else:
            first = self.say("review.contested-none", **values, none=self.probability(self.verdict.none_probability))
        if not self.verdict.feeding:
            return [first]
        return [first, self.say("review.if-it", stage=self.stage(self.leader.stage), feeding=self.fed_by())]

    def lines_none(self) -> list[str]:
        lines = [self.say("review.none-more", weeks=self.verdict.baseline_weeks)]
        nearest = max(self.verdict.candidates, key=lambda candidate: candidate.probability, default=None)
        if nearest and nearest.probability >= MIN_RIVAL:
            lines.append(
                self.say("review.none-nearest", **self.of(nearest), probability=self.probability(nearest.probability))
            )
        return lines

    def lines_insufficient(self) -> list[str]:
        missing = [(f"review.missing-{code}", values) for code, values in self.verdict.notes]
        return [self.say(key, **values) for key, values in missing if has(key)] or self.notes()

    def feeding(self) -> str:
        """Who feeds it, by what, and how much of it, as a sentence."""
        said = self.fed_by()
        return said[:1].upper() + said[1:]

    def fed_by(self) -> str:
        part = self.verdict.feeding
        if part is None:
            return ""
        values: dict[str, object] = {"share": self.share(part)}
        if part.mechanism == "unseparated":
            return self.say("review.feeding-unseparated")
        mark = plain if part.mechanism == "own" else self.feeder
        values["department"] = mark(self.department(part.department))
        few = part.attribute and names_people(part.attribute)
        if few and part.mechanism in ("own", "bar"):
            return self.say(f"review.feeding-{part.mechanism}-few", **values)
        if part.mechanism == "supply":
            counts = {"expected": self.leader.expected, "observed": self.leader.observed}
            values |= {name: formats.count(count, self.language) for name, count in counts.items()}
            values["weeks"] = self.verdict.window_weeks
        where = {"attribute": self.attribute_of(part), "values": mark(self.values(named_values(part)))}
        kind = {"mix": ("-plain", ""), "own": ("", "-where"), "supply": ("", "-where")}.get(part.mechanism, ("", ""))
        return self.say(f"review.feeding-{part.mechanism}{kind[bool(named_values(part))]}", **values, **where)

    def attribute_of(self, part) -> str:
        """The attribute, and how the share of its values has changed in what came in."""
        name = self.wording.attribute(part.attribute) if part.attribute else ""
        found = self.shares(self.leader.stage, part.attribute, part.values) if part.mechanism == "mix" else None
        if not name or not found:
            return name
        before, now = (f"{round(100 * share)}%" for share in found)
        return self.say("review.attribute-change", attribute=name, before=before, now=now)

    def notes(self) -> list[str]:
        return [self.wording.note(note) for note in self.verdict.notes]

    def how(self) -> str:
        """Whether the missing ones wait or have left."""
        named = self.leader
        if named.stage == SUPPLY:
            return self.say("review.how-supply")
        if named.lasting:
            return self.say("review.how-lasting")
        held, leaked = (
            formats.count(max(value, 0), self.language) for value in (named.excess_waiting, named.excess_exits)
        )
        if named.excess_waiting > 2 * max(named.excess_exits, 0):
            return self.say("review.how-held", held=held)
        if named.excess_exits > 2 * max(named.excess_waiting, 0):
            return self.say("review.how-leaked", leaked=leaked)
        return self.say("review.how-both", held=held, leaked=leaked)

    def why(self, candidate) -> str:
        """What speaks for or against a candidate."""
        code, values = candidate.why or ("no-shortfall", {})
        key = f"review.why-{code}"
        return self.say(key, **values) if has(key) else self.wording.why(candidate)

    def before(self, earlier) -> str:
        """What the verdict of the week before was."""
        named, now = earlier.bottleneck, self.named
        if not named:
            both = earlier.status == self.status == "none"
            return self.say("review.now-none" if both else f"review.before-{earlier.status}")
        if earlier.status == "contested":
            return self.say("review.before-contested", stage=self.stage(named.stage))
        same = now and self.status == "named" and now.stage == named.stage
        return self.say(f"review.before-{'same' if same else 'other'}", **self.of(named))

    # --- the picture ---

    def marks(self) -> Marks:
        """What has colour: the bottleneck (or the two that can't be told apart) and the way it is fed."""
        if not self.named:
            return Marks()
        if self.status == "contested":
            rival = self.rival.stage if self.rival else None
            return Marks(self.leader.stage, rival=rival, tag=self.say("review.tag-contested"))
        feeder = self.feeding_edge()
        return Marks(
            self.leader.stage,
            feeder,
            self.label(self.verdict.feeding) if feeder and self.verdict.feeding else "",
            tag=self.say("review.tag"),
        )

    def feeding_edge(self) -> tuple[str, str] | None:
        """From the last stage of the feeding department before the bottleneck to the bottleneck."""
        part, stage = self.verdict.feeding, self.leader.stage
        order = [station.stage_id for station in self.stations]
        if part is None or part.mechanism in ("own", "supply", "unseparated") or stage not in order:
            return None
        before = [s for s in order[: order.index(stage)] if self.departments.get(s) == part.department]
        return (before[-1], stage) if before else None

    def label(self, part: Part) -> str:
        end = "-plain" if part.mechanism == "mix" and not named_values(part) else ""
        share = round(100 * limited(part.share))
        all_of_it = share >= 100 * NEARLY_ALL
        said = self.say("review.label-nearly-all") if all_of_it else self.say("review.label-share", share=f"{share}%")
        return self.say(f"review.label-{part.mechanism}{end}", share=said, values=self.values(named_values(part)))

    # --- what to ask ---

    def questions(self) -> list[tuple[str, str]]:
        """Up to three questions as (department, question), in the order of the line."""
        if not self.named:
            return []
        if self.status == "contested":
            asked = [c for c in (self.named, self.rival) if c and c.stage != SUPPLY]
            return [
                (self.department(c.department), self.say("review.ask-contested-stage", stage=self.stage(c.stage)))
                for c in asked
            ]
        part = self.verdict.feeding
        mechanism = part.mechanism if part else "own"
        return getattr(self, f"ask_{mechanism}")(part)[:MAX_QUESTIONS]

    def ask(self, department: str | None, key: str, values: str = "") -> tuple[str, str]:
        """One question; with the values named where there are any."""
        key, named = f"review.ask-{key}", self.leader
        return (
            self.department(department),
            self.say(key, stage=self.stage(named.stage), values=values, weeks=self.verdict.window_weeks),
        )

    def stage_before(self) -> str | None:
        """The department that hands over to the bottleneck."""
        order = [station.stage_id for station in self.stations]
        place = order.index(self.leader.stage) if self.leader.stage in order else 0
        return self.departments.get(order[place - 1]) if place else None

    def between(self, part) -> str | None:
        """The department between the feeder and the bottleneck."""
        before = self.stage_before()
        return before if before not in (None, part.department, self.leader.department) else None

    def ask_mix(self, part) -> list:
        values = self.values(named_values(part))
        end = "" if values else "-plain"
        asked = [self.ask(part.department, f"mix-feeder{end}", values)]
        if self.between(part):
            asked.append(self.ask(self.between(part), f"mix-between{end}", values))
        return [*asked, self.ask(self.leader.department, f"mix-stage{end}", values)]

    def ask_volume(self, part) -> list:
        asked = [self.ask(part.department, "volume-feeder")]
        if self.between(part):
            asked.append(self.ask(self.between(part), "volume-between"))
        return [*asked, self.ask(self.leader.department, "volume-stage")]

    def ask_bar(self, part) -> list:
        return [self.ask(part.department, "bar-feeder"), self.ask(self.leader.department, "bar-stage")]

    def ask_own(self, part) -> list:
        named, before = self.leader, self.stage_before()
        values = self.values(named_values(part))
        waits = named.lasting or named.excess_waiting > named.excess_exits
        asked = [self.ask(before, "own-before")] if before and before != named.department else []
        kind = "own-stage-lasting" if named.lasting else "own-stage-where" if values else "own-stage"
        asked.append(self.ask(named.department, kind, values))
        return [*asked, self.ask(named.department, "own-waiting" if waits else "own-leaving")]

    def ask_supply(self, part) -> list:
        values = self.values(named_values(part))
        asked = [self.ask(part.department, "supply-stage-where" if values else "supply-stage", values)]
        after = next((d for d in map(self.departments.get, self.order()) if d != part.department), None)
        return [*asked, self.ask(after, "supply-after")] if after else asked

    def ask_unseparated(self, part) -> list:
        before = self.stage_before()
        asked = [self.ask(before, "unseparated-before")] if before and before != self.leader.department else []
        return [*asked, self.ask(self.leader.department, "unseparated-stage")]

    def order(self) -> list[str]:
        return [station.stage_id for station in self.stations]


def in_plain_text(verdict: Verdict, language: str) -> list[str]:
    """A verdict as the command line prints it: the answer, what was compared, why no other stage, and the notes."""
    money = partial(formats.money, language=language, yen=verdict.names.get("yen", False))
    found = Review(verdict, (), {}, language, partial(say, language), money)
    lines = [found.headline(), compared(found), *found.lines()]
    if found.named:
        lines.append(found.how())
    if others := [c for c in verdict.candidates if not found.named or c.stage != found.named.stage]:
        lines += [say(language, "verdict.others"), *(f"- {found.wording.why(candidate)}" for candidate in others)]
    if verdict.notes:
        lines += [say(language, "verdict.notes"), *(f"- {note}" for note in found.notes())]
    return lines


def compared(found: Review) -> str:
    """Which weeks were held against which."""
    judged, language = found.verdict, found.language
    if judged.status == "insufficient":
        return found.say("review.compared-short", to=formats.day(judged.as_of, language))
    first = judged.as_of - dt.timedelta(days=7 * judged.window_weeks - 1)
    days = {"from": formats.day(first, language), "to": formats.day(judged.as_of, language)}
    return found.say("review.compared", **days, weeks=judged.baseline_weeks)


def limited(share: float) -> float:
    """A share of the shortfall as it is shown: between none and all of it."""
    return min(max(float(share), 0.0), 1.0)


def names_people(attribute: str) -> bool:
    """Whether an attribute's values are persons: they are not named where a page hangs on a wall."""
    return privacy.holds_staff(attribute)


def named_values(part) -> tuple:
    """The values that may be named."""
    return part.values if part and part.attribute and not names_people(part.attribute) else ()


def run_of(rows: list[dict]) -> int:
    """For how many weeks in a row, from the newest back, the same stage has been named; `rows` newest first."""
    if not rows or rows[0]["status"] != "named":
        return 0
    stage, count = rows[0]["stage"], 0
    for row in rows:
        if row["status"] != "named" or row["stage"] != stage:
            break
        count += 1
    return count
