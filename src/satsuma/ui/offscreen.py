"""Offscreen: pictures of views where there is no window, made by the same painters."""

from __future__ import annotations

import os
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

from PyQt6.QtCore import (
    QCoreApplication,
    QEvent,
    QMessageLogContext,
    QSize,
    Qt,
    QtMsgType,
    qInstallMessageHandler,
)
from PyQt6.QtGui import QFontDatabase
from PyQt6.QtWidgets import QApplication

from satsuma.problem import Problem
from satsuma.ui.background import background
from satsuma.ui.painters.choose import painter_for
from satsuma.ui.painters.painter import Painter
from satsuma.ui.theme import theme
from satsuma.ui.view_picture import draw, write

SIZE = QSize(1000, 720)
"""The window that the view is thought to be in, in pixels."""

PATIENCE = 300.0
"""Seconds for thumbnails; decoding thousands of large photographs takes long."""


def start() -> QApplication:
    """Qt without a screen. Keep what comes back until the last picture is made."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        return app
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    qInstallMessageHandler(_speak)
    app = QApplication(["satsuma"])
    app.setStyle("Fusion")
    theme().apply("light", 100, "off")
    return app


def _speak(_kind: QtMsgType, _where: QMessageLogContext, text: str | None) -> None:
    """What Qt itself has to say; without a screen it says of every window that it has no hints."""
    if text and "propagateSizeHints" not in text:
        sys.stderr.write(f"Qt: {text}\n")


def has_fonts() -> bool:
    """Whether there is a font to write with."""
    return bool(QFontDatabase.families())


def save_picture(view: Any, file: Path, title: str) -> str:
    """Save what a widget shows, as what the suffix says; returns what to tell. Raises Problem."""
    painter = painter_for(view)()
    painter.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    painter.resize(SIZE)
    try:
        painter.show_view(view)
        painter.show()
        _wait_for_all(painter)
        picture = draw(painter, file.suffix.lower(), title)
        write(picture, file)
    finally:
        painter.hide()
        painter.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return picture.remark


def _wait_for_all(painter: Painter) -> None:
    QCoreApplication.processEvents()
    background().wait(PATIENCE)
    ready: list[bool] = []
    painter.prepare_picture(partial(ready.append, True))
    end = time.monotonic() + PATIENCE
    while not ready:
        if time.monotonic() > end:
            raise Problem("What it shows was not there in time.")
        QCoreApplication.processEvents()
        time.sleep(0.005)
