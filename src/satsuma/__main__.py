"""`python -m satsuma` is the command `satsuma`."""

import os
import sys

# Python looks first in the folder that the program was started in, where a stranger's file may be
# called like one of ours.
if not sys.flags.safe_path and not __file__.startswith(os.path.join(sys.path[0], "")):
    del sys.path[0]

from satsuma.cli import main  # noqa: E402 - the folder first

sys.exit(main())
