"""Odd picture files for the tests of reading."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import numpy as np
import pytest

from satsuma.data.images import open_picture


@pytest.fixture(scope="session")
def hostile():
    """The module that makes odd files (tests/hostile.py)."""
    spec = importlib.util.spec_from_file_location(
        "tests_hostile", Path(__file__).parents[1] / "hostile.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def keep(tmp_path):
    """Write the content into a file."""
    def keep(content, name="picture"):
        file = tmp_path / name
        file.write_bytes(content)
        return file
    return keep


@pytest.fixture
def read(keep):
    """Write the content and decode it."""
    def read(content, name="picture", **how):
        return open_picture(keep(content, name), **how)
    return read


@pytest.fixture
def rgb(read):
    """The pixels of a sound file as numbers (h × w × 3), and the notes."""
    def rgb(content, name="picture"):
        picture = read(content, name)
        assert picture.pixels.mode == "RGB"
        assert picture.outcome.state == "fine"
        return np.asarray(picture.pixels), picture.outcome.notes
    return rgb
