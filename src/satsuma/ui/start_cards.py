"""Cards of the start page: a workflow's file with its drawing, title, description and place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from PyQt6.QtCore import QEvent, QRect, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import (
    QEnterEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PyQt6.QtWidgets import QAbstractButton, QToolButton, QWidget

from satsuma.catalog import Catalog
from satsuma.data.places import home_folder
from satsuma.problem import Problem
from satsuma.ui.icons import draw_path, icon, path_of
from satsuma.ui.preview import preview_pixmap
from satsuma.ui.recent import told_time
from satsuma.ui.theme import font, px, theme
from satsuma.ui.tool_tips import as_it_is
from satsuma.workflow.model import Workflow
from satsuma.workflow.ows import read_ows

WIDTH, HEIGHT, _DRAWN = 248, 208, 116
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_REMOVE = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


@dataclass(frozen=True)
class FileCard:
    """What a card says of a file. `reason` is why it cannot be opened."""

    file: Path
    title: str
    workflow: Workflow | None = None
    when: datetime | None = None
    reason: str = ""


def read_card(file: Path, catalog: Callable[[], Catalog]) -> FileCard:
    """Look into a file. Runs in a thread; what is wrong with the file is on the card."""
    card = FileCard(file, file.stem)
    try:
        when = datetime.fromtimestamp(file.stat().st_mtime)
        workflow = read_ows(file, catalog()).workflow
    except FileNotFoundError:
        return replace(card, reason="The file is not there now. It may be on a disk that is not "
                                    "connected.")
    except OSError as error:
        return replace(card, reason=f"It cannot be read: {(error.strerror or str(error)).lower()}.")
    except Problem as error:
        return replace(card, reason=str(error))
    return replace(card, title=workflow.title or file.stem, workflow=workflow, when=when)


class Card(QAbstractButton):
    """One file. A click or Enter opens it; one that can be forgotten has a small cross."""

    asked = pyqtSignal(object)
    forgotten = pyqtSignal(object)
    stepped = pyqtSignal(object, int)  # itself, and the arrow key

    def __init__(self, file: Path, removable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card = FileCard(file, file.stem)
        self.is_read = False
        self._drawing: QPixmap | None = None
        self.cross = QToolButton(self) if removable else None
        if self.cross is not None:
            self._make_cross(self.cross)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._ask)
        theme().changed.connect(self._redraw)
        self._redraw()
        self._name()

    def _make_cross(self, cross: QToolButton) -> None:
        cross.setIcon(icon("close"))
        cross.setToolTip("Remove from the list")
        cross.setAccessibleName(f"Remove {self.card.title} from the list")
        cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the key Delete does it too
        cross.clicked.connect(self._forget)
        cross.hide()

    def show_card(self, card: FileCard) -> None:
        """Say what was found in the file."""
        self.card = card
        self.is_read = True
        self._redraw()
        self._name()

    def _name(self) -> None:
        card = self.card
        self.setAccessibleName(card.title)
        said = card.reason or (card.workflow.description if card.workflow is not None else "")
        self.setAccessibleDescription(f"{said} {card.file}".strip())
        self.setToolTip(as_it_is(str(card.file)))

    def _redraw(self) -> None:
        self.setFixedSize(px(WIDTH), px(HEIGHT))
        if self.cross is not None:
            self.cross.setIconSize(QSize(px(14), px(14)))
        self._drawing = None
        self.update()

    def _ask(self) -> None:
        self.asked.emit(self.card.file)

    def _forget(self) -> None:
        self.forgotten.emit(self.card.file)

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is None:
            return
        if event.key() in _ENTER:
            self.click()
        elif event.key() in _REMOVE and self.cross is not None:
            self._forget()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(self, event.key())
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent | None) -> None:
        super().enterEvent(event)
        if self.cross is not None:
            self.cross.show()

    def leaveEvent(self, event: QEvent | None) -> None:
        super().leaveEvent(event)
        if self.cross is not None:
            self.cross.hide()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if self.cross is not None:
            side = px(26)
            self.cross.setGeometry(self.width() - side - px(6), px(6), side, side)

    # Drawing

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = theme().colors
        lit = self.hasFocus() or self.isDown()
        painter.setPen(QPen(colors.accent if lit else colors.line, px(1.5) if lit else 1))
        painter.setBrush(colors.hover if self.underMouse() or self.isDown() else colors.window)
        edge = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(edge, px(8), px(8))
        painter.setPen(QPen(colors.line, 1))
        painter.drawLine(2, px(_DRAWN), self.width() - 2, px(_DRAWN))
        self._paint_picture(painter, QRect(px(8), px(4), self.width() - px(16), px(_DRAWN - 8)))
        self._paint_words(painter)

    def _paint_picture(self, painter: QPainter, rect: QRect) -> None:
        if self.card.reason:
            side = px(28)
            square = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
            draw_path(painter, path_of("warning"), square, theme().colors.secondary)
        elif self.card.workflow is not None:
            if self._drawing is None:
                self._drawing = preview_pixmap(self.card.workflow, rect.size(),
                                               self.devicePixelRatioF())
            painter.drawPixmap(rect.topLeft(), self._drawing)

    def _paint_words(self, painter: QPainter) -> None:
        colors, card = theme().colors, self.card
        left, width = px(14), self.width() - px(28)
        painter.setFont(font(13, bold=True))
        painter.setPen(colors.secondary if card.reason else colors.text)
        metrics = painter.fontMetrics()
        top = px(_DRAWN + 8)
        painter.drawText(QRect(left, top, width, metrics.height()), 0,
                         _elided(card.title, metrics, width))
        top += metrics.height() + px(2)
        painter.setFont(font(11))
        metrics = painter.fontMetrics()
        painter.setPen(colors.warning_text if card.reason else colors.secondary)
        said = card.reason or (card.workflow.description if card.workflow is not None else "")
        last = self.height() - px(10) - metrics.height()
        for line in _wrapped(said, metrics, width, max((last - top) // metrics.height(), 0)):
            painter.drawText(QRect(left, top, width, metrics.height()), 0, line)
            top += metrics.height()
        self._paint_place(painter, QRect(left, last, width, metrics.height()))

    def _paint_place(self, painter: QPainter, rect: QRect) -> None:
        """The folder at the left, the time at the right."""
        colors, metrics = theme().colors, painter.fontMetrics()
        painter.setPen(colors.secondary)
        when = told_time(self.card.when, datetime.now()) if self.card.when is not None else ""
        taken = metrics.horizontalAdvance(when) + px(8) if when else 0
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight, when)
        folder = metrics.elidedText(_place_of(self.card.file), Qt.TextElideMode.ElideMiddle,
                                    rect.width() - taken)
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft, folder)


def _place_of(file: Path) -> str:
    """The folder, shorter by the person's own."""
    home = home_folder()
    if home.parent == home or not file.is_relative_to(home):
        return str(file.parent)
    return str(Path("~") / file.parent.relative_to(home))


def _wrapped(text: str, metrics: QFontMetrics, width: int, most: int) -> list[str]:
    """At most so many lines of a text; the last one ends with an ellipsis if it must."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most:
        if len(lines) == most - 1:
            return [*lines, _elided(" ".join(words), metrics, width)]
        count = 1
        while count < len(words) \
                and metrics.horizontalAdvance(" ".join(words[:count + 1])) <= width:
            count += 1
        lines.append(_elided(" ".join(words[:count]), metrics, width))
        words = words[count:]
    return lines


def _elided(text: str, metrics: QFontMetrics, width: int) -> str:
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
