"""Data: can the figures be relied on, what stands against them and how to mend it, and the account of what was loaded."""

from revflow.ui.pages import setup
from revflow.ui.pages.data import data_quality, provenance

data_quality.reliance()
data_quality.findings()
data_quality.restated()
setup.link()
provenance.recognised()
provenance.files()
provenance.rejected()
provenance.unknown_labels()
provenance.attributes()
