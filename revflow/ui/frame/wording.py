"""Words on a page: texts in the chosen language, and data shown as it is, never as markup."""

import re

import streamlit as st

from revflow import texts
from revflow.common.html import isolated, written
from revflow.common.resources import package_file
from revflow.ui.frame import address

STYLE = package_file("ui/style")  # loaded whole before anything is drawn: nothing moves when a part comes
MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&^=@])")
SEEN_THROUGH = re.compile(r"(?<=:)(?=\S)|(?<=www)(?=\\?\.)|(?=\\?@)", re.IGNORECASE)  # addresses, icons, colours


def language() -> str:
    """The language of this run: the switch's, else the browser's."""
    return st.session_state.get(f"{address.WIDGET}lang") or texts.language_of(st.context.locale)


def text(key: str, **values) -> str:
    """A text of the message files, in the chosen language; a value that reads from right to left turns only itself."""
    return texts.say(language(), key, **{name: isolated(value) for name, value in values.items()})


def label(words: str, longest: int = 80) -> str:
    """Data as a widget's label: Streamlit reads labels as Markdown, so its signs are written out.

    Addresses and icons are seen even so, unless a mark without width stands in them.
    """
    words = " ".join(words.split())
    words = words if len(words) <= longest else words[: longest - 1] + "…"
    return SEEN_THROUGH.sub("\u2060", MARKDOWN.sub(r"\\\1", words))


def line(words: str, tag: str = "p", kind: str = "", anchor: str = "") -> None:
    """One paragraph or heading of plain words."""
    name = f' class="rf {kind}"' if kind else ' class="rf"'
    target = f' id="{written(anchor)}"' if anchor else ""
    st.html(f'<{tag}{name}{target} dir="auto">{written(words)}</{tag}>')


def headline(words: str) -> None:
    """The page's one sentence, to be read from the back of a room."""
    line(words, "h1", "headline")


def sentence(key: str, **values) -> None:
    """A sentence of the message files, its values shown as they are."""
    line(text(key, **values))


def heading(words: str) -> None:
    """The head of a section."""
    line(words, "h2", "section")


def unseen_heading(words: str) -> None:
    """The head of a section that needs none for those who see the page."""
    line(words, "h2", "unseen")


def note(words: str) -> None:
    """Something quiet beside a figure."""
    line(words, "p", "note")


def style_text(selector: str, words: str) -> None:
    """Our words in the place of a widget's own, which it says in English only."""
    quoted = words.replace("\\", "\\\\").replace('"', '\\"')
    st.html(
        f'<style>{selector} {{ font-size: 0; }} {selector}::after {{ content: "{quoted}"; font-size: 1rem; }}</style>'
    )


def declare_language() -> None:
    """Say which language the page is in, so that it is read out as such: Streamlit calls every page English."""
    with st.container(key="page-language"):
        script = f"<script>document.documentElement.lang = '{language()}'</script>"
        st.html(script, unsafe_allow_javascript=True)


def style() -> None:
    """The look that Streamlit's theme can't say."""
    sheets = "".join(sheet.read_text(encoding="utf-8") for sheet in sorted(STYLE.glob("*.css")))
    st.html(f"<style>{sheets}</style>")
