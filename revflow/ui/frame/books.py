"""What was written down beside the data of the workspace at hand: decisions, targets, what departments hear."""

from functools import partial
from typing import TypeVar

import pandas as pd
import streamlit as st
from sqlalchemy import NullPool

from revflow.common.errors import UnusableInput
from revflow.decisions import location
from revflow.decisions.book import Book
from revflow.decisions.targets import Target, TargetBook, newest, with_entered
from revflow.ui.frame import data
from revflow.workspace import registry

Kind = TypeVar("Kind", bound=Book)
Entered = tuple[Target, ...]


def book(kind: type[Kind]) -> Kind:
    """The book of the workspace, through Streamlit's connection: its own file, or the team's database."""
    folder = registry.named(data.current().workspace).folder
    name = folder.resolve().name
    connect = partial(st.connection, location.CONNECTION, type="sql")
    if named := location.configured():
        location.url_of(named)  # says what is missing better than Streamlit would
        return kind(connect().engine, name, None)
    file = location.file_of(folder)
    url = location.url_of_file(file).render_as_string(hide_password=False)
    return kind(connect(url=url, poolclass=NullPool).engine, name, file)


def entered() -> Entered:
    """The targets that were entered, as they stand now; none where they can't be read, which the page of decisions says."""
    try:
        return tuple(newest(book(TargetBook).read()))
    except (UnusableInput, ImportError):
        return ()


def targets(those: Entered) -> pd.DataFrame:
    """The targets of the files, with those entered."""
    return with_entered(data.read_all("targets"), list(those))
