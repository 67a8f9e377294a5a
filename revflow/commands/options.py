"""Options that several commands share, and how their words are read."""

import argparse
import datetime as dt
from pathlib import Path

MAX_WINDOW_WEEKS = 52


def folder(command: argparse.ArgumentParser) -> None:
    """The workspace."""
    command.add_argument("folder", type=Path, metavar="FOLDER")


def language(command: argparse.ArgumentParser) -> None:
    """The language of the answer."""
    command.add_argument("--lang", choices=("ja", "en"), default="en")


def selection(command: argparse.ArgumentParser) -> None:
    """As of which day, and which records: what `database.selection_of` reads."""
    command.add_argument("--as-of", type=day, metavar="DATE", help="judge as it stood on this day")
    command.add_argument("--where", action="append", default=[], type=choice, metavar="ATTRIBUTE=VALUE")


def judging(command: argparse.ArgumentParser) -> None:
    """What is judged, and how."""
    selection(command)
    command.add_argument("--window-weeks", type=weeks, default=8, metavar="W", help="weeks under review (default 8)")
    command.add_argument(
        "--exclude-week", action="append", default=[], type=excluded, metavar="DATE=REASON", help="leave a week out"
    )
    command.add_argument(
        "--reference",
        choices=("baseline", "targets"),
        default="baseline",
        help="what is expected of a stage: its own past, or what targets.csv says",
    )


def moment(text: str) -> dt.datetime:
    """A time, as ISO writes it; its zone is dropped."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=None)


def day(text: str) -> dt.date:
    """A day written as 2026-09-28 or 2026/9/28."""
    try:
        return dt.date.fromisoformat("-".join(part.zfill(2) for part in text.strip().replace("/", "-").split("-")))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as 2026-09-28") from None


def weeks(text: str) -> int:
    """The length of a window."""
    number = int(text)
    if not 1 <= number <= MAX_WINDOW_WEEKS:
        raise argparse.ArgumentTypeError(f"a window has 1 to {MAX_WINDOW_WEEKS} weeks")
    return number


def choice(text: str) -> tuple[str, str]:
    """attribute=value, as attribute and value."""
    attribute, equals, value = text.partition("=")
    if not equals or not attribute.strip():
        raise argparse.ArgumentTypeError(f"write it as attribute=value, not {text!r}")
    return attribute.strip(), value.strip()


def excluded(text: str) -> tuple[dt.date, str]:
    """day=reason, as day and reason."""
    written, _, reason = text.partition("=")
    if not reason.strip():
        raise argparse.ArgumentTypeError('write it as DATE=REASON, for example 2026-08-10="clean-up of old deals"')
    return day(written), reason.strip()
