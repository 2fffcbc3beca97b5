"""What lies on the shelf of the toolbox: the base of its parts, and the headings of categories."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QAbstractButton, QWidget

from satsuma.ui.colors import category_color
from satsuma.ui.icons import draw_path, path_of
from satsuma.ui.theme import font, px, theme

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ShelfPart(QAbstractButton):
    """Something on the shelf that the arrow keys reach; Enter does what a click does."""

    reached = pyqtSignal(object)  # itself, when it has the focus
    left = pyqtSignal()
    entered = pyqtSignal(object)  # itself, when the mouse is over it
    exited = pyqtSignal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the shelf lets Tab reach one of all
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        super().focusInEvent(event)
        self.reached.emit(self)

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def enterEvent(self, event: QEnterEvent | None) -> None:
        super().enterEvent(event)
        self.entered.emit(self)

    def leaveEvent(self, event: QEvent | None) -> None:
        super().leaveEvent(event)
        self.exited.emit()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is not None and event.key() in _ENTER:
            self.click()
        elif event is not None and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down,
                                                   Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()  # the shelf knows where its parts lie; Qt only guesses
        else:
            super().keyPressEvent(event)

    def is_lit(self) -> bool:
        """Whether it stands out without the mouse or the focus being on it."""
        return False

    def _ground(self, painter: QPainter) -> None:
        """What shows that the mouse or the focus is here."""
        colors = theme().colors
        edge = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        painter.setPen(QPen(colors.accent, px(1.5)) if focused else Qt.PenStyle.NoPen)
        if self.isDown() or focused:
            painter.setBrush(colors.selection)
        elif self.underMouse() or self.is_lit():
            painter.setBrush(colors.hover)
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(edge, px(7), px(7))


class Heading(ShelfPart):
    """The heading of a category, with its bar of color. A click folds it away, or open again."""

    folded = pyqtSignal(str, bool)  # the category, and whether it is folded away now

    def __init__(self, category: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.category = category
        self.setCheckable(True)
        self.setChecked(True)
        self.setText(category)
        self.toggled.connect(self._say)
        self._say(True)

    def _say(self, unfolded: bool) -> None:
        self.setAccessibleName(f"{self.category}, {'open' if unfolded else 'folded'}")
        self.folded.emit(self.category, not unfolded)

    def sizeHint(self) -> QSize:
        return QSize(px(240), px(32))

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        self._ground(painter)
        bar = QRectF(px(8), (self.height() - px(14)) / 2, px(6), px(14))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(category_color(self.category))
        painter.drawRoundedRect(bar, px(2), px(2))
        colors = theme().colors
        painter.setPen(colors.text)
        painter.setFont(font(13, bold=True))
        words = self.rect().adjusted(px(22), 0, -px(28), 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.category)
        if not self.isChecked() or self.underMouse() or self.hasFocus():
            name = "chevron-down" if self.isChecked() else "chevron-right"
            square = QRectF(self.width() - px(24), (self.height() - px(16)) / 2, px(16), px(16))
            draw_path(painter, path_of(name), square, colors.secondary)
