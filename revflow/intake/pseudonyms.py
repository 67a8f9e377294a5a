"""Names replaced by stable pseudonyms: the same name gives the same one in every load of a workspace."""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from revflow.common.errors import UnusableInput
from revflow.common.sql import quoted
from revflow.intake.reading import Reading

KEY_FILE = "pseudonyms.key"
LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0 and O, no 1 and I
LENGTH = 8  # 40 bits: of 100,000 names, two share one in 1 of 200 workspaces
NAMES = {"company": ("会社", "Company")}


def pseudonym(key: bytes, prefix: str, name: str) -> str:
    """The pseudonym of a name, for example Company-7F3K-Q2MX; without the key nobody gets from one to the other."""
    digest = hmac.new(key, name.encode(), hashlib.sha256).digest()
    letters = "".join(LETTERS[byte % len(LETTERS)] for byte in digest[:LENGTH])
    return f"{prefix}-{letters[:4]}-{letters[4:]}"


def replace_names(reading: Reading, table: str, attributes: list[str]) -> None:
    """Puts pseudonyms in the place of the values of these attributes (columns at_NAME of `table`)."""
    for attribute in attributes:
        column = quoted(f"at_{attribute}")
        names = [
            name
            for (name,) in reading.con.execute(
                f"select distinct {column} from {table} where {column} is not null"
            ).fetchall()
        ]
        if not names:
            continue
        key, prefix = key_of(reading.home), _prefix(reading.model, attribute)
        reading.con.execute(
            f"update {table} set {column} = named.pseudonym from (select unnest(?::varchar[]) as name, unnest(?::varchar[]) "
            f"as pseudonym) as named where {table}.{column} = named.name",
            [names, [pseudonym(key, prefix, name) for name in names]],
        )


def key_of(home: Path) -> bytes:
    """The workspace's key, made at first use and kept in `home`. Raises UnusableInput where it can't be read or written."""
    path = home / KEY_FILE
    try:
        if not path.exists():
            _make_key(path)
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
        if len(key) < 16:
            raise ValueError("it is too short")
    except (OSError, ValueError) as fault:
        raise UnusableInput(
            f"{path}: the key of the pseudonyms can't be read or written ({fault}). Put the file back as it was; if it is "
            "lost, delete it, and all pseudonyms will be new ones.",
            key="fault.pseudonym-key",
            path=path,
        ) from fault
    return key


def _make_key(path: Path) -> None:
    """Writes a new key as a whole; where another load was quicker, its key stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32))
    try:
        os.link(made, path)
    except FileExistsError:
        pass
    except OSError:  # a file system without links
        os.replace(made, path)
    made.unlink(missing_ok=True)


def _prefix(model, attribute: str) -> str:
    """What the pseudonyms of an attribute begin with, in the language of the workspace's calendar."""
    known = next(((a.ja, a.en) for a in model.attributes if a.id == attribute), None)
    ja, en = known or NAMES.get(attribute, (attribute, attribute))
    return ja if model.calendar == "jp" else en
