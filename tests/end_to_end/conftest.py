"""Says loudly when the tests with a real mouse could not run."""

from __future__ import annotations

import pytest

from tests.end_to_end.desktop import missing_tools


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if missing := missing_tools():
        terminalreporter.write_line(
            f"NOTHING WAS TRIED WITH A REAL MOUSE AND KEYBOARD: {', '.join(missing)} missing. "
            "On Debian install: xvfb xdotool", yellow=True, bold=True)
