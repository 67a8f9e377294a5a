"""The face: the frame round every page, the parts that pages share, and the sections of each page."""
