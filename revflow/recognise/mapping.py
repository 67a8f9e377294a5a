"""One mapping (docs/mapping.md) for the files of a folder, from what each was recognised as."""

from collections import Counter
from dataclasses import dataclass, field

from revflow.common.errors import UnusableInput
from revflow.common.sql import literal, quoted
from revflow.intake import times
from revflow.recognise.content.matches import PROFILE
from revflow.recognise.file_selection import FileSelection, KindFiles
from revflow.recognise.lexicon import Lexicon
from revflow.recognise.matching import Match
from revflow.recognise.profiles import folded
from revflow.recognise.scan import Scan, chosen_rows, filtered

ORDER = ("lead", "deal", "contract", "case")
BEGUN = "Begun"  # the first stage where no label tells one
MOSTLY = 0.95
OFTEN = 2.0  # times within a case, on average
FEWEST_STAGES = 3


@dataclass
class Mapped:
    """The mapping, and what else came to light on the way."""

    tables: dict = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    notes: list[tuple[str, dict]] = field(default_factory=list)
    problems: dict[str, str] = field(default_factory=dict)
    pipelines: set[str] = field(default_factory=set)

    def note(self, key: str, **values) -> None:
        self.notes.append((f"recognise.note-{key}", values))


def map_files(
    scan: Scan, selection: FileSelection, lexicon: Lexicon, first_stages, pipeline: str | None = None
) -> Mapped:
    """`first_stages` tells a kind's first stage from its labels: (match, {label: rows}) -> label."""
    made = Mapped(problems=dict(selection.problems))
    records, events = {}, []
    for kind in (kind for kind in ORDER if kind in selection.kinds):
        kind_of = _Kind(scan, selection, selection.kinds[kind], made, lexicon, first_stages, pipeline)
        if found := kind_of.events():
            records[kind] = kind_of.records()
            events += found
    if pipeline and pipeline.strip() not in {name.strip() for name in made.pipelines}:
        there = ", ".join(sorted(made.pipelines)) or "none"
        raise UnusableInput(key="fault.no-pipeline", pipeline=pipeline, known=there)
    if not records:
        return made
    made.tables = {"records": records, "events": events}
    _link(scan, selection, records)
    _money(scan, selection, made)
    _activities(scan, selection, made)
    _plans(scan, selection, made)
    _files(selection, made)
    return made


