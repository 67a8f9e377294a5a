"""The report as HTML: one sheet for A4 landscape, the same on a screen, and in one column on a phone."""

from pathlib import Path

from revflow.charts.evidence import Figure, expected_figure, history_figure
from revflow.charts.files import chart_svg
from revflow.charts.palette import LIGHT
from revflow.charts.process import Picture, across, down, text_width
from revflow.common import html as markup
from revflow.common.html import isolated, marked, written
from revflow.insight import evidence
from revflow.report.content import ReportContent, cautions, longest, notes
from revflow.report.decided import lines
from revflow.texts import formats

STYLE = Path(__file__).parent / "report.css"
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
CHART_WIDTH, CHART_WORDS, LOWER, MARK = 440, 14, 20, 60
MOST_NOTES, MOST_LINES = 4, 21


def html(matter: ReportContent) -> str:
    """The whole file."""
    say = matter.say
    title = say("report.title", workspace=matter.workspace, week=week(matter))
    body = "\n".join([strip(matter), answer(matter), middle(matter), below(matter), foot(matter)])
    kind = "sheet dense" if lines_of(matter) > MOST_LINES else "sheet"
    return f"""<!doctype html>
<html lang="{matter.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{written(title)}</title>
<style>
{STYLE.read_text(encoding="utf-8")}</style>
</head>
<body>
<main class="{kind}">
{body}
</main>
</body>
</html>
"""


