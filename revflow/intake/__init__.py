"""From the files of a workspace to checked tables: what is there, how it is written, what can be kept of it."""
