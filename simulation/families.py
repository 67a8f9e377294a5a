"""Families of planted companies: what is drawn for each, and which are kept as fair questions."""

import zlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np

from simulation.companies import GOALS, LAST_DAY, TEMPLATES, Company, Run, decided_deal, write
from simulation.events import EVENTS

FAULTS = ("own", "capacity", "slow", "mix", "surge", "bar", "oversell", "supply", "chronic")
SOUND = ("sound", "sound_growth", "sound_season", "sound_friday", "sound_uneven")
HARD_FAULTS = (
    "small",
    "old_fault",
    "ramp",
    "long_cycles",
    "month_end",
    "two_faults",
    "noisy_fault",
    "correlated",
    "one_person",
    "faint",
)
HARD_SOUND = ("sound_small", "sound_noisy", "sound_month_end", "sound_long_cycles")
FAIR, FAINT = 0.18, 0.10  # of the goal's flow: a loss that ought to be found, and one that hardly can be
DIRTY = ("skips", "duplicates", "friday", "missing", "short", "owner_gone", "renamed")


def company_of(seed, **given) -> Company:
    """A company drawn from a seed; what is given stands."""
    rng = np.random.default_rng([seed, 0])
    template = given.pop("template", None) or str(rng.choice(list(TEMPLATES), p=[0.4, 0.12, 0.16, 0.16, 0.16]))
    weeks = int(rng.integers(70, 115))
    drawn = dict(
        seed=seed, template=template, weeks=weeks, leads_per_day=float(rng.choice([18, 28, 42])),
        onset=weeks - int(rng.integers(7, 14)), growth=float(rng.choice([0, 0, 0.35])), noise=float(rng.uniform(0.01, 0.06)),
        rhythm=str(rng.choice(["daily", "daily", "friday"])), last_day=LAST_DAY - timedelta(days=int(rng.integers(0, 14))),
    )  # fmt: skip
    return Company(**{**drawn, **given})


def plant(company, kind, rng, strength=1.0) -> tuple[dict, int | str, str, str] | None:
    """The fault of a kind; returns (faults, stage index or 'supply', feeding department, mechanism) or None."""
    stages = TEMPLATES[company.template]
    departments = [s[1] for s in stages]
    count = len(stages) - 1
    anywhere = int(rng.integers(0, count))
    handed = [i for i in range(1, count) if departments[i] != departments[i - 1]]
    if kind == "price_rise_and_own":
        planted = plant(company, "own", rng, strength)
        planted[0]["own"] += everywhere(company, rng)["own"]
        return planted
    if kind == "before_sale":
        at = int(rng.integers(0, decided_deal(company) + 1))
        return {"own": [dict(stage=at, effect=-rng.uniform(0.9, 1.5) * strength)]}, at, departments[at], "own"
    if kind in ("own", "one_person"):
        owner = 0 if kind == "one_person" else None
        effect = -rng.uniform(0.9, 1.5) * strength * (2.5 if owner is not None else 1)
        return {"own": [dict(stage=anywhere, effect=effect, owner=owner)]}, anywhere, departments[anywhere], "own"
    if kind == "capacity":
        return (
            {"cap": [dict(stage=anywhere, factor=1 - rng.uniform(0.4, 0.6) * strength)]},
            anywhere,
            departments[anywhere],
            "own",
        )
    if kind == "slow":
        return (
            {"slow": [dict(stage=anywhere, factor=1 + rng.uniform(1.5, 2.8) * strength)]},
            anywhere,
            departments[anywhere],
            "own",
        )
    if kind in ("mix", "correlated"):
        at = int(rng.choice([i for i in range(1, min(count, 4)) if departments[i] != departments[0]]))
        fault = dict(stage=at, source=3, share=rng.uniform(0.45, 0.65) * strength, effect=-rng.uniform(1.5, 2.2))
        return {"mix": [fault]}, at, departments[0], "mix"
    if kind == "surge":
        at = handed[0]
        return (
            {"surge": [dict(stage=at, factor=1 + rng.uniform(0.8, 1.2) * strength, source=int(rng.integers(0, 5)))]},
            at,
            departments[0],
            "volume",
        )
    if kind == "bar":
        at = int(rng.choice([i for i in handed if i <= count - 2] or handed))
        return {"bar": [dict(stage=at, lift=rng.uniform(0.9, 1.4) * strength)]}, at, departments[at - 1], "bar"
    if kind == "oversell":
        decided = decided_deal(company)
        if decided < 0 or decided + 1 >= count:
            return None
        fault = dict(stage=decided + 1, share=rng.uniform(0.55, 0.75) * strength, effect=-rng.uniform(1.8, 2.6))
        return {"oversell": [fault]}, decided + 1, departments[decided], "mix"
    if kind == "supply":
        return {"supply": [dict(cut=rng.uniform(0.38, 0.55) * strength)]}, "supply", departments[0], "supply"
    if kind == "chronic":
        at = int(rng.integers(1, max(2, count - 1)))
        return {"chronic": [dict(stage=at, factor=rng.uniform(0.6, 0.75))]}, at, departments[at], "own"
    raise ValueError(kind)


def everywhere(company: Company, rng: np.random.Generator) -> dict:
    """A price rise: every stage converts less from some day on, and none of them is to blame."""
    effect = -float(rng.uniform(0.25, 0.45))
    return {"own": [dict(stage=stage, effect=effect) for stage in range(len(TEMPLATES[company.template]) - 1)]}


