"""`run [FOLDER]`: the dashboard, on the companies set up here, and on FOLDER first."""

import argparse
import os
import runpy
import sys
from pathlib import Path

from revflow.common.errors import UnusableInput
from revflow.common.resources import file


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("folder", type=Path, metavar="FOLDER", nargs="?", help="a workspace; without it, the sample")
    command.add_argument("--port", type=int, metavar="N", help="where the browser finds it (default 8501)")


def run(options: argparse.Namespace) -> int:
    if options.folder:
        offer(options.folder)
    port = ["--server.port", str(options.port)] if options.port else []
    sys.argv = ["streamlit", "run", str(file("app.py")), *port]
    runpy.run_module("streamlit", run_name="__main__")  # its settings lie beside app.py
    return 0


def offer(folder: Path) -> None:
    """Names a workspace before those that are offered anyway. Raises UnusableInput where there is no such folder."""
    if not folder.is_dir():
        raise UnusableInput(key="fault.no-folder", folder=str(folder))
    named = [str(folder.resolve()), os.environ.get("REVFLOW_WORKSPACES", "")]
    os.environ["REVFLOW_WORKSPACES"] = os.pathsep.join(filter(None, named))
