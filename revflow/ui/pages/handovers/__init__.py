"""The sections of Hand-overs."""
