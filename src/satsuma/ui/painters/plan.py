"""Plan: what would be written, step by step, the button that does it, and what came of it."""

from __future__ import annotations

from typing import Any, Literal

from PyQt6.QtCore import QModelIndex, QPoint, Qt, pyqtSignal
from PyQt6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PyQt6.QtWidgets import QLabel, QMenu, QSizePolicy, QVBoxLayout

from satsuma.commands import ShowFile
from satsuma.data.plan import Plan
from satsuma.ui.committing import Saved
from satsuma.ui.hairline import Hairline
from satsuma.ui.painters.outcomes_lists import listed
from satsuma.ui.painters.painter import Painter
from satsuma.ui.painters.plan_foot import PlanFoot
from satsuma.ui.painters.plan_groups import Groups
from satsuma.ui.painters.plan_list import LineModel, LineRows
from satsuma.ui.painters.plan_sheet import PlanSheet, ReceiptSheet, Sheet
from satsuma.ui.painters.thumbnails import Thumbnails
from satsuma.ui.theme import px, theme
from satsuma.views import Planned

Page = Literal["", "plan", "receipt"]
"""What a person wants to see; "" leaves it to what was done last."""

AT_ONCE = 2_000
"""So many rows are laid out at a time."""

MOST_COPIED = 10_000
SHOW = "Show in file manager"


class PlanPainter(Painter):
    """Title, place, groups, lines and foot; for the plan, and afterwards for its receipt."""

    asked = pyqtSignal(object)

    while_stale = "Save when it is up to date."

    def __init__(self) -> None:
        super().__init__()
        self.plan: Plan | None = None
        self.sheet: Sheet | None = None
        self._saved: Saved | None = None
        self._key: str | None = None
        self._page: Page = ""
        self._picked = ""
        self.thumbnails = Thumbnails(self)
        self.title, self.place, self.notes = _label("title"), _label(""), _label("secondary")
        self.groups, self.foot, self.model = Groups(), PlanFoot(), LineModel(self)
        self.list = listed("Files", self.model)
        # Qt asks for every row when it lays them out; of 100,000 that would hold up the window.
        self.list.setLayoutMode(self.list.LayoutMode.Batched)
        self.list.setBatchSize(AT_ONCE)
        self.list.setItemDelegate(LineRows(self.thumbnails, self.list))
        self.list.setSelectionMode(self.list.SelectionMode.ExtendedSelection)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._arrange()
        self._connect()
        self._dress()

    def _arrange(self) -> None:
        self._head = QVBoxLayout()
        for part in (self.title, self.place, self.notes, self.groups):
            self._head.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._head)
        self._middle = QVBoxLayout()
        self._middle.addWidget(self.list)
        whole.addLayout(self._middle, 1)
        whole.addWidget(Hairline(upright=False))
        whole.addWidget(self.foot)
        self.setFocusProxy(self.list)

    def _connect(self) -> None:
        self.thumbnails.arrived.connect(self._repaint)
        self.groups.picked.connect(self._pick)
        self.foot.asked.connect(self._ask)
        self.foot.receipt_wanted.connect(self._want_receipt)
        self.list.activated.connect(self._show_file)
        self.list.customContextMenuRequested.connect(self._open_menu)
        self.list.verticalScrollBar().valueChanged.connect(self.thumbnails.forget_wishes)
        theme().changed.connect(self._dress)

    # What is shown

    def show_view(self, view: Planned) -> None:
        if view.plan is not self.plan:
            self.plan = view.plan
            self._page = ""
            self._show()

    def show_saved(self, saved: Saved | None, key: str | None) -> None:
        """What was written for this node; `key` names the result that is shown now."""
        if saved is not self._saved or key != self._key:
            self._page = ""
            self._saved, self._key = saved, key
            self._show()

    @property
    def shows_receipt(self) -> bool:
        """Whether the receipt is shown: right after writing, until there is another plan."""
        saved = self._saved
        return saved is not None and saved.receipt is not None \
            and (self._page == "receipt" or (not self._page and saved.key == self._key))

    def _show(self) -> None:
        if self.plan is None:
            return
        saved = self._saved
        if saved is not None and saved.receipt is not None and self.shows_receipt:
            self._show_sheet(ReceiptSheet(saved.receipt))
            self.foot.show_receipt(saved.receipt)
        else:
            self._show_sheet(PlanSheet(self.plan))
            self.foot.show_plan(self.plan, self._error(), has_receipt=saved is not None
                                and saved.receipt is not None)
        if saved is not None and saved.run is not None:
            self.foot.show_run(saved.run, self.plan.unit, removing=saved.receipt is not None)

    def _error(self) -> str:
        return self._saved.error if self._saved is not None and self._saved.key == self._key else ""

    def _show_sheet(self, sheet: Sheet) -> None:
        self.sheet = sheet
        kinds = [group.kind for group in sheet.groups]
        if self._picked not in kinds:
            self._picked = ""
        for label, text in ((self.title, sheet.title), (self.place, sheet.place),
                            (self.notes, "\n".join(sheet.notes))):
            label.setText(text)
            label.setVisible(bool(text))
        self.groups.show_groups(sheet.groups, self._picked)
        self._fill()

    def _fill(self) -> None:
        assert self.sheet is not None
        group = next((one for one in self.sheet.groups if one.kind == self._picked), None)
        self.model.show(self.sheet, group.numbers if group else range(len(self.sheet)))

    def _pick(self, kind: str) -> None:
        self._picked = kind
        self._fill()
        self.list.scrollToTop()

    def _repaint(self, _file: object) -> None:
        self.list.viewport().update()

    # What is asked for

    def _ask(self, what: Any) -> None:
        if what == "plan anew":
            self._page = "plan"
            self._show()
        self.asked.emit(what)

    def _want_receipt(self) -> None:
        self._page = "receipt"
        self._show()

    def _show_file(self, index: QModelIndex) -> None:
        line = self.model.line(index)
        if line is not None and line.file:
            self.asked.emit(ShowFile(line.file))

    def _show_current(self) -> None:
        self._show_file(self.list.currentIndex())

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

    def _dress(self) -> None:
        self._head.setContentsMargins(px(24), px(20), px(24), px(8))
        self._head.setSpacing(px(8))
        self._middle.setContentsMargins(px(16), 0, px(16), px(8))
        self.list.setMinimumHeight(px(80))


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
