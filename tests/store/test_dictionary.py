"""docs/data_dictionary.md is what the headers of queries/ say today."""

from revflow.store.dictionary import TARGET, markdown
from revflow.store.reading import Database
from revflow.store.sql_files import QUERIES
from revflow.workspace.loading import load


def test_the_dictionary_is_up_to_date(tmp_path):
    loaded = load(QUERIES.parent / "data" / "sample", tmp_path / "sample.duckdb")
    written = markdown(Database.open(loaded.database))
    assert written == TARGET.read_text(encoding="utf-8"), "run python -m revflow.store.dictionary"
