"""What if: the bottleneck as before, and more capacity where a limit shows."""

from revflow.insight.outlook.narrative import Teller
from revflow.ui.frame import outlooks
from revflow.ui.frame.wording import line, note, text
from revflow.ui.parts import figures


def what_if(teller: Teller) -> None:
    """Each in a sentence: how much more, since when, and what limits it then."""
    figures.titled(
        text("outlook.title-what-if"), "stage_moves", define="outlook-what-if", tag="h2", rows=teller.outlook.ahead
    )
    found, _ = outlooks.levers_of(teller)
    if not found:
        note(text("outlook.what-if-none"))
    for lever in found:
        line(teller.lever(lever))