class _Kind:
    """The records and events of one kind."""

    def __init__(
        self, scan: Scan, selection: FileSelection, chosen: KindFiles, made: Mapped, lexicon, first_stages, pipeline
    ) -> None:
        self.scan, self.selection, self.chosen, self.made, self.lexicon = scan, selection, chosen, made, lexicon
        self.first_stages, self.named = first_stages, pipeline
        self._settle_key()
        self.where = self._pipeline(chosen.records) if chosen.records else {}

    @property
    def main(self) -> Match:
        """The file that lists the records, or, where none does, the one that tells of them."""
        return self._parts()[0]

    def _parts(self) -> list[Match]:
        return [part for part in (self.chosen.records, self.chosen.history, self.chosen.fields) if part]

    def _settle_key(self) -> None:
        """The records' key: their id where every file has it, else their name; a file that has neither is left out."""
        for key in ("id", "name"):
            if all(key in part.columns for part in self._parts()):
                break
        else:
            key = "id" if any("id" in part.columns for part in self._parts()) else "name"
        self.key = key
        for part in ("records", "history", "fields"):
            match = getattr(self.chosen, part)
            if match and (key not in match.columns or (part == "records" and key == "name" and self._ambiguous(match))):
                self.made.problems[match.file] = "no-id"
                setattr(self.chosen, part, None)
        if key == "name" and self._parts():
            self.made.note("name-as-id", file=self.main.file, column=self.main.columns["name"])

    def _ambiguous(self, match: Match) -> bool:
        name = quoted(match.columns["name"])
        table = self.columns(match, "name")
        return self.scan.count(f"select count({name}) > count(distinct {name}) from {table}")[0][0]

    def columns(self, match: Match, *keys: str) -> str:
        headers = [match.columns[key] for key in keys if key in match.columns]
        return self.scan.columns(self.selection.file_of(match), headers)

    def has_values(self, match: Match, header: str | None) -> bool:
        return self.filled(match, header) > 0

    def filled(self, match: Match, header: str | None) -> int:
        if header is None:
            return 0
        table = self.scan.columns(self.selection.file_of(match), [header])
        return self.scan.count(f"select count({quoted(header)}) from {table}")[0][0]

    def values(self, match: Match, key: str) -> Counter:
        """Every value of a column with its rows, most frequent first."""
        if key not in match.columns:
            return Counter()
        name = quoted(match.columns[key])
        rows = self.scan.count(
            f"select {name}, count(*) from {self.columns(match, key)} where {name} is not null group by 1 order by 2 desc, 1"
        )
        return Counter(dict(rows))

    def _pipeline(self, match: Match) -> dict:
        """Only one pipeline is read: the one that is named, or the largest; the others are said."""
        found = self.values(match, "pipeline")
        self.pipeline = None
        if not found:
            return {}
        self.made.pipelines |= set(found)
        wanted = [name for name in found if self.named and name.strip() == self.named.strip()]
        self.pipeline = (wanted or list(found))[0]
        if len(found) == 1:
            return {}
        for name, rows in found.items():
            if name != self.pipeline:
                self.made.note("pipeline-left-out", file=match.file, pipeline=name, count=rows, taken=self.pipeline)
        return {match.columns["pipeline"]: [self.pipeline]}

    def _dropped(self, match: Match) -> dict:
        """Deleted records and tests are left out, where the file has any."""
        out = {}
        for key, values in match.table.drop.items():
            found = [value for value in self.values(match, key) if value in values]
            if found:
                out[match.columns[key]] = found
                count = sum(self.values(match, key)[value] for value in found)
                self.made.note("left-out", file=match.file, column=match.columns[key], count=count)
        return out

    def _kept(self, match: Match) -> dict:
        kept = {}
        for key, values in match.table.keep.items():
            found = self.values(match, key)
            some = [value for value in found if value in values]
            if some and len(some) < len(found):
                kept[match.columns[key]] = some
        return kept

    def records(self) -> dict:
        match = self.main
        entry: dict = {"file": self.selection.file_of(match), "id": match.columns[self.key]}
        if self.where:
            entry["where"] = self.where
        if match is self.chosen.records and (dropped := self._dropped(match)):
            entry["where_not"] = dropped
        attributes = {
            name: header
            for name, header in match.attributes.items()
            if self.has_values(match, header) and (name != "amount" or match.kind != "lead")
        }
        if attributes:
            entry["attributes"] = attributes
        self.made.used.add(match.file)
        return entry

    def events(self) -> list[dict]:
        """The blocks of events of this kind; [] where nothing tells when a stage was entered."""
        found: list[dict] = []
        if self.chosen.history:
            found = self._history(self.chosen.history)
        elif self.chosen.fields:
            found = self._field_history(self.chosen.fields)
        if self.chosen.records and not found:
            found = self._dates(self.chosen.records) or self._current(self.chosen.records)
        elif self.chosen.records and self.chosen.records.profile is PROFILE:
            found += self._without_history(self.chosen.records, self.main_history)
        return found

    @property
    def main_history(self) -> Match:
        history = self.chosen.history or self.chosen.fields
        assert history is not None
        return history

    def _without_history(self, match: Match, history: Match) -> list[dict]:
        """What is known of the records that the history does not tell of."""
        ids, told = (quoted(part.columns[self.key]) for part in (match, history))
        count = self.scan.count(
            f"select count(distinct {ids}) from {self.columns(match, self.key)} where {ids} not in "
            f"(select {told} from {self.columns(history, self.key)} where {told} is not null)"
        )[0][0]
        if not count or "stage" not in match.columns:
            return []
        blocks = self._current(match, first=self._first_of_history(history))
        self.made.notes = [note for note in self.made.notes if note[0] != "recognise.note-no-history"]
        self.made.note("records-without-history", file=match.file, count=count)
        return [{**block, "fallback": True} for block in blocks]

    def _first_of_history(self, match: Match) -> str | None:
        """The stage in which most histories begin."""
        record, stage, at = (quoted(match.columns[key]) for key in (self.key, "stage", "at"))
        table = self.columns(match, self.key, "stage", "at", "before")
        begins = f"{quoted(match.columns['before'])} is null" if "before" in match.columns else "true"
        self.scan.settle(self.selection.file_of(match), [match.columns["at"]])
        found = self.scan.count(
            f"select stage, count(*) filter (where begins), count(*) from (select arg_min({stage}, moment) as stage, arg_min({begins}, moment) as begins "
            f"from (select *, {times.fast_parse_sql(at, 'UTC')} as moment from {table}) group by {record}) "
            "where stage is not null group by 1 order by 2 desc, 3 desc, 1 limit 1"
        )
        return found[0][0] if found else None

    def _block(self, match: Match, **entry) -> dict:
        self.made.used.add(match.file)
        where_not = {**self._quietly_dropped(match), **entry.pop("where_not", {})}
        where = {**(self.where if match is self.chosen.records else {}), **self._kept(match), **entry.pop("where", {})}
        for key in ("owner", "row_id"):
            if key in match.columns and key not in entry and (key != "row_id" or match is not self.chosen.records):
                entry[key] = match.columns[key]
        if "dates" not in entry and "reason" in match.columns and self.has_values(match, match.columns["reason"]):
            entry["reason"] = match.columns["reason"]
        block = {"record": match.kind, "file": self.selection.file_of(match), "id": match.columns[self.key], **entry}
        return {**block, **({"where": where} if where else {}), **({"where_not": where_not} if where_not else {})}

    def _quietly_dropped(self, match: Match) -> dict:
        notes = list(self.made.notes)
        dropped = self._dropped(match)
        if match is self.chosen.records:  # said once, with the records
            self.made.notes = notes
        return dropped

    def _history(self, match: Match) -> list[dict]:
        if not self.has_values(match, match.columns.get("stage")) or not self.has_values(
            match, match.columns.get("at")
        ):
            self.made.problems[match.file] = "no-times" if self.values(match, "stage") else "no-stage"
            return []
        where_not = self._work(match) if match.role == "log" else {}
        blocks = [self._block(match, stage=match.columns["stage"], at=match.columns["at"], where_not=where_not)]
        ends = [label for label in self.values(match, "outcome") if self.lexicon.is_exit(label)]
        if ends:  # the row that names the stage also says that it ended there
            outcome = match.columns["outcome"]
            blocks.append(self._block(match, stage=outcome, at=match.columns["at"], where={outcome: ends}))
        return blocks

    def _work(self, match: Match) -> dict:
        """Activities that a log repeats within a case again and again are work on it, not stages of it."""
        kept = self._kept(match)
        table = self.scan.columns(
            self.selection.file_of(match), [match.columns[self.key], match.columns["stage"], *kept]
        )
        record, stage = quoted(match.columns[self.key]), quoted(match.columns["stage"])
        chosen = " and ".join(
            f"{quoted(column)} in ({', '.join(map(literal, values))})" for column, values in kept.items()
        )
        times_each = self.scan.count(
            f"select {stage}, count(*) / count(distinct {record}) from {table} where {stage} is not null and "
            f"{chosen or 'true'} group by 1 order by 1"
        )
        repeated = {label: often for label, often in times_each if often > OFTEN}
        if len(times_each) - len(repeated) < FEWEST_STAGES:
            return {}
        for label, often in repeated.items():
            self.made.note("repeated-left-out", file=match.file, label=label, times=f"{often:.1f}")
        return {match.columns["stage"]: list(repeated)} if repeated else {}

    def _field_history(self, match: Match) -> list[dict]:
        fields = [name for name in self.values(match, "field") if name.strip() in match.table.field_is]
        if not fields:
            self.made.problems[match.file] = "no-stage-changes"
            return []
        where = {match.columns["field"]: fields}
        changes = self._block(match, stage=match.columns["stage"], at=match.columns["at"], where=where)
        records = self.chosen.records
        if not records or "created" not in records.columns:
            self.made.note("begins-at-first-change", file=match.file)
            return [changes]
        labels = {**self.values(match, "stage"), **self.values(match, "before")}
        return [*self._begun(records, labels, self._first_before(match, fields)), changes]

    def _first_before(self, match: Match, fields: list[str]) -> str | None:
        """What most records stood in before their first change."""
        if "before" not in match.columns:
            return None
        record, before, field_name, at = (quoted(match.columns[key]) for key in (self.key, "before", "field", "at"))
        table = self.columns(match, self.key, "before", "field", "at")
        self.scan.settle(self.selection.file_of(match), [match.columns["at"]])
        found = self.scan.count(
            f"select value, count(*) from (select arg_min({before}, {times.fast_parse_sql(at, 'UTC')}) as value from {table} where "
            f"{field_name} in ({', '.join(map(literal, fields))}) group by {record}) where value is not null "
            "group by 1 order by 2 desc, 1 limit 1"
        )
        return found[0][0] if found else None

    def _begun(self, match: Match, labels: dict[str, int], first: str | None = None) -> list[dict]:
        """A record stands in the first stage from when it was made."""
        first = first or self.first_stages(match, labels) or BEGUN
        return [self._block(match, dates={first: match.columns["created"]})]

    def _dates(self, match: Match) -> list[dict]:
        """One date column a stage."""
        groups = dict(match.dates)
        if match.table.date_patterns and match.kind == "deal":
            groups = self._of_pipeline(match, groups)
        dates: dict[str, str] = {}
        for stages in groups.values():
            for label, header in stages.items():
                if not self._told_by_deals(match, label) and self.has_values(match, header):
                    dates.setdefault(label, header)
        if not dates:
            return []
        if match.table.once_a_stage:
            self.made.note("loops-unseen", file=match.file)
        if self.where:
            self._say_moved(match, list(dates.values()))
        reasons = {label: header for label, header in match.reasons.items() if label in dates}
        blocks = [self._block(match, dates=dates, **({"reasons": reasons} if reasons else {}))]
        if "stage" in match.columns and all(self.lexicon.is_decided(label) for label in dates):
            blocks = [*self._current(match, decided=False), *blocks]
        return blocks

    def _say_moved(self, match: Match, headers: list[str]) -> None:
        """Records that stand in another pipeline today are left out, with what they did in the one that is read: said."""
        table = self.scan.columns(self.selection.file_of(match), [*headers, *filtered({"where": self.where})])
        filled = " + ".join(f"({quoted(header)} is not null)::integer" for header in headers)
        records, entries = self.scan.count(
            f"select count(*) filter (where n > 0), sum(n) from (select {filled} as n from {table} "
            f"where not ({chosen_rows({'where': self.where})}))"
        )[0]
        if records:
            self.made.note("moved-out", file=match.file, count=records, dates=entries, taken=self.pipeline)

    def _told_by_deals(self, match: Match, label: str) -> bool:
        deals = match.kind == "lead" and "deal" in self.selection.kinds
        return deals and folded(label) in map(folded, match.table.without_deals)

    def _of_pipeline(self, match: Match, groups: dict) -> dict:
        """The date columns of the pipeline that is read, and those that name none."""
        taken = self.pipeline
        if taken is None and len(groups) > 1:
            filled = {
                name: sum(self.filled(match, h) for h in stages.values()) for name, stages in groups.items() if name
            }
            self.made.pipelines |= set(filled)
            taken = self.named if self.named in filled else max(filled, key=lambda name: filled[name])
            for name, count in filled.items():
                if name != taken and count:
                    self.made.note("pipeline-left-out", file=match.file, pipeline=name, count=count, taken=taken)
        return {name: stages for name, stages in groups.items() if not name or taken is None or name == taken}

    def _current(self, match: Match, decided: bool = True, first: str | None = None) -> list[dict]:
        """Only where a record stands now is known: the little that its dates say of it."""
        labels = self.values(match, "stage")
        if not labels:
            self.made.problems[match.file] = "no-stage" if not self.values(match, "created") else "stage-empty"
            return []
        columns = match.columns
        is_made = self.has_values(match, columns.get("created"))
        blocks = self._begun(match, labels, first) if is_made and not self._way_is_the_leads(match, labels) else []
        stage, rest = columns["stage"], {}
        if self.has_values(match, columns.get("since")):
            blocks.append(self._block(match, stage=stage, at=columns["since"], where_not={columns["since"]: [""]}))
            rest = {"where": {columns["since"]: [""]}}
        elif decided and self._closing_is_told(match):
            over = [label for label in labels if self.lexicon.is_decided(label)]
            if match.kind == "lead":
                chosen, rest = {"where_not": {columns["closed"]: [""]}}, {"where": {columns["closed"]: [""]}}
            else:
                chosen, rest = {"where": {stage: over}}, {"where_not": {stage: over}}
                if is_made and (undated := self._closed_without_day(match, over)):
                    blocks += undated
                    chosen["where_not"] = {columns["closed"]: [""]}
            blocks.append(self._block(match, stage=stage, at=columns["closed"], **chosen))
        blocks += self._standing(match, labels, rest)
        if decided and "outcome" in columns and self.has_values(match, columns.get("closed")):
            over = [label for label in self.values(match, "outcome") if self.lexicon.is_decided(label)]
            if over:
                blocks.append(
                    self._block(match, stage=columns["outcome"], at=columns["closed"], where={columns["outcome"]: over})
                )
        if not blocks:
            self.made.problems[match.file] = "no-times"
            return []
        if match.file not in self.selection.series:
            self.made.note("no-history", file=match.file)
        return blocks

    def _standing(self, match: Match, labels: Counter, rest: dict) -> list[dict]:
        """Where the other records stand: since they were made, or as of the last day that anything is known of them."""
        columns, stage = match.columns, match.columns["stage"]
        if match.file in self.selection.series and "since" not in columns:
            self.made.note(
                "snapshots", file=self.selection.file_of(match), count=len(self.selection.series[match.file])
            )
            return [self._block(match, stage=stage, on="file")]
        if self.has_values(match, columns.get("created")):
            return [self._block(match, stage=stage, at=columns["created"], **rest)]
        if not self._rows_of(match, rest):
            return self._entered_before(match, labels, columns.get("since"), {})
        if self.has_values(match, columns.get("seen")):
            self.made.note("stands-since-seen", file=match.file, column=columns["seen"])
            begun = self._entered_before(match, labels, columns["seen"], rest)
            return [*begun, self._block(match, stage=stage, at=columns["seen"], **rest)]
        if (day := self._last_day(match)) and rest:
            self.made.note("stands-on-day", file=match.file, day=day)
            return [self._block(match, stage=stage, on=day, **rest)]
        return []

    def _rows_of(self, match: Match, rest: dict) -> int:
        """How many rows a block's conditions choose."""
        headers = [match.columns["stage"], *filtered(rest)]
        table = self.scan.columns(self.selection.file_of(match), headers)
        return self.scan.count(f"select count({quoted(headers[0])}) from {table} where {chosen_rows(rest)}")[0][0]

    def _entered_before(self, match: Match, labels: Counter, at: str | None, rest: dict) -> list[dict]:
        """A record that is known only as lost was somewhere before: in the first stage, until that day."""
        ends = [label for label in labels if self.lexicon.is_exit(label)]
        if not ends or not at or match.profile is not PROFILE:
            return []
        first = self.first_stages(match, labels) or BEGUN
        where = {**rest.get("where", {}), match.columns["stage"]: ends}
        return [self._block(match, dates={first: at}, where=where)]

    def _way_is_the_leads(self, match: Match, labels: Counter) -> bool:
        """Whether deals tell only how they ended, and the history of the leads they came from tells the way there."""
        lead = self.selection.kinds.get("lead")
        way = [label for label in labels if self.lexicon.meaning(label) == "stage"]
        return bool(match.profile is PROFILE and lead and lead.history and "lead" in match.columns and not way)

    def _closed_without_day(self, match: Match, over: list[str]) -> list[dict]:
        """Of decided records without a day of closing only the day they were made is known."""
        where = {match.columns["stage"]: over, match.columns["closed"]: [""]}
        if match.profile is not PROFILE or not self._rows_of(match, {"where": where}):
            return []
        return [self._block(match, stage=match.columns["stage"], at=match.columns["created"], where=where)]

    def _last_day(self, match: Match) -> str | None:
        """The last day that the file knows of: it can't be an export of an earlier one."""
        headers = [match.columns[key] for key in ("since", "closed") if key in match.columns]
        stage = quoted(match.columns["stage"])
        over = ", ".join(literal(label) for label in self.values(match, "stage") if self.lexicon.is_decided(label))
        if not headers or not over:
            return None
        table = self.columns(match, "stage", "since", "closed")
        self.scan.settle(self.selection.file_of(match), headers)
        latest = ", ".join(f"max({times.fast_parse_sql(quoted(header), 'UTC')}::date)" for header in headers)
        days = self.scan.count(f"select {latest} from {table} where {stage} in ({over})")[0]
        return max((str(day) for day in days if day), default=None)

    def _closing_is_told(self, match: Match) -> bool:
        """Whether the date of closing is one: there are decided records, and hardly any of them closed before it was made."""
        if "closed" not in match.columns or "outcome" in match.columns:
            return False
        if match.kind == "lead":
            return self.has_values(match, match.columns["closed"])
        over = [label for label in self.values(match, "stage") if self.lexicon.is_decided(label)]
        if not over:
            return False
        table = self.columns(match, "stage", "closed", "created")
        dates = [match.columns[key] for key in ("closed", "created") if key in match.columns]
        self.scan.settle(self.selection.file_of(match), dates)
        stage, closed = quoted(match.columns["stage"]), times.fast_parse_sql(quoted(match.columns["closed"]), "UTC")
        created = (
            times.fast_parse_sql(quoted(match.columns["created"]), "UTC") if "created" in match.columns else "null"
        )
        known = "count(*)" if match.profile is not PROFILE else f"count({closed})"
        possible, total = self.scan.count(
            f"select count(*) filter (where {closed}::date >= coalesce({created}::date, date '1990-01-01')), {known} "
            f"from {table} where {stage} in ({', '.join(map(literal, over))})"
        )[0]
        if possible < MOSTLY * total:
            self.made.note(
                "closed-before-created", file=match.file, column=match.columns["closed"], count=total - possible
            )
            return False
        return True


