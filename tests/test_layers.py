"""Imports point down: who may import whom, no Qt, and torch in its own process only."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

GROUND = {"problem", "run", "version", "data"}
WIDGET = GROUND | {"commands", "views", "gestures", "widget"}
ALLOWED = {
    "problem": set(), "run": set(), "version": set(), "commands": set(), "scripting": GROUND,
    "summary": set(), "preferences": GROUND,
    "data": GROUND,
    "algorithms": GROUND | {"algorithms"},
    "views": GROUND | {"views"}, "gestures": GROUND, "widget": WIDGET,
    "text_views": GROUND | {"views"},
    "widgets": WIDGET | {"algorithms", "widgets"},
    "catalog": WIDGET | {"widgets"},
    "workflow": WIDGET | {"catalog", "workflow"},
    "engine": WIDGET | {"catalog", "workflow", "engine"},
    "ui": WIDGET | {"algorithms", "catalog", "workflow", "engine", "text_views", "summary",
                    "preferences", "ui", "workflows", "docs"},
    # What a notebook needs is offered by the package itself, imported when it is used.
    "__init__": WIDGET | {"algorithms", "widgets"},
    "__main__": {"cli"},
}
"""Folder or module -> what it may import of the package. `cli` may import all."""

SLOW = {"torch", "torchvision", "onnx", "onnxruntime", "scipy", "openpyxl", "pandas", "sklearn",
        "pillow_heif", "pyarrow"}
"""Imported inside functions, so that `satsuma --help` answers at once."""


def modules() -> dict[str, Path]:
    """Every module of the program by its name below `satsuma`."""
    found = {}
    for base, front in ((ROOT / "src" / "satsuma", ()), (ROOT / "widgets", ("widgets",))):
        for file in base.rglob("*.py"):
            parts = file.relative_to(base).with_suffix("").parts
            found[".".join((*front, *parts))] = file
    return found


MODULES = modules()


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


def imported(module: str, *, at_once: bool = False) -> set[str]:
    """Full names that a module imports; `at_once`: only those it imports when it is imported."""
    return {name for node in nodes(tree(module), at_once) for name in names(node)}


def nodes(node: ast.AST, at_once: bool) -> Iterator[ast.AST]:
    yield node
    for child in ast.iter_child_nodes(node):
        if not (at_once and (isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
                             or is_for_types(child))):
            yield from nodes(child, at_once)


def is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        assert node.level == 0, "relative imports hide who imports whom"
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def of_satsuma(module: str, *, at_once: bool = False) -> set[str]:
    """The modules of the program that a module imports, by their names below `satsuma`."""
    below = {name.removeprefix("satsuma.") for name in imported(module, at_once=at_once)
             if name.startswith("satsuma.")}
    return {part for name in below for part in (name, name.rpartition(".")[0]) if part in MODULES}


def layer(module: str) -> str:
    return module.partition(".")[0]


def test_every_part_of_the_program_has_its_place():
    assert {layer(module) for module in MODULES} <= ALLOWED.keys() | {"cli"}


@pytest.mark.parametrize("module", sorted(MODULES))
def test_imports_point_down(module):
    allowed = ALLOWED.get(layer(module), ALLOWED.keys() | {"cli"})
    for name in imported(module):
        if name == "satsuma" or name.startswith("satsuma."):
            assert layer(name.removeprefix("satsuma.")) in allowed, f"{module} imports {name}"


@pytest.mark.parametrize("module", sorted(m for m in MODULES if layer(m) != "ui"))
def test_nothing_below_the_window_knows_qt(module):
    roots = {layer(name) for name in imported(module)}
    assert not roots & {"PyQt6", "PyQt5", "PySide6", "PySide2", "qtpy", "AnyQt", "pyqtgraph"}
    if module not in ("cli.window", "cli.pictures"):
        assert not any(layer(name) == "ui" for name in of_satsuma(module))


def with_torch() -> set[str]:
    """The modules that cannot be imported without importing torch."""
    found: set[str] = set()
    while True:
        more = {m for m in MODULES.keys() - found
                if {layer(n) for n in imported(m, at_once=True)} & {"torch", "torchvision"}
                or of_satsuma(m, at_once=True) & found}
        if not more:
            return found
        found |= more


def test_torch_is_imported_by_its_child_process_alone():
    heavy = with_torch()
    assert heavy
    for module in MODULES.keys() - heavy - {"algorithms.torch_child"}:
        assert not of_satsuma(module) & heavy, module
        assert not {layer(name) for name in imported(module)} & {"torch", "torchvision"}, module


@pytest.mark.parametrize("module", sorted(MODULES.keys() - with_torch()))
def test_slow_packages_are_imported_when_they_are_used(module):
    assert not {layer(name) for name in imported(module, at_once=True)} & SLOW


def test_nothing_imports_what_runs_strange_code():
    for module in MODULES:
        assert not {layer(name) for name in imported(module)} & {"pickle", "shelve", "marshal"}
        called = {node.func.id for node in ast.walk(tree(module))
                  if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
        assert not called & {"eval", "exec", "compile", "__import__"}, module


def test_finding_widgets_and_reading_a_workflow_imports_nothing_slow():
    code = ("import sys; from satsuma.catalog import discover; from satsuma.workflow import ows, "
            "script; c = discover(entry_points=False); assert not c.broken, c.broken; "
            f"print(sorted({SLOW!r} & sys.modules.keys()))")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")
