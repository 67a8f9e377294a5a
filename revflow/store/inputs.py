"""Whether the files that a database was made from are still the same."""

from pathlib import Path


def fingerprint(inputs: list[Path]) -> list[list]:
    """Path, size and time of change of each input file."""
    return [[str(path.resolve()), path.stat().st_size, path.stat().st_mtime_ns] for path in inputs if path.exists()]
