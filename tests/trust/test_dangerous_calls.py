"""No line of the program can run what a file says, start a program, or ask for the network.

The other tests of trust watch what happens; this one reads the source, and so sees the line that
none of their files leads to. Where something dangerous is needed, its one place stands here.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_layers import MODULES

ONLY_IN: dict[str, set[str]] = {
    **dict.fromkeys(("pickle", "_pickle", "dill", "cloudpickle", "joblib", "shelve", "marshal",
                     "yaml", "runpy", "code", "codeop", "pty", "multiprocessing", "xmlrpc",
                     "ftplib", "smtplib", "webbrowser", "requests", "httpx", "PyQt6.QtNetwork",
                     "PyQt6.QtWebEngineCore", "PyQt6.QtDBus"), set()),
    "subprocess": {"algorithms.child"},
    "socket": set(), "ssl": set(),
    "http.client": {"algorithms.fetch"}, "urllib.request": {"algorithms.fetch"},
}
"""Modules that can do harm, and who may import them."""

NAMES = {"eval", "exec", "compile", "__import__", "breakpoint"}
OF_OS = ("system", "popen", "posix_spawn", "spawn", "exec", "fork", "startfile")
ATTRIBUTES = {"startDetached", "QProcess", "unsafe_load", "full_load"}
ATTRIBUTES_ONLY_IN = {
    "exec_module": {"catalog"},  # the folder of widgets that a person has named
    "openUrl": {"ui.canvas.annotation_items", "ui.help_address", "ui.painters.gallery_actions",
                "ui.shown_folder"},
}


def found(module: str, source: str) -> list[str]:
    """What is dangerous in a module."""
    return [f"{module}: {told}" for node in ast.walk(ast.parse(source))
            for told in (*_imports(module, node), *_called(module, node))]


def _imports(module: str, node: ast.AST) -> Iterator[str]:
    names = []
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom):
        names = [f"{node.module}.{alias.name}" for alias in node.names]
    for name in names:
        if name.startswith(tuple(f"os.{one}" for one in OF_OS)):
            yield name
        for danger, allowed in ONLY_IN.items():
            if f"{name}.".startswith(f"{danger}.") and module not in allowed:
                yield f"imports {name}"


def _called(module: str, node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Name) and node.id in NAMES:
        yield node.id
    if isinstance(node, ast.Attribute) and node.attr in ATTRIBUTES | ATTRIBUTES_ONLY_IN.keys() \
            and module not in ATTRIBUTES_ONLY_IN.get(node.attr, ()):
        yield node.attr
    if isinstance(node, ast.Attribute) and node.attr.startswith(OF_OS) \
            and ast.unparse(node.value) == "os":
        yield f"os.{node.attr}"
    if isinstance(node, ast.Call):
        yield from _arguments(node)


def _arguments(call: ast.Call) -> Iterator[str]:
    """Calls that are harmless with the right arguments alone."""
    given = {word.arg: getattr(word.value, "value", None) for word in call.keywords}
    name = ast.unparse(call.func) if isinstance(call.func, ast.Attribute) \
        and call.func.attr.startswith("load") else ""
    if given.get("shell") not in (None, False):
        yield "shell"
    if given.get("allow_pickle", False) is not False:
        yield "allow_pickle"
    if name == "torch.load" and given.get("weights_only") is not True:
        yield "torch.load without weights_only=True"
    if name in ("np.load", "numpy.load") and given.get("allow_pickle") is not False:
        yield "np.load without allow_pickle=False"
    if name.startswith(("torch.jit.", "torch.hub.")):
        yield name


def test_nothing_dangerous_is_called():
    told = [one for module, file in MODULES.items()
            for one in found(module, file.read_text(encoding="utf-8"))]
    assert told == []


@pytest.mark.parametrize("line", [
    "import pickle", "from pickle import loads", "import subprocess", "from subprocess import run",
    "import socket", "from urllib import request", "import urllib.request", "import http.client",
    "from PyQt6.QtNetwork import QTcpSocket", "eval('1')", "run = exec", "os.system('x')",
    "os.execv('x', y)", "from os import popen",
    "torch.load(file)", "torch.load(file, weights_only=False)", "torch.load(file, weights_only=x)",
    "np.load(file)", "np.load(file, allow_pickle=True)", "read(file, allow_pickle=how)",
    "start('x', shell=True)", "torch.jit.load(file)", "QDesktopServices.openUrl(x)",
    "QProcess.startDetached('x')", "spec.loader.exec_module(made)", "yaml.unsafe_load(x)",
])
def test_it_is_seen(line):
    assert found("ui.somewhere", line)


@pytest.mark.parametrize("line", [
    "torch.load(file, weights_only=True)", "np.load(file, allow_pickle=False)", "import re",
    "re.compile('x')", "from urllib.parse import quote", "dialog.exec()", "import pickletools",
])
def test_what_is_harmless_passes(line):
    assert found("ui.somewhere", line) == []


def test_every_exception_is_needed():
    """Whoever takes the last dangerous line from a module takes its permission, too."""
    def needed(module: str, danger: str) -> bool:
        return danger.rpartition(".")[2] in Path(MODULES[module]).read_text(encoding="utf-8")

    allowed = {**ONLY_IN, **ATTRIBUTES_ONLY_IN}
    assert all(needed(module, danger) for danger, modules in allowed.items() for module in modules)
