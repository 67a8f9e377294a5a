"""`sample FOLDER`: writes the sample company's exports."""

import argparse

from revflow.commands import options as shared
from revflow.sample import write_sample


def add_arguments(command: argparse.ArgumentParser) -> None:
    shared.folder(command)
    command.add_argument("--seed", type=int, metavar="N", default=None)


def run(options: argparse.Namespace) -> int:
    seed = {} if options.seed is None else {"seed": options.seed}
    for path in write_sample(options.folder, **seed):
        print(path)
    return 0
