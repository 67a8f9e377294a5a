"""KPIs that hold departments together: each one's own and the next stage's, in whose hands they are, how steady they stand."""
