"""The sample company, loaded once, as it was known some weeks before its last day."""

import pytest

from revflow.insight.outlook.seen import Seen, see
from revflow.store.reading import Database, Selection
from revflow.store.sql_files import QUERIES
from revflow.workspace.loading import load
from tests.conftest import NOW

SAMPLE = QUERIES.parent / "data" / "sample"


@pytest.fixture(scope="session")
def sample(tmp_path_factory) -> Database:
    return Database.open(load(SAMPLE, tmp_path_factory.mktemp("outlook") / "sample.duckdb", now=NOW).database)


@pytest.fixture(scope="session")
def seen(sample) -> Seen:
    found = see(sample, Selection())
    assert found is not None
    return found
