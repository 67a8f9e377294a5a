"""Which views a statement may read, and what they are for a selection."""

from revflow.store.dictionary import LOADED
from revflow.store.reading import Selection
from revflow.store.views import resting_on, views

STEP = "temporary"  # what is only a step of the load is in no database


def documented() -> frozenset[str]:
    """The views and tables of the data dictionary."""
    return frozenset(LOADED) | {name for name, view in views().items() if view.materialization != STEP}


def selected_views(selection: Selection) -> list[tuple[str, str]]:
    """The views that a selection changes, each after those it reads, with their SQL; empty where all is looked at."""
    replaced = selection.replaced()
    if not replaced:
        return []
    changed = resting_on(frozenset(replaced)) & documented()
    return [(name, replaced.get(name, view.body)) for name, view in views().items() if name in changed]


def about(name: str) -> list[str]:
    """What the data dictionary says of a view or table: what it is, one row, and the rule."""
    if name in LOADED:
        return [LOADED[name]]
    view = views()[name]
    return [part for part in (view.about, view.grain, view.rule) if part]
