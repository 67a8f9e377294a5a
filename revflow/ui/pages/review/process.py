"""The process with the bottleneck and the way it is fed marked."""

from functools import partial

import streamlit as st

from revflow.charts import process as drawing
from revflow.charts.files import picture_png
from revflow.common.resources import page_file
from revflow.insight import snapshot
from revflow.insight.narrative import Review
from revflow.ui.frame import address
from revflow.ui.frame.wording import language, note, text
from revflow.ui.parts import figures, process_picture
from revflow.ui.parts.snapshot import ProcessSnapshot
from revflow.ui.parts.theme import colours


def process(now: ProcessSnapshot, found: Review) -> None:
    """The process with the bottleneck and the way it is fed marked; a click opens the stage."""
    drawn = drawing.Picture(
        stations=now.stations,
        language=language(),
        marks=found.marks(),
        flow_label=text("flow.line-width", weeks=now.span),
    )
    with st.container(key="picture", gap="xsmall"):
        clicked = process_picture.show(drawn)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="picture-note", wrap=False):
        note(text("review.open-stage"))
        rows, make = snapshot.last_weeks(now.flow, now.span), partial(picture_png, drawn, colours())
        figures.source_of("stage_flow", define="picture", rows=rows, picture=make, about=text("picture.label"))
    if clicked:
        st.switch_page(page_file("flow"), query_params=address.onward(stage=clicked))
