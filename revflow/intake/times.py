"""How a column of dates is written, and the SQL that reads it.

ISO and year-first dates are read at once. What is written otherwise is looked at as a whole column: day-first and
month-first can look alike, and any one value that can only be the one settles it for all.
"""

import datetime as dt

import duckdb

from revflow.common.errors import UnusableInput
from revflow.common.sql import literal
from revflow.intake.clock import PLAIN, ZONED, time_sql
from revflow.intake.months import with_numbers
from revflow.texts import say

# Each way of writing a date: pattern of the date part (three groups) and the orders in which it can be read.
FORMS = {
    "ja": (r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日", ("ymd",)),
    "year first": (r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})", ("ymd",)),
    "compact": (r"(\d{4})(\d{2})(\d{2})", ("ymd",)),
    "dotted": (r"(\d{1,2})\.(\d{1,2})\.(\d{4})", ("dmy",)),
    "year last": (r"(\d{1,2})/(\d{1,2})/(\d{4})", ("dmy", "mdy")),
    "year last with dashes": (r"(\d{1,2})-(\d{1,2})-(\d{4})", ("dmy", "mdy")),  # one column may hold both, each its way
    "short year": (r"(\d{1,2})[./-](\d{1,2})[./-](\d{1,2})", ("dmy", "mdy", "ymd")),
}
ERA = r"^\s*(令和|平成|昭和|[RHSrhs])\s*\.?\s*(\d{1,2}|元)\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?(.*)$"
ERA_BEGINS = {"令和": 2018, "r": 2018, "平成": 1988, "h": 1988, "昭和": 1925, "s": 1925}  # the year before its first
DAY_NUMBER = r"^\d{5}(\.\d+)?$"
DAY_NUMBERS = (dt.date(1990, 1, 1), dt.date(2099, 12, 31))
DAY_ZERO, DAY_ZERO_1904 = "1899-12-30", "1904-01-01"  # of spreadsheets; a workbook says which it counts from
WIDE_SIGNS = ("０１２３４５６７８９／：．－", "0123456789/:.-")


def fast_parse_sql(text: str, timezone: str, written_in: str | None = None) -> str:
    """SQL that reads the SQL expression `text` where it is ISO or year first; null otherwise.

    With a zone the moment is turned into `timezone`'s local time; without one it is taken as it stands, or, where the
    mapping says so, as the local time of `written_in`.
    """
    plain = f"try_cast({text} as timestamp)"
    if written_in:
        plain = f"timezone({literal(timezone)}, timezone({literal(written_in)}, {plain}))"
    zoned = f"timezone({literal(timezone)}, try_cast({text} as timestamptz))"
    return (
        f"case when {text} like '____-__-__ __:__:__' or {text} like '____-__-__T__:__:__' then {plain}"  # most often
        f" when substr({text}, 5, 1) not in ('-', '/') or not substr({text}, 1, 4) between '0000' and '9999'"
        f" or substr({text}, 2, 1) in ('-', '/') or substr({text}, 3, 1) in ('-', '/') then null"
        f" when length({text}) <= 10 or regexp_full_match({text}, '{PLAIN}') then {plain}"
        f" when regexp_full_match({text}, '{ZONED}') then {zoned} end"
    )


STRAY = 0.05  # a form this rare beside others does not make a column: what can't be read for certain is rejected by row


def settle(
    con: duckdb.DuckDBPyConnection,
    table: str,
    column: str,
    total: int,
    told: str | None,
    where: str,
    today: str,
    day_zero: str = DAY_ZERO,
) -> list[str]:
    """Rewrites the unread texts in `table`.`column` as ISO text, and says how they were read.

    `total` is the number of values in the whole column, `told` the order that the mapping gives, `where` names file and
    column for the sentence of a refusal, `day_zero` the day from which day numbers count. Texts that are no date in any way, and strays that could be two, stay as they
    are. Raises UnusableInput where the column can be read two ways.
    """
    said = [*with_numbers(con, table, column), *_plainer(con, table, column, day_zero)]
    for form, (pattern, orders) in FORMS.items():
        whole = f"^\\s*{pattern}(\\D.*)?$"
        present = con.execute(f"select count(*) from {table} where regexp_matches({column}, ?)", [whole]).fetchall()[0][
            0
        ]
        if not present:
            continue
        order: str | None = orders[0]
        if len(orders) > 1:
            stray = present < STRAY * total
            order = _told(told, orders, where) or _order(con, table, column, whole, orders, where, today, stray)
        if order is None:
            continue
        con.execute(
            f"update {table} set {column} = {_as_iso(column, whole, order)} "
            f"where regexp_matches({column}, ?) and {_date(column, whole, order)} is not null",
            [whole],
        )
        if form != "year first":
            said.append(f"{form}, {order}" if len(orders) > 1 else form)
    return said


