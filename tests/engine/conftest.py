"""Engines that say what happens, on workflows of toy widgets."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest


def _load(name: str):
    spec = importlib.util.spec_from_file_location(f"tests_engine.{name}",
                                                  Path(__file__).parent / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


_TOYS = _load("toys")


@pytest.fixture
def toys():
    """The toy widgets, with nothing computed yet."""
    _TOYS.reset()
    yield _TOYS
    _TOYS.GATE.set()
