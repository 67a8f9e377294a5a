"""Before the first person looks: what the first page needs is imported and read while the browser is still starting.

Nothing is loaded and nothing is shown here; whoever opens the page finds in the caches what they would have waited for.
In the order of the page: the bar, the sentence, the charts, the decisions.
"""

import gc
import logging
import threading
import time

SETTLED = 3  # seconds after which the first page has been drawn


def begin() -> None:
    """Prepare the first page beside the server that is starting."""
    threading.Thread(target=prepare, name="warm", daemon=True).start()


def prepare() -> None:
    """Imports, the frames of the first page and its verdict; whatever fails here fails on the page, in words."""
    gc.disable()  # until the page is drawn: there is no garbage yet, and looking for it takes a tenth of the time
    try:
        from revflow.ui.frame import verdicts

        verdicts.AT_WORK.add(threading.current_thread())
        try:
            first_page(verdicts)
        finally:
            verdicts.AT_WORK.discard(threading.current_thread())
    except Exception:
        logging.getLogger("revflow").debug("The first page could not be prepared.", exc_info=True)
    time.sleep(SETTLED)
    gc.enable()
    gc.collect()
    gc.freeze()  # what is here now stays: Streamlit collects garbage after every run, and need not walk through this


def first_page(verdicts) -> None:
    """What stands at the bare address: the newest week of the first company, nothing filtered."""
    from revflow.store.reading import Selection
    from revflow.ui.frame.data import Manner, frame_of
    from revflow.ui.frame.loading import readable, stamp_of
    from revflow.workspace import registry

    offered = registry.offered()
    path = offered[0].database if offered else None
    stamp = stamp_of(path) if path else None
    if not readable(path, stamp):
        return  # the page loads it, and shows how far it is
    for name in FRAMES:
        frame_of(path, stamp, name, Selection(), ())
    for back, with_intervals in verdicts.ASKED:
        verdicts.judged(path, stamp, Selection(), back, with_intervals, Manner())

    from revflow.charts import review  # noqa: F401  (importing is most of what the charts take)
    from revflow.ui.pages.review import decisions

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
