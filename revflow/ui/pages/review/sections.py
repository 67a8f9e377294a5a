"""The parts of the page Weekly review: the answer, the picture, the evidence, the questions, and what lies behind."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import streamlit as st

from revflow.charts import process as drawing
from revflow.charts.evidence import expected_figure, history_figure
from revflow.charts.files import picture_png
from revflow.common.errors import UnusableInput
from revflow.common.html import COOL, WARM, isolated, marked, marker
from revflow.common.resources import page_file
from revflow.insight import evidence, snapshot
from revflow.insight.narrative import Review
from revflow.texts import formats
from revflow.ui.frame import address, data, judging, verdicts
from revflow.ui.parts import download, figures, process_picture
from revflow.ui.parts.records import stage_records
from revflow.ui.parts.scene import ProcessSnapshot, in_pairs
from revflow.ui.parts.theme import colours
from revflow.ui.parts.wording import headline, language, line, note, text, unseen_heading, written
from revflow.verdict.supply import SUPPLY

STYLE = Path(__file__).parent / "review.css"
COMMENTS, MOST_COMMENTS = 8, 200
MOMENT = 0.05  # seconds


def judge(now: ProcessSnapshot) -> Review:
    """The verdict for the chosen week and filters; stops the page where it can't be given."""
    st.html(STYLE)
    try:
        found = verdicts.now()
    except UnusableInput as fault:
        headline(text("review.unusable"))
        line(str(fault), "p", "notice")
        st.stop()
    money, marks = data.money_writer(), {"warm": marker(WARM), "cool": marker(COOL)}
    return evidence.review_of(found, now, language(), text, money, data.read, **marks)


def answer(found: Review) -> None:
    """What is read aloud: which stage, whose, what it costs, how sure, who feeds it."""
    st.html(f'<h1 class="rf headline" dir="auto">{marked(found.headline())}</h1>')
    with st.container(gap="xsmall", key="answer"):
        for said in found.lines():
            st.html(f'<p class="rf lead" dir="auto">{marked(said)}</p>')
    judged_how(found, download.the_review)


