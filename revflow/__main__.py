"""`python -m revflow`."""

import sys

from revflow.commands.cli import main

sys.exit(main())
