"""Which column of a file is its id, its stage, its times: chosen by name where names tell, else by what they hold."""

import re
from dataclasses import dataclass

from revflow.recognise.content.columns import Column
from revflow.recognise.content.words import entities_of, plain
from revflow.recognise.label_words import meaning_of

MAX_STAGES = 60
MIN_FILLED = 0.5  # of the rows, below which a column is neither id nor stage
NOT_A_RECORD = frozenset({"owner", "stage", "status", "pipeline", "before", "after"})  # ids of something else
ORDER_OF_KINDS = ("lead", "deal", "contract", "case")


@dataclass(frozen=True)
class Sheet:
    """One file that no profile knows: its name, its columns, how many rows were looked at."""

    file: str
    columns: tuple[Column, ...]
    rows: int

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return re.sub(r"(\.(csv|tsv|xlsx|parquet|xes|gz))+$", "", self.file, flags=re.IGNORECASE)

    @property
    def entities(self) -> frozenset[str]:
        """What the records are, by the file's name."""
        return entities_of(self.name)

    def with_hint(self, hint: str, *without: str) -> list[Column]:
        return [column for column in self.columns if hint in column.hints and not column.hints & set(without)]

    def dates(self) -> list[Column]:
        """The columns that hold when something was; not those of when somebody means to be in touch again."""
        return [column for column in self.columns if column.is_date and "followup" not in column.hints]


def entity_of(column: Column) -> str | None:
    """The kind of record that an id column speaks of: deal_id is a deal's."""
    found = entities_of(column.header)
    return next((kind for kind in (*ORDER_OF_KINDS, "people", "other") if kind in found), None)


def id_columns(sheet: Sheet) -> list[Column]:
    """The columns that hold ids of records, by their names."""
    named = sheet.with_hint("id", *NOT_A_RECORD)
    spoken = [column for column in sheet.columns if entity_of(column) in ORDER_OF_KINDS and column.hints <= {"name"}]
    return [
        column
        for column in (*named, *spoken)
        if column.filled >= MIN_FILLED and column.content not in ("date", "empty", "few" if column in spoken else "")
    ]


def record_id(sheet: Sheet) -> Column | None:
    """The column that is different in every row and names the record; a unique name where there is no id."""
    unique = [column for column in id_columns(sheet) if _nearly_unique(column)]
    own = [column for column in unique if entity_of(column) in sheet.entities]
    kinds = [column for column in unique if entity_of(column) in ORDER_OF_KINDS]
    bare = [column for column in unique if plain(column.header) == "id"]
    named = [column for column in sheet.with_hint("name") if column.is_unique and column.filled == 1.0]
    by_content = [column for column in sheet.columns if column.content == "id" and not column.hints]
    return next(iter([*bare, *own, *kinds, *unique, *by_content, *named]), None)


def foreign_ids(sheet: Sheet, own: Column | None) -> list[Column]:
    """Ids of other records, those of leads, deals and the like first."""
    others = [column for column in id_columns(sheet) if column is not own]
    return sorted(others, key=lambda column: entity_of(column) not in ORDER_OF_KINDS)


def stage_column(sheet: Sheet) -> Column | None:
    """The column that says where something stands: named so, or with labels such as won and lost."""
    fitting = [column for column in sheet.columns if _is_list(column)]
    strong = [column for column in fitting if "stage" in column.hints and not column.hints & {"before", "after"}]
    weak = [column for column in fitting if "status" in column.hints and "stage" not in column.hints]
    told = [column for column in fitting if tells_outcomes(column) and not column.hints & {"reason", "outcome", "kind"}]
    for candidates in (strong, [column for column in weak if column in told], weak, told):
        if candidates:
            return min(candidates, key=lambda column: len(column.hints - {"stage", "status", "id", "name", "after"}))
    return None


def tells_outcomes(column: Column) -> bool:
    """Whether labels of the column say that something was won or lost."""
    return any(meaning_of(label) != "stage" for label in column.counts())


def change_columns(sheet: Sheet) -> tuple[Column, Column] | None:
    """(stage before, stage after) of a history of changes."""
    before = [column for column in sheet.with_hint("before") if _is_list(column, MIN_FILLED / 2)]
    after = [column for column in sheet.with_hint("after", "before") if _is_list(column)]
    if before and not after:
        after = [column for column in sheet.with_hint("stage", "before") if _is_list(column)]
    return (before[0], after[0]) if before and after else None


def time_of(sheet: Sheet, *wanted: str, without: tuple[str, ...] = ()) -> Column | None:
    """The first date column with the first of these hints that any has, and none of those."""
    for hint in wanted:
        for column in sheet.dates():
            if hint in column.hints and not column.hints & set(without):
                return column
    return None


def _is_list(column: Column, min_filled: float = MIN_FILLED) -> bool:
    """Whether a column could hold stages: few values, that are no dates, amounts or flags."""
    if column.content in ("date", "empty", "contact") or column.filled < min_filled:
        return False
    if column.content == "number" and "id" not in column.hints:
        return False
    repeats = column.distinct < len(column.values) or len(column.values) <= MAX_STAGES
    return column.distinct <= MAX_STAGES and repeats and not set(map(plain, column.counts())) <= FLAGS


FLAGS = {"true", "false", "0", "1", "yes", "no", "y", "n", "はい", "いいえ", "si", "ja", "nein", "oui", "non"}


def _nearly_unique(column: Column) -> bool:
    """Different in nearly every row: a record may stand twice by mistake."""
    return column.distinct >= 0.9 * len(column.values) > 0
