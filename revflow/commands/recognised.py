"""What the files were taken for, in words."""

from pathlib import Path
from typing import TextIO

from revflow.recognise import sentences
from revflow.texts import say
from revflow.workspace.recognition import recognised
from revflow.workspace.source import is_recognised


def print_recognised(folder: Path, out: TextIO | None = None) -> None:
    """What the files were taken for, where nothing but their headers says it; to standard output, or to `out`."""
    if is_recognised(folder):
        for line in (say("en", "recognise.as-recognised", folder=folder), *sentences(recognised(folder), "en")):
            print("  " + line, file=out)
