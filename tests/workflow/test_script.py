"""A workflow as a script: it runs without the engine, and gives the same tables."""

from __future__ import annotations

import os
import random
import runpy
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from satsuma.catalog import discover
from satsuma.data.table import Table
from satsuma.engine.engine import Engine
from satsuma.scripting import WAITING
from satsuma.widget import setting_fields
from satsuma.workflow.model import Link, Workflow
from satsuma.workflow.script import to_python
from satsuma.workflow.unknown import Unknown

UNKNOWN = Unknown((("name", "Magic"),), None, "", "It is not here.", ("data",), ("data",))


def of(*widgets, links=()):
    workflow = Workflow(title="Numbers")
    for widget in widgets:
        workflow, _ = workflow.with_new_node(widget)
    workflow, told = workflow.with_fitting_links(
        Link(*source.split("."), *target.split("."))
        for source, _, target in (text.partition(">") for text in links))
    assert told == ()
    return workflow


def names_after(workflow, folder):
    """The variables after the script has run from that folder."""
    file = folder / "script.py"
    file.write_bytes(to_python(workflow, folder).encode())
    return runpy.run_path(str(file))


@pytest.fixture
def chain(toys):
    return of(toys.ReadNumbers(count=4), toys.Split(2.0), toys.Join(2.0), toys.Measure(), links=[
        "read-numbers.data>split.data", "split.large>join.tables", "read-numbers.data>join.tables",
        "split.small>join.extra"])


def test_it_reads_as_one_would_write_it(toys, tmp_path):
    workflow = of(toys.ReadNumbers((str(tmp_path / "cats"),), kept="/x"), toys.Join(),
                  links=["read-numbers.data>join.tables"])
    assert to_python(workflow, tmp_path / "scripts") == '''"""Numbers, as Satsuma wrote it down."""

from pathlib import Path

from satsuma.scripting import compute
from satsuma.workflow.paths import absolute
from tests_workflow_toys import Join
from tests_workflow_toys import ReadNumbers

HERE = Path(__file__).absolute().parent

read_numbers = compute(ReadNumbers(
    sources=(absolute('../cats', HERE),),
    folder_of_more='',
    kept=absolute('UP/x', HERE),
    count=3,
))

join = compute(Join(
    scale=1.0,
), tables=[read_numbers])
'''.replace("UP", "/".join([".."] * len(tmp_path.parts)))


def test_values_flow_by_name_and_many_links_in_their_order(chain, toys, tmp_path):
    names = names_after(chain, tmp_path)
    assert toys.values_of(names["split"].small) == [0, 1]
    assert toys.values_of(names["join"]) == [4, 6, 0, 2, 4, 6, 0, 2]


def test_what_carries_nothing_makes_others_wait_and_says_so(chain, tmp_path, capsys):
    assert names_after(chain, tmp_path)["measure"] is WAITING
    assert capsys.readouterr().out == "Measure waits for data\n"
    all_small = chain.with_setting("split", "border", 9.0).without_node("measure") \
        .with_link(Link("split", "large", "join", "extra"))
    assert len(names_after(all_small, tmp_path)["join"]) == 4


def test_disabled_links_are_left_out(chain, toys, tmp_path):
    for link in chain.links[1:3]:
        chain = chain.with_link_enabled(link, False)
    assert toys.values_of(names_after(chain, tmp_path)["join"]) == [0, 2]


def test_paused_and_unknown_widgets_are_named_and_what_follows_waits(toys, tmp_path, capsys):
    workflow = of(toys.ReadNumbers(), toys.Split(), toys.Join(), UNKNOWN, links=[
        "read-numbers.data>split.data", "split.small>join.extra", "magic.data>join.tables"])
    names = names_after(workflow.with_auto("split", False), tmp_path)
    assert "split = WAITING  # Split is paused\n" in (tmp_path / "script.py").read_text()
    assert "magic = WAITING  # Magic is a widget that Satsuma does not know\n" in \
        (tmp_path / "script.py").read_text()
    assert names["join"] is WAITING
    assert capsys.readouterr().out == "Join waits for tables and extra\n"


def test_every_setting_is_written_and_comes_back(toys, tmp_path, monkeypatch):
    widget = toys.EverySetting(
        text="it's \"so\"\n\\", texts=("a",), picked="all", pair=(3, 1e300), maybe="ü\udce9",
        branches=(toys.Branch("a", 1, (0.1, 2.0)), toys.Branch("b", 2)))
    made = []
    monkeypatch.setattr("satsuma.scripting.compute", lambda one, **_inputs: made.append(one))
    names_after(of(widget), tmp_path)
    assert made == [widget]
    text = (tmp_path / "script.py").read_text(encoding="utf-8")
    assert all(f"    {name}=" in text for name in setting_fields(widget))


