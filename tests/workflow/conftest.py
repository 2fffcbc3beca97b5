"""The toy widgets, for tests of workflows."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest


def _load(name: str):
    spec = importlib.util.spec_from_file_location(f"tests_workflow_{name}",
                                                  Path(__file__).parent / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


_TOYS = _load("toys")


@pytest.fixture(scope="session")
def toys():
    """The module of toy widgets."""
    return _TOYS
