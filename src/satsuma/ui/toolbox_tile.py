"""Tiles of the toolbox: a widget each, or a file that could not be loaded."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from PyQt6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt, pyqtSignal
from PyQt6.QtGui import (
    QColor,
    QDrag,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PyQt6.QtWidgets import QApplication, QToolTip, QWidget

from satsuma.ui.disc import disc_pixmap, draw_disc
from satsuma.ui.drops import WIDGET_MIME
from satsuma.ui.icons import path_of
from satsuma.ui.shelf_part import ShelfPart
from satsuma.ui.theme import font, px, theme
from satsuma.widget import Spec

_DISC, _DRAGGED = 32, 60


class Tile(ShelfPart):
    """A widget: its disc and title. With `why` it is a row that says where it was found."""

    picked = pyqtSignal(object)  # the widget's class

    def __init__(self, cls: Any, parent: QWidget, why: str | None = None) -> None:
        super().__init__(parent)
        self.cls = cls
        self.why = why
        self.best = False  # Enter in the search field takes it
        self._pressed_at = QPoint()
        self.setText(cls.spec.title)
        self.setAccessibleName(cls.spec.title)
        self.setAccessibleDescription(cls.spec.doc.partition("\n")[0])
        self.clicked.connect(self._tell)

    def _tell(self) -> None:
        self.picked.emit(self.cls)

    def is_lit(self) -> bool:
        return self.best

    def mime(self) -> QMimeData:
        """What a drag of this tile carries."""
        data = QMimeData()
        data.setData(WIDGET_MIME, self.cls.spec.id.encode())
        return data

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        if event is not None:
            self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:
        """The second click of two is no second widget: many people double-click by habit."""

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        super().mouseMoveEvent(event)
        if event is None or not event.buttons() & Qt.MouseButton.LeftButton or not self.isEnabled():
            return
        way = (event.position().toPoint() - self._pressed_at).manhattanLength()
        if way >= QApplication.startDragDistance():
            self._drag()

    def _drag(self) -> None:
        self.setDown(False)
        drag = QDrag(self)
        drag.setMimeData(self.mime())
        drag.setPixmap(disc_pixmap(self.cls.spec, _DRAGGED, self.devicePixelRatioF()))
        drag.setHotSpot(QPoint(px(_DRAGGED) // 2, px(_DRAGGED) // 2))
        drag.exec(Qt.DropAction.CopyAction)
        # The mouse left during the drag, of which Qt tells nobody.
        self.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
        self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        self._ground(painter)
        if self.why is None:
            self._paint_tile(painter)
        else:
            self._paint_row(painter)

    def _paint_tile(self, painter: QPainter) -> None:
        self._paint_disc(painter, QPointF(self.width() / 2, px(8) + px(_DISC) / 2))
        painter.setFont(font(11))
        painter.setPen(self._ink())
        metrics = painter.fontMetrics()
        top = px(8) + px(_DISC) + px(4)
        for line in two_lines(self.text(), metrics, self.width() - px(2)):
            rect = QRect(0, top, self.width(), metrics.height())
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, line)
            top += metrics.height()

    def _paint_row(self, painter: QPainter) -> None:
        self._paint_disc(painter, QPointF(px(8) + px(_DISC) / 2, self.height() / 2))
        left, width = px(_DISC + 18), self.width() - px(_DISC + 26)
        half = self.height() // 2 if self.why else self.height()
        up, down = Qt.AlignmentFlag.AlignBottom, Qt.AlignmentFlag.AlignTop
        painter.setFont(font(13))
        painter.setPen(self._ink())
        words = _elided(self.text(), painter.fontMetrics(), width)
        painter.drawText(QRect(left, 0, width, half),
                         up if self.why else Qt.AlignmentFlag.AlignVCenter, words)
        if self.why:
            painter.setFont(font(11))
            lit = self.hasFocus() or self.isDown()  # secondary text is too pale on a selection
            painter.setPen(theme().colors.text if lit else theme().colors.secondary)
            painter.drawText(QRect(left, half, width, half), down,
                             _elided(self.why, painter.fontMetrics(), width))

    def _paint_disc(self, painter: QPainter, center: QPointF) -> None:
        draw_disc(painter, center, px(_DISC), self.cls.spec)

    def _ink(self) -> QColor:
        return theme().colors.text


@dataclass(frozen=True)
class _Broken:
    """Stands for the widget of a file that failed."""

    spec: Spec


class BrokenTile(Tile):
    """A widget file that could not be loaded: grey, cannot be used, says why."""

    def __init__(self, place: str, reason: str, parent: QWidget) -> None:
        title = Path(place).stem.replace("_", " ").strip().capitalize() or place
        last = reason.strip().splitlines()[-1].strip() if reason.strip() else "It gave no reason."
        super().__init__(_Broken(Spec(
            id="broken", title=title, category="", icon=path_of("warning"), version=1, doc=last,
            keywords=(), lane="quick", inputs={}, outputs={}, shown=(), bundle=None)), parent)
        self.setAccessibleName(f"{title}, could not be loaded")
        self.setToolTip(f"<p><b>{escape(title)}</b> could not be loaded: {escape(last)}</p>"
                        f"<p>{escape(place)}</p>")

    def _tell(self) -> None:
        QToolTip.showText(self.mapToGlobal(self.rect().bottomLeft()), self.toolTip(), self)

    def _drag(self) -> None:
        self.setDown(False)

    def _ink(self) -> QColor:
        return theme().colors.secondary


def two_lines(text: str, metrics: QFontMetrics, width: int) -> list[str]:
    """The text in at most two lines of that width; what does not fit ends with an ellipsis."""
    words = text.split()
    first = words[:1]
    for word in words[1:]:
        if metrics.horizontalAdvance(" ".join((*first, word))) > width:
            break
        first.append(word)
    lines = [" ".join(first), " ".join(words[len(first):])]
    return [_elided(line, metrics, width) for line in lines if line]


def _elided(text: str, metrics: QFontMetrics, width: int) -> str:
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
