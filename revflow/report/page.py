"""The report as HTML: one sheet for A4 landscape, the same on a screen, and in one column on a phone."""

from collections.abc import Set

from revflow.charts.evidence import Figure, expected_figure, history_figure
from revflow.charts.files import chart_svg
from revflow.charts.palette import LIGHT
from revflow.charts.process import Picture, across, down, text_width
from revflow.common import html as markup
from revflow.common.html import isolated, marked, written
from revflow.common.resources import package_file
from revflow.insight import evidence
from revflow.insight.narrative import compared
from revflow.insight.recycle.review_line import review_line
from revflow.report.content import ReportContent, cautions, longest, notes
from revflow.report.decided import lines
from revflow.texts import formats

STYLE = package_file("report/report.css")
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
CHART_WIDTH, CHART_WORDS, LOWER, MARK = 440, 14, 20, 60
MAX_NOTES, MAX_LINES = 4, 21


def html(content: ReportContent) -> str:
    """The whole file."""
    say = content.say
    title = say("report.title", workspace=content.workspace, week=week(content))
    body = "\n".join([strip(content), answer(content), middle(content), below(content), foot(content)])
    kind = "sheet dense" if lines_of(content) > MAX_LINES else "sheet"
    return f"""<!doctype html>
<html lang="{content.language}">
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


def lines_of(content: ReportContent) -> int:
    """Roughly how many lines of a page's height go to words."""
    before, pairs = evidence.changes(content.now, content.found, content.earlier)
    beside = [before, *(f"{name} {value}" for name, value in pairs)]
    beside += [words for asked in content.found.questions() for words in asked]
    if not content.found.named:  # then decisions stand there too
        for what, *more in (lines(content, kept) for kept in content.decided or ()):
            beside += [what, " ".join(more)]
        beside += [""] * (len(content.found.verdict.candidates) // 2)  # their table is taller than the evidence
    answer = [*[content.found.headline()] * 2, *content.found.lines(), *cautions(content)]
    return sum(1 + int(text_width(words, 1.0) / 24) for words in beside) + sum(
        1 + int(text_width(words, 1.0) / 66) for words in answer
    )


def paragraph(words: str, kind: str = "", tag: str = "p") -> str:
    name = f' class="{kind}"' if kind else ""
    return f'<{tag}{name} dir="auto">{marked(words)}</{tag}>'


def week(content: ReportContent) -> str:
    return content.say("bar.week-of", week=formats.week(content.week, content.language, year=True))


def strip(content: ReportContent) -> str:
    """Whose review, of which week, of which journeys; how old the data is."""
    say, language = content.say, content.language
    only = say("report.only", filters=say("unit.dot").join(content.filters)) if content.filters else say("report.all")
    days = content.read_all("review").iloc[0]
    covers = say(
        "report.covers", first=formats.day(days["first_day"], language), last=formats.day(days["last_day"], language)
    )
    left = [f"<b>{written(isolated(content.workspace))}</b>", written(week(content)), written(isolated(only))]
    right = [say("report.as-of", day=formats.day(content.as_of, language)), covers]
    parts = [*(f"<span>{part}</span>" for part in left), '<span class="space"></span>']
    return (
        f'<header class="strip">{"".join(parts)}{"".join(f"<span>{written(part)}</span>" for part in right)}</header>'
    )


def answer(content: ReportContent) -> str:
    """The sentences that are read aloud."""
    found = content.found
    lead = "\n".join(paragraph(words, "lead") for words in found.lines())
    care = "\n".join(paragraph(words, "caution") for words in cautions(content))
    return "\n".join([paragraph(found.headline(), "headline", "h1"), lead, care, paragraph(compared(found), "note")])


def middle(content: ReportContent) -> str:
    """The process picture; beside it what changed and what to ask."""
    last = "" if content.found.named else decided(content)
    beside = "\n".join([changes(content), questions(content), last])
    return f'<div class="middle"><div class="picture">{picture(content)}</div><aside>{beside}</aside></div>'


def picture(content: ReportContent) -> str:
    """The process twice, left to right and, for phones, top to bottom."""
    drawn = Picture(
        stations=content.now.stations,
        language=content.language,
        marks=content.found.marks(),
        flow_label=content.say("flow.line-width", weeks=content.now.span),
        pressable=False,
        label=content.say("report.picture"),
        low=LOWER,
    )
    wide = across(drawn).replace("<svg ", '<svg preserveAspectRatio="xMinYMin meet" ', 1)
    return f'<div class="wide">{wide}</div><div class="narrow">{down(drawn)}</div>'


def section(title: str, body: str, kind: str = "") -> str:
    name = f' class="{kind}"' if kind else ""
    return f'<section{name}><h2 dir="auto">{marked(title)}</h2>{body}</section>'


def changes(content: ReportContent) -> str:
    """What changed since last week."""
    before, pairs = evidence.changes(content.now, content.found, content.earlier)
    cells = "".join(f'<div><dt dir="auto">{written(name)}</dt><dd>{written(value)}</dd></div>' for name, value in pairs)
    pool = review_line(content.read, content.read_all, content.language, content.now.names)
    said = paragraph(before) + (f"<dl>{cells}</dl>" if cells else "") + (paragraph(pool) if pool else "")
    return section(content.say("review.changes"), said)


def decided(content: ReportContent) -> str:
    """What was decided and is still open; nothing where nothing is."""
    if content.decided is None:
        return section(content.say("decisions.title"), paragraph(content.say("report.decided-unread"), "note"))
    items = ""
    for what, facts, became in (lines(content, kept) for kept in content.decided):
        more = f'<span class="note">{written(facts)}</span>' + (f"<span>{written(became)}</span>" if became else "")
        items += f'<li><b dir="auto">{written(isolated(what))}</b> {more}</li>'
    return section(content.say("decisions.title"), f"<ul>{items}</ul>", "decided") if items else ""


def questions(content: ReportContent) -> str:
    """What to ask in the room."""
    say, asked = content.say, content.found.questions()
    items = "".join(
        f'<li dir="auto"><b>{written(say("review.to", department=to))}</b> {marked(question)}</li>'
        for to, question in asked
    )
    return section(
        say("review.questions"),
        f"<ul>{items}</ul>" if items else paragraph(say("review.no-questions"), "note"),
        "asked",
    )


def below(content: ReportContent) -> str:
    """The evidence: expected against observed, the weeks before, the records; or all candidates where none is named."""
    if content.found.named:
        last = decided(content) + standing(content)
        parts = [expected(content), way(content), f'<div class="stacked">{last}</div>' if last else ""]
    else:
        parts = [way(content), ranking(content)]
    shown = [part for part in parts if part]
    even = " even" if content.found.named else ""
    return f'<div class="below of-{len(shown)}{even}">{"".join(shown)}</div>'


def figure(made: Figure, table: str) -> str:
    """A chart under its title and unit, what is said of it below, and its figures as a table for those who can't see it."""
    drawn = chart_svg(made.chart, CHART_WIDTH, f"{made.title}. {made.unit}", CHART_WORDS)
    drawn = drawn.replace("<svg ", '<svg preserveAspectRatio="xMinYMin meet" ', 1)
    said = "".join(paragraph(words, "note") for words in made.said)
    return section(made.title, f'{paragraph(made.unit, "note")}<div class="plot">{drawn}</div>{said}{table}', "figure")


def table(header: list[str], rows: list[list[str]], numeric: Set[int] = frozenset()) -> str:
    return f"<table>{markup.table(header, rows, numeric)}</table>"


def folded(content: ReportContent, inside: str) -> str:
    return f'<details><summary>{written(content.say("report.table"))}</summary><div class="scroll">{inside}</div></details>'


def expected(content: ReportContent) -> str:
    say, named = content.say, content.found.leader
    values = (named.expected, max(named.observed + named.shortfall_low, 0), named.observed + named.shortfall_high)
    row = [formats.count(value, content.language) for value in (*values, named.observed)]
    header = [say("review.expected"), say("report.low"), say("report.high"), say("review.observed")]
    made = expected_figure(content.found, content.read, LIGHT)
    return figure(made, folded(content, table(header, [row], {0, 1, 2, 3})))


def way(content: ReportContent) -> str:
    """The weeks before; a sentence where there are none."""
    say, made = content.say, history_figure(content.now, content.found, content.weeks, LIGHT, MARK)
    if made is None:
        return section(say("review.way", weeks=26), paragraph(say("review.way-none"), "note"))
    rows = [[evidence.week_of(content.found, row), evidence.said_of(content.found, row)] for row in content.weeks]
    return figure(made, folded(content, table([say("report.week"), say("report.verdict")], rows)))


def standing(content: ReportContent) -> str:
    """The records that stand longest at the bottleneck."""
    rows = longest(content)
    if rows is None:
        return ""
    title = content.say("records.title", stage=content.found.stage(content.found.leader.stage))
    return section(title, table(rows.header, rows.cells, rows.numeric), "records")


def ranking(content: ReportContent) -> str:
    """All candidates, where none is named."""
    if not content.found.verdict.candidates:
        return ""
    header, rows = evidence.ranking(content.found)
    return section(content.say("review.ranking"), table(header, rows, evidence.RANKED_NUMBERS), "ranking")


def foot(content: ReportContent) -> str:
    """What to know about the verdict, and whether names are in it."""
    told = notes(content)
    shown = told[:MAX_NOTES] + ["…"] * (len(told) > MAX_NOTES)
    names = content.say("report.names-in" if content.with_names else "report.names-out")
    head = f"<b>{written(content.say('review.notes'))}</b> " if shown else ""
    body = " ".join(f'<span dir="auto">{written(words)}</span>' for words in shown)
    return f'<footer><p>{head}{body}</p><p class="names">{written(names)} · RevFlow</p></footer>'