def judged_how(found: Review, along: Callable[[], None] | None = None) -> None:
    """Which weeks were held against which, and what was left out; `along`: what else stands in that line."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="compared", wrap=False):
        compared = evidence.compared(found)
        note(compared)
        figures.source_of("expected_and_observed", define="verdict", about=compared)
        if along:
            along()
    if said := judging.said(found.verdict.as_of):
        note(text("unit.dot").join(said))


def process(now: ProcessSnapshot, found: Review) -> None:
    """The process with the bottleneck and the way it is fed marked; a click opens the stage."""
    drawn = drawing.Picture(
        stations=now.stations,
        language=language(),
        marks=found.marks(),
        flow_label=text("flow.line-width", weeks=now.span),
    )
    with st.container(key="picture", gap="xsmall"):
        clicked = process_picture.show(drawn)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="picture-note", wrap=False):
        note(text("review.open-stage"))
        rows, make = snapshot.last_weeks(now.flow, now.span), partial(picture_png, drawn, colours())
        figures.source_of("stage_flow", define="picture", rows=rows, picture=make, about=text("picture.label"))
    if clicked:
        st.switch_page(page_file("flow"), query_params=address.onward(stage=clicked))


def around(now: ProcessSnapshot, found: Review) -> dict:
    """What changed, how it came to be, what to ask; gives the places kept free for what takes longer to count."""
    unseen_heading(text("review.evidence"))
    kept_free: dict = {}

    def expectation() -> None:
        kept_free["expected"] = st.container(key="expected-place")

    def weeks_before() -> None:
        place = st.container(key="way-place")
        with place:
            if not way(now, found):
                kept_free["way"] = place

    def changes_and_questions() -> None:
        changes(now, found)
        questions(found)

    if found.named:
        in_pairs([partial(changes, now, found), expectation, weeks_before, partial(questions, found)])
    else:
        in_pairs([changes_and_questions, weeks_before])
    return kept_free


# --- what changed since last week ---


def changes(now: ProcessSnapshot, found: Review) -> None:
    """Stock, flow and verdict against a week ago."""
    figures.titled(text("review.changes"), "stage_flow", define="changes", rows=snapshot.last_weeks(now.flow, 2))
    before, pairs = evidence.changes(now, found, verdicts.week_before())
    line(before)
    if pairs:
        figures.numbers(pairs)


# --- expected against observed ---


def expected(found: Review, places: dict) -> None:
    """Two bars: what was to move on, and what did, at the place kept free for them."""
    if "expected" not in places:
        return
    figure = expected_figure(replace(found, verdict=verdicts.in_full()), data.read, colours())
    with places["expected"]:
        figures.figure_of(figure)
        for said in figure.said:
            line(said)


# --- questions ---


def questions(found: Review) -> None:
    """Up to three, each to a department; they follow from how the bottleneck is fed."""
    line(text("review.questions"), "h3", "title")
    asked = found.questions()
    if not asked:
        note(text("review.no-questions"))
        return
    items = "".join(
        f'<li dir="auto"><b>{written(text("review.to", department=department))}</b>{written(question)}</li>'
        for department, question in asked
    )
    st.html(f'<ul class="rf asked">{items}</ul>')


# --- records and comments ---


def records(now: ProcessSnapshot, found: Review) -> None:
    """The records that stand there longest, and what people wrote about them."""
    if not found.named or found.named.stage == SUPPLY or not now.shows("stock"):
        return
    stage = found.named.stage
    stage_records(stage, found.stage(stage), stage not in now.waiting)
    comments(stage)


def comments(stage: str) -> None:
    """The newest comments, as they were written; who wrote them is shown where names are."""
    rows = data.read("stage_comments", stage_id=stage, limit=MOST_COMMENTS)
    figures.titled(text("review.comments"), "stage_comments", define="comments", rows=rows)
    if rows.empty:
        note(text("review.comments-none"))
        return
    with_names = st.session_state.get("names", False)
    items = "".join(comment(row, with_names) for row in rows.head(COMMENTS).to_dict("records"))
    st.html(f'<ul class="rf said">{items}</ul>')
    if len(rows) > COMMENTS:
        note(text("review.comments-more", shown=COMMENTS))


def comment(row: dict, with_names: bool) -> str:
    known = [row["department"], row["author"] if with_names else None, row["journey_id"]]
    parts = [formats.day(row["written_at"], language()), *(str(part) for part in known if formats.is_known(part))]
    head = text("unit.dot").join(isolated(part) for part in parts if part)
    return f'<li><span dir="auto">{written(head)}</span><div dir="auto" tabindex="0">{written(str(row["text"] or ""))}</div></li>'


# --- all candidates ---


def ranking(found: Review) -> None:
    """Every candidate with why, or why not."""
    if not found.verdict.candidates:
        return
    found = replace(found, verdict=verdicts.in_full())
    judged = found.verdict
    figures.titled(text("review.ranking"), "expected_and_observed", define="ranking", tag="h2")
    figures.plain_table(*evidence.ranking(found), numeric=evidence.RANKED_NUMBERS)
    if judged.notes:
        line(text("review.notes"), "h3", "title")
        for said in found.notes():
            line(said)


# --- the weeks before ---


def way(now: ProcessSnapshot, found: Review, patience: float = 0) -> bool:
    """How the bottleneck moved; False while the weeks before are still being judged."""
    past = verdicts.past()
    if past is None:
        line(text("review.way", weeks=verdicts.WEEKS), "h3", "title")
        note(text("review.way-none"))
    elif past.wait(patience if past.nearly() else 0):
        way_figure(now, found, past)
    else:
        return False
    return True


def way_at(places: dict, now: ProcessSnapshot, found: Review) -> None:
    """The same once the rest of the page stands, at the place kept free for it."""
    verdicts.TURN.page_is_done()
    if "way" not in places:
        return
    with places["way"]:
        if not way(now, found, MOMENT):
            waiting(verdicts.past())


@st.fragment(run_every=0.7)
def waiting(past) -> None:
    """How far the judging is; the page is drawn again once it is done."""
    if past.look().wait(0):
        st.rerun()
    line(text("review.way", weeks=verdicts.WEEKS), "h3", "title")
    note(text("review.way-waiting", done=past.done, weeks=verdicts.WEEKS))


def way_figure(now: ProcessSnapshot, found: Review, past) -> None:
    """The weeks as marks at the stage that was named."""
    figure = None if past.failed else history_figure(now, found, past.rows(), colours())
    if figure is None:
        note(text("review.way-failed"))
        return
    figures.figure_of(figure)
    for said in figure.said:
        note(said)
