"""The parts of the page Hand-overs: what was passed on, by whom, and what became of it, against what chance allows."""

import itertools
from dataclasses import dataclass

import numpy as np
import pandas as pd
import streamlit as st

from revflow.charts import handovers as charts
from revflow.insight import drift, snapshot
from revflow.texts import formats
from revflow.ui.frame import address, data
from revflow.ui.parts import figures
from revflow.ui.parts.scene import ProcessSnapshot, why_hidden
from revflow.ui.parts.theme import colours
from revflow.ui.parts.wording import headline, language, line, note, text, unseen_heading

PLACES = {-2: "very-low", -1: "low", 0: "within", 1: "high", 2: "very-high"}
COLUMNS = ("person", "handed", "through", "rate", "expected", "chance", "place")
CURVE = 60  # points of a limit's curve
MOST_OPEN = 12  # people: a longer table is folded


@dataclass(frozen=True)
class HandOvers:
    """What the page shows: the rows of the view, every hand-over lately against before, owners that are no people."""

    rows: pd.DataFrame
    shifts: tuple[drift.Shift, ...]
    queues: frozenset[str]
    borders: dict  # receiving stage -> (stage before, department that gives, department that takes), in names

    @property
    def named(self) -> list[drift.Shift]:
        return [shift for shift in self.shifts if shift.named]

    def of(self, stage: str) -> pd.DataFrame:
        return self.rows[self.rows["stage_id"] == stage]

    def shift(self, stage: str) -> drift.Shift:
        return next(shift for shift in self.shifts if shift.stage == stage)


def read(now: ProcessSnapshot) -> HandOvers:
    """The hand-overs of this run, in the order of the stages."""
    order = {stage: place for place, stage in enumerate(now.names)}
    rows = data.read("handovers")
    rows = (
        rows.assign(place=rows["stage_id"].map(order)).sort_values(["place", "month", "person"]).drop(columns="place")
    )
    findings = data.read_all("findings")
    queues = frozenset(findings.loc[findings["finding"] == "owner-queue", "subject"])
    return HandOvers(rows, tuple(drift.shifts(rows)), queues, borders(now, set(rows["stage_id"])))


def borders(now: ProcessSnapshot, stages: set[str]) -> dict:
    line_of = snapshot.main_line(now.stages).to_dict("records")
    departments = snapshot.names(data.read_all("departments"), language(), "department")
    return {
        taking["stage_id"]: (
            now.names[giving["stage_id"]],
            departments.get(giving["department"], ""),
            departments.get(taking["department"], ""),
        )
        for giving, taking in itertools.pairwise(line_of)
        if taking["stage_id"] in stages
    }


def answer(now: ProcessSnapshot, found: HandOvers) -> None:
    """The sentence; stops the page where nothing can be shown."""
    if "exits" in now.hidden:
        stop("headline-hidden", why_hidden(now, "exits"))
    if found.rows["handed"].sum() + found.rows["handed_young"].sum() == 0:
        stop("headline-no-handovers", text("handovers.no-handovers-do"))
    if found.rows.loc[found.rows["handed"] + found.rows["handed_young"] > 0, "person"].eq("").all():
        stop("headline-no-owners", text("handovers.no-owners-do"))
    judged = [shift for shift in found.shifts if shift.enough]
    if len(found.named) > 1:
        headline(text("handovers.headline-several", count=formats.exact(len(found.named))))
    elif found.named:
        stage = found.named[0].stage
        headline(text("handovers.headline-named", stage=now.names[stage], department=found.borders[stage][1]))
    else:
        headline(text("handovers.headline-none" if judged else "handovers.headline-few"))
    for shift in found.named:
        line(moved(now, found, shift), "p", "lead")
    if not judged:
        line(text("handovers.few-do", least=drift.LEAST_HANDED))
    elif not found.named:
        line(text("handovers.none-more", count=formats.exact(len(judged)), all=formats.exact(len(found.shifts))))


def stop(key: str, why: str) -> None:
    headline(text(f"handovers.{key}"))
    line(why, "p", "notice")
    st.stop()


