"""The table `attributes`: every column of journeys, named by the model or not, with how often it is recorded."""

import duckdb

from revflow.common.sql import quoted
from revflow.model import Model

MAX_CHOICES = 50  # an attribute with more values is no filter
TABLE = """create table attributes (attribute varchar, ja varchar, en varchar, department varchar, decided_at varchar,
    decided_position integer, in_model boolean, distinct_values bigint, recorded_share double, filterable boolean)"""


def describe_attributes(con: duckdb.DuckDBPyConnection, model: Model) -> None:
    """Creates `attributes` from the table journeys and the model."""
    con.execute(TABLE)
    known = {attribute.id: attribute for attribute in model.attributes}
    columns = [c[0] for c in con.execute("describe journeys").fetchall() if c[0] not in ("journey_id", "amount")]
    for column in columns:
        distinct, share = con.execute(
            f"select count(distinct {quoted(column)}), count({quoted(column)}) / nullif(count(*), 0) from journeys"
        ).fetchall()[0]
        named = known.get(column)
        con.execute(
            "insert into attributes values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                column,
                named.ja if named else column,
                named.en if named else column,
                named.department if named else None,
                named.decided_at if named else None,
                model.position_of(named.decided_at) if named else None,
                named is not None,
                distinct,
                share,
                1 <= distinct <= MAX_CHOICES,
            ],
        )
