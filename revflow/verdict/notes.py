"""What a verdict holds by name, and its notes and reasons in words: codes into sentences, from the message files."""

from revflow.texts import say
from revflow.verdict.supply import SUPPLY


def names_of(database) -> dict:
    """Names of stages, departments and attributes as {language: {id: name}}, and whether amounts are yen."""
    zone = database.query("select value from load_info where key = 'timezone'").fetchall()
    names = {"ja": {}, "en": {}, "yen": zone == [("Asia/Tokyo",)]}  # exports carry no currency
    for table, key in (("stages", "stage_id"), ("departments", "department"), ("attributes", "attribute")):
        for identity, ja, en in database.query(f"select {key}, ja, en from {table}").fetchall():
            names["ja"][f"{table}.{identity}"], names["en"][f"{table}.{identity}"] = ja or identity, en or identity
    return names


class Wording:
    """Names, notes and reasons in one language, with the model's own names."""

    def __init__(self, language, names) -> None:
        self.language, self.names = language, names.get(language, {})

    def __call__(self, key, **values) -> str:
        return say(self.language, f"verdict.{key}", **values)

    def stage(self, stage) -> str:
        return self("supply") if stage == SUPPLY else self.names.get(f"stages.{stage}", stage)

    def department(self, department) -> str:
        return self.names.get(f"departments.{department}", department)

    def attribute(self, attribute) -> str:
        return self("owner") if attribute == "owner" else self.names.get(f"attributes.{attribute}", attribute)

    def note(self, note) -> str:
        code, values = note
        if "stage" in values:
            values = {**values, "stage": self.stage(values["stage"])}
        if "goal_stage" in values:
            values = {**values, "goal": self.stage(values["goal_stage"])}
        if "stages" in values and isinstance(values["stages"], list):
            values = {**values, "stages": self("comma").join(self.stage(stage) for stage in values["stages"])}
        return self(f"note-{code}", **values)

    def why(self, candidate) -> str:
        code, values = candidate.why or ("no-shortfall", {})
        return self(f"why-{code}", stage=self.stage(candidate.stage), **values)
