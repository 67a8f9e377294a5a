"""Where decisions are kept: a SQLite file of the workspace, or a database of the team's own named in secrets.toml."""

import tomllib
from pathlib import Path
from typing import Any

from sqlalchemy import URL, NullPool, create_engine, make_url
from sqlalchemy.engine import Engine
from sqlalchemy.exc import ArgumentError

from revflow.common.errors import UnusableInput
from revflow.store.location import database_of

FILE_NAME = "decisions.sqlite"
CONNECTION = "decisions"  # [connections.decisions]
PARTS = ("username", "password", "host", "database", "query")


def file_of(folder: Path) -> Path:
    """FOLDER/.revflow/decisions.sqlite; beside the loaded data where nothing can be written into FOLDER."""
    own = folder.resolve() / ".revflow" / FILE_NAME
    return own if own.exists() else database_of(folder).with_name(FILE_NAME)


def url_of_file(file: Path) -> URL:
    return URL.create("sqlite", database=str(file))


def secrets_files() -> list[Path]:
    """Where Streamlit looks for secrets, the nearest one first."""
    folders = dict.fromkeys([Path.cwd(), Path.home()])
    return [folder / ".streamlit" / "secrets.toml" for folder in folders]


def configured() -> dict | None:
    """The team's own database as [connections.decisions] names it, or None. Raises UnusableInput for a broken file."""
    for file in secrets_files():
        if not file.is_file():
            continue
        try:
            found = tomllib.loads(file.read_text(encoding="utf-8")).get("connections", {}).get(CONNECTION)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as fault:
            raise UnusableInput(key="fault.secrets-toml", file=str(file), fault=str(fault)) from fault
        if found:
            return found
    return None


def url_of(named: dict) -> URL:
    """The address of a configured database, from its url or its parts, as Streamlit reads them."""
    try:
        if "url" in named:
            return make_url(named["url"])
        driver = named["dialect"] + (f"+{named['driver']}" if "driver" in named else "")
        port: dict[str, Any] = {"port": int(named["port"])} if "port" in named else {}
        return URL.create(driver, **port, **{part: named[part] for part in PARTS if part in named})
    except (ArgumentError, KeyError, ValueError, TypeError) as fault:
        raise UnusableInput(key="fault.secrets-url") from fault


def engine_of(folder: Path) -> Engine:
    """The engine for a workspace's decisions, outside of Streamlit. Opens nothing yet."""
    named = configured()
    if named is None:
        return create_engine(url_of_file(file_of(folder)), poolclass=NullPool)
    try:
        return create_engine(url_of(named), poolclass=NullPool)
    except ImportError as fault:
        raise UnusableInput(key="fault.secrets-driver", fault=str(fault)) from fault
