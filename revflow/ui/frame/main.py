"""The frame round every page: language, workspace, week, filters and navigation; no numbers.

It is run by `app.py` (st.App), so that `pages/` beside that file is never taken for Streamlit's own page folder: an
opening straight at a page's address would otherwise run that page alone, without the frame.
"""

# ruff: noqa: E402  (the checkout has to be importable before anything of it is imported)
import logging
import sys
from contextlib import suppress
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

ROOT = Path(__file__).resolve().parents[3]
if str(ROOT) not in sys.path:  # `streamlit run` puts this file's own folder there, not the checkout
    sys.path.insert(0, str(ROOT))

from revflow.common.errors import UnusableInput
from revflow.common.resources import package_file, page_file
from revflow.ui.frame import address, bar, loading, missing, wording
from revflow.ui.frame.ending import PageEnd
from revflow.ui.frame.wording import text
from revflow.workspace import registry

ICON, LOGO = package_file("ui/frame/icon.png"), package_file("ui/frame/logo.svg")
PAGES = (
    "review",
    "outlook",
    "upstream",
    "flow",
    "handovers",
    "recycle",
    "kpi",
    "compare",
    "sql",
    "data",
    "setup",
)  # the first one is also what stands at the bare address
SETUP = "setup"


def navigation() -> StreamlitPage:
    """The page asked for. Streamlit answers a default page only at '/', so its own name gets a hidden twin."""
    files = {name: page_file(name) for name in PAGES}
    shown = [
        st.Page(files[name], title=text(f"page.{name}"), url_path=name if index else "", default=not index)
        for index, name in enumerate(PAGES)
    ]
    twin = st.Page(files[PAGES[0]], title=text(f"page.{PAGES[0]}"), url_path=PAGES[0], visibility="hidden")
    return st.navigation([*shown, twin], position="top")


def frame(page) -> None:
    """Everything above the page, then the page."""
    if page.url_path == SETUP:
        setup_frame(page)
        return
    offered = registry.offered()
    line = bar.phone_line()
    space = st.container(horizontal=True, key="bar", vertical_alignment="center", gap="small")
    if not offered:
        with space:
            bar.language_switch()
        wording.headline(text("empty.no-workspace"))
        wording.sentence("empty.no-workspace-do")
        st.page_link(page_file(SETUP), label=text("empty.set-up"))
        return
    with space:
        workspace = bar.choose_workspace(offered)
        bar.add_company(page_file(SETUP))
        place = st.container(horizontal=True, vertical_alignment="center", gap="small", width="content")
        st.space("stretch")
        bar.language_switch()
    loading.carry_on(workspace)
    path, stamp = loading.database_of(workspace)
    with loading.mending(workspace):
        with place:
            bar.look_at(workspace, path, stamp)
        bar.say_on_phone(line)
        above = st.empty()
        missing.say_missing(above, workspace.name, bar.attribute_name)
        loading.watch(workspace, stamp, loading.is_stale(workspace, stamp))
        loading.notice_newer_files(workspace, stamp)
        run_page(page)
        missing.say_missing(above, workspace.name, bar.attribute_name)  # with the page's own choices


def run_page(page) -> None:
    """The page; one that has nothing more to show stops early, and what is chosen stands in the address all the same."""
    with suppress(PageEnd):
        page.run()


def setup_frame(page) -> None:
    """The page where companies are set up needs none; what was chosen elsewhere stays chosen."""
    address.keep_all()
    with st.container(horizontal=True, key="bar", vertical_alignment="center", gap="small"):
        st.space("stretch")
        bar.language_switch()
    run_page(page)


def guarded(page) -> None:
    """No traceback ever reaches a page: a plain sentence there, the rest in the log."""
    try:
        frame(page)
    except UnusableInput as fault:
        loading.unusable(fault)
    except Exception:
        logging.getLogger("revflow").exception("A page failed.")
        wording.headline(text("empty.failed"))
        wording.sentence("empty.failed-do")
        st.button(text("empty.try-again"))


def run() -> None:
    """One run of the app."""
    st.set_page_config(page_title="RevFlow", page_icon=str(ICON), layout="wide", initial_sidebar_state="collapsed")
    st.logo(str(LOGO), size="medium")
    wording.style()
    page = navigation()
    address.arrive(page.url_path or PAGES[0])
    bar.choose_language()
    wording.declare_language()
    guarded(page)
    address.leave()


run()