@pytest.mark.parametrize(("titles", "variables"), [
    (["class", "compute", "absolute"], ["node_class", "node_compute", "node_absolute"]),
    (["1st", "node 1st", "Node_1st"], ["node_1st", "node_1st_2", "node_1st_2_2"]),
    (["日本", "日本"], ["node", "node_2"]),
])
def test_every_node_has_a_name_that_python_takes(toys, tmp_path, titles, variables):
    workflow = Workflow()
    for title in titles:
        workflow, _ = workflow.with_new_node(toys.ReadNumbers(), title)
    names = names_after(workflow, tmp_path)
    assert all(isinstance(names[variable], Table) for variable in variables)


@pytest.mark.parametrize("title", ['"""', "\\", "a\nb", "\ud800", "'''\"", "\0"])
def test_a_title_cannot_leave_its_place(toys, tmp_path, title):
    workflow = replace(of(toys.ReadNumbers(), UNKNOWN), title=title)
    workflow = workflow.with_title("magic", f"{title}\nraise SystemExit")
    assert isinstance(names_after(workflow, tmp_path)["read_numbers"], Table)


def test_classes_of_one_name_are_told_apart(toys, tmp_path):
    other = type("Join", (toys.Join,), {"__module__": "tests_other_toys"})
    text = to_python(of(toys.Join(), other()), tmp_path)
    assert "from tests_other_toys import Join\n" in text
    assert "from tests_workflow_toys import Join as Join_2\n" in text
    assert "join = compute(Join_2(" in text


def test_widgets_of_ones_own_are_found_again(tmp_path):
    (tmp_path / "lab").mkdir()
    (tmp_path / "lab" / "say_hello.py").write_text('''
from satsuma.data.column import texts
from satsuma.data.table import Table
from satsuma.widget import setting, widget

@widget("Say Hello", icon="M4 4h16v16H4z")
class SayHello:
    """Say hello."""
    name: str = setting("you", "Name")
    def compute(self) -> Table:
        return Table(("a",), {"hello": texts([self.name])})
''', encoding="utf-8")
    cls = discover(tmp_path, entry_points=False).named("say_hello")
    script = tmp_path / "script.py"
    script.write_text(to_python(of(cls("Ana")), tmp_path)
                      + 'print(say_hello["hello"].values.tolist())\n', encoding="utf-8")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True,
                          check=False, env={**os.environ, "SATSUMA_WIDGETS": str(tmp_path)})
    assert (done.stdout, done.stderr) == ("['Ana']\n", "")


@pytest.mark.parametrize("seed", range(40))
def test_a_script_gives_what_the_engine_gives(toys, seed, tmp_path):
    workflow = random_workflow(toys, random.Random(seed))
    engine = Engine()
    engine.update(workflow)
    assert engine.finish(20)
    names = names_after(workflow, tmp_path)
    for node_id, node in workflow.nodes.items():
        value = names[node_id.replace("-", "_")]
        status = engine.status(node_id)
        if status.state != "done":
            assert value is WAITING, (node_id, status)
            continue
        sent = [getattr(value, port) for port in node.widget.spec.outputs] \
            if node.widget.spec.bundle else [value]
        for one, other in zip(sent, engine.result(node_id).values.values(), strict=True):
            assert same(one, other), node_id
    engine.close()


def random_workflow(toys, pick):
    workflow = Workflow()
    for _ in range(pick.randint(2, 9)):
        widget = pick.choice([
            lambda: toys.ReadNumbers(count=pick.randint(0, 4)),
            lambda: toys.Split(pick.choice([0.0, 1.5, 9.0])),
            lambda: toys.Join(pick.choice([1.0, 2.0])), lambda: UNKNOWN])()
        workflow, node = workflow.with_new_node(widget)
        workflow = workflow.with_auto(node, pick.random() < 0.9)
    ends = [(a, o, b, i) for a in workflow.nodes for o in workflow.nodes[a].widget.spec.outputs
            for b in workflow.nodes for i in workflow.nodes[b].widget.spec.inputs]
    links = [Link(*pick.choice(ends), pick.random() < 0.9) for _ in range(20)] if ends else []
    return workflow.with_fitting_links(links)[0]


def same(one, other):
    if one is None or other is None:
        return one is other
    return one.ids == other.ids and one.columns.keys() == other.columns.keys() and all(
        np.array_equal(column.values, other[name].values) for name, column in one.columns.items())


def test_the_places_of_a_script_are_those_of_the_workflow(tmp_path):
    cls = discover(entry_points=False).named("import_images")
    pictures = Path(__file__).parents[2] / "examples" / "animals"
    workflow = of(cls(sources=(str(pictures),)))
    table = names_after(workflow, tmp_path)["import_images"].data
    assert len(table) == 23
    assert table["image"].folder == pictures
