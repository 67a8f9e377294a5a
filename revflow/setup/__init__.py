"""Setting a company up, or adding this week's files to it: what the page 'Your own data' does, without its face.

Files wait in a staging folder until everything is loaded; only then, in a few renames, does the company change.
"""
