"""Recognises the exports of CRM systems and says how they are to be read: a mapping and, where needed, a stage model."""

from revflow.recognise.folder import keep, recognise, tables_in
from revflow.recognise.proposal import model_for
from revflow.recognise.result import FileMatch, Recognition, as_text, from_text
from revflow.recognise.samples import labels_of, sample_rows
from revflow.workspace.source import (
    Rehearsal,
    is_recognised,
    rehearse,
    resolve_source,
    role_name,
    sentences,
    why_not,
    write_workspace,
)

__all__ = [
    "FileMatch",
    "Recognition",
    "Rehearsal",
    "as_text",
    "from_text",
    "is_recognised",
    "keep",
    "labels_of",
    "model_for",
    "recognise",
    "rehearse",
    "resolve_source",
    "role_name",
    "sample_rows",
    "sentences",
    "tables_in",
    "why_not",
    "write_workspace",
]
