"""Decisions in the weekly review: what was decided, what has become of it, and the forms to write, change and close.

Drawn as a fragment: writing here does not draw the review anew. A form remembers the revision its writer saw, so that
whoever comes second is told what the first one wrote, with the own words still standing.
"""

import datetime as dt
import time
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pandas as pd
import streamlit as st
from sqlalchemy import NullPool
from streamlit.errors import StreamlitAPIException

from revflow.common import table_files
from revflow.common.errors import UnusableInput
from revflow.common.html import isolated
from revflow.decisions import (
    NO_STAGE,
    Context,
    Decision,
    DecisionLog,
    Draft,
    EditConflict,
    StorageError,
    location,
    outcome,
    read,
)
from revflow.decisions.entries import DONE, DROPPED, EDITED, MOST_LETTERS, REOPENED
from revflow.decisions.table import table_of
from revflow.insight import snapshot
from revflow.insight.narrative import Review
from revflow.store.reading import Selection
from revflow.texts import formats
from revflow.ui.frame import data, verdicts
from revflow.ui.parts import figures
from revflow.ui.parts.scene import ProcessSnapshot
from revflow.ui.parts.wording import heading, language, line, note, text, written
from revflow.verdict.since import Since, since
from revflow.verdict.supply import SUPPLY
from revflow.workspace import registry

STYLE = Path(__file__).parent / "decisions.css"
DAYS = {"min_value": dt.date(1990, 1, 1), "max_value": dt.date(2100, 12, 31), "format": "YYYY/MM/DD"}
BY, SAID = "decision.by", "decision.said"  # who writes; what was just done, and until when that is said
SHOWN = 10  # seconds; a run of the page in between, for the weeks before or a new database, does not take it away
FIELDS = ("what", "who", "due", "stage", "decided_on", "outcome")


def spot():
    """The place of the section, held free: what became of the figures is counted once the rest of the page is there."""
    st.html(STYLE)
    return st.container(key="decisions")


def show(at, now: ProcessSnapshot, found: Review) -> None:
    """The whole section, at its place."""
    with at:
        heading(text("decisions.title"))
        section(now, found)


@st.fragment
def section(now: ProcessSnapshot, found: Review) -> None:
    """The open decisions, the form for a new one, the closed ones; a sentence where they can't be read."""
    try:
        kept = book()
        all_of_them = kept.read()
    except StorageError as fault:
        line(text(f"decisions.fault-{fault.code}", where=fault.where), "p", "notice")
        return
    except (UnusableInput, ImportError):
        line(text("decisions.fault-setup"), "p", "notice")
        return
    said, until = st.session_state.get(SAID, ("", 0.0))
    if time.monotonic() < until:
        st.html(f'<p class="rf note" role="status">{written(said)}</p>')
    asked = [decision for decision in all_of_them if decision.decided_on <= newest_day()]
    in_hand = [decision for decision in asked if decision.is_open or was_overtaken(decision)]
    closed = [decision for decision in asked if decision not in in_hand]
    if not in_hand:
        note(text("decisions.none-open"))
    elif any(decision.stage != NO_STAGE for decision in in_hand):
        note(text("decisions.scale"))
    for decision in in_hand:
        card(kept, now, found, decision)
    if len(asked) < len(all_of_them):
        note(text("decisions.later", count=len(all_of_them) - len(asked)))
    new(kept, now, found)
    folded(kept, now, found, closed)
    if all_of_them:
        take_along(found, all_of_them)


# --- what is read ---


def book() -> DecisionLog:
    """The decisions of the workspace at hand, through Streamlit's connection: its own file, or the team's database."""
    view = data.current()
    folder = registry.named(view.workspace).folder
    name = folder.resolve().name
    if named := location.configured():
        location.url_of(named)  # says what is missing better than Streamlit would
        return DecisionLog(st.connection(location.CONNECTION, type="sql").engine, name, None)
    file = location.file_of(folder)
    url = location.url_of_file(file).render_as_string(hide_password=False)
    return DecisionLog(st.connection(location.CONNECTION, type="sql", url=url, poolclass=NullPool).engine, name, file)


