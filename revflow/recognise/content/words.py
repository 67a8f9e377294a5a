"""What the words of a header hint at: words.toml, in several languages."""

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

WORDS: dict[str, dict[str, list[str]]] = tomllib.loads(
    Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
)


@lru_cache(maxsize=20_000)
def hints_of(header: str) -> frozenset[str]:
    """What a column of this name may be: keys of words.toml's hints."""
    return _found("hints", header)


@lru_cache(maxsize=20_000)
def entities_of(name: str) -> frozenset[str]:
    """Which kinds of records a name speaks of: keys of words.toml's entities."""
    return _found("entities", name)


def plain(name: str) -> str:
    """A name in small letters without accents, its words apart by one blank: DealStage_ID is 'deal stage id'."""
    text = _without_accents(unicodedata.normalize("NFKC", name))
    text = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", text)
    text = re.sub(r"(?<=[^\x00-\x7f])(?=[A-Za-z])|(?<=[A-Za-z])(?=[^\x00-\x7f])", " ", text)  # 商談ID
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


def without_hint(header: str, *hints: str) -> str:
    """The header without the words of these hints: 'Demo date' is 'Demo'."""
    words = re.split(r"[\s_\-/.]+", header.strip())
    kept = [word for word in words if not any(_matcher("hints", hint).search(plain(word)) for hint in hints)]
    return " ".join(kept) or header.strip()


def _found(group: str, name: str) -> frozenset[str]:
    text = plain(name)
    return frozenset(key for key in WORDS[group] if _matcher(group, key).search(text))


@cache
def _matcher(group: str, key: str) -> re.Pattern[str]:
    return re.compile("|".join(map(_pattern, WORDS[group][key])))


def _pattern(word: str) -> str:
    if word.startswith("*"):
        return re.escape(plain(word[1:]))
    if word.startswith("="):
        return rf"\b{re.escape(plain(word[1:]))}\b"
    return rf"\b{re.escape(plain(word))}"


def _without_accents(text: str) -> str:
    """Latin letters without their marks; a Japanese or Cyrillic letter keeps its own."""
    parts: list[str] = []
    for letter in unicodedata.normalize("NFD", text):
        if unicodedata.combining(letter) and parts and parts[-1][-1:].isascii():
            continue
        parts.append(letter)
    return unicodedata.normalize("NFC", "".join(parts))
