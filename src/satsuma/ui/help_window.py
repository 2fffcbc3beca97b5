"""Help window: the pages of the documentation, offline, with a list and a search over them."""

from __future__ import annotations

from functools import partial
from typing import Any

from PyQt6.QtCore import QSize, Qt, pyqtSignal
from PyQt6.QtGui import QAction, QImage, QKeySequence, QShowEvent
from PyQt6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from satsuma.ui.background import background
from satsuma.ui.help_address import AddressBar
from satsuma.ui.help_library import (
    FIRST,
    Library,
    Page,
    pictures_in,
    read_library,
    read_picture,
    resolved,
)
from satsuma.ui.help_list import HelpList
from satsuma.ui.help_page import HelpPage
from satsuma.ui.icons import icon
from satsuma.ui.image_bytes import image_of
from satsuma.ui.search_line import SearchLine
from satsuma.ui.theme import px, theme
from satsuma.ui.window_fitting import fit

_WIDEST_PICTURE = 760
_LEFT = 240


class HelpWindow(QWidget):
    """A window of its own. `show_page` and `show_widget` say what to show; it comes when read."""

    arrived = pyqtSignal(str)  # the place of the page that is shown now

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle("Help – Satsuma")
        # A forgotten help window must not keep the program running.
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setProperty("surface", "window")
        self._library: Library | None = None
        self._history: list[tuple[str, str]] = []
        self._at = -1
        self._wanted: tuple[str, str] = (FIRST, "")
        self.back = self._button("Back", "back", self.go_back)
        self.forward = self._button("Forward", "forward", self.go_forward)
        self.field = SearchLine("Search the help", self)
        self.list = HelpList(self)
        self.page = HelpPage(self)
        self.address = AddressBar(self)
        self._set_up()
        self._lay_out()
        theme().changed.connect(self._measure)
        theme().changed.connect(self._open_again)
        self._measure()
        self.resize(px(960), px(680))  # Qt would take two thirds of the screen at most
        fit(self)
        background().submit(read_library, self._received, self._failed)

    # Making

    def _button(self, title: str, name: str, slot: Any) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name))
        button.setToolTip(title)
        button.setAccessibleName(title)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setEnabled(False)
        button.clicked.connect(slot)
        return button

    def _set_up(self) -> None:
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._search)
        self.field.returnPressed.connect(self.list.open_first)
        self.list.chosen.connect(self.show_page)
        self.page.followed.connect(self._follow)
        for keys, slot in ((QKeySequence.StandardKey.Back, self.go_back),
                           (QKeySequence.StandardKey.Forward, self.go_forward),
                           (QKeySequence.StandardKey.Find, self._focus_search),
                           (QKeySequence(Qt.Key.Key_Escape), self._leave)):
            action = QAction(self)
            action.setShortcut(keys)
            action.triggered.connect(slot)
            self.addAction(action)

    def _lay_out(self) -> None:
        left = QFrame(self)
        left.setProperty("surface", "panel")
        column = QVBoxLayout(left)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addWidget(self.forward)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        right = QFrame(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.page, 1)
        column.addWidget(self.address)
        self._splitter = QSplitter(self)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(left)
        self._splitter.addWidget(right)
        self._splitter.setStretchFactor(1, 1)
        self._left = left
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._splitter)

    def _measure(self) -> None:
        self._left.layout().setContentsMargins(px(12), px(8), px(8), px(8))
        self._left.layout().setSpacing(px(8))
        self._left.setMinimumWidth(px(120))
        self._splitter.setHandleWidth(1)
        for button in (self.back, self.forward):
            button.setIconSize(QSize(px(18), px(18)))
        if self._library is not None:
            self._list_pages()

    def showEvent(self, event: QShowEvent | None) -> None:  # noqa: N802
        if self._at < 0:
            left = min(px(_LEFT), round(self.width() * 0.36))
            self._splitter.setSizes([left, self.width() - left])
        super().showEvent(event)

    # Pages

    def show_page(self, place: str, anchor: str = "") -> None:
        """Show a page by its place below the documentation, as `widgets/distances.md`."""
        if self._library is None:
            self._wanted = (place, anchor)
            return
        if place not in self._library.pages:
            self.address.tell(f"“{place}” is not a page of this help.")
            return
        self.address.hide()
        if self._history[self._at:self._at + 1] != [(place, anchor)]:
            self._history[self._at + 1:] = [(place, anchor)]
            self._at = len(self._history) - 1
        self._open()

    def show_widget(self, cls: Any) -> None:
        """Show the page of a widget class; without one, the first page."""
        self.show_page(FIRST if cls is None else f"widgets/{cls.spec.slug}.md")

    def go_back(self) -> None:
        """Go to the page before this one."""
        self._step(-1)

    def go_forward(self) -> None:
        """Go to the page that was left by going back."""
        self._step(1)

    def _step(self, by: int) -> None:
        if 0 <= self._at + by < len(self._history):
            self._at += by
            self.address.hide()
            self._open()

    def _open(self) -> None:
        assert self._library is not None
        place, _anchor = self._history[self._at]
        page = self._library.pages[place]
        self.back.setEnabled(self._at > 0)
        self.forward.setEnabled(self._at < len(self._history) - 1)
        self.list.mark(place)
        names = pictures_in(page)
        if names:
            work = partial(_decoded, self._library, names, theme().dark,
                           min(px(_WIDEST_PICTURE), self.page.room()), self.devicePixelRatioF())
            background().submit(work, partial(self._put, page))
        else:
            self._put(page, {})

    def _open_again(self) -> None:
        """Pictures are made for one scheme and one scale."""
        if self._at >= 0 and pictures_in(self._library.pages[self._history[self._at][0]]):
            self._open()

    def _put(self, page: Page, pictures: dict[str, QImage]) -> None:
        place, anchor = self._history[self._at]
        if page.place != place:
            return  # another page was asked for while the pictures were read
        self.page.show_page(page, pictures)
        if anchor:
            self.page.go_to(anchor)
        self.setWindowTitle(f"{page.title} – Help – Satsuma")
        self.arrived.emit(place)

    def _received(self, library: Library) -> None:
        self._library = library
        self._list_pages()
        self.show_page(*self._wanted)

    def _failed(self, error: Exception) -> None:
        self.address.tell(str(error))

    # Links

    def _follow(self, target: str) -> None:
        place = resolved(self._history[self._at][0], target)
        if place is None:
            self.address.offer(target)
        else:
            self.show_page(place, target.partition("#")[2])

    # The list

    def _search(self, _text: str) -> None:
        self._list_pages()

    def _list_pages(self) -> None:
        if self._library is None:
            return
        query = self.field.text().strip()
        if query:
            self.list.show_hits(self._library.search(query), query)
        else:
            self.list.show_groups(self._library.pages.values())
        if self._at >= 0:
            self.list.mark(self._history[self._at][0])

    # Keys

    def _focus_search(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def _leave(self) -> None:
        if self.field.text():
            self.field.clear()
        else:
            self.close()


def _decoded(library: Library, names: list[str], dark: bool, widest: int,
             ratio: float) -> dict[str, QImage]:
    """The pictures of a page; one that is missing is left out. Runs in a thread."""
    found = {}
    for name in names:
        picture = _picture(library, name, dark)
        if picture is not None:
            # They are made at two pixels for each that is meant.
            width = round(min(picture.width() / 2 * theme().scale, widest) * ratio)
            picture = picture.scaledToWidth(max(1, width),
                                            Qt.TransformationMode.SmoothTransformation)
            picture.setDevicePixelRatio(ratio)
            found[name] = picture
    return found


def _picture(library: Library, name: str, dark: bool) -> QImage | None:
    """The picture, or its sister for the dark scheme where there is one."""
    sister = name.replace("-light.", "-dark.") if dark else name
    for place in dict.fromkeys((sister, name)):
        try:
            picture = image_of(read_picture(library.folder, place))
        except OSError:
            continue  # the page is of use without it
        if not picture.isNull():
            return picture
    return None
