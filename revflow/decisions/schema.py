"""The tables decisions are kept in, their version, and the steps from each version to the next.

Rows are only ever added. The primary key (decision, revision) is what keeps two people at once from losing anything: the
second to write the same revision is refused by the database itself.
"""

import datetime as dt

from sqlalchemy import (
    Column,
    Connection,
    Date,
    DateTime,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    func,
    inspect,
    select,
)

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
TARGETS = Table(
    "revflow_target_changes",
    METADATA,
    Column("stage", String(200), primary_key=True),
    Column("period", String(16), primary_key=True),  # 2026-11, 2026-Q4, 2026
    Column("revision", Integer, primary_key=True),
    Column("workspace", String(200), primary_key=True),
    Column("written_at", DateTime, nullable=False),  # UTC
    Column("written_by", Text, nullable=False),
    Column("target", Float),  # None: taken back, so that targets.csv holds again
    Column("owner", Text, nullable=False),
    Column("definition", Text, nullable=False),
)
HEARD = Table(
    "revflow_heard_changes",
    METADATA,
    Column("week", Date, primary_key=True),  # its Monday
    Column("department", String(200), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("workspace", String(200), primary_key=True),
    Column("written_at", DateTime, nullable=False),  # UTC
    Column("written_by", Text, nullable=False),
    Column("words", Text, nullable=False),
)


def first(connection: Connection) -> None:
    """The tables as they are now; a database of an earlier version has some of them."""
    METADATA.create_all(connection)


def second(connection: Connection) -> None:
    """What the review said on the day, kept with the decision."""
    if "context" not in columns(connection):
        connection.exec_driver_sql(f"alter table {CHANGES.name} add column context text")


def third(connection: Connection) -> None:
    """Targets, and what departments hear, in tables of their own."""
    METADATA.create_all(connection)


STEPS = (first, second, third)  # STEPS[n] leads from version n to n + 1
VERSION = len(STEPS)


def version_of(connection: Connection) -> int:
    """The version of the tables that are there; 0 where there are none."""
    if not inspect(connection).has_table(VERSIONS.name):
        return 0
    return connection.execute(select(func.max(VERSIONS.c.version))).scalar() or 0


def columns(connection: Connection, table: Table = CHANGES) -> set[str]:
    """The columns that a table has in this database; none where it is not there yet."""
    found = inspect(connection)
    return {column["name"] for column in found.get_columns(table.name)} if found.has_table(table.name) else set()


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