def zone() -> ZoneInfo:
    try:
        return ZoneInfo(data.load_info().get("timezone") or "Asia/Tokyo")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def today() -> dt.date:
    """Today where the company is; while looking back, the day after the week looked at."""
    as_of = data.current().selection.as_of
    return as_of + dt.timedelta(days=1) if as_of else dt.datetime.now(zone()).date()


def newest_day() -> dt.date:
    """While looking back, what was decided after the week that follows is not shown."""
    as_of = data.current().selection.as_of
    return as_of + dt.timedelta(days=7) if as_of else dt.date.max


def became(decision: Decision) -> Since | None:
    """What became of a decision's figure, by the whole weeks up to the one looked at, of the journeys it is about."""
    if decision.stage == NO_STAGE:
        return None
    view = data.current()
    where = outcome.about(decision, set(data.read_all("attributes")["attribute"]))
    chosen = Selection(outcome.whole_weeks(snapshot.as_date(data.read("review")["as_of"].iloc[0])), where)
    return counted(view.path, view.stamp, chosen, view.manner, decision.stage, decision.decided_on)


def prepare(folder: Path, path: Path, stamp) -> None:
    """Count what became of the open decisions before anybody looks; what can't be read is said on the page."""
    last_day = data.frame_of(path, stamp, "review", Selection(), ())["last_day"].iloc[0]
    chosen = Selection(outcome.whole_weeks(snapshot.as_date(last_day)))
    for decision in read(folder):
        if decision.is_open and decision.stage != NO_STAGE and not decision.context.where:
            verdicts.TURN.wait()
            counted(path, stamp, chosen, data.Manner(), decision.stage, decision.decided_on)


@st.cache_resource(max_entries=300, show_spinner=False)
def counted(path: Path, stamp, selection: Selection, manner, stage: str, decided_on: dt.date) -> Since:
    found, turn = verdicts.bench(path, stamp, selection, manner)
    with turn:
        return since(found, stage, decided_on)


def called(found: Review, stage: str) -> str:
    return text("decisions.no-stage") if stage == NO_STAGE else found.stage(stage)


# --- one decision ---


def card(kept: DecisionLog, now: ProcessSnapshot, found: Review, decision: Decision) -> None:
    """What was decided, by whom, until when, what became of the figure; and folded, what can be done with it."""
    with st.container(key=f"decision-{decision.id}", gap="xsmall"):
        st.html(
            f'<div class="rf decision"><div class="what" dir="auto" tabindex="0">{written(decision.what)}</div></div>'
        )
        st.html(f'<ul class="rf facts">{"".join(fact(part) for part in facts(found, decision))}</ul>')
        told(decision)
        with st.expander(
            text("decisions.change"),
            key=f"decision-do-{decision.id}-{turn(decision)}",
            on_change="rerun",
            type="compact",
        ) as opened:
            if opened.open or was_overtaken(decision):
                changing(kept, now, found, decision)
                history(found, decision)


def fact(words_of_it: str) -> str:
    return (
        f'<li dir="auto" tabindex="0">{written(words_of_it)}</li>'
        if len(words_of_it) > 60
        else f'<li dir="auto">{written(words_of_it)}</li>'
    )


def facts(found: Review, decision: Decision) -> list[str]:
    """Who, until when, for which stage, decided when and written by whom."""
    parts = [text("decisions.owner", who=decision.who), due_of(decision)]
    if decision.stage == SUPPLY:
        parts.append(text("decisions.for-supply"))
    elif decision.stage != NO_STAGE:
        parts.append(text("decisions.for-stage", stage=found.stage(decision.stage)))
    parts += [text("decisions.of", values=values) for values in chosen_by(decision)]
    parts.append(text("decisions.decided", day=formats.day(decision.decided_on, language())))
    return [*parts, text("decisions.written-by", by=decision.decided_by)]


