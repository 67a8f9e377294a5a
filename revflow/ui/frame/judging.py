"""How the verdict is judged, as one popover in the bar: weeks left out, each with its reason, and the reference.

The same as --exclude-week and --reference on the command line. Both stand in the address: a link judges alike.
"""

from datetime import date, timedelta
from pathlib import Path

import streamlit as st

from revflow.insight.snapshot import as_date
from revflow.store.reading import Selection
from revflow.texts import formats
from revflow.ui.frame import address, data
from revflow.ui.frame.data import Stamp, frame_of
from revflow.ui.frame.wording import label, language, line, note, text
from revflow.verdict.question import REFERENCES, Excluded, monday_of

HELD_AGAINST = ("conversion", "days_in_stage")  # metrics that the verdict can expect of a stage
MAX_REASON = 120
WEEK, REASON = "leave-out-week", "leave-out-reason"


def has_targets(path: Path, stamp: Stamp) -> bool:
    """Whether there is a target that a stage can be held against."""
    targets = frame_of(path, stamp, "targets", Selection(), ())
    return bool((targets["metric"].isin(HELD_AGAINST) & (targets["target"] > 0)).any())


def choose(mondays: list[date], targets: bool) -> tuple[Excluded, str]:
    """The popover; gives the weeks left out and the reference."""
    key = address.listed("without", read_week)
    for item in [item for item in st.session_state[key] if item[0] not in mondays]:
        address.not_met("without", write_week(item))
    known = {week: reason for week, reason in st.session_state[key] if week in mondays}
    st.session_state[key] = sorted(known.items(), reverse=True)
    offered = REFERENCES if targets else REFERENCES[:1]
    reference = address.choice("against", offered, REFERENCES[0])
    with st.popover(label(face(st.session_state[key], st.session_state[reference])), key="judging", width="content"):
        if targets:
            choose_reference(reference, offered)
        left_out(key, mondays)
    return address.keep_listed("without", write_week), address.keep("against", REFERENCES[0])


def face(excluded: list, reference: str) -> str:
    """What the popover is called: how it is judged, in a few words."""
    parts = [text("judging.against-targets")] if reference == "targets" else []
    parts += [text("judging.without", count=len(excluded))] if excluded else []
    return text("judging.face", parts=text("unit.comma").join(parts) or text("judging.usual"))


def choose_reference(key: str, offered: tuple[str, ...]) -> None:
    st.radio(text("judging.reference"), offered, key=key, format_func=lambda name: text(f"judging.{name}"))
    note(text("judging.reference-note"))


def left_out(key: str, mondays: list[date]) -> None:
    """The weeks left out, and a form for one more."""
    line(text("judging.left-out"), "h3", "title")
    for place, (week, reason) in enumerate(st.session_state[key]):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            line(text("judging.week-reason", week=formats.week(week, language(), year=True), reason=reason))
            st.button(text("judging.back-in"), key=f"back-in-{place}", on_click=put_back, args=(key, week))
    weeks = [week for week in mondays[::-1] if week not in dict(st.session_state[key])]
    if not weeks:
        return
    with st.form("leave-out", border=False, clear_on_submit=False):
        st.selectbox(
            text("judging.week"),
            weeks,
            key=WEEK,
            format_func=lambda week: formats.week(week, language(), year=True),
            filter_mode="contains",
        )
        st.text_input(text("judging.reason"), key=REASON, max_chars=MAX_REASON)
        st.form_submit_button(text("judging.leave-out"), on_click=leave_out, args=(key,))
    if st.session_state.pop("leave-out-unreasoned", False):
        line(text("judging.reason-missing"), "p", "notice")


def leave_out(key: str) -> None:
    """Leave the chosen week out; without a reason it stays in."""
    reason = " ".join(st.session_state[REASON].split())
    if not reason:
        st.session_state["leave-out-unreasoned"] = True
        return
    st.session_state[key] = [*st.session_state[key], (st.session_state[WEEK], reason)]
    st.session_state[REASON] = ""


def put_back(key: str, week: date) -> None:
    st.session_state[key] = [item for item in st.session_state[key] if item[0] != week]


def said(as_of: date) -> list[str]:
    """What a reader has to know of how it was judged: weeks left out, the reference, a week that is not over."""
    question, weeks = data.current().question, data.read_all("weeks")
    lines = [
        text("judging.said-excluded", week=formats.week(week, language()), reason=reason)
        for week, reason in question.excluded
    ]
    lines += [text("judging.said-targets")] if question.reference == "targets" else []
    lines += [text("judging.said-rows")] if lines else []
    whole = dict(zip(map(as_date, weeks["week_start"]), weeks["is_complete"], strict=True))
    if not whole.get(as_of - timedelta(days=as_of.weekday()), True):
        lines.append(text("judging.said-running", day=formats.week(as_of, language())))
    return lines


def read_week(written: str) -> tuple[date, str] | None:
    """'2026-08-10=reason' as (Monday, reason); None where it is no such thing."""
    day, _, reason = written.partition("=")
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return None
    reason = " ".join(reason.split())[:MAX_REASON]
    return (monday_of(found), reason) if reason else None


def write_week(item: tuple[date, str]) -> str:
    return f"{item[0]}={item[1]}"
