"""Popups have round corners, also where windows cannot be seen through."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import QPoint

from satsuma.ui.popup import Popup
from satsuma.ui.theme import theme

pytestmark = pytest.mark.window


@pytest.mark.parametrize("through", [True, False])
def test_no_corner_is_black(qtbot, monkeypatch, through):
    monkeypatch.setattr("satsuma.ui.popup.can_see_through", lambda: through)
    popup = Popup("Menu")
    qtbot.addWidget(popup)
    popup.resize(200, 100)
    popup.show()
    image = popup.grab().toImage()
    mask = popup.mask()
    shown = [image.pixelColor(x, y) for x in range(8) for y in range(8)
             if mask.isEmpty() or mask.contains(QPoint(x, y))]
    assert mask.isEmpty() is through
    if not through:
        assert all(color.alpha() == 255 for color in shown)
        assert min(color.lightness() for color in shown) >= theme().colors.line.lightness() - 2
