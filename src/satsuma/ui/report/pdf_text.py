"""Text of a report's PDF: paragraphs whose addresses can be followed."""

from __future__ import annotations

from PyQt6.QtGui import QFont, QTextCharFormat, QTextLayout, QTextOption

from satsuma.ui.colors import LIGHT
from satsuma.ui.report.links import links_in


def laid_out(text: str, font: QFont) -> QTextLayout:
    """The text with its addresses as links, still without lines."""
    layout, option = QTextLayout(text, font), QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    ranges = []
    for link in links_in(text):
        one = QTextLayout.FormatRange()
        # Qt counts letters beyond the first plane twice.
        one.start, one.length = _units(text[:link.begin]), _units(link.address)
        one.format = _link_format(link.address)
        ranges.append(one)
    layout.setFormats(ranges)
    return layout


def _link_format(address: str) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setAnchor(True)
    made.setAnchorHref(address)
    made.setForeground(LIGHT.accent_text)
    made.setFontUnderline(True)
    return made


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
