"""Compare: how many of those who came into a stage reach a later one, by what they brought, then and now; cohorts; records."""

from revflow.ui.pages import compare

question = compare.choose()
found = compare.answer(question)
compare.picture(found)
compare.cohorts(found)
compare.changed(found)
compare.records(found)
