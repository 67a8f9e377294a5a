"""What the product says, in Japanese and in English: words stand in *.ja.toml and *.en.toml, never in code.

One pair of files for each part that speaks: the pages (ja.toml, en.toml), the intake (intake.ja.toml, ...) and so on.
"""

import tomllib
from functools import cache
from pathlib import Path

LANGUAGES = ("ja", "en")


@cache
def texts(language: str) -> dict[str, str]:
    """Every text of a language as 'group.key' -> text."""
    files = sorted(
        path for path in (Path(__file__).parent / "messages").glob("*.toml") if path.name.endswith(f"{language}.toml")
    )
    parts = [tomllib.loads(path.read_text(encoding="utf-8")) for path in files]
    return {
        f"{group}.{key}": text for part in parts for group, entries in part.items() for key, text in entries.items()
    }


def say(language: str, key: str, **values) -> str:
    """The text of a key, with its values put in."""
    return texts(language)[key].format(**values)


def has(key: str) -> bool:
    """Whether a key that was put together (from a code in the data) has a text."""
    return key in texts("en")


def language_of(locale: str | None) -> str:
    """The language for a browser's locale: Japanese for 'ja' and 'ja-JP', else English."""
    return "ja" if (locale or "").lower().split("-")[0] == "ja" else "en"
