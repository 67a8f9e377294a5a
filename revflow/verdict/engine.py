"""The verdict: one bottleneck or none, its price, and who feeds it; figures, statuses and what stands in the JSON."""

import datetime as dt
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from revflow.common.errors import UnusableInput
from revflow.store.reading import Database, Selection
from revflow.verdict.counts import count
from revflow.verdict.expectation import WeeklyCounts, Window
from revflow.verdict.feeding import FEEDS, Detail, Part, excess_owners, growth_of, mix_parts, take_apart
from revflow.verdict.judgement import (
    MIN_ADVANCES,
    MIN_BASELINE,
    MIN_STAGES,
    MIN_WINDOWS,
    Judgement,
    judge,
    status_of,
    window_of,
)
from revflow.verdict.life_table import table_at
from revflow.verdict.naming import MATERIAL, NAMED
from revflow.verdict.notes import Wording, names_of
from revflow.verdict.question import Question, monday_of
from revflow.verdict.reading import (
    NOTHING,
    read_arrivals,
    read_clock,
    read_company,
    read_detail,
    read_excluded,
    read_skipped,
    read_visits,
)
from revflow.verdict.reference import factors_of, read_targets, with_factors
from revflow.verdict.resampling import Interval, shortfall_intervals
from revflow.verdict.skipping import Skipped, changed_skips
from revflow.verdict.supply import SUPPLY

Note = tuple[str, dict]  # a code and its values
ASKED = 4  # so many candidates are asked for their feeder, the likeliest first
CLEAR, CLEAR_COSTS, MAX_SUPPORT = 2.5, 2.0, 3.0  # log Bayes factor that a feeder clearly found upstream adds
LATE = 0.5  # of a stage's stock, older than it may be: said, since a lasting queue has a baseline as bad as itself
VERY_CLEAR = 0.95
JUDGEMENTS_HELD = 2
ENDS_EARLY = 7  # days without a new journey at the end: the export ends there


@dataclass(frozen=True)
class Goals:
    """So many goals a week, with nine-tenths limits."""

    value: float = 0.0
    low: float = 0.0
    high: float = 0.0


@dataclass(frozen=True)
class Candidate:
    """One candidate's figures over the window; `why` is the code of what speaks against it, with its values."""

    stage: str
    department: str
    probability: float
    expected: float
    observed: float
    shortfall: float
    shortfall_low: float
    shortfall_high: float
    excess_waiting: float
    excess_exits: float
    goal_loss_per_week: float
    amount_loss_per_week: float
    judged: bool
    evidence: str  # D, H or Y: missing, waiting, yield
    z: float
    why: tuple = ()
    lasting: bool = False  # seen in stock that outgrew its inflow
    late: Goals = Goals()  # a week, of what waits beyond expectation: it may still come
    gone: Goals = Goals()  # a week, of what has left beyond expectation

    @property
    def clear(self) -> str:
        """How clear it is that this one loses most, in three grades: a percentage says more than is known."""
        return "very" if self.probability >= VERY_CLEAR else "likely" if self.probability >= NAMED else "open"

    def as_json(self, why=None) -> dict:
        figures = {
            "expected": self.expected, "observed": self.observed, "shortfall": self.shortfall,
            "shortfall_low": self.shortfall_low, "shortfall_high": self.shortfall_high,
            "held": self.excess_waiting, "leaked": self.excess_exits,
        }  # fmt: skip
        result = {"stage": self.stage, "department": self.department, "probability": round(self.probability, 3)}
        result |= {name: round(float(value), 1) for name, value in figures.items()}
        result |= {"goal_loss_per_week": round(self.goal_loss_per_week, 2)}
        result |= {"amount_loss_per_week": round(self.amount_loss_per_week)}
        for name, goals in (("held_per_week", self.late), ("gone_per_week", self.gone)):
            result |= {
                name: round(goals.value, 2),
                f"{name}_low": round(goals.low, 2),
                f"{name}_high": round(goals.high, 2),
            }
        result |= {"clear": self.clear}
        return result | ({"judged": self.judged, "why_not": why} if why is not None else {})


