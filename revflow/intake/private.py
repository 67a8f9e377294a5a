"""Columns that look like private data of persons who are prospects: their names, mail, telephone, address.

They are not loaded unless the mapping allows them by name. Staff (owners of records) are no prospects.
"""

import re

CONTACT = re.compile(
    r"e-?mail|メール|\bmail\b|phone|\btel\b|電話|携帯|\bmobile\b|\bfax\b|ファックス|\bline ?id\b", re.IGNORECASE
)
PLACE = re.compile(r"street|住所|番地|丁目|address|郵便番号|postal|zip ?code", re.IGNORECASE)
# The customer's side is named, or a person's name can be meant only of a prospect.
PERSON = re.compile(
    r"(先方|顧客|取引先|お客様|客先|相手)(側)?の?(ご|御)?(担当|責任者)|氏名|姓名|^(姓|名)$|[\[(［（](姓|名)[\])］）]|お名前|^名前$"
    r"|フリガナ|ふりがな|セイ$|メイ$|連絡先名|責任者名|生年月日|誕生日|役員名|代表者"
    r"|^(full|first|last|middle|given|family|sur|contact|lead|person)[ _]?names?$|birth ?(date|day)|date of birth"
    r"|contact ?person|^((associated|primary|main|related)[ _])?contacts?$|salutation",
    re.IGNORECASE,
)
PERSONS = ("lead", "contact", "contacts", "person", "prospect")  # kinds of records that are persons
STAFF = re.compile(r"owner|所有者|担当|created ?by|creator|作成者|sales ?rep", re.IGNORECASE)
EMAIL = r"^[^@\s]+@[^@\s]+\.[^@\s]+$"
TELEPHONE = r"^(\+\d{1,3}[\s-]?\d{1,4}|0\d{1,4})[\s()-]+\d{2,4}[\s()-]+\d{3,4}$"
SAMPLE = 2000
SHARE = 0.2  # of the sampled values; a slip in one cell does not make a column private


def looks_private(con, table, column: str, kind: str = "") -> bool:
    """Whether a column of records of this kind holds, by its name or its first values, private data of prospects."""
    if named_private(column, kind):
        return True
    if STAFF.search(column):
        return False
    text = table.column(column)
    filled, private = con.execute(
        f"select count(value), count(*) filter (where regexp_matches(value, '{EMAIL}') or regexp_matches(value, '{TELEPHONE}')) "
        f"from (select {text} as value from {table.reader('unread')} limit {SAMPLE})"
    ).fetchall()[0]
    con.execute("drop table if exists unread; drop table if exists unread_scan")
    return private > SHARE * filled


def named_private(column: str, kind: str = "") -> bool:
    """Whether the name of a column alone says that it holds private data."""
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column.strip())  # FirstName as First Name
    if CONTACT.search(name) or PERSON.search(name) or PLACE.search(name):
        return True
    return kind.lower() in PERSONS and name.lower() == "name"
