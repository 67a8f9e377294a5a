"""The facts behind pages and reports, taken from the views' frames: no drawing, no Streamlit."""
