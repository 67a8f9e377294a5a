"""The stage model: what the stages of a company's revenue process are, in order, and who works them."""

from revflow.model.read import read_model
from revflow.model.types import Attribute, Department, Exit, Model, Stage

__all__ = ["Attribute", "Department", "Exit", "Model", "Stage", "read_model"]
