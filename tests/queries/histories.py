"""Hypothesis strategies: companies with a random stage model and random histories, and how they are written down as a workspace."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st

from revflow.store.reading import Database
from tests.conftest import Bench
from tests.queries.reference import RECYCLABLE, Event, Line

FIRST_DAY = dt.date(2026, 4, 20)  # a Monday; Golden Week follows
SPAN = 45
EXITS = {"later": "recycle", "unfit": "disqualified", "lost": "lost", "rival": "lost", "gone": "churned"}
TIMES = (dt.time(0, 0), dt.time(9, 0), dt.time(9, 30), dt.time(23, 59, 59))
SOURCES = ("web", "ads", None)


@dataclass(frozen=True)
class Company:
    line: Line
    events: tuple[Event, ...]
    sources: tuple[tuple[str, str | None], ...]
    amounts: tuple[tuple[str, int | None], ...]

    def days(self) -> list[dt.date]:
        """The days on which something happened."""
        return sorted({event.at.date() for event in self.events})


@st.composite
def lines(draw) -> Line:
    stages = tuple(f"s{n}" for n in range(1, draw(st.integers(2, 6)) + 1))
    exits = draw(st.lists(st.sampled_from(sorted(EXITS.items())), unique=True, max_size=4))
    targets = draw(st.dictionaries(st.sampled_from(stages), st.integers(1, 10), max_size=2))
    return Line(
        stages,
        tuple(exits),
        draw(st.booleans()),
        tuple(targets.items()),
        draw(st.sampled_from(["jp", "weekdays", "all"])),
        draw(st.sampled_from(["clock", "stage_order"])),
    )


@st.composite
def companies(draw) -> Company:
    line = draw(lines())
    places = st.sampled_from([*line.stages, *line.kinds])
    moments = st.builds(
        lambda day, time: dt.datetime.combine(FIRST_DAY + dt.timedelta(day), time),
        st.integers(0, SPAN),
        st.sampled_from(TIMES),
    )
    journeys = [f"J{n}" for n in range(draw(st.integers(1, 6)))]
    event = st.builds(Event, st.sampled_from(journeys), places, moments, st.sampled_from([None, "Sato", "Ito"]))
    events = draw(st.lists(event, min_size=1, max_size=25))
    events.append(Event(journeys[0], line.stages[0], draw(moments)))
    sources = [(journey, draw(st.sampled_from(SOURCES))) for journey in journeys]
    amounts = [(journey, draw(st.sampled_from([None, 100, 250]))) for journey in journeys]
    return Company(line, tuple(events), tuple(sources), tuple(amounts))


def loaded(company: Company, folder: Path, until: dt.date | None = None) -> Database:
    """The company's database, made from its events up to and including `until`."""
    bench = Bench(folder).model(model_of(company.line))
    amounts = dict(company.amounts)
    bench.write(
        "journeys.csv",
        "journey_id,source,amount\n"
        + "".join(f"{journey},{source or ''},{amounts[journey] or ''}\n" for journey, source in company.sources),
    )
    kept = [event for event in company.events if until is None or event.at.date() <= until]
    return bench.events(*[f"{e.journey_id},{e.place},{e.at},{e.owner or ''}," for e in kept]).load()


def model_of(line: Line) -> str:
    targets = dict(line.targets)
    text = [
        f'goal = "{line.stages[-1]}"\ncalendar = "{line.calendar}"\nsame_day = "{line.same_day}"\n[departments]\none = {{}}'
    ]
    for stage in line.stages:
        text.append(f'[[stages]]\nid = "{stage}"\ndepartment = "one"')
        text += [f"sla_days = {targets[stage]}"] if stage in targets else []
        text += ["terminal = true"] if line.terminal and stage == line.stages[-1] else []
    again = {RECYCLABLE: ", recyclable = true"}
    text += ["[exits]", *[f'{name} = {{ kind = "{kind}"{again.get(name, "")} }}' for name, kind in line.exits]]
    return "\n".join(text) + "\n"
