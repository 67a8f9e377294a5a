"""The sentence: has a number that is judged by feel moved?"""

from revflow.insight import drift
from revflow.texts import formats
from revflow.ui.frame.ending import end_page
from revflow.ui.frame.wording import headline, language, line, text
from revflow.ui.pages.handovers.reading import HandOvers
from revflow.ui.parts.snapshot import ProcessSnapshot, why_hidden


def answer(now: ProcessSnapshot, found: HandOvers) -> None:
    """The sentence; stops the page where nothing can be shown."""
    if "exits" in now.hidden:
        stop("headline-hidden", why_hidden(now, "exits"))
    if found.rows["handed"].sum() + found.rows["handed_young"].sum() == 0:
        stop("headline-no-handovers", text("handovers.no-handovers-do"))
    if found.rows.loc[found.rows["handed"] + found.rows["handed_young"] > 0, "person"].eq("").all():
        stop("headline-no-owners", text("handovers.no-owners-do"))
    judged = [shift for shift in found.shifts if shift.enough]
    if len(found.named) > 1:
        headline(text("handovers.headline-several", count=formats.exact(len(found.named))))
    elif found.named:
        stage = found.named[0].stage
        headline(text("handovers.headline-named", stage=now.names[stage], department=found.borders[stage][1]))
    else:
        headline(text("handovers.headline-none" if judged else "handovers.headline-few"))
    for shift in found.named:
        line(moved(now, found, shift), "p", "lead")
    if not judged:
        line(text("handovers.few-do", least=drift.MIN_HANDED))
    elif not found.named:
        line(text("handovers.none-more", count=formats.exact(len(judged)), all=formats.exact(len(found.shifts))))


def stop(key: str, why: str) -> None:
    headline(text(f"handovers.{key}"))
    line(why, "p", "notice")
    end_page()


def moved(now: ProcessSnapshot, found: HandOvers, shift: drift.Shift) -> str:
    """One drift in words: what is passed on, what gets through, the two together, and with how many people it shows."""
    before, later = shift.before, shift.now
    said = [
        text(
            "handovers.named-more",
            department=found.borders[shift.stage][1],
            stage=now.names[shift.stage],
            **in_words(shift),
        ),
        text(
            f"handovers.together-{drift.together(shift)}",
            before=formats.share(round(before.into * before.out, 3)),
            now=formats.share(round(later.into * later.out, 3)),
        ),
    ]
    if shift.carriers:
        recent = found.of(shift.stage)
        everyone = recent.loc[(recent["month"] >= shift.first_month) & (recent["person"] != ""), "person"].nunique()
        said.append(text("handovers.named-few", few=formats.exact(len(shift.carriers)), people=formats.exact(everyone)))
    return (" " if language() == "en" else "").join(said)


def in_words(shift: drift.Shift) -> dict[str, str]:
    rates = {
        "into_before": shift.before.into,
        "into_now": shift.now.into,
        "out_before": shift.before.out,
        "out_now": shift.now.out,
    }
    return {name: formats.share(round(rate, 3)) for name, rate in rates.items()}
