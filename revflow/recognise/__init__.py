"""Recognises the exports of CRM systems and says how they are to be read: a mapping and, where needed, a stage model."""

from revflow.recognise.folder import keep, recognise, tables_in
from revflow.recognise.proposal import model_for
from revflow.recognise.result import Recognition, Taken, as_text, from_text
from revflow.recognise.samples import labels_of, sample_rows
from revflow.recognise.workspace import (
    Rehearsal,
    is_recognised,
    rehearse,
    role_name,
    sentences,
    understood,
    why_not,
    write_workspace,
)

__all__ = [
    "Recognition",
    "Rehearsal",
    "Taken",
    "as_text",
    "from_text",
    "is_recognised",
    "keep",
    "labels_of",
    "model_for",
    "recognise",
    "rehearse",
    "role_name",
    "sample_rows",
    "sentences",
    "tables_in",
    "understood",
    "why_not",
    "write_workspace",
]
