"""Simulated companies with known faults, in other shapes than any real one: several stage models, rhythms, dirt.

A company is drawn from a seed: stages, conversions, durations, capacities, sources, people. Every journey carries its
own chances (one random number for each decision), so that the same company can be run again without the fault, with
the same chance: the truth is counterfactual. Loss of a stage: what its own input would have yielded without the fault,
less what it did yield, in goals.
"""

import csv
import json
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np

from simulation.events import EVENTS

TEMPLATES = {
    "the_model": [
        ("lead", "marketing", 0.47, 9), ("mql", "inside_sales", 0.50, 5), ("meeting", "field_sales", 0.60, 5),
        ("opportunity", "field_sales", 0.74, 14), ("proposal", "field_sales", 0.66, 11),
        ("onboarding", "customer_success", 0.88, 20), ("adoption", "customer_success", 0.80, 70),
        ("renewed", "customer_success", 1, 0),
    ],
    "trial": [
        ("signup", "growth", 0.55, 4), ("trial", "product", 0.42, 12), ("demo", "sales", 0.62, 7),
        ("contract", "sales", 0.70, 13), ("active", "success", 1, 0),
    ],
    "maker": [
        ("inquiry", "marketing", 0.52, 6), ("qualified", "inside", 0.60, 8), ("visit", "field", 0.68, 15),
        ("sample", "engineering", 0.76, 25), ("estimate", "field", 0.60, 18), ("order", "operations", 0.93, 30),
        ("delivered", "operations", 1, 0),
    ],
    "agency": [
        ("contact", "marketing", 0.40, 5), ("hearing", "planning", 0.58, 8), ("plan", "planning", 0.66, 12),
        ("pitch", "sales", 0.55, 9), ("kickoff", "delivery", 0.90, 10), ("running", "delivery", 0.82, 45),
        ("renewal", "delivery", 1, 0),
    ],
    "partner": [
        ("referral", "alliances", 0.58, 7), ("screening", "desk", 0.62, 4), ("interview", "desk", 0.7, 9),
        ("offer", "sales", 0.52, 12), ("setup", "support", 0.9, 16), ("use", "support", 0.85, 40),
        ("extended", "support", 1, 0),
    ],
}  # fmt: skip
GOALS = {"the_model": "adoption", "trial": "active", "maker": "order", "agency": "running", "partner": "use"}
SOURCES = ("web", "ads", "referral", "event", "list")
SEGMENTS = ("small", "middle", "large")
LAST_DAY = date(2026, 10, 4)


@dataclass
class Company:
    """Everything that is drawn once; `fault` is all that differs between a company and its counterfactual."""

    seed: int
    template: str = "the_model"
    weeks: int = 80
    leads_per_day: float = 25.0
    onset: int = 70  # week in which the fault begins
    until: int = 10**6  # week in which it is mended
    growth: float = 0.0  # a year
    season: float = 0.0  # depth of a yearly two-week lull
    noise: float = 0.03  # weekly wandering of conversions (logit) and of arrivals
    persistence: float = 0.0  # of that wandering from week to week
    slow: float = 1.0  # factor on all durations
    ramp: int = 0  # weeks the fault takes to grow
    rhythm: str = "daily"  # daily, friday, month_end
    dirt: tuple = ()
    correlated: bool = False
    strength: float = 1.0
    family: str = "sound"
    faults: dict = field(default_factory=dict)
    last_day: date = LAST_DAY


def logit(p) -> np.ndarray:
    return np.log(p / (1 - p))


