"""The window of the preferences: pages at the left, each change at once, nothing to confirm."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PyQt6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from satsuma.data.choices import preferences_file
from satsuma.ui.icons import icon
from satsuma.ui.networks_page import NetworksPage
from satsuma.ui.popup import within
from satsuma.ui.preference_page import Page, appearance, canvas
from satsuma.ui.preference_rows import Hairline, breakable, button, label
from satsuma.ui.preference_store import PreferenceStore
from satsuma.ui.storage_page import StoragePage
from satsuma.ui.theme import px, theme

_NARROW = 560


class PreferencesWindow(QWidget):
    """Everything that is settled once for this computer. Not modal: one tries and looks."""

    def __init__(self, store: PreferenceStore, parent: QWidget | None = None,
                 weights_came: Callable[[], None] | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle("Preferences")
        self.setProperty("surface", "window")
        self._store = store
        self.networks, self.storage = NetworksPage(store), StoragePage(store)
        if weights_came is not None:
            self.networks.weights.came.connect(weights_came)
        self.pages: list[Page] = [appearance(store), canvas(store), self.networks, self.storage]
        self.list = QListWidget()
        self.list.setProperty("surface", "panel")
        self.list.setAccessibleName("Pages of the preferences")
        self._stack = QStackedWidget()
        for page in self.pages:
            self.list.addItem(QListWidgetItem(icon(page.icon), page.title))
            self._stack.addWidget(page)
        self.restore = button("Restore defaults", "Restore the defaults of this page")
        self.trouble = label("\n".join(store.problems), "warning")
        self.trouble.setVisible(bool(store.problems))
        self._build()
        self._connect()
        self._scale = theme().scale
        self._fit()
        self._grow(QSize(px(700), px(580)))
        self.list.setCurrentRow(0)

    def _build(self) -> None:
        self._side = QFrame()
        self._side.setProperty("surface", "panel")
        side = self._side_lines = QVBoxLayout(self._side)
        side.addWidget(self.list)
        self._foot = QHBoxLayout()
        where = self._where = label(
            f"Kept in {breakable(preferences_file())}. Nothing leaves this computer.", "secondary")
        # A long path does not make the window wider than the screen.
        where.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._foot.addWidget(where, 1)
        self._foot.addWidget(self.restore)
        line = Hairline()
        right = QVBoxLayout()
        for part in (self._stack, self.trouble, line):
            right.addWidget(part, 1 if part is self._stack else 0)
        right.addLayout(self._foot)
        both = QHBoxLayout(self)
        both.addWidget(self._side)
        both.addLayout(right, 1)
        for layout in (both, right):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._turn)
        self.restore.clicked.connect(self._restore)
        self._store.trouble.connect(self._tell)
        theme().changed.connect(self._follow_theme)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close)

    def _fit(self) -> None:
        self._side.setFixedWidth(px(168))
        self._side_lines.setContentsMargins(px(8), px(16), px(8), px(16))
        self._foot.setContentsMargins(px(24), px(12), px(24), px(12))
        self._foot.setSpacing(px(16))
        self.trouble.setContentsMargins(px(24), px(8), px(24), px(8))
        self.list.setIconSize(QSize(px(18), px(18)))
        self.list.setSpacing(px(1))

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._give_way(self.width())

    def _give_way(self, width: int) -> None:
        """In a narrow window the room belongs to what one settles."""
        narrow = width < px(_NARROW)
        self._where.setVisible(not narrow)
        self._side.setFixedWidth(px(132) if narrow else px(168))
        self._foot.setAlignment(self.restore, Qt.AlignmentFlag.AlignRight)

    def _follow_theme(self) -> None:
        """At another scale the window has the same size in design pixels."""
        self._fit()
        before, self._scale = self._scale, theme().scale
        if before != self._scale and not self.isMaximized():
            self._grow(self.size() * (self._scale / before))

    def _grow(self, wanted: QSize) -> None:
        screen = self.screen()
        wanted = wanted.boundedTo(screen.availableSize() * 0.9) if screen else wanted
        self._give_way(wanted.width())
        self.resize(wanted)
        if screen is not None and self.isVisible():
            self.move(within(self.frameGeometry(), screen.availableGeometry()))

    def open_page(self, title: str) -> None:
        """Turn to the page of that title, such as “Storage”, and come to the front."""
        titles = [page.title for page in self.pages]
        self.list.setCurrentRow(titles.index(title))
        self.show()
        self.raise_()
        self.activateWindow()

    def _turn(self, row: int) -> None:
        page = self.pages[row]
        self._stack.setCurrentWidget(page)
        if isinstance(page, NetworksPage | StoragePage):
            page.seen()

    def _restore(self) -> None:
        self._store.restore(*self.pages[self.list.currentRow()].fields)

    def _tell(self, text: str) -> None:
        self.trouble.setText(text)
        self.trouble.show()

    def closeEvent(self, event: QCloseEvent | None) -> None:  # noqa: N802
        """A number half typed counts; the next time the window opens where it was left."""
        if (focused := self.focusWidget()) is not None:
            focused.clearFocus()
        super().closeEvent(event)