def moved(now: ProcessSnapshot, found: HandOvers, shift: drift.Shift) -> str:
    """One drift in words: what is passed on, what gets through, the two together, and with how many people it shows."""
    before, later = shift.before, shift.now
    said = [
        text(
            "handovers.named-more",
            department=found.borders[shift.stage][1],
            stage=now.names[shift.stage],
            **in_words(shift),
        ),
        text(
            f"handovers.together-{drift.together(shift)}",
            before=formats.share(round(before.into * before.out, 3)),
            now=formats.share(round(later.into * later.out, 3)),
        ),
    ]
    if shift.carriers:
        recent = found.of(shift.stage)
        everyone = recent.loc[(recent["month"] >= shift.first_month) & (recent["person"] != ""), "person"].nunique()
        said.append(text("handovers.named-few", few=formats.exact(len(shift.carriers)), people=formats.exact(everyone)))
    return (" " if language() == "en" else "").join(said)


def in_words(shift: drift.Shift) -> dict[str, str]:
    rates = {
        "into_before": shift.before.into,
        "into_now": shift.now.into,
        "out_before": shift.before.out,
        "out_now": shift.now.out,
    }
    return {name: formats.share(round(rate, 3)) for name, rate in rates.items()}


def choose(now: ProcessSnapshot, found: HandOvers) -> str:
    """The hand-over looked at: by default one that moved, else the one with the most by known people."""
    stages = list(found.borders)
    known = found.rows[found.rows["person"] != ""].groupby("stage_id")["handed"].sum()
    most = max(stages, key=lambda stage: known.get(stage, 0))
    default = found.named[0].stage if found.named else most

    def option(stage: str) -> str:
        before, giver, taker = found.borders[stage]
        return text("handovers.option", before=before, stage=now.names[stage], giver=giver, taker=taker)

    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="handover-choice"):
        key = address.choice("handover", stages, default)
        st.selectbox(text("handovers.choose"), stages, key=key, format_func=option, filter_mode=None, width=520)
        st.toggle(text("records.show-names"), key="names", persist_state="session", help=text("records.names-help"))
    return address.keep("handover", default)


def labels(people: list[drift.Giver], kind: str = "person") -> dict[str, str]:
    """What people are called: numbers, those with most hand-overs first, unless names are shown; a 'mark' is the bare number."""
    if st.session_state.get("names", False):
        return {giver.person: giver.person for giver in people}
    written = "{number}" if kind == "mark" else text("handovers.person", number="{number}")
    return {giver.person: written.format(number=place) for place, giver in enumerate(people, 1)}


def people(now: ProcessSnapshot, found: HandOvers, stage: str) -> None:
    """The funnel: each person's share against how many they handed over."""
    givers = drift.givers(found.of(stage), found.queues)
    if len(givers) < 2:
        key = "funnel-one" if givers else "funnel-people"
        line(text(f"handovers.{key}", stage=now.names[stage]), "p", "notice")
        return
    unseen_heading(text("handovers.people-head"))
    names, marks = labels(givers), labels(givers, "mark")
    company = sum(giver.through for giver in givers) / sum(giver.handed for giver in givers)
    points = pd.DataFrame(
        {
            "label": [marks[giver.person] for giver in givers],
            "handed": [giver.handed for giver in givers],
            "rate": [giver.rate for giver in givers],
            "place": [giver.place for giver in givers],
            "said": [said_of(giver, names) for giver in givers],
        }
    )
    figures.figure(
        funnel_title(givers),
        charts.funnel(
            curves(company, max(giver.handed for giver in givers)),
            points,
            company,
            (text("handovers.funnel-x"), text("handovers.funnel-y", stage=now.names[stage])),
            (text("handovers.company", rate=formats.share(round(company, 3))), text("handovers.outer")),
            colours(),
        ),
        define="handovers",
        view="handovers",
        rows=without_names(found.of(stage), names),
        unit=text("handovers.funnel-unit", not_counted=formats.exact(found.of(stage)["handed_young"].sum())),
    )


