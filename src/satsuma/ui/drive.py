"""Drive: tells a script outside where everything is, so that it can use a real mouse and keyboard.

Only when the variable SATSUMA_DRIVE names a file. It then holds, as JSON, what is on the screen
now: windows, controls, the toolbox's tiles, nodes with their ports and how they are doing, and what
the views show (`drive_views.py`).
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from PyQt6.QtCore import QPoint, QRect, QTimer
from PyQt6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QGraphicsView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from satsuma.ui.canvas.scene import CanvasScene
from satsuma.ui.drive_views import views_of
from satsuma.ui.painters.painter import Painter
from satsuma.ui.toolbox_tile import Tile

BEAT = 50
VARIABLE = "SATSUMA_DRIVE"
CONTROLS = (QAbstractButton, QAbstractItemView, QComboBox, QLabel, QLineEdit, QPlainTextEdit,
            Painter)


class Drive(QTimer):
    """Writes the file whenever something is elsewhere."""

    def __init__(self, app: QApplication, file: Path) -> None:
        super().__init__(app)
        self._file = file
        self._last = ""
        self.setInterval(BEAT)
        self.timeout.connect(self.tell)
        self.start()

    def tell(self) -> None:
        """Write what is on the screen, unless it is as it was."""
        text = json.dumps(on_screen(), ensure_ascii=True)
        if text != self._last:
            part = self._file.with_name(self._file.name + ".part")
            part.write_text(text, encoding="utf-8")
            os.replace(part, self._file)
            self._last = text


def start(app: QApplication) -> Drive | None:
    """Begin to tell when the variable is set."""
    named = os.environ.get(VARIABLE)
    return Drive(app, Path(named)) if named else None


def on_screen() -> dict[str, Any]:
    """Everything that can be seen now, with its place on the screen."""
    shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    found: dict[str, Any] = {"windows": [_window(one) for one in shown], "controls": [],
                             "tiles": {}, "canvases": [], "branches": [], "trees": [],
                             "galleries": [], "tables": []}
    for window in shown:
        for one in window.findChildren(QWidget):
            if one.isVisible():
                _tell_one(one, window, found)
    return found


def _tell_one(one: QWidget, window: QWidget, found: dict[str, Any]) -> None:
    rect = _rect(one)
    if rect is None:
        return
    if isinstance(one, Tile):
        found["tiles"][one.cls.spec.id] = rect
    elif isinstance(one, QGraphicsView) and isinstance(one.scene(), CanvasScene):
        found["canvases"].append({"rect": rect, "window": window.windowTitle(),
                                  "nodes": _nodes(one)})
    elif isinstance(one, CONTROLS):
        found["controls"].append({
            "window": window.windowTitle(), "class": type(one).__name__, "rect": rect,
            "name": one.accessibleName(), "text": _text(one), "enabled": one.isEnabled(),
            "focus": one.hasFocus()})
    for kind, views in views_of(one, window.windowTitle()).items():
        found[kind] += views


def _window(one: QWidget) -> dict[str, Any]:
    frame = one.geometry()
    return {"id": int(one.winId()), "title": one.windowTitle(), "class": type(one).__name__,
            "rect": [frame.x(), frame.y(), frame.width(), frame.height()],
            "active": one.isActiveWindow()}


def _rect(one: QWidget) -> list[int] | None:
    """The part of it that can be seen, on the screen."""
    if isinstance(one, QAbstractScrollArea) and (port := one.viewport()) is not None:
        one = port  # it covers the whole area
    seen: QRect = one.visibleRegion().boundingRect()
    if seen.isEmpty():
        return None
    corner = one.mapToGlobal(seen.topLeft())
    return [corner.x(), corner.y(), seen.width(), seen.height()]


def _text(one: QWidget) -> str:
    if isinstance(one, QComboBox):
        return one.currentText()
    if isinstance(one, QAbstractButton | QLabel | QLineEdit):
        return one.text()
    return ""


def _nodes(view: QGraphicsView) -> dict[str, Any]:
    scene = view.scene()
    assert isinstance(scene, CanvasScene)
    port = view.viewport()
    assert port is not None

    def place(point: Any) -> list[int]:
        there: QPoint = port.mapToGlobal(view.mapFromScene(point))
        return [there.x(), there.y()]

    found = {}
    for node_id, item in scene.node_items.items():
        status = scene.document.bridge.status(node_id)
        found[node_id] = {
            "center": place(item.pos()), "title": item.node.title, "state": status.state,
            "line": item.face.line, "progress": status.progress,
            "in": {name: place(item.port_position("in", name)) for name in item.ports("in")},
            "out": {name: place(item.port_position("out", name)) for name in item.ports("out")},
            "links": len(scene.document.workflow.into(node_id))}
    return found
