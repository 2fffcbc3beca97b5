"""`satsuma run` and its sisters, on the example workflow."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from satsuma.cli import main
from satsuma.data.tables import read_table

ROOT = Path(__file__).parents[2]
WORKFLOW = ROOT / "workflows" / "animals.ows"


@pytest.fixture(scope="module")
def first_run(tmp_path_factory):
    """What the README's command prints, and the files that were asked for."""
    folder = tmp_path_factory.mktemp("run")
    saves = {"d.npz": "distances.distances", "clusters.csv": "hierarchical-clustering.data",
             "embeddings.npz": "image-embedding.embeddings",
             "selected.xlsx": "hierarchical-clustering.selected", "seen.tsv": "import-images.data"}
    asked = [text for file, port in saves.items()
             for text in ("--save", f"{port}={folder / file}")]
    done = subprocess.run([sys.executable, "-m", "satsuma", "run", str(WORKFLOW), *asked],
                          capture_output=True, text=True, check=False, cwd=folder)
    return done, folder


def test_it_ends_well(first_run):
    done, _ = first_run
    assert (done.returncode, done.stderr) == (0, "")


def test_it_says_node_by_node_what_came_out(first_run):
    lines = first_run[0].stdout.splitlines()
    for start in ("Import Images (import-images): 23 pictures · 7 categories",
                  "Image Embedding (image-embedding): 23 pictures × 1,280",
                  "Distances (distances): cosine · 23 × 23",
                  "Hierarchical Clustering (hierarchical-clustering): 23 leaves · 8 clusters",
                  "Image Viewer (image-viewer): 23 pictures",
                  "Data Table (data-table): 23 rows"):
        assert any(line.startswith(start) for line in lines), start


def test_frogs_dolphins_tigers_and_horses_come_together(first_run):
    table = read_table(first_run[1] / "clusters.csv")
    clusters = table["Cluster"]
    for animal in ("frog", "dolphin", "tiger", "horse"):
        rows = [row for row, row_id in enumerate(table.ids) if row_id.startswith(animal)]
        assert len({clusters.shown(row) for row in rows}) == 1, animal


def test_it_prints_the_clusters_and_draws_the_tree(first_run):
    text = first_run[0].stdout
    assert "C1 (" in text
    assert "C8 (" in text
    drawing = [line for line in text.splitlines() if "─ " in line and "[C" in line]
    assert len(drawing) == 23
    assert all("frog-" in text and f"dolphin-{i}" in text for i in (1, 2, 3))


def test_the_second_file_of_a_table_in_text_is_told(first_run):
    done, folder = first_run
    told = [line for line in done.stdout.splitlines() if " written to " in line]
    beside = [line for line in told if line.endswith(" beside it")]
    assert len(told) == 5
    assert [line.partition(" written")[0] for line in beside] == \
        ["hierarchical-clustering.data", "import-images.data"]
    assert (folder / "clusters.csv.satsuma.json").is_file()


def test_distances_are_saved_as_a_square_with_ids(first_run):
    with np.load(first_run[1] / "d.npz") as file:
        square, ids = file["distances"], file["ids"]
    assert square.shape == (23, 23)
    assert "cow/cow-1.png" in ids.tolist()
    assert np.array_equal(square, square.T)
    assert not square.diagonal().any()


def test_embeddings_are_saved_as_one_block(first_run):
    with np.load(first_run[1] / "embeddings.npz") as file:
        block, names = file["embedding"], file["image"]
    assert (block.shape, block.dtype) == ((23, 1280), np.float32)
    assert "cow/cow-1.png" in names.tolist()


def test_every_kind_of_table_is_written(first_run):
    for file, rows in (("selected.xlsx", 23), ("seen.tsv", 23)):
        assert len(read_table(first_run[1] / file)) == rows


