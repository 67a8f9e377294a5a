"""The page's sentence and what lies behind it; at its end, what is not known."""

from revflow.insight.outlook.narrative import Teller
from revflow.ui.frame.ending import end_page
from revflow.ui.frame.wording import headline, line, note


def answer(teller: Teller) -> None:
    """The sentence, and what lies behind it; stops the page where nothing can be said."""
    headline(teller.headline())
    if not teller.outlook.weekly:
        not_known(teller)
        end_page()
    for said in teller.sentences([])[1:]:
        line(said)


def not_known(teller: Teller) -> None:
    """What can't be told, and what would tell it."""
    for said in teller.notes():
        note(said)
