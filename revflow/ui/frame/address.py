"""What a link carries: every choice that changes what is seen stands in the address and is read back from it.

A choice is a widget with a key; its value in the address never depends on the language, and a choice that is at its
default does not stand there. (Streamlit's own binding writes what the widget shows, which is translated.)

Order of a run: `arrive` at its start, `choice` before each widget, `leave` at its end.
"""

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

import streamlit as st

T = TypeVar("T", bound=Hashable)

WRITTEN = "address.written"  # what stood in the address when the last run ended
ARRIVED = "address.arrived"  # what choices that have no value yet are to be read from
MET, UNMET = (
    "address.met",
    "address.unmet",
)  # what of it was found; what was not, as (name, text), until something is chosen
SAID = "address.said"  # the choices beside which it was said
DEFAULTS = "address.defaults"  # those of this run's choices that are at their default, likewise
CHOICES = "address.choices"  # this run's choices: name -> texts in the address
PAGE, EMPTIED = "address.page", "address.emptied"  # the page at hand; those reached by a click that emptied the address
ALONE = {"into"}  # choices of a page apart: a link that says only these leaves all others as they were chosen
LASTING = ("workspace", "week", "where")  # choices that say what is looked at, on every page
WIDGET = "choice|"  # how keys of widgets begin whose value stands in the address


def as_dict() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in st.query_params}


def arrive(page: str) -> None:
    """Take the address over where it was changed from outside: a link, the browser's back button."""
    found, written = as_dict(), st.session_state.get(WRITTEN)
    st.session_state.setdefault(ARRIVED, {})
    turned = st.session_state.get(PAGE, page) != page
    st.session_state[PAGE] = page
    emptied = st.session_state.setdefault(EMPTIED, set())
    if turned and not found:
        emptied.add(page)
    if turned and found and found.keys() <= ALONE:
        forget(found)
        st.session_state[ARRIVED] |= found
    # A click on another page empties the address, and the back button leads through that empty one: what was chosen
    # stays. Where the page itself stood at its defaults, the empty address means them.
    elif found != written and (found or page not in emptied):
        for key in [key for key in st.session_state if str(key).startswith(WIDGET)]:
            del st.session_state[key]
        st.session_state[ARRIVED] = found
        st.session_state[MET], st.session_state[UNMET], st.session_state[SAID] = set(), [], None
    if turned:
        forget(ALONE - found.keys())
        keep_all()  # said anew, or a widget that the last page did not have shows its first option
    st.session_state[CHOICES], st.session_state[DEFAULTS] = {}, {}


def forget(names: Iterable[str]) -> None:
    """Let these choices be made anew."""
    for name in names:
        st.session_state.pop(WIDGET + name, None)


def choice(
    name: str,
    options: Iterable[T],
    default: T,
    write: Callable[[T], str] = str,
) -> str:
    """The key for a widget of one choice; its value is set from the address, or to the default."""
    options, key = list(options), WIDGET + name
    if st.session_state.get(key) not in options:
        by_text = {write(option): option for option in options}
        texts = st.session_state[ARRIVED].pop(name, [])
        st.session_state[key] = by_text.get(texts[-1], default) if texts else default
        if texts and texts[-1] not in by_text:
            not_met(name, texts[-1])
    return key


def not_met(name: str, asked: str) -> None:
    """Note what a link asks for and the data does not have."""
    st.session_state.setdefault(UNMET, []).append((name, asked))


def missing() -> list[tuple[str, str]]:
    """What the link asked for in vain, as (name, text), until another choice is made than those beside which it was said."""
    now = {name: texts for name, texts in chosen().items() if name in LASTING}
    if st.session_state.get(SAID) is None:
        st.session_state[SAID] = now
    if st.session_state[SAID] != now:
        st.session_state[UNMET] = []
        return []
    met, asked = st.session_state.get(MET, set()), st.session_state[ARRIVED].get("where", [])
    return [*st.session_state.get(UNMET, []), *(("where", one) for one in asked if one not in met)]


def keep(name: str, default: T, write: Callable[[T], str] = str) -> T:
    """Note a choice for the address, unless it is the default; gives its value."""
    value = st.session_state[WIDGET + name]
    st.session_state[CHOICES][name] = [] if value == default else [write(value)]
    if value == default:
        st.session_state[DEFAULTS][name] = [write(value)]
    return value


def several(name: str, part: str, options: Iterable[str]) -> str:
    """The key for a widget of several values, that stands in the address as 'name=part=value', once a value."""
    options, key = list(options), f"{WIDGET}{name}|{part}"
    if key not in st.session_state:
        texts = st.session_state[ARRIVED].get(name, [])
        st.session_state[key] = [option for option in options if f"{part}={option}" in texts]
        st.session_state.setdefault(MET, set()).update(f"{part}={option}" for option in st.session_state[key])
    st.session_state[key] = [value for value in st.session_state[key] if value in options]
    return key


def keep_several(name: str, part: str) -> tuple[str, ...]:
    """Note the values of `several` for the address; gives them."""
    values = tuple(st.session_state[f"{WIDGET}{name}|{part}"])
    st.session_state[CHOICES].setdefault(name, []).extend(f"{part}={value}" for value in values)
    return values


def listed(name: str, read: Callable[[str], object | None]) -> str:
    """The key for a list that stands in the address once an item, and in no widget; `read` gives None for no item."""
    key = WIDGET + name
    if key not in st.session_state:
        texts = st.session_state[ARRIVED].pop(name, [])
        found = {asked: read(asked) for asked in texts}
        st.session_state[key] = [item for item in found.values() if item is not None]
        for asked in [asked for asked, item in found.items() if item is None]:
            not_met(name, asked)
    return key


def keep_listed(name: str, write: Callable[[T], str]) -> tuple[T, ...]:
    """Note the items of `listed` for the address; gives them."""
    items = tuple(st.session_state[WIDGET + name])
    st.session_state[CHOICES][name] = [write(item) for item in items]
    return items


def keep_all() -> None:
    """Hold every choice of the other pages although this page shows none of their widgets."""
    for key in [key for key in st.session_state if str(key).startswith(WIDGET)]:
        st.session_state[key] = st.session_state[key]


def chosen() -> dict[str, list[str]]:
    """This run's choices that are not at their default, as they stand in the address."""
    return {name: texts for name, texts in st.session_state.get(CHOICES, {}).items() if texts}


def onward(**more: str) -> dict[str, list[str]]:
    """The address with which a click leads to another page: this run's choices, and what was clicked."""
    return chosen() | {name: [value] for name, value in more.items()}


def leave() -> None:
    """Write this run's choices into the address."""
    now, found = chosen(), as_dict()
    said = {name: texts for name, texts in st.session_state.get(DEFAULTS, {}).items() if name in found}
    if now | said == found:  # a link may say what is the default; writing it anew would only add a step to the way back
        now = found
    else:
        st.query_params.from_dict(now)
    st.session_state[WRITTEN] = now
    if not now:
        st.session_state[EMPTIED].discard(st.session_state[PAGE])