def test_a_second_run_computes_no_vector_again(first_run, tmp_path):
    done = subprocess.run([sys.executable, "-X", "importtime", "-m", "satsuma", "run",
                           str(WORKFLOW)], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "kept from an earlier run" in done.stdout or "23 from the cache" in done.stdout
    assert "onnxruntime" not in done.stderr
    assert "| torch" not in done.stderr


def test_settings_can_be_changed(capsys, tmp_path):
    file = tmp_path / "c.csv"
    status = main(["run", str(WORKFLOW), "--set", "hierarchical-clustering.top=3",
                   "--set", "distances.metric=euclidean",
                   "--set", "hierarchical-clustering.linkage=ward",
                   "--set", f"import-images.folder={ROOT / 'examples' / 'animals' / 'frog'}",
                   "--save", f"hierarchical-clustering.selected={file}", "--quiet"])
    assert (status, capsys.readouterr().out) == (0, "")
    table = read_table(file)
    assert set(table.ids) == {"frog-1.png", "frog-2.png", "frog-3.png"}
    assert table["Cluster"].categories == ("C1", "C2", "C3")


@pytest.mark.parametrize(("arguments", "told"), [
    (["--set", "distances"], "NODE.SETTING=VALUE"),
    (["--set", "nobody.metric=cosine"], "There is no node “nobody”"),
    (["--set", "distances.metrik=cosine"], "metrik"),
    (["--set", "distances.metric=cosinus"], "cosine"),
    (["--set", "hierarchical-clustering.top=0"], "top"),
    (["--set", "hierarchical-clustering.top=many"], "top"),
    (["--save", "distances=d.npz"], "NODE.PORT=FILE"),
    (["--save", "x.doc"], "NODE.PORT=FILE"),
    (["--save", "distance.distances=d.npz"], "Did you mean “distances”?"),
    (["--save", "import-images.data=x.doc"], "must end in .csv"),
    (["--save", "distances.distances=d.xlsx"], "cannot be written as distances"),
    (["--save", "import-images.data=no/x.csv"], "there is no folder “no”"),
    (["--save", f"import-images.data={WORKFLOW}/x.csv"], "is a file, no folder"),
    (["--save", f"import-images.data={ROOT}"], "its name must end in"),
    (["--picture", "distances=no/x.png"], "there is no folder “no”"),
    (["--commit", "distances"], "writes nothing"),
    (["--replace", "x.csv"], "Name one, as in: --commit"),
    (["--save", "distances.table=d.npz"], "It has: distances"),
    (["--save", "nobody.data=d.npz"], "There is no node “nobody”"),
    (["--save", "distances.distances=d.npz", "--save", "import-images.data=d.npz"], "Two --save"),
    (["--set", 'import-images.sources=["a"'], "a list"),
    (["--set", "import-images.sources=[1,2]"], "a list"),
    (["--network-device", "banana"], "banana"),
])
def test_wrong_usage_is_told_before_anything_runs(arguments, told, capsys):
    assert main(["run", str(WORKFLOW), *arguments]) == 2
    printed = capsys.readouterr()
    assert told in printed.err
    assert printed.out == ""


@pytest.mark.parametrize("content", [None, b"", b"no workflow", b"<scheme"])
def test_a_file_that_is_no_workflow_is_wrong_usage(content, capsys, tmp_path):
    file = tmp_path / "x.ows"
    if content is not None:
        file.write_bytes(content)
    assert main(["run", str(file)]) == 2
    assert "x.ows" in capsys.readouterr().err


def test_a_node_that_fails_makes_status_1_and_the_others_wait(capsys, tmp_path):
    assert main(["run", str(WORKFLOW), "--set", f"import-images.folder={tmp_path}"]) == 1
    printed = capsys.readouterr()
    assert "There are no pictures in" in printed.err
    assert "Image Embedding (image-embedding): waits for images" in printed.out


def test_missing_weights_fail_with_instructions_and_open_no_socket(capsys, monkeypatch):
    import socket

    monkeypatch.setattr(socket, "socket", lambda *_a, **_k: pytest.fail("a socket was opened"))
    assert main(["run", str(WORKFLOW), "--set", "image-embedding.network=inception_v3"]) == 1
    told = capsys.readouterr().err
    assert "satsuma networks fetch inception_v3" in told
    assert "SATSUMA_WEIGHTS" in told


def test_what_nobody_sends_is_not_written_and_said(capsys, tmp_path):
    file = tmp_path / "none.csv"
    assert main(["run", str(WORKFLOW), "--save", f"image-viewer.selected={file}"]) == 1
    assert "not written" in capsys.readouterr().err
    assert not file.exists()


def test_a_device_that_is_not_here_is_an_error_also_when_all_is_known(capsys, monkeypatch):
    monkeypatch.setenv("SATSUMA_DEVICE", "cpu")
    assert main(["run", str(WORKFLOW), "--quiet"]) == 0
    assert main(["run", str(WORKFLOW), "--network-device", "mps"]) == 2
    assert "mps" in capsys.readouterr().err


def test_a_place_in_the_home_folder_is_understood(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert main(["run", str(WORKFLOW), "--quiet", "--save", "import-images.data=~/seen.npz"]) == 0
    assert (tmp_path / "seen.npz").is_file()


def test_nothing_skipped_is_a_table_without_rows(tmp_path):
    file = tmp_path / "skipped.csv"
    assert main(["run", str(WORKFLOW), "--quiet", "--save", f"image-embedding.skipped={file}"]) == 0
    assert len(read_table(file)) == 0


def test_a_terminal_without_our_letters_gets_others():
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run([sys.executable, "-m", "satsuma", "widgets"], capture_output=True,
                          env=environment, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"images ? embeddings" in done.stdout


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
def test_output_that_cannot_be_written_is_told():
    done = subprocess.run(f"{sys.executable} -m satsuma widgets > /dev/full", shell=True,
                          capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_check_tells_that_the_file_is_in_order(capsys):
    assert main(["check", str(WORKFLOW)]) == 0
    assert "6 nodes" in capsys.readouterr().out


def test_check_names_what_is_wrong(capsys, tmp_path):
    file = tmp_path / "x.ows"
    text = WORKFLOW.read_text(encoding="utf-8").replace("satsuma.data_table", "satsuma.no_such")
    file.write_text(text, encoding="utf-8")
    assert main(["check", str(file)]) == 1
    assert "no_such" in capsys.readouterr().out


def test_the_widgets_are_listed(capsys):
    assert main(["widgets"]) == 0
    text = capsys.readouterr().out
    assert "Image Embedding" in text
    assert "images → embeddings, skipped" in text


def test_the_networks_are_listed_with_their_state(capsys):
    assert main(["networks"]) == 0
    text = capsys.readouterr().out
    assert "weights here" in text
    assert "weights not here" in text


def test_an_unknown_network_is_wrong_usage(capsys):
    assert main(["networks", "fetch", "resnet5000"]) == 2
    assert "resnet5000" in capsys.readouterr().err


def test_fetching_without_a_network_is_a_clear_error(capsys):
    assert main(["networks", "fetch", "resnet50"]) == 1
    assert "satsuma networks add" in capsys.readouterr().err


def test_the_cache_is_shown_and_emptied(capsys, ready_cache):
    assert main(["run", str(WORKFLOW), "--quiet"]) == 0
    assert main(["cache"]) == 0
    shown = capsys.readouterr().out
    assert str(ready_cache) in shown
    assert "vectors" in shown
    assert main(["cache", "empty"]) == 0
    assert main(["run", str(WORKFLOW)]) == 0
    assert "from the cache" not in capsys.readouterr().out


def test_an_exported_script_gives_the_same_tables(tmp_path):
    script, ours = tmp_path / "script.py", tmp_path / "ours.npz"
    assert main(["export", str(WORKFLOW), "--python", str(script)]) == 0
    assert main(["run", str(WORKFLOW), "--quiet",
                 "--save", f"hierarchical-clustering.data={ours}"]) == 0
    code = script.read_text(encoding="utf-8")
    names: dict = {"__file__": str(script), "__name__": "__main__"}
    exec(compile(code, str(script), "exec"), names)  # noqa: S102 - the script we just wrote
    tables = [v.data for v in names.values() if type(v).__module__.endswith("clustering")]
    assert tables[0].equals(read_table(ours))


def test_help_answers_within_half_a_second_and_imports_nothing_heavy():
    done = subprocess.run([sys.executable, "-X", "importtime", "-m", "satsuma", "run", "--help"],
                          capture_output=True, text=True, check=True)
    heavy = ("numpy", "torch", "scipy", "onnxruntime", "PIL", "rich", "openpyxl", "pyarrow")
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert not imported.intersection(heavy)


def test_a_word_that_is_no_command_and_no_file_is_wrong_usage(capsys):
    for words in (["--nonsense"], ["rnu", "a.ows"]):
        assert main(words) == 2
        assert f"“{words[0]}”" in capsys.readouterr().err


@pytest.mark.parametrize(("words", "told"), [
    ("rnu", "Did you mean “run”?"), ("help", "Did you mean “--help”?"),
    ("run", "FILE.ows is missing."),
    ("run a.ows --frob", "satsuma run has no option “--frob”"),
    ("run a.ows --quite=1", "Did you mean “--quiet”?"),
    ("run a.ows b.ows", "“b.ows” is one word too many"),
    ("run a.ows --save", "--save needs something behind it, as in --save NODE.PORT=FILE"),
    ("--quiet run a.ows", "Options of a command stand behind it"),
    ("export a.ows", "One of these is needed: --python or --orange"),
    ("networks fetsh", "Did you mean “fetch”? Choose one of: list, fetch,"),
    ("cache empty vectors now", "More: satsuma cache empty --help")])
def test_a_command_line_that_makes_no_sense_is_told_in_a_line(words, told, capsys):
    assert main(words.split()) == 2
    printed = capsys.readouterr()
    assert told in printed.err
    assert printed.err.count("\n") == 1
    assert printed.out == ""


def test_what_is_no_workflow_is_told_with_what_to_do(capsys, tmp_path):
    assert main(["run", str(tmp_path)]) == 2
    assert f"--set 'import-images.folder={tmp_path}'" in capsys.readouterr().err
    (tmp_path / "lesson.ows").touch()
    assert main(["check", str(tmp_path / "leson.ows")]) == 2
    assert "Did you mean “lesson.ows”?" in capsys.readouterr().err


def test_every_command_has_an_example_in_its_help(capsys):
    for words in ("run", "window", "check", "export", "widgets", "networks", "networks list",
                  "networks fetch", "networks add", "cache", "cache show", "cache empty"):
        with pytest.raises(SystemExit) as ended:
            main([*words.split(), "--help"])
        assert ended.value.code == 0
        told = capsys.readouterr().out
        assert f"\n  satsuma {words}" in told.partition("\nexample")[2], words


def test_a_reader_that_stops_early_is_no_error():
    done = subprocess.run(f"{sys.executable} -m satsuma widgets | head -n 1", shell=True,
                          capture_output=True, text=True, check=True)
    assert "Traceback" not in done.stderr


def test_no_qt_and_no_torch_are_needed_by_the_program_itself(tmp_path):
    code = f"""
import sys
class Without:
    def find_spec(self, name, path=None, target=None):
        if name.split('.')[0] in ('PyQt6', 'pyqtgraph', 'torch', 'torchvision'):
            raise AssertionError(name)
sys.meta_path.insert(0, Without())
from satsuma.cli import main
sys.exit(main(['run', {str(WORKFLOW)!r}, '--quiet']))
"""
    environment = {**os.environ, "SATSUMA_CACHE": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True,
                          env=environment, check=False)
    assert (done.returncode, done.stderr) == (0, "")
