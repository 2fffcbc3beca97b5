"""Running list: what runs at the moment, how far it is, and a way to stop each."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PyQt6.QtCore import QPoint, QRect, QSize, Qt
from PyQt6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from satsuma.engine.result import Status
from satsuma.ui.document import Document
from satsuma.ui.icons import icon
from satsuma.ui.popup import Popup
from satsuma.ui.running import progress_text
from satsuma.ui.theme import px
from satsuma.ui.tool_tips import as_it_is

_SEEN = 6
_MOST = 50
"""Of more than these only the number is told."""


class RunningList(Popup):
    """A popup above the status bar that follows what runs, and closes when all is done."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__("Running", parent)
        self.rows: dict[str, _RunningRow] = {}
        self._document = document
        self._inside = QWidget(self)
        self._rows = QVBoxLayout(self._inside)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rest = QLabel(self)
        self._rest.setProperty("role", "secondary")
        self._area = QScrollArea(self)
        self._area.setWidget(self._inside)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._area)
        self._column.addWidget(self._rest)

    def open_above(self, button: QWidget, statuses: Mapping[str, Status]) -> None:
        """Open with the lower left corner at the upper left one of the button."""
        self.refresh(statuses)
        corner = button.mapToGlobal(QPoint(0, -self.height() - px(4)))
        self.place(QRect(corner, self.size()))
        self.show()
        first = next(iter(self.rows.values()), None)
        if first is not None:
            first.cancel.setFocus(Qt.FocusReason.PopupFocusReason)

    def refresh(self, statuses: Mapping[str, Status]) -> None:
        """Show these nodes as they are now."""
        shown = dict(list(statuses.items())[:_MOST])
        for gone in self.rows.keys() - shown.keys():
            row = self.rows.pop(gone)
            self._rows.removeWidget(row)
            row.deleteLater()
        for node_id, status in shown.items():
            self._row(node_id).tell(self._title(node_id), status)
        more = len(statuses) - len(shown)
        self._rest.setText(f"and {more:,} more")
        self._rest.setVisible(more > 0)
        if not statuses:
            self.hide()
        self._fit()

    def _row(self, node_id: str) -> _RunningRow:
        if node_id not in self.rows:
            row = self.rows[node_id] = _RunningRow(self._inside)
            row.cancel.clicked.connect(partial(self._cancel, node_id))
            self._rows.addWidget(row)
        return self.rows[node_id]

    def _title(self, node_id: str) -> str:
        node = self._document.workflow.nodes.get(node_id)
        return node.title or str(node.widget.spec.title) if node is not None else node_id

    def _cancel(self, node_id: str) -> None:
        self._document.bridge.engine.cancel(node_id)

    def _fit(self) -> None:
        edge = px(12)
        self._column.setContentsMargins(edge, px(8), px(8), px(8))
        self._rows.setSpacing(px(4))
        seen = max(1, min(len(self.rows), _SEEN))
        self._area.setFixedHeight(seen * px(44) + (seen - 1) * px(4))
        self.setFixedWidth(px(320))
        self.adjustSize()


class _RunningRow(QWidget):
    """One node: its title, its progress, a button that stops it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = QLabel(self)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._told = QLabel(self)
        self._told.setProperty("role", "secondary")
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        self.cancel = QToolButton(self)
        self.cancel.setIcon(icon("stop"))
        self.cancel.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._told)
        left = QVBoxLayout()
        left.setSpacing(px(4))
        left.addLayout(head)
        left.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addLayout(left, 1)
        row.addWidget(self.cancel)

    def tell(self, title: str, status: Status) -> None:
        """Show how the node is doing."""
        self.setFixedHeight(px(44))
        self.cancel.setIconSize(QSize(px(16), px(16)))
        room = px(150)
        short = self._title.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, room)
        self._title.setText(short)
        self._told.setText(progress_text(status.progress, status.left)
                           if status.state == "running" else "In line")
        self._bar.setValue(round(status.progress * 1000))
        self._bar.setAccessibleName(f"Progress of {title}")
        self.cancel.setAccessibleName(f"Stop {title}")
        self.cancel.setToolTip(as_it_is(f"Stop {title}"))
