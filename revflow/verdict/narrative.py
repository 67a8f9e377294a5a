"""The verdict in words: codes of notes and reasons into sentences, from the message files."""

from revflow.texts import formats, say
from revflow.verdict.supply import SUPPLY


def names_of(database):
    """Names of stages, departments and attributes as {language: {id: name}}, and whether amounts are yen."""
    zone = database.query("select value from load_info where key = 'timezone'").fetchall()
    names = {"ja": {}, "en": {}, "yen": zone == [("Asia/Tokyo",)]}  # exports carry no currency
    for table, key in (("stages", "stage_id"), ("departments", "department"), ("attributes", "attribute")):
        for identity, ja, en in database.query(f"select {key}, ja, en from {table}").fetchall():
            names["ja"][f"{table}.{identity}"], names["en"][f"{table}.{identity}"] = ja or identity, en or identity
    return names


class Speaker:
    """Says things in one language, with the model's own names."""

    def __init__(self, language, names):
        self.language, self.names, self.yen = language, names.get(language, {}), names.get("yen", False)

    def __call__(self, key, **values):
        return say(self.language, f"verdict.{key}", **values)

    def stage(self, stage):
        return self("supply") if stage == SUPPLY else self.names.get(f"stages.{stage}", stage)

    def department(self, department):
        return self.names.get(f"departments.{department}", department)

    def attribute(self, attribute):
        return self("owner") if attribute == "owner" else self.names.get(f"attributes.{attribute}", attribute)

    def note(self, note):
        code, values = note
        if "stage" in values:
            values = {**values, "stage": self.stage(values["stage"])}
        if "stages" in values and isinstance(values["stages"], list):
            values = {**values, "stages": self("comma").join(self.stage(stage) for stage in values["stages"])}
        return self(f"note-{code}", **values)

    def why(self, candidate):
        code, values = candidate.why or ("no-shortfall", {})
        return self(f"why-{code}", stage=self.stage(candidate.stage), **values)


def sentences(verdict, speaker):
    """The answer first, then the price, the feeder, what else was looked at and what was not judged."""
    lines = [headline(verdict, speaker)]
    if verdict.bottleneck:
        lines.append(price(verdict, speaker))
        lines.append(how(verdict.bottleneck, speaker))
    if verdict.feeding:
        lines.append(feeder(verdict, speaker))
    if verdict.candidates:
        lines.append(speaker("others"))
        lines += [
            "- " + speaker.why(candidate)
            for candidate in verdict.candidates
            if not verdict.bottleneck or candidate.stage != verdict.bottleneck.stage
        ]
    if verdict.notes:
        lines.append(speaker("notes"))
        lines += ["- " + speaker.note(note) for note in verdict.notes]
    return lines


def headline(verdict, speaker):
    if not verdict.bottleneck:
        return speaker(f"head-{verdict.status}", as_of=verdict.as_of, weeks=verdict.window_weeks)
    named = verdict.bottleneck
    return speaker(
        f"head-{verdict.status}", as_of=verdict.as_of, stage=speaker.stage(named.stage),
        department=speaker.department(named.department), probability=min(round(100 * named.probability), 99),  # nobody is certain
    )  # fmt: skip


def price(verdict, speaker):
    named = verdict.bottleneck
    key = "price-money" if named.amount_loss_per_week else "price"
    return speaker(
        key, goals=f"{named.goal_loss_per_week:.1f}", goal=speaker.stage(verdict.goal),
        amount=formats.money(named.amount_loss_per_week, speaker.language, speaker.yen), expected=f"{named.expected:.0f}", observed=f"{named.observed:.0f}",
        low=f"{named.shortfall_low:.0f}", high=f"{named.shortfall_high:.0f}", weeks=verdict.window_weeks,
    )  # fmt: skip


def how(named, speaker):
    if named.stage == SUPPLY:
        return speaker("how-supply")
    if named.lasting:
        return speaker("how-lasting")
    if named.held > 2 * max(named.leaked, 0):
        return speaker("how-held", held=f"{named.held:.0f}")
    if named.leaked > 2 * max(named.held, 0):
        return speaker("how-leaked", leaked=f"{named.leaked:.0f}")
    return speaker("how-both", held=f"{named.held:.0f}", leaked=f"{named.leaked:.0f}")


def feeder(verdict, speaker):
    part = verdict.feeding
    where = ""
    if part.attribute and part.values:
        shown = [value or speaker("unknown") for value in part.values]
        where = speaker("where", attribute=speaker.attribute(part.attribute), values=speaker("comma").join(shown))
    percent = lambda share: round(100 * min(max(share, 0.0), 1.0))  # noqa: E731
    return speaker(
        f"feeding-{part.mechanism}", department=speaker.department(part.department) if part.department else "",
        share=percent(part.share), low=percent(part.low), high=percent(part.high), where=where,
    )  # fmt: skip
