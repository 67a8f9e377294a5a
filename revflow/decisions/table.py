"""All decisions with their history as one table: a row a change, to take along."""

import pandas as pd

from revflow.decisions.entries import NO_STAGE, Decision
from revflow.texts import say

COLUMNS = (
    "col-id", "col-now", "col-change", "col-kind", "col-written-at", "by", "decided-on", "what", "who", "due", "stage",
    "outcome",
)  # fmt: skip


def table_of(decisions: list[Decision], language: str, stage_name=str) -> pd.DataFrame:
    """A row a change, oldest change of each decision first, under headers of a language; `stage_name` says what a stage is called."""
    rows = [row_of(number, decision, change, language, stage_name)
            for number, decision in enumerate(decisions, 1) for change in decision.changes]  # fmt: skip
    return pd.DataFrame(rows, columns=[say(language, f"decisions.{name}") for name in COLUMNS], dtype=object)


def row_of(number: int, decision: Decision, change, language: str, stage_name) -> list:
    draft = change.draft
    stage = say(language, "decisions.no-stage") if draft.stage == NO_STAGE else stage_name(draft.stage)
    return [
        number, say(language, f"decisions.state-{decision.state}"), change.revision,
        say(language, f"decisions.did-{change.kind}"), change.written_at.replace(tzinfo=None, microsecond=0),
        change.written_by, draft.decided_on, draft.what, draft.who, draft.due, stage, draft.outcome,
    ]  # fmt: skip
