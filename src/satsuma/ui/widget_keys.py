"""Keys of a widget's window: what they do in all of it, and who gets them first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PyQt6.QtGui import QAction, QKeySequence
from PyQt6.QtWidgets import QWidget

if TYPE_CHECKING:
    from satsuma.ui.widget_window import WidgetWindow


def add_actions(window: WidgetWindow) -> None:
    """Give the window its keys; reading aloud and tests find them as its actions."""
    for title, keys, does in (
            ("Undo", ["Ctrl+Z"], window.document.undo),
            ("Redo", ["Ctrl+Shift+Z", "Ctrl+Y"], window.document.redo),
            ("Show or hide the settings", ["Ctrl+Shift+D"], window.toggle_form),
            ("Save picture", ["Alt+S"], window.saving.save),
            ("Copy picture", ["Ctrl+Shift+C"], window.saving.copy),
            ("Add to report", ["Alt+R"], window.add_to_report),
            ("Help", ["F1"], window.ask_help), ("Close", ["Ctrl+W"], window.close)):
        action = QAction(title, window)
        action.setShortcuts([QKeySequence(one) for one in keys])
        action.triggered.connect(does)
        window.addAction(action)


def works(window: WidgetWindow) -> bool:
    """Whether the keys belong to something already that one works in."""
    focused = window.focusWidget()
    return focused is not None and not window.bar.isAncestorOf(focused)


def focus_first(window: WidgetWindow) -> None:
    """Give the keys to what one begins with. “Reset settings” gets them from nobody but Tab."""
    first = next(_beginnings(window), None)
    if first is not None:
        first.setFocus()


def _beginnings(window: WidgetWindow) -> Iterator[QWidget]:
    """The view where there is one, else the first setting, else what can be done about it."""
    if window.area.painter is not None and window.area.isVisibleTo(window):
        yield window.area.painter  # which may still be on its way to be shown
    rest = (*(row.editor for row in window.panel.rows.values()), *window.area.page.buttons,
            window.bar.form)
    yield from (part for part in rest if part.isVisibleTo(window))
