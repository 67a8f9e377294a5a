"""Data health on the pages: whether the figures can be relied on, what stands against them, and how to mend it."""

import datetime as dt
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from revflow.common.resources import page_file
from revflow.insight import data_quality, snapshot
from revflow.store.findings import MAX_RECORDS
from revflow.texts import formats
from revflow.ui.frame import data
from revflow.ui.frame.wording import heading, headline, language, line, note, text, written
from revflow.ui.pages.data.provenance import finding_sentence, hidden_named, load_noted, subject_named
from revflow.ui.parts.figures import plain_table, stage_names, table

DATA_PAGE = page_file("data")
MOST_CAUTIONS = 1  # said on a page; the others are counted, and stand on the page Data


def reliance() -> None:
    """The one sentence: can the figures be relied on, and if not, which; then the worst reason, and what is covered."""
    info = data.load_info()
    first, last = (snapshot.as_date(info[key]) if info.get(key) else None for key in ("first_day", "last_day"))
    if not formats.is_known(last):
        headline(text("data.headline-empty"))
        return
    findings = data.read_all("findings")
    how = data_quality.reliance(findings)
    worst = next(iter(data_quality.in_order(findings)), None)
    if how in ("care", "partly"):
        headline(text(f"health.headline-{how}", areas=spoiled_named(worst)))
    else:
        headline(text(f"health.headline-{how}"))
    if how != "all":
        line(text("health.above-all", finding=finding_sentence(worst)))
    journeys = formats.journeys(int(data.read_all("stage_flow")["entered_new"].sum()), language())
    line(
        text(
            "health.covered",
            first=formats.day(first, language()),
            last=formats.day(last, language()),
            journeys=journeys,
        )
    )
    old()
    load_noted()


def spoiled_named(row: dict) -> str:
    """What a finding makes unreliable, in words; the finding itself where nothing is known of it."""
    areas = data_quality.spoils(row)
    if areas == ("attribute",):
        return text("health.attribute", subject=subject_named(row.get("subject")))
    return text("unit.comma").join(text(f"spoiled.{area}") for area in areas) or finding_sentence(row).rstrip("。.")


def today() -> dt.date:
    """The day in the zone in which the company's weeks are cut."""
    return dt.datetime.now(ZoneInfo(data.load_info().get("timezone") or "UTC")).date()


def stale() -> None:
    """How old the data is, for who looks at the newest week; who looks back knows that it is the past."""
    if not data.current().selection.as_of:
        old()


def old() -> None:
    """Says how old the data is, where it is older than a weekly export explains."""
    last = data.load_info().get("last_day")
    day = snapshot.as_date(last) if last and last != "None" else None
    days = data_quality.days_old(day, today())
    if days is not None:
        line(text("health.stale", day=formats.day(day, language()), days=formats.exact(days)), "p", "caution")


def caution(page: str, said: dict | None = None) -> None:
    """A quiet line where the page rests on something unreliable, with the way to the page Data; `said` stands there already."""
    told = [
        row
        for row in data_quality.told_on(page, data.read_all("findings"))
        if row["finding"] != (said or {}).get("finding")
    ]
    if not told:
        return
    more = len(told) - MOST_CAUTIONS
    key = "health.caution-more" if more else "health.caution"
    values = {"more": formats.exact(more)} if more else {}
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"caution-{page}"):
        line(text(key, finding=finding_sentence(told[0]), **values), "p", "caution")
        st.page_link(DATA_PAGE, label=text("health.open"), width="content")


def findings() -> None:
    """Each finding that stands against the figures, the worst first; then what is merely good to know."""
    rows = data_quality.in_order(data.read_all("findings"))
    against = [row for row in rows if data_quality.severity(row) != "note"]
    heading(text("health.findings"))
    if not against:
        note(text("health.findings-none"))
    for place, row in enumerate(against):
        finding(row, place)
    notes = [row for row in rows if data_quality.severity(row) == "note"]
    if notes:
        with st.expander(text("health.notes", count=formats.exact(len(notes)))):
            header = [text("health.note-what"), text("health.note-mend")]
            plain_table(header, [[finding_sentence(row), data_quality.mend(row, text)] for row in notes], narrow=True)


def finding(row: dict, place: int) -> None:
    """One finding: what, what it spoils, how to mend it, and the records behind it."""
    pairs = [
        (text("health.spoiled"), text("unit.comma").join(text(f"spoiled.{area}") for area in data_quality.spoils(row))),
        (text("health.hidden"), hidden_named(row) if row.get("hides") else ""),
        (text("health.mend"), data_quality.mend(row, text)),
    ]
    said = "".join(f"<dt>{written(name)}</dt><dd dir=auto>{written(value)}</dd>" for name, value in pairs if value)
    weight = text(f"severity.{row['severity']}")
    with st.container(key=f"finding-{place}", gap="xsmall"):
        st.html(
            f'<div class="rf finding {written(row["severity"])}"><h3 class="rf title" dir="auto"><b>{written(weight)}</b> '
            f"{written(finding_sentence(row))}</h3><dl>{said}</dl></div>"
        )
        records(row, place)


def records(row: dict, place: int) -> None:
    """The records behind a finding; who owned them is shown where names are asked for."""
    every = data.read_all("finding_records")
    mine = every[(every["finding"] == row["finding"]) & (every["subject"] == row["subject"])]
    if mine.empty:
        return
    whole = len(mine) < MAX_RECORDS or not formats.is_known(row["affected"]) or row["affected"] <= len(mine)
    values = {} if whole else {"affected": formats.exact(row["affected"])}
    title = text("health.records" if whole else "health.records-first", count=formats.exact(len(mine)), **values)
    with st.expander(title):
        shown = mine[["journey_id", "stage_id", "entered_at", "value"]]
        if st.session_state.get("names", False):
            shown = shown.assign(owner=mine["owner"])
        table(
            shown.dropna(axis="columns", how="all"),
            key=f"finding-records-{place}",
            height=min(320, 38 + 35 * len(mine)),
        )


def restated() -> None:
    """What has changed in weeks already reported; nothing where no load came before, or nothing changed."""
    rows = data.read_all("restated")
    if rows.empty:
        return
    rows = rows.sort_values(["week_start", "stage_id"], ascending=[False, True])
    heading(text("health.restated"))
    note(text("health.restated-note"))
    names = stage_names()
    header = [text("column.week_start"), text("column.stage_id")]
    header += [text(f"health.entries-{part}") for part in ("before", "now", "changed")]
    cells = [
        [
            formats.day(pd.Timestamp(row["week_start"]), language()),
            names.get(row["stage_id"], row["stage_id"]),
            formats.exact(row["entered_before"]),
            formats.exact(row["entered_now"]),
            formats.signed(row["entered_now"] - row["entered_before"], language()),
        ]
        for row in rows.head(100).to_dict("records")
    ]
    plain_table(header, cells, numeric={2, 3, 4})
