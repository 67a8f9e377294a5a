"""The verdict: where the revenue process chokes, and who is feeding it."""

from revflow.verdict.engine import Candidate, Verdict, VerdictEngine, diagnose

__all__ = ["Candidate", "Verdict", "VerdictEngine", "diagnose"]
