"""`python -m satsuma` is the command `satsuma`."""

import sys

from satsuma.cli import main

sys.exit(main())
