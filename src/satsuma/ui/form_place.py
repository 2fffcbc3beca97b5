"""Form, place: where a widget's window shows its settings: beside the view, or instead of it.

Where both have room they stand side by side, and a person may put the settings away. Where they
have not, one of the two has the whole window, and the same key and button go from one to the other.
"""

from __future__ import annotations

from PyQt6.QtCore import QObject
from PyQt6.QtWidgets import QHBoxLayout, QWidget

from satsuma.ui.hairline import Hairline
from satsuma.ui.panel import Panel
from satsuma.ui.theme import px

BESIDE = 480
"""Design pixels of a window from which settings and view stand side by side."""


class FormPlace(QObject):
    """Lays out the settings and the rest of a window."""

    def __init__(self, panel: Panel, rest: QWidget, window: QWidget) -> None:
        super().__init__(window)
        self._panel, self._rest, self._line = panel, rest, Hairline()
        self._kept = self._offered = True
        self._instead = False
        self.layout_ = QHBoxLayout()
        self.layout_.setContentsMargins(0, 0, 0, 0)
        self.layout_.setSpacing(0)
        self.layout_.addWidget(panel)
        self.layout_.addWidget(self._line)
        self.layout_.addWidget(rest, 1)
        self._beside = True

    @property
    def is_shown(self) -> bool:
        """Whether the settings are in sight."""
        return self._offered and (self._kept if self._beside else self._instead)

    def offer(self, offered: bool) -> None:
        """Whether there are any settings: else the view has all the room."""
        if offered != self._offered:
            self._offered = offered
            self._show()

    def toggle(self) -> None:
        """Show the settings, or give their place to the view."""
        if self._beside:
            self._kept = not self._kept
        else:
            self._instead = not self._instead
        self._show()

    def follow(self, width: int) -> None:
        """The window is so wide now."""
        beside = width >= px(BESIDE)
        if beside != self._beside:
            self._beside, self._instead = beside, False
            self._show()

    def _show(self) -> None:
        self._panel.fill(not self._beside)
        self._panel.setVisible(self.is_shown)
        self._line.setVisible(self.is_shown and self._beside)
        self._rest.setVisible(self._beside or not self.is_shown)
