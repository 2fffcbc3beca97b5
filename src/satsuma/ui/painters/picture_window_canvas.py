"""Canvas: one picture, larger or smaller, moved by hand."""

from __future__ import annotations

from PyQt6.QtCore import QPointF, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import (
    QColor,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PyQt6.QtWidgets import QWidget

from satsuma.ui.icons import draw_path, path_of
from satsuma.ui.painters.picture_window_levels import Levels
from satsuma.ui.painters.thumbnails import Thumbnail
from satsuma.ui.theme import font, px, theme

STEP = 1.25
LARGEST = 32.0
FIT_AT_MOST = 4.0
"""Pixels of the screen for each of the picture, beyond which fitting does not enlarge."""

_SHARP_FROM = 3.0


class PictureCanvas(QWidget):
    """Shows the levels of a picture; until they are there its thumbnail, or why there is none."""

    zoomed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.levels: Levels | None = None
        self.stand_in: Thumbnail | None = None
        self.reason = ""
        self.part: QRectF | None = None
        self._zoom: float | None = None  # None fits the picture in
        self._center = QPointF()
        self._held: QPointF | None = None
        self.setMouseTracking(False)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setMinimumSize(px(120), px(120))

    # What is shown

    def show_waiting(self, thumbnail: Thumbnail | None) -> None:
        """Another picture, which is still being decoded."""
        self.levels, self.stand_in, self.reason, self.part = None, thumbnail, "", None
        self._zoom = None
        self.update()

    def show_levels(self, levels: Levels) -> None:
        self.levels, self.stand_in, self.reason = levels, None, ""
        self._center = QPointF(levels.size[0] / 2, levels.size[1] / 2)
        self.zoomed.emit()
        self.update()

    def show_reason(self, reason: str) -> None:
        """There is no picture to be had."""
        self.levels, self.stand_in = None, None
        self.reason = reason[:1].upper() + reason[1:]
        self.update()

    def show_part(self, part: QRectF | None) -> None:
        """Mark the part that a network sees."""
        self.part = part
        self.update()

    # Zooming; a scale is pixels of the screen for each pixel of the picture

    @property
    def scale(self) -> float:
        return self._zoom if self._zoom is not None else self._fitting()

    @property
    def is_fit(self) -> bool:
        return self._zoom is None

    def _fitting(self) -> float:
        if self.levels is None:
            return 1.0
        ratio = self.devicePixelRatioF()
        width, height = self.levels.size
        room = px(16)
        return max(1e-4, min((self.width() - room) * ratio / width,
                             (self.height() - room) * ratio / height, FIT_AT_MOST))

    def fit(self) -> None:
        """All of the picture."""
        self._zoom = None
        if self.levels is not None:
            self._center = QPointF(self.levels.size[0] / 2, self.levels.size[1] / 2)
        self._changed()

    def zoom_to(self, scale: float, at: QPointF | None = None) -> None:
        """Draw it at this scale; what is at a point of the canvas stays there."""
        if self.levels is None:
            return
        at = at if at is not None else QPointF(self.width() / 2, self.height() / 2)
        before = self.to_picture(at)
        self._zoom = max(min(self._fitting(), 1.0) / 2, min(LARGEST, scale))
        after = self.to_picture(at)
        self._center += before - after
        self._keep_inside()
        self._changed()

    def zoom_by(self, steps: float, at: QPointF | None = None) -> None:
        self.zoom_to(self.scale * STEP ** steps, at)

    def pan(self, across: float, down: float) -> None:
        """Move the picture by so many pixels of the canvas."""
        factor = self.devicePixelRatioF() / self.scale
        self._center -= QPointF(across * factor, down * factor)
        self._keep_inside()
        self.update()

    def to_picture(self, at: QPointF) -> QPointF:
        """A point of the canvas as a point of the picture."""
        factor = self.devicePixelRatioF() / self.scale
        return self._center + QPointF((at.x() - self.width() / 2) * factor,
                                      (at.y() - self.height() / 2) * factor)

    def place(self) -> QRectF:
        """Where the picture is on the canvas."""
        if self.levels is None:
            return QRectF()
        factor = self.scale / self.devicePixelRatioF()
        return QRectF(self.width() / 2 - self._center.x() * factor,
                      self.height() / 2 - self._center.y() * factor,
                      self.levels.size[0] * factor, self.levels.size[1] * factor)

    def _keep_inside(self) -> None:
        """Some of the picture stays in the middle of the canvas."""
        if self.levels is not None:
            width, height = self.levels.size
            self._center = QPointF(min(max(self._center.x(), 0.0), width),
                                   min(max(self._center.y(), 0.0), height))

    def _changed(self) -> None:
        self.zoomed.emit()
        self.update()

    # Qt

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colors.panel)
        if self.reason:
            self._draw_reason(painter)
        elif self.levels is not None:
            self._draw_picture(painter, self.levels)
        elif self.stand_in is not None and self.stand_in.pixmap is not None:
            pixmap = self.stand_in.pixmap
            size = pixmap.size().scaled(self.size() * 0.9, Qt.AspectRatioMode.KeepAspectRatio)
            place = QRectF(0, 0, size.width(), size.height())
            place.moveCenter(QRectF(self.rect()).center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(place.toRect(), pixmap)

    def _draw_picture(self, painter: QPainter, levels: Levels) -> None:
        place = self.place()
        image = levels.best(place.width() * self.devicePixelRatioF())
        smooth = self.scale < _SHARP_FROM  # beyond that one wants to see the pixels
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        shown = place.intersected(QRectF(self.rect()))
        if not shown.isEmpty():
            factor = image.width() / place.width(), image.height() / place.height()
            source = QRectF((shown.left() - place.left()) * factor[0],
                            (shown.top() - place.top()) * factor[1],
                            shown.width() * factor[0], shown.height() * factor[1])
            painter.drawImage(shown, image, source)
        painter.setPen(QPen(theme().colors.line, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place)
        if self.part is not None:
            self._draw_part(painter, place, levels)

    def _draw_part(self, painter: QPainter, place: QRectF, levels: Levels) -> None:
        """A frame around what the network sees; the rest is dimmed."""
        assert self.part is not None
        factor = place.width() / levels.size[0]
        inner = QRectF(place.left() + self.part.left() * factor,
                       place.top() + self.part.top() * factor,
                       self.part.width() * factor, self.part.height() * factor)
        veil = QColor(theme().colors.panel)
        veil.setAlpha(150)
        for outside in (QRectF(place.topLeft(), QPointF(place.right(), inner.top())),
                        QRectF(QPointF(place.left(), inner.bottom()), place.bottomRight()),
                        QRectF(QPointF(place.left(), inner.top()), inner.bottomLeft()),
                        QRectF(inner.topRight(), QPointF(place.right(), inner.bottom()))):
            painter.fillRect(outside, veil)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme().colors.accent, px(2), Qt.PenStyle.DashLine))
        painter.drawRect(inner)

    def _draw_reason(self, painter: QPainter) -> None:
        colors, side = theme().colors, px(40)
        middle = QRectF(self.rect()).center()
        sign = QRectF(middle.x() - side / 2, middle.y() - side - px(8), side, side)
        draw_path(painter, path_of("broken"), sign, colors.warning)
        painter.setFont(font(13))
        painter.setPen(colors.text)
        words = QRectF(px(24), middle.y() + px(8), self.width() - px(48), px(120))
        painter.drawText(words, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
                         | Qt.TextFlag.TextWordWrap, self.reason)

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.zoomed.emit()

    def wheelEvent(self, event: QWheelEvent | None) -> None:  # noqa: N802
        if event is not None:
            self.zoom_by(event.angleDelta().y() / 120, event.position())
            event.accept()

    def mousePressEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        if event is not None and event.button() == Qt.MouseButton.LeftButton:
            self._held = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        if event is not None and self._held is not None:
            moved = event.position() - self._held
            self._held = event.position()
            if self._zoom is None:
                self._zoom = self._fitting()
            self.pan(moved.x(), moved.y())

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        self._held = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        if event is not None and self.is_fit:
            self.zoom_to(1.0, event.position())
        else:
            self.fit()
