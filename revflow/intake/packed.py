"""What packed files may unpack to: a few megabytes can hold gigabytes."""

import gzip
import io
import zipfile
from pathlib import Path

from revflow.common.errors import UnusableInput

MAX_TIMES, ALWAYS = (
    100,
    300 << 20,
)  # a table packs to a tenth; beyond a hundredth it is none, unless it is small all the same
MAX_TEXT = 8 << 30  # bytes of a text, unpacked
MAX_SHEETS, MAX_WORDS = 1 << 30, 200 << 20  # bytes of a workbook; of its texts, which are taken into memory as one
WORDS = "xl/sharedStrings.xml"


def refuse_bomb(path: Path) -> None:
    """Refuses a workbook that unpacks to more than a table can be. Raises UnusableInput."""
    if path.suffix.lower() != ".xlsx":
        return
    try:
        with zipfile.ZipFile(path) as packed:
            sizes = {part.filename: part.file_size for part in packed.infolist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return  # whoever reads it says what is wrong with it
    total = sum(sizes.values())
    if total > MAX_SHEETS or sizes.get(WORDS, 0) > MAX_WORDS or total > _most(path):
        _refuse(path, total)


def opened(path: Path) -> io.BufferedIOBase:
    """The bytes of a file, unpacked where its name ends in .gz; raises UnusableInput while it is read, once there are too many."""
    if path.suffix != ".gz":
        return path.open("rb")
    return io.BufferedReader(_Counted(path), 1 << 20)


class _Counted(io.RawIOBase):
    """The unpacked bytes of a file, as long as they are no more than they may be."""

    def __init__(self, path: Path) -> None:
        self.path, self.most, self.count = path, min(_most(path), MAX_TEXT), 0
        self.file = gzip.open(path, "rb")  # noqa: SIM115

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        got = self.file.readinto(buffer)
        self.count += got
        if self.count > self.most:
            _refuse(self.path, self.count)
        return got

    def close(self) -> None:
        self.file.close()
        super().close()


def _most(path: Path) -> int:
    return max(ALWAYS, MAX_TIMES * path.stat().st_size)


def _refuse(path: Path, size: int) -> None:
    raise UnusableInput(
        key="fault.too-large-unpacked", name=path.name, packed=path.stat().st_size >> 20, size=f"{size >> 20:,}"
    )
