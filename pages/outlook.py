"""Outlook: what will arrive at the goal, against plan, how often such a range held, and what if."""

from revflow.ui.pages import outlook
from revflow.ui.parts import caution

found = outlook.choose()
outlook.answer(found)
caution.unreliable("outlook")
outlook.ahead(found)
outlook.what_if(found)
outlook.targets()
outlook.not_known(found)
