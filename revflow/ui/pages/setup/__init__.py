"""The page 'Your own data', step by step."""

from revflow.ui.pages.setup.columns import columns
from revflow.ui.pages.setup.commit import commit
from revflow.ui.pages.setup.company_picker import link, pick_company
from revflow.ui.pages.setup.files import files
from revflow.ui.pages.setup.rehearsal import rehearsal
from revflow.ui.pages.setup.stages import stages

__all__ = ["columns", "commit", "files", "link", "pick_company", "rehearsal", "stages"]
