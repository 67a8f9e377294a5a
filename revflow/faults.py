"""What goes wrong for a reason that a person can mend."""

from revflow.texts import say


class UnusableInput(Exception):
    """The input can't be used. The message is a sentence for whoever can mend it: file, line, column, found, to do.

    With `key` the same sentence stands in the message files, with `values` put in, so that a page says it in the
    reader's language; `str()` is always the English one.
    """

    def __init__(self, sentence: str = "", key: str | None = None, **values):
        self.key, self.values = key, values
        super().__init__(sentence or (say("en", key, **values) if key else ""))

    def said(self, language: str) -> str:
        """The sentence in `language`, in English where it has no text of its own."""
        return say(language, self.key, **self.values) if self.key else str(self)
