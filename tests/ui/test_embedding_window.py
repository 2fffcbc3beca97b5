"""The windows of Import Images and Image Embedding, with real pictures, odd ones, and a network."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QPushButton

from satsuma.commands import AddWeights, FetchWeights
from satsuma.ui.background import background
from satsuma.ui.commands import Performer
from satsuma.ui.painters.outcomes_account import GOOD
from satsuma.ui.widget_windows import WidgetWindows
from satsuma.workflow.model import Link, Node, Workflow
from tests.hostile import odd_folder

pytestmark = pytest.mark.window

ANIMALS = Path(__file__).parents[2] / "examples" / "animals"


@pytest.fixture(scope="module")
def zoo(tmp_path_factory) -> Path:
    """Animals, and in a folder beside them everything that is wrong with pictures."""
    folder = tmp_path_factory.mktemp("zoo")
    shutil.copytree(ANIMALS / "frog", folder / "frog")
    shutil.copytree(ANIMALS / "cow", folder / "cow")
    odd_folder(folder / "odd")
    return folder


class Pair:
    """Both nodes, linked, with their windows open."""

    def __init__(self, document, catalog, folder: Path, **settings) -> None:
        self.document = document
        performer = Performer(document)
        self.windows = WidgetWindows(document, performer, catalog=catalog)
        importing = catalog.named("import_images")(sources=(str(folder),))
        embedding = catalog.named("image_embedding")(**settings)
        workflow = Workflow().with_node("i", Node(importing, "Import Images", (0.0, 0.0)))
        workflow = workflow.with_node("e", Node(embedding, "Image Embedding", (200.0, 0.0)))
        document.edit(workflow.with_link(Link("i", "data", "e", "images")), "Make")
        self.importing, self.embedding = self.windows.open("i"), self.windows.open("e")
        self.asked = []
        self.embedding.area.asked.connect(self.asked.append)
        self.embedding.panel.asked.connect(self.asked.append)

    def settle(self) -> None:
        assert self.document.bridge.engine.finish(120)
        self.document.bridge.drain()
        for _ in range(5):
            assert background().wait(60)
            QApplication.processEvents()

    def settle_stopped(self) -> None:
        self.document.bridge.engine.cancel("e")
        self.settle()


@pytest.fixture
def pair(qtbot, document, catalog, zoo):
    made = []

    def make(**settings) -> Pair:
        made.append(Pair(document, catalog, zoo, **settings))
        return made[-1]

    yield make
    for one in made:
        one.windows.close_all()


def numbers(painter) -> dict[str, int]:
    return {kind: len(button.group) for kind, button in painter.numbers.buttons.items()}


def good(told: dict[str, int]) -> int:
    """How many are as they should be, wherever their vectors come from."""
    return sum(told.get(kind, 0) for kind in GOOD)


def test_every_picture_ends_in_one_number_and_each_has_its_reason(pair):
    both = pair()
    both.settle()
    painter = both.embedding.area.painter
    told = numbers(painter)
    assert good(told) + told["repaired"] + told["refused"] == painter.account.total
    assert told["repaired"] >= 5
    assert told["refused"] >= 10
    for kind in ("repaired", "refused", "noted"):
        QTest.mouseClick(painter.numbers.buttons[kind], Qt.MouseButton.LeftButton)
        both.settle()
        model = painter.told.model
        assert model.rowCount() == told[kind]
        for row in range(model.rowCount()):
            name, _, why = model.index(row).data(Qt.ItemDataRole.ToolTipRole).partition("\n")
            assert name.startswith("odd/")
            assert why
    work = painter.account.view.work
    assert work.computed + work.cached + work.twins == good(told) + told["repaired"]
    assert "Nothing leaves this computer." in painter.where.text()
    imported = both.importing.area.painter
    assert imported.account.total == painter.account.total
    assert sum(one.count for one in imported.account.categories) == imported.account.total
    assert numbers(imported)["refused"] <= told["refused"]


def test_with_missing_weights_the_form_is_there_and_every_way_to_get_them(pair):
    both = pair(network="resnet50")
    both.settle()
    window = both.embedding
    assert both.document.bridge.status("e").state == "failed"
    assert window.panel.isVisible()
    assert set(window.panel.editor("network").cards) >= {"resnet50", "efficientnet_lite0"}
    page = window.area.page
    assert "not on this computer" in page.text.text()
    card = window.panel.editor("network").cards["resnet50"]
    offered = {button.text() for button in window.findChildren(QPushButton)
               if button.isVisible()}
    assert {"Fetch weights…", "Add a file of weights…", "Retry"} <= offered
    assert [command for _, command in card.offer.buttons] == [
        FetchWeights("resnet50"), AddWeights("resnet50")]
    # Another network is one click away.
    QTest.mouseClick(window.panel.editor("network").cards["efficientnet_lite0"],
                     Qt.MouseButton.LeftButton)
    both.settle()
    assert both.document.bridge.status("e").state == "done"
    assert window.area.painter is not None


def test_what_a_stopped_run_got_to_can_be_sent_and_the_rest_embedded(pair, ready_cache):
    both = pair(only_known=True)
    both.settle()
    painter = both.embedding.area.painter
    total = painter.account.total
    assert numbers(painter) == {"fine": 0, "pending": total}
    assert painter.told.go_on.isVisible()
    QTest.mouseClick(painter.told.go_on, Qt.MouseButton.LeftButton)
    both.settle()
    assert not both.document.workflow.nodes["e"].widget.only_known
    assert both.document.undo_name == "Embed the rest"
    done = numbers(both.embedding.area.painter)
    assert "pending" not in done
    assert good(done) + done["repaired"] + done["refused"] == total
    both.document.undo()
    both.settle()
    again = numbers(both.embedding.area.painter)
    assert good(again) + again["repaired"] == good(done) + done["repaired"]
    assert "fine" not in again, "all of them come from the cache now"
    assert again["pending"] == done["refused"]


def test_a_stopped_run_offers_to_send_what_it_got_to(pair, qtbot, ready_cache):
    both = pair()
    bridge, area = both.document.bridge, both.embedding.area
    qtbot.waitUntil(lambda: bridge.status("e").progress > 0.1)
    both.settle_stopped()
    qtbot.waitUntil(area.page.isVisible)
    assert [button.text() for button in area.page.buttons] == ["Continue", "Send these"]
    assert area.told.heading.startswith("Stopped, ")
    QTest.mouseClick(area.page.buttons[1], Qt.MouseButton.LeftButton)
    both.settle()
    assert both.document.workflow.nodes["e"].widget.only_known
    sent = numbers(area.painter)
    # What is refused is not remembered, so that it counts as done and yet is to come again.
    assert sent["cached"] > 0
    assert sent["pending"] > 0
    both.document.undo()
    both.settle()
    assert bridge.status("e").state == "stopped", "nothing begins again unasked"
    done = bridge.status("e").counted[0]  # its last batch may have ended since
    assert sent["cached"] <= done
    assert area.told.heading.startswith(f"Stopped, {done:,} of ")


def test_the_list_of_problems_tells_of_folders_that_changed(qtbot, document, tmp_path, catalog):
    from satsuma.ui.folder_notice_watch import watch_of
    from satsuma.ui.folder_notices import FolderNotices
    from satsuma.ui.problems_panel import ProblemsPanel

    shutil.copytree(ANIMALS / "frog", tmp_path / "frog")
    widget = catalog.named("import_images")(sources=(str(tmp_path),))
    document.edit(Workflow().with_node("i", Node(widget, "Frogs", (0.0, 0.0))), "Add")
    panel = ProblemsPanel(document)
    qtbot.addWidget(panel)
    panel.show()
    panel.activateWindow()
    assert QTest.qWaitForWindowActive(panel, 3000)
    notices = FolderNotices(document, panel)
    panel.watch_folders(notices)
    assert document.bridge.engine.finish(30)
    document.bridge.drain()
    shutil.copy(ANIMALS / "cow" / "cow-1.png", tmp_path / "frog" / "new.png")
    watch_of(notices._watches["i"].listing).look()  # noqa: SLF001
    qtbot.waitUntil(lambda: bool(panel.troubles))
    assert [(one.sign, one.node, one.title) for one in panel.troubles] == [("note", "i", "Frogs")]
    assert panel.troubles[0].text.startswith("1 new since the pictures were read.")
    document.edit(document.workflow.without_node("i"), "Remove")
