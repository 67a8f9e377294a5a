"""Pages through the real app, and in a real Chromium."""
