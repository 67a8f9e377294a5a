"""Recycle pool: what lies there, what comes back, what it yields against new ones, and whom to call first."""

from revflow.ui.pages import recycle
from revflow.ui.parts import caution

pool = recycle.look()
recycle.answer(pool)
caution.unreliable("recycle")
recycle.stock_and_flow(pool)
recycle.what_comes_back(pool)
recycle.what_it_yields(pool)
recycle.forgotten(pool)
recycle.call_list(pool)
recycle.how_it_goes_on(pool)
recycle.not_known(pool)
