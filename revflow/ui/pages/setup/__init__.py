"""The page 'Your own data', step by step."""

from revflow.ui.pages.setup.columns import columns
from revflow.ui.pages.setup.commit import opening
from revflow.ui.pages.setup.company_picker import company, link
from revflow.ui.pages.setup.files import files
from revflow.ui.pages.setup.rehearsal import trial
from revflow.ui.pages.setup.stages import stages

__all__ = ["columns", "company", "files", "link", "opening", "stages", "trial"]
