"""What tests of windows share: a document with its engine, and Qt without a screen."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def catalog():
    from satsuma.catalog import discover

    return discover()


@pytest.fixture(scope="session")
def qapp_cls():
    from PyQt6.QtWidgets import QApplication

    return QApplication


@pytest.fixture(autouse=True)
def fresh_settings(tmp_path_factory, monkeypatch):
    """Every test begins as on a computer where the program has never run."""
    place = tmp_path_factory.mktemp("places")
    monkeypatch.setenv("SATSUMA_CONFIG", str(place / "config"))
    monkeypatch.setenv("SATSUMA_DATA", str(place / "data"))
    from satsuma.ui import autosave

    stores: list = []  # not the one of an earlier test, whose folder is another
    monkeypatch.setattr(autosave, "_store", stores)
    yield
    for store in stores:
        store.close()


@pytest.fixture(autouse=True)
def nothing_left_over(request):
    """Windows that a test closed are gone before the next one begins, and no button is held."""
    yield
    if "qtbot" in request.fixturenames or "qapp" in request.fixturenames:
        from PyQt6.QtCore import QCoreApplication, QEvent

        from tests.ui.mouse_buttons import let_go_of_all

        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        let_go_of_all()


@pytest.fixture(autouse=True)
def plain_theme(request):
    """Every test begins in the light scheme at 100 %, without motion."""
    if "qtbot" not in request.fixturenames:
        return
    request.getfixturevalue("qapp")
    from satsuma.ui.theme import theme

    if theme().dark or theme().scale != 1.0 or theme().motion:
        theme().apply("light", 100, "off")


@pytest.fixture
def document(qapp):
    from satsuma.ui.document import Document

    made = Document()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def app(qapp, catalog, monkeypatch):
    """A whole program, without a window yet."""
    from tests.ui.opened_app import opened_app

    with opened_app(qapp, catalog, monkeypatch) as made:
        yield made


@pytest.fixture
def window(app, qtbot):
    """An empty main window with its canvas, ready for keys."""
    from tests.ui.opened_app import ready_window

    return ready_window(app, qtbot)


@pytest.fixture
def preferences_store(qapp):
    from satsuma.ui.preference_store import PreferenceStore

    return PreferenceStore()


@pytest.fixture
def animals() -> Path:
    return ROOT / "workflows" / "animals.ows"


@pytest.fixture
def cow_folder(tmp_path) -> Path:
    """A folder with a few tiny pictures."""
    from PIL import Image

    folder = tmp_path / "cows"
    folder.mkdir()
    for number in range(4):
        Image.new("RGB", (12, 8), (40 * number, 90, 20)).save(folder / f"cow-{number}.png")
    return folder


def collected() -> None:
    """Everything that nobody holds is gone."""
    from PyQt6.QtCore import QCoreApplication, QEvent

    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
