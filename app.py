"""RevFlow's dashboard: `streamlit run app.py`. The frame is revflow/main.py, the pages are in pages/."""

import streamlit as st

app = st.App("revflow/main.py")
