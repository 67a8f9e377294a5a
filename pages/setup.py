"""Your own data: drop exports, see what they were taken for, put it right, try it, load it."""

from revflow.ui.pages import setup

desk = setup.company()
setup.files(desk)
setup.columns(desk)
setup.stages(desk)
setup.trial(desk)
setup.opening(desk)
