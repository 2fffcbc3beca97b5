"""A view with one note, arrow or frame, driven by mouse and keys."""

from __future__ import annotations

from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QGraphicsScene, QGraphicsView

from satsuma.ui.canvas.inline_text import InlineText

LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


class Canvas:
    """A view with one item, which takes every value that the item asks for."""

    def __init__(self, qtbot, item) -> None:
        self.item, self.steps = item, []
        self.scene = QGraphicsScene(-200, -200, 800, 600)
        self.view = QGraphicsView(self.scene)
        qtbot.addWidget(self.view)
        self.view.resize(820, 620)
        self.scene.addItem(item)
        item.changed.connect(self.take)
        self.view.show()
        self.view.setFocus()

    def take(self, index, annotation, name) -> None:
        self.steps.append(name)
        self.item.show(annotation, index)

    def at(self, x, y) -> QPoint:
        return self.view.mapFromScene(QPointF(x, y))

    def click(self, x, y, keys=PLAIN) -> None:
        QTest.mouseClick(self.view.viewport(), LEFT, keys, self.at(x, y))

    def double_click(self, x, y) -> None:
        self.click(x, y)
        QTest.mouseDClick(self.view.viewport(), LEFT, PLAIN, self.at(x, y))
        QTest.mouseRelease(self.view.viewport(), LEFT, PLAIN, self.at(x, y))

    def drag(self, start, end, *, keys=PLAIN, let_go=True) -> None:
        pane = self.view.viewport()
        QTest.mousePress(pane, LEFT, keys, self.at(*start))
        half = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
        for point in (half, end):
            QTest.mouseMove(pane, self.at(*point))
        if let_go:
            QTest.mouseRelease(pane, LEFT, keys, self.at(*end))

    def key(self, key, keys=PLAIN) -> None:
        QTest.keyClick(self.view.viewport(), key, keys)

    def type(self, text) -> None:
        QTest.keyClicks(self.view.viewport(), text)

    @property
    def editor(self) -> InlineText | None:
        return next((i for i in self.item.childItems() if isinstance(i, InlineText)), None)