def _plainer(con: duckdb.DuckDBPyConnection, table: str, column: str, day_zero: str) -> list[str]:
    """Rewrites full-width digits, Japanese eras and the day numbers of spreadsheets as year-first dates; says which."""
    wide, plain = WIDE_SIGNS
    con.execute(
        f"update {table} set {column} = translate({column}, {literal(wide)}, {literal(plain)}) where regexp_matches({column}, '[０-９]')"
    )
    era, year, month, day, rest = (f"regexp_extract({column}, '{ERA}', {n})" for n in range(1, 6))
    begins = " ".join(f"when '{name}' then {before}" for name, before in ERA_BEGINS.items())
    number = f"case {year} when '元' then 1 else {year}::integer end"
    eras = con.execute(
        f"update {table} set {column} = (case lower({era}) {begins} end + {number}) || '-' || {month} || '-' || {day} || "
        f"' ' || {rest} where regexp_matches({column}, '{ERA}')"
    ).fetchall()[0][0]
    first, last = ((day - dt.date.fromisoformat(day_zero)).days for day in DAY_NUMBERS)
    moment = f"timestamp '{day_zero}' + to_seconds(round({column}::double * 86400)::bigint)"
    numbers = con.execute(
        f"update {table} set {column} = strftime({moment}, '%Y-%m-%d %H:%M:%S') where case when "
        f"regexp_matches({column}, '{DAY_NUMBER}') then {column}::double between {first} and {last} else false end"
    ).fetchall()[0][0]
    return [form for form, found in (("era", eras), ("day number", numbers)) if found]


def _told(told: str | None, orders, where: str) -> str | None:
    if told and told not in orders:
        raise UnusableInput(key="fault.date-order", where=where, told=told)
    return told


def _order(
    con: duckdb.DuckDBPyConnection, table: str, column: str, whole: str, orders, where: str, today: str, stray: bool
) -> str | None:
    """The one order in which the column can be read; None where its values are strays that nothing settles."""
    tries = ", ".join(
        f"count({day}), count(*) filter (where {day} > date {literal(today)})"
        for day in (_date(column, whole, order) for order in orders)
    )
    *counts, example, several = con.execute(
        f"select {tries}, min({column}), count(*) filter (where {_ways(column, whole, orders)} > 1) from {table} "
        "where regexp_matches(" + column + ", ?)",
        [whole],
    ).fetchall()[0]
    # The reading that rejects the fewest rows holds: what is no day in it, or lies in the future. One slip of the pen does
    # not overturn a column, and one clear value settles it.
    kept = {order: counts[2 * n] - counts[2 * n + 1] for n, order in enumerate(orders)}
    left = [order for order in orders if kept[order] == max(kept.values())]
    if len(left) == 1 or not several:
        return left[0]
    if stray:
        return None
    raise UnusableInput(
        key="fault.two-ways",
        where=where,
        example=example,
        readings=lambda language: say(language, "fault.or").join(
            say(language, f"fault.order-{order}") for order in left
        ),
        choices=lambda language: say(language, "fault.or").join(f'"{order}"' for order in left),
    )


def _ways(column: str, whole: str, orders) -> str:
    return " + ".join(f"({_date(column, whole, order)} is not null)::integer" for order in orders)


def _groups(column: str, whole: str) -> list[str]:
    return [f"regexp_extract({column}, {literal(whole)}, {n})" for n in (1, 2, 3, 4)]


def _iso_date(column: str, whole: str, order: str) -> str:
    parts = dict(zip(order, _groups(column, whole)[:3], strict=True))
    year = f"case length({parts['y']}) when 2 then '20' || {parts['y']} when 4 then {parts['y']} end"
    return f"{year} || '-' || lpad({parts['m']}, 2, '0') || '-' || lpad({parts['d']}, 2, '0')"


def _date(column: str, whole: str, order: str) -> str:
    return f"try_cast({_iso_date(column, whole, order)} as date)"


def _as_iso(column: str, whole: str, order: str) -> str:
    """ISO text of date, time of day and zone; a rest that is neither leaves the text unreadable."""
    return f"{_iso_date(column, whole, order)} || {time_sql(f'trim({_groups(column, whole)[3]})')}"
