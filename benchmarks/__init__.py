"""Long measurements, apart from the tests: ratios in one run, never absolute times."""
