"""The sample company: a Japanese SaaS firm's exports with a story in them, made from a seed, the same to the byte."""

from pathlib import Path

from revflow.common.errors import UnusableInput
from revflow.common.resources import package_file
from revflow.sample import activities, deals, dirt, leads, nurturing, spreadsheets, success
from revflow.sample.readme import TITLE, readme
from revflow.sample.simulation import Simulation
from revflow.sample.tables import Table

DEFAULT_SEED = 5
EXPORTS = ("リード.csv", "商談.csv", "商談履歴.csv", "契約.csv", "活動.csv", "コメント.csv", "目標.csv")
FILES = (*EXPORTS, "mapping.toml", "model.toml", "README.md")
_SETTINGS = package_file("sample/settings")


def write_sample(folder: Path, seed: int = DEFAULT_SEED) -> list[Path]:
    """Writes the exports, the mapping, the model and a README into the folder; returns what was written."""
    folder = Path(folder)
    _refuse_foreign(folder)
    files = sample_files(seed)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (folder / name).write_bytes(content)
    except OSError as fault:
        raise UnusableInput(key="fault.sample-not-written", folder=str(folder), fault=str(fault.strerror)) from fault
    return [folder / name for name in files]


def sample_files(seed: int) -> dict[str, bytes]:
    """Every file of the sample by its name."""
    tables = sample_tables(seed)
    said = dirt.soil(tables, seed)
    files = {name: table.as_bytes() for name, table in tables.items()}
    for settings in ("mapping.toml", "model.toml"):
        files[settings] = (_SETTINGS / settings).read_bytes()
    files["README.md"] = readme(list(tables.values()), said, seed).encode()
    return files


def sample_tables(seed: int) -> dict[str, Table]:
    """The exports as they would be without dirt, by file name."""
    journeys = Simulation(seed).run()
    put_back = nurturing.nurture(journeys, seed)
    found = deals.deals_of(journeys, seed)
    tables = (
        leads.table(journeys, put_back.planned),
        deals.table(found),
        deals.history_table(found),
        success.table(success.contracts_of(journeys, seed)),
        activities.table([*activities.activities_of(journeys, seed), *put_back.calls]),
        spreadsheets.comments(spreadsheets.comments_of(journeys, seed)),
        spreadsheets.targets(spreadsheets.targets_of()),
    )
    return {table.file: table for table in tables}


def _refuse_foreign(folder: Path) -> None:
    """An earlier sample may be written anew; anything else in the folder is somebody's and stays."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise UnusableInput(key="fault.sample-is-file", folder=str(folder))
    there = {path.name for path in folder.iterdir() if not path.name.startswith(".")}
    about = folder / "README.md"
    earlier_sample = about.is_file() and about.read_bytes().startswith(TITLE.encode())
    foreign = sorted(there - set(FILES)) if earlier_sample else sorted(there)
    if foreign:
        raise UnusableInput(key="fault.sample-mixes", folder=str(folder), found=foreign[0])