def chosen_by(decision: Decision) -> list[str]:
    """The filters a decision was taken under: 'Source: web, ads'."""
    attributes = data.read_all("attributes")
    names = snapshot.names(attributes, language(), "attribute")
    said = []
    for attribute, values in decision.context.where:
        shown_values = text("unit.comma").join(isolated(value or text("bar.not-recorded")) for value in values)
        said.append(text("decisions.is-now", name=names.get(attribute, attribute), now=shown_values))
    return said


def due_of(decision: Decision) -> str:
    """Until when, and how long that still is; calmly, where the day has passed."""
    if not decision.due:
        return text("decisions.due-none")
    day = text("decisions.due-on", day=formats.day(decision.due, language()))
    if not decision.is_open:
        return day
    left = (decision.due - today()).days
    keys = ("due-left", "due-left-one") if left > 0 else ("due-late", "due-late-one")
    more = text(f"decisions.{keys[abs(left) == 1]}", days=abs(left)) if left else text("decisions.due-today")
    return text("review.difference", now=day, difference=more)


def told(decision: Decision) -> None:
    """What has become of the figure: two periods on one scale, and a plain sentence."""
    try:
        found = became(decision)
    except UnusableInput:
        note(text("decisions.became-failed"))
        return
    if found is None:
        return
    periods = [
        (text(f"decisions.{name}"), figure)
        for name, figure in (("then", found.before), ("since", found.after))
        if figure
    ]
    if periods:
        low = min(0.0, *(figure.low for _, figure in periods))
        high = max(0.1, *(figure.high for _, figure in periods))
        rows = "".join(period(name, figure, low, high) for name, figure in periods)
        st.html(f'<div class="rf since">{rows}</div>')
    with st.container(
        horizontal=True, vertical_alignment="center", gap="small", key=f"became-{decision.id}", wrap=False
    ):
        line(outcome.sentence(found, language()), "p", "became")
        figures.source_of("expected_and_observed", define="became", rows=rows_of(periods), key=f"became-{decision.id}")


def period(name: str, figure, low: float, high: float) -> str:
    """One period as a row: its weeks, its interval on the common scale, its figures in words."""
    place_of = lambda value: f"{100 * (value - low) / (high - low):.1f}%"  # noqa: E731
    width = f"{100 * (figure.high - figure.low) / (high - low):.1f}%"
    drawn = (
        f'<i class="zero" style="left:{place_of(0)}"></i><i class="range" style="left:{place_of(figure.low)};width:{width}"></i>'
        f'<i class="dot" style="left:{place_of(figure.shortfall)}"></i>'
    )
    return (
        f'<div class="when"><b>{written(name)}</b> {written(outcome.span(figure, language()))}</div>'
        f'<div class="plot" aria-hidden="true">{drawn}</div><div class="said">{written(outcome.missing(figure, language()))}</div>'
    )


def rows_of(periods: list) -> pd.DataFrame:
    """The table behind the picture."""
    return pd.DataFrame(
        {
            "became_span": [f"{figure.first} – {figure.last}" for _, figure in periods],
            "became_expected": [figure.expected for _, figure in periods],
            "became_observed": [figure.observed for _, figure in periods],
            "became_shortfall": [figure.shortfall for _, figure in periods],
            "became_low": [figure.low for _, figure in periods],
            "became_high": [figure.high for _, figure in periods],
            "became_share": [formats.share(figure.share) for _, figure in periods],
        }
    )


# --- writing a new one ---


