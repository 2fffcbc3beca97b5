"""The report of a fault: what somebody who mends the program wants to know, as plain text.

It is only shown and copied; nothing sends it. The home folder is written as ~.
"""

from __future__ import annotations

import platform
import re
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from PyQt6.QtCore import QT_VERSION_STR
from PyQt6.QtGui import QGuiApplication

from satsuma.data.places import home_folder
from satsuma.ui.log import log
from satsuma.ui.theme import theme
from satsuma.version import VERSION

LINES = 50
"""So many lines of the log are in a report."""

_PACKAGES = ("PyQt6", "numpy", "scipy", "torch", "torchvision", "onnxruntime", "pillow")


def report(traceback: str, screen: str = "") -> str:
    """Versions, the screen in words, a traceback and the end of the log. Any thread may ask."""
    lines = [f"Satsuma {VERSION}", f"Python {platform.python_version()} ({sys.executable})",
             platform.platform(), f"Qt {QT_VERSION_STR}"]
    lines += [f"{name} {_version(name)}" for name in _PACKAGES]
    lines += [f"Screen: {screen}"] if screen else []
    noted = "\n".join(line.words for line in log().lines()[-LINES:])
    parts = ("\n".join(lines), f"Last fault:\n{traceback.strip() or 'none'}",
             f"Log:\n{noted or 'empty'}")
    return without_home("\n\n".join(parts)) + "\n"


def screen_words() -> str:
    """The screen in words; only Qt's thread may ask."""
    app = QGuiApplication.instance()
    screen = QGuiApplication.primaryScreen() if isinstance(app, QGuiApplication) else None
    if screen is None:
        return "none"
    size, drawn = screen.size(), theme()
    return (f"{size.width()} × {size.height()} at {screen.devicePixelRatio():g}, "
            f"{QGuiApplication.platformName()}, scale {drawn.scale:.0%}, "
            f"{'dark' if drawn.dark else 'light'}")


def without_home(text: str, home: Path | None = None) -> str:
    """The text with ~ for the home folder, also where a path stands in quotes and escapes."""
    place = str(home if home is not None else home_folder())
    if len(place) < 3:  # the root of a disk: everything lies in it
        return text
    for way in {place, place.replace("\\", "\\\\"), place.replace("\\", "/")}:
        text = re.sub(rf"{re.escape(way)}(?![\w.-])", "~", text,
                      flags=re.IGNORECASE if "\\" in place else 0)
    return text


@cache
def _version(name: str) -> str:
    """Read from the package's own records; importing torch would take seconds."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "is not installed"
