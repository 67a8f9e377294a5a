"""Before the first person looks: what the first page needs is imported and read while the browser is still starting.

Nothing is loaded and nothing is shown here; whoever opens the page finds in the caches what they would have waited for.
"""

import gc
import logging
import threading


def begin() -> None:
    """Prepare the first page beside the server that is starting."""
    threading.Thread(target=prepare, name="warm", daemon=True).start()


def prepare() -> None:
    """Imports, the frames of the first page and its verdict; whatever fails here fails on the page, in words."""
    try:
        from revflow.ui import decisions, review, upstream, verdict  # noqa: F401  (importing is half of the wait)

        verdict.AT_WORK.add(threading.current_thread())
        try:
            first_page(verdict, decisions)
        finally:
            verdict.AT_WORK.discard(threading.current_thread())
    except Exception:
        logging.getLogger("revflow").debug("The first page could not be prepared.", exc_info=True)
    finally:
        gc.collect()
        gc.freeze()  # what is here now stays: Streamlit collects garbage after every run, and need not walk through this


def first_page(verdict, decisions) -> None:
    """What stands at the bare address: the newest week of the first company, nothing filtered."""
    from revflow import workspaces
    from revflow.store.reading import Selection
    from revflow.ui.data import Manner, frame_of
    from revflow.ui.loading import readable, stamp_of

    offered = workspaces.offered()
    path = offered[0].database if offered else None
    stamp = stamp_of(path) if path else None
    if not readable(path, stamp):
        return  # the page loads it, and shows how far it is
    for name in FRAMES:
        frame_of(path, stamp, name, Selection(), ())
    for back, with_intervals in ((0, False), (1, False), (0, True)):
        verdict.judged(path, stamp, Selection(), back, with_intervals, Manner())
    decisions.prepare(offered[0].folder, path, stamp)


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
