"""A finding in words."""

from revflow import texts
from revflow.insight import data_quality
from revflow.texts import formats
from revflow.ui.frame import data
from revflow.ui.frame.wording import language, text


def finding_sentence(row: dict, named: dict[str, str] | None = None) -> str:
    """A finding in words; `named`: what stages and attributes are called, where they are not those of the loaded data."""
    return data_quality.sentence(row, text, language(), names() if named is None else named)


def subject_named(value) -> str:
    """What a finding speaks of, by its name."""
    return data_quality.called(value, text, language(), names())


def names() -> dict[str, str]:
    return data_quality.names_of(data.read_all("stages"), data.read_all("attributes"), language())


def hidden_named(row: dict) -> str:
    hidden = [part.strip() for part in str(row.get("hides") or "").split(",") if part.strip()]
    return (
        text("unit.comma").join(text(f"hides.{part}") if texts.has(f"hides.{part}") else part for part in hidden)
        or formats.UNKNOWN
    )
