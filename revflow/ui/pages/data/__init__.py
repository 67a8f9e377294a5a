"""Data, section by section."""

from revflow.ui.pages.data.findings import findings
from revflow.ui.pages.data.provenance import attributes, files, recognised, rejected, unknown_labels
from revflow.ui.pages.data.reliance import reliance
from revflow.ui.pages.data.restated import restated

__all__ = ["attributes", "files", "findings", "recognised", "rejected", "reliance", "restated", "unknown_labels"]
