"""What pages use: read a view, say a text, show a figure with its source, choose a stage."""

from revflow.ui.data import current, load_info, read, read_all, stop_if_empty
from revflow.ui.shown import figure, numbers, plain_table, source_of, stage_names, table
from revflow.ui.words import heading, headline, language, line, note, sentence, text

__all__ = [
    "current",
    "figure",
    "heading",
    "headline",
    "language",
    "line",
    "load_info",
    "note",
    "numbers",
    "plain_table",
    "read",
    "read_all",
    "sentence",
    "source_of",
    "stage_names",
    "stop_if_empty",
    "table",
    "text",
]