def new(kept: DecisionLog, now: ProcessSnapshot, found: Review) -> None:
    """The form for a new decision, folded until it is wanted."""
    turn_of = st.session_state.setdefault("decision.drafts", 0)
    key = f"decision-new-{turn_of}"
    with st.expander(text("decisions.write"), key=key, on_change="rerun") as opened:
        if opened.open:
            st.session_state[f"{key}-begun"] = True  # from then on it stays, folded or not: so does what was typed
        if f"{key}-begun" not in st.session_state:
            return
    with opened, st.form(f"{key}-form", border=False, enter_to_submit=False):
        draft = asked(key, now, found, first_draft(found))
        by = asked_by(key)
        if not st.form_submit_button(text("decisions.keep")):
            return
        if missing := lacking(draft, by):
            line(text(f"decisions.fill-{missing}"), "p", "notice")
            return
        if written_down(lambda: kept.decide(draft, by, context_of(found))):
            done("decisions.kept", by)
            st.session_state["decision.drafts"] = turn_of + 1
            again()


def first_draft(found: Review) -> Draft:
    """What a new decision begins with: the named bottleneck, or a stage to be chosen."""
    named = found.named.stage if found.status == "named" else None
    return Draft("", "", None, named, today())


def context_of(found: Review) -> Context:
    """What the review says now, to be kept with what is decided."""
    judged, named = found.verdict, found.named
    losses = (named.probability, named.goal_loss_per_week, named.amount_loss_per_week) if named else ()
    figures_then = dict(
        zip(("probability", "goals_a_week", "amount_a_week"), (round(loss, 3) for loss in losses), strict=False)
    )
    where = data.current().selection.where
    return Context(str(judged.as_of), judged.status, named.stage if named else "", where=where, **figures_then)


def asked(key: str, now: ProcessSnapshot, found: Review, begin: Draft) -> Draft:
    """The fields of a decision; they keep what was typed as long as the key is the same."""
    for field in FIELDS:
        if f"{key}-{field}" not in st.session_state:
            st.session_state[f"{key}-{field}"] = getattr(begin, field)
    places = [*now.waiting, SUPPLY, NO_STAGE]
    if begin.stage is not None and begin.stage not in places:
        places.append(begin.stage)
    what = st.text_area(
        text("decisions.what"), key=f"{key}-what", max_chars=MOST_LETTERS, placeholder=text("decisions.what-hint")
    )
    left, right = st.columns(2, gap="medium")
    who = left.text_input(text("decisions.who"), key=f"{key}-who", max_chars=MOST_LETTERS)
    due = right.date_input(text("decisions.due"), value=None, key=f"{key}-due", **DAYS)
    stage = left.selectbox(
        text("decisions.stage"), places, index=None, key=f"{key}-stage", format_func=lambda stage: called(found, stage),
        placeholder=text("decisions.stage-choose"), filter_mode=None,
    )  # fmt: skip
    on = right.date_input(text("decisions.decided-on"), value=None, key=f"{key}-decided_on", **DAYS)
    return Draft(what.strip(), who.strip(), due, stage, on, begin.outcome)


def asked_by(key: str) -> str:
    """Who writes: whoever has signed in, else a name, remembered for the session."""
    if getattr(st.user, "is_logged_in", False):
        return str(st.user.get("name") or st.user.get("email") or "")
    name = f"{key}-by"
    if name not in st.session_state:
        st.session_state[name] = st.session_state.get(BY, "")
    return st.text_input(text("decisions.by"), key=name, max_chars=200).strip()


def lacking(draft: Draft, by: str) -> str | None:
    """The first field that has to be filled and is not."""
    missing = {
        "what": not draft.what,
        "who": not draft.who,
        "stage": draft.stage is None,
        "day": not draft.decided_on,
        "by": not by,
    }
    return next((name for name, is_missing in missing.items() if is_missing), None)


def written_down(write) -> bool:
    """Whether it was written; a sentence where it could not be."""
    try:
        write()
    except StorageError as fault:
        line(text(f"decisions.fault-{fault.code}", where=fault.where), "p", "notice")
        return False
    return True


