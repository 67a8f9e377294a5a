"""Data as HTML text, never as markup: for the pages and for the report alike."""

import re
import unicodedata
from collections.abc import Callable, Set
from html import escape
from typing import Any

TURNING = {"R", "AL", "RLE", "RLO", "LRO", "LRE", "RLI", "LRI", "FSI", "PDF", "PDI"}
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
HIGHLIGHT, FEEDER, END = "\ue000", "\ue002", "\ue001"  # marks round a name until the words are HTML
ANY_MARK = re.compile("[\ue000-\ue002]")
MARKED = re.compile("([\ue000\ue002])([^\ue000-\ue002]*)\ue001")
KINDS = {HIGHLIGHT: "highlight", FEEDER: "feeder"}


def isolated(value: Any) -> Any:
    """A value in a direction of its own, where it has letters or marks that would turn what stands around it."""
    turns = isinstance(value, str) and any(unicodedata.bidirectional(letter) in TURNING for letter in value)
    return f"\u2068{value}\u2069" if turns else value


def written(words: str) -> str:
    """Data as HTML text; a direction of its own, so that right-to-left names don't turn their neighbours round."""
    return escape(UNSEEN.sub("", words))


def table(header: list[str], rows: list[list[str]], numeric: Set[int] = frozenset()) -> str:
    """Head and body of a table of words; `numeric` columns are right-aligned."""
    kind = [' class="number"' if place in numeric else "" for place in range(len(header))]
    head = "".join(f'<th scope="col"{k}>{written(name)}</th>' for name, k in zip(header, kind, strict=True))
    body = "".join(
        "<tr>"
        + "".join(f'<td dir="auto"{k}>{written(value)}</td>' for value, k in zip(row, kind, strict=True))
        + "</tr>"
        for row in rows
    )
    return f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"


def marker(kind: str) -> Callable[[str], str]:
    """A function that puts a mark (HIGHLIGHT or FEEDER) round a name."""
    return lambda name: kind + ANY_MARK.sub("", name) + END


def marked(said: str) -> str:
    """Words as HTML, the marked names in their colour."""
    return MARKED.sub(lambda m: f'<b class="{KINDS[m[1]]}">{m[2]}</b>', written(said))
