"""Problems panel: every error, warning and note of the workflow, and the way to its node."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PyQt6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from satsuma.ui.document import Document
from satsuma.ui.folder_notices import FolderNotices
from satsuma.ui.icons import icon
from satsuma.ui.problem_rows import TroubleModel, TroublePainter, line_of
from satsuma.ui.problems import (
    Counts,
    Trouble,
    count,
    in_order,
    not_told_by_nodes,
    of_file,
    problems_of,
)
from satsuma.ui.theme import px, theme
from satsuma.workflow.fitting import title_of

_PATIENCE = 200
"""Milliseconds between two looks at all nodes."""


class ProblemsPanel(QFrame):
    """A list that follows the results. Click or Enter goes to the node, Ctrl+C copies."""

    show_node = pyqtSignal(str)
    close_asked = pyqtSignal()
    counted = pyqtSignal(int, int, int)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "window")
        self.setAccessibleName("Problems")
        self.counts = Counts()
        self._document = document
        self._of_file: tuple[str, ...] = ()
        self._notices: FolderNotices | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PATIENCE)
        self._soon.timeout.connect(self.refresh)
        self._lay_out()
        self._scale()
        theme().changed.connect(self._scale)
        for news in (document.changed, document.named, document.bridge.news):
            news.connect(self._await)
        self.refresh()

    # What it is made of

    def _lay_out(self) -> None:
        heading = QLabel("Problems", self)
        heading.setProperty("role", "heading")
        self._summary = QLabel(self)
        self._summary.setProperty("role", "secondary")
        self.copy_button = QToolButton(self)
        self.copy_button.setIcon(icon("copy"))
        self.copy_button.setText(" Copy")
        self.copy_button.setToolTip("Copy the selected problems, or all of them")
        self.copy_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.copy_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.copy_button.setAccessibleName("Copy problems")
        self.copy_button.clicked.connect(self.copy)
        self.shut = QToolButton(self)
        self.shut.setIcon(icon("close"))
        self.shut.setToolTip("Close")
        self.shut.setAccessibleName("Close the problems")
        self.shut.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.shut.clicked.connect(self.close_asked)
        self._head = QHBoxLayout()
        self._head.addWidget(heading)
        self._head.addWidget(self._summary)
        self._head.addStretch(1)
        self._head.addWidget(self.copy_button)
        self._head.addWidget(self.shut)
        self._empty = QLabel("Everything is in order.", self)
        self._empty.setProperty("role", "secondary")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._make_list()
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addWidget(self.list, 1)
        self._column.addWidget(self._empty, 1)

    def _make_list(self) -> None:
        self.list = QListView(self)
        self.list.setAccessibleName("Problems")
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setLayoutMode(QListView.LayoutMode.Batched)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.model = TroubleModel(self.list)
        self.list.setModel(self.model)
        self.list.setItemDelegate(TroublePainter(self.list))
        self.list.clicked.connect(self._show)
        self.list.installEventFilter(self)

    def _scale(self) -> None:
        for button in (self.copy_button, self.shut):
            button.setIconSize(QSize(px(16), px(16)))
        self._head.setContentsMargins(px(12), px(8), px(4), px(4))
        self._head.setSpacing(px(8))
        self._column.setContentsMargins(0, 0, 0, px(4))
        self._column.setSpacing(0)
        self.list.scheduleDelayedItemsLayout()

    # What is shown

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        """What is listed now, the gravest first."""
        return self.model.troubles

    def set_file_problems(self, texts: tuple[str, ...]) -> None:
        """What was amiss with the file when it was opened."""
        self._of_file = not_told_by_nodes(texts, self._document.workflow)
        self.refresh()

    def refresh(self) -> None:
        """Look at all nodes now."""
        self._soon.stop()
        bridge, workflow = self._document.bridge, self._document.workflow
        of_file = of_file_of(self._document, self._of_file)
        found = in_order((*of_file, *problems_of(workflow, bridge.status, bridge.last),
                          *self._of_folders()))
        if found != self.model.troubles:
            self._put(found)
        self.list.setVisible(bool(found))
        self._empty.setVisible(not found)
        self.copy_button.setEnabled(bool(found))

    def watch_folders(self, notices: FolderNotices) -> None:
        """Tell, too, of folders that are not as they were read any more."""
        self._notices = notices
        notices.changed.connect(self._await)

    def _of_folders(self) -> tuple[Trouble, ...]:
        if self._notices is None:
            return ()
        nodes = self._document.workflow.nodes
        return tuple(Trouble("note", node_id, title_of(nodes[node_id]), self._notices.text(node_id))
                     for node_id in self._notices.nodes)

    def _put(self, found: tuple[Trouble, ...]) -> None:
        """Show these; what was selected stays selected, and the list does not jump."""
        chosen = set(self._selected())
        at = self.list.currentIndex().row()
        current = self.model.troubles[at] if at >= 0 else None
        bar = self.list.verticalScrollBar()
        height = bar.value() if bar is not None else 0
        self.model.show(found)
        self._choose_again(found, chosen, current)
        if bar is not None:
            bar.setValue(height)
        self.counts = count(found)
        self._summary.setText(self.counts.text if found else "")
        self.counted.emit(self.counts.errors, self.counts.warnings, self.counts.notes)

    def _choose_again(self, found: tuple[Trouble, ...], chosen: set[Trouble],
                      current: Trouble | None) -> None:
        selection = self.list.selectionModel()
        if selection is None:
            return
        flag = selection.SelectionFlag
        if current in found:
            index = self.model.index(found.index(current))
            selection.setCurrentIndex(index, flag.NoUpdate)
        for row, trouble in enumerate(found) if chosen else ():
            if trouble in chosen:
                selection.select(self.model.index(row), flag.Select)

    def _await(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    # What a person does

    def _selected(self) -> list[Trouble]:
        rows = sorted(index.row() for index in self.list.selectedIndexes())
        return [self.model.troubles[row] for row in rows]

    def copy(self) -> None:
        """Put the selected problems into the clipboard as text, or all when none is selected."""
        lines = [line_of(trouble) for trouble in self._selected() or self.model.troubles]
        clipboard = QGuiApplication.clipboard()
        if clipboard is not None and lines:
            clipboard.setText("\n".join(lines))

    def _show(self, index: QModelIndex) -> None:
        trouble = self.model.troubles[index.row()]
        # More than one is selected to be copied; then the canvas stays where it is.
        if trouble.node and len(self.list.selectedIndexes()) == 1:
            self.show_node.emit(trouble.node)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:  # noqa: N802
        if watched is self.list and isinstance(event, QKeyEvent):
            copies = event.matches(QKeySequence.StandardKey.Copy)
            if event.type() == QEvent.Type.ShortcutOverride and copies:
                # Here Ctrl+C is meant for the problems, not for the nodes on the canvas.
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                return self._key(event, copies)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent, copies: bool) -> bool:
        if copies:
            self.copy()
            return True
        index = self.list.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self._show(index)
            return True
        return False


def of_file_of(document: Document, texts: tuple[str, ...]) -> tuple[Trouble, ...]:
    """The problems of the document's file, called by the file's name."""
    return of_file(texts, document.title)