@dataclass(frozen=True)
class Verdict:
    """A verdict as of a day. `notes` are codes with values; the JSON puts them in words."""

    as_of: dt.date
    window_weeks: int
    baseline_weeks: int
    goal: str
    status: str
    bottleneck: Candidate | None
    feeding: Part | None
    feeding_parts: tuple[Part, ...]
    candidates: tuple[Candidate, ...]
    notes: tuple
    none_probability: float = 0.0
    names: dict = field(default_factory=dict)  # stage and department names by language

    def as_json(self, language="en") -> dict:
        """The verdict as the contract fixes it, with further keys."""
        wording = Wording(language, self.names)
        return {
            "as_of": str(self.as_of), "window_weeks": self.window_weeks, "baseline_weeks": self.baseline_weeks,
            "goal": self.goal, "status": self.status,
            "bottleneck": self.bottleneck.as_json() if self.bottleneck else None,
            "feeding": part_json(self.feeding) if self.feeding else None,
            "feeding_parts": [part_json(part) for part in self.feeding_parts],
            "none_probability": round(self.none_probability, 3),
            "stages": [c.as_json(wording.why(c)) for c in self.candidates],
            "notes": [wording.note(note) for note in self.notes],
        }  # fmt: skip


def part_json(part) -> dict:
    limit = lambda value: round(float(min(max(value, 0.0), 1.0)), 2)  # noqa: E731
    return {
        "department": part.department, "mechanism": part.mechanism, "share": limit(part.share),
        "share_low": limit(part.low), "share_high": limit(part.high),
        "attribute": part.attribute, "values": list(part.values),
    }  # fmt: skip


def diagnose(database: Database, question: Question = Question()) -> Verdict:
    """The verdict of a loaded database. Deterministic."""
    return VerdictEngine(database, question).verdict()


