"""Names that people and their computers give: folders of companies, uploaded files, and the pattern of a weekly export."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from revflow.common.errors import UnusableInput
from revflow.intake.patterns import is_meant
from revflow.intake.tables import KINDS

LONGEST_COMPANY, LONGEST_STEM = 60, 100  # characters
LONGEST_BYTES = 150  # of a stem; most disks take 255 with ending and date
FORBIDDEN = re.compile(r'[\\/:*?"<>|\[\]{}]')  # by some system's disks, or because a pattern is written with them
RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)
COPY = re.compile(r"\s*\(\d{1,3}\)$")  # what a browser appends to a second download
# A day, a moment, or the running number that a CRM gives its downloads.
DATED = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d[-_. 年]?\d{1,2}[-_. 月]?\d{1,2}日?(?:[-_ T]?\d{2}[-_:]?\d{2}(?:[-_:]?\d{2})?)?|\d{10,17})(?!\d)"
)


def company_folder(name: str) -> str:
    """The folder's name for a company's name: the same words without what a disk can't hold.

    Raises UnusableInput where nothing is left.
    """
    cleaned = _cleaned(name)[:LONGEST_COMPANY]
    cleaned = _shortened(cleaned.strip(" ."))
    if not cleaned or not any(letter.isalnum() for letter in cleaned):
        raise UnusableInput(key="setup.fault-name")
    return cleaned + "_" if RESERVED.match(cleaned.split(".")[0]) else cleaned


def kind_of(name: str, kinds: tuple[str, ...] = KINDS) -> str | None:
    """The ending of a file that can be read, None for any other."""
    return next((kind for kind in sorted(kinds, key=len, reverse=True) if name.lower().endswith(kind)), None)


def uploaded_name(name: str, kind: str) -> tuple[str, str]:
    """Stem and ending of a file as it was uploaded, without folders and signs that a disk or a pattern can't hold."""
    bare = re.split(r"[\\/]", name)[-1]
    stem = COPY.sub("", _cleaned(bare[: -len(kind)])).strip(" .")[:LONGEST_STEM]
    stem = _shortened(stem) or "file"
    return (stem + "_" if RESERVED.match(stem.split(".")[0]) else stem), kind


def candidates(stem: str, kind: str, day: str) -> Iterator[tuple[str, str]]:
    """Names under which a file can be stored, each with the pattern that takes in the next weeks' files, best first.

    `day` (2026-11-21) is put into a name that has no date of its own.
    """
    found = list(DATED.finditer(stem))
    begin, end = found[-1].span() if found else (len(stem), len(stem))
    head, own, tail = (stem[:begin], stem[begin:end], stem[end:]) if found else (f"{stem}_", day, "")
    yield f"{head}{own}{tail}{kind}", f"{head}*{tail}{kind}"
    bare = (head + tail).rstrip("_-. ") or "file"
    yield f"{bare}.{own}{kind}", f"{bare}.*{kind}"
    for number in range(2, 1000):
        yield f"{bare}-{number}.{own}{kind}", f"{bare}-{number}.*{kind}"


def claims(patterns: Iterable[str], files: Iterable[str]) -> dict[str, str]:
    """Which file is taken in by what: one that is named outright by its name, any other by the pattern that says most.

    The same rule as in revflow/intake/patterns.py.
    """
    files, patterns = set(files), set(patterns)
    found = {name: name for name in files & patterns}
    for pattern in sorted((p for p in patterns if "*" in p), key=lambda p: -len(p.replace("*", ""))):
        for name in files - found.keys():
            if is_meant(name, pattern):
                found[name] = pattern
    return found


def next_name(pattern: str, name: str, kind: str, day: str, taken: set[str]) -> str:
    """The name under which the next file of `pattern` (with a '*') is stored; its own where that matches and is free."""
    stem, _ = uploaded_name(name, kind)
    if is_meant(stem + kind, pattern) and DATED.search(stem) and stem + kind not in taken:
        return stem + kind
    found = DATED.findall(stem)
    own = found[-1] if found else day
    begin, _, end = pattern.partition("*")
    end = end[: -len(kind)] if end.endswith(kind) else PurePosixPath(end).stem
    tries = (f"{begin}{own}{'' if n == 1 else f'-{n}'}{end}{kind}" for n in range(1, 1000))
    return next(name for name in tries if name not in taken)


def _cleaned(words: str) -> str:
    """Words in one line, composed, without signs that are not seen, turn the direction, or lead out of a folder."""
    words = unicodedata.normalize("NFC", words)
    words = "".join(" " if letter.isspace() else letter for letter in words)
    words = "".join(letter for letter in words if unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    words = FORBIDDEN.sub("_", words)
    return re.sub(r"\s+", " ", words).strip(" .")


def _shortened(words: str) -> str:
    return words.encode("utf-8")[:LONGEST_BYTES].decode("utf-8", "ignore").strip(" .")
