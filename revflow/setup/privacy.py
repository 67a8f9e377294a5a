"""Which of the chosen columns the load would hold back because they look private."""

from revflow.intake.private import is_private


def held_back(header: tuple[str, ...], rows: list, columns: list[str]) -> list[str]:
    """Those of `columns` whose name or values are private data of prospects, by a sample of rows."""

    def values(column: str) -> list[str]:
        cells = [str(row[header.index(column)] or "").strip() for row in rows] if column in header else []
        return [cell for cell in cells if cell]

    return [column for column in columns if is_private(column, lambda column=column: values(column))]
