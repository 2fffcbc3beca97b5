"""What tests of the gallery share: tables of pictures, and a hand on mouse and keys."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtTest import QTest

from satsuma.data.column import categorical, images, numbers, texts
from satsuma.data.table import Table
from satsuma.ui.painters.gallery_tile import square_of
from satsuma.views import Gallery

NONE = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
KINDS = ("cow", "dog", "cow", "fowl")


def gallery(folder: Path, n: int = 4, **more) -> Gallery:
    names = [f"cow-{i % 4}.png" for i in range(n)]
    table = Table(tuple(f"{i}" for i in range(n)), {
        "image": images(names, folder), "image name": texts([f"cow {i}" for i in range(n)]),
        "kind": categorical([KINDS[i % 4] for i in range(n)]),
        "weight": numbers([float((7 * i) % n) for i in range(n)])})
    return Gallery(table, "image", ("image name",), **more)


def center(painter, row) -> QPoint:
    return painter.area.visual_rect(row).center()


def click(painter, row, keys=NONE):
    QTest.mouseClick(painter.area.viewport(), Qt.MouseButton.LeftButton, keys,
                     center(painter, row))


def key(painter, which, keys=NONE):
    QTest.keyClick(painter.area, which, keys)


def drag(painter, start, end, keys=NONE):
    view = painter.area.viewport()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, keys, start)
    QTest.mouseMove(view, (start + end) / 2)
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, keys, end)


def ids_shown(painter) -> list[str]:
    return [painter.view.table.ids[row] for row in painter.area.arrangement.rows]


def corner(painter) -> QPoint:
    view = painter.area.viewport()
    return QPoint(view.width() - 3, view.height() - 3)


def caption(painter, row) -> QPoint:
    """A point in the middle of what is written below a picture."""
    cell = painter.area.visual_rect(row)
    square = square_of(cell, painter.area.side)
    return QPoint(cell.center().x(), (square.bottom() + cell.bottom()) // 2)
