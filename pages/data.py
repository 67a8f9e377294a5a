"""Data: what was loaded, what was left out and why, and what can't be answered from it."""

from revflow.ui import provenance as show

show.covered()
show.not_answerable()
show.files()
show.rejected()
show.unknown_labels()
show.attributes()
