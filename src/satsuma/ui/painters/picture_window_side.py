"""What stands beside a large picture, or below it where the window is narrow."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from satsuma.ui.theme import px

_ANY = (1 << 24) - 1


class SidePane(QScrollArea):
    """Its parts below each other; they scroll up and down. Below the picture `first` goes first."""

    def __init__(self, parts: Sequence[QWidget], first: QWidget) -> None:
        super().__init__()
        self._moving = first
        ground = QWidget()
        ground.setProperty("surface", "window")
        ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(ground)
        for part in parts:
            if isinstance(part, QLabel):
                part.setWordWrap(True)
            self._column.addWidget(part)
        self._column.addStretch(1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(ground)

    def stand(self, width: int) -> None:
        """Beside the picture."""
        self._column.insertWidget(1, self._moving)
        self._space(px(16), px(16))
        self.setMinimumHeight(0)
        self.setMaximumHeight(_ANY)
        self.setFixedWidth(width)

    def lie(self, most: QSize) -> QSize:
        """Below the picture; gives the room that there is for a part."""
        edge = px(12)
        self._column.insertWidget(0, self._moving)
        self._space(edge, px(8))
        self.setMinimumWidth(0)
        self.setMaximumWidth(_ANY)
        self.setFixedHeight(min(most.height(), px(224) + 2 * edge))
        bar = self.verticalScrollBar()
        used = bar.sizeHint().width() if bar is not None else 0
        return QSize(most.width() - 2 * edge - used, self.maximumHeight() - 2 * edge)

    def _space(self, side: int, between: int) -> None:
        self._column.setContentsMargins(side, px(12), side, px(12))
        self._column.setSpacing(between)
