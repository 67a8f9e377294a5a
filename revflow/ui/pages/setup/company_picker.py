"""Whose data it is: a new company, one that somebody began to set up, or one that is there already."""

from collections.abc import Callable

import streamlit as st

from revflow.common.errors import UnusableInput
from revflow.common.resources import page_file
from revflow.model.read import toml_tables, toml_text
from revflow.setup import draft as drafts
from revflow.setup import staging
from revflow.setup.draft import Draft
from revflow.setup.staging import Staging
from revflow.ui.frame import address, data, wording
from revflow.ui.frame.ending import end_page
from revflow.ui.frame.wording import text
from revflow.ui.pages.setup.session import SetupSession, called, fault, key
from revflow.workspace import registry
from revflow.workspace.recognition import recognised

PAGE = page_file("setup")
NEW = "new"
NAME = key("name")


def link() -> None:
    """The way to this page, from a page of the company that is looked at; to a new company from the sample's."""
    workspace = data.current().workspace
    there = {found.name: found for found in registry.offered()}
    own = workspace in there and not registry.is_sample(there[workspace])
    query = {"into": workspace} if own else None
    with st.container(key="to-setup"):
        st.page_link(PAGE, label=text("setup.link-there" if own else "setup.link-new"), query_params=query)


def pick_company() -> SetupSession:
    """The sentence of the page, the choice of a company, and its room; stops where nothing can be put there."""
    wording.headline(text("setup.headline"))
    wording.sentence("setup.lead")
    waiting = {f"{NEW}/{room.company}": room for room in staging.waiting()}
    there = {workspace.name: workspace for workspace in registry.offered() if not registry.is_sample(workspace)}
    options = [NEW, *waiting, *there]
    begun = next(iter(waiting), NEW)
    viewed = st.session_state.get(f"{address.WIDGET}workspace")  # next week's files are for the company looked at
    chosen_key = address.choice("into", options, viewed if viewed in there else begun)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="setup-company"):
        st.selectbox(
            text("setup.company"), options, key=chosen_key, format_func=names_of(options), width=420, filter_mode=None
        )
        chosen = address.keep("into", begun)
        room = staging.for_company(there[chosen].folder) if chosen in there else named(waiting.get(chosen))
    if room is None:
        end_page()
    refuse_unwritable(room)
    return session_of(room)


def names_of(options: list[str]) -> Callable[[str], str]:
    """What the choices of the company select say."""
    return called(options, name_of)


def name_of(option: str) -> str:
    """What a choice of the company select says."""
    if option == NEW:
        return text("setup.company-new")
    if option.startswith(f"{NEW}/"):
        return text("setup.company-begun", name=option.split("/", 1)[1])
    return text("setup.company-there", name=option)


def named(room: Staging | None) -> Staging | None:
    """The room of a new company, by the name in the field; None, and said, where that can't be used."""
    if NAME not in st.session_state or st.session_state.get(key("named")) != (room.company if room else None):
        st.session_state[NAME] = room.company if room else free_name()
        st.session_state[key("named")] = room.company if room else None
    st.text_input(
        text("setup.name"),
        key=NAME,
        max_chars=60,
        width=320,
        on_change=rename if room else None,
        args=(room,) if room else (),
    )
    if room:
        return room
    try:
        return staging.for_new(st.session_state[NAME])
    except UnusableInput as found:
        fault(found)
        return None


def free_name() -> str:
    """A name to begin with, that no company has."""
    taken = {room.company for room in staging.waiting()} | {workspace.name for workspace in registry.offered()}
    first = text("setup.name-first")
    return next(name for name in (first, *(f"{first} {n}" for n in range(2, 1000))) if name not in taken)


def rename(room: Staging) -> None:
    """Gives a company that waits another name."""
    try:
        found = staging.for_new(st.session_state[NAME])
        if not found.exists():
            room.root.rename(found.root)
            st.session_state[f"{address.WIDGET}into"] = f"{NEW}/{found.company}"
            return
        raise UnusableInput(key="setup.fault-name-taken", name=found.company)
    except UnusableInput as found:
        st.session_state[key("said")] = [found]
        st.session_state[NAME] = room.company


def stay_with_new(room: Staging) -> None:
    """Nothing waits for a new company any more: the page stays with new companies, whichever was looked at."""
    if room.is_new:
        st.session_state[f"{address.WIDGET}into"] = NEW


def refuse_unwritable(room: Staging) -> None:
    """Says it before anything is asked where files can't be put into the folder."""
    if staging.unwritable(room.folder):
        wording.line(text("setup.read-only", folder=str(room.folder)), "p", "notice")
        wording.note(text("setup.read-only-new" if room.is_new else "setup.read-only-there"))
        end_page()


def session_of(room: Staging) -> SetupSession:
    """The room's draft, begun where there is none."""
    if room.exists():
        if not room.is_new:
            staging.link_existing(room, company_files(room, drafts.of(room)))
        return SetupSession(room, drafts.of(room))
    return SetupSession(room, begun_for(room))


def begun_for(room: Staging) -> Draft:
    """The draft that a room begins with: empty, or what the company's files are read by so far."""
    if room.is_new:
        return Draft()
    own = room.folder / "mapping.toml"
    mapping = toml_tables(own, toml_text(own)) if own.is_file() else {}
    stems = {name.split(".")[0] for name in staging.tables_in(room.folder)}
    if mapping.get("records") or not {"journeys", "stage_events"} & stems:
        return Draft(mapping=mapping or recognised(room.folder).mapping)
    return Draft(mapping=mapping, canonical=True)


def company_files(room: Staging, draft: Draft) -> list[str]:
    """The files that a company has so far and will keep as they are."""
    changed = {*draft.uploads, *draft.renamed, *draft.replaced}
    return [name for name in staging.tables_in(room.folder) if name not in changed]
