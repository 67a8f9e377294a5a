"""Columns that look like private data of persons: e-mail, telephone, address. They are not loaded."""

import re

CONTACT = re.compile(r"e-?mail|メール|phone|電話|携帯|\bfax\b|ファックス", re.IGNORECASE)
PLACE = re.compile(r"street|住所|address|郵便番号|postal", re.IGNORECASE)
EMAIL = r"^[^@\s]+@[^@\s]+\.[^@\s]+$"
TELEPHONE = r"^(\+\d{1,3}[\s-]?\d{1,4}|0\d{1,4})[\s()-]+\d{2,4}[\s()-]+\d{3,4}$"
SAMPLE = 2000
SHARE = 0.2  # of the sampled values; a slip in one cell does not make a column private


def looks_private(con, table, column: str, mapped: bool = False) -> bool:
    """Whether the name of the column, or its first values, are those of e-mail addresses or telephone numbers.

    A place is private by its name too, unless a mapping names the column: a prefecture may be kept in 'address'.
    """
    if CONTACT.search(column) or (PLACE.search(column) and not mapped):
        return True
    text = table.column(column)
    filled, private = con.execute(
        f"select count(value), count(*) filter (where regexp_matches(value, '{EMAIL}') or regexp_matches(value, '{TELEPHONE}')) "
        f"from (select {text} as value from {table.reader('unread')} limit {SAMPLE})"
    ).fetchall()[0]
    con.execute("drop table if exists unread; drop table if exists unread_scan")
    return private > SHARE * filled
