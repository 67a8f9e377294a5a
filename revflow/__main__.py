"""`python -m revflow`."""

import sys

from revflow.cli import main

sys.exit(main())
