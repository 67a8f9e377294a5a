"""Where a workspace's database lies."""

import hashlib
import os
from pathlib import Path

from revflow.common import resources, user_folders

FILE_NAME = "revflow.duckdb"


def database_of(folder: Path) -> Path:
    """FOLDER/.revflow/revflow.duckdb, or a file in the user's cache where nothing can be written into FOLDER."""
    folder = folder.resolve()
    own = folder / ".revflow"
    if os.access(own if own.is_dir() else folder, os.W_OK) and not resources.is_bundled(folder):
        return own / FILE_NAME
    mark = hashlib.sha256(str(folder).encode()).hexdigest()[:12]
    return user_folders.cache() / f"{folder.name}-{mark}" / FILE_NAME
