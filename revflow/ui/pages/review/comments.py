"""What people wrote about the records at the bottleneck."""

import streamlit as st

from revflow.common.html import isolated
from revflow.texts import formats
from revflow.ui.frame import data
from revflow.ui.frame.wording import language, note, text, written
from revflow.ui.parts import figures

SHOWN, MAX_READ = 8, 200


def comments(stage: str) -> None:
    """The newest comments, as they were written; who wrote them is shown where names are."""
    rows = data.read("stage_comments", stage_id=stage, limit=MAX_READ)
    figures.titled(text("review.comments"), "stage_comments", define="comments", rows=rows)
    if rows.empty:
        note(text("review.comments-none"))
        return
    with_names = st.session_state.get("names", False)
    items = "".join(comment(row, with_names) for row in rows.head(SHOWN).to_dict("records"))
    st.html(f'<ul class="rf said">{items}</ul>')
    if len(rows) > SHOWN:
        note(text("review.comments-more", shown=SHOWN))


def comment(row: dict, with_names: bool) -> str:
    known = [row["department"], row["author"] if with_names else None, row["journey_id"]]
    parts = [formats.day(row["written_at"], language()), *(str(part) for part in known if formats.is_known(part))]
    head = text("unit.dot").join(isolated(part) for part in parts if part)
    return f'<li><span dir="auto">{written(head)}</span><div dir="auto" tabindex="0">{written(str(row["text"] or ""))}</div></li>'
