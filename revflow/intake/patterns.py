"""Which files of a workspace a name with * in it means, and which of them is the older export."""

import datetime as dt
import os
import re
import unicodedata
from pathlib import Path

from revflow.common.errors import UnusableInput
from revflow.common.outside import refuse_outside

LONGEST_NAME, LONGEST_PATH = 255, 4000  # bytes
YEAR_FIRST = re.compile(r"(19\d\d|20\d\d)[-_.年](\d{1,2})[-_.月](\d{1,2})(?!\d)")
YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})[-_.](\d{1,2})[-_.](19\d\d|20\d\d)(?!\d)")
COMPACT = re.compile(
    r"(?<!\d)((?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?=\d{0,6}(?!\d))"
)  # a time may follow


def is_pattern(file: str) -> bool:
    return "*" in file


def files_of(folder: Path, files: list[str]) -> dict[str, tuple[str, ...]]:
    """What the mapping calls a file -> the names (relative to `folder`) of the files meant, older exports first.

    A name without * means itself. A file that is named outright, or by a pattern that says more of its name, is not
    taken by another pattern. Raises UnusableInput where nothing has such a name.
    """
    for file in files:
        _refuse_too_long(file)
    for pattern in filter(is_pattern, files):
        if (folder / pattern).is_file():
            raise UnusableInput(key="fault.star-in-name", name=pattern)
    found: dict[str, tuple[str, ...]] = {file: (_as_stored(folder, file),) for file in files if not is_pattern(file)}
    taken = {name for names in found.values() for name in names}
    for pattern in sorted(filter(is_pattern, files), key=lambda file: -len(file.replace("*", ""))):
        names = [name for name in _matching(folder, pattern) if name not in taken]
        if not names:
            raise UnusableInput(
                f"{pattern}: no file of {folder.name} has such a name. Put the export there, or mend its name in "
                "mapping.toml.",
                key="fault.no-such-file",
                pattern=pattern,
            )
        found[pattern] = tuple(_older_first(folder, pattern, names))
        taken.update(names)
    for taken_by in found.values():
        for name in taken_by:
            refuse_outside(folder, name)
    return {file: found[file] for file in files}


def _refuse_too_long(file: str) -> None:
    """No disk holds a file of such a name, and asking for it is an error of its own."""
    if any(len(os.fsencode(part)) > LONGEST_NAME for part in Path(file).parts) or len(os.fsencode(file)) > LONGEST_PATH:
        raise UnusableInput(key="fault.no-such-file", pattern=file)


def is_meant(name: str, pattern: str) -> bool:
    """Whether a file's name is one that the pattern means; no sign but * means more than itself."""
    return _shape(pattern).fullmatch(_composed(Path(name).name)) is not None


def _as_stored(folder: Path, file: str) -> str:
    """The name as the disk has it: some systems write が as two characters."""
    path = folder / file
    if path.exists() or not path.parent.is_dir():
        return file
    same = (other.name for other in path.parent.iterdir() if _composed(other.name) == _composed(path.name))
    return str(Path(file).with_name(next(same, path.name)))


def _matching(folder: Path, pattern: str) -> list[str]:
    place, shape = Path(pattern).parent, _shape(pattern)
    if is_pattern(str(place)):
        raise UnusableInput(key="settings.star-in-folder", pattern=pattern)
    if not (folder / place).is_dir():
        return []
    names = (path.name for path in (folder / place).iterdir() if path.is_file() and path.name[:1] not in ".~")
    return sorted(str(place / name) for name in names if shape.fullmatch(_composed(name)))


def _shape(pattern: str) -> re.Pattern:
    """The pattern as a regular expression; each * is a group."""
    return re.compile("(.*)".join(map(re.escape, _composed(Path(pattern).name).split("*"))), re.DOTALL)


def _older_first(folder: Path, pattern: str, names: list[str]) -> list[str]:
    """By date or number in the part that differs; where a name has none, or two have the same, by time of change."""
    shape = _shape(pattern)
    keys = {name: _numbers(" ".join(_differing(shape, name))) for name in names}
    if all(keys.values()) and len(set(keys.values())) == len(names):
        return sorted(names, key=lambda name: keys[name])
    return sorted(names, key=lambda name: ((folder / name).stat().st_mtime_ns, name))


def _differing(shape: re.Pattern[str], name: str) -> tuple[str, ...]:
    """What stands in the place of each *."""
    match = shape.fullmatch(_composed(Path(name).name))
    return match.groups() if match else ()


def _numbers(text: str) -> tuple[int, ...]:
    text = unicodedata.normalize("NFKC", text)
    text = YEAR_LAST.sub(lambda m: f" {m[3]}{m[2]:0>2}{m[1]:0>2} ", text)
    text = YEAR_FIRST.sub(lambda m: f" {m[1]}{m[2]:0>2}{m[3]:0>2} ", text)
    text = COMPACT.sub(r" \1 ", text)
    return tuple(map(int, re.findall(r"\d+", text)))


def day_of_export(path: Path) -> dt.date:
    """The day on which a file was exported: the date in its name, else that of its last change."""
    for number in _numbers(path.name.split(".")[0]):
        text = str(number)
        if len(text) >= 8 and COMPACT.fullmatch(text[:8]):
            return dt.date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    return dt.date.fromtimestamp(path.stat().st_mtime)


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)
