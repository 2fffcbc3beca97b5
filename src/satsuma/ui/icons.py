"""Icons: line icons on a 24 px grid, drawn in the theme's colors at the size they are shown."""

from __future__ import annotations

from functools import lru_cache

from PyQt6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPixmap
from PyQt6.QtSvg import QSvgRenderer

from satsuma.ui.icon_paths import PATHS
from satsuma.ui.theme import px, theme

GRID = 24


def path_of(name: str) -> str:
    """The SVG path text of an interface icon. Raises KeyError."""
    return PATHS[name]


def icon(name: str) -> QIcon:
    """An interface icon in the color of text; it follows the theme by itself."""
    return QIcon(_LineIcon(path_of(name)))


def path_icon(path: str) -> QIcon:
    """Any path text as such an icon, a widget's for example."""
    return QIcon(_LineIcon(path))


def svg(path: str, color: QColor, width: float = 1.75) -> bytes:
    """The path as an SVG picture of 24 × 24."""
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{GRID}" height="{GRID}" '
            f'viewBox="0 0 {GRID} {GRID}" fill="none" stroke="{color.name()}" '
            f'stroke-opacity="{color.alphaF():.3f}" stroke-width="{width}" '
            f'stroke-linecap="round" stroke-linejoin="round"><path d="{path}"/></svg>').encode()


def draw_path(painter: QPainter, path: str, rect: QRectF, color: QColor,
              width: float = 1.75) -> None:
    """Draw a path text into a square of a painter."""
    _renderer(path, color.name(QColor.NameFormat.HexArgb), width).render(painter, rect)


def path_pixmap(path: str, size: float, color: QColor, width: float = 1.75) -> QPixmap:
    """The path at `size` design pixels, sharp on this screen."""
    ratio = QGuiApplication.primaryScreen().devicePixelRatio() \
        if QGuiApplication.primaryScreen() else 1.0
    return _pixmap(path, px(size), color.name(QColor.NameFormat.HexArgb), width, ratio)


# Qt keeps what a label draws of each picture: of one it is one, of new ones thousands in a day.
@lru_cache(maxsize=256)
def _pixmap(path: str, side: int, color: str, width: float, ratio: float) -> QPixmap:
    made = QPixmap(QSize(side, side) * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_path(painter, path, QRectF(0, 0, side, side), QColor(color), width)
    painter.end()
    return made


@lru_cache(maxsize=512)
def _renderer(path: str, color: str, width: float) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(svg(path, QColor(color), width)))


class _LineIcon(QIconEngine):
    """Draws when asked, so that a change of the theme needs no new icons."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self._path = path

    def clone(self) -> QIconEngine:
        return _LineIcon(self._path)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        colors = theme().colors
        color = colors.link if mode == QIcon.Mode.Disabled else colors.text
        side = min(rect.width(), rect.height())
        corner = rect.center() - QPoint(side // 2, side // 2)
        draw_path(painter, self._path, QRectF(QRect(corner, QSize(side, side))), color)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return made