def said_of(giver: drift.Giver, names: dict[str, str]) -> str:
    handed, through = formats.exact(giver.handed), formats.exact(giver.through)
    return text(
        "handovers.point",
        person=names[giver.person],
        handed=handed,
        through=through,
        rate=formats.share(round(giver.rate, 3)),
    )


def funnel_title(givers: list[drift.Giver]) -> str:
    below, above = (sum(giver.place == side for giver in givers) for side in (-2, 2))
    kind = "both" if below and above else "below" if below else "above" if above else "none"
    values = {"below": below, "above": above} if kind == "both" else {kind: below or above} if kind != "none" else {}
    return text(f"handovers.funnel-{kind}", people=formats.exact(len(givers)), **values)


def curves(company: float, most: int) -> pd.DataFrame:
    """The limits of chance for one to `most` hand-overs and a tenth more."""
    counts = sorted({round(float(count)) for count in np.geomspace(1, max(most * 1.1, 10), CURVE)})
    rows = [
        {"handed": count}
        | {
            f"{side}{mark}": limit
            for level, mark in zip(drift.LEVELS, ("95", "998"), strict=True)
            for side, limit in zip(("low", "high"), drift.limits(company, count, level), strict=True)
        }
        for count in counts
    ]
    return pd.DataFrame(rows)


def without_names(rows: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """The view's rows; people under the names they have on this page, or nobody."""
    return rows.assign(person=rows["person"].map(names).fillna(""))


def over_time(now: ProcessSnapshot, found: HandOvers, stage: str) -> None:
    """What is passed on and what gets through, by month."""
    shift = found.shift(stage)
    months = found.of(stage).groupby("month")[["worked", "passed_on", "handed", "got_through"]].sum().reset_index()
    months = months[: int((months["handed"] > 0).to_numpy().nonzero()[0].max(initial=-1)) + 1].tail(
        drift.RECENT + drift.BEFORE
    )
    parts = [
        pd.DataFrame(
            {
                "month": months["month"],
                "series": series,
                "rate": months[done] / months[of].where(months[of] > 0),
                "of": months[of],
            }
        )
        for series, done, of in (("into", "passed_on", "worked"), ("out", "got_through", "handed"))
    ]
    rows = pd.concat(parts).dropna(subset=["rate"])
    if rows.empty:
        return
    title = text("handovers.time-title-moved", **in_words(shift)) if shift.enough else text("handovers.time-title-few")
    names = {"into": text("handovers.time-into"), "out": text("handovers.time-out")}
    recent = shift.first_month if shift.enough else None
    figures.figure(
        title,
        charts.rates_by_month(rows, names, recent, text("handovers.recent"), colours(), language()),
        define="handovers-time",
        view="handovers",
        rows=months,
        unit=text("handovers.time-unit", days=formats.exact(found.of(stage)["horizon_days"].iloc[0])),
    )


def table(found: HandOvers, stage: str) -> None:
    """Everybody as a row."""
    givers = drift.givers(found.of(stage), found.queues)
    if not givers:
        return
    with st.expander(text("handovers.people"), expanded=len(givers) <= MOST_OPEN):
        figures.plain_table(
            [text(f"handovers.column-{part}") for part in COLUMNS], table_rows(givers), numeric={1, 2, 3, 4, 5}
        )
        note(text("handovers.people-note"))
    every = found.of(stage)
    others = every.loc[~every["person"].isin([giver.person for giver in givers]), "handed"].sum()
    if others:
        note(text("handovers.others", count=formats.exact(others)))


def table_rows(givers: list[drift.Giver]) -> list[list[str]]:
    names = labels(givers)
    return [
        [
            names[giver.person],
            formats.exact(giver.handed),
            formats.exact(giver.through),
            formats.share(round(giver.rate, 3)),
            formats.share(round(giver.shrunk, 3)),
            "–".join(f"{100 * limit:.0f}" for limit in giver.limits[0]) + "%",
            text(f"handovers.place-{PLACES[giver.place]}"),
        ]
        for giver in givers
    ]