def done(key: str, by: str) -> None:
    st.session_state[BY], st.session_state[SAID] = by, (text(key), time.monotonic() + SHOWN)


def again() -> None:
    """Draw the section anew; where the whole page was being run when the button was pressed, the page."""
    try:
        st.rerun(scope="fragment")
    except StreamlitAPIException:
        st.rerun()


# --- changing, closing, opening again ---


def turn(decision: Decision) -> int:
    """How often this session has changed a decision: its form begins anew after each time."""
    return st.session_state.get(f"decision.turn.{decision.id}", 0)


def base_key(decision: Decision) -> str:
    return f"decision.base.{decision.id}.{turn(decision)}"


def was_overtaken(decision: Decision) -> bool:
    """Whether a form of this session stands open that was begun on an earlier revision."""
    return st.session_state.get(base_key(decision), decision.revision) != decision.revision


def changing(kept: DecisionLog, now: ProcessSnapshot, found: Review, decision: Decision) -> None:
    """The form to close or reword a decision; it rests on the revision that was seen when it was opened."""
    key = f"decision-change-{decision.id}-{turn(decision)}"
    base = st.session_state.setdefault(base_key(decision), decision.revision)
    told_key = f"{base_key(decision)}.told"
    may_write = base == decision.revision or st.session_state.get(told_key) == decision.revision
    if base != decision.revision:
        overtaken(found, decision, base)
        st.session_state[told_key] = decision.revision
    kinds = [DONE, DROPPED, EDITED]
    kind = st.radio(
        text("decisions.do"), kinds, key=f"{key}-kind", horizontal=True, format_func=lambda k: text(f"decisions.do-{k}")
    )
    with st.form(f"{key}-form-{kind}", border=False, enter_to_submit=False):
        seen_then = decision.draft_at(base)
        if kind == EDITED:
            wished = asked(key, now, found, seen_then)
        else:
            came = st.text_area(text("decisions.outcome"), key=f"{key}-outcome-word", max_chars=MOST_LETTERS)
            wished = Draft(**{**vars(seen_then), "outcome": came.strip() or seen_then.outcome})
        by = asked_by(key)
        if not st.form_submit_button(text("decisions.keep")):
            return
        if missing := lacking(wished, by):
            line(text(f"decisions.fill-{missing}"), "p", "notice")
            return
        if may_write:
            add(kept, found, decision, base, kind, wished, by)


def add(kept: DecisionLog, found: Review, decision: Decision, base: int, kind: str, wished: Draft, by: str) -> None:
    """Write a change, unless somebody else is quicker in this very moment: then say so, and let it be pressed again."""
    try:
        if not written_down(lambda: kept.change(decision, kind, decision.with_wishes(base, wished), by)):
            return
    except EditConflict as quicker:
        st.session_state[f"{base_key(decision)}.told"] = quicker.decision.revision
        overtaken(found, quicker.decision, base)
        return
    done("decisions.kept", by)
    st.session_state[f"decision.turn.{decision.id}"] = turn(decision) + 1
    again()


def overtaken(found: Review, decision: Decision, base: int) -> None:
    """What others wrote while a form stood open."""
    last = decision.last
    said = text(
        "decisions.meanwhile", by=last.written_by, kind=text(f"decisions.did-{last.kind}"), time=moment(last.written_at)
    )
    line(said, "p", "notice")
    line(text("decisions.meanwhile-wrote", by=last.written_by), "p", "note")
    items = [entry(found, decision, change) for change in decision.changes if change.revision > base]
    st.html(f'<ul class="rf changes">{"".join(items)}</ul>')


def folded(kept: DecisionLog, now: ProcessSnapshot, found: Review, closed: list[Decision]) -> None:
    """The closed decisions, folded."""
    if not closed:
        return
    with st.expander(text("decisions.closed", count=len(closed)), key="decisions-closed", on_change="rerun") as opened:
        if not opened.open:
            return
        for decision in closed:
            with st.container(key=f"decision-{decision.id}", gap="xsmall"):
                one_closed(kept, found, decision)


