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
