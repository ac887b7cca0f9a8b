"""Where the frozen program begins."""

import sys

from caseworker.__main__ import main

sys.exit(main())
