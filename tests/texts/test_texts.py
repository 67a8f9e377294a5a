"""Texts: the same in both languages, all of them used, none missing."""

import ast
import re
import string
from pathlib import Path

import pytest

from revflow.texts import LANGUAGES, language_of, say, texts

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [*(ROOT / "revflow").rglob("*.py"), *(ROOT / "pages").glob("*.py"), *(ROOT / "queries").rglob("*.sql")]
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
SOURCE += "\n".join(
    f'"{path.stem}"' for path in (ROOT / "queries" / "findings").glob("*.sql")
)  # a finding is called as its file


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_keys():
    assert set(texts("ja")) == set(texts("en"))


@pytest.mark.parametrize("key", sorted(texts("en")))
def test_both_languages_name_the_same_values(key):
    assert places(texts("ja")[key]) == places(texts("en")[key])


def test_every_key_that_is_asked_for_is_there():
    asked = set(
        re.findall(
            r"""(?:text|sentence|say)\(\s*(?:"\w+",\s*|language(?:\(\))?,\s*|in_language,\s*)?"([a-z_]+\.[a-z0-9-]+)\"""",
            SOURCE,
        )
    )
    assert len(asked) > 60
    assert asked <= set(texts("en"))


def beginnings(name: str) -> list[str]:
    """'stock-more' -> 'stock-{', '{': how a key begins that is put together from a part and a value."""
    parts = name.split("-")
    return ["-".join(parts[:count]) + "-{" for count in range(1, len(parts))]


@pytest.mark.parametrize("key", sorted(texts("en")))
def test_every_key_is_used(key):
    group, name = key.split(".", 1)
    forms = [f'"{key}"', f'"{name}"', f"'{name}'", f'"{name.replace("-", " ")}"', f'_{name}"', *beginnings(name)]
    is_column = group == "column" and re.search(rf"\b{name}\b", SOURCE)
    assert is_column or any(form in SOURCE for form in forms), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_values_are_put_in_as_they_are(language):
    said = say(language, "flow.headline", journeys="{x}", goal="%s", stage="<b>", department="{0}", count="*")
    assert "{x}" in said and "<b>" in said and "{0}" in said


def test_the_browser_decides_the_language():
    assert [language_of(locale) for locale in ("ja-JP", "ja", "en-GB", "fr", None)] == ["ja", "ja", "en", "en", "en"]


def test_every_refusal_is_said_in_both_languages():
    """Whoever reads Japanese is told in Japanese what to mend: no sentence is written in code alone."""
    calls = [
        (path, call)
        for path in (ROOT / "revflow").rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "UnusableInput"
    ]
    assert len(calls) > 100
    assert not [
        f"{path.name}:{call.lineno}" for path, call in calls if "key" not in {word.arg for word in call.keywords}
    ]
