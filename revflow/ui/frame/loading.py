"""From exports to a page: load a workspace that has no database yet, notice newer files, take up a new database."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import streamlit as st

from revflow.common.errors import UnusableInput
from revflow.common.progress import Progress
from revflow.setup import moving_in, staging
from revflow.store.reading import DAMAGED
from revflow.ui.frame import wording
from revflow.ui.frame.data import Stamp, database, stamp_of
from revflow.ui.frame.load_bar import Meanwhile, in_turn, is_cancelled, turn, watched
from revflow.ui.frame.redrawing import redraw_if_alone
from revflow.ui.frame.wording import text
from revflow.workspace import registry

WATCH_SECONDS = 8  # how often an open page looks for a new database or newer files


def load(workspace) -> None:
    """Load a workspace's exports, with progress; a fault of the input is said in a sentence."""
    from revflow.workspace import bounded  # what reads files: nobody who only looks waits for it

    before = stamp_of(workspace.database)

    def work(progress: Progress, meanwhile: Meanwhile) -> None:
        with in_turn(workspace.folder, meanwhile):
            if stamp_of(workspace.database) == before:
                bounded.load(workspace.folder, progress=progress, meanwhile=meanwhile)

    watched(work)


def carry_on(workspace) -> None:
    """Does what a load from the browser left undone when it was killed between its last steps.

    Where one is at work it does that itself: nobody waits for it to look at what was loaded before.
    """
    lock = turn(str(workspace.folder))
    if not lock.acquire(blocking=False):
        return
    try:
        with suppress(OSError):
            moving_in.carry_on(staging.for_company(workspace.folder))
    finally:
        lock.release()


def database_of(workspace) -> tuple:
    """Path and stamp of a workspace's database, loaded first where there is none; stops the page where it can't be."""
    path = workspace.database
    if not readable(path, stamp_of(path)):
        if is_cancelled():
            wording.line(text("load.cancelled"), "h1", "headline")
            st.button(text("load.again"))
            st.stop()
        try:
            load(workspace)
        except UnusableInput as fault:
            unusable(fault)
            st.button(text("load.again"))
            st.stop()
    return path, stamp_of(path)


def readable(path, stamp: Stamp | None) -> bool:
    """Whether a database stands there that this version can read."""
    if stamp is None:
        return False
    try:
        return bool(database(path, stamp))
    except UnusableInput:
        return False


@st.cache_data(ttl=2, max_entries=64, show_spinner=False)
def is_stale(workspace, stamp: Stamp) -> bool:
    path = workspace.database
    return registry.is_stale(workspace, database(path, stamp) if readable(path, stamp) else None)


def unusable(fault: UnusableInput) -> None:
    """Why the input can't be used, and what to do, as a sentence."""
    wording.line(text("load.unusable"), "h1", "headline")
    wording.line(fault.said(wording.language()), "p", "notice")


@contextmanager
def mending(workspace) -> Iterator[None]:
    """Where a part of the loaded data is damaged: says so, with a button that loads the exports again."""
    try:
        yield
    except UnusableInput as fault:
        if fault.key != DAMAGED:
            raise
        unusable(fault)
        if st.button(text("load.again"), key="load-damaged"):
            load(workspace)
            st.rerun()


def notice_newer_files(workspace, stamp: Stamp) -> None:
    """Say so where the exports changed after the load, with a button that loads them."""
    if not is_stale(workspace, stamp):
        return
    with st.container(horizontal=True, vertical_alignment="center", key="newer-files"):
        wording.line(text("load.cancelled" if is_cancelled() else "load.newer"), "p", "notice")
        pressed = st.button(text("load.again"))
    if pressed:
        try:
            load(workspace)
            st.rerun()
        except UnusableInput as fault:  # what was loaded before still stands
            wording.line(f"{text('load.unusable')}: {fault.said(wording.language())}", "p", "notice")


@st.fragment(run_every=WATCH_SECONDS)
def watch(workspace, stamp: Stamp, stale: bool) -> None:
    """Take up a database that was swapped in meanwhile; say so when the exports have changed."""
    found = stamp_of(workspace.database)
    if found not in (None, stamp) or is_stale(workspace, stamp) != stale:
        redraw_if_alone()
