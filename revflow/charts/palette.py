"""Colours with a meaning: ink and greys, a grey-blue ramp for the age of stock, a warm and a cool accent.

The warm one, the highlight, is the bottleneck's alone; the cool one its feeder's.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """The colours of one theme; `ages` goes from not known over usual to stuck, deeper means older."""

    ink: str
    muted: str
    faint: str
    ground: str
    ages: tuple[str, str, str, str, str]
    highlight: str
    feeder: str


LIGHT = Palette(
    ink="#1d2329",
    muted="#5c666f",
    faint="#dfe3e6",
    ground="#ffffff",
    ages=("#e3e6e8", "#ccd8e2", "#94abc0", "#557799", "#27445f"),
    highlight="#b8410a",
    feeder="#0b6f6a",
)
DARK = Palette(
    ink="#e8ebee",
    muted="#a3adb6",
    faint="#343b42",
    ground="#13171b",
    ages=("#2b3136", "#33475a", "#557799", "#8fb0cd", "#d3e5f5"),
    highlight="#ff9a57",
    feeder="#3fc9bd",
)


def palette(theme: str | None) -> Palette:
    """The palette of a theme type ('dark', 'light' or None where it is not known yet)."""
    return DARK if theme == "dark" else LIGHT
