"""How far a load has come, on a page, with a button that ends it."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import streamlit as st

from revflow import texts
from revflow.common.progress import Progress
from revflow.texts import formats
from revflow.ui.frame.wording import language, text

SHOW_EVERY = 0.25  # seconds
CANCEL = "load-cancel"
Meanwhile = Callable[[], None]
Result = TypeVar("Result")


class LoadBar:
    """A bar with the step at hand. Where the page is left or its button pressed, showing it raises: that ends the load."""

    def __init__(self) -> None:
        self.begun = self.shown_at = time.monotonic()
        self.step, self.fraction = "load.begin", 0.0
        self.bar = st.progress(0.0, text=text(self.step))
        st.button(text("load.cancel"), key=CANCEL)

    def progress(self, step: str, fraction: float) -> None:
        self.step = step if texts.has(step) else "load.begin"
        self.fraction = min(max(float(fraction), 0.0), 1.0)
        self._show()

    def meanwhile(self) -> None:
        if time.monotonic() - self.shown_at > SHOW_EVERY:
            self._show()

    def _show(self) -> None:
        self.shown_at = time.monotonic()
        seconds = int(self.shown_at - self.begun)
        step = text(self.step)
        said = text("load.so-far", step=step, seconds=formats.count(seconds, language())) if seconds else step
        self.bar.progress(self.fraction, text=said)


def watched(work: Callable[[Progress, Meanwhile], Result]) -> Result:
    """Does the work, which loads, under a bar that is gone afterwards."""
    place = st.empty()
    with place.container(key="loading"):
        bar = LoadBar()
    try:
        return work(bar.progress, bar.meanwhile)
    finally:
        place.empty()


def is_cancelled() -> bool:
    """Whether the page runs because a load was ended by its button."""
    return bool(st.session_state.get(CANCEL))


@st.cache_resource(max_entries=64, show_spinner=False)
def turn(folder: str) -> threading.Lock:
    """One load of a folder at a time; whoever comes second finds it done."""
    return threading.Lock()


@contextmanager
def in_turn(folder, meanwhile: Meanwhile) -> Iterator[None]:
    """Waits for the turn; whoever leaves the page waits no longer."""
    lock = turn(str(folder))
    while not lock.acquire(timeout=SHOW_EVERY):
        meanwhile()
    try:
        yield
    finally:
        lock.release()
