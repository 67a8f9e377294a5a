"""Columns that look like private data of persons who are prospects: their names, mail, telephone, address.

They are not loaded unless the mapping allows them by name. Staff (owners of records) are no prospects.
"""

import itertools
import re
from collections.abc import Callable

from revflow.intake.tolerant_csv import tolerant_rows

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
EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
TELEPHONE = re.compile(r"^(\+\d{1,3}[\s-]?\d{1,4}|0\d{1,4})[\s()-]+\d{2,4}[\s()-]+\d{3,4}$")
SAMPLE = 2000
SHARE = 0.2  # of the sampled values; a slip in one cell does not make a column private


def looks_private(con, table, column: str, kind: str = "") -> bool:
    """Whether a column of records of this kind holds, by its name or its first values, private data of prospects."""
    return is_private(column, lambda: _first_values(con, table, column), kind)


def is_private(column: str, values: Callable[[], list[str]], kind: str = "") -> bool:
    """The same for values that are at hand; they are asked for only where the name does not say it."""
    if named_private(column, kind):
        return True
    if STAFF.search(column):
        return False
    return _mostly_contact(values())


def is_contact(con, table, column: str) -> bool:
    """Whether the values of a column are e-mail addresses or telephone numbers."""
    return _mostly_contact(_first_values(con, table, column))


def _mostly_contact(values: list[str]) -> bool:
    return sum(bool(EMAIL.match(value) or TELEPHONE.match(value)) for value in values) > SHARE * len(values)


def _first_values(con, table, column: str) -> list[str]:
    """The filled cells of the first rows; rows that are not whole are passed over."""
    if table.readable.suffix == ".parquet":
        text = table.column(column)
        found = con.execute(f"select {text} from {table.reader()} limit {SAMPLE}").fetchall()
        return [value for (value,) in found if value]
    place = table.header.index(column)
    with table.readable.open(encoding="utf-8-sig", newline="") as text:
        lines = itertools.islice(text, table.header_line, None)
        rows = itertools.islice(tolerant_rows(lines, table.delimiter, len(table.header)), SAMPLE)
        cells = [cells[place].strip() for _, cells, _ in rows if cells]
    return [cell for cell in cells if cell]


def named_private(column: str, kind: str = "") -> bool:
    """Whether the name of a column alone says that it holds private data."""
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column.strip())  # FirstName as First Name
    if CONTACT.search(name) or PERSON.search(name) or PLACE.search(name):
        return True
    return kind.lower() in PERSONS and name.lower() == "name"
