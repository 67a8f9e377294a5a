"""SQL that somebody typed: one SELECT over the documented views, in a process of its own that can do nothing else."""
