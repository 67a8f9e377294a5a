"""Charts: functions of frames that give an Altair chart. Words are given to them; none is decided here.

Loading Altair takes as long as judging a company: whoever stands before the first sentence of a page imports the modules
of charts only where one is drawn.
"""
