"""By the engine, the command line and a script: a workflow gives the same, for every widget."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from satsuma.algorithms.model_file import read_model, same_models
from satsuma.catalog import discover
from satsuma.cli import main
from satsuma.data.distances import Distances
from satsuma.data.learner import Model
from satsuma.data.table import Table
from satsuma.data.tables import read_distances, read_table
from satsuma.engine.engine import Engine
from satsuma.workflow.ows import read_ows

ROOT = Path(__file__).parents[1]
CATALOG = discover(entry_points=False)
FILES = sorted([*(ROOT / "workflows").glob("*.ows"),
                *(ROOT / "tests" / "fixtures" / "three_ways").glob("*.ows")])

READERS = {Table: (read_table, ".npz"), Distances: (read_distances, ".npz"),
           Model: (read_model, ".satsuma-model")}
"""How what a port sends is read from a file, and how its name ends; all else goes into none."""


def same(one, other):
    if isinstance(one, Model):
        return same_models(one, other)
    return one.equals(other) if hasattr(one, "equals") else one == other


def by_engine(workflow):
    """What every node sends by every port, as the engine gives it."""
    engine = Engine()
    engine.update(workflow)
    assert engine.finish(120)
    found = {}
    for node_id, node in workflow.nodes.items():
        result = engine.result(node_id)
        assert result is not None, node_id
        assert result.ok, result.error
        found |= {f"{node_id}.{port}": result.values[port] for port in node.widget.spec.outputs}
    engine.close()
    return found


@pytest.fixture(scope="module", params=FILES, ids=lambda file: file.stem)
def three_ways(request, tmp_path_factory):
    """The file, its workflow and what the engine makes of it."""
    opened = read_ows(request.param, CATALOG)
    assert opened.problems == ()
    return request.param, opened.workflow, by_engine(opened.workflow)


def test_every_widget_is_in_one_of_the_workflows():
    shown = {node.widget.spec.id for file in FILES
             for node in read_ows(file, CATALOG).workflow.nodes.values()}
    assert set(CATALOG.widgets) <= shown, "put it into a file in tests/fixtures/three_ways/"


def test_the_command_line_saves_what_the_engine_gives(three_ways, tmp_path):
    file, _, values = three_ways
    sent = {place: value for place, value in values.items() if type(value) in READERS}
    files = {place: tmp_path / f"{place}{READERS[type(value)][1]}"
             for place, value in sent.items()}
    asked = [word for place in sent for word in ("--save", f"{place}={files[place]}")]
    assert main(["run", str(file), "--quiet", *asked]) == 0
    for place, value in sent.items():
        assert same(READERS[type(value)][0](files[place]), value), place


def test_the_script_gives_what_the_engine_gives(three_ways, tmp_path):
    file, workflow, values = three_ways
    script = tmp_path / "script.py"
    assert main(["export", str(file), "--python", str(script)]) == 0
    names = runpy.run_path(str(script))
    for place, value in values.items():
        node_id, port = place.split(".")
        given = names[node_id.replace("-", "_")]
        if workflow.nodes[node_id].widget.spec.bundle is not None:
            given = getattr(given, port)
        assert (given is None and value is None) or same(given, value), place
