"""Widget windows: the open windows of one document, at most one for each node.

Which are open and where they stand is kept with the workflow, as something cosmetic: it is no step
of undo and nothing to be asked about, and when the workflow is opened again, so are the windows.
"""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, Qt, QTimer, pyqtSignal
from PyQt6.QtWidgets import QWidget

from satsuma.catalog import Catalog
from satsuma.ui.commands import Performer
from satsuma.ui.document import Document
from satsuma.ui.widget_window import WidgetWindow
from satsuma.ui.window_fitting import fit, put
from satsuma.workflow.window_places import WindowPlace, places_of, with_places

PAUSE = 400
"""Milliseconds from a move of a window until it is noted."""

MOST = 30
"""Windows that are opened again with a workflow; more would bury a person."""

_CHANGES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.WindowStateChange)


class WidgetWindows(QObject):
    """Opens, finds and closes the windows of nodes, each where it was last."""

    help_asked = pyqtSignal(object)
    changed = pyqtSignal()

    def __init__(self, document: Document, commands: Performer, parent: QWidget | None = None, *,
                 catalog: Catalog | None = None) -> None:
        super().__init__(parent or document)  # and gone with it
        self._document, self._commands, self._catalog = document, commands, catalog
        self._above = parent
        self._open: dict[str, WidgetWindow] = {}
        self._places = places_of(document.workflow)
        self._wanted: list[str] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.note_places)
        document.changed.connect(self._look_again)
        if any(place.is_open for place in self._places.values()):
            QTimer.singleShot(0, self._reopen)

    @property
    def open_ids(self) -> tuple[str, ...]:
        """The nodes whose windows are open, in the order of opening."""
        return tuple(self._open)

    def window(self, node_id: str) -> WidgetWindow | None:
        """The open window of a node."""
        return self._open.get(node_id)

    def open(self, node_id: str) -> WidgetWindow:
        """Open the node's window, or bring it to the front."""
        window = self._open.get(node_id) or self._make(node_id)
        _raise(window)
        return window

    def _make(self, node_id: str) -> WidgetWindow:
        window = WidgetWindow(self._document, node_id, self._commands, self._above,
                              catalog=self._catalog)
        window.closed.connect(self._forget)
        window.help_asked.connect(self.help_asked)
        if node_id in self._places:
            put(window, self._places[node_id])
        else:
            fit(window)
        window.installEventFilter(self)
        self._open[node_id] = window
        self._timer.start(PAUSE)
        self.changed.emit()
        return window

    def _reopen(self) -> None:
        """Open what was open when the workflow was saved, below the keys of the main window."""
        self._wanted = [node for node, place in self._places.items() if place.is_open][:MOST]
        self._reopen_next()

    def _reopen_next(self) -> None:
        """One at a time, so that none holds up what a person does meanwhile."""
        nodes = self._document.workflow.nodes
        wanted = [one for one in self._wanted if one in nodes and one not in self._open]
        if wanted:
            window = self._make(wanted[0])
            window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
            window.show()
            window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, False)
            QTimer.singleShot(0, self._reopen_next)
        elif self._above is not None:
            self._above.activateWindow()  # some systems give the keys to whatever comes up
        self._wanted = wanted[1:]

    def raise_all(self) -> None:
        """Bring all windows to the front."""
        for window in self._open.values():
            _raise(window)

    def close_all(self) -> None:
        """Close all windows."""
        self._wanted = []
        for window in list(self._open.values()):
            window.close()

    def _forget(self, node_id: str) -> None:
        window = self._open.pop(node_id, None)
        if window is not None:
            self._places[node_id] = _place_of(window, is_open=False)
            self._timer.start(PAUSE)
            self.changed.emit()

    # What is kept with the workflow

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:  # noqa: N802
        if event is not None and event.type() in _CHANGES:
            self._timer.start(PAUSE)
        return super().eventFilter(watched, event)

    def _look_again(self) -> None:
        """A step that was taken back brought the windows of that time along."""
        if self._open or self._places:
            self._timer.start(PAUSE)

    def note_places(self) -> None:
        """Put into the workflow where the windows stand now."""
        for node_id, window in self._open.items():
            self._places[node_id] = _place_of(window, is_open=True)
        order = [*self._open, *(one for one in self._places if one not in self._open)]
        workflow = with_places(self._document.workflow, {n: self._places[n] for n in order})
        self._document.edit(workflow, "Move window", cosmetic=True)


def _place_of(window: WidgetWindow, *, is_open: bool) -> WindowPlace:
    rect = window.normalGeometry() if window.isMaximized() else window.geometry()
    return WindowPlace(rect.x(), rect.y(), rect.width(), rect.height(), is_open,
                       window.isMaximized())


def _raise(window: WidgetWindow) -> None:
    if window.isMinimized():
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
