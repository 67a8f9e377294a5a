"""The process picture, and the choice of a stage."""

from functools import partial

import streamlit as st

from revflow.charts import process as drawing
from revflow.charts.files import picture_png
from revflow.insight import snapshot
from revflow.ui.frame.wording import language, text
from revflow.ui.parts import figures, process_picture
from revflow.ui.parts.snapshot import SPAN, SPANS, ProcessSnapshot
from revflow.ui.parts.theme import colours


def process(now: ProcessSnapshot) -> str:
    """The picture, and the choice of a stage; gives the stage."""
    found = now.stations
    full = snapshot.fullest(found)
    default = full.stage_id if full else found[0].stage_id
    space = st.container(key="picture", gap="xsmall")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="stage-choice"):
        stage = process_picture.choose_stage(now.names, default)
        process_picture.choose_span(SPANS, SPAN)
        drawn = drawing.Picture(
            stations=found,
            language=language(),
            selected=stage,
            flow_label=text("flow.line-width", weeks=now.span),
        )
        rows, make = snapshot.last_weeks(now.flow, now.span), partial(picture_png, drawn, colours())
        figures.source_of("stage_flow", define="picture", rows=rows, picture=make, about=text("picture.label"))
    with space:
        process_picture.show(drawn)
    return stage
