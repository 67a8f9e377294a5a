"""The verdict: where the revenue process chokes, and who is feeding it."""

from revflow.verdict.engine import Candidate, Verdict, VerdictEngine, diagnose
from revflow.verdict.question import Question

__all__ = ["Candidate", "Question", "Verdict", "VerdictEngine", "diagnose"]
