"""Compositing: whether windows can be seen through. Without it, what is left out would be black."""

from __future__ import annotations

import ctypes
from ctypes.util import find_library
from functools import cache

from PyQt6.QtGui import QGuiApplication


@cache
def can_see_through() -> bool:
    """Only on X11 it is not certain: there a program of its own, if any, puts windows together."""
    return QGuiApplication.platformName() != "xcb" or _has_manager()


def _has_manager() -> bool:
    """Whether such a program has come forward, by the convention for X11 (EWMH)."""
    name = find_library("X11")
    if name is None:
        return False
    x11 = ctypes.CDLL(name)
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XOpenDisplay.argtypes = [ctypes.c_char_p]
    display = x11.XOpenDisplay(None)
    if not display:
        return False
    try:
        return _owner(x11, display) != 0
    finally:
        x11.XCloseDisplay(ctypes.c_void_p(display))


def _owner(x11: ctypes.CDLL, display: int) -> int:
    x11.XInternAtom.restype = x11.XGetSelectionOwner.restype = ctypes.c_ulong
    screen = x11.XDefaultScreen(ctypes.c_void_p(display))
    atom = x11.XInternAtom(ctypes.c_void_p(display), f"_NET_WM_CM_S{screen}".encode(), 0)
    return int(x11.XGetSelectionOwner(ctypes.c_void_p(display), ctypes.c_ulong(atom)))
