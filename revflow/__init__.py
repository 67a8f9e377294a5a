"""RevFlow: where a company's revenue process chokes, and which department upstream feeds it."""

__version__ = "0.9.0"
