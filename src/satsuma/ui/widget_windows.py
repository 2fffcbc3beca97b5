"""Widget windows: the open windows of one document, at most one for each node."""

from __future__ import annotations

from PyQt6.QtCore import QByteArray, QObject, pyqtSignal
from PyQt6.QtWidgets import QWidget

from satsuma.catalog import Catalog
from satsuma.ui.commands import Performer
from satsuma.ui.document import Document
from satsuma.ui.widget_window import WidgetWindow


class WidgetWindows(QObject):
    """Opens, finds and closes the windows of nodes, each where it was last."""

    help_asked = pyqtSignal(object)
    changed = pyqtSignal()

    def __init__(self, document: Document, commands: Performer, parent: QWidget | None = None, *,
                 catalog: Catalog | None = None) -> None:
        super().__init__(parent)
        self._document, self._commands, self._catalog = document, commands, catalog
        self._above = parent
        self._open: dict[str, WidgetWindow] = {}
        self._places: dict[str, QByteArray] = {}

    @property
    def open_ids(self) -> tuple[str, ...]:
        """The nodes whose windows are open, in the order of opening."""
        return tuple(self._open)

    def window(self, node_id: str) -> WidgetWindow | None:
        """The open window of a node."""
        return self._open.get(node_id)

    def open(self, node_id: str) -> WidgetWindow:
        """Open the node's window, or bring it to the front."""
        window = self._open.get(node_id)
        if window is None:
            window = WidgetWindow(self._document, node_id, self._commands, self._above,
                                  catalog=self._catalog)
            window.closed.connect(self._forget)
            window.help_asked.connect(self.help_asked)
            if node_id in self._places:
                window.restoreGeometry(self._places[node_id])
            self._open[node_id] = window
            self.changed.emit()
        _raise(window)
        return window

    def raise_all(self) -> None:
        """Bring all windows to the front."""
        for window in self._open.values():
            _raise(window)

    def close_all(self) -> None:
        """Close all windows."""
        for window in list(self._open.values()):
            window.close()

    def _forget(self, node_id: str) -> None:
        window = self._open.pop(node_id, None)
        if window is not None:
            self._places[node_id] = window.saveGeometry()
            self.changed.emit()


def _raise(window: WidgetWindow) -> None:
    if window.isMinimized():
        window.showNormal()
    window.show()
    window.raise_()
    window.activateWindow()
