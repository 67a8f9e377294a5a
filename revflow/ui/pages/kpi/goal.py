"""From the goal backwards: a period and a number, where it will land, and what has to come in."""

import datetime as dt

import streamlit as st

from revflow.insight.kpis.goal import Goal, aims_of, reachable
from revflow.insight.kpis.goal_narrative import GoalTeller
from revflow.insight.kpis.narrative import Teller
from revflow.insight.outlook.plan import Aim
from revflow.insight.periods import around, span_of
from revflow.texts import formats
from revflow.ui.frame import address, books
from revflow.ui.frame.wording import language, line, note, text
from revflow.ui.pages.kpi.facts import goal_for
from revflow.ui.parts import figures

FACTORS = (0.5, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.5)
COLUMNS = ("stage", "usual", "even", "likely", "until", "lead")
Span = tuple[dt.date, dt.date]


def goal(teller: Teller) -> None:
    """The plan for what is aimed at; nothing where the first stage is the goal already."""
    within_reach = reachable(teller.found.observed)
    if not within_reach:
        return
    figures.titled(text("kpi.title-goal"), "judged_counts", define="kpi-goal", tag="h2")
    given = aims_of(books.targets(books.entered()), teller.found.observed)
    stage = given[0].stage if given else within_reach[-1]
    aim = _choose(teller, stage, given)
    if aim is None:
        note(text("kpi.goal-ask", stage=teller.stages[stage]))
        return
    found = goal_for(aim)
    if found is None:
        note(text("kpi.goal-never", stage=teller.stages[stage]))
        return
    told = GoalTeller(found, teller.stages, language())
    for said in told.sentences():
        line(said)
    labels = {name: text(f"kpi.column-goal-{name}") for name in COLUMNS}
    figures.table(told.table(), key="kpi-goal", labels=labels)
    _what_if(teller, found)


def _choose(teller: Teller, stage: str, given: list[Aim]) -> Aim | None:
    """The period, and how many; from the targets where they say."""
    targets = {f"{aim.begins}..{aim.ends}": aim for aim in given}
    periods = {name: (aim.begins, aim.ends) for name, aim in targets.items()}
    for name, period in around(teller.found.as_of).items():
        span = span_of(period)
        if span and span[1] > teller.found.as_of and span not in periods.values():
            periods[name] = span
    default = next(iter(periods))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        key = address.choice("period", periods, default)
        st.selectbox(
            text("kpi.goal-period"),
            list(periods),
            key=key,
            format_func=lambda name: _called(name, periods[name]),
            width=340,
        )
        chosen = address.keep("period", default)
        target = st.number_input(
            text("kpi.goal-target", stage=teller.stages[stage]),
            min_value=1,
            value=max(1, round(targets[chosen].target)) if chosen in targets else None,
            step=1,
            key=f"kpi-goal-target-{chosen}",
            width=260,
        )
    return Aim(stage, float(target), *periods[chosen]) if target else None


def _called(name: str, span: Span) -> str:
    begins, ends = (formats.day(day, language()) for day in span)
    if ".." in name:
        return text("kpi.goal-period-given", begins=begins, ends=ends)
    return f"{text(f'kpi.goal-period-{name}')} ({begins}–{ends})"


def _what_if(teller: Teller, now: Goal) -> None:
    """What becomes of the plan if one stage lets more or fewer through."""
    line(text("kpi.goal-what-if"), "h3", "title")
    stages = [needed.stage for needed in now.needed]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        stage = st.selectbox(
            text("decisions.stage"),
            stages,
            key="kpi-what-if-stage",
            format_func=lambda each: teller.stages[each],
            width=240,
        )
        factor = st.select_slider(
            text("kpi.goal-factor"),
            FACTORS,
            value=1.0,
            key="kpi-what-if-factor",
            format_func=lambda each: formats.share(each),
            width=360,
        )
    if factor == 1.0:
        return
    then = goal_for(now.plan.aim, (stage, factor))
    if then:
        line(
            text(
                "kpi.goal-changed",
                stage=teller.stages[stage],
                factor=formats.share(factor),
                landing=formats.exact(round(then.plan.landing)),
                low=formats.exact(round(then.plan.low80)),
                high=formats.exact(round(then.plan.high80)),
                before=formats.exact(round(now.plan.landing)),
                chance=formats.share(then.plan.chance),
            )
        )
