"""The files of queries/: a header of comments that says what the SQL under it is, and one select."""

from pathlib import Path

from revflow.common import resources

QUERIES = resources.file("queries")
FINDINGS = QUERIES / "findings"


def read_file(path: Path, keys: tuple[str, ...]) -> tuple[dict[str, str], str]:
    """The header's parts and the SQL. The first part goes by the name of the file ('name'), the others by their key."""
    lines = path.read_text(encoding="utf-8").splitlines()
    size = next((n for n, line in enumerate(lines) if not line.startswith("--")), len(lines))
    parts: dict[str, str] = {}
    key = ""
    for line in lines[:size]:
        text = line.removeprefix("--").strip()
        head, colon, rest = text.partition(":")
        if not key and head != path.stem:
            raise ValueError(f"{path}: the header names {head}")
        if colon and (head in keys or not key):
            key = head if key else "name"
            parts[key] = rest.strip()
        else:
            parts[key] += " " + text
    return parts, "\n".join(lines[size:]).strip()


def listed(part: str) -> tuple[str, ...]:
    """The names that a part of a header lists."""
    return tuple(name.strip() for name in part.split(",") if name.strip())


def in_order(reads: dict[str, tuple[str, ...]]) -> list[str]:
    """The names so that each stands behind those it reads. Raises ValueError where they read one another in a circle."""
    ordered: dict[str, None] = {}

    def place(name: str, below: tuple[str, ...] = ()) -> None:
        if name in below:
            raise ValueError(f"queries/: {' -> '.join((*below, name))} read one another in a circle")
        for other in reads[name]:
            if other in reads and other not in ordered:
                place(other, (*below, name))
        ordered[name] = None

    for name in reads:
        if name not in ordered:
            place(name)
    return list(ordered)
