"""Who may type SQL: everybody where nobody signs in; where people sign in, those named in REVFLOW_SQL_USERS."""

import os

import streamlit as st

from revflow.ui.frame.ending import end_page
from revflow.ui.frame.wording import headline, sentence, text

USERS = "REVFLOW_SQL_USERS"  # e-mail addresses, separated by commas or spaces


def stop_without_right() -> None:
    """Says how the right is given, and shows nothing more, to whoever has signed in without it."""
    if may_ask():
        return
    headline(text("sql.not-allowed"))
    sentence("sql.not-allowed-do", users=USERS)
    end_page()


def may_ask() -> bool:
    signed_in = getattr(st.user, "is_logged_in", None)
    if signed_in is None:  # nobody signs in here
        return True
    allowed = {name.strip().lower() for name in os.environ.get(USERS, "").replace(",", " ").split()}
    return bool(signed_in) and str(getattr(st.user, "email", "")).lower() in allowed
