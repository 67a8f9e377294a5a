"""The parts of the page Weekly review: the answer, the picture, the evidence, the questions, and what lies behind."""

import datetime as dt
import re
from dataclasses import replace
from functools import partial
from pathlib import Path

import pandas as pd
import streamlit as st

from revflow import figures, seen
from revflow.charts import process as drawing
from revflow.charts import review as charts
from revflow.faults import UnusableInput
from revflow.review import Review, run_of
from revflow.ui import data, picture, shown, verdict, words
from revflow.ui.records import stage_records
from revflow.ui.scene import Seen, colours, in_pairs
from revflow.ui.words import headline, language, line, note, text, written

STYLE = Path(__file__).parent / "review.css"
WARM, COOL, END = "\ue000", "\ue002", "\ue001"  # marks round a name until the words are HTML
ANY_MARK = re.compile("[\ue000-\ue002]")
MARKED = re.compile("([\ue000\ue002])([^\ue000-\ue002]*)\ue001")
COMMENTS, MOST_COMMENTS = 8, 200
DIFFERENCES = 3
TOLD = ("status", "stage", "mechanism", "feeding_department")  # a difference in these is said


def marker(kind: str):
    return lambda name: kind + ANY_MARK.sub("", name) + END


def marked(said: str) -> str:
    """Words as HTML, the marked names in their colour."""
    kinds = {WARM: "warm", COOL: "cool"}
    return MARKED.sub(lambda m: f'<b class="{kinds[m[1]]}">{m[2]}</b>', written(said))


def judge(now: Seen) -> Review:
    """The verdict for the chosen week and filters; stops the page where it can't be given."""
    st.html(STYLE)
    try:
        found = verdict.now()
    except UnusableInput as fault:
        headline(text("review.unusable"))
        line(str(fault), "p", "notice")
        st.stop()
    return Review(
        found,
        now.stations,
        dict(zip(now.stages["stage_id"], now.stages["department"], strict=True)),
        language(),
        text,
        data.money_writer() if now.shows("amount") else None,
        marker(WARM),
        marker(COOL),
        shares_of,
    )


def shares_of(stage: str, attribute: str, values: tuple) -> tuple[float, float] | None:
    """The share of some values in what came into a stage: in the year before, and lately."""
    rows = data.read("handed_over", stage_id=stage, attribute=attribute)
    return seen.shares_of(rows, values)


def answer(found: Review) -> None:
    """What is read aloud: which stage, whose, what it costs, how sure, who feeds it."""
    st.html(f'<h1 class="rf headline" dir="auto">{marked(found.headline())}</h1>')
    with st.container(gap="xsmall", key="answer"):
        for said in found.lines():
            st.html(f'<p class="rf lead" dir="auto">{marked(said)}</p>')
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="compared", wrap=False):
        note(compared(found.verdict))
        shown.source_of("expected_and_observed", define="verdict")


def compared(judged) -> str:
    """Which weeks were held against which."""
    if judged.status == "insufficient":
        return text("review.compared-short", to=figures.day(judged.as_of, language()))
    first = judged.as_of - dt.timedelta(days=7 * judged.window_weeks - 1)
    return text(
        "review.compared",
        **{"from": figures.day(first, language()), "to": figures.day(judged.as_of, language())},
        weeks=judged.baseline_weeks,
    )


def process(now: Seen, found: Review) -> None:
    """The process with the bottleneck and the way it is fed marked; a click opens the stage."""
    with st.container(key="picture", gap="xsmall"):
        clicked = picture.show(
            drawing.Picture(
                stations=now.stations,
                language=language(),
                marks=found.marks(),
                flow_label=text("flow.line-width", weeks=now.span),
            )
        )
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="picture-note", wrap=False):
        note(text("review.open-stage"))
        shown.source_of("stage_flow", define="picture", rows=seen.last_weeks(now.flow, now.span))
    if clicked:
        st.switch_page("../pages/flow.py")


def evidence(now: Seen, found: Review):
    """What changed, what was expected, how it came to be, what to ask; gives the place for the weeks before."""
    place: list = []

    def keep_place() -> None:
        place.append(st.container(key="way-place"))

    def changes_and_questions() -> None:
        changes(now, found)
        questions(found)

    if found.named:
        in_pairs([partial(changes, now, found), partial(expected, found), keep_place, partial(questions, found)])
    else:
        in_pairs([changes_and_questions, keep_place])
    return place[0]


# --- what changed since last week ---


