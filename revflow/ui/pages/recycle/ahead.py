"""How the pool goes on: what comes back if nobody is added, and how much of it would come back at all."""

from functools import partial

import pandas as pd

from revflow.charts import recycle as charts
from revflow.charts import weekly
from revflow.common.certain import certain
from revflow.insight.recycle.narrative import Teller
from revflow.ui.frame.wording import heading, language, text
from revflow.ui.parts import figures
from revflow.ui.parts.layout import in_pairs
from revflow.ui.parts.theme import colours

AHEAD = 52  # weeks


def how_it_goes_on(teller: Teller) -> None:
    """What comes back if nobody is added, and how many of those who lie there would come back at all."""
    drying = teller.pool.drying
    if not drying:
        return
    heading(text("recycle.title-ahead"))
    in_pairs([partial(ahead_figure, teller), partial(live_figure, teller)])


def ahead_figure(teller: Teller) -> None:
    drying = certain(teller.pool.drying)
    rows = pd.DataFrame({"week": range(AHEAD + 1), "returns": drying.by_week[: AHEAD + 1]})
    label = "" if drying.half_weeks is None else text("recycle.half", weeks=round(drying.half_weeks))
    figures.figure(
        certain(teller.dries()),
        charts.coming_back(rows, drying.half_weeks, label, text("recycle.weeks-ahead"), colours()),
        define="pool-ahead",
        view="pool_standing",
        rows=rows,
        unit=text("recycle.ahead-unit"),
    )


def live_figure(teller: Teller) -> None:
    palette, live = colours(), teller.pool.live
    styles = {"live": (text("recycle.live-line"), palette.ink, [1, 0])}
    first, last = live["journeys"].iloc[0], live["journeys"].iloc[-1]
    figures.figure(
        text("recycle.live", count=teller.few(last), before=teller.few(first), weeks=len(live) - 1),
        weekly.lines(live, "series", styles, palette, language()),
        define="pool-live",
        view="pool_standing",
        rows=live,
        unit=text("recycle.live-unit"),
    )
