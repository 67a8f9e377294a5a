"""Small companies for the pages, written by hand as workspaces and loaded as a user's would be."""

import datetime as dt
from pathlib import Path

from revflow.workspace.loading import load
from tests.conftest import NOW, Bench

HTML = '<img src=x onerror="document.title=1"><b>太字</b>'
MARKDOWN = "[link](https://example.com) **bold** $x^2$ :material/home: | # head"
FORMULA = '=HYPERLINK("http://example.com";"x")'
RIGHT_TO_LEFT = "شركة ‮الاختبار"
LONG = "長" * 5_000
HOSTILE = (HTML, MARKDOWN, FORMULA, RIGHT_TO_LEFT, LONG)


def cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def some_weeks(bench: Bench, weeks: int, first: dt.date, a_week: int = 4) -> Bench:
    """A steady company: every week some enter, most move on a week later, one is lost, some stay."""
    rows, number = [], 0
    for week in range(weeks):
        for place in range(a_week):
            number += 1
            day = first + dt.timedelta(days=7 * week + place % 5)
            rows.append(f"j{number},a,{day},kim,")
            rest = [("b", 6), ("c", 13), ("d", 20)][: number % 4]
            rows += [f"j{number},{stage},{day + dt.timedelta(days=later)},lee," for stage, later in rest]
            if number % 4 == 1 and number % 3:
                rows.append(f"j{number},lost,{day + dt.timedelta(days=30)},lee,no budget")
    rows = [row for row in rows if row.split(",")[2] <= str(NOW.date())]
    return bench.model().events(*rows)


def steady(bench: Bench) -> Bench:
    return some_weeks(bench, 30, dt.date(2026, 4, 27))


def ten_years(bench: Bench) -> Bench:
    return some_weeks(bench, 520, dt.date(2016, 11, 7), a_week=2)


def one_week(bench: Bench) -> Bench:
    return some_weeks(bench, 1, dt.date(2026, 11, 16))


def one_journey(bench: Bench) -> Bench:
    return bench.model().events("j1,a,2026-11-16,kim,")


def no_exits(bench: Bench) -> Bench:
    """As in a funnel of won deals only: nothing ever leaves."""
    return bench.model().events(*(f"j{n},a,2026-0{1 + n % 9}-1{n % 9},," for n in range(40)), "j1,d,2026-10-05,,")


def hostile(bench: Bench) -> Bench:
    """Names of stages, departments, attributes, values, owners and ids that try to be markup."""
    quoted = HTML.replace("\\", "\\\\").replace('"', '\\"')
    model = f"""
goal = "b"
calendar = "weekdays"
[departments]
one = {{ ja = "{MARKDOWN}", en = "{MARKDOWN}" }}
[[stages]]
id = "a"
ja = "{quoted}"
en = "{quoted}"
department = "one"
[[stages]]
id = "b"
ja = "{RIGHT_TO_LEFT}"
en = "{RIGHT_TO_LEFT}"
department = "one"
[exits]
lost = {{ ja = "{quoted}", en = "{quoted}", kind = "lost" }}
[attributes]
source = {{ ja = "{MARKDOWN}", en = "{MARKDOWN}", department = "one", decided_at = "entry" }}
"""
    days = [dt.date(2026, 10, 5) + dt.timedelta(days=3 * n) for n in range(12)]
    names = [HOSTILE[n % len(HOSTILE)] for n in range(12)]
    bench.write("model.toml", model)
    bench.write(
        "journeys.csv",
        "journey_id,source,company\n"
        + "".join(f"{cell(f'{n}{name[:60]}')},{cell(name[:200])},{cell(name)}\n" for n, name in enumerate(names)),
    )
    ids = [f"{n}{name[:60]}" for n, name in enumerate(names)]
    rows = [f"{cell(i)},a,{day},{cell(name[:100])}," for i, day, name in zip(ids, days, names, strict=True)]
    rows += [
        f"{cell(ids[0])},b,2026-11-09,x,",
        f"{cell(ids[1])},lost,2026-11-10,x,{cell(HTML)}",
        f"{cell(ids[2])},{cell(HTML)},2026-11-10,x,",
    ]
    bench.write("stage_events.csv", "journey_id,stage,entered_at,owner,reason\n" + "\n".join(rows) + "\n")
    return bench


def troubled(bench: Bench) -> Bench:
    """The steady company after a migration, with a queue, tests, a clean-up, and an export that lies two weeks back."""
    some_weeks(bench, 28, dt.date(2026, 4, 27))
    path = bench.folder / "stage_events.csv"
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.split(",")[2] <= "2026-11-06"]
    kept = [line.replace(",kim,", ",Inside Queue,") if n % 3 == 0 else line for n, line in enumerate(kept)]
    imported = [f"m{n},a,2026-09-30,kim,\nm{n},b,2026-10-01,lee," for n in range(120)]
    closed = [f"m{n},lost,2026-10-20,lee," for n in range(60)]
    path.write_text("\n".join([head, *kept, *imported, *closed, "test1,a,2026-10-05,kim,"]) + "\n", encoding="utf-8")
    return bench


MADE = (steady, ten_years, one_week, one_journey, no_exits, hostile, troubled)


def make(folder: Path) -> dict[str, Path]:
    """Every company under its name, loaded; 'empty' is a folder with nothing in it."""
    made = {}
    for company in MADE:
        bench = company(Bench(folder / company.__name__))
        load(bench.folder, now=NOW)
        made[company.__name__] = bench.folder
    made["empty"] = folder / "empty"
    made["empty"].mkdir()
    return made