def _link(scan: Scan, selection: FileSelection, records: dict) -> None:
    """Links between the kinds, where the ids of the one are found in the other."""
    for kind, entry in records.items():
        match = selection.kinds[kind].records
        if match is None:
            continue
        for other in records:
            if other in match.columns and _ids_meet(scan, selection, match, match.columns[other], records[other]):
                entry.setdefault("belongs_to", {})[other] = match.columns[other]
            key = f"becomes_{other}"
            if key in match.columns and _ids_meet(scan, selection, match, match.columns[key], records[other]):
                entry.setdefault("becomes", {})[other] = match.columns[key]


def _ids_meet(scan: Scan, selection: FileSelection, match: Match, header: str, other: dict) -> int:
    """How many rows hold, under `header`, an id that the other records have."""
    here = scan.columns(selection.file_of(match), [header])
    there = scan.columns(other["file"], [other["id"]])
    key = "case when length({0}) = 18 then left({0}, 15) else {0} end"
    one = key.format("trim(part)")
    return scan.count(
        f"select count(*) from (select unnest(string_split({quoted(header)}, ';')) as part from {here}) where {one} in "
        f"(select {key.format(quoted(other['id']))} from {there})"
    )[0][0]


def _money(scan: Scan, selection: FileSelection, made: Mapped) -> None:
    """Amounts in one currency only: the most frequent one counts, the others are said."""
    for kind, entry in made.tables["records"].items():
        match = selection.kinds[kind].records
        if not match or "currency" not in match.columns or "amount" not in entry.get("attributes", {}):
            continue
        name = quoted(match.columns["currency"])
        table = scan.columns(selection.file_of(match), [match.columns["currency"], *filtered(entry)])
        found = scan.count(
            f"select {name}, count(*) from {table} where {name} is not null and {chosen_rows(entry)} "
            "group by 1 order by 2 desc, 1"
        )
        if not found:
            continue
        entry["currency"] = match.columns["currency"]
        made.tables["money"] = {"currency": found[0][0]}
        for currency, rows in found[1:]:
            made.note("currency-left-out", file=match.file, currency=currency, count=rows, taken=found[0][0])


