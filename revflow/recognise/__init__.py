"""Recognises the exports of CRM systems and says how they are to be read: a mapping and, where needed, a stage model."""

from revflow.recognise.folder import recognise, tables_in
from revflow.recognise.proposal import model_for
from revflow.recognise.result import FileMatch, Recognition, as_text, from_text
from revflow.recognise.samples import labels_of, sample_rows
from revflow.recognise.text import role_name, sentences, why_not

__all__ = [
    "FileMatch",
    "Recognition",
    "as_text",
    "from_text",
    "labels_of",
    "model_for",
    "recognise",
    "role_name",
    "sample_rows",
    "sentences",
    "tables_in",
    "why_not",
]
