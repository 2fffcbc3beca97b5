"""Columns, view: the table of columns, with its choosers of kinds and roles, for mouse and keys."""

from __future__ import annotations

from functools import partial

from PyQt6.QtCore import QEvent, QModelIndex, QPoint, Qt, pyqtSignal
from PyQt6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent, QResizeEvent
from PyQt6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QTableView,
    QWidget,
)

from satsuma.data.column import Kind
from satsuma.data.column_edits import ColumnEdit
from satsuma.data.column_facts import ColumnFacts
from satsuma.ui.painters.columns_cells import ColumnCells
from satsuma.ui.painters.columns_model import (
    HEADS,
    KIND,
    KINDS,
    MISSING,
    NAME,
    ROLE,
    ROLES,
    VALUES,
    ColumnsModel,
)
from satsuma.ui.theme import px, theme

ROW = 30
WIDTHS = {KIND: 114, ROLE: 98, MISSING: 72}
_NAME_SHARE = 0.26
_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class ColumnsView(QTableView):
    """`edited` carries new edits of columns, one or several; `undone` columns without any."""

    edited = pyqtSignal(object)

    def __init__(self, model: ColumnsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = model
        self._pulled = False  # whether a person has given the names their width
        self.setModel(model)
        self.setItemDelegate(ColumnCells(self))
        self.setAccessibleName("Columns of the file")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked
                             | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask)
        model.renamed.connect(self._rename)
        self.fit()
        self.horizontalHeader().sectionResized.connect(self._note_pull)
        theme().changed.connect(self.fit)

    def fit(self) -> None:
        """Sizes at the present scale."""
        side, head = self.verticalHeader(), self.horizontalHeader()
        side.hide()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(px(ROW))
        head.setHighlightSections(False)
        head.setMinimumSectionSize(px(56))
        head.setStretchLastSection(False)
        for column, width in WIDTHS.items():
            head.resizeSection(column, px(width))
        head.setSectionResizeMode(VALUES, QHeaderView.ResizeMode.Stretch)

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802
        super().resizeEvent(event)
        if self._pulled:
            return
        share = round(_NAME_SHARE * self.viewport().width())
        self.horizontalHeader().resizeSection(NAME, min(max(share, px(120)), px(260)))

    def _note_pull(self, section: int, _before: int, _now: int) -> None:
        left = QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton
        if section == NAME and left and self.horizontalHeader().underMouse():
            self._pulled = True

    # Mouse and keys

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        super().mouseReleaseEvent(event)
        if event is None or event.button() != Qt.MouseButton.LeftButton \
                or event.modifiers() != Qt.KeyboardModifier.NoModifier:
            return
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() in (KIND, ROLE):
            self.choose(index)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        """A click on a chooser within several picked rows is meant for all of them."""
        if event is not None and event.button() == Qt.MouseButton.LeftButton \
                and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            index = self.indexAt(event.position().toPoint())
            picked = self.selectionModel().isSelected(index) if index.isValid() else False
            if picked and index.column() in (KIND, ROLE) and len(self._rows()) > 1:
                self.selectionModel().setCurrentIndex(
                    index, self.selectionModel().SelectionFlag.NoUpdate)
                return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802
        index = self.currentIndex()
        if event is not None and self.state() == QAbstractItemView.State.EditingState:
            event.accept()  # the editor lets Enter pass on to here
            return
        if event is not None and index.isValid() and event.key() in _OPENS:
            if index.column() in (KIND, ROLE):
                self.choose(index)
            else:
                self.edit(index.siblingAtColumn(NAME))
            return
        if event is not None and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._take_back()
            return
        super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent | None) -> bool:
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            index = self.indexAt(event.position().toPoint())
            hand = index.isValid() and index.column() in (KIND, ROLE)
            self.viewport().setCursor(
                Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)
        return super().viewportEvent(event)

    def _rows(self) -> list[int]:
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def _meant(self, row: int) -> list[ColumnFacts]:
        """The picked columns if this one is among them, else this one."""
        rows = self._rows()
        return [self.columns.shown[one] for one in (rows if row in rows else [row])]

    # Choosers

    def choose(self, index: QModelIndex) -> None:
        """Open the menu of kinds or roles of a column."""
        menu = self.menu_of(index)
        if menu is not None:
            menu.popup(self.viewport().mapToGlobal(self.visualRect(index).bottomLeft()))

    def menu_of(self, index: QModelIndex) -> QMenu | None:
        """The kinds or roles to choose from; None where there is no choice."""
        facts, column = self.columns.shown[index.row()], index.column()
        meant = self._meant(index.row())
        if column == KIND:
            meant = [one for one in meant if one.guess.kind is not Kind.VECTOR]
            words, now, guess = KINDS, self.columns.kind(facts), facts.guess.kind.value
        else:
            words, now = ROLES, self.columns.role(facts)
            guess = self.columns.usual_role_of(facts)
        if not meant or (column == KIND and facts.guess.kind is Kind.VECTOR):
            return None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(HEADS[column])
        for word, title in words.items():
            if word == "vector":
                continue
            note = "" if word != guess else "  (as read)" if facts.guess.known else "  (guessed)"
            action = menu.addAction(title.capitalize() + note)
            action.setCheckable(True)
            action.setChecked(word == now)
            action.triggered.connect(partial(self._set, meant, column, word))
            if word == now:
                menu.setActiveAction(action)
        return menu

    def _set(self, meant: list[ColumnFacts], column: int, word: str, _on: bool = False) -> None:
        field = "kind" if column == KIND else "role"
        self.edited.emit([self.columns.edit(one)._replace(**{field: word}) for one in meant])

    def _rename(self, name: str, new: str) -> None:
        facts = next(one for one in self.columns.view.facts if one.name == name)
        self.edited.emit([self.columns.edit(facts)._replace(rename=new)])

    def _take_back(self) -> None:
        here = self.currentIndex()
        rows = self._rows() or ([here.row()] if here.isValid() else [])
        names = [self.columns.shown[row] for row in rows]
        if any(self.columns.edit(one) != ColumnEdit(one.name) for one in names):
            self.edited.emit([ColumnEdit(one.name) for one in names])

    def _ask(self, place: QPoint) -> None:
        index = self.indexAt(place)
        if not index.isValid():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for column, title in ((KIND, "Kind"), (ROLE, "Role")):
            if (inner := self.menu_of(index.siblingAtColumn(column))) is not None:
                inner.setTitle(title)
                menu.addMenu(inner)
        rename = menu.addAction("Rename")
        rename.triggered.connect(partial(self._edit_name, index.row()))
        back = menu.addAction("Take corrections back")
        back.triggered.connect(self._take_back)
        menu.popup(self.viewport().mapToGlobal(place))

    def _edit_name(self, row: int, _on: bool = False) -> None:
        self.edit(self.columns.index(row, NAME))