def _activities(scan: Scan, selection: FileSelection, made: Mapped) -> None:
    """What was done beside the stages, where it belongs to records that are read; tasks before campaign members."""
    records = made.tables["records"]
    best: tuple[int, dict, Match] | None = None
    for match in sorted(selection.activities, key=lambda match: match.role):
        for kind in ("lead", "deal"):
            if kind not in records or kind not in match.columns or "at" not in match.columns:
                continue
            meet = _ids_meet(scan, selection, match, match.columns[kind], records[kind])
            if meet and (best is None or (match.role == best[2].role and meet > best[0])):
                entry = {
                    "record": kind,
                    "file": selection.file_of(match),
                    "id": match.columns[kind],
                    "at": match.columns["at"],
                }
                best = meet, {**entry, **{k: match.columns[k] for k in ("kind", "owner") if k in match.columns}}, match
    for match in selection.activities:
        if best is None or match is not best[2]:
            made.problems[match.file] = "only-beside" if best is None else "beside-taken"
    if best:
        made.tables["activities"] = best[1]
        made.used.add(best[2].file)


def _plans(scan: Scan, selection: FileSelection, made: Mapped) -> None:
    """When somebody means to be in touch again: of the lists of records, the column that most hold a day in."""
    best: tuple[int, dict] | None = None
    for kind, entry in made.tables["records"].items():
        match = selection.kinds[kind].records
        if match is None or "planned" not in match.columns or entry["file"] != selection.file_of(match):
            continue
        header, file = match.columns["planned"], selection.file_of(match)
        scan.settle(file, [header])
        filled, days = scan.count(
            f"select count({quoted(header)}), count({times.fast_parse_sql(quoted(header), 'UTC')}) "
            f"from {scan.columns(file, [header, *filtered(entry)])} where {chosen_rows(entry)}"
        )[0]
        if days and days >= MOSTLY * filled and (best is None or days > best[0]):
            best = days, {"record": kind, "file": file, "id": entry["id"], "at": header}
    if best:
        made.tables["plans"] = best[1]


def _files(selection: FileSelection, made: Mapped) -> None:
    """What must be said of the files themselves."""
    options = {}
    parts = [
        part for chosen in selection.kinds.values() for part in (chosen.records, chosen.history, chosen.fields) if part
    ]
    for match in (*parts, *selection.activities):
        if match.file not in made.used:
            continue
        entry = dict(match.profile.files)
        if match.options.sheet:
            entry["sheet"] = match.options.sheet
        if entry:
            options[selection.file_of(match)] = entry
    if options:
        made.tables["files"] = options
    for first, files in selection.series.items():
        if first in made.used:
            made.used.update(files)
            made.note("series", file=selection.files[first], count=len(files))
