"""View area: what a widget shows, with what is to be said of it in its place or above it."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from PyQt6.QtCore import Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from satsuma.ui.painters.choose import painter_for
from satsuma.ui.painters.painter import Painter
from satsuma.ui.state_pane import StatePane, Veil
from satsuma.ui.state_words import Told

PATIENCE = 300
"""Milliseconds before a run is told of above a view."""

STALE = "What is shown is of earlier settings"


class Ground(QWidget):
    """What a painter lies on, and the veil above it."""

    def __init__(self) -> None:
        super().__init__()
        self.inner = QVBoxLayout(self)
        self.inner.setContentsMargins(0, 0, 0, 0)
        self.veil = Veil(self)

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.veil.setGeometry(self.rect())


class ViewArea(QWidget):
    """Holds one painter at a time. Without a view the state speaks in the middle."""

    gesture = pyqtSignal(object)
    asked = pyqtSignal(object)
    state_wanted = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.painter: Painter | None = None
        self.view: Any = None
        self.told, self.stale = Told(), False
        self.strip = StatePane(strip=True)
        self.page = StatePane(strip=False)
        self.middle = _scrolled(self.page)
        self.ground = Ground()
        self.veil = self.ground.veil
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.strip, self.middle, self.ground):
            layout.addWidget(part)
        layout.setStretch(1, 1)
        layout.setStretch(2, 1)
        self.strip.asked.connect(self.asked)
        self.page.asked.connect(self.asked)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE)
        self._patience.timeout.connect(self.state_wanted)
        self.show_state(Told(), stale=False)

    def show_view(self, view: Any) -> None:
        """Draw this; the painter stays while the kind of view does."""
        kind = painter_for(view)
        if type(self.painter) is not kind:
            self.clear()
            self.painter = kind()
            self.painter.gesture.connect(self.gesture)
            if hasattr(self.painter, "asked"):
                self.painter.asked.connect(self.asked)
            self.ground.inner.addWidget(self.painter)
            _let_tab_come_by(self.painter)
        assert self.painter is not None
        self.view = view
        self.painter.show_view(view)

    def clear(self) -> None:
        """Draw nothing any more."""
        if self.painter is not None:
            self.ground.inner.removeWidget(self.painter)
            self.painter.hide()
            self.painter.deleteLater()
            self.painter, self.view = None, None

    def want_state(self, *, under_way: bool) -> None:
        """Ask for the state now; later above a view while something is `under_way`.

        Most runs are over by then, so that nothing flickers while one clicks through a tree.
        """
        if under_way and self.painter is not None and not self._tells_of_run():
            if not self._patience.isActive():
                self._patience.start()
            return
        self._patience.stop()
        self.state_wanted.emit()

    def _tells_of_run(self) -> bool:
        return self.strip.isVisible() and self.strip.told.progress is not None

    def show_state(self, told: Told, *, stale: bool) -> None:
        """Say this: above the view where there is one, else in its place."""
        had_focus = self.hasFocus() or self.isAncestorOf(QApplication.focusWidget())
        self._show(told, stale=stale)
        if had_focus and not self.isAncestorOf(QApplication.focusWidget()):
            self._take_focus()

    def _take_focus(self) -> None:
        """The pressed button is gone: what comes next in the window might be “Reset settings”."""
        shown = next((pane for pane in (self.page, self.strip) if pane.isVisible()), None)
        if self.painter is not None:
            self.painter.setFocus()
        elif shown is not None and shown.buttons:
            shown.buttons[0].setFocus()
        else:
            self.setFocus()  # something comes soon

    def _meanwhile(self) -> str:
        return self.painter.while_stale if self.painter is not None else ""

    def _show(self, told: Told, *, stale: bool) -> None:
        self.told, self.stale = told, stale
        has_view = self.painter is not None
        self.ground.setVisible(has_view)
        self.middle.setVisible(not has_view)
        if not has_view:
            self.page.show_told(told or Told("Nothing to show", "This widget has no picture of "
                                             "its own. What it sends stands below.", "note"))
        if has_view and stale and not told:
            told = Told(STALE, self._meanwhile(), "clock")
        elif has_view and stale:
            text = f"{told.text}\n{STALE}." if told.text else f"{STALE}."
            text = f"{text} {self._meanwhile()}".strip()
            told = Told(told.heading, text, told.sign, told.progress, told.ways, told.details)
        self.strip.setVisible(has_view and bool(told))
        if has_view:
            self.strip.show_told(told)
        self.veil.setVisible(has_view and stale)
        self.veil.raise_()


def _scrolled(page: StatePane) -> QScrollArea:
    """Large letters on a small screen: buttons would lie over each other otherwise."""
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setFrameShape(QScrollArea.Shape.NoFrame)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setWidget(page)
    return made


def _let_tab_come_by(painter: Painter) -> None:
    """Qt goes from what has come before straight to the part that takes the keys, and past all
    that stands before it. So the others come after it, in their order."""
    first = painter.focusProxy()
    parts, part = [], painter.nextInFocusChain()
    while part is not None and part is not painter:
        if painter.isAncestorOf(part) and part.focusProxy() is None \
                and part.focusPolicy() != Qt.FocusPolicy.NoFocus and not part.isWindow():
            parts.append(part)
        part = part.nextInFocusChain()
    if first in parts:
        at = parts.index(first)
        for before, after in pairwise((*parts[at:], *parts[:at])):
            QWidget.setTabOrder(before, after)
