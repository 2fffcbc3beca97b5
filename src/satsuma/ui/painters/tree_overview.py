"""Tree overview: the whole tree, small, with the part that is seen; a press goes there."""

from __future__ import annotations

import numpy as np
from PyQt6.QtCore import QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PyQt6.QtWidgets import QSizePolicy, QWidget

from satsuma.ui.painters.palette import color_of
from satsuma.ui.painters.tree_layout import style_of
from satsuma.ui.painters.tree_lines import Scale, lines_of
from satsuma.ui.painters.tree_pens import draw_lines
from satsuma.ui.painters.tree_shape import TreeShape
from satsuma.ui.theme import px, theme

WIDTH = 56


class TreeOverview(QWidget):
    """`wanted` tells which share of the tree shall be in the middle of the view."""

    wanted = pyqtSignal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shape: TreeShape | None = None
        self._seen = (0.0, 1.0)
        self._drawn: QPixmap | None = None
        self._drawn_of: tuple[object, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Overview of the tree")
        self.setToolTip("The whole tree. Press to go there.")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme().changed.connect(self._dress)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(WIDTH), px(80))

    def show_part(self, shape: TreeShape, first: float, last: float) -> None:
        """The part from `first` to `last`, shares of the whole, is seen in the view."""
        self._shape, self._seen = shape, (first, last)
        self.update()

    def _dress(self) -> None:
        self._drawn = None
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        if self._shape is None:
            return
        painter = QPainter(self)
        colors = theme().colors
        painter.fillRect(self.rect(), colors.panel)
        painter.drawPixmap(0, 0, self._picture(self._shape))
        seen = self._seen_rect()
        shade = QColor(colors.text)
        shade.setAlphaF(0.08)
        painter.fillRect(seen, shade)
        painter.setPen(QPen(colors.link, px(1)))
        painter.drawRect(seen.adjusted(0, 0, -1, -1))

    def _seen_rect(self) -> QRectF:
        edge, high = px(6), self.height() - 2 * px(6)
        first, last = (edge + share * high for share in self._seen)
        return QRectF(0, first, self.width(), max(last - first, px(6)))

    def _picture(self, shape: TreeShape) -> QPixmap:
        """The lines, drawn once for each size and each set of clusters."""
        now = (shape, self.size(), self.devicePixelRatioF())
        if self._drawn is None or self._drawn_of != now:
            self._drawn, self._drawn_of = self._draw(shape), now
        return self._drawn

    def _draw(self, shape: TreeShape) -> QPixmap:
        made = QPixmap(self.size() * self.devicePixelRatioF())
        made.setDevicePixelRatio(self.devicePixelRatioF())
        made.fill(Qt.GlobalColor.transparent)
        edge = px(6)
        scale = Scale(self.width() - edge, self.width() - 2 * edge, edge,
                      (self.height() - 2 * edge) / len(shape.frame.ends), (0, self.height()))
        merges = shape.frame.merges
        styles = style_of(shape.color[merges + len(shape.tree)])
        painter = QPainter(made)
        for style, lines in lines_of(shape, scale, merges, styles).items():
            painter.setPen(QPen(theme().colors.link if style == 0 else color_of(style - 1), 1))
            draw_lines(painter, lines)
        painter.end()
        return made

    def mousePressEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        self.mouseMoveEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        if event is not None and event.buttons() & Qt.MouseButton.LeftButton:
            edge = px(6)
            share = (event.position().y() - edge) / max(1, self.height() - 2 * edge)
            self.wanted.emit(float(np.clip(share, 0, 1)))
