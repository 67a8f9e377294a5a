"""SQL, section by section."""

from revflow.ui.pages.sql.editor import editor
from revflow.ui.pages.sql.permission import stop_without_right
from revflow.ui.pages.sql.result import result
from revflow.ui.pages.sql.views import views_beside

__all__ = ["ask", "stop_without_right", "views_beside"]


def ask() -> None:
    """The editor, and below it what was answered."""
    result(editor())
