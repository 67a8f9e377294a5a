"""What is private: columns of prospects' personal data, values that reach a person, fields that name somebody.

Decided here alone, by the words in privacy.toml. Personal data of prospects is not loaded unless the mapping allows a
column by name; staff (owners of records) are no prospects. What names somebody is loaded, and hidden until asked for.
"""

import re
import tomllib
from collections.abc import Callable, Iterable

from revflow.common.resources import package_file
from revflow.common.sql import literal

WORDS: dict[str, list[str]] = tomllib.loads(package_file("common/privacy.toml").read_text(encoding="utf-8"))


def _pattern(key: str) -> re.Pattern[str]:
    return re.compile("|".join(WORDS[key]), re.IGNORECASE)


CONTACT, ADDRESS, PERSON = map(_pattern, ("contact", "address", "person"))
STAFF, STAFF_VALUES, NAMING = map(_pattern, ("staff", "staff_values", "naming"))
FREE_TEXT, PROSPECT = map(_pattern, ("free_text", "prospect"))
EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
TELEPHONE = re.compile(r"^(\+\d{1,3}[\s-]?\d{1,4}|0\d{1,4})[\s()-]+\d{2,4}[\s()-]+\d{3,4}$")
# The same within a text, however it is set off; the sign may be a full-width one.
_PART = r"[^\s@＠<>()（）「」,;:、]"
EMAIL_WITHIN = f"{_PART}+[@＠]{_PART}+[.．]{_PART}+"
TELEPHONE_WITHIN = (
    r"(\+\d{1,3}[\s-]?\d{1,4}[\s()-]+\d{2,4}|\b(0\d{1,2}[\s()-]+\d{3,4}|0\d{3,4}[\s()-]+\d{1,3}))[\s()-]+\d{3,4}\b"
)
WITHIN = re.compile(
    f"(?<!{_PART}){EMAIL_WITHIN}|{TELEPHONE_WITHIN}"
)  # from the start of a word: each is looked at once
MASK = "***"
MAX_SHARE = 0.05  # of the sampled values; a slip in one cell does not make a column private, it is masked


def is_private(column: str, values: Callable[[], list[str]], kind: str = "") -> bool:
    """Whether a column of records of this kind holds, by its name or its values, private data of prospects.

    `values` gives some of its filled cells; they are asked for only where the name does not say it.
    """
    if named_private(column, kind):
        return True
    if names_staff(column):
        return False
    return mostly_contacts(values())


def names_staff(column: str) -> bool:
    """Whether a column is called as those are that name one's own people, who work the records."""
    return bool(STAFF.search(column))


def named_private(column: str, kind: str = "") -> bool:
    """Whether the name of a column alone says that it holds private data."""
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column.strip())  # FirstName as First Name
    if CONTACT.search(name) or PERSON.search(name) or ADDRESS.search(name):
        return True
    if FREE_TEXT.search(name) or PROSPECT.search(name):
        return True
    return kind.lower() in WORDS["person_kinds"] and name.lower() == "name"


def is_contact(value: str) -> bool:
    """Whether a value is, or holds, an e-mail address or a telephone number."""
    return bool(EMAIL.match(value) or TELEPHONE.match(value) or WITHIN.search(value))


def masked(text: str) -> str:
    """A text that is kept for an account of rows, without the addresses and numbers that reach a person."""
    return WITHIN.sub(MASK, text)


def masked_sql(text: str) -> str:
    """SQL of the SQL `text` without e-mail addresses; most texts have none, and cost next to nothing."""
    pattern = literal(EMAIL_WITHIN)
    return f"case when contains({text}, '@') or contains({text}, '＠') then regexp_replace({text}, {pattern}, {literal(MASK)}, 'g') else {text} end"


def mostly_contacts(values: list[str]) -> bool:
    """Whether so many values reach a person that their column is private."""
    return sum(map(is_contact, values)) > MAX_SHARE * len(values)


def names_someone(*titles: str) -> bool:
    """Whether a field that is called so may name a company or a person."""
    return _any(NAMING, titles)


def holds_staff(attribute: str) -> bool:
    """Whether the values of an attribute are one's own people."""
    return _any(STAFF_VALUES, [attribute])


def _any(pattern: re.Pattern[str], texts: Iterable[str]) -> bool:
    return any(pattern.search(text) for text in texts)
