"""RevFlow's dashboard: `streamlit run app.py`. The frame is revflow/main.py, the pages are in pages/."""

import streamlit as st

from revflow.ui import warm

warm.begin()
app = st.App("revflow/main.py")
