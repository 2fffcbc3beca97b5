"""Start page: over an empty canvas, the ways to begin and the workflows that are at hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, partial
from importlib import resources
from pathlib import Path

from PyQt6.QtCore import QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PyQt6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from satsuma.catalog import Catalog, discover
from satsuma.ui.background import background
from satsuma.ui.card_grid import CardGrid
from satsuma.ui.icons import draw_path, icon, path_of
from satsuma.ui.start_cards import FileCard, read_card
from satsuma.ui.theme import font, px, theme

_WIDEST = 776  # three cards and the space between them


def shipped_examples() -> list[Path]:
    """The workflows that come with the program. Lists a folder: call it in a thread."""
    try:
        folder = Path(str(resources.files("satsuma.workflows")))
    except ModuleNotFoundError:
        return []
    return sorted(folder.glob("*.ows"))


class StartPage(QScrollArea):
    """Tells what was asked for; opens and removes nothing by itself."""

    new_asked = pyqtSignal()
    back_asked = pyqtSignal()
    open_asked = pyqtSignal()
    choose_folder = pyqtSignal()
    open_file = pyqtSignal(object)  # Path
    forget_file = pyqtSignal(object)  # Path
    unsaved_asked = pyqtSignal()

    def __init__(self, recent: Iterable[Path] = (), examples: Iterable[Path] = (),
                 parent: QWidget | None = None, *, catalog: Catalog | None = None) -> None:
        super().__init__(parent)
        # Finding the widgets takes a moment; when nobody has done it, the first thread does.
        self._catalog = (lambda: catalog) if catalog is not None else cache(discover)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Start page")
        self.setObjectName("startPage")
        self._inside = QWidget()
        self._inside.setObjectName("startPageGround")
        self.new = self._button("New workflow", "plus", self.new_asked)
        self.open = self._button("Open…", "folder", self.open_asked)
        self.unsaved = self._button("", "undo", self.unsaved_asked)
        self.unsaved.setToolTip("What was not saved when Satsuma last ended. Bring it back, or "
                                "let it go.")
        self.unsaved.hide()
        self.back = self._button("Back", "chevron-left", self.back_asked)
        self.back.setToolTip("Back to the workflow (Esc)")
        self.back.setAccessibleName("Back to the workflow")
        self.back.hide()
        self.ground = DropGround()
        self.ground.clicked.connect(self.choose_folder)
        self.recent = CardGrid("Recent", removable=True)
        self.examples = CardGrid("Examples", removable=False)
        self._lay_out()
        QWidget.setTabOrder(self.back, self.new)
        QWidget.setTabOrder(self.ground, self.unsaved)
        self.setFocusProxy(self.new)
        for grid in (self.recent, self.examples):
            grid.asked.connect(self.open_file)
            grid.forgotten.connect(self.forget_file)
            grid.reached.connect(self._show_card)
        self.recent.ran_out.connect(self._past_recent)
        self.examples.ran_out.connect(self._past_examples)
        theme().changed.connect(self._measure)
        self._measure()
        self.set_files(list(recent), list(examples))

    def _button(self, words: str, name: str, signal: object) -> QPushButton:
        button = QPushButton(icon(name), words)
        button.clicked.connect(signal)
        return button

    def _lay_out(self) -> None:
        self.name = QLabel("Satsuma")
        self.sentence = QLabel("Find out which of your pictures are alike, on this computer alone.")
        self.sentence.setProperty("role", "secondary")
        self.sentence.setWordWrap(True)
        self._row = QHBoxLayout()
        self._row.addWidget(self.new)
        self._row.addWidget(self.open)
        self._row.addStretch(1)
        self._middle = QWidget()
        self._column = QVBoxLayout(self._middle)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.name, self.sentence):
            self._column.addWidget(part)
        self._column.addLayout(self._row)
        self._column.addWidget(self.ground)
        self._column.addWidget(self.unsaved, 0, Qt.AlignmentFlag.AlignLeft)
        for grid in (self.recent, self.examples):
            self._column.addWidget(grid)
        self._column.addStretch(1)
        whole = QHBoxLayout(self._inside)
        whole.addStretch(1)
        whole.addWidget(self._middle, 1000)
        whole.addStretch(1)
        self.setWidget(self._inside)

    def _measure(self) -> None:
        self.name.setFont(font(28, bold=True))
        self.name.setStyleSheet(f"font-size: {px(28)}px; font-weight: 600;")
        self.sentence.setStyleSheet(f"font-size: {px(13)}px;")
        self._inside.layout().setContentsMargins(px(24), px(48), px(24), px(24))
        self._column.setSpacing(px(8))
        self._row.setSpacing(px(8))
        self._row.setContentsMargins(0, px(12), 0, px(12))
        for button in (self.back, self.new, self.open, self.unsaved):
            button.setMinimumHeight(px(40))
            button.setIconSize(QSize(px(18), px(18)))
        self._middle.setMaximumWidth(px(_WIDEST))
        ground = theme().colors.canvas.name()
        self.setStyleSheet(f"#startPage, #startPageGround {{ background: {ground}; }}")

    def set_way_back(self, there: bool) -> None:
        """Whether there is a workflow behind the page, to go back to."""
        self.back.setVisible(there)

    def set_unsaved(self, count: int) -> None:
        """How many documents of a crash were put off until later: offered here, and quietly."""
        self.unsaved.setText(f"Unsaved work ({count:,})…")
        self.unsaved.setVisible(count > 0)

    def set_files(self, recent: Sequence[Path], examples: Sequence[Path]) -> None:
        """Show these files, once somebody looks; those that are known are not read again."""
        self._files = (self.recent, recent), (self.examples, examples)
        if self.isVisible():
            self._read()

    def _read(self) -> None:
        """Behind a workflow that was just opened nobody looks at the page: nothing is read."""
        for grid, files in self._files:
            for file in grid.set_files(files):
                background().submit(partial(read_card, file, self._catalog),
                                    partial(self._received, grid))

    def showEvent(self, event: QShowEvent | None) -> None:
        super().showEvent(event)
        self._read()

    def _received(self, grid: CardGrid, card: FileCard) -> None:
        grid.show_card(card)

    def _show_card(self, card: QWidget) -> None:
        self.ensureWidgetVisible(card, 0, px(16))

    def _past_recent(self, key: int) -> None:
        if key == Qt.Key.Key_Down:
            self.examples.focus_first()
        else:
            self.ground.setFocus(Qt.FocusReason.OtherFocusReason)

    def _past_examples(self, key: int) -> None:
        if key == Qt.Key.Key_Up and not self.recent.focus_last():
            self.ground.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is not None and event.key() == Qt.Key.Key_Down and self.ground.hasFocus() \
                and (self.recent.focus_first() or self.examples.focus_first()):
            return
        if event is not None and event.key() == Qt.Key.Key_Escape and not self.back.isHidden():
            self.back_asked.emit()
            return
        super().keyPressEvent(event)


class DropGround(QAbstractButton):
    """The place that asks for a folder of pictures; a click chooses one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText("Drop a folder of pictures here to begin")
        self.setAccessibleName("Choose a folder of pictures")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        # A button is never narrower than its hint otherwise.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._inviting = False

    def invite(self, inviting: bool) -> None:
        """Light up while something that can be dropped is over the window."""
        self._inviting = inviting
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(_WIDEST), px(132))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(240), px(132))

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event is not None and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = theme().colors
        alive = self._inviting or self.hasFocus()
        pen = QPen(colors.accent if alive else colors.link, px(1.5))
        pen.setDashPattern([4, 4])
        painter.setPen(pen)
        painter.setBrush(colors.selection if self._inviting else colors.hover
                         if self.underMouse() or self.isDown() else colors.window)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(8), px(8))
        middle = self.height() / 2
        square = QRectF(self.width() / 2 - px(14), middle - px(40), px(28), px(28))
        draw_path(painter, path_of("folder"), square, colors.secondary)
        self._line(painter, self.text(), middle - px(4), 13, bold=True)
        self._line(painter, "or click to choose one", middle + px(18), 11)

    def _line(self, painter: QPainter, words: str, top: float, size: float, *,
              bold: bool = False) -> None:
        colors = theme().colors
        painter.setFont(font(size, bold=bold))
        painter.setPen(colors.text if bold or self._inviting else colors.secondary)
        painter.drawText(QRectF(0, top, self.width(), px(22)), Qt.AlignmentFlag.AlignCenter, words)
