"""Data: what was loaded, what was left out and why, and what can't be answered from it."""

from revflow.ui import provenance

provenance.covered()
provenance.not_answerable()
provenance.files()
provenance.rejected()
provenance.unknown_labels()
provenance.attributes()
