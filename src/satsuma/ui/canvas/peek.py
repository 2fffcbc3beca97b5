"""Peek: a small card beside a link that tells what flows through it. It takes no focus."""

from __future__ import annotations

from typing import Any

from PyQt6.QtCore import QPoint, QRect, QSize, Qt
from PyQt6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from satsuma.ui.canvas.picture_strip import PictureStrip
from satsuma.ui.describing import Description, counted, describe, why_nothing
from satsuma.ui.theme import px, theme
from satsuma.workflow.fitting import port_name
from satsuma.workflow.model import Link, Workflow

_WIDTH = 312.0
_ASIDE = 16.0
"""How far from the pointer the card stays."""


class Peek(QFrame):
    """What a link carries: its size, its first columns and pictures, or why there is nothing."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("surface", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("What flows through the link")
        self._at = QPoint()
        self._lay_out()
        self.hide()
        theme().changed.connect(self._fit)

    def _lay_out(self) -> None:
        self.title = _label(self, "heading")
        self.size_line = _label(self, "secondary")
        self.reason = _label(self, "secondary")
        self.more = _label(self, "secondary")
        self.strip = PictureStrip(self)
        self._columns = QWidget(self)
        self._grid = QGridLayout(self._columns)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(0, 1)
        self.column_labels: list[tuple[QLabel, QLabel]] = []
        self._top = QHBoxLayout()
        self._top.addWidget(self.title, 1)
        self._top.addWidget(self.size_line)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._top)
        for part in (self.reason, self.strip, self._columns, self.more):
            self._column.addWidget(part)

    # Showing

    def show_link(self, link: Link, workflow: Workflow, value: Any, at: QPoint,
                  state: str) -> None:
        """Show what `link` carries beside a point of the parent.

        `value` is what its output sent last and `state` how the node that sends is doing
        (`engine.result.State`).
        """
        self._at = at
        self._fill(_title(link, workflow), value, why_nothing(state, link.output,
                                                              enabled=link.enabled))
        self._fit()
        self.show()
        self.raise_()

    def move_to(self, at: QPoint) -> None:
        """Follow the pointer."""
        self._at = at
        self.move(self._place())

    def _fill(self, title: str, value: Any, why: str) -> None:
        told = describe(value) if value is not None else Description("")
        self.title.setText(title)
        self.size_line.setText(told.title)
        self.size_line.setVisible(bool(told.title))
        self.reason.setText("" if value is not None else why)
        self.reason.setVisible(value is None)
        self.strip.show_pictures(told.pictures)
        self.strip.setVisible(bool(told.pictures))
        self._fill_columns(told)
        self.setAccessibleDescription(told.title or why)

    def _fill_columns(self, told: Description) -> None:
        while len(self.column_labels) < len(told.columns):
            self._add_column_line()
        for place, pair in enumerate(self.column_labels):
            used = place < len(told.columns)
            for label in pair:
                label.setVisible(used)
            if used:
                line = told.columns[place]
                pair[0].setText(_cut(pair[0], line.name))
                pair[1].setText(line.kind)
        self._columns.setVisible(bool(told.columns))
        self.more.setText(f"and {counted(told.more, 'more column', 'more columns')}")
        self.more.setVisible(bool(told.more))

    def _add_column_line(self) -> None:
        pair = (_label(self._columns, ""), _label(self._columns, "secondary"))
        pair[1].setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = len(self.column_labels)
        for column, label in enumerate(pair):
            self._grid.addWidget(label, row, column)
        self.column_labels.append(pair)

    # Sizes

    def _fit(self) -> None:
        edge = px(12)
        self._column.setContentsMargins(edge, px(10), edge, px(10))
        self._column.setSpacing(px(8))
        self._top.setSpacing(px(12))
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(2))
        self.strip.fit()
        self.setFixedWidth(px(_WIDTH))
        for layout in (self._grid, self._column):
            layout.activate()
        self.setFixedHeight(self._column.sizeHint().height())
        self.move(self._place())

    def _place(self) -> QPoint:
        """Above and right of the pointer; where that does not fit, on its other sides."""
        room = self.parentWidget().rect() if self.parentWidget() else QRect(self._at, QSize())
        return beside(self._at, self.size(), room, px(_ASIDE))


def beside(at: QPoint, size: QSize, room: QRect, gap: int) -> QPoint:
    """The corner of a card of that size beside a point: it stays in the room, off the point."""
    left = at.x() + gap
    if left + size.width() > room.right():
        left = at.x() - gap - size.width()
    top = at.y() - gap - size.height()
    if top < room.top():
        top = at.y() + gap
    most_left, most_top = room.right() - size.width(), room.bottom() - size.height()
    return QPoint(max(room.left(), min(left, most_left)), max(room.top(), min(top, most_top)))


def _title(link: Link, workflow: Workflow) -> str:
    """“Selected → data”."""
    ends = []
    for node_id, side, port in ((link.source, "out", link.output), (link.target, "in", link.input)):
        node = workflow.nodes.get(node_id)
        ends.append(port_name(node, side, port) if node else port)  # type: ignore[arg-type]
    return f"{ends[0][:1].upper()}{ends[0][1:]} → {ends[1]}"


def _label(parent: QWidget, role: str) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)  # names of columns may look like HTML
    if role:
        label.setProperty("role", role)
    return label


def _cut(label: QLabel, name: str) -> str:
    """The name of a column on one line, and no longer than there is room."""
    label.ensurePolished()
    one_line = " ".join(name.split()) or "(no name)"
    room = px(_WIDTH) * 6 // 10
    return label.fontMetrics().elidedText(one_line, Qt.TextElideMode.ElideMiddle, room)
