"""The verdict: where the revenue process chokes, and who is feeding it."""

from revflow.verdict.verdict import Bench, Candidate, Verdict, diagnose

__all__ = ["Bench", "Candidate", "Verdict", "diagnose"]
