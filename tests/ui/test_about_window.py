"""About: the version, the libraries and networks with their licenses."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from satsuma.version import VERSION

pytestmark = pytest.mark.window

PROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.fixture
def window(qtbot):
    from satsuma.ui.about_window import AboutWindow
    from satsuma.ui.background import background

    made = AboutWindow()
    qtbot.addWidget(made)
    made.show()
    assert background().wait()
    return made


def rows(table) -> list[list[str]]:
    return [[table.item(row, column).text() for column in range(table.columnCount())]
            for row in range(table.rowCount())]


def test_the_window_names_version_and_license(window):
    from PyQt6.QtWidgets import QLabel

    told = " ".join(one.text() for one in window.findChildren(QLabel))
    assert f"Satsuma {VERSION}" in told
    assert "General Public License" in told
    assert "Nothing leaves this computer" in told


def test_every_library_that_is_needed_is_listed_with_version_and_license(window):
    listed = rows(window.libraries)
    from importlib.metadata import requires

    needed = {plain(re.match(r"[\w.-]+", each)[0]) for each in requires("satsuma-images")
              if "extra" not in each}
    assert needed <= {plain(name) for name, _, _ in listed}
    for name, version, license_ in listed:
        assert re.match(r"\d", version), name
        assert license_.strip(), name
        assert "\n" not in license_, name


def test_the_list_is_that_of_the_project(window):
    from satsuma.ui.licenses import libraries

    known = {plain(each.name) for each in libraries()}
    asked = {plain(re.match(r"[\w.-]+", each)[0]) for each in PROJECT["project"]["dependencies"]}
    # A dependency that was added since Satsuma was installed is not in its records yet.
    assert known - {"pyqt6"} <= asked | {"pyqt6"}


def test_every_network_is_listed_with_what_it_learned_from(window):
    listed = {name: (license_, training) for name, license_, training in rows(window.networks)}
    license_, training = listed["ResNet-50"]
    assert license_.startswith("BSD")
    assert training.startswith("ImageNet-1K")


def test_the_license_of_the_icons_is_there(window):
    assert "ISC License" in window.icons.toPlainText()


def test_escape_closes(qtbot, window):
    from PyQt6.QtCore import Qt

    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()
