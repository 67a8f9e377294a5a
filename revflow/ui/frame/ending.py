"""A page that has nothing more to show ends early; what is chosen on it stands in the address all the same.

Streamlit's own stop ends the whole run, the frame's last step with it: the address would never be written, and the next
run would take it for a new link and undo the choice.
"""

from typing import NoReturn


class PageEnd(Exception):
    """The page ends here; the frame goes on."""


def end_page() -> NoReturn:
    """Show nothing more on this page."""
    raise PageEnd
