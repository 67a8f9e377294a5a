"""What is passed on and what gets through, by month."""

import pandas as pd

from revflow.charts import handovers as charts
from revflow.insight import drift
from revflow.texts import formats
from revflow.ui.frame.wording import language, text
from revflow.ui.pages.handovers.answer import in_words
from revflow.ui.pages.handovers.reading import HandOvers
from revflow.ui.parts import figures
from revflow.ui.parts.snapshot import ProcessSnapshot
from revflow.ui.parts.theme import colours


def by_month(now: ProcessSnapshot, found: HandOvers, stage: str) -> None:
    """What is passed on and what gets through, by month."""
    shift = found.shift(stage)
    months = found.of(stage).groupby("month")[["worked", "passed_on", "handed", "got_through"]].sum().reset_index()
    months = months[: int((months["handed"] > 0).to_numpy().nonzero()[0].max(initial=-1)) + 1].tail(
        drift.RECENT + drift.BEFORE
    )
    parts = [
        pd.DataFrame(
            {
                "month": months["month"],
                "series": series,
                "rate": months[done] / months[of].where(months[of] > 0),
                "of": months[of],
            }
        )
        for series, done, of in (("into", "passed_on", "worked"), ("out", "got_through", "handed"))
    ]
    rows = pd.concat(parts).dropna(subset=["rate"])
    if rows.empty:
        return
    title = text("handovers.time-title-moved", **in_words(shift)) if shift.enough else text("handovers.time-title-few")
    names = {"into": text("handovers.time-into"), "out": text("handovers.time-out")}
    recent = shift.first_month if shift.enough else None
    figures.figure(
        title,
        charts.rates_by_month(rows, names, recent, text("handovers.recent"), colours(), language()),
        define="handovers-time",
        view="handovers",
        rows=months,
        unit=text("handovers.time-unit", days=formats.exact(found.of(stage)["horizon_days"].iloc[0])),
    )
