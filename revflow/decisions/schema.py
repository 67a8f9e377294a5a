"""The tables decisions are kept in, their version, and the steps from each version to the next.

Rows are only ever added. The primary key (decision, revision) is what keeps two people at once from losing anything: the
second to write the same revision is refused by the database itself.
"""

import datetime as dt

from sqlalchemy import Column, Connection, Date, DateTime, Integer, MetaData, String, Table, Text, func, inspect, select

METADATA = MetaData()
VERSIONS = Table(
    "revflow_decisions_version",
    METADATA,
    Column("version", Integer, primary_key=True),
    Column("made_at", DateTime, nullable=False),
)
CHANGES = Table(
    "revflow_decision_changes",
    METADATA,
    Column("decision_id", String(32), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("workspace", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("written_at", DateTime, nullable=False),  # UTC
    Column("written_by", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("due", Date),
    Column("stage", Text, nullable=False),
    Column("decided_on", Date, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("context", Text),  # from version 2 on; JSON: what the review said, and of which journeys
)


def first(connection: Connection) -> None:
    """The tables as they are now; a database of an earlier version has some of them."""
    METADATA.create_all(connection)


def second(connection: Connection) -> None:
    """What the review said on the day, kept with the decision."""
    if "context" not in columns(connection):
        connection.exec_driver_sql(f"alter table {CHANGES.name} add column context text")


STEPS = (first, second)  # STEPS[n] leads from version n to n + 1
VERSION = len(STEPS)


def version_of(connection: Connection) -> int:
    """The version of the tables that are there; 0 where there are none."""
    if not inspect(connection).has_table(VERSIONS.name):
        return 0
    return connection.execute(select(func.max(VERSIONS.c.version))).scalar() or 0


def columns(connection: Connection) -> set[str]:
    """The columns that the changes have in this database."""
    return {column["name"] for column in inspect(connection).get_columns(CHANGES.name)}


TURN = 19530802  # the number of PostgreSQL's lock for whoever makes the tables


def bring_up(connection: Connection) -> None:
    """All steps that are missing, inside the transaction at hand; of several at once one makes them, the others wait."""
    if version_of(connection) == VERSION:
        return
    if connection.dialect.name == "postgresql":  # a SQLite writer has its turn already
        connection.exec_driver_sql(f"select pg_advisory_xact_lock({TURN})")
    have = version_of(connection)
    for number, step in enumerate(STEPS[have:], have + 1):
        step(connection)
        connection.execute(VERSIONS.insert().values(version=number, made_at=now()))


def now() -> dt.datetime:
    """UTC, without a zone: every database keeps that alike."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)