def lines_of(matter: ReportContent) -> int:
    """Roughly how many lines of a page's height go to words."""
    before, pairs = evidence.changes(matter.now, matter.found, matter.earlier)
    beside = [before, *(f"{name} {value}" for name, value in pairs)]
    beside += [words for asked in matter.found.questions() for words in asked]
    if not matter.found.named:  # then decisions stand there too
        for what, *more in (lines(matter, kept) for kept in matter.decided or ()):
            beside += [what, " ".join(more)]
        beside += [""] * (len(matter.found.verdict.candidates) // 2)  # their table is taller than the evidence
    answer = [*[matter.found.headline()] * 2, *matter.found.lines(), *cautions(matter)]
    return sum(1 + int(text_width(words, 1.0) / 24) for words in beside) + sum(
        1 + int(text_width(words, 1.0) / 66) for words in answer
    )


def paragraph(words: str, kind: str = "", tag: str = "p") -> str:
    name = f' class="{kind}"' if kind else ""
    return f'<{tag}{name} dir="auto">{marked(words)}</{tag}>'


def week(matter: ReportContent) -> str:
    return matter.say("bar.week-of", week=formats.week(matter.week, matter.language, year=True))


def strip(matter: ReportContent) -> str:
    """Whose review, of which week, of which journeys; how old the data is."""
    say, language = matter.say, matter.language
    only = say("report.only", filters=say("unit.dot").join(matter.filters)) if matter.filters else say("report.all")
    days = matter.read_all("review").iloc[0]
    covers = say(
        "report.covers", first=formats.day(days["first_day"], language), last=formats.day(days["last_day"], language)
    )
    left = [f"<b>{written(isolated(matter.workspace))}</b>", written(week(matter)), written(isolated(only))]
    right = [say("report.as-of", day=formats.day(matter.as_of, language)), covers]
    parts = [*(f"<span>{part}</span>" for part in left), '<span class="space"></span>']
    return (
        f'<header class="strip">{"".join(parts)}{"".join(f"<span>{written(part)}</span>" for part in right)}</header>'
    )


def answer(matter: ReportContent) -> str:
    """The sentences that are read aloud."""
    found = matter.found
    lead = "\n".join(paragraph(words, "lead") for words in found.lines())
    care = "\n".join(paragraph(words, "caution") for words in cautions(matter))
    return "\n".join(
        [paragraph(found.headline(), "headline", "h1"), lead, care, paragraph(evidence.compared(found), "note")]
    )


def middle(matter: ReportContent) -> str:
    """The process picture; beside it what changed and what to ask."""
    last = "" if matter.found.named else decided(matter)
    beside = "\n".join([changes(matter), questions(matter), last])
    return f'<div class="middle"><div class="picture">{picture(matter)}</div><aside>{beside}</aside></div>'


def picture(matter: ReportContent) -> str:
    """The process twice, left to right and, for phones, top to bottom."""
    drawn = Picture(
        stations=matter.now.stations,
        language=matter.language,
        marks=matter.found.marks(),
        flow_label=matter.say("flow.line-width", weeks=matter.now.span),
        pressable=False,
        label=matter.say("report.picture"),
        low=LOWER,
    )
    wide = across(drawn).replace("<svg ", '<svg preserveAspectRatio="xMinYMin meet" ', 1)
    return f'<div class="wide">{wide}</div><div class="narrow">{down(drawn)}</div>'


def section(title: str, body: str, kind: str = "") -> str:
    name = f' class="{kind}"' if kind else ""
    return f'<section{name}><h2 dir="auto">{marked(title)}</h2>{body}</section>'


def changes(matter: ReportContent) -> str:
    """What changed since last week."""
    before, pairs = evidence.changes(matter.now, matter.found, matter.earlier)
    cells = "".join(f'<div><dt dir="auto">{written(name)}</dt><dd>{written(value)}</dd></div>' for name, value in pairs)
    return section(matter.say("review.changes"), paragraph(before) + (f"<dl>{cells}</dl>" if cells else ""))


def decided(matter: ReportContent) -> str:
    """What was decided and is still open; nothing where nothing is."""
    if matter.decided is None:
        return section(matter.say("decisions.title"), paragraph(matter.say("report.decided-unread"), "note"))
    items = ""
    for what, facts, became in (lines(matter, kept) for kept in matter.decided):
        more = f'<span class="note">{written(facts)}</span>' + (f"<span>{written(became)}</span>" if became else "")
        items += f'<li><b dir="auto">{written(isolated(what))}</b> {more}</li>'
    return section(matter.say("decisions.title"), f"<ul>{items}</ul>", "decided") if items else ""


def questions(matter: ReportContent) -> str:
    """What to ask in the room."""
    say, asked = matter.say, matter.found.questions()
    items = "".join(
        f'<li dir="auto"><b>{written(say("review.to", department=to))}</b> {marked(question)}</li>'
        for to, question in asked
    )
    return section(
        say("review.questions"),
        f"<ul>{items}</ul>" if items else paragraph(say("review.no-questions"), "note"),
        "asked",
    )


def below(matter: ReportContent) -> str:
    """The evidence: expected against observed, the weeks before, the records; or all candidates where none is named."""
    if matter.found.named:
        last = decided(matter) + standing(matter)
        parts = [expected(matter), way(matter), f'<div class="stacked">{last}</div>' if last else ""]
    else:
        parts = [way(matter), ranking(matter)]
    shown = [part for part in parts if part]
    even = " even" if matter.found.named else ""
    return f'<div class="below of-{len(shown)}{even}">{"".join(shown)}</div>'


def figure(made: Figure, table: str) -> str:
    """A chart under its title and unit, what is said of it below, and its figures as a table for those who can't see it."""
    drawn = chart_svg(made.chart, CHART_WIDTH, f"{made.title}. {made.unit}", CHART_WORDS)
    drawn = drawn.replace("<svg ", '<svg preserveAspectRatio="xMinYMin meet" ', 1)
    said = "".join(paragraph(words, "note") for words in made.said)
    return section(made.title, f'{paragraph(made.unit, "note")}<div class="plot">{drawn}</div>{said}{table}', "figure")


def table(header: list[str], rows: list[list[str]], numeric: set[int] = frozenset()) -> str:
    return f"<table>{markup.table(header, rows, numeric)}</table>"


def folded(matter: ReportContent, inside: str) -> str:
    return (
        f'<details><summary>{written(matter.say("report.table"))}</summary><div class="scroll">{inside}</div></details>'
    )


def expected(matter: ReportContent) -> str:
    say, named = matter.say, matter.found.named
    values = (named.expected, max(named.observed + named.shortfall_low, 0), named.observed + named.shortfall_high)
    row = [formats.count(value, matter.language) for value in (*values, named.observed)]
    header = [say("review.expected"), say("report.low"), say("report.high"), say("review.observed")]
    made = expected_figure(matter.found, matter.read, LIGHT)
    return figure(made, folded(matter, table(header, [row], {0, 1, 2, 3})))


def way(matter: ReportContent) -> str:
    """The weeks before; a sentence where there are none."""
    say, made = matter.say, history_figure(matter.now, matter.found, matter.weeks, LIGHT, MARK)
    if made is None:
        return section(say("review.way", weeks=26), paragraph(say("review.way-none"), "note"))
    rows = [[evidence.week_of(matter.found, row), evidence.said_of(matter.found, row)] for row in matter.weeks]
    return figure(made, folded(matter, table([say("report.week"), say("report.verdict")], rows)))


def standing(matter: ReportContent) -> str:
    """The records that stand longest at the bottleneck."""
    rows = longest(matter)
    if rows is None:
        return ""
    title = matter.say("records.title", stage=matter.found.stage(matter.found.named.stage))
    return section(title, table(rows.header, rows.cells, rows.numeric), "records")


def ranking(matter: ReportContent) -> str:
    """All candidates, where none is named."""
    if not matter.found.verdict.candidates:
        return ""
    header, rows = evidence.ranking(matter.found)
    return section(matter.say("review.ranking"), table(header, rows, evidence.RANKED_NUMBERS), "ranking")


def foot(matter: ReportContent) -> str:
    """What to know about the verdict, and whether names are in it."""
    told = notes(matter)
    shown = told[:MOST_NOTES] + ["…"] * (len(told) > MOST_NOTES)
    names = matter.say("report.names-in" if matter.with_names else "report.names-out")
    head = f"<b>{written(matter.say('review.notes'))}</b> " if shown else ""
    body = " ".join(f'<span dir="auto">{written(words)}</span>' for words in shown)
    return f'<footer><p>{head}{body}</p><p class="names">{written(names)} · RevFlow</p></footer>'
