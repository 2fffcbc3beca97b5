"""Python runs this first in every process of a test: each is watched, and those it starts too."""

import os
import sys

if "SATSUMA_TEST_WATCH" in os.environ:
    from tests.trust import hooks

    sys.satsuma_watch = hooks.install()  # type: ignore[attr-defined]
