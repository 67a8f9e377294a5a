"""What a link asks for that is not there any more, said before the figures: they would pass for what was asked."""

from collections.abc import Callable
from datetime import date

from streamlit.delta_generator import DeltaGenerator

from revflow.common.html import isolated
from revflow.texts import formats
from revflow.ui.frame import address
from revflow.ui.frame.wording import language, line, text

OURS = {"lang"}  # nothing of the data: the browser's language is shown instead


def say_missing(place: DeltaGenerator, company: str, attribute_name: Callable[[str], str]) -> None:
    """Fill the place held free above the page; nothing where all of the link is met."""
    parts = [named(name, asked, attribute_name) for name, asked in address.missing() if name not in OURS]
    if not parts:
        return
    said = [text("missing.sentence", parts=text("unit.comma").join(parts))]
    if any(name == "workspace" for name, _ in address.missing()):
        said.append(text("missing.company-shown", company=company))
    with place:
        line((" " if language() == "en" else "").join(said), "p", "notice")


def named(name: str, asked: str, attribute_name: Callable[[str], str]) -> str:
    """One choice of a link in words."""
    if name == "workspace":
        return text("missing.workspace", value=asked)
    if name in ("week", "without"):
        return text(f"missing.{name}", value=day(asked.partition("=")[0]))
    if name == "where":
        attribute, _, value = asked.partition("=")
        return text("missing.where", name=attribute_name(attribute), value=value or text("bar.not-recorded"))
    return text("missing.other", name=name, value=asked)


def day(asked: str) -> str:
    """A day as the language writes it; as it stands in the link where it is none."""
    try:
        return formats.week(date.fromisoformat(asked), language(), year=True)
    except ValueError:
        return isolated(asked)
