"""What returned journeys yield against new ones, and how many of each come in."""

from functools import partial

import pandas as pd

from revflow.charts import recycle as charts
from revflow.charts import weekly
from revflow.common.certain import certain
from revflow.insight import snapshot
from revflow.insight.recycle.narrative import Teller
from revflow.texts import formats
from revflow.ui.frame import data
from revflow.ui.frame.wording import heading, language, note, text
from revflow.ui.parts import figures
from revflow.ui.parts.layout import in_pairs
from revflow.ui.parts.theme import colours


def what_it_yields(teller: Teller) -> None:
    """New against returned from the same stage on."""
    heading(text("recycle.title-yield"))
    known = [found for found in teller.pool.yields if found.difference is not None]
    said = teller.against_new()
    if not known or not said:
        note(text("recycle.yield-unknown"))
        return
    rows = pd.DataFrame(
        {
            "name": [text("recycle.from-to", stage=teller.stage(f.stage), reach=teller.stage(f.reach)) for f in known],
            "new": [found.new for found in known],
            "returned": [found.returned for found in known],
            "low": [found.lowest for found in known],
            "high": [found.highest for found in known],
            "days": [found.horizon_days for found in known],
            "label": [teller.pair(found) for found in known],
        }
    )
    in_pairs([partial(yield_figure, teller, rows), partial(inflow_figure, teller)])


def yield_figure(teller: Teller, rows: pd.DataFrame) -> None:
    figures.figure(
        certain(teller.against_new()),
        charts.new_and_returned(rows, colours()),
        define="pool-yield",
        view="yield_counts",
        rows=rows,
        unit=text("recycle.yield-unit"),
    )


def inflow_figure(teller: Teller) -> None:
    """New against returned inflow into the first stage that they come back into."""
    palette, stage = colours(), teller.stage(certain(teller.pool.first_worked))
    rows = snapshot.last_weeks(teller.pool.origins, data.current().weeks)
    long = rows.melt(["week_start", "is_complete"], ["first_time", "from_pool"], "origin", "journeys")
    styles = {
        "first_time": (text("recycle.first-time"), palette.ages[3], [1, 0]),
        "from_pool": (text("recycle.from-pool"), palette.ink, [1, 0]),
    }
    share = formats.share(teller.pool.share_bought)
    figures.figure(
        text("recycle.inflow", stage=stage, share=share),
        weekly.lines(long, "origin", styles, palette, language()),
        define="pool-inflow",
        view="entry_origins",
        rows=rows,
        unit=text("recycle.inflow-unit"),
    )
