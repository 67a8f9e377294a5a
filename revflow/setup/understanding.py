"""From what the files were recognised as to the draft: without touching what somebody put right by hand."""

from revflow.recognise import Recognition
from revflow.setup import draft as drafts
from revflow.setup import names
from revflow.setup.draft import Draft
from revflow.setup.staging import Staging

PIPELINE_LEFT = "recognise.note-pipeline-left-out"


def adopt_recognition(room: Staging, draft: Draft, found: Recognition) -> None:
    """Notes in the draft how the files are read; a mapping that was put right only takes in files that it lacks."""
    _join_series(draft, found.mapping)
    patterns = {stored: known["pattern"] for stored, known in draft.uploads.items()}
    proposed = drafts.files_renamed(found.mapping, patterns)
    if room.is_new and not draft.touched:
        draft.mapping, draft.model = proposed, found.model
        return
    for known in draft.uploads.values():
        if not known.get("next") and not known.get("said") and known["pattern"] not in drafts.files_of(draft.mapping):
            draft.mapping = drafts.adopted(draft.mapping, proposed, known["pattern"])
            known["said"] = True
    if room.is_new and not draft.own_stages:
        draft.model = found.model


def _join_series(draft: Draft, mapping: dict) -> None:
    """Several files that were recognised as one series of exports go by the pattern of the series."""
    series = [file for file in drafts.files_of(mapping) if "*" in file]
    for stored, pattern in names.claims(series, draft.uploads).items():
        draft.uploads[stored]["pattern"] = pattern


def pipelines(found: Recognition) -> list[str]:
    """The pipelines of a recognition, the one that is read first; [] where there is only one."""
    notes = [values for key, values in found.notes if key == PIPELINE_LEFT]
    return list(dict.fromkeys([values["taken"] for values in notes] + [values["pipeline"] for values in notes]))


def names_shown(draft: Draft) -> dict[str, str]:
    """Stored names and patterns -> what their owner calls the file."""
    shown: dict[str, str] = {}
    for stored, known in draft.uploads.items():
        shown |= {stored: known["name"], known["pattern"]: known["name"]}
    return shown
