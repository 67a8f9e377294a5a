"""What pages use: read a view, say a text, show a figure with its source, choose a stage."""
