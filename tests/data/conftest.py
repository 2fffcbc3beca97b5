"""Odd picture files for the tests of reading."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def hostile():
    """The module that makes odd files (tests/hostile.py)."""
    spec = importlib.util.spec_from_file_location(
        "tests_hostile", Path(__file__).parents[1] / "hostile.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
