"""The README that goes with the sample: made from the tables themselves, so that no column can be left out of it."""

from revflow.sample import company, days
from revflow.sample.company import COMPANY, EXHIBITION
from revflow.sample.tables import Table

TITLE = f"# The sample company: {COMPANY}"

_HEAD = f"""{TITLE}

Exports of an invented Japanese company that sells software by subscription, from {{first}} to {{last}} (a Sunday),
as its SFA, its customer-success tool and its spreadsheets would write them. Made by `python -m revflow sample FOLDER`:
the same seed gives the same bytes (this folder: seed {{seed}}). Firms and people are invented: a name holds a word such
as サンプル (sample), 架空 (fictitious) or 見本 (specimen) and a number, or is the number of a desk. Mail addresses end
in `example.invalid`, telephone numbers begin with 000-0000.

## The story

Prospects come from seven sources and pass through marketing, inside sales, field sales and customer success. From
{{programme}} on, marketing moves its money from advertising, downloads and seminars to a programme of exhibitions
({EXHIBITION}). The cards pass inside sales as well as any other lead, and the count of meetings looks better than ever
(its target was raised as well). But contacts from exhibitions have always been slow to meet and seldom became an
opportunity. Field sales has as many hands as before: first meetings pile up, everybody waits longer, and fewer
opportunities come out of more meetings. It hurts in field sales; it begins in marketing. Every chance and every pair
of hands stays as it was throughout; Japanese holidays, New Year, Obon and the Golden Week are quiet.

A second story lies in the pool of those who said 'not yet' and were put back into nurturing. Most of those who come back
said that it was too early (時期尚早) or that there was no budget (予算未確保); of those who could not be reached or only
gathered information, few do. With whoever has a reason that passes, a day to call again is agreed (次回連絡予定日). Until the
programme began, {{before}} of 100 such days were kept; since then inside sales works through the cards and keeps {{since}} of 100.
Prospects that are more likely to buy than a card lie forgotten while new ones are bought.

## Files

`mapping.toml` says what becomes what, `model.toml` names the stages and the labels the systems write for them.
"""

_HOW = """
## How the files fit together

- A lead's id stands on the deal (`商談.csv`, リードID), a deal's id on the contract (`契約.csv`, 商談ID). A deal
  without a lead was brought by a partner and begins at the meeting. A second deal of one lead is a prospect that came
  back.
- The lead's own dates hold the first and the second time only. A lead with a deal and no MQL化日時 jumped over MQL.
- The deal's history has a row for every saved change, also where only the amount or the expected close changed.
- 受注 (signed) in the history opens the onboarding; the contract's オンボーディング開始日 follows some days later and
  is the same stay in that stage.
- Stages in the history: 商談アポ meeting, 案件化 opportunity, 提案 proposal, 受注 onboarding. Ways out: 失注 lost,
  ナーチャリング戻し back into nurturing (recycle), 対象外 disqualified.

## Dirt, put in on purpose

"""


def readme(tables: list[Table], dirt: list[str], seed: int) -> str:
    head = _HEAD.format(
        first=days.FIRST_DAY,
        last=days.LAST_DAY,
        programme=days.PROGRAMME_BEGINS,
        seed=seed,
        before=round(100 * company.KEPT_BEFORE),
        since=round(100 * company.KEPT_SINCE),
    )
    overview = ["", "| file | what | rows | written by | encoding |", "|---|---|---|---|---|"]
    overview += [_in_one_line(table) for table in tables]
    columns = [line for table in tables for line in _columns(table)]
    broken = "- Reasons and comments hold quoted line breaks and quotation marks.\n"
    return head + "\n".join(overview + columns) + "\n" + _HOW + "".join(f"- {one}\n" for one in dirt) + broken


def _in_one_line(table: Table) -> str:
    written = {"cp932": "CP932 (Shift_JIS)", "utf-8-sig": "UTF-8 with BOM", "utf-8": "UTF-8"}[table.encoding]
    line_end = "CRLF" if table.line_end == "\r\n" else "LF"
    quoting = "all quoted" if table.quoted else "quoted where needed"
    cells = (f"`{table.file}`", f"{table.en} ({table.ja})", f"{len(table.rows):,}", table.written_by)
    return f"| {' | '.join(cells)} | {written}, {line_end}, {quoting} |"


def _columns(table: Table) -> list[str]:
    lines = ["", f"### `{table.file}`: {table.en} ({table.ja}), a row is {table.one_row}", ""]
    lines += ["| column | meaning | becomes |", "|---|---|---|"]
    return lines + [f"| {one.header} | {one.meaning} | {one.becomes or 'not loaded'} |" for one in table.columns]
