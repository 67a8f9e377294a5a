"""What stands round every page: the address, the bar, the data and the verdict a run looks at."""
