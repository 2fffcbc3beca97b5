"""Writing on the canvas itself: the text of a note, the title of a frame."""

from __future__ import annotations

import re

from PyQt6.QtCore import QEvent, QMimeData, Qt, pyqtSignal
from PyQt6.QtGui import (
    QFocusEvent,
    QFont,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QTextCursor,
    QTextOption,
)
from PyQt6.QtWidgets import (
    QGraphicsItem,
    QGraphicsSceneContextMenuEvent,
    QGraphicsSceneDragDropEvent,
    QGraphicsSceneMouseEvent,
    QGraphicsTextItem,
    QStyle,
    QStyleOptionGraphicsItem,
    QWidget,
)

from satsuma.ui.theme import theme

_LONG_WORD = re.compile(r"\S{3000}")


class InlineText(QGraphicsTextItem):
    """An editor of plain text. Esc gives up; Ctrl+Enter and leaving it are done.

    In a single line, Enter is done too. Only plain text comes in: what is copied elsewhere may
    hold pictures, which Qt would fetch.
    """

    done = pyqtSignal(str)
    given_up = pyqtSignal()

    def __init__(self, text: str, font: QFont, width: float, parent: QGraphicsItem,
                 *, single_line: bool = False, centered: bool = False) -> None:
        super().__init__(parent)
        self._single_line = single_line
        self._is_over = False
        self.document().setDocumentMargin(0)
        if centered:
            option = self.document().defaultTextOption()
            option.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self.document().setDefaultTextOption(option)
        self.setFont(font)
        self.setTextWidth(width)
        self.setDefaultTextColor(theme().colors.text)
        self._mind_long_words(text)
        self.setPlainText(text)
        self.document().setModified(False)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextEditorInteraction)
        cursor = self.textCursor()
        if single_line:
            cursor.select(QTextCursor.SelectionType.Document)
        else:
            cursor.movePosition(QTextCursor.MoveOperation.End)
        self.setTextCursor(cursor)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem,
              widget: QWidget | None = None) -> None:
        # The card around it shows the focus; Qt would draw a dotted box as well.
        option.state &= ~(QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_Selected)
        super().paint(painter, option, widget)

    def text(self) -> str:
        """What is written; Qt's own plain text would lose non-breaking spaces."""
        raw = self.document().toRawText()
        return raw.replace("\u2029", " " if self._single_line else "\n").replace("\u2028", "\n")

    def finish(self) -> None:
        """Take what is written, when something was."""
        if self.document().isModified():
            self._end(self.text())
        else:
            self.give_up()

    def give_up(self) -> None:
        """Forget what is written."""
        self._end(None)

    def _end(self, text: str | None) -> None:
        if self._is_over:
            return  # whoever hears of it takes the focus away, which would end it again
        self._is_over = True
        if text is None:
            self.given_up.emit()
        else:
            self.done.emit(text)

    def leave(self) -> None:
        """Go away; the focus falls back to what was written on."""
        parent, had_focus = self.parentItem(), self.hasFocus()
        self._is_over = True
        if (scene := self.scene()) is not None:
            scene.removeItem(self)
        self.deleteLater()
        if had_focus and parent is not None:
            parent.setFocus(Qt.FocusReason.OtherFocusReason)

    def _is_final(self, event: QKeyEvent) -> bool:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        return self._single_line or bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)

    def sceneEvent(self, event: QEvent) -> bool:
        # Else a shortcut of the window would take the key away from the editor.
        if (isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
                and (event.key() == Qt.Key.Key_Escape or self._is_final(event))):
            event.accept()
            return True
        return super().sceneEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.give_up()
        elif self._is_final(event):
            self.finish()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.insert(QGuiApplication.clipboard().mimeData())
        else:
            super().keyPressEvent(event)

    def insert(self, pasted: QMimeData | None) -> None:
        """Put the plain text of what was copied or dropped at the cursor."""
        if pasted is not None and pasted.hasText():
            text = pasted.text()
            self._mind_long_words(text)
            self.textCursor().insertText(" ".join(text.split("\n")) if self._single_line else text)

    def _mind_long_words(self, text: str) -> None:
        """Break lines anywhere once there is a word of many lines: where to break it best, Qt
        looks for again with every letter, for almost a second in one of 100,000."""
        if _LONG_WORD.search(text):
            option = self.document().defaultTextOption()
            option.setWrapMode(QTextOption.WrapMode.WrapAnywhere)
            self.document().setDefaultTextOption(option)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.finish()

    def mouseReleaseEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        if event.button() != Qt.MouseButton.MiddleButton:  # it pastes on some systems
            super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QGraphicsSceneContextMenuEvent) -> None:
        event.accept()  # Qt's menu would paste formatted text

    def dropEvent(self, event: QGraphicsSceneDragDropEvent) -> None:
        self.insert(event.mimeData())
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
