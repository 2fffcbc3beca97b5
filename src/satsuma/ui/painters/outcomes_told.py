"""The pictures behind a number, each with its reason, and what can be done about them."""

from __future__ import annotations

from PyQt6.QtCore import QModelIndex, QPoint, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout

from satsuma.commands import ShowFile
from satsuma.ui.icons import icon
from satsuma.ui.painters.outcomes_account import Account, Group
from satsuma.ui.painters.outcomes_lists import ToldModel, ToldRows, listed
from satsuma.ui.painters.thumbnails import Thumbnails
from satsuma.ui.theme import px, theme

HEADINGS = {"noted": "Good to know", "twin": "Equal to another picture here"}
MOST_COPIED = 10_000
SHOW = "Show in file manager"


class ToldPane(QFrame):
    """A heading with buttons, and the list. `asked` carries a command, `wanted` that pictures
    whose turn is still to come are to have it."""

    asked = pyqtSignal(object)
    wanted = pyqtSignal()

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self.model = ToldModel(self)
        self.heading, self.empty = QLabel(), QLabel("Every picture is fine.")
        self.heading.setProperty("role", "heading")
        self.empty.setProperty("role", "secondary")
        self.list = listed("Pictures", self.model)
        self.list.setItemDelegate(ToldRows(thumbnails, self.list))
        self.list.setSelectionMode(self.list.SelectionMode.ExtendedSelection)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._open_menu)
        self.list.activated.connect(self._show_file)
        self.list.selectionModel().selectionChanged.connect(self._allow)
        self.model.modelReset.connect(self._allow)
        self.list.verticalScrollBar().valueChanged.connect(thumbnails.forget_wishes)
        self.go_on = QPushButton("Embed the rest")
        self.go_on.clicked.connect(self._go_on)
        self.show_button = QPushButton(SHOW)
        self.show_button.setAccessibleName(SHOW)
        self.show_button.setToolTip(SHOW)
        self.show_button.setProperty("kind", "quiet")
        self.show_button.setIcon(icon("folder-open"))
        self.show_button.clicked.connect(self._show_current)
        self._arrange()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self.heading, 1)
        head.addWidget(self.go_on)
        head.addWidget(self.show_button)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addLayout(head)
        self._layout.addWidget(self.list, 1)
        self._layout.addWidget(self.empty)
        self._dress()
        theme().changed.connect(self._dress)

    def _dress(self) -> None:
        self._layout.setSpacing(px(4))
        self.list.setMinimumHeight(px(112))
        self.show_button.setIconSize(QSize(px(16), px(16)))

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802
        """In a narrow window the sign on the button has to do."""
        super().resizeEvent(event)
        self.show_button.setText(SHOW if self.width() >= px(340) else "")

    @property
    def has_list(self) -> bool:
        return self.model.group is not None

    def show_group(self, account: Account | None, group: Group | None) -> None:
        """List these pictures; none at all when everything is fine."""
        if account is None:
            return
        same = self.model.account is not None and group is not None \
            and self.model.account.view.outcomes is account.view.outcomes \
            and self.model.group is not None and self.model.group.kind == group.kind
        if not same:
            self.model.show(account, group)
            self.list.scrollToTop()
        for part in (self.heading, self.list, self.show_button):
            part.setVisible(group is not None)
        self.go_on.setVisible(group is not None and group.kind == "pending")
        self.empty.setVisible(group is None and account.total > 0)
        if group is not None:
            word = HEADINGS.get(group.kind, group.word[:1].upper() + group.word[1:])
            self.heading.setText(word)
            self.list.setAccessibleName(f"Pictures: {word}")
        self._allow()

    # What can be done

    def _allow(self, *_: object) -> None:
        self.show_button.setEnabled(self.list.selectionModel().hasSelection())

    def _go_on(self) -> None:
        self.wanted.emit()

    def _show_current(self) -> None:
        chosen = self.list.selectionModel().selectedIndexes()
        if chosen:
            self._show_file(chosen[0])

    def _show_file(self, index: QModelIndex) -> None:
        file = self.model.file_of(index)
        if file is not None:
            self.asked.emit(ShowFile(str(file)))

    def copy(self) -> None:
        """The chosen lines as text: name, tab, reason."""
        rows = sorted(self.list.selectionModel().selectedIndexes(), key=QModelIndex.row)
        lines = [self.model.data(index, Qt.ItemDataRole.AccessibleTextRole).replace("\n", "\t")
                 for index in rows[:MOST_COPIED]]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802
        chosen = self.list.selectionModel().hasSelection()
        if event is not None and chosen and event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        super().keyPressEvent(event)

    def _open_menu(self, at: QPoint) -> None:
        if not self.list.selectionModel().hasSelection():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(SHOW).triggered.connect(self._show_current)
        menu.addAction("Copy names and reasons").triggered.connect(self.copy)
        menu.popup(self.list.viewport().mapToGlobal(at))