def settings(family, seed, rng) -> tuple[dict, str | None]:
    """What a family fixes about its company, and the kind of fault in it (None: sound)."""
    kind = str(rng.choice(["own", "capacity", "slow", "mix", "bar", "supply"]))
    table: dict[str, tuple[dict, str | None]] = {
        "sound": ({}, None),
        "sound_growth": (dict(growth=0.45), None),
        "sound_season": (dict(season=float(rng.uniform(0.25, 0.45)), weeks=int(rng.integers(84, 115))), None),
        "sound_friday": (dict(rhythm="friday"), None),
        "sound_uneven": (dict(noise=0.10), None),
        "sound_small": (dict(leads_per_day=7.0), None),
        "sound_noisy": (dict(noise=0.16, persistence=0.75), None),
        "sound_month_end": (dict(rhythm="month_end"), None),
        "sound_long_cycles": (dict(slow=2.5), None),
        **{f"sound_{name}": (dict(dirt=(name,)), None) for name in EVENTS},
        **{f"fault_{name}": (dict(dirt=(name,)), kind) for name in EVENTS},
        "sound_shrinking": (dict(growth=-0.45), None),
        "fault_shrinking": (dict(growth=-0.45), kind),
        "sound_price_rise": ({}, "price_rise"),
        "fault_price_rise": ({}, "price_rise_and_own"),
        "sound_no_goal": (dict(dirt=("no_goal",), template="the_model"), None),
        "fault_no_goal": (dict(dirt=("no_goal",), template="the_model"), "before_sale"),
        "small": (dict(leads_per_day=8.0), kind),
        "old_fault": (dict(onset=-16), kind),
        "ramp": (dict(onset=-18, ramp=14), kind),
        "long_cycles": (dict(slow=2.5, onset=-14), kind),
        "month_end": (dict(rhythm="month_end"), kind),
        "two_faults": ({}, "two"),
        "noisy_fault": (dict(noise=0.13, persistence=0.75), kind),
        "correlated": (dict(correlated=True), "correlated"),
        "one_person": ({}, "one_person"),
        "faint": ({}, kind),
        "chronic": (
            dict(growth=0.35, onset=24, template=str(rng.choice(["the_model", "maker", "agency", "partner"]))),
            "chronic",
        ),
    }
    if family in table:
        return table[family]
    if family in FAULTS:
        return {}, family
    if family.startswith("dirty_"):
        dirt = family.removeprefix("dirty_")
        fixed = dict(rhythm="friday") if dirt == "friday" else dict(dirt=(dirt,))
        return fixed, kind
    raise ValueError(family)


def draw(family, seed, tries=20) -> tuple[Company, Run, dict] | None:
    """A company of a family that asks a fair question: its planted stage does lose most, and what it loses matters."""
    for attempt in range(tries):
        number = zlib.crc32(f"{family} {seed} {attempt}".encode())  # companies of two families are not alike
        rng = np.random.default_rng([number, 77])
        fixed, kind = settings(family, number, rng)
        company = company_of(number, family=family, **fixed)
        if company.onset < 0:
            company = replace(company, onset=company.weeks + company.onset)
        if kind is None:
            run = Run(company).go()
            return company, run, truth_of(company, None, {}, {}, {}, 0.0)
        if kind == "price_rise":
            run = Run(replace(company, faults=everywhere(company, rng))).go()
            return company, run, truth_of(company, None, {}, {}, {}, 0.0)
        planted = plant(company, str(rng.choice(["own", "capacity", "slow"])) if kind == "two" else kind, rng)
        if planted is None:
            continue
        faults, stage, feeder, mechanism = planted
        if kind == "two":
            second = plant(company, str(rng.choice(["own", "supply", "slow"])), rng, 0.6)
            if second is None or second[1] == stage:
                continue
            for name, items in second[0].items():
                faults[name] = faults.get(name, []) + items
        company = replace(company, faults=faults)
        sound, run = Run(company, faulty=False).go(), Run(company).go()
        losses, expected, observed, goal_flow = run.truth(sound)
        name = stage if isinstance(stage, str) else run.stages[stage]
        ranked = sorted(losses, key=lambda candidate: losses[candidate], reverse=True)
        runner_up = max(losses[ranked[1]], 0.0)
        share = losses[name] / max(goal_flow, 1e-9)
        low, high = (FAINT, FAIR) if family == "faint" else (FAIR, np.inf)
        fair = ranked[0] == name and losses[name] >= 8 and runner_up <= 0.6 * losses[name]
        if not fair or not low <= share < high:
            continue
        return company, run, truth_of(company, (name, feeder, mechanism), losses, expected, observed, goal_flow)
    return None


def truth_of(company, planted, losses, expected, observed, goal_flow) -> dict:
    stages = TEMPLATES[company.template]
    department = {s[0]: s[1] for s in stages} | {"supply": stages[0][1]}
    name, feeder, mechanism = planted or ("", None, None)
    rounded = lambda d: {k: round(float(v), 2) for k, v in d.items()}  # noqa: E731
    return dict(
        family=company.family, seed=company.seed, template=company.template, bottleneck=name or None,
        department=department.get(name), feeding=feeder, mechanism=mechanism, goal=GOALS[company.template],
        as_of=str(company.last_day), weeks=company.weeks, onset_week=company.onset, rhythm=company.rhythm,
        goal_flow=round(goal_flow, 1), loss=rounded(losses), expected=rounded(expected), observed=rounded(observed),
        fault=str(company.faults),
    )  # fmt: skip


def make(folder, families, seeds) -> int:
    """Write companies of the families, one a seed; returns how many seeds gave none."""
    missed = 0
    for family in families:
        for seed in seeds:
            drawn = draw(family, seed)
            if drawn is None:
                missed += 1
                continue
            company, run, truth = drawn
            write(company, Path(folder) / f"{family}-{seed}", run, truth)
    return missed
