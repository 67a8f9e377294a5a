"""The sections of Upstream."""
