"""Too many rows to compare all pairs of: the window asks, one click goes the other way."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QPushButton

from satsuma.data.column import vectors
from satsuma.data.table import Table
from satsuma.ui.background import background
from satsuma.ui.commands import Performer
from satsuma.ui.document import Document
from satsuma.ui.widget_window import WidgetWindow
from satsuma.ui.widget_windows import WidgetWindows
from satsuma.widget import setting, widget
from satsuma.widgets.unsupervised.distances import DistancesWidget
from satsuma.widgets.unsupervised.hierarchical_clustering import HierarchicalClustering
from satsuma.workflow.model import Link, Node, Workflow

pytestmark = pytest.mark.window


@widget("Vectors", icon="M0 0h24")
class Vectors:
    """Vectors of nine kinds."""

    rows: int = setting(360, "Rows")

    def compute(self) -> Table:
        rng = np.random.default_rng(0)
        kinds = rng.normal(size=(9, 30)).repeat(self.rows // 9, axis=0)
        values = np.abs(kinds + 0.3 * rng.normal(size=kinds.shape)).astype(np.float32)
        ids = tuple(f"kind {row * 9 // len(values)}/{row}" for row in range(len(values)))
        return Table(ids, {"embedding": vectors(values)})


@pytest.fixture
def windows(document, catalog):
    performer = Performer(document)
    made = WidgetWindows(document, performer, catalog=catalog)
    yield made
    made.close_all()
    performer.cancel_all()


@pytest.fixture
def settle(document) -> Callable[[], None]:
    def wait() -> None:
        assert document.bridge.engine.finish(30)
        document.bridge.drain()
        assert background().wait(30)
        QApplication.processEvents()

    return wait


@pytest.fixture
def asking(document, settle, monkeypatch) -> Document:
    """Distances between 360 rows where a quarter of the free memory is less than they need."""
    for place in ("memory", "price_of_all"):
        monkeypatch.setattr(f"satsuma.algorithms.{place}.available", lambda: 60_000_000)
    workflow = Workflow().with_node("v", Node(Vectors(), "Vectors"))
    workflow = workflow.with_node("d", Node(DistancesWidget(prototypes=50), "Distances"))
    workflow = workflow.with_node("h", Node(HierarchicalClustering(selection="top", top=9), "Tree"))
    workflow = workflow.with_link(Link("v", "data", "d", "data"))
    document.edit(workflow.with_link(Link("d", "distances", "h", "distances")), "Make")
    settle()
    return document


def press(window: WidgetWindow, text: str) -> None:
    QApplication.processEvents()
    (button,) = (one for one in window.findChildren(QPushButton)
                 if one.isVisible() and one.text() == text)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_one_click_uses_prototypes_and_undo_asks_again(asking, windows, settle):
    window = windows.open("d")
    QTest.qWait(400)
    assert "360 rows are 64,620 pairs" in window.area.page.text.text()
    assert asking.bridge.status("d").result.asks == "many"
    press(window, "Use prototypes")
    assert asking.workflow.nodes["d"].widget.many == "prototypes"
    settle()
    assert asking.bridge.status("d").result.value.approximate
    assert window.messages.messages[0].startswith("Approximate: 360 rows are in")
    tree = windows.open("h")
    settle()
    assert "adjusted Rand index of 9 clusters" in tree.messages.messages[0]
    asking.undo()
    settle()
    assert asking.bridge.status("d").result.asks == "many"


def test_the_other_click_compares_all_pairs(asking, windows, settle):
    window = windows.open("d")
    QTest.qWait(400)
    press(window, "Compare all pairs")
    settle()
    assert not asking.bridge.status("d").result.value.approximate
    assert window.messages.messages == ()


def test_the_square_and_the_pairs_of_prototypes_are_exact(asking, windows, settle):
    window = windows.open("d")
    asking.edit(asking.workflow.with_setting("d", "many", "prototypes"), "Choose")
    settle()
    painter = window.area.painter
    assert "approximate" in painter.size_text.text()
    exact = DistancesWidget().compute(Vectors().compute())
    listed = [part.item(row).data(Qt.ItemDataRole.UserRole)
              for part in (painter.panel.nearest, painter.panel.farthest) for row in range(10)]
    for pair in (*listed, painter.pair_of((3, 200))):
        assert pair.distance == pytest.approx(exact.between(pair.first, pair.second), abs=1e-6)