class VerdictEngine:
    """A database read once, to be judged as of its last week or any week before."""

    def __init__(self, database: Database, question: Question = Question()) -> None:
        self.database, self.question, self.selection = database, question, question.selection
        selection = self.selection
        self.company = read_company(database, selection)
        self.visits = read_visits(database, selection)
        if not len(self.visits.stage):
            raise UnusableInput(key=NOTHING)
        self.clock, self.has_rhythm = read_clock(database, selection)
        self.counts = count(self.visits, self.clock, len(self.company.line.stages))
        self.weekly = WeeklyCounts(self.counts)
        self.names = names_of(database)
        by_target = question.reference == "targets"
        self.targets = read_targets(database, self.company.line, self.company.as_of) if by_target else {}
        self.excluded = read_excluded(database, selection)
        self.entries, self.passed = read_skipped(database, selection, len(self.company.line.stages), self.counts.weeks)
        self.details: dict[int, Detail] = {}
        self.mixes: dict[tuple, list[Part]] = {}
        self.judgements: dict[tuple, Judgement | None] = {}
        self.knows_the_way = not database.query("select 1 from findings where finding = 'no-way-known'").fetchall()

    @cached_property
    def shown(self) -> Selection:
        """The selection by which the verdict's views show what is judged as of the last week, targets included."""
        window = window_of(0, self.question.window, self.counts.weeks, self.excluded)
        if not self.targets or not window.baseline:
            return self.selection
        return with_factors(self.selection, factors_of(self.weekly.table(window.baseline), self.targets))

    def detail(self, stage) -> Detail:
        """Visits of a stage by their attributes, read once."""
        if stage not in self.details:
            attributes = [a for a in self.company.attributes if a.decided <= self.company.positions[stage]]
            oldest = 7 * self.counts.weeks
            self.details[stage] = read_detail(self.database, self.selection, stage, attributes, oldest)
        return self.details[stage]

    def verdict(self, last: int = 0, with_feeding: bool = True, with_intervals: bool = True) -> Verdict:
        """The verdict as of the end of a week (0: the last one)."""
        notes = self.general_notes(last)
        window_weeks = self.question.window
        window = window_of(last, window_weeks, self.counts.weeks, self.excluded)
        supply = self.supply_runs_on(last)
        if not supply:
            notes.append(("supply-ends", {"day": str(self.last_fresh(last))}))
        judgement = self.judgement(window, supply, with_feeding) if self.knows_the_way else None
        as_of = self.company.as_of - dt.timedelta(days=7 * last)
        if judgement is None:
            notes.extend(self.missing(window))
            return Verdict(
                as_of, window_weeks, max(len(window.baseline), 0), self.company.goal, "insufficient", None, None, (), (),
                tuple(notes), 1.0, self.names,
            )  # fmt: skip
        status, leader = status_of(judgement)
        if status == "none" and not judgement.reference_windows:
            status = "insufficient"
            notes.append(("short", {"weeks": len(window.baseline), "least": MIN_BASELINE + 12}))
        notes.extend(self.judgement_notes(judgement))
        candidates = self.candidates(judgement, status, leader, with_intervals)
        named = next((c for c in candidates if leader is not None and c.stage == self.stage_name(leader)), None)
        found = self.parts_of(judgement, leader) if named and with_feeding else []
        return Verdict(
            as_of, window_weeks, len(window.baseline), self.company.goal, status, named, found[0] if found else None,
            tuple(found), tuple(candidates), tuple(notes), judgement.none, self.names,
        )  # fmt: skip

    def judgement(self, window, supply, with_feeding) -> Judgement | None:
        """What is held of a window, or None; the last ones stay, since the intervals are asked for after the verdict."""
        key = (window, supply, with_feeding)
        if key not in self.judgements:
            while len(self.judgements) >= JUDGEMENTS_HELD:
                del self.judgements[next(iter(self.judgements))]
            anew = frozenset(stage for skipped in self.skips(window) for stage in (skipped.stage - 1, skipped.stage))
            found = judge(self.weekly, self.company.line, window, supply, self.targets, anew)
            self.judgements[key] = self.corroborated(found) if found and with_feeding else found
        return self.judgements[key]

    def skips(self, window: Window) -> list[Skipped]:
        """The stages that are passed over clearly more, or less, often than in the baseline."""
        return changed_skips(self.entries, self.passed, window)

    def stage_name(self, index) -> str:
        stages = self.company.line.stages
        return stages[index] if index < len(stages) else SUPPLY

    def index_of(self, stage) -> int | None:
        """The number of a judged stage, or of the supply; None where there is no such stage any more."""
        stages = self.company.line.stages
        return len(stages) if stage == SUPPLY else stages.index(stage) if stage in stages else None

    def department(self, index) -> str:
        return self.company.departments[index if index < len(self.company.departments) else 0]

    def corroborated(self, judgement) -> Judgement:
        """The judgement with what upstream feeders say for the likeliest candidates."""
        stages = len(self.company.line.stages)
        order = np.argsort(
            -(judgement.evidence.log_bayes[:stages] + np.where(judgement.evidence.loss[:stages] > 0, 0, -99)),
            kind="stable",
        )
        asked = [
            int(i)
            for i in order[:ASKED]
            if judgement.judged[i] and judgement.residual["D"].value[i] > 0 and judgement.evidence.log_bayes[i] > 0
        ]
        bonus = np.zeros(stages + 1)
        for stage in asked:
            first = self.apart(judgement, stage, fully=False)[0]
            if first.mechanism in ("mix", "bar") and first.clear >= CLEAR:
                bonus[stage] = min(first.clear**2 / 2 - CLEAR_COSTS, MAX_SUPPORT)
        return judgement.supported(bonus)

    def apart(self, judgement, stage, fully=True) -> list[Part]:
        """The parts of a stage's shortfall; `fully`: with all intervals and where it sits."""
        table = table_at(judgement.table, stage)
        key = (stage, judgement.window)
        mixes = self.mixes.get(key)
        if mixes is None or (fully and any(np.isinf(part.error) for part in mixes)):
            detail, position = self.detail(stage), self.company.positions[stage]
            upstream = [i for i, attribute in enumerate(detail.attributes) if attribute.decided < position]
            least = -np.inf if fully else FEEDS
            mixes = self.mixes[key] = mix_parts(detail, upstream, table, judgement.window, self.clock, least)
        parts = take_apart(
            self.weekly, judgement, self.company.departments, stage, self.detail(stage), table, self.clock, mixes, fully
        )
        if fully and parts[0].mechanism == "bar":
            before = table_at(judgement.table, stage - 1)
            owners = excess_owners(self.detail(stage - 1), before, judgement.window, self.clock)
            parts[0] = replace(parts[0], attribute="owner" if owners else None, values=owners)
        return parts

    def parts_of(self, judgement, leader) -> list[Part]:
        stages = len(self.company.line.stages)
        if leader == stages:
            return [self.supply_part(judgement)]
        return self.apart(judgement, leader)

    def supply_part(self, judgement) -> Part:
        residual = judgement.residual["D"]
        error = float(np.sqrt(residual.variance[-1]) / max(residual.value[-1], 1e-9))
        attribute, values = self.where_supply_fell(judgement.window)
        return Part("supply", self.company.departments[0], 1.0, min(error / 2, 0.3), attribute, values)

    def where_supply_fell(self, window) -> tuple[str | None, tuple[str, ...]]:
        """The attribute known at entry whose values make up most of the missing new journeys: (name, values)."""
        best = (0.0, None, ())
        for attribute in self.company.attributes:
            if attribute.decided:
                continue
            values, by_week = read_arrivals(self.database, self.selection, attribute, self.counts.weeks)
            growth = [growth_of(row, self.weekly.ticks, window) for row in by_week]
            missing = np.array([-more for _, more in growth])
            usual = np.array([row[window.baseline].sum() for row in by_week])
            for size in (1, 2):
                some = np.argsort(-missing, kind="stable")[:size]
                share, weight = (
                    missing[some].sum() / max(missing.sum(), 1e-9),
                    usual[some].sum() / max(usual.sum(), 1e-9),
                )
                if share >= 0.7 and weight <= 0.5 and share - weight > best[0]:
                    best = (share - weight, attribute.name, tuple(values[i] for i in some))
        return best[1:]

    def supply_runs_on(self, last) -> bool:
        return self.days_since_fresh(last) <= ENDS_EARLY

    def days_since_fresh(self, last) -> int:
        by_day = self.counts.fresh_by_day[0][7 * last :]
        return int(np.argmax(by_day > 0)) if (by_day > 0).any() else 10**6

    def last_fresh(self, last) -> dt.date | str:
        days = self.days_since_fresh(last)
        return self.company.as_of - dt.timedelta(days=7 * last + days) if days < 10**6 else "-"

    def general_notes(self, last) -> list[Note]:
        notes: list[Note] = []
        if self.has_rhythm:
            notes.append(("rhythm", {}))
        if self.targets:
            notes.append(("targets", {"stages": [self.company.line.stages[stage] for stage in sorted(self.targets)]}))
        for day, reason in self.question.excluded:
            notes.append(("excluded", {"week": str(monday_of(day)), "reason": reason}))
        if self.question.where:
            notes.append(("where", {"filter": "; ".join(f"{a} = {', '.join(v)}" for a, v in self.question.where)}))
        return notes

    def missing(self, window) -> list[Note]:
        if not self.knows_the_way:
            return [("no-way-known", {})]
        base = len(window.baseline)
        if base < MIN_BASELINE:
            return [("history", {"weeks": max(base, 0), "least": MIN_BASELINE, "window": window.weeks})]
        enough = int((self.weekly.base(window.baseline)[0] >= MIN_ADVANCES).sum())
        return [("few-stages", {"stages": enough, "least": MIN_STAGES, "advances": MIN_ADVANCES})]

    def judgement_notes(self, judgement) -> list[Note]:
        notes: list[Note] = []
        for index, judged in enumerate(judgement.judged[:-1]):
            if not judged and judgement.balance.baseline_advances[index] < MIN_ADVANCES:
                notes.append(
                    (
                        "thin",
                        {
                            "stage": self.stage_name(index),
                            "advances": int(judgement.balance.baseline_advances[index]),
                            "least": MIN_ADVANCES,
                        },
                    )
                )
        if judgement.season.lull_weeks:
            notes.append(("season", {"weeks": len(judgement.season.lull_weeks)}))
        if judgement.season.unchecked_weeks:
            notes.append(("season-unchecked", {"weeks": len(judgement.season.unchecked_weeks)}))
        for skipped in self.skips(judgement.window):
            before, now = (round(100 * share) for share in (skipped.before, skipped.now))
            values = {"stage": self.stage_name(skipped.stage), "before": before, "now": now}
            notes.append(("skipped", values))
        for index in map(int, np.flatnonzero(judgement.hidden)):
            notes.append(("not-recorded-yet", {"stage": self.stage_name(index), "weeks": int(judgement.hidden[index])}))
        if judgement.priced_to < min(self.company.line.goal, len(self.company.line.stages)):
            notes.append(
                ("priced-to", {"stage": self.stage_name(judgement.priced_to), "goal_stage": self.company.goal})
            )
        notes.extend(self.long_queues(judgement.window.last))
        if 0 < judgement.reference_windows < MIN_WINDOWS:
            notes.append(("few-windows", {"windows": judgement.reference_windows}))
        return notes

    def long_queues(self, last) -> list[Note]:
        """Stages most of whose stock is older than allowed: a queue that has always been there falls short of nothing."""
        notes = []
        for index, days in enumerate(self.company.days_allowed):
            standing = self.counts.standing[index, last]
            late = standing[int(days) + 1 :].sum() / max(standing.sum(), 1) if days and not self.has_rhythm else 0.0
            if late >= LATE and standing.sum() >= MIN_ADVANCES:
                values = {"stage": self.stage_name(index), "share": round(100 * float(late)), "days": f"{days:g}"}
                notes.append(("queue", values))
        return notes

    def candidates(self, judgement, status, leader, with_intervals=True) -> list[Candidate]:
        """All candidates, largest loss first."""
        stages = len(self.company.line.stages)
        b = judgement.balance
        limits = {
            name: Interval(getattr(b, name), getattr(b, name))
            for name in ("shortfall", "excess_waiting", "excess_exits")
        }
        if with_intervals:
            limits = shortfall_intervals(self.visits, self.clock, stages, judgement)
        low, high = limits["shortfall"].low, limits["shortfall"].high
        amount = self.amount_a_goal
        weeks = max(judgement.window.kept_weeks, 1)
        result = []
        for index in range(stages + 1):
            if index < stages:
                figures = [
                    b.expected[index],
                    b.observed[index],
                    b.shortfall[index],
                    low[index],
                    high[index],
                    b.excess_waiting[index],
                    b.excess_exits[index],
                ]
                figures = [float(figure) for figure in figures]
            else:
                r = judgement.supply
                value, expected = float(r.value[0]), float(r.scale[0])
                swing = 1.645 * float(np.sqrt(r.variance[0]))
                figures = [expected, expected - value, value, value - swing, value + swing, 0.0, value]
            lasting = index < stages and judgement.chronic[index] > max(figures[2], 0)
            lost = max(figures[2], judgement.chronic[index] if index < stages else 0) if lasting else figures[2]
            a_week = float(judgement.price[index] / weeks)
            goals = lost * a_week
            late, gone = (
                (
                    Goals(
                        *(
                            a_week * float(part[index])
                            for part in (getattr(b, name), limits[name].low, limits[name].high)
                        )
                    )
                    for name in ("excess_waiting", "excess_exits")
                )
                if index < stages
                else (Goals(), Goals(*(a_week * figure for figure in (figures[2], figures[3], figures[4]))))
            )
            result.append(Candidate(
                self.stage_name(index), self.department(index), float(judgement.probability[index]),
                figures[0], figures[1], figures[2], figures[3], figures[4], figures[5], figures[6],
                goals, goals * amount, bool(judgement.judged[index]), judgement.evidence.kind[index],
                float(judgement.evidence.z[index]), self.why(judgement, index, status, leader), bool(lasting), late, gone,
            ))  # fmt: skip
        return sorted(result, key=lambda c: (-c.goal_loss_per_week, c.stage))

    def why(self, judgement, index, status, leader) -> Note:
        """What speaks against a candidate, as a code."""
        if index == leader:
            return ("leading", {})
        loss, flow = judgement.evidence.loss[index], judgement.goal_flow
        stages = len(self.company.line.stages)
        if not judgement.judged[index]:
            thin = index < stages and judgement.balance.baseline_advances[index] < MIN_ADVANCES
            return (
                ("not-judged", {}) if thin else ("recorded-anew", {}) if index < stages else ("supply-not-judged", {})
            )
        shortfall = judgement.residual["D"].value[index]
        if shortfall <= 0:
            season = index < stages and judgement.season.factor[index] < 1 and judgement.balance.shortfall[index] > 0
            return ("season", {}) if season else ("no-shortfall", {})
        if loss < MATERIAL * flow:
            return ("cheap", {"share": round(100 * max(loss, 0) / flow)})
        if judgement.probability_at_fault[index] < 0.5:
            return ("noise", {"chance": round(100 * float(judgement.probability_at_fault[index]))})
        return ("smaller", {"probability": round(100 * float(judgement.probability[index]))})

    @cached_property
    def amount_a_goal(self) -> float:
        """What a goal is worth; 0 where no amount is recorded."""
        rows = self.database.query("select amount from goal_amount", [], self.selection, ("goal_amount",)).fetchall()
        return float(rows[0][0] or 0.0)
