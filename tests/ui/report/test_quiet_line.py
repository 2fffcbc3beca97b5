"""A picture that is higher than a page is cut where the least is in it, and all of it is drawn."""

from __future__ import annotations

import re

import pytest
from PyQt6.QtGui import QColor, QImage, QPainter

from satsuma.ui.image_bytes import png_of
from satsuma.ui.report.items import Report, ReportItem
from satsuma.ui.report.pdf import to_pdf
from satsuma.ui.report.quiet_line import LOOK, quiet_line

pytestmark = pytest.mark.window


def striped(width: int, height: int) -> QImage:
    """Bars of 30 lines with 10 empty ones after each."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    for top in range(0, height, 40):
        painter.fillRect(10, top, width - 20, 30, QColor("black"))
    painter.end()
    return image


@pytest.mark.parametrize("at", [70, 100, 125, 399])
def test_it_is_cut_between_what_is_drawn(qapp, at):
    line = quiet_line(striped(200, 400), at)
    assert at - LOOK <= line < at
    assert line % 40 >= 30


def test_where_there_is_no_gap_it_is_cut_all_the_same(qapp):
    image = QImage(50, 300, QImage.Format.Format_RGB32)
    image.fill(QColor("black"))
    assert 200 - LOOK <= quiet_line(image, 200) <= 200


def pages(width: int, height: int) -> int:
    item = ReportItem("Tree", "What I see", png=png_of(striped(width, height)))
    return len(re.findall(rb"/Type\s*/Page\b", to_pdf(Report("", (item,)), "sans-serif")))


def test_a_high_picture_goes_on_over_several_pages(qapp):
    assert pages(1200, 1600) == 1
    assert pages(1200, 2400) <= 2  # made a little smaller
    assert 4 <= pages(1200, 8000) <= 6
