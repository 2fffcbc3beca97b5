"""What stands in a tip is shown as it is, whatever a stranger called a file."""

from __future__ import annotations

import numpy as np
import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QTextDocument

from satsuma.data.column import texts
from satsuma.data.table import Table
from satsuma.ui.painters.rows_columns import shown_columns
from satsuma.ui.painters.rows_model import TableModel
from satsuma.ui.tool_tips import as_it_is
from satsuma.ui.widget_bar import Elided
from satsuma.views import Rows

pytestmark = pytest.mark.window

HOSTILE = '<img src="file:///etc/hostname"><b>bold</b>'


def plain(tip: str) -> str:
    """What a person reads."""
    if not Qt.mightBeRichText(tip):
        return tip
    document = QTextDocument()
    document.setHtml(tip)
    return document.toPlainText()


@pytest.mark.parametrize("text", ["", "cow.png", "a & b", "1 < 2", HOSTILE, "&lt;b&gt;",
                                  "one\n<b>two</b>", "<i>x</i>\n\nthree"])
def test_a_text_is_read_as_it_is(qapp, text):
    assert plain(as_it_is(text)) == text


def test_tips_of_lines_and_cells_are_texts(qapp):
    line = Elided()
    line.show_text(HOSTILE)
    assert plain(line.toolTip()) == HOSTILE
    table = Table((HOSTILE,), {HOSTILE: texts([HOSTILE])})
    model = TableModel()
    model.show(table, shown_columns(Rows(table)), np.arange(1))
    tip = Qt.ItemDataRole.ToolTipRole
    assert plain(model.data(model.index(0, 0), tip)) == HOSTILE
    assert plain(model.headerData(0, Qt.Orientation.Vertical, tip)) == HOSTILE
    assert plain(model.headerData(0, Qt.Orientation.Horizontal, tip)).startswith(HOSTILE)
