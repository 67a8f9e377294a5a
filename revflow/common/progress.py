"""How far a load or a count has come: told to whoever watches, a bar on a page or a line in a terminal."""

from collections.abc import Callable

Progress = Callable[[str, float], None]  # the step's text key, and how much is done: 0 to 1


def silent(text: str, fraction: float) -> None:
    """The progress of what nobody watches."""
