"""What tests of trust share: the widgets there are, and Qt without a screen."""

from __future__ import annotations

import os

import pytest

from satsuma.catalog import Catalog, discover

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return discover()


@pytest.fixture(scope="session")
def qapp_cls():
    from PyQt6.QtWidgets import QApplication

    return QApplication


@pytest.fixture
def quick_network(monkeypatch):
    from satsuma.algorithms import embed
    from tests.trust.programs import TwoColors

    monkeypatch.setattr(embed, "open_model", lambda *_, **__: TwoColors())


@pytest.fixture
def program(qapp, catalog, monkeypatch, tmp_path, quick_network):
    """The whole program, in places of its own; garbage is collected as when it runs."""
    from satsuma.ui.collecting import Collecting
    from tests.ui.opened_app import opened_app

    for name in ("CONFIG", "DATA", "CACHE"):
        monkeypatch.setenv(f"SATSUMA_{name}", str(tmp_path / name.lower()))
    collecting = Collecting(qapp)
    with opened_app(qapp, catalog, monkeypatch) as made:
        yield made
    collecting.stop()
    collecting.deleteLater()
