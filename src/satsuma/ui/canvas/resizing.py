"""Resizing boxes with the mouse: which edge is under it, and what pulling that edge makes."""

from __future__ import annotations

from PyQt6.QtCore import QPointF, QRectF, Qt

from satsuma.workflow.annotations import Rect

REACH = 6.0
"""How near to an edge the mouse must be, in design pixels."""

_SLANTED = {"top left": Qt.CursorShape.SizeFDiagCursor,
            "bottom right": Qt.CursorShape.SizeFDiagCursor,
            "top right": Qt.CursorShape.SizeBDiagCursor,
            "bottom left": Qt.CursorShape.SizeBDiagCursor}


def edge_at(box: QRectF, point: QPointF) -> str:
    """`top left`, `right` …, the edge or corner near the point; "" when there is none."""
    if not box.adjusted(-REACH, -REACH, REACH, REACH).contains(point):
        return ""
    # A corner reaches farther along its edges than an edge does into the box.
    near_x, near_y = _near(box.left(), box.right(), point.x()), \
        _near(box.top(), box.bottom(), point.y())
    row = {-1: "top", 1: "bottom", 0: ""}[near_y]
    column = {-1: "left", 1: "right", 0: ""}[near_x]
    return f"{row} {column}".strip()


def _near(low: float, high: float, at: float) -> int:
    if abs(at - high) <= REACH:
        return 1
    return -1 if abs(at - low) <= REACH else 0


def cursor_of(edge: str) -> Qt.CursorShape:
    """The mouse cursor that says which way an edge can be pulled."""
    if edge in _SLANTED:
        return _SLANTED[edge]
    if edge in ("left", "right"):
        return Qt.CursorShape.SizeHorCursor
    return Qt.CursorShape.SizeVerCursor if edge else Qt.CursorShape.ArrowCursor


def resized(rect: Rect, edge: str, dx: float, dy: float, least: tuple[float, float]) -> Rect:
    """The rect with an edge pulled that far, and never smaller than `least`."""
    left, top, width, height = rect
    right, bottom = left + width, top + height
    if "left" in edge:
        left = min(left + dx, right - least[0])
    elif "right" in edge:
        right = max(right + dx, left + least[0])
    if "top" in edge:
        top = min(top + dy, bottom - least[1])
    elif "bottom" in edge:
        bottom = max(bottom + dy, top + least[1])
    return left, top, right - left, bottom - top


def upright(rect: Rect, least: tuple[float, float]) -> Rect:
    """The rect as it is drawn: width and height positive, and no smaller than `least`."""
    box = QRectF(*rect).normalized()
    return box.left(), box.top(), max(box.width(), least[0]), max(box.height(), least[1])
