"""RevFlow: where a company's revenue process chokes, and which department upstream feeds it."""
