"""The one sentence: how much is under way, and where most of it stands."""

from revflow.insight import snapshot
from revflow.texts import formats
from revflow.ui.frame.wording import headline, language, line, text
from revflow.ui.parts.snapshot import ProcessSnapshot, why_hidden


def answer(now: ProcessSnapshot) -> None:
    """The one sentence: how much is under way, and where most of it stands."""
    found = now.stations
    if not now.shows("stock"):
        reached = found[-1]
        headline(
            text(
                "flow.headline-unknown",
                journeys=formats.journeys(found[0].reached, language()),
                stage=reached.name,
                reached=formats.count(reached.reached, language()),
            )
        )
        line(why_hidden(now, "stock"), "p", "notice")
        return
    full = snapshot.fullest(found)
    if full is None:
        headline(text("flow.headline-empty"))
        return
    values = {
        "journeys": formats.journeys(snapshot.under_way(found), language()),
        "goal": now.names.get(now.goal, ""),
        "stage": full.name,
        "department": full.department,
        "count": formats.journeys(full.standing, language()),
    }
    change = snapshot.stock_change(snapshot.last_weeks(now.flow, now.span), full.stage_id)
    if change is None:
        headline(text("flow.headline", **values))
        return
    difference = formats.count(abs(change[1] - change[0]), language())
    headline(text(f"flow.headline-{snapshot.direction(*change)}", **values, weeks=now.span, difference=difference))
