"""SQL: a question of an analyst's own over the documented views; its rows as table, chart and file."""

from revflow.ui.pages import sql
from revflow.ui.parts import layout

sql.stop_without_right()
layout.beside(sql.ask, sql.views_beside)
