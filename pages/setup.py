"""Your own data: drop exports, see what they were taken for, put it right, try it, load it."""

from revflow.ui.pages import setup

session = setup.pick_company()
setup.files(session)
setup.columns(session)
setup.stages(session)
setup.rehearsal(session)
setup.commit(session)
