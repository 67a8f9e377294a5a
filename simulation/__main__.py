"""python -m simulation make FOLDER --families a,b --seeds 1000:1012; python -m simulation score FOLDER."""

import argparse
import tempfile
from pathlib import Path

from simulation.families import DIRTY, FAULTS, HARD_FAULTS, HARD_SOUND, SOUND, make
from simulation.score import judge_company, report

SETS = {
    "faults": FAULTS, "sound": SOUND, "hard": HARD_FAULTS, "hard_sound": HARD_SOUND,
    "dirty": tuple(f"dirty_{kind}" for kind in DIRTY),
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m simulation")
    commands = parser.add_subparsers(required=True)
    making = commands.add_parser("make", help="write simulated companies")
    making.add_argument("folder", type=Path)
    making.add_argument("--families", required=True, help="names, or sets: " + ", ".join(SETS))
    making.add_argument("--seeds", required=True, help="from:to")
    making.set_defaults(run=make_companies)
    scoring = commands.add_parser("score", help="judge the companies of a folder and compare with what was planted")
    scoring.add_argument("folder", type=Path)
    scoring.add_argument("--databases", type=Path, help="keep the loaded databases here")
    scoring.set_defaults(run=score_companies)
    options = parser.parse_args()
    options.run(options)


def make_companies(options) -> None:
    families = [name for part in options.families.split(",") for name in SETS.get(part, (part,))]
    first, last = map(int, options.seeds.split(":"))
    missed = make(options.folder, families, range(first, last))
    print(f"{missed} seeds gave no fair question")


def score_companies(options) -> None:
    companies = sorted(path.parent for path in options.folder.glob("*/truth.json"))
    with tempfile.TemporaryDirectory() as scratch:
        databases = options.databases or Path(scratch)
        databases.mkdir(parents=True, exist_ok=True)
        report([judge_company(folder, databases) for folder in companies])


if __name__ == "__main__":
    main()
