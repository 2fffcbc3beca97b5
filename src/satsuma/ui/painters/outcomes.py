"""Outcomes: what became of the pictures. The counts come first; a click on one lists its pictures
with their reasons."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QPainter, QResizeEvent, QShowEvent
from PyQt6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from satsuma.gestures import Clicked
from satsuma.ui.folder_notice import FolderNotice
from satsuma.ui.painters.outcomes_account import (
    Account,
    Group,
    account_of,
    subtitle,
    title,
    told_of_work,
)
from satsuma.ui.painters.outcomes_drawing import BAR_ROW
from satsuma.ui.painters.outcomes_lists import CategoryModel, CategoryRows, listed
from satsuma.ui.painters.outcomes_numbers import Numbers, ShareBar
from satsuma.ui.painters.outcomes_picture import draw_account, size_of, wishes
from satsuma.ui.painters.outcomes_told import ToldPane
from satsuma.ui.painters.painter import Painter
from satsuma.ui.painters.thumbnails import Thumbnails
from satsuma.ui.theme import px, theme
from satsuma.views import Outcomes

MOST_BARS = 8
"""So many categories are seen at once where there are pictures listed below."""

_FIRST = ("refused", "pending", "repaired", "noted")


class OutcomesPainter(Painter):
    """Title, work, categories, numbers, and the pictures behind one of the numbers."""

    asked = pyqtSignal(object)

    step = "Embed the rest"

    def __init__(self) -> None:
        super().__init__()
        self.account: Account | None = None
        self._picked = ""
        self._lines: dict[QWidget, QVBoxLayout] = {}
        self.thumbnails = Thumbnails(self)
        self.notice, self.numbers, self.shares = FolderNotice(), Numbers(), ShareBar()
        self.told = ToldPane(self.thumbnails)
        self.total, self.sub = _label("title"), _label("secondary")
        self.work, self.where = _label(""), _label("secondary")
        self.model = CategoryModel(self)
        self.categories = listed("Categories", self.model)
        self.categories.setItemDelegate(CategoryRows(self.thumbnails, self.categories))
        self.categories.setSelectionMode(self.categories.SelectionMode.NoSelection)
        self._arrange()
        self.thumbnails.arrived.connect(self._repaint)
        self.numbers.picked.connect(self._pick)
        self.notice.asked.connect(self._ask)
        self.told.asked.connect(self._ask)
        self.told.wanted.connect(self._go_on)
        self._dress()
        theme().changed.connect(self._dress)

    def _arrange(self) -> None:
        body = QWidget()
        self._body = QVBoxLayout(body)
        for part in (self.total, self.sub, self.work, self.where, self.categories, self.shares,
                     self.numbers, self.told):
            line = self._lines[part] = QVBoxLayout()
            line.addWidget(part)
            self._body.addLayout(line)
        self._body.addStretch(0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(body)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.notice)
        whole.addWidget(self._scroll, 1)

    # What is shown

    def show_view(self, view: Outcomes) -> None:
        self.account = account = account_of(view)
        self.notice.show_listing(view.listing, self)
        self.total.setText(title(account))
        work, where = told_of_work(view.work) if view.work is not None else ("", "")
        for label, text in ((self.sub, subtitle(account)), (self.work, work),
                            (self.where, where)):
            label.setText(text)
            label.setVisible(bool(text))
        self.model.show(account)
        self.shares.show_account(account)
        self.shares.setVisible(sum(len(one) > 0 for one in account.groups) > 1)
        self._show_group(self._group_to_show(account))
        self._fit()

    def _group_to_show(self, account: Account) -> Group | None:
        """What was picked; else what a person should see. Nothing where all is well."""
        if (picked := account.group(self._picked)) is not None and len(picked):
            return picked
        return next((one for kind in _FIRST if (one := account.group(kind)) is not None), None)

    def _show_group(self, group: Group | None) -> None:
        assert self.account is not None
        self.numbers.show_account(self.account, group.kind if group is not None else "")
        self.told.show_group(self.account, group)

    def _pick(self, group: Group) -> None:
        self._picked = group.kind
        self.told.show_group(self.account, group)
        self._fit()

    def _fit(self) -> None:
        """The categories take what they need; of many only some, where pictures stand below."""
        if self.account is None:
            return
        rows = len(self.account.categories)
        listing = self.told.has_list
        self.categories.setVisible(bool(rows))
        self.categories.setMaximumHeight(rows * px(BAR_ROW) + px(2))
        self.categories.setMinimumHeight(min(rows, 3 if listing else 1) * px(BAR_ROW))
        self._body.setStretchFactor(self._lines[self.categories], min(rows, MOST_BARS))
        self._body.setStretchFactor(self._lines[self.told], MOST_BARS if listing else 0)
        self._body.setStretch(self._body.count() - 1, 0 if listing else 1)

    def _repaint(self, _file: object) -> None:
        self.categories.viewport().update()
        self.told.list.viewport().update()

    # What is asked for

    def _ask(self, command: object) -> None:
        self.asked.emit(command)

    def _go_on(self) -> None:
        self.gesture.emit(Clicked("pending"))
        self.asked.emit("retry")  # it may be that very run that was stopped before

    def showEvent(self, event: QShowEvent | None) -> None:  # noqa: N802
        super().showEvent(event)
        self._let_area_hear()

    def _let_area_hear(self) -> None:
        """Commands go to the area that this lies in, unless somebody listens already."""
        area = self.parentWidget()
        while area is not None and not hasattr(area, "asked"):
            area = area.parentWidget()
        if area is not None and not self.receivers(self.asked):
            self.asked.connect(area.asked)

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    # Pictures of it

    def prepare_picture(self, then: Callable[[], None]) -> None:
        if self.account is None:
            then()
        else:
            self.thumbnails.when_all(wishes(self.account), then)

    def picture_size(self) -> QSize:
        return size_of(self.account, self.width()) if self.account is not None else self.size()

    def draw_picture(self, painter: QPainter, rect: QRectF) -> None:
        if self.account is not None:
            draw_account(painter, rect, self.account, self.thumbnails)

    def _dress(self) -> None:
        self._body.setContentsMargins(px(16), px(20), px(16), px(16))
        self._body.setSpacing(px(10))
        for part, line in self._lines.items():
            edge = 0 if part is self.categories else px(8)  # it has marks around its words
            line.setContentsMargins(edge, 0, edge, 0)
        if self.account is not None:
            self._show_group(self.told.model.group)
        self._fit()


def _label(role: str) -> QLabel:
    made = QLabel()
    made.setProperty("role", role)
    made.setWordWrap(True)
    made.setMinimumSize(1, 1)  # else room is kept for the most lines that it might ever need
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return made
