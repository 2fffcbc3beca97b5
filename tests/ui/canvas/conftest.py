"""A whole canvas on the screen, driven by mouse and keys."""

from __future__ import annotations

import pytest


@pytest.fixture
def board(qtbot, document, catalog):
    from tests.ui.canvas.board import Board

    return Board(qtbot, document, catalog)
