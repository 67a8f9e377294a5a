"""RevFlow's dashboard: `streamlit run app.py`. The frame is revflow/ui/frame/main.py, the pages are in pages/."""

import streamlit as st

from revflow.common.resources import package_file
from revflow.ui import preload

preload.begin()
app = st.App(package_file("ui/frame/main.py"))
