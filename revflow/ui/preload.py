"""Before the first person looks: what the first page needs is imported and read while the browser is still starting.

Nothing is loaded and nothing is shown here; whoever opens the page finds in the caches what they would have waited for.
In the order of the page: the bar, the sentence, the charts, the decisions. Nothing of the dashboard is imported before
the thread runs: the server answers meanwhile.
"""

from revflow.jobs import preparation


def begin() -> None:
    """Prepare the first page beside the server that is starting."""
    preparation.begin(first_page)


def first_page() -> None:
    """What stands at the bare address: the newest week of the first company, nothing filtered."""
    from revflow.store.reading import Selection
    from revflow.ui.frame import verdicts
    from revflow.ui.frame.data import frame_of
    from revflow.ui.frame.loading import is_stale, readable, stamp_of
    from revflow.verdict import Question
    from revflow.workspace import registry

    offered = registry.offered()
    path = offered[0].database if offered else None
    stamp = stamp_of(path) if path else None
    if not path or not stamp or not readable(path, stamp):
        return  # the page loads it, and shows how far it is
    for name in FRAMES:
        frame_of(path, stamp, name, Selection(), ())
    for back, with_intervals in verdicts.ASKED:
        verdicts.judged(path, stamp, Question(), back, with_intervals)

    from revflow.charts import review  # noqa: F401  (importing is most of what the charts take)
    from revflow.ui.pages.review import decisions

    decisions.prepare(offered[0].folder, path, stamp)
    is_stale(offered[0], stamp)  # every page asks for it: the first time, the calendars of all countries are imported


FRAMES = (
    "weeks",
    "attributes",
    "attribute_values",
    "targets",
    "stage_flow",
    "stages",
    "departments",
    "stock_by_age",
    "findings",
    "load_info",
    "review",
)
