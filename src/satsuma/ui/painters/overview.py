"""Overview: what a table is as a whole, above a table of its columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PyQt6.QtCore import QRectF, QSize, Qt
from PyQt6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PyQt6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout

from satsuma.data.table_facts import Facts
from satsuma.gestures import Gesture
from satsuma.ui.hairline import Hairline
from satsuma.ui.painters.painter import Painter
from satsuma.ui.painters.rows import RowsPainter
from satsuma.ui.theme import font, px, theme
from satsuma.views import Overview

_LINE = 22
"""Design pixels of a line in a picture."""

_SHARE = 0.45
"""Of the height, what the facts may have; more of them scroll."""


class FactsPane(QScrollArea):
    """A word and what is to be said of it, line by line."""

    def __init__(self) -> None:
        super().__init__()
        self.facts: Facts = ()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("In short")

    def show_facts(self, facts: Facts) -> None:
        if facts != self.facts:
            self.facts = facts
            self.write()

    def write(self) -> None:
        """Write the lines at the present scale."""
        ground = QFrame()
        layout = QGridLayout(ground)
        layout.setContentsMargins(px(16), px(12), px(16), px(12))
        layout.setHorizontalSpacing(px(16))
        layout.setVerticalSpacing(px(5))
        for row, (word, text) in enumerate(self.facts):
            layout.addWidget(_label(word, "heading"), row, 0, Qt.AlignmentFlag.AlignTop)
            layout.addWidget(_label(text, ""), row, 1)
        layout.setColumnStretch(1, 1)
        layout.setRowStretch(len(self.facts), 1)
        self.setWidget(ground)

    def wanted_height(self) -> int:
        ground = self.widget()
        layout = ground.layout() if ground is not None else None
        if layout is None:
            return 0
        return layout.heightForWidth(self.width()) if layout.hasHeightForWidth() \
            else layout.sizeHint().height()


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if role:
        label.setProperty("role", role)
    else:
        label.setWordWrap(True)
    return label


class OverviewPainter(Painter):
    """The facts above, the columns as rows below; sorting and the like is told as of any table."""

    def __init__(self) -> None:
        super().__init__()
        self.facts, self.rows, self._line = FactsPane(), RowsPainter(), Hairline(upright=False)
        self.rows.foot.tells_size = False  # it would tell of the statistics, not of the table
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.facts)
        layout.addWidget(self._line)
        layout.addWidget(self.rows, 1)
        self.rows.gesture.connect(self._tell)
        self.setFocusProxy(self.rows)
        theme().changed.connect(self._dress)

    def show_view(self, view: Overview) -> None:
        self.facts.show_facts(view.facts)
        self.rows.show_view(view.rows)
        self._fit()

    def _tell(self, gesture: Gesture) -> None:
        self.step = self.rows.step
        self.gesture.emit(gesture)

    def _dress(self) -> None:
        self.facts.write()
        self._fit()

    def _fit(self) -> None:
        self.facts.setFixedHeight(min(self.facts.wanted_height(),
                                      max(px(80), round(self.height() * _SHARE))))

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    # As a picture

    def prepare_picture(self, then: Callable[[], None]) -> None:
        self.rows.prepare_picture(then)

    def picture_size(self) -> QSize:
        size, metrics = self.rows.picture_size(), QFontMetrics(font(13))
        widest = max((metrics.horizontalAdvance(text) for _, text in self.facts.facts), default=0)
        return QSize(max(size.width(), min(px(2_400), self._beside() + widest + px(8))),
                     size.height() + self._high())

    def picture_remark(self) -> str:
        return self.rows.picture_remark()

    def _high(self) -> int:
        return px(_LINE) * len(self.facts.facts) + px(12)

    def _beside(self) -> int:
        """Where the texts begin, right of the longest word."""
        metrics = QFontMetrics(font(13, bold=True))
        return px(16) + max((metrics.horizontalAdvance(word) for word, _ in self.facts.facts),
                            default=0)

    def draw_picture(self, painter: QPainter, rect: QRectF) -> None:
        for _ in self.picture_steps(painter, rect):
            pass

    def picture_steps(self, painter: QPainter, rect: QRectF) -> Iterator[None]:
        self._draw_facts(painter, rect)
        below = rect.adjusted(0, self._high(), 0, 0)
        yield from self.rows.picture_steps(painter, below)

    def _draw_facts(self, painter: QPainter, rect: QRectF) -> None:
        painter.setPen(theme().colors.text)
        line, beside = px(_LINE), self._beside()
        for number, (word, text) in enumerate(self.facts.facts):
            place = QRectF(rect.left(), rect.top() + number * line, rect.width(), line)
            painter.setFont(font(13, bold=True))
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, word)
            painter.setFont(font(13))
            painter.drawText(place.adjusted(beside, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter,
                             QFontMetrics(painter.font()).elidedText(
                                 text, Qt.TextElideMode.ElideRight, int(rect.width()) - beside))
