"""Export notes: what a file for another program could not hold, widget by widget."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QGuiApplication
from PyQt6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from satsuma.ui.theme import px
from satsuma.workflow.orange.exporting import Note

MOST = 200
"""Notes that are shown; all of them are copied."""


class ExportNotes(QDialog):
    """Tells that the file is written, and what is different there."""

    def __init__(self, path: Path, notes: tuple[Note, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notes = notes
        self.setWindowTitle("Exported for Orange")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(24), px(24), px(16))
        column.setSpacing(px(8))
        column.addWidget(_label(f"Saved for Orange as {path.name}", "heading"))
        column.addWidget(_label("Not everything has a place there:"))
        column.addWidget(self._list(), 1)
        column.addSpacing(px(8))
        column.addLayout(self._buttons())
        self.resize(px(640), px(420))

    def _list(self) -> QScrollArea:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, px(8), px(8), px(8))
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(8))
        grid.setColumnStretch(1, 1)
        for row, (title, text) in enumerate(shown(self._notes)):
            name = _label(title)
            font = name.font()
            font.setBold(True)
            name.setFont(font)
            name.setMaximumWidth(px(180))
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_label(text), row, 1, Qt.AlignmentFlag.AlignTop)
        grid.setRowStretch(grid.rowCount(), 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setAccessibleName("What has no place in Orange")
        area.setAccessibleDescription("\n".join(map(str, self._notes[:MOST])))
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the arrow keys scroll
        area.setWidget(inside)
        return area

    def _buttons(self) -> QHBoxLayout:
        self.copy_button, self.close_button = QPushButton("&Copy"), QPushButton("Close")
        self.copy_button.clicked.connect(self._copy)
        self.close_button.clicked.connect(self.accept)
        self.close_button.setProperty("kind", "primary")
        self.close_button.setDefault(True)
        self.close_button.setFocus()
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addStretch(1)
        row.addWidget(self.copy_button)
        row.addWidget(self.close_button)
        return row

    def _copy(self) -> None:
        clipboard = QGuiApplication.clipboard()
        if clipboard is not None:
            clipboard.setText("\n".join(map(str, self._notes)))


def shown(notes: tuple[Note, ...]) -> list[tuple[str, str]]:
    """Titles and what is told of each, those of one widget together."""
    texts: dict[str, list[str]] = {}
    for title, text in notes[:MOST]:
        texts.setdefault(title or "Workflow", []).append(text)
    first = [(title, "\n".join(group)) for title, group in texts.items()]
    more = len(notes) - MOST
    return [*first, ("", f"And {more:,} more; Copy takes all.")] if more > 0 else first


def _label(text: str, role: str = "") -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if role:
        label.setProperty("role", role)
    return label
