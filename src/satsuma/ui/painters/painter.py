"""Painter: what everything that shows a view has in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from PyQt6.QtCore import QPoint, QRectF, QSize, pyqtSignal
from PyQt6.QtGui import QPainter
from PyQt6.QtWidgets import QWidget

LARGEST_PICTURE = 20_000
"""Pixels that no side of a picture should exceed; what is larger is cut, and that is said."""


class Painter(QWidget):
    """Shows one kind of view, and turns mouse and keys into gestures.

    It keeps nothing but what is under the mouse; what is selected stands in the view.

    A picture of the view is what is saved, copied or put into a report: all of it, not only the
    part that is scrolled to, without what is under the mouse. `view_picture.py` asks first
    `prepare_picture`, then `picture_size`, then `draw_picture`; all in Qt's thread. Whoever
    overrides `draw_picture` takes its colors from `theme()` when it is called: pictures are drawn
    in the light scheme, whatever the window has.
    """

    gesture = pyqtSignal(object)

    step = "Select"
    """What the undo step of a gesture is called."""

    while_stale = ""
    """What gestures mean while the view is of earlier settings, as a sentence."""

    def show_view(self, view: Any) -> None:
        """Show another view of the same kind, scrolled as before."""
        raise NotImplementedError

    def prepare_picture(self, then: Callable[[], None]) -> None:
        """Call `then` when everything is there that the picture needs, thumbnails for example."""
        then()

    def picture_size(self) -> QSize:
        """How large the picture is, in pixels as `px()` gives them. At most LARGEST_PICTURE."""
        return self.size()

    def draw_picture(self, painter: QPainter, rect: QRectF) -> None:
        """Draw the whole view into `rect`, which has `picture_size()`; the ground is filled.

        Lines stay lines and text stays text: the same call makes PNG, SVG and PDF.
        """
        painter.save()
        painter.translate(rect.topLeft())
        self.render(painter, QPoint(0, 0))
        painter.restore()

    def picture_steps(self, painter: QPainter, rect: QRectF) -> Iterator[None]:
        """The same in steps of some milliseconds, between which the window lives on.

        Override it where one drawing takes longer; what it draws must not change in between.
        """
        self.draw_picture(painter, rect)
        yield

    def picture_remark(self) -> str:
        """What a person should know about the picture: that it shows a part only; else ""."""
        return ""
