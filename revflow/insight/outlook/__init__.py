"""What will arrive at the goal, against plan, and what if: expectations, ranges that were tried on the past, and their words."""
