"""`map FOLDER`: what each file is taken for, and the mapping and model that follow."""

import argparse
from pathlib import Path

import tomli_w

from revflow.commands import options as shared
from revflow.common.errors import UnusableInput
from revflow.recognise import Recognition, sentences
from revflow.texts import say
from revflow.workspace.recognition import recognised
from revflow.workspace.settings import write_workspace


def add_arguments(command: argparse.ArgumentParser) -> None:
    shared.folder(command)
    command.add_argument("--write", action="store_true", help="keep them as mapping.toml and model.toml in FOLDER")
    command.add_argument("--pipeline", metavar="NAME", help="which pipeline is read, where there are several")
    shared.language(command)


def run(options: argparse.Namespace) -> int:
    recognition = recognised(options.folder, options.pipeline)
    if not recognition.taken:
        raise UnusableInput(key="fault.no-tables", folder=str(options.folder))
    if options.write:
        print("\n".join(sentences(recognition, options.lang)))
        print(write(options.folder, recognition, options.lang))
    else:
        print_files(recognition, options.lang)
    return 0


def print_files(recognition: Recognition, language: str) -> None:
    """Both files as they would be written, under what is said of them."""
    print("\n".join(f"# {line}" for line in sentences(recognition, language)))
    for name, content in (("mapping.toml", recognition.mapping), ("model.toml", recognition.model)):
        if content:
            print(f"\n# ---- {name} ----\n{tomli_w.dumps(content)}")


def write(folder: Path, recognition: Recognition, language: str) -> str:
    """Keeps both in the folder, and says so. Raises UnusableInput where nothing follows, or there is a mapping already."""
    if not recognition.mapping:
        raise UnusableInput(key="fault.nothing-said", folder=str(folder))
    if (folder / "mapping.toml").exists():
        raise UnusableInput(key="fault.mapping-there", folder=str(folder))
    write_workspace(folder, recognition.mapping, recognition.model)
    files = ", ".join(("mapping.toml", "model.toml") if recognition.model else ("mapping.toml",))
    return say(language, "recognise.written", files=files)
