"""Help text: what a widget's docstring says, as plain short texts. Knows nothing of Qt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any

from satsuma.widget import Input

_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_BULLET = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")
_MARKS = re.compile(r"(\*\*|__|\*|`)(?=\S)(.+?)(?<=\S)\1")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")  # docstrings are typed on a keyboard
_SPANS = ((re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*"), "b"),
          (re.compile(r"\*(?=\S)(.+?)(?<=\S)\*"), "i"),
          (re.compile(r"`([^`]+)`"), "code"))
_NAMES = {"table": "a table", "distances": "distances", "tree": "a tree", "model": "a model",
          "anything": "anything"}


@dataclass(frozen=True)
class ShortHelp:
    """The help that fits beside something: a sentence, the paragraphs after it, and the ports."""

    title: str
    summary: str
    paragraphs: tuple[str, ...]
    takes: str
    gives: str


def short_help(cls: Any, paragraphs: int = 2) -> ShortHelp:
    """The short help of a widget class; the paragraphs are still Markdown."""
    spec = cls.spec
    parts = split_paragraphs(spec.doc)
    summary = parts[0] if parts else ""
    return ShortHelp(spec.title, summary, tuple(parts[1:1 + paragraphs]), takes(spec.inputs),
                     gives(spec.outputs))


def split_paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, each in one line unless it is a list."""
    text = _APOSTROPHE.sub("’", text.strip())
    blocks = (block.strip("\n") for block in re.split(r"\n\s*\n", text))
    return [_joined(block) for block in blocks if block.strip()]


def _joined(block: str) -> str:
    lines = block.splitlines()
    if any(_BULLET.match(line) for line in lines):
        return "\n".join(lines)
    return " ".join(line.strip() for line in lines)


@lru_cache(maxsize=1024)
def plain(text: str) -> str:
    """The text without Markdown's signs, in one line."""
    lines = []
    for line in text.splitlines():
        line = _BULLET.sub("", line.strip().lstrip("#>").strip())
        lines.append(_LINK.sub(r"\1", line))
    joined = " ".join(" ".join(lines).split())
    while (bare := _MARKS.sub(r"\2", joined)) != joined:
        joined = bare
    return joined


def rich(text: str) -> str:
    """A paragraph as HTML with only bold, italics and code in it: a stranger's text is safe."""
    found = _LINK.sub(r"\1", escape(text, quote=False))
    for pattern, tag in _SPANS:
        found = pattern.sub(rf"<{tag}>\1</{tag}>", found)
    return "<br>".join(_BULLET.sub("• ", line) for line in found.splitlines())


def takes(inputs: Mapping[str, Input]) -> str:
    """What comes in, in plain words: `a table (data)`."""
    if not inputs:
        return "Takes nothing: it stands at the beginning."
    return f"Takes {_listed(_taken(name, port) for name, port in inputs.items())}."


def gives(outputs: Mapping[str, type]) -> str:
    """What goes out, in plain words."""
    if not outputs:
        return "Sends nothing on: it stands at the end."
    return f"Sends {_listed(_named(name, kind) for name, kind in outputs.items())}."


def _taken(name: str, port: Input) -> str:
    extra = " (as many as you like)" if port.many else "" if port.required else " (if there is one)"
    return _named(name, port.type) + extra


def _named(name: str, kind: type) -> str:
    word = _NAMES.get(kind.__name__.lower(), kind.__name__.lower())
    shown = name.replace("_", " ")
    return word if shown in word.split() else f"{word} “{shown}”"


def _listed(words: Iterable[str]) -> str:
    *front, last = list(words)
    return f"{', '.join(front)} and {last}" if front else last
