"""Comparisons are asked of the story that the views' tables are worked out for."""

from tests.queries.conftest import story

__all__ = ["story"]
