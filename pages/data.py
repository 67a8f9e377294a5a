"""Data: can the figures be relied on, what stands against them and how to mend it, and the account of what was loaded."""

from revflow.ui.pages import data, setup

data.reliance()
data.findings()
data.restated()
setup.link()
data.recognised()
data.files()
data.rejected()
data.unknown_labels()
data.attributes()
