"""Where a user's own files lie that belong to no company's folder, as the XDG base directories name them."""

import os
from pathlib import Path


def cache() -> Path:
    """For what can be made anew."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "revflow"


def data() -> Path:
    """For companies that were set up with an installed RevFlow."""
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "revflow"
