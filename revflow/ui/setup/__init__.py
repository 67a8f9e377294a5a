"""The page 'Your own data', step by step."""

from revflow.ui.setup.columns import columns
from revflow.ui.setup.entrance import company, link
from revflow.ui.setup.files import files
from revflow.ui.setup.opening import opening
from revflow.ui.setup.stages import stages
from revflow.ui.setup.trial import trial

__all__ = ["columns", "company", "files", "link", "opening", "stages", "trial"]
