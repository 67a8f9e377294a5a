"""Which of the chosen columns the load would hold back because they look private."""

from revflow.intake.private import CONTACT
from revflow.setup.guesses import content_of


def held_back(header: tuple[str, ...], rows: list, columns: list[str]) -> list[str]:
    """Those of `columns` whose name or values are those of contact details, by a sample of rows."""
    found = []
    for column in columns:
        values = [str(row[header.index(column)] or "") for row in rows] if column in header else []
        if CONTACT.search(column) or content_of(values) == "contact":
            found.append(column)
    return found
