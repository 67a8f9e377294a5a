"""Amounts of one currency: those of another are counted, never added."""

import duckdb

from revflow.common.sql import literal
from revflow.intake.currencies import SIGNS, WRITTEN, code_of
from revflow.intake.reading import Reading

AMOUNT = "amount"
NUMBER = r"[¥￥$€£円,\s]"  # what stands around the digits of an amount
CODE = r"^([A-Z]{3})\s*[\d.,-]|[\d.,]\s*([A-Z]{3})$"  # USD 1,200.00 as a report writes it


def settle_currency(reading: Reading) -> None:
    """Empties the amounts that are not in the workspace's currency, and says how many there are of which.

    The currency is the one that the mapping names, or else the most frequent one. An amount without any sign of a
    currency is in it.
    """
    con = reading.con
    numbers = [n for n in range(len(reading.plan.records)) if _has_amount(con, n)]
    for n in numbers:
        con.execute(
            f"update records_{n} set currency = {_currency()} where currency is not null or "
            "(at_amount is not null and try_cast(at_amount as double) is null)"
        )
    if not numbers:
        return
    every = " union all ".join(
        f"select currency from records_{n} where at_amount is not null and currency is not null" for n in numbers
    )
    found = con.execute(f"select currency, count(*) from ({every}) group by 1 order by 2 desc, 1").fetchall()
    counted = code_of(reading.plan.currency) or (found[0][0] if found else None)
    if counted is None:
        return
    con.execute("insert or replace into load_info values ('currency', ?)", [counted])
    for n in numbers:
        con.execute(f"update records_{n} set at_amount = null where currency != ?", [counted])
        con.execute(
            f"update records_{n} set at_amount = regexp_replace(at_amount, '[A-Z]{{3}}', '') where at_amount similar to "
            "'.*[A-Z]{3}.*'"
        )
    others = [(currency, count) for currency, count in found if currency != counted]
    if others:
        left = sum(count for _, count in others)
        total = con.execute(
            " union all ".join(f"select count(*) from records_{n} where at_amount is not null" for n in numbers)
        ).fetchall()
        reading.audit.find(
            "other-currencies",
            "warning",
            left,
            left + sum(count for (count,) in total),
            subject=counted,
            example=", ".join(f"{currency} {count:,}" for currency, count in others[:5]),
        )


def number_of(text: str) -> str:
    """SQL of the money (two decimals) that the SQL `text` says; a comma before one or two last digits is a decimal one."""
    plain = f"regexp_replace({text}, '{NUMBER}', '', 'g')"
    continental = f"replace(replace(regexp_replace({text}, '[^0-9.,-]', '', 'g'), '.', ''), ',', '.')"
    return (
        f"coalesce(try_cast({text} as decimal(18, 2)), case when regexp_matches({text}, '\\d,\\d{{1,2}}\\D*$') "
        f"then try_cast({continental} as decimal(18, 2)) else try_cast({plain} as decimal(18, 2)) end)"
    )


def _has_amount(con: duckdb.DuckDBPyConnection, number: int) -> bool:
    return "at_amount" in [column[0] for column in con.execute(f"describe records_{number}").fetchall()]


def _currency() -> str:
    """SQL: what the column of currencies says, else what stands in the amount itself; null where neither says it."""
    said = "trim(currency)"
    words = " ".join(f"when {literal(word)} then {literal(code)}" for word, code in {**SIGNS, **WRITTEN}.items())
    signs = " ".join(f"when contains(at_amount, {literal(sign)}) then {literal(code)}" for sign, code in SIGNS.items())
    return (
        f"case when currency is not null then case lower({said}) {words} else upper({said}) end "
        f"when try_cast(at_amount as double) is not null then null "
        f"when regexp_matches(at_amount, '{CODE}') then regexp_extract(at_amount, '([A-Z]{{3}})', 1) {signs} end"
    )
