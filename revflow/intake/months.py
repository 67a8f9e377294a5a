"""Months that are written as words: 15 Apr, 2021 or April 15, 2021 as 2021-04-15, in the languages that exports come in."""

import duckdb

from revflow.common.sql import literal

BEGINNINGS = {  # of a month's name, in small letters; the longest that fits holds
    1: ("jan", "ene", "gen", "янв"),
    2: ("feb", "fév", "fev", "фев"),
    3: ("mar", "mär", "мар"),
    4: ("apr", "abr", "avr", "апр"),
    5: ("may", "mai", "май", "мая"),
    6: ("jun", "juin", "giu", "июн"),
    7: ("jul", "juil", "lug", "июл"),
    8: ("aug", "ago", "aoû", "aou", "авг"),
    9: ("sep", "set", "сен"),
    10: ("oct", "okt", "out", "ott", "окт"),
    11: ("nov", "ноя"),
    12: ("dec", "dez", "dic", "déc", "дек"),
}
NAME = r"([A-Za-zÀ-ÿА-Яа-яё]{3,10})\.?"
DAY_FIRST = (
    rf"^\s*(?:[A-Za-z]{{3,9}},\s*)?(\d{{1,2}})(?:st|nd|rd|th|\.)?[ -]+(?:de +)?{NAME},?[ -]+(?:de +)?(\d{{4}})(\D.*)?$"
)
MONTH_FIRST = rf"^\s*(?:[A-Za-z]{{3,9}},\s*)?{NAME} +(\d{{1,2}})(?:st|nd|rd|th)?,? +(\d{{4}})(\D.*)?$"


def with_numbers(con: duckdb.DuckDBPyConnection, table: str, column: str) -> list[str]:
    """Rewrites dates with a month's name as year-first ones; says whether there were any."""
    found = 0
    for pattern, (day, month) in ((DAY_FIRST, (1, 2)), (MONTH_FIRST, (2, 1))):
        parts = {n: f"regexp_extract({column}, {literal(pattern)}, {n})" for n in range(1, 5)}
        number = _number_of(parts[month])
        found += con.execute(
            f"update {table} set {column} = {parts[3]} || '-' || {number} || '-' || lpad({parts[day]}, 2, '0') || "
            f"coalesce({parts[4]}, '') where regexp_matches({column}, {literal(pattern)}) and {number} is not null"
        ).fetchall()[0][0]
    return ["month by name"] if found else []


def _number_of(name: str) -> str:
    """SQL: the month's two digits; null for a word that is no month."""
    words = sorted(((word, n) for n, words in BEGINNINGS.items() for word in words), key=lambda pair: -len(pair[0]))
    cases = " ".join(f"when starts_with(lower({name}), {literal(word)}) then '{n:02}'" for word, n in words)
    return f"case {cases} end"
