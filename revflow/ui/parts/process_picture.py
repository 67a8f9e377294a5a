"""The process picture on a page: stages can be chosen by click, by keyboard, or by the list beside it."""

import re

import streamlit as st

from revflow.charts import process
from revflow.ui.frame import address
from revflow.ui.frame.wording import text

# Both layouts are there; the room at hand decides which one is shown (and read out).
STYLE = """
.room{container-type:inline-size;font-family:var(--st-font);color:var(--st-text-color)}
.box{overflow-x:auto;overflow-y:hidden}
.box.down{display:none}
.across .process{width:100%;min-width:var(--least,640px)}
@container (max-width:620px){.box.across{display:none}.box.down{display:block}.down .process{width:100%}}
"""
SCRIPT = """
export default function ({ data, parentElement, setTriggerValue }) {
  const room = parentElement.querySelector(".room");
  if (room.shown !== data.svg) {
    const focused = room.getRootNode().activeElement?.dataset?.stage;
    room.innerHTML = data.svg;
    room.shown = data.svg;
    if (focused) [...room.querySelectorAll("[data-stage]")].find(
      (station) => station.dataset.stage === focused && station.getClientRects().length)?.focus();
  }
  const choose = (station) => setTriggerValue("stage", station.dataset.stage);
  room.onclick = (event) => {
    const station = event.target.closest("[data-stage]");
    if (station) choose(station);
  };
  room.onkeydown = (event) => {
    const station = event.target.closest("[data-stage]");
    if (station && (event.key === "Enter" || event.key === " ")) { event.preventDefault(); choose(station); }
  };
}
"""


def show(picture: process.Picture, key: str = "process") -> str | None:
    """Draw the process; gives the stage that was just clicked, if any."""
    mount = st.components.v2.component("revflow_process", html='<div class="room"></div>', css=STYLE, js=SCRIPT)
    least = int(96 * len(picture.stations))
    boxes = (
        f'<div class="box across" style="--least:{least}px">{process.across(picture)}</div>'
        f'<div class="box down">{process.down(picture)}</div>'
    )
    hold_free(key, boxes)
    result = mount(key=key, data={"svg": boxes}, on_stage_change=lambda: choose_clicked(key, picture))
    return result.stage


def hold_free(key: str, boxes: str) -> None:
    """Keep the picture's room free until it is drawn, so that nothing below it jumps."""
    (wide, high), (small, tall) = (map(float, size) for size in re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', boxes))
    room = f".st-key-{key}{{min-height:min({high * process.MAX_GROWTH:.0f}px,{high / wide * 100:.1f}cqw)}}"
    on_a_phone = f"@media(max-width:700px){{.st-key-{key}{{min-height:min({tall * process.MAX_GROWTH:.0f}px,{tall / small * 100:.1f}cqw)}}}}"
    st.html(f"<style>.st-key-picture{{container-type:inline-size}}{room}{on_a_phone}</style>")


def choose_clicked(key: str, picture: process.Picture) -> None:
    """A click in the picture chooses the stage as the list would."""
    clicked = st.session_state[key].stage
    if clicked in {station.stage_id for station in picture.stations}:
        st.session_state[f"{address.WIDGET}stage"] = clicked


def choose_stage(names: dict[str, str], default: str, label: str = "flow.choose-stage", name: str = "stage") -> str:
    """A stage by a list: the one looked at closely, or another choice `name` of the address under another label."""
    key = address.choice(name, names, default)
    st.selectbox(
        text(label),
        list(names),
        key=key,
        format_func=lambda stage: names[stage],
        persist_state="session",
        filter_mode="contains",
        width=300,
    )
    return address.keep(name, default)


def choose_span(spans: tuple[int, ...], default: int) -> int:
    """Over how many weeks the picture averages."""
    key = address.choice("span", spans, default)
    st.segmented_control(
        text("flow.choose-span"),
        spans,
        key=key,
        required=True,
        persist_state="session",
        format_func=lambda weeks: text("bar.period-weeks", count=weeks),
    )
    return address.keep("span", default)