def one_closed(kept: DecisionLog, found: Review, decision: Decision) -> None:
    """A closed decision: what came of it, what the figure did, and the way to open it again."""
    st.html(f'<div class="rf decision"><div class="what" dir="auto" tabindex="0">{written(decision.what)}</div></div>')
    state = text(f"decisions.state-{decision.state}")
    day = formats.day(decision.closed_at.astimezone(zone()).date(), language())
    parts = [text("decisions.closed-on", state=state, day=day), *facts(found, decision)]
    st.html(f'<ul class="rf facts">{"".join(fact(part) for part in parts)}</ul>')
    if decision.outcome:
        said = written(text("decisions.outcome-is", outcome=decision.outcome))
        st.html(f'<div class="rf decision"><div class="came" dir="auto" tabindex="0">{said}</div></div>')
    told(decision)
    key = f"decision-reopen-{decision.id}-{turn(decision)}"
    with st.popover(text("decisions.reopen"), key=f"{key}-in"), st.form(key, border=False):
        by = asked_by(key)
        if st.form_submit_button(text("decisions.reopen")):
            if not by:
                line(text("decisions.fill-by"), "p", "notice")
            else:
                add(kept, found, decision, decision.revision, REOPENED, decision.last.draft, by)
    history(found, decision)


# --- history and taking along ---


def moment(at: dt.datetime) -> str:
    return formats.moment(at.astimezone(zone()), language())


def history(found: Review, decision: Decision) -> None:
    """Who changed what and when, oldest first."""
    line(text("decisions.history"), "h3", "title")
    items = "".join(entry(found, decision, change) for change in decision.changes)
    st.html(f'<ul class="rf changes">{items}</ul>')


def entry(found: Review, decision: Decision, change) -> str:
    """One change: when, who, what kind, and which fields it set."""
    head = text("unit.dot").join(
        [moment(change.written_at), isolated(change.written_by), text(f"decisions.did-{change.kind}")]
    )
    before = vars(decision.draft_at(change.revision - 1)) if change.revision > 1 else {}
    lines = [
        difference(found, name, before.get(name), value) for name, value in vars(change.draft).items()
        if before and value != before[name]
    ]  # fmt: skip
    body = "".join(f'<div dir="auto" tabindex="0">{written(part)}</div>' for part in lines)
    return f'<li><span dir="auto">{written(head)}</span>{body}</li>'


def difference(found: Review, name: str, before, now) -> str:
    label = text(f"decisions.{name.replace('_', '-')}")
    if not before and name == "outcome":
        return text("decisions.is-now", name=label, now=said_of(found, name, now))
    return text("decisions.from-to", name=label, before=said_of(found, name, before), now=said_of(found, name, now))


def said_of(found: Review, name: str, value) -> str:
    if name == "stage":
        return called(found, value)
    if isinstance(value, dt.date):
        return formats.day(value, language())
    return value or text("decisions.empty")


def take_along(found: Review, decisions: list[Decision]) -> None:
    """All decisions with their history, as CSV and for Excel."""
    view, tongue = data.current(), language()
    frame = table_of(decisions, tongue, lambda stage: called(found, stage))
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="decisions-take"):
        note(text("decisions.take"))
        name = lambda kind: table_files.file_name(view.workspace, view.week, text("decisions.file"), kind)  # noqa: E731
        st.download_button(
            text("decisions.take-csv"),
            lambda: table_files.csv_bytes(frame),
            name("csv"),
            "text/csv",
            key="decisions-csv",
            on_click="ignore",
        )
        st.download_button(
            text("decisions.take-xlsx"), lambda: table_files.xlsx_bytes(frame, text("decisions.file")), name("xlsx"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", key="decisions-xlsx", on_click="ignore",
        )  # fmt: skip
