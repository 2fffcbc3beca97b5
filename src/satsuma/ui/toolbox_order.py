"""Toolbox order: first the categories that every lesson needs, and the widgets in each."""

from __future__ import annotations

from typing import Any

from satsuma.catalog import Catalog

ORDER = ("Images", "Unsupervised", "Data", "Visualize", "Model", "Evaluate")


def categories(catalog: Catalog) -> list[tuple[str, list[Any]]]:
    """The categories with their widgets. Knows nothing of Qt."""
    groups: dict[str, list[Any]] = {}
    for cls in catalog.widgets.values():
        groups.setdefault(cls.spec.category or "Others", []).append(cls)
    return [(name, sorted(groups[name], key=_rank)) for name in sorted(groups, key=_place)]


def _rank(cls: Any) -> tuple[bool, str]:
    """Those that a workflow begins with come first."""
    return bool(cls.spec.inputs), str(cls.spec.title).casefold()


def _place(name: str) -> tuple[int, str]:
    return (ORDER.index(name) if name in ORDER else len(ORDER), name.casefold())