def changes(now: Seen, found: Review) -> None:
    """Stock, flow and verdict against a week ago."""
    stage = found.named.stage if found.named else None
    rows = seen.of_stage(seen.last_weeks(now.flow, 2), stage) if stage else now.flow[:0]
    if stage == drawing.SUPPLY:
        rows = seen.of_stage(seen.last_weeks(now.flow, 2), now.stations[0].stage_id)
    shown.titled(text("review.changes"), "stage_flow", define="changes", rows=seen.last_weeks(now.flow, 2))
    earlier = verdict.week_before()
    line(found.before(earlier))
    if len(rows):
        shown.numbers([*flow_pairs(now, found, rows.sort_values("week_start")), *cost_pairs(found, earlier)])


def flow_pairs(now: Seen, found: Review, rows: pd.DataFrame) -> list[tuple[str, str]]:
    """What stands there and what came and went, each with what it was in the week before."""
    last = rows.iloc[-1]
    previous = rows.iloc[0] if len(rows) > 1 else None

    def with_before(column: str) -> str:
        value = figures.count(last[column], language())
        if previous is None:
            return value
        was = text("review.was", before=figures.count(previous[column], language()))
        return text("review.difference", now=value, difference=was)

    if found.named.stage == drawing.SUPPLY:
        return [(text("review.standing-new"), with_before("entered_new"))]
    pairs = []
    if now.shows("stock"):
        change = figures.signed(last["closing"] - last["opening"], language())
        standing = text("review.difference", now=figures.count(last["closing"], language()), difference=change)
        pairs.append((text("review.standing", stage=found.stage(found.named.stage)), standing))
    return [*pairs, (text("review.came"), with_before("entered")), (text("review.went"), with_before("advanced"))]


def cost_pairs(found: Review, earlier) -> list[tuple[str, str]]:
    """What it costs now and what the same stage cost a week ago."""
    before = next((c for c in earlier.candidates if c.stage == found.named.stage), None)
    cost = found.weekly_cost(found.named)
    if before and before.judged and before.goal_loss_per_week > 0:
        was = text("review.was", before=found.weekly_cost(before))
        cost = text("review.difference", now=cost, difference=was)
    return [(text("review.cost-now"), cost)]


# --- expected against observed ---


def expected(found: Review) -> None:
    """Two bars: what was to move on, and what did."""
    found = replace(found, verdict=verdict.in_full())
    named = found.named
    supply = named.stage == drawing.SUPPLY
    values = {
        "weeks": found.verdict.window_weeks,
        "expected": figures.count(named.expected, language()),
        "observed": figures.count(named.observed, language()),
    }
    chart = charts.expected_and_observed(
        named.expected,
        named.observed,
        max(named.observed + named.shortfall_low, 0),
        named.observed + named.shortfall_high,
        (text("review.expected"), text("review.observed")),
        colours(),
    )
    view = "supply_by_week" if supply else "expected_and_observed"
    rows = data.read(view)
    shown.figure(
        text("review.expected-title-supply" if supply else "review.expected-title", **values),
        chart,
        define="expected",
        view=view,
        rows=rows if supply else seen.of_stage(rows, named.stage),
        unit=text("review.expected-unit-supply" if supply else "review.expected-unit", stage=found.stage(named.stage)),
    )
    line(found.how())


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


def records(now: Seen, found: Review) -> None:
    """The records that stand there longest, and what people wrote about them."""
    if not found.named or found.named.stage == drawing.SUPPLY or not now.shows("stock"):
        return
    stage = found.named.stage
    stage_records(stage, found.stage(stage), stage not in now.waiting)
    comments(stage)


def comments(stage: str) -> None:
    """The newest comments, as they were written; who wrote them is shown where names are."""
    rows = data.read("stage_comments", stage_id=stage, limit=MOST_COMMENTS)
    shown.titled(text("review.comments"), "stage_comments", define="comments", rows=rows)
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
    parts = [figures.day(row["written_at"], language()), *(str(part) for part in known if figures.is_known(part))]
    head = text("unit.dot").join(words.isolated(part) for part in parts if part)
    return f'<li><span dir="auto">{written(head)}</span><div dir="auto" tabindex="0">{written(str(row["text"] or ""))}</div></li>'


# --- all candidates ---


def ranking(found: Review) -> None:
    """Every candidate with why, or why not; folded, unless none is named."""
    if not found.verdict.candidates:
        return
    found = replace(found, verdict=verdict.in_full())
    judged = found.verdict
    with st.expander(text("review.ranking"), expanded=judged.status == "none"):
        shown.source_of("expected_and_observed", define="ranking")
        header = [
            text(f"review.rank-{part}") for part in ("stage", "sure", "cost", "expected", "observed", "missing", "why")
        ]
        shown.plain_table(header, [ranked(found, c) for c in judged.candidates], numeric={1, 2, 3, 4, 5})
        if judged.notes:
            line(text("review.notes"), "h3", "title")
            for said in found.notes():
                line(said)


