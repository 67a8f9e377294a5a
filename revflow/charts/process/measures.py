"""How wide a text will be, and how it is made to fit."""

import unicodedata
from html import escape


def text_width(text: str, size: float) -> float:
    """Roughly how wide a text will be: full-width letters are an em, others a good half."""
    return sum(1.0 if unicodedata.east_asian_width(letter) in "WFA" else 0.58 for letter in text) * size


def shortened(text: str, size: float, room: float) -> str:
    """The text, cut with an ellipsis where it would not fit."""
    if text_width(text, size) <= room:
        return text
    while text and text_width(text + "…", size) > room:
        text = text[:-1]
    return text + "…"


def in_lines(text: str, size: float, room: float) -> list[str]:
    """At most two lines: broken at a space or slash where there is one, else (full-width letters) anywhere."""
    if text_width(text, size) <= room:
        return [text]
    ends = [n for n in range(1, len(text)) if text_width(text[:n], size) <= room]
    if not ends:
        return [shortened(text, size, room)]
    at_word = [n for n in ends if text[n - 1] in " /・・_-" or text[n] == " "]
    end = at_word[-1] if at_word else ends[-1]
    return [text[:end].strip(), shortened(text[end:].strip(" /・"), size, room)]


def clean(text: str) -> str:
    """Text that may stand in a picture file: no control letters, markup escaped."""
    return escape("".join(letter for letter in text if letter >= " " or letter == "\t"), quote=True)
