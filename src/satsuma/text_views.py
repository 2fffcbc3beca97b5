"""Views as text, for terminals and logs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from satsuma.data.column import Kind
from satsuma.data.column_edits import ColumnEdit, usual_role
from satsuma.data.plan_words import plan_lines
from satsuma.data.table import Table
from satsuma.data.tree import Tree
from satsuma.views import Columns, Dendrogram, Overview, Planned, Roles, Scree, View

_LARGEST_DRAWING = 64
"""Leaves up to which a tree is drawn; a larger one would fill screens."""

_WIDTH = 32

_MOST_STEPS = 10
"""Steps of a plan that are listed; those that go wrong are listed in any case."""

_MOST_COLUMNS = 40
"""Columns of a table that are listed."""

_LONGEST_LABEL = 40


def as_text(view: View) -> str:
    """The view as lines of text; "" for views that only a window can show."""
    if isinstance(view, Planned):
        return "\n".join(plan_lines(view.plan, _MOST_STEPS))
    if isinstance(view, Overview):
        return "\n\n".join(filter(None, ("\n".join(_facts(view)), "\n".join(_columns(view)))))
    if isinstance(view, Columns):
        return "\n".join(_read_columns(view))
    if isinstance(view, Roles):
        return "\n".join(_roles(view))
    if isinstance(view, Scree):
        return "\n".join(_components(view))
    if not isinstance(view, Dendrogram):
        return ""
    parts = ["\n".join(_clusters(view))]
    if len(view.tree.table) <= _LARGEST_DRAWING:
        parts.append("\n".join(_drawing(view)))
    return "\n\n".join(part for part in parts if part)


def _label(view: Dendrogram, row: int) -> str:
    table = view.tree.table
    text = _one_line(table[view.labels].shown(row) if view.labels else table.ids[row])
    return text if len(text) <= _LONGEST_LABEL else text[: _LONGEST_LABEL - 1] + "…"


def _facts(view: Overview) -> Iterator[str]:
    for word, text in view.facts:
        yield f"{_one_line(word)}: {_one_line(text)}"


def _columns(view: Overview) -> Iterator[str]:
    """A line for each of the first columns: its name, kind and role, and what is in it."""
    table = view.rows.table
    if not {"kind", "role"} <= table.columns.keys():
        yield from _lines_of(table)
        return
    names = [name for name in ("first values", "details") if name in table]
    for row in range(min(len(table), _MOST_COLUMNS)):
        words = (table[name].shown(row) for name in ("kind", "role"))
        told = [text for name in names if (text := table[name].shown(row))]
        yield " · ".join([_one_line(table.ids[row]), " ".join(words), *map(_one_line, told)])
    if len(table) > _MOST_COLUMNS:
        yield f"and {len(table) - _MOST_COLUMNS:,} more columns"


def _lines_of(table: Table) -> Iterator[str]:
    """A line for each of the first rows of a table about something else than columns."""
    for row in range(min(len(table), _MOST_COLUMNS)):
        told = (f"{name} {text}" for name, column in islice(table.columns.items(), _MOST_COLUMNS)
                if (text := column.shown(row)))
        yield " · ".join(map(_one_line, told))
    if len(table) > _MOST_COLUMNS:
        yield f"and {len(table) - _MOST_COLUMNS:,} more rows"


def _read_columns(view: Columns) -> Iterator[str]:
    """A line for each of the first columns of a file, and what was corrected of it."""
    edits = {one.name: one for one in view.edits}
    for facts in view.facts[:_MOST_COLUMNS]:
        edit = edits.get(facts.name, ColumnEdit(facts.name))
        kind = (Kind(edit.kind) if edit.kind else facts.guess.kind).word
        role = edit.role or usual_role(facts.guess, edit.kind)
        told = [edit.rename or facts.name, f"{kind} {'left out' if role == 'skip' else role}",
                facts.guess.odd.text if facts.guess.odd is not None and not edit.kind else "",
                facts.samples, "" if edit == ColumnEdit(facts.name) else "corrected"]
        yield " · ".join(_one_line(one) for one in told if one)
    if len(view.facts) > _MOST_COLUMNS:
        yield f"and {len(view.facts) - _MOST_COLUMNS:,} more columns"
    yield from view.told


def _roles(view: Roles) -> Iterator[str]:
    """A line for each list of columns."""
    for title, names in view.lists._asdict().items():
        shown = ", ".join(_one_line(name) for name in names[:_MOST_COLUMNS])
        more = f" and {len(names) - _MOST_COLUMNS:,} more" if len(names) > _MOST_COLUMNS else ""
        yield f"{title.replace('_', ' ').capitalize()}: {shown or 'none'}{more}"


def _components(view: Scree) -> Iterator[str]:
    """A line for each of the first components that are kept: what it tells, and all so far."""
    together = 0.0
    for number, share in enumerate(view.shares[:view.kept].tolist(), start=1):
        together += share
        if number <= _MOST_COLUMNS or number == view.kept:
            yield f"PC{number}: {share:.1%} of variance, {together:.1%} together"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _clusters(view: Dendrogram) -> Iterator[str]:
    """A line for each cluster, with its members from the top of the dendrogram down."""
    members: dict[int, list[str]] = {}
    for row in view.tree.order:
        if (code := int(view.clusters[row])) >= 0:
            members.setdefault(code, []).append(_label(view, int(row)))
    for code, names in sorted(members.items()):
        shown = ", ".join(names[:40]) + (f" and {len(names) - 40} more" if len(names) > 40 else "")
        yield f"C{code + 1} ({len(names)}): {shown}"


def _drawing(view: Dendrogram) -> list[str]:
    """The dendrogram lying on its side, a line per leaf: root left, joins at their height."""
    tree = view.tree
    n = len(tree.table)
    line, column = _positions(tree)
    grid = [[" "] * max(column) for _ in range(n)]
    for merge, children in enumerate(tree.merges.tolist()):
        _draw_join(grid, column[n + merge], sorted((line[c], column[c]) for c in children))
    return [_with_label(view, "".join(grid[line[row]]), row) for row in tree.order.tolist()]


def _positions(tree: Tree) -> tuple[list[int], list[int]]:
    """For every node its line, which is that of its topmost leaf, and its column."""
    n = len(tree.table)
    tallest = float(tree.heights.max()) or 1.0
    line = [0] * n
    column = [_WIDTH] * n
    for place, row in enumerate(tree.order.tolist()):
        line[row] = place
    for (left, right), height in zip(tree.merges.tolist(), tree.heights.tolist(), strict=True):
        line.append(min(line[left], line[right]))
        wanted = round((1 - height / tallest) * (_WIDTH - 2))
        # A join stays left of what it joins, however close their heights are.
        column.append(min(wanted, column[left] - 1, column[right] - 1))
    leftmost = min(column)
    return line, [at - leftmost for at in column]


def _draw_join(grid: list[list[str]], at: int, ends: list[tuple[int, int]]) -> None:
    (upper, upper_end), (lower, lower_end) = ends
    grid[upper][at:upper_end] = "┬" + "─" * (upper_end - at - 1)
    for between in range(upper + 1, lower):
        grid[between][at] = "│"
    grid[lower][at:lower_end] = "└" + "─" * (lower_end - at - 1)


def _with_label(view: Dendrogram, drawn: str, row: int) -> str:
    code = int(view.clusters[row])
    return f"{drawn} {_label(view, row)}" + (f"  [C{code + 1}]" if code >= 0 else "")
