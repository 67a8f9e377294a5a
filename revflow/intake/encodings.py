"""How a file's bytes become text: byte order mark, then strict UTF-8, then CP932 where it holds Japanese."""

import codecs
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from revflow.common.certain import certain
from revflow.common.errors import UnusableInput
from revflow.texts import say

CHUNK = 8 << 20
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAID = {
    "utf8": "utf-8",
    "shift_jis": "cp932",
    "sjis": "cp932",
    "ms932": "cp932",
    "windows-31j": "cp932",
    "iso-8859-1": "latin-1",
    "latin1": "latin-1",
    "utf16": "utf-16",
}
KNOWN = ("utf-8", "utf-16", "cp932", "latin-1")
# The lead bytes of kana, punctuation and everyday kanji are control characters in Latin-1: text of the one is not
# mistaken for text of the other.
JAPANESE_PAIR = re.compile(rb"[\x81-\x9f][\x40-\x7e\x80-\xfc]")
CONTROLS = bytes({*range(32)} - set(b"\t\n\r\f\x1a\x1b"))
BINARY_STARTS = {  # how files of other kinds begin -> the last part of their name's key in fault.*.toml
    b"PK\x03\x04": "zip",
    b"%PDF": "pdf",
    b"\xd0\xcf\x11\xe0": "old-office",
    b"PAR1": "parquet",
    b"\x89PNG": "picture",
    b"SQLite": "database",
}


def encoding_of(open_bytes, name: str, said: str | None = None) -> str:
    """The encoding of a file.

    `open_bytes` opens the file anew for reading bytes; `said` is what the mapping says of it. Raises UnusableInput where
    the file is no text, is not what the mapping says, or where nothing tells which encoding it is.
    """
    with open_bytes() as file:
        start = file.read(4096)
    _refuse_binary(start, name)
    if said:
        candidates = [certain(known_encoding(said))]
        if candidates == ["utf-8"] and start.startswith(codecs.BOM_UTF8):
            candidates = ["utf-8-sig"]
    else:
        marked = [encoding for mark, encoding in MARKS if start.startswith(mark)]
        candidates = marked or ["utf-8", "cp932"]
    for encoding in candidates:
        with open_bytes() as file:
            japanese = _holds_japanese(file, encoding)
        if japanese is not None and (said or encoding != "cp932" or japanese):
            return encoding
    if said:
        raise UnusableInput(key="fault.encoding-told", name=name, encoding=said)
    raise UnusableInput(key="fault.encoding", name=name, where=_where_it_breaks(open_bytes))


def decoded(file: BinaryIO, encoding: str) -> Iterator[str]:
    """The text of `file` in pieces; a broken character raises UnicodeDecodeError."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    while chunk := file.read(CHUNK):
        yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


def transcoded(open_bytes, encoding: str, target: Path) -> Path:
    """Writes the file's text as UTF-8 to `target`."""
    with open_bytes() as source, target.open("w", encoding="utf-8", newline="") as out:
        for text in decoded(source, encoding):
            out.write(text)
    return target


def _holds_japanese(file: BinaryIO, encoding: str) -> bool | None:
    """Whether the file holds Japanese pairs of bytes; None where it can't be decoded."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    japanese = False
    try:
        while chunk := file.read(CHUNK):
            decoder.decode(chunk)
            japanese = japanese or JAPANESE_PAIR.search(chunk) is not None
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return None
    return japanese


def _where_it_breaks(open_bytes) -> Callable[[str], str]:
    """The first line that is not UTF-8, and the first that is not CP932: a file may be put together from two."""
    first: dict[str, int] = {}
    with open_bytes() as file:
        for number, line in enumerate(file, 1):
            for encoding in {"utf-8", "cp932"} - first.keys():
                try:
                    line.decode(encoding)
                except UnicodeDecodeError:
                    first[encoding] = number
            if len(first) == 2:
                break
    return lambda language: "".join(
        say(language, "fault.line-is-not", line=first[encoding], encoding=name)
        for encoding, name in (("utf-8", "UTF-8"), ("cp932", "CP932"))
        if encoding in first
    )


def known_encoding(said: str) -> str | None:
    """The encoding that is meant by what the mapping says; None where none is."""
    encoding = SAID.get(said.lower().replace("_", "-"), SAID.get(said.lower(), said.lower()))
    return encoding if encoding in KNOWN else None


def _refuse_binary(start: bytes, name: str) -> None:
    for mark, what in BINARY_STARTS.items():
        if start.startswith(mark):
            raise UnusableInput(
                key="fault.binary", name=name, what=lambda language, what=what: say(language, f"fault.what-{what}")
            )
    marked = any(start.startswith(mark) for mark, _ in MARKS)
    if not marked and len(start) - len(start.translate(None, CONTROLS)) > len(start) / 20:
        raise UnusableInput(key="fault.no-text", name=name)