def ranked(found: Review, candidate) -> list[str]:
    """One candidate as a row of the table."""
    low, high = (figures.count(value, language()) for value in (candidate.shortfall_low, candidate.shortfall_high))
    spread = text("review.range", low=low, high=high)
    missing = text("review.difference", now=figures.count(candidate.shortfall, language()), difference=spread)
    unknown = figures.UNKNOWN
    row = [
        text(
            "review.stage-of",
            stage=found.stage(candidate.stage),
            department=found.department(candidate.department),
        ),
        found.probability(candidate.probability) if candidate.judged else unknown,
        found.weekly_cost(candidate) if candidate.judged and candidate.goal_loss_per_week > 0 else unknown,
        figures.count(candidate.expected, language()),
        figures.count(candidate.observed, language()),
        missing,
        found.why(candidate),
    ]
    return [cell.replace("-", "−") if place in (3, 4, 5) else cell for place, cell in enumerate(row)]


# --- the weeks before ---


def way(now: Seen, found: Review, place) -> None:
    """How the bottleneck moved; judged in the background, and drawn as soon as it is there."""
    past = verdict.past()
    with place:
        if past is None:
            line(text("review.way", weeks=verdict.WEEKS), "h3", "title")
            note(text("review.way-none"))
        elif past.wait(0.05):
            way_figure(now, found, past)
        else:
            waiting(past)


@st.fragment(run_every=0.7)
def waiting(past) -> None:
    """How far the judging is; the page is drawn again once it is done."""
    if past.look().wait(0):
        st.rerun()
    line(text("review.way", weeks=verdict.WEEKS), "h3", "title")
    note(text("review.way-waiting", done=past.done, weeks=verdict.WEEKS))


def way_figure(now: Seen, found: Review, past) -> None:
    """The weeks as marks at the stage that was named."""
    rows = past.rows()
    if past.failed or not rows:
        note(text("review.way-failed"))
        return
    places = [now.names[stage] for stage in now.waiting]
    if any(row["stage"] == drawing.SUPPLY for row in rows):
        places = [text("review.supply"), *places]
    unnamed = [s for s in ("none", "insufficient") if any(row["status"] == s for row in rows)]
    places += [text(f"review.legend-{status}") for status in unnamed]
    drawn = pd.DataFrame(
        {
            "week_start": [row["week_start"] for row in rows],
            "status": [row["status"] for row in rows],
            "place": [
                found.stage(row["stage"]) if row["stage"] else text(f"review.legend-{row['status']}") for row in rows
            ],
            "said": [said_of(found, row) for row in rows],
        }
    )
    table = pd.DataFrame(rows).drop(columns=["losses", "first_said"], errors="ignore")
    shown.figure(
        way_title(found, rows),
        charts.bottleneck_way(drawn, places, colours(), language()),
        define="way",
        view="expected_and_observed",
        rows=table,
        unit=text("review.way-unit"),
    )
    for row in [row for row in rows if differs(row)][:DIFFERENCES]:
        then = {**row, **row["first_said"]}
        week = figures.week(dt.date.fromisoformat(row["week_start"]), language())
        note(text("review.way-differs", week=week, then=said_of(found, then), now=said_of(found, row)))


def differs(row: dict) -> bool:
    """Whether what was first said of a week was another verdict; a percent more or less is none."""
    return any(name in TOLD for name in row.get("first_said") or {})


def said_of(found: Review, row: dict) -> str:
    return text(f"review.way-said-{row['status']}", stage=found.stage(row["stage"]) if row["stage"] else "")


def way_title(found: Review, rows: list[dict]) -> str:
    """What the weeks show, in a sentence."""
    names = [row for row in rows if row["status"] == "named"]
    if all(row["status"] == "insufficient" for row in rows):
        return text("review.way-title-unjudged", weeks=len(rows))
    if not names:
        return text("review.way-title-never", weeks=len(rows))
    stage, run = names[0]["stage"], run_of(rows)
    count = sum(row["stage"] == stage for row in names)
    values = {"stage": found.stage(stage), "count": count, "weeks": len(rows), "run": run}
    if not run:
        week = figures.week(dt.date.fromisoformat(names[0]["week_start"]), language())
        return text("review.way-title-past", week=week, stage=found.stage(stage))
    if count == 1:
        return text("review.way-title-new", **values)
    return text(f"review.way-title-{'same' if run > 1 else 'some'}", **values)
