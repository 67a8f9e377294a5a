"""Ids as they were before a spreadsheet touched them, and what can't be an id any more."""

from revflow.common.sql import literal

WHOLE_FLOAT = r"^\d{1,15}\.0+$"  # 1244495215.0: no digit is lost
ROUNDED = r"^(\d(\.\d+)?[eE]\+\d+|\d{16,}\.0+)$"  # 1.24E+17: the last digits are gone
SALESFORCE = r"^[0-9A-Za-z]{15}$"
HIDDEN_DIGITS = 12  # 48 bits
CHECK_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


def cleaned(text: str, ids: str | None = None) -> str:
    """SQL of the id that the SQL `text` holds; null where its digits are lost.

    `ids` "salesforce": the 15 characters of an id become its 18, so that both forms are one.
    """
    known = (
        f"case when ends_with({text}, '0') and regexp_matches({text}, '{WHOLE_FLOAT}') then split_part({text}, '.', 1) "
        f"when {is_rounded(text)} then null else {text} end"
    )
    if ids != "salesforce":
        return known
    return f"case when regexp_matches({text}, '{SALESFORCE}') then {_eighteen(text)} else {known} end"


def hidden(text: str, key: str) -> str:
    """SQL of the pseudonyms of the ids (one, or several separated by ;) in the SQL `text`; `key` is written in hex."""
    return (
        f"array_to_string(list_transform(string_split({text}, ';'), lambda part: 'ID-' || "
        f"upper(left(sha256('{key}' || sha256('{key}' || lower(trim(part)))), {HIDDEN_DIGITS}))), ';')"
    )


def is_rounded(text: str) -> str:
    """SQL: whether the SQL `text` is a number of which a spreadsheet kept only the first digits."""
    return f"((contains({text}, '+') or contains({text}, '.')) and regexp_matches({text}, '{ROUNDED}'))"


def _eighteen(text: str) -> str:
    """SQL: a Salesforce id with the three characters that say which of its letters are capitals."""
    checks = []
    for start in (1, 6, 11):
        bits = " + ".join(
            f"case when substr({text}, {start + n}, 1) between 'A' and 'Z' then {1 << n} else 0 end" for n in range(5)
        )
        checks.append(f"substr({literal(CHECK_CHARACTERS)}, 1 + {bits}, 1)")
    return f"{text} || {' || '.join(checks)}"
