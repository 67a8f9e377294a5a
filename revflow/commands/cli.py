"""The command line: which commands there are, and what becomes of a fault. Each command is the module of its name here."""

import argparse
import importlib
import os
import sys
from pathlib import Path

from revflow import __version__
from revflow.common.errors import UnusableInput

COMMANDS = {  # name, which is also the module's -> what it does
    "load": "read a workspace's exports into its database",
    "diagnose": "name the bottleneck and who feeds it, or say that there is none",
    "outlook": "what will arrive at the goal, against plan, and what if",
    "recycle": "what lies in the recycle pool, what comes back of it, and whom to call first",
    "map": "say what each file is taken for, and the mapping and model that follow",
    "report": "the weekly review as one HTML file that prints on one page",
    "compare": "how many of those who came into a stage reach a later one, by an attribute, then and now",
    "sql": "the rows of one SELECT over the documented views, in a process of its own",
    "kpis": "each department's own KPI and the next stage's, and whether it can carry more",
    "decisions": "what was decided in the review, and what has become of it",
    "run": "open the dashboard in the browser",
    "sample": "write the sample company's exports",
}


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; the exit status is 0 when it was done, 2 when the input can't be used, 1 for a fault of our own."""
    language = "en"
    try:
        options = parser().parse_args(arguments)
        language = getattr(options, "lang", language)
        return options.run(options)
    except UnusableInput as fault:
        print(f"revflow: {fault.said(language)}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        return 0
    except KeyboardInterrupt:
        print("revflow: stopped.", file=sys.stderr)
        return 130
    except Exception as fault:
        if os.environ.get("REVFLOW_DEBUG"):
            raise
        print(_own_fault(fault), file=sys.stderr)
        return 1


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line; a command's own options are read from its module when it is named."""
    installed = Path(sys.argv[0]).stem == "revflow"
    whole = argparse.ArgumentParser(
        prog="revflow" if installed else "python -m revflow",
        description="Where the revenue process chokes, and who feeds it.",
    )
    whole.add_argument("--version", action="version", version=f"RevFlow {__version__}")
    commands = whole.add_subparsers(required=True, metavar="COMMAND", parser_class=_CommandParser)
    for name, does in COMMANDS.items():
        commands.add_parser(name, help=does).module = f"{__package__}.{name}"
    return whole


class _CommandParser(argparse.ArgumentParser):
    """Imports its command when it is asked for: no command waits for what only another one needs."""

    module: str

    def parse_known_args(self, args=None, namespace=None) -> tuple[argparse.Namespace, list[str]]:  # type: ignore[override]  # argparse types it for any namespace
        command = importlib.import_module(self.module)
        command.add_arguments(self)
        self.set_defaults(run=command.run)
        return super().parse_known_args(args, namespace)


def _own_fault(fault: Exception) -> str:
    first_line = str(fault).splitlines()[0] if str(fault) else "no words"
    return (
        f"revflow: a fault of RevFlow's own ({type(fault).__name__}: {first_line}). "
        "Nothing was changed. Set REVFLOW_DEBUG=1 to see where, and tell us."
    )
