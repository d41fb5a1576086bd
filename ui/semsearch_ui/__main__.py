"""`python -m semsearch_ui`: the window."""

import sys

from semsearch_ui.app import main

sys.exit(main())
