"""Flow: parts side by side, going on in another line where there is no more room, as words do."""

from __future__ import annotations

from PyQt6.QtCore import QPoint, QRect, QSize, Qt
from PyQt6.QtWidgets import QLayout, QLayoutItem, QWidget

from satsuma.ui.theme import px

_BETWEEN = 8


class Flow(QLayout):
    """Lines of parts, each part as wide as it likes and its line is."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem | None) -> None:  # noqa: N802
        if item is not None:
            self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, place: int) -> QLayoutItem | None:  # noqa: N802
        return self._items[place] if 0 <= place < len(self._items) else None

    def takeAt(self, place: int) -> QLayoutItem | None:  # noqa: N802
        return self._items.pop(place) if 0 <= place < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        places = self._places(width)
        return max((place.bottom() + 1 for _, place in places), default=0)

    def sizeHint(self) -> QSize:  # noqa: N802
        return self.minimumSize()

    def minimumSize(self) -> QSize:  # noqa: N802
        """As wide as the widest part: the others may stand below it."""
        hints = [item.sizeHint() for item in self._shown()]
        return QSize(max((one.width() for one in hints), default=0),
                     max((one.height() for one in hints), default=0))

    def setGeometry(self, area: QRect) -> None:  # noqa: N802
        super().setGeometry(area)
        for item, place in self._places(area.width()):
            item.setGeometry(place.translated(area.topLeft()))

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _places(self, width: int) -> list[tuple[QLayoutItem, QRect]]:
        """Where each part goes; the parts of a line stand on its middle."""
        places: list[tuple[QLayoutItem, QRect]] = []
        left = top = high = 0
        for item in self._shown():
            size = item.sizeHint()
            if left and left + size.width() > width:
                left, top, high = 0, top + high + px(_BETWEEN), 0
            high = max(high, size.height())
            corner = QPoint(left, top + (high - size.height()) // 2)
            places.append((item, QRect(corner, QSize(min(size.width(), max(1, width)),
                                                     size.height()))))
            left += size.width() + px(_BETWEEN)
        return places
