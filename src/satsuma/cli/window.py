"""`satsuma [FILE.ows ...]`: open the window. The only command that imports Qt."""

from __future__ import annotations

import argparse
import ctypes
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from satsuma.cli.opening import check_is_workflow
from satsuma.cli.usage import WrongUsage
from satsuma.data.choices import expanded
from satsuma.problem import Problem

PACKAGES = ("libegl1 libgl1 libglib2.0-0 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 "
            "libfontconfig1 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 "
            "fonts-dejavu-core")


def main(options: argparse.Namespace) -> int:
    """Run until the last window is closed. Raises Problem when no window can open here, and
    WrongUsage for what is no workflow."""
    files = _workflows(options.files)
    _check_screen()
    try:
        from satsuma.ui.starting import run
    except ImportError as error:
        if "PyQt6" not in str(error) and ".so" not in str(error):
            raise
        raise Problem(f"No window can open here: {error}. {_remedy()}") from error
    return run(files)


def _workflows(files: Sequence[Path]) -> list[Path]:
    """Those that may be workflows; of the others it is told. Raises WrongUsage when none is left.
    """
    found, wrong = [], []
    for file in files:
        try:
            check_is_workflow(expanded(file))
            found.append(file)
        except WrongUsage as error:
            wrong.append(str(error))
    if wrong and not found:
        raise WrongUsage("\nsatsuma: ".join(wrong))
    for told in wrong:
        sys.stderr.write(f"satsuma: {told}\n")
    return found


def _check_screen() -> None:
    """Qt would end the whole program without a word to a person."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise Problem("There is no screen here to open a window on. Workflows run without one: "
                      "satsuma run FILE.ows")
    if os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        try:
            ctypes.CDLL("libxcb-cursor.so.0")
            reached = _reaches_screen(ctypes.CDLL("libxcb.so.1"))
        except OSError as error:
            raise Problem(f"No window can open here: {error}. {_remedy()}") from error
        if not reached:
            raise Problem(f"The screen “{os.environ['DISPLAY']}” that DISPLAY names cannot be "
                          "reached. Workflows run without one: satsuma run FILE.ows")


def _reaches_screen(xcb: ctypes.CDLL) -> bool:
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    reached = not xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return reached


def _remedy() -> str:
    return f"On Debian or Ubuntu install the system packages: sudo apt-get install {PACKAGES}"
