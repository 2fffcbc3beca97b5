"""Folder notices: for each node that reads folders or a file, how what it read differs now."""

from __future__ import annotations

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtWidgets import QWidget

from satsuma.data.folder_news import Readable
from satsuma.ui.document import Document
from satsuma.ui.drops import reads_files
from satsuma.ui.fault_of_view import view_or_fault
from satsuma.ui.folder_notice_watch import FolderWatch, watch_of


class FolderNotices(QObject):
    """Watches for a document while `window` is seen. `changed` names the node of which there is
    something else to tell; nothing is read anew before a person asks for it."""

    changed = pyqtSignal(str)

    def __init__(self, document: Document, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._window = document, window
        self._watches: dict[str, FolderWatch] = {}
        document.changed.connect(self._follow)
        document.bridge.news.connect(self._hear)
        self._follow()

    def text(self, node_id: str) -> str:
        """What is said on the node and in the list of problems; "" while all is as it was read."""
        watch = self._watches.get(node_id)
        return watch.news.on_node if watch is not None and watch.news else ""

    @property
    def nodes(self) -> tuple[str, ...]:
        """The nodes of which there is something to tell, in the workflow's order."""
        return tuple(node_id for node_id in self._document.workflow.nodes if self.text(node_id))

    def _follow(self) -> None:
        nodes = self._document.workflow.nodes
        for node_id in self._watches.keys() - nodes.keys():
            self._stop(node_id)
        for node_id in nodes:
            self._hear(node_id)

    def _hear(self, node_id: str) -> None:
        node = self._document.workflow.nodes.get(node_id)
        if node is None or not reads_files(node.widget):
            return
        listing = self._listing(node_id)
        watch = self._watches.get(node_id)
        if watch is not None and watch.listing.is_same(listing):
            return
        self._stop(node_id)
        if listing is not None and listing.can_change:
            self._start(node_id, watch_of(listing))

    def _listing(self, node_id: str) -> Readable | None:
        """What the node's last good result was made from."""
        result = self._document.bridge.last(node_id)
        if result is None:
            return None
        view, _ = view_or_fault(self._document.workflow.nodes[node_id].widget, result)
        return getattr(view, "listing", None)

    def _start(self, node_id: str, watch: FolderWatch) -> None:
        if watch not in self._watches.values():  # two nodes may read the same folders
            watch.changed.connect(self._tell)
            watch.hold(self._window)
        self._watches[node_id] = watch
        if watch.news:
            self.changed.emit(node_id)

    def _stop(self, node_id: str) -> None:
        watch = self._watches.pop(node_id, None)
        if watch is None:
            return
        told = bool(watch.news)
        if watch not in self._watches.values():
            watch.changed.disconnect(self._tell)
            watch.let_go(self._window)
        if told:
            self.changed.emit(node_id)

    def _tell(self) -> None:
        for node_id in tuple(self._watches):
            if self._watches[node_id] is self.sender():
                self.changed.emit(node_id)
