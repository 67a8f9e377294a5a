"""What there is, is in the documents: rooms, pages and dependencies; and the picture is drawn from the contract."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

from docs import draw_architecture
from revflow.texts import LANGUAGES, texts

ROOT = Path(__file__).resolve().parents[1]
READMES = {"en": "README.md", "ja": "README.ja.md"}
PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
LINKS = re.compile(r"\]\(([\w./-]+)(?:#[\w-]*)?\)")


def document(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_picture_is_that_of_the_contract():
    assert document("docs/architecture.svg") == draw_architecture.drawing()
    assert {room for layer in draw_architecture.rooms() for room in layer} == {
        path.parent.name for path in (ROOT / "revflow").glob("*/__init__.py")
    }


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_answers_a_question_of_the_readme(page, language):
    name = texts(language)[f"page.{page}"]
    assert re.search(rf"^\|.*\|.*{re.escape(name)}.*\|$", document(READMES[language]), re.MULTILINE | re.IGNORECASE)


@pytest.mark.parametrize("readme", READMES.values())
def test_every_dependency_has_a_reason(readme):
    listed = re.findall(
        r"^([a-z][\w-]*)==", document("requirements.txt") + document("requirements-dev.txt"), re.MULTILINE
    )
    reasons = " ".join(re.findall(r"^\| (.+?) \|", document(readme), re.MULTILINE))
    assert [name for name in listed if name not in reasons] == []


def test_what_the_package_asks_for_is_what_is_pinned():
    """The range of every dependency, and no other dependency, holds the pin that the tests run with."""
    project = tomllib.loads(document("pyproject.toml"))["project"]
    ranges = dict(re.match(r"([\w-]+)(.*)", entry).groups() for entry in project["dependencies"])
    pins = dict(re.findall(r"^([\w-]+)==(\S+)$", document("requirements.txt"), re.MULTILINE))
    assert ranges.keys() == pins.keys()
    for name, bounds in ranges.items():
        assert SpecifierSet(bounds).contains(pins[name], prereleases=True), name


@pytest.mark.parametrize("path", [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")], ids=lambda path: path.name)
def test_no_link_leads_nowhere(path):
    links = LINKS.findall(path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_where_one_works_is_where_something_lies():
    """Every file and folder that the architecture page sends a newcomer to; names in capitals stand for any."""
    table = document("docs/architecture.md").split("## Where do I work?")[1].split("## ")[0]
    named = {name for name in re.findall(r"`([\w./{},*-]+)`", table) if "/" in name}
    assert len(named) > 20
    for name in named:
        pattern = re.sub(r"\b[A-Z]+\b", "*", name).replace("{ja,en}", "ja").rstrip("/")
        assert [*ROOT.glob(pattern), *(ROOT / "revflow").glob(pattern)], name