class Run:
    """One run of a company, with its faults or without."""

    def __init__(self, company, faulty=True) -> None:
        self.company, self.faulty = company, faulty
        self.faults = company.faults if faulty else {}
        self.days = company.weeks * 7
        rng = np.random.default_rng([company.seed, 1])
        self.stages = [s[0] for s in TEMPLATES[company.template]]
        self.departments = [s[1] for s in TEMPLATES[company.template]]
        count = len(self.stages) - 1
        self.conversion = np.array([logit(s[2]) for s in TEMPLATES[company.template][:-1]]) + rng.normal(0, 0.2, count)
        self.duration = np.array([s[3] for s in TEMPLATES[company.template][:-1]]) * rng.lognormal(0, 0.2, count)
        self.duration *= company.slow
        self.sigma = rng.uniform(0.5, 0.8, count)
        self.headroom = rng.uniform(1.4, 2.0, count)
        self.source_share = rng.dirichlet([6, 5, 4, 1.2, 3])
        self.source_effect = rng.normal(0, 0.15, (count, len(SOURCES)))
        self.segment_effect = rng.normal(0, 0.15, (count, len(SEGMENTS)))
        self.skill = rng.normal(0, 0.12, (count, 5))
        self.deal_effect = np.zeros(count)
        self.walk = self.wander(np.random.default_rng([company.seed, 2]), count + 1)
        for apply in self.faults.get("mix", []):
            stage, source, effect = apply["stage"], apply["source"], apply["effect"]
            self.source_effect[stage, source] = effect
        weak = company.faults.get("mix", [])
        for apply in weak:  # the source is as weak in the sound company; it is only rarer
            self.source_effect[apply["stage"], apply["source"]] = apply["effect"]
        for apply in company.faults.get("oversell", []):
            self.deal_effect[apply["stage"]] = apply["effect"]

    def wander(self, rng, count) -> np.ndarray:
        weeks, c = self.company.weeks, self.company
        steps = rng.normal(0, 1, (count, weeks))
        out = np.zeros_like(steps)
        for week in range(weeks):
            before = out[:, week - 1] if week else 0.0
            out[:, week] = c.persistence * before + np.sqrt(1 - c.persistence**2) * steps[:, week]
        return out * c.noise

    def strength_on(self, day) -> np.ndarray:
        """How far the fault has grown: 0 before its onset, 1 when full."""
        week = np.asarray(day) / 7 - self.company.onset
        full = np.clip((week + 1e-9) / self.company.ramp, 0, 1) if self.company.ramp else 1.0
        return np.where((week >= 0) & (np.asarray(day) / 7 < self.company.until), full, 0.0)

    def lull(self, day) -> np.ndarray:
        """The yearly two-week lull: so much less is done."""
        to_end = (self.days - np.asarray(day)) % 364
        return np.where((to_end >= 21) & (to_end < 35), 1 - self.company.season, 1.0)

    def arrivals(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        c, rng = self.company, np.random.default_rng([self.company.seed, 3])
        day = np.arange(self.days)
        weekday = (c.last_day - timedelta(days=self.days - 1)).weekday()
        working = np.where((day + weekday) % 7 < 5, 1.0, 0.15)
        level = c.leads_per_day * (1 + c.growth) ** ((day - self.days) / 364) * working * self.lull(day)
        level = level * np.exp(1.5 * self.walk[-1][day // 7] * (c.persistence or 0.5))
        usual = rng.poisson(level)
        born = np.repeat(day, usual)
        self.total = len(born)
        chance = np.random.default_rng([c.seed, 4])
        drop = self.faults.get("supply", [])
        keep = np.ones(len(born), bool)
        cut = chance.random(len(born))
        for fault in drop:
            keep &= cut > fault["cut"] * self.strength_on(born)
        source = np.searchsorted(np.cumsum(self.source_share), chance.random(len(born))).clip(0, 4)
        change = chance.random(len(born))
        for fault in self.faults.get("mix", []):
            source = np.where(change < fault["share"] * self.strength_on(born), fault["source"], source)
        ids = np.arange(len(born))[keep]
        born, source = born[keep], source[keep]
        extra = self.faults.get("surge", [])
        for fault in extra:
            more = np.random.default_rng([c.seed, 5]).poisson(level * (fault["factor"] - 1) * self.strength_on(day))
            new = np.repeat(day, more)
            born, source = np.append(born, new), np.append(source, np.full(len(new), fault["source"]))
            ids = np.append(ids, 10_000_000 + np.arange(len(new)))
        return ids, born, source

    def chance_of(self, ids, tag) -> np.ndarray:
        """One random number for each journey and decision, the same in every run of the company."""
        rng = np.random.default_rng([self.company.seed, 100 + tag])
        table = rng.random(self.total + 1)
        extra = np.random.default_rng([self.company.seed, 900 + tag]).random(400_000)
        return np.where(
            ids < 10_000_000, table[np.minimum(ids, self.total)], extra[np.maximum(ids - 10_000_000, 0) % 400_000]
        )

    def go(self) -> "Run":
        ids, born, source = self.arrivals()
        c, n = self.company, len(ids)
        segment_chance = self.chance_of(ids, 1)
        if c.correlated:  # events bring small firms, and one inside-sales person takes them
            segment_chance = np.where((source == 3) & (self.chance_of(ids, 2) < 0.7), 0.1, segment_chance)
        segment = np.searchsorted([0.45, 0.8, 1.0], segment_chance).clip(0, 2)
        owners = {
            d: (self.chance_of(ids, 10 + i) * 5).astype(int) for i, d in enumerate(dict.fromkeys(self.departments))
        }
        second = self.departments[1]
        if c.correlated:
            owners[second] = np.where((source == 3) & (self.chance_of(ids, 3) < 0.7), 0, owners[second])
        fit = np.random.default_rng([c.seed, 6]).normal(0, 1, self.total + 1)
        extra_fit = np.random.default_rng([c.seed, 7]).normal(0, 1, 400_000)
        fit = np.where(
            ids < 10_000_000, fit[np.minimum(ids, self.total)], extra_fit[np.maximum(ids - 10_000_000, 0) % 400_000]
        )
        deal = self.chance_of(ids, 4) < 0.12
        deal_chance = self.chance_of(ids, 5)
        entered = born.astype(float)
        alive = np.arange(n)
        events, flows = [], []
        self.window_start = self.days - 56
        for stage in range(len(self.stages) - 1):
            for fault in self.faults.get("oversell", []):
                if stage == fault["stage"]:
                    pushed = deal_chance < fault["share"] * self.strength_on(entered)
                    deal |= pushed
            day = entered[alive]
            events.append((alive, np.full(len(alive), stage), day))
            advance, done = self.work(
                stage, ids[alive], day, source[alive], segment[alive], owners, fit[alive], deal[alive], alive
            )
            inside = done < self.days
            up = alive[advance & inside]
            flows.append((day, done, advance & inside))
            out = alive[~advance & inside]
            when = done[~advance & inside]
            events.append((out, np.full(len(out), -1 - stage), when))
            entered = entered.copy()
            entered[up] = done[advance & inside]
            alive = up
        events.append((alive, np.full(len(alive), len(self.stages) - 1), entered[alive]))
        self.flows = flows
        self.table = dict(ids=ids, born=born, source=source, segment=segment, owners=owners, deal=deal)
        self.events = tuple(np.concatenate([e[i] for e in events]) for i in range(3))
        return self

    def work(self, stage, ids, day, source, segment, owners, fit, deal, alive) -> tuple[np.ndarray, np.ndarray]:
        """Who advances and when the stage is done with each: waiting for capacity, then working."""
        c = self.company
        start = self.queue(stage, day, self.chance_of(ids, 40 + stage))
        strength = self.strength_on(day)
        score = self.conversion[stage] + self.source_effect[stage, source] + self.segment_effect[stage, segment]
        department = self.departments[stage]
        score = score + self.skill[stage, owners[department][alive]] + 0.5 * fit + self.deal_effect[stage] * deal
        score = score + self.walk[stage][np.minimum(start // 7, c.weeks - 1).astype(int)]
        for fault in self.faults.get("own", []):
            if fault["stage"] == stage:
                who = owners[department][alive] == fault["owner"] if fault.get("owner") is not None else True
                score = score + np.where(who, fault["effect"], 0.0) * self.strength_on(start)
        for fault in self.faults.get("bar", []):  # upstream passes on what it used to hold back; those fare worse below
            if fault["stage"] == stage + 1:
                score = score + fault["lift"] * strength
        draw = self.chance_of(ids, 60 + stage)
        advance = np.log(np.clip(draw, 1e-9, 1 - 1e-9) / (1 - np.clip(draw, 1e-9, 1 - 1e-9))) < score
        for fault in self.faults.get("bar", []):
            if fault["stage"] == stage + 1:
                plain = score - fault["lift"] * strength
                self.lifted = np.zeros(int(alive.max()) + 1 if len(alive) else 1, bool)
                self.lifted[alive] = advance & ~(np.log(draw / (1 - draw)) < plain)
            if fault["stage"] == stage and hasattr(self, "lifted"):
                weak = self.lifted[np.minimum(alive, len(self.lifted) - 1)] & (alive < len(self.lifted))
                advance = advance & ~(weak & (self.chance_of(ids, 80 + stage) > 0.12))
        normal = np.sqrt(2) * inverse_error(2 * self.chance_of(ids, 20 + stage) - 1)
        length = self.duration[stage] * np.exp(self.sigma[stage] * normal)
        length = np.where(advance, length, length * 1.3)
        for fault in self.faults.get("slow", []):
            if fault["stage"] == stage:
                length = length * (1 + (fault["factor"] - 1) * self.strength_on(start))
        length = length / np.where(self.company.season > 0, self.lull(start + length / 2) ** 0.5, 1.0)
        never = (self.chance_of(ids, 30 + stage) < 0.04) & ~advance
        return advance, np.where(never, 1e9, start + length)

    def queue(self, stage, day, chance) -> np.ndarray:
        """First come, first served by a daily capacity; without a fault it is rarely felt."""
        c = self.company
        order = np.argsort(day, kind="stable")
        cap = [f for f in self.faults.get("cap", []) + self.faults.get("chronic", []) if f["stage"] == stage]
        limited = cap or any(f["stage"] == stage for f in c.faults.get("surge", []))
        start = day.copy()
        if not limited or not len(day):
            return start
        usual = len(day[(day > self.days * 0.3) & (day < c.onset * 7)]) / max((c.onset * 7 - self.days * 0.3), 1)
        if c.faults.get("chronic"):
            usual = len(day) / self.days
        headroom = 1.15 if c.faults.get("surge") else self.headroom[stage]
        level = np.full(self.days, usual * headroom) * (1 + c.growth) ** ((np.arange(self.days) - c.onset * 7) / 364)
        for fault in cap:
            on = self.strength_on(np.arange(self.days))
            level = level * (1 - on) + usual * fault["factor"] * on
        room, position = 0.0, 0
        sorted_day = day[order]
        for today in range(self.days):
            room = min(room + level[today], 3 * level[today] + 1)
            while room >= 1 and position < len(order) and sorted_day[position] < today + 1:
                start[order[position]] = max(sorted_day[position], today)
                position += 1
                room -= 1
        start[order[position:]] = 1e9
        return start

    def truth(self, counterfactual) -> tuple[dict, dict, dict, float]:
        """Losses by stage over the last eight weeks, in goals."""
        goal = self.stages.index(GOALS[self.company.template])
        worth, losses = self.values(counterfactual, goal), {}
        begin = self.days - 56
        expected, observed = {}, {}
        for stage, name in enumerate(self.stages[:-1]):
            seen = self.done_in(self.flows[stage], begin)
            other = self.done_in(counterfactual.flows[stage], begin)
            reach = begin - 3 * self.duration[stage]
            # What stood there already counts as input too: it could have been worked.
            ratio = self.present(stage, begin, reach) / max(counterfactual.present(stage, begin, reach), 1)
            expected[name], observed[name] = other * ratio, seen
            losses[name] = (other * ratio - seen) * worth[min(stage + 1, goal)]
        born, sound = (np.sum(run.table["born"] >= begin) for run in (self, counterfactual))
        losses["supply"] = float(sound - born) * worth[0]
        return losses, expected, observed, float(self.done_in(counterfactual.flows[goal - 1], begin))

    def done_in(self, flow, begin) -> float:
        _day, done, up = flow
        return float(np.sum(up & (done >= begin)))

    def present(self, stage, begin, reach) -> float:
        day, done, _up = self.flows[stage]
        return float(np.sum((day >= max(reach, 0)) & (done >= begin)))

    def values(self, counterfactual, goal) -> np.ndarray:
        values = np.ones(len(self.stages))
        for stage in range(goal - 1, -1, -1):
            day, _done, up = counterfactual.flows[stage]
            old = (day < self.days * 0.75) & (day > 0)
            values[stage] = values[stage + 1] * up[old].sum() / max(old.sum(), 1)
        return values


def inverse_error(x) -> np.ndarray:
    """Inverse error function (Giles' single-precision form), enough for drawing durations."""
    w = -np.log(np.clip((1 - x) * (1 + x), 1e-300, None))
    small = w < 5
    a = np.where(small, w - 2.5, np.sqrt(np.maximum(w, 5)) - 3)
    p1 = np.polyval(
        [
            2.81022636e-08,
            3.43273939e-07,
            -3.5233877e-06,
            -4.39150654e-06,
            0.00021858087,
            -0.00125372503,
            -0.00417768164,
            0.246640727,
            1.50140941,
        ],
        a,
    )
    p2 = np.polyval(
        [
            -0.000200214257,
            0.000100950558,
            0.00134934322,
            -0.00367342844,
            0.00573950773,
            -0.0076224613,
            0.00943887047,
            1.00167406,
            2.83297682,
        ],
        a,
    )
    return np.where(small, p1, p2) * x


def owner_attribute(department) -> str:
    return f"{department}_owner"


def decided_deal(company) -> int:
    """Stage that decides the deal type: the last one before the goal's own department, else none."""
    departments = [s[1] for s in TEMPLATES[company.template]]
    goal = [s[0] for s in TEMPLATES[company.template]].index(GOALS[company.template])
    first_after = departments.index(departments[goal])
    return first_after - 1


def model_toml(company) -> str:
    """The stage model of a company."""
    stages = TEMPLATES[company.template]
    departments = dict.fromkeys(s[1] for s in stages)
    lines = [f'goal = "{GOALS[company.template]}"', 'calendar = "weekdays"', "", "[departments]"]
    lines += [f'{d} = {{ ja = "{d}", en = "{d}" }}' for d in departments]
    for index, (name, department, _, _) in enumerate(stages):
        labels = '\nlabels = ["New name"]' if "renamed" in company.dirt and index == 2 else ""
        terminal = "\nterminal = true" if index == len(stages) - 1 else ""
        lines += [
            "",
            "[[stages]]",
            f'id = "{name}"',
            f'ja = "{name}"',
            f'en = "{name}"',
            f'department = "{department}"{labels}{terminal}',
        ]
    lines += ["", "[exits]"]
    lines += [
        f'{kind} = {{ ja = "{kind}", en = "{kind}", kind = "{kind}" }}'
        for kind in ("recycle", "disqualified", "lost", "churned")
    ]
    lines += ["", "[attributes]"]
    first = stages[0][1]
    lines += [
        f'{a} = {{ ja = "{a}", en = "{a}", department = "{first}", decided_at = "entry" }}'
        for a in ("source", "segment")
    ]
    for department in list(departments)[1:]:
        at = next(s[0] for s in stages if s[1] == department)
        name = owner_attribute(department)
        lines.append(f'{name} = {{ ja = "{name}", en = "{name}", department = "{department}", decided_at = "{at}" }}')
    deal = decided_deal(company)
    if deal >= 0:
        lines.append(
            f'deal_type = {{ ja = "deal", en = "deal", department = "{stages[deal][1]}", decided_at = "{stages[deal][0]}" }}'
        )
    return "\n".join(lines) + "\n"


def month_end(day) -> date:
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    last = following - timedelta(days=1)
    return last if last.weekday() < 5 else last - timedelta(days=last.weekday() - 4)


def recorded_days(company, days) -> list[date]:
    """Days on which events reach the CRM, given when they happen."""
    first = company.last_day - timedelta(days=company.weeks * 7 - 1)
    result = []
    for day in range(company.weeks * 7):
        on = first + timedelta(days=day)
        if company.rhythm == "friday":
            on = on + timedelta(days=(4 - on.weekday()) % 7)
        if company.rhythm == "month_end":
            end = month_end(on)
            on = end if end >= on else month_end(on + timedelta(days=5))
        result.append(on)
    return [result[int(day)] for day in days]


def write(company, folder, run, truth) -> None:
    """The company's canonical files, its model and the truth beside them."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.toml").write_text(model_toml(company))
    (folder / "truth.json").write_text(json.dumps(truth, indent=1))
    rng = np.random.default_rng([company.seed, 8])
    table, stages = run.table, run.stages
    who, stage, day = run.events
    order = np.argsort(day, kind="stable")
    who, stage, day = who[order], stage[order], day[order]
    keep = day < company.weeks * 7
    who, stage, day = who[keep], stage[keep], day[keep]
    for name in company.dirt:
        if name in EVENTS:
            some = EVENTS[name]((who, stage, day), company.weeks * 7, np.random.default_rng([company.seed, 10]))
            order = np.argsort(some[2], kind="stable")
            who, stage, day = (part[order] for part in some)
    if "no_goal" in company.dirt:  # what comes after the sale is not recorded
        sale = decided_deal(company) + 1
        kept = (stage <= sale) & (stage >= -1 - sale)
        who, stage, day = who[kept], stage[kept], day[kept]
    if "short" in company.dirt:
        started = table["born"][who] >= (company.weeks - 20) * 7
        who, stage, day = who[started], stage[started], day[started]
    if "missing" in company.dirt:
        kept = (rng.random(len(who)) > 0.05) | (stage == 0)
        who, stage, day = who[kept], stage[kept], day[kept]
    if "skips" in company.dirt:
        jumps = np.random.default_rng([company.seed, 9]).random(len(table["ids"])) < 0.12
        kept = ~((stage == 2) & jumps[who] & (company.weeks > 0))
        who, stage, day = who[kept], stage[kept], day[kept]
    dates = recorded_days(company, day)
    after = stages.index(GOALS[company.template])
    deal_at = decided_deal(company)
    sold = set(who[stage > deal_at].tolist()) if deal_at >= 0 else set()
    names = merged_names(company, table, who, stage, day, rng)
    kinds = rng.random(len(who))
    rows = []
    for journey, at, on, u in zip(who.tolist(), stage.tolist(), dates, kinds.tolist(), strict=True):
        if on > company.last_day:
            continue
        clock = datetime(on.year, on.month, on.day, 9 + int(u * 9), int(u * 5400) % 60)
        if at >= 0:
            label = (
                "New name"
                if "renamed" in company.dirt and at == 2 and u < 0.999 and day_index(company, on) > company.weeks * 5
                else stages[at]
            )
            department = run.departments[min(at, len(stages) - 1)]
            owner = f"{department[:2]}-{int(table['owners'][department][journey])}"
            if (
                "owner_gone" in company.dirt
                and owner.endswith("-2")
                and day_index(company, on) > (company.weeks - 12) * 7
            ):
                owner = owner[:-1] + "3"
            rows.append((names[journey], label, clock, owner, ""))
        else:
            from_stage = -1 - at
            exit_ = (
                "churned"
                if from_stage >= after
                else "recycle"
                if u < 0.35
                else "disqualified"
                if u < 0.6 and from_stage < 2
                else "lost"
            )
            rows.append((names[journey], exit_, clock, "", "poor_fit" if u < 0.5 else "price"))
    if "duplicates" in company.dirt:
        rows += [rows[int(i)] for i in rng.integers(0, len(rows), len(rows) // 20)]
    rng.shuffle(rows)
    with (folder / "stage_events.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["journey_id", "stage", "entered_at", "owner", "reason"])
        writer.writerows((j, s, t.strftime("%Y-%m-%d %H:%M:%S"), o, r) for j, s, t, o, r in rows)
    write_journeys(company, folder, run, names, sorted(set(who.tolist())), sold, rng)


def day_index(company, on) -> int:
    return company.weeks * 7 - 1 - (company.last_day - on).days


def merged_names(company, table, who, stage, day, rng) -> dict[int, str]:
    """Journey ids; a few newcomers are really old journeys that come back from the recycle pool."""
    names = {index: f"J{index:06d}" for index in range(len(table["ids"]))}
    gone = who[(stage < 0) & (stage >= -2)]
    when = day[(stage < 0) & (stage >= -2)]
    back = np.flatnonzero(rng.random(len(table["ids"])) < 0.03)
    for newcomer in back.tolist():
        if not len(gone):
            break
        pick = int(rng.integers(0, len(gone)))
        if (
            when[pick] + 5 < table["born"][newcomer]
            and names[int(gone[pick])] == f"J{int(gone[pick]):06d}"
            and int(gone[pick]) not in back
        ):
            names[newcomer] = names[int(gone[pick])] if (gone == gone[pick]).sum() == 1 else names[newcomer]
            gone, when = np.delete(gone, pick), np.delete(when, pick)
    return names


def write_journeys(company, folder, run, names, present, sold, rng) -> None:
    table = run.table
    departments = list(dict.fromkeys(run.departments))
    amounts = np.exp(rng.normal(13.5, 0.8, len(table["ids"])))
    with (folder / "journeys.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        deal = ["deal_type"] if decided_deal(company) >= 0 else []
        writer.writerow(
            ["journey_id", "source", "segment", *[owner_attribute(d) for d in departments[1:]], "amount", *deal]
        )
        seen = set()
        for index in present:
            if names[index] in seen:
                continue
            seen.add(names[index])
            owners = [f"{d[:2]}-{int(table['owners'][d][index])}" for d in departments[1:]]
            kind = ["discount" if index in sold and table["deal"][index] else "standard"] if deal else []
            row = [
                names[index],
                SOURCES[table["source"][index]],
                SEGMENTS[table["segment"][index]],
                *owners,
                int(amounts[index]),
                *kind,
            ]
            writer.writerow(row)
