"""Where a workspace's database lies."""

import hashlib
import os
from pathlib import Path

FILE_NAME = "revflow.duckdb"


def database_of(folder: Path) -> Path:
    """FOLDER/.revflow/revflow.duckdb, or a file in the user's cache where nothing can be written into FOLDER."""
    folder = folder.resolve()
    own = folder / ".revflow"
    if os.access(own if own.is_dir() else folder, os.W_OK):
        return own / FILE_NAME
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    mark = hashlib.sha256(str(folder).encode()).hexdigest()[:12]
    return cache / "revflow" / f"{folder.name}-{mark}" / FILE_NAME
