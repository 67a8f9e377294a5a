"""The one sentence: can the figures be relied on; the worst reason; what is covered, and how old it is."""

import pandas as pd

from revflow.common.certain import certain
from revflow.insight import data_quality, snapshot
from revflow.texts import formats
from revflow.ui.frame import data
from revflow.ui.frame.wording import headline, language, line, note, text
from revflow.ui.parts.caution import age
from revflow.ui.parts.finding import finding_sentence, subject_named


def reliance() -> None:
    """The one sentence: can the figures be relied on, and if not, which; then the worst reason, and what is covered."""
    info = data.load_info()
    first, last = (snapshot.as_date(info[key]) if info.get(key) else None for key in ("first_day", "last_day"))
    if not formats.is_known(last):
        headline(text("data.headline-empty"))
        return
    findings = data.read_all("findings")
    how = data_quality.reliance(findings)
    worst = next(iter(data_quality.in_order(findings)), None)
    if how in ("care", "partly"):
        headline(text(f"health.headline-{how}", areas=spoiled_named(certain(worst))))
    else:
        headline(text(f"health.headline-{how}"))
    if how != "all":
        line(text("health.above-all", finding=finding_sentence(certain(worst))))
    journeys = formats.journeys(int(data.read_all("stage_flow")["entered_new"].sum()), language())
    line(
        text(
            "health.covered",
            first=formats.day(first, language()),
            last=formats.day(last, language()),
            journeys=journeys,
        )
    )
    age()
    load_noted()


def spoiled_named(row: dict) -> str:
    """What a finding makes unreliable, in words; the finding itself where nothing is known of it."""
    areas = data_quality.spoils(row)
    if areas == ("attribute",):
        return text("health.attribute", subject=subject_named(row.get("subject")))
    return text("unit.comma").join(text(f"spoiled.{area}") for area in areas) or finding_sentence(row).rstrip("。.")


def load_noted() -> None:
    """How old the data was when it was loaded, and by which stages and weeks it is read."""
    info = data.load_info()
    loaded = pd.Timestamp(info["loaded_at"])
    note(
        text(
            "data.age",
            days=formats.exact((loaded.date() - snapshot.as_date(info["last_day"])).days),
            loaded=formats.moment(loaded, language()),
            model=text(f"data.model-{info.get('model', 'own').replace('-', '')}"),
            timezone=info.get("timezone", ""),
        )
    )
    note(text("data.whole"))
