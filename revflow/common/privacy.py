"""What is private: columns of prospects' personal data, values that reach a person, fields that name somebody.

Decided here alone, by the words in privacy.toml. Personal data of prospects is not loaded unless the mapping allows a
column by name; staff (owners of records) are no prospects. What names somebody is loaded, and hidden until asked for.
"""

import re
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path

WORDS: dict[str, list[str]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def _pattern(key: str) -> re.Pattern[str]:
    return re.compile("|".join(WORDS[key]), re.IGNORECASE)


CONTACT, ADDRESS, PERSON = map(_pattern, ("contact", "address", "person"))
STAFF, STAFF_VALUES, NAMING = map(_pattern, ("staff", "staff_values", "naming"))
EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
TELEPHONE = re.compile(r"^(\+\d{1,3}[\s-]?\d{1,4}|0\d{1,4})[\s()-]+\d{2,4}[\s()-]+\d{3,4}$")
MAX_SHARE = 0.2  # of the sampled values; a slip in one cell does not make a column private


def is_private(column: str, values: Callable[[], list[str]], kind: str = "") -> bool:
    """Whether a column of records of this kind holds, by its name or its values, private data of prospects.

    `values` gives some of its filled cells; they are asked for only where the name does not say it.
    """
    if named_private(column, kind):
        return True
    if STAFF.search(column):
        return False
    return mostly_contacts(values())


def named_private(column: str, kind: str = "") -> bool:
    """Whether the name of a column alone says that it holds private data."""
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column.strip())  # FirstName as First Name
    if CONTACT.search(name) or PERSON.search(name) or ADDRESS.search(name):
        return True
    return kind.lower() in WORDS["person_kinds"] and name.lower() == "name"


def is_contact(value: str) -> bool:
    """Whether a value is an e-mail address or a telephone number."""
    return bool(EMAIL.match(value) or TELEPHONE.match(value))


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
