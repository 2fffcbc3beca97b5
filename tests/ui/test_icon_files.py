"""Icons of style sheets lie in memory: Qt draws them, and no file is written."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from PyQt6.QtCore import QFile, QIODevice
from PyQt6.QtGui import QColor
from PyQt6.QtWidgets import QCheckBox

from satsuma.ui.icon_files import icon_file
from satsuma.ui.theme import theme

pytestmark = pytest.mark.window


def test_qt_reads_them_as_files():
    first = icon_file("check", QColor("#123456"), 3.0)
    second = icon_file("dot", QColor("#654321"), 8.0)
    for url, color in ((first, b"#123456"), (second, b"#654321"), (first, b"#123456")):
        file = QFile(url.removeprefix("url(").removesuffix(")"))
        assert file.open(QIODevice.OpenModeFlag.ReadOnly)
        assert color in bytes(file.readAll())


def test_a_style_sheet_draws_one(qtbot):
    box = QCheckBox()
    qtbot.addWidget(box)
    box.setStyleSheet("QCheckBox::indicator:checked { width: 24px; height: 24px; background: "
                      f"#ffffff; image: {icon_file('check', QColor('#ff0000'), 4.0)}; }}")
    box.setChecked(True)
    box.resize(48, 32)
    picture = box.grab().toImage()
    assert any(picture.pixelColor(x, y) == QColor("#ff0000")
               for x in range(picture.width()) for y in range(picture.height()))


def test_nothing_is_written(qtbot):
    before = set(Path(tempfile.gettempdir()).glob("satsuma-*icons*"))
    theme().apply("dark", 150, "off")
    theme().apply("light", 100, "off")
    assert set(Path(tempfile.gettempdir()).glob("satsuma-*icons*")) <= before
