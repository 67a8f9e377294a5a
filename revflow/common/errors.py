"""What goes wrong for a reason that a person can mend."""

from typing import Self

from revflow.texts import LANGUAGES, say

LONGEST = 400  # letters of what was found, in a sentence


class UnusableInput(Exception):
    """The input can't be used. The message is a sentence for whoever can mend it: file, line, column, found, to do.

    With `key` the message files have it in words for a page, with `values` put in; a value that is itself said in
    several languages is a function of the language. `str()` is the English sentence.
    """

    def __init__(self, sentence: str = "", key: str | None = None, **values) -> None:
        self.key, self.values = key, values
        super().__init__(sentence or (self.said("en") if key else ""))

    def said(self, language: str) -> str:
        """The sentence in `language`, in English where the message files do not have it."""
        if not self.key:
            return str(self)
        said = {name: value(language) if callable(value) else _cut(value) for name, value in self.values.items()}
        return say(language, self.key, **said)

    def in_every_language(self) -> dict[str, str]:
        return {language: self.said(language) for language in LANGUAGES}

    def packed(self) -> dict:
        """All of it as JSON has it, for another process: `unpacked` makes the same of it."""
        values = {
            name: {language: value(language) for language in LANGUAGES} if callable(value) else str(value)
            for name, value in self.values.items()
        }
        return {"sentence": str(self), "key": self.key, "values": values}

    @classmethod
    def unpacked(cls, packed: dict) -> Self:
        values = {
            name: value.__getitem__ if isinstance(value, dict) else value for name, value in packed["values"].items()
        }
        return cls(packed["sentence"], packed["key"], **values)


def _cut(value: object) -> object:
    """What was found, no longer than a sentence can hold."""
    return value[: LONGEST - 1] + "…" if isinstance(value, str) and len(value) > LONGEST else value
