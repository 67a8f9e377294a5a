"""Settings that people write (mapping.toml, model.toml): each is checked for its kind, and for what may be said, before use."""

import datetime as dt
import functools
import re
import zoneinfo

LONGEST = 10_000  # letters of one text: no header, label or name is longer
UNWRITTEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
)  # no text that a person types holds them; a header may hold line breaks
NO_ZONES = {"localtime", "Factory", "posixrules"}  # known to the system, but no zone of their own


def is_text(found, longest: int = LONGEST) -> bool:
    """Whether it is text that says something: filled, of letters, and not too long."""
    return isinstance(found, str) and bool(found.strip()) and len(found) <= longest and not UNWRITTEN.search(found)


def is_value(found) -> bool:
    """Whether it is a single value as a cell may hold it; an empty text is one."""
    if isinstance(found, str):
        return len(found) <= LONGEST and "\0" not in found
    return isinstance(found, bool | int | float | dt.date | dt.time)


def is_zone(found) -> bool:
    """Whether it is the name of a time zone that is known here and to DuckDB."""
    return isinstance(found, str) and found in _zones()


@functools.cache
def _zones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones() - NO_ZONES)


def shown(found) -> str:
    """What was found, as a sentence may repeat it."""
    text = repr(found)
    return text if len(text) <= 80 else text[:79] + "…"
