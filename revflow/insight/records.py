"""Records in rows: what of them is shown, and what names companies or people, hidden until it is asked for."""

import pandas as pd

from revflow.common import privacy

STANDING = (
    "journey_id",
    "stage_id",
    "visit_no",
    "entered_at",
    "age_days",
    "owner",
    "amount",
    "is_overdue",
    "age_band",
    "past_share",
    "last_activity_at",
    "overdue_after_days",
)
COLUMNS = (
    "journey_id",
    "age_days",
    "age_band",
    "past_share",
    "is_overdue",
    "amount",
    "entered_at",
    "last_activity_at",
    "owner",
)
FOLLOWED = ("journey_id", "stage_id", "came_in_at", "place", "kind", "place_since", "owner")
FOLLOWED_COLUMNS = ("journey_id", "place", "came_in_at", "place_since", "amount", "owner")
PERSONS = ("owner", "author")  # the views' own columns that name people


def columns_of(
    rows: pd.DataFrame, attributes: pd.DataFrame, language: str, with_names: bool, columns=COLUMNS, own=STANDING
) -> list[str]:
    """The columns of records that are shown, in their order: the stay, then what is known of the journey.

    `columns` of the stay are shown; `own` are all columns of the view that are no attributes.
    """
    shown = [column for column in columns if column in rows and (with_names or column not in PERSONS)]
    for attribute in attributes["attribute"]:
        column = column_of(attribute, own)
        if column in rows and (with_names or not names_someone(attribute, attributes, language)):
            shown.append(column)
    if rows["amount"].isna().all():
        shown.remove("amount")
    return shown


def column_of(attribute: str, own=STANDING) -> str:
    """What the view calls an attribute: one that has the name of a column of the stay comes second."""
    return f"{attribute}_1" if attribute in own else attribute


def called(attributes: pd.DataFrame, language: str) -> dict[str, str]:
    """What attributes are called."""
    return {row["attribute"]: row[language] or row["attribute"] for row in attributes.to_dict("records")}


def names_someone(attribute: str, attributes: pd.DataFrame, language: str) -> bool:
    """Whether a field may name a company or a person: by what it is called, or by having too many values for a kind."""
    row = attributes[attributes["attribute"] == attribute].iloc[0]
    title = row[language] or attribute
    return privacy.names_someone(attribute, title) or not row["filterable"]


def without_names(rows: pd.DataFrame, attributes: pd.DataFrame, language: str) -> pd.DataFrame:
    """Rows of any view without the columns that may name a company or a person."""
    naming = {column_of(name) for name in attributes["attribute"] if names_someone(name, attributes, language)}
    return rows.drop(columns=[column for column in rows if column in PERSONS or column in naming])
