"""The one DuckDB file of a workspace: made whole by a load, read by pages and commands."""
