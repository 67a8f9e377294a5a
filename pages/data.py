"""Data: can the figures be relied on, what stands against them and how to mend it, and the account of what was loaded."""

from revflow.ui import health, provenance, setup

health.reliance()
health.findings()
health.restated()
setup.link()
provenance.recognised()
provenance.files()
provenance.rejected()
provenance.unknown_labels()
provenance.attributes()
