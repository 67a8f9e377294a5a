"""Event logs in XES (IEEE 1849, XML) as a table: one row an event, the trace's attributes as `case:NAME` columns."""

import csv
import gzip
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from revflow.common.errors import UnusableInput
from revflow.intake.packed import opened

VALUES = {"string", "date", "int", "float", "boolean", "id"}
FIRST = ("case:concept:name", "concept:name", "time:timestamp", "org:resource", "lifecycle:transition")
CHUNK = 1 << 20


def is_xes(name: str) -> bool:
    return name.lower().endswith((".xes", ".xes.gz"))


def events_of(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """(line on which the event begins, its attributes with those of its trace), in the order of the file.

    Raises UnusableInput where the file is no XML, or breaks off.
    """
    log = _Log()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = lambda tag, values: log.start(tag.rpartition("}")[2], values, parser.CurrentLineNumber)
    parser.EndElementHandler = lambda tag: log.end(tag.rpartition("}")[2])
    try:
        with opened(path) as file:
            while chunk := file.read(CHUNK):
                parser.Parse(chunk)
                yield from log.taken()
            parser.Parse(b"", True)
            yield from log.taken()
    except expat.ExpatError as fault:
        raise UnusableInput(
            key="fault.xes", name=path.name, line=fault.lineno, fault=expat.errors.messages[fault.code]
        ) from fault
    except (gzip.BadGzipFile, EOFError) as fault:
        raise UnusableInput(key="fault.gzip-cut", name=path.name, fault=str(fault)) from fault


def first_events(path: Path, count: int) -> list[tuple[str, ...]]:
    """The header and the first events."""
    events = []
    for _, event in events_of(path):
        events.append(event)
        if len(events) == count:
            break
    header = _header(events)
    return [header, *(tuple(event.get(key, "") for key in header) for event in events)]


def as_csv(path: Path, target: Path) -> tuple[int, ...]:
    """Writes the log to `target` as CSV with a header; returns the line of the user's file on which each event begins."""
    header = _header(event for _, event in events_of(path))
    if not header:
        raise UnusableInput(key="fault.xes-empty", name=path.name)
    lines = []
    with target.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(header)
        for line, event in events_of(path):
            writer.writerow(event.get(key, "") for key in header)
            lines.append(line)
    return tuple(lines)


def _header(events) -> tuple[str, ...]:
    keys: dict[str, None] = {}
    for event in events:
        keys.update(dict.fromkeys(event))
    return (*(key for key in FIRST if key in keys), *sorted(key for key in keys if key not in FIRST))


class _Log:
    """What the parser is in: a trace, an event of it, or an attribute of either (attributes of attributes are left)."""

    def __init__(self) -> None:
        self.inside: list[str] = []
        self.case: dict[str, str] = {}
        self.events: list[tuple[int, dict[str, str]]] = []
        self.done: list[tuple[int, dict[str, str]]] = []

    def start(self, tag: str, values: dict[str, str], line: int) -> None:
        parent = self.inside[-1] if self.inside else ""
        self.inside.append(tag)
        if tag == "trace":
            self.case, self.events = {}, []
        elif tag == "event":
            self.events.append((line, {}))
        elif tag in VALUES and "key" in values:
            if parent == "event" and self.events:
                self.events[-1][1][values["key"]] = values.get("value", "")
            elif parent == "trace":
                self.case[f"case:{values['key']}"] = values.get("value", "")

    def end(self, tag: str) -> None:
        self.inside.pop()
        if tag == "trace":
            self.done += [(line, {**self.case, **event}) for line, event in self.events]
        elif tag == "event" and "trace" not in self.inside:  # an event of no trace
            self.done += self.events
            self.events = []

    def taken(self) -> list[tuple[int, dict[str, str]]]:
        done, self.done = self.done, []
        return done
