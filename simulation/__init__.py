"""Checks of the verdict: companies of our own with a planted fault, and how the verdict and the usual readings fare."""
