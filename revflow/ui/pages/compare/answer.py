"""The answer in sentences: the rate first, then what is beyond chance, then what has to be known with it."""

from revflow.insight.comparison import Comparison, Question, narrative
from revflow.ui.frame.wording import headline, line, note
from revflow.ui.pages.compare.reading import answered, words


def answer(question: Question) -> Comparison:
    """Says it, and gives what is said."""
    found, spoken = answered(question), words()
    first, *others = narrative.rates(found, spoken)
    headline(first)
    for sentence in [*others, *narrative.differences(found, spoken), *narrative.mix(found, spoken)]:
        line(sentence)
    for sentence in narrative.notes(found, spoken):
        note(sentence)
    return found
