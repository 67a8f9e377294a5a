"""A stage model for a mapping that somebody made by hand: no profile says anything of the order of its stages."""

from pathlib import Path

from revflow.model import read_model
from revflow.recognise.lexicon import lexicon_of
from revflow.recognise.scan import scan_of
from revflow.recognise.stages import by_sequence, in_order, labels_in, propose, serves

__all__ = ["model_for"]


def model_for(folder: Path, mapping: dict) -> dict | None:
    """model.toml's tables for the labels that `mapping` reads, None where the workspace's own or built-in model knows all.

    Stages stand in the order in which records pass through them, where that can be seen, else by how often each is seen.
    """
    base = read_model(folder)
    with scan_of(folder, mapping) as scan:
        labels: dict[str, dict[str, int]] = {}
        for _, label, rows, kind in labels_in(scan, mapping):
            labels.setdefault(kind, {})[label] = labels.get(kind, {}).get(label, 0) + rows
        if serves(base, [label for counts in labels.values() for label in counts]):
            return None
        lexicon = lexicon_of(scan, [])
        ordered = {}
        for kind, counts in labels.items():
            places = by_sequence(scan, mapping, kind, counts) or {label: (-rows,) for label, rows in counts.items()}
            ordered[kind] = in_order(counts, places, lexicon)
    attributes = [name for entry in mapping.get("records", {}).values() for name in entry.get("attributes", {})]
    model, _ = propose(ordered, attributes, base, lexicon)
    return {key: value for key, value in model.items() if value or key == "stages"}
