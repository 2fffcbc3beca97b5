"""Embedding: nothing is computed twice, nothing is lost, and every picture is accounted for."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from satsuma.algorithms import embedding_loop, picture_reader
from satsuma.algorithms.embed import count_known, embed, passport_of
from satsuma.algorithms.embedding_cache import EmbeddingCache
from satsuma.algorithms.networks import network
from satsuma.algorithms.weights import MissingWeights
from satsuma.data.outcome import FINE, counted
from satsuma.problem import Problem
from satsuma.run import Cancelled, Run
from tests.own_time import own_time

SCRIPT = Path(__file__).parent / "toy_embedding.py"
_spec = importlib.util.spec_from_file_location("toy_embedding", SCRIPT)
toy = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(toy)
TOY = toy.TOY

ANIMALS = Path(__file__).parents[2] / "examples" / "animals"


class Watched(Run):
    """Remembers what it is told; cancelled once `enough` pictures are through."""

    def __init__(self, enough: float = float("inf")):
        self.warnings, self.said, self.tracked, self.enough = [], [], 0, enough

    def track(self, items, total=None):
        self.total = len(items) if total is None else total
        for item in items:
            self.tracked += 1
            self.check()
            yield item

    def check(self):
        if self.tracked >= self.enough:
            raise Cancelled

    def warn(self, text):
        self.warnings.append(text)

    def say(self, text):
        self.said.append(text)


@pytest.fixture
def model(cache, monkeypatch):
    """The toy network in place of all others, and a cache of this test alone."""
    model = toy.ToyModel()
    monkeypatch.setattr("satsuma.algorithms.embed.open_model", lambda *_, **__: model)
    monkeypatch.setattr("satsuma.algorithms.embed.find_weights", lambda _: toy.WEIGHTS)
    return model


def picture(path: Path, seed: int | None = None) -> Path:
    """An 8 × 8 PNG, not of this very moment, so that its time counts as settled."""
    seed = int(path.stem) if seed is None else seed
    path.parent.mkdir(parents=True, exist_ok=True)
    pixels = np.random.default_rng(seed).integers(1, 256, (8, 8, 3), np.uint8)
    Image.fromarray(pixels).save(path, "PNG")
    return settled(path)


def settled(path: Path, seconds_ago: int = 3600) -> Path:
    then = time.time_ns() - seconds_ago * 1_000_000_000
    os.utime(path, ns=(then, then))
    return path


def pictures(folder: Path, n: int) -> list[Path]:
    return [picture(folder / f"{i}.png") for i in range(n)]


def pixels_of(path: Path) -> np.ndarray:
    return np.asarray(Image.open(path).convert("RGB"))


def forwarded(model) -> int:
    return sum(model.batches)


def test_vectors_come_in_the_order_of_the_files(model, tmp_path):
    files = pictures(tmp_path / "p", 21)
    done = embed(files, TOY)
    assert done.vectors.dtype == np.float32
    assert np.array_equal(done.vectors, [toy.expected(pixels_of(f)) for f in files])
    assert done.kept.tolist() == list(range(21))
    assert done.outcomes == (FINE,) * 21
    assert (done.computed, done.from_cache, done.device, done.engine) == (21, 0, "cpu", "toy")
    assert max(model.batches) <= 8
    assert (model.opened, model.closed) == (1, 1)


def test_a_second_run_opens_no_file_and_no_model(model, tmp_path, monkeypatch):
    files = pictures(tmp_path / "p", 21)
    first = embed(files, TOY)
    monkeypatch.setattr(picture_reader, "content_digest", lambda _: pytest.fail("opened"))
    again = embed(files, TOY)
    assert np.array_equal(first.vectors, again.vectors)
    assert first.outcomes == again.outcomes
    assert (again.from_cache, again.computed, again.device) == (21, 0, "")
    assert model.opened == 1


def test_ten_more_pictures_are_ten_more_forward_passes(model, tmp_path):
    embed(pictures(tmp_path / "p", 100), TOY)
    before = forwarded(model)
    done = embed(pictures(tmp_path / "p", 110), TOY)
    assert forwarded(model) - before == 10
    assert (done.from_cache, done.computed, len(done.vectors)) == (100, 10, 110)


def test_renamed_and_moved_pictures_are_recognized(model, tmp_path):
    files = pictures(tmp_path / "p", 20)
    first = embed(files, TOY)
    (tmp_path / "elsewhere").mkdir()
    moved = [f.rename(tmp_path / "elsewhere" / f"holiday {i}.PNG") for i, f in enumerate(files)]
    again = embed(moved, TOY)
    assert np.array_equal(first.vectors, again.vectors)
    assert (again.from_cache, again.computed) == (20, 0)
    assert forwarded(model) == 20


def test_a_changed_picture_is_computed_anew(model, tmp_path):
    files = pictures(tmp_path / "p", 3)
    first = embed(files, TOY)
    picture(files[1], seed=99)
    settled(files[1], 60)
    again = embed(files, TOY)
    assert np.array_equal(again.vectors[[0, 2]], first.vectors[[0, 2]])
    assert np.array_equal(again.vectors[1], toy.expected(pixels_of(files[1])))
    assert forwarded(model) == 4


def test_a_file_that_changed_just_now_is_read_when_a_further_change_would_show(
        model, tmp_path, monkeypatch):
    """Clocks are coarse: two changes within some milliseconds can have the same time."""
    file = picture(tmp_path / "0.png")
    now = time.time_ns()
    os.utime(file, ns=(now, now))
    real, ages = picture_reader.content_digest, []

    def digest(path):
        ages.append(time.time_ns() - now)
        return real(path)

    monkeypatch.setattr(picture_reader, "content_digest", digest)
    embed([file], TOY)
    assert ages[0] >= 50_000_000
    embed([file], TOY)
    assert len(ages) == 1


def test_equal_pictures_go_through_the_network_once(model, tmp_path):
    files = [picture(tmp_path / f"{i}.png", seed=i % 3) for i in range(30)]
    done = embed(files, TOY)
    assert (forwarded(model), done.computed) == (3, 3)
    assert np.array_equal(done.vectors, [toy.expected(pixels_of(f)) for f in files])
    assert embed(files, TOY).from_cache == 30


def test_pictures_with_equal_content_but_other_suffixes_end_as_they_would_alone(model, tmp_path):
    first = picture(tmp_path / "0.png")
    other = tmp_path / "0.svg"
    other.write_bytes(first.read_bytes())
    together = embed([first, other], TOY).outcomes[0]
    assert together == embed([first], TOY, cache=EmbeddingCache(tmp_path / "new")).outcomes[0]


def test_outcomes_always_add_up(model, tmp_path):
    (tmp_path / "folder.png").mkdir()
    (tmp_path / "garbage.png").write_bytes(b"no picture at all" * 20)
    (tmp_path / "again.png").write_bytes(b"no picture at all" * 20)
    (tmp_path / "empty.png").write_bytes(b"")
    Image.new("RGB", (8, 8)).save(tmp_path / "black.png")
    os.mkfifo(tmp_path / "pipe.png")
    names = ["0", "folder", "garbage", "1", "empty", "missing", "black", "again", "pipe", "2"]
    for name in "012":
        picture(tmp_path / f"{name}.png")
    done = embed([*(tmp_path / f"{name}.png" for name in names), None], TOY)
    assert done.kept.tolist() == [0, 3, 9]
    assert counted(done.outcomes) == {"fine": 3, "repaired": 0, "refused": 8}
    assert all(o.reason for o in done.outcomes if o.state == "refused")
    assert "folder" in done.outcomes[1].reason
    assert "missing" in done.outcomes[5].reason
    assert "finite" in done.outcomes[6].reason
    assert "missing" in done.outcomes[10].reason
    assert np.array_equal(done.vectors[1], toy.expected(pixels_of(tmp_path / "1.png")))
    assert count_known(done.passport) == 3


@pytest.mark.parametrize("files", [[], [Path("gone.png")] * 3])
def test_where_there_is_nothing_to_embed_the_result_is_empty(model, files):
    done = embed(files, TOY)
    assert done.vectors.shape == (0, 12)
    assert done.kept.shape == (0,)
    assert len(done.outcomes) == len(files)
    assert not model.opened


@pytest.fixture
def cut(tmp_path) -> Path:
    """A JPEG whose end is missing."""
    pixels = np.random.default_rng(0).integers(0, 256, (400, 400, 3), np.uint8)
    path = tmp_path / "cut.jpg"
    Image.fromarray(pixels).save(path, quality=95)
    content = path.read_bytes()
    path.write_bytes(content[:len(content) * 2 // 3])
    return settled(path)


def test_repaired_pictures_are_told_again_from_the_cache(model, cut):
    first = embed([cut], TOY)
    assert first.outcomes[0].state == "repaired"
    assert first.outcomes[0].reason
    again = embed([cut], TOY)
    assert again.from_cache == 1
    assert again.outcomes == first.outcomes


@pytest.mark.parametrize("known", [True, False])
def test_damaged_pictures_can_be_refused_whether_known_or_not(model, cut, known):
    reason = ""
    if known:
        reason = embed([cut], TOY).outcomes[0].reason
    done = embed([cut], TOY, damaged="refuse")
    assert done.outcomes[0].state == "refused"
    assert done.outcomes[0].reason.endswith(reason)
    assert len(done.vectors) == done.from_cache == 0
    repaired = embed([cut], TOY)
    assert repaired.outcomes[0].state == "repaired"
    assert len(repaired.vectors) == 1


def test_exact_decoding_has_vectors_of_its_own(model, tmp_path):
    files = pictures(tmp_path / "p", 3)
    embed(files, TOY)
    exact = embed(files, TOY, exact=True)
    assert exact.computed == 3
    assert exact.passport != passport_of(TOY, toy.WEIGHTS)


def test_only_what_is_known_reads_no_file(model, tmp_path, monkeypatch):
    files = pictures(tmp_path / "p", 10)
    embed(files[:4], TOY)
    monkeypatch.setattr(picture_reader, "content_digest", lambda _: pytest.fail("opened"))
    done = embed(files, TOY, only_known=True)
    assert done.kept.tolist() == [0, 1, 2, 3]
    assert {o.reason for o in done.outcomes[4:]} == {"not embedded yet"}


def test_the_number_of_known_vectors_is_told_per_network(model, tmp_path):
    embed(pictures(tmp_path / "p", 5), TOY)
    assert count_known(passport_of(TOY, toy.WEIGHTS)) == 5
    assert count_known(passport_of(TOY, toy.WEIGHTS, exact=True)) == 0


def test_cancelling_keeps_what_was_done_and_leaves_no_threads(model, tmp_path):
    files = pictures(tmp_path / "p", 40)
    with pytest.raises(Cancelled):
        embed(files, TOY, run=Watched(enough=20))
    assert not [t for t in threading.enumerate() if t.name == "satsuma decode"]
    assert model.closed == 1
    kept = count_known(passport_of(TOY, toy.WEIGHTS))
    assert 16 <= kept < 40
    assert embed(files, TOY).from_cache == kept


def test_cancelling_does_not_wait_for_a_slow_file(model, tmp_path, monkeypatch):
    gate = threading.Event()
    monkeypatch.setattr(picture_reader, "content_digest", lambda _: gate.wait(20) and "00")
    run = Watched()
    threading.Timer(0.3, lambda: setattr(run, "enough", 0)).start()
    started = own_time()
    with pytest.raises(Cancelled):
        embed(pictures(tmp_path / "p", 5), TOY, run=run)
    assert own_time() - started < 2
    gate.set()


def test_a_model_that_cannot_be_opened_is_an_error_and_leaves_no_threads(
        model, tmp_path, monkeypatch):
    def fail(*_, **__):
        raise Problem("no such device")

    monkeypatch.setattr("satsuma.algorithms.embed.open_model", fail)
    with pytest.raises(Problem, match="no such device"):
        embed(pictures(tmp_path / "p", 40), TOY)
    assert not [t for t in threading.enumerate() if t.name == "satsuma decode"]


def test_what_would_not_fit_in_memory_is_refused_at_once(model, monkeypatch):
    monkeypatch.setattr("satsuma.algorithms.memory.available", lambda: 1000)
    with pytest.raises(Problem, match="100 pictures.*fewer"):
        embed([Path("gone.png")] * 100, TOY)


def test_missing_weights_are_told_before_anything_is_read(cache):
    from dataclasses import replace

    with pytest.raises(MissingWeights):
        embed([Path("gone.png")], replace(network("resnet50"), weights_file="none.pth"))


def test_progress_counts_the_pictures_that_are_not_known(model, tmp_path):
    files = pictures(tmp_path / "p", 30)
    embed(files[:10], TOY)
    run = Watched()
    embed([*files, tmp_path / "gone.png", files[20]], TOY, run=run)
    assert (run.total, run.tracked) == (21, 21)
    assert run.said
    assert all(text.endswith(" images/s") for text in run.said)


def test_the_batches_of_a_slow_network_get_smaller(model, tmp_path, monkeypatch):
    monkeypatch.setattr(embedding_loop, "_BATCH_SECONDS", 0.02)
    slow = toy.ToyModel.__call__

    def call(self, batch):
        time.sleep(0.01 * len(batch))
        return slow(self, batch)

    monkeypatch.setattr(toy.ToyModel, "__call__", call)
    embed(pictures(tmp_path / "p", 30), TOY)
    assert model.batches[0] == 8
    assert max(model.batches[1:]) <= 2


def test_a_file_that_changes_while_it_is_read_gets_no_wrong_vector(model, tmp_path, monkeypatch):
    file = picture(tmp_path / "0.png")
    real, reads = picture_reader.open_picture, []

    def changing(path, **options):
        if not reads:
            picture(path, seed=5)
        reads.append(path)
        return real(path, **options)

    monkeypatch.setattr(picture_reader, "open_picture", changing)
    done = embed([file], TOY)
    assert len(reads) == 2
    assert np.array_equal(done.vectors[0], toy.expected(pixels_of(file)))
    again = embed([file], TOY, cache=EmbeddingCache())
    assert again.from_cache == 1
    assert np.array_equal(again.vectors, done.vectors)


def test_a_file_that_never_holds_still_is_refused(model, tmp_path, monkeypatch):
    file = picture(tmp_path / "0.png")
    real, seeds = picture_reader.open_picture, iter(range(100, 200))

    def changing(path, **options):
        picture(path, seed=next(seeds))
        return real(path, **options)

    monkeypatch.setattr(picture_reader, "open_picture", changing)
    done = embed([file], TOY)
    assert "changes" in done.outcomes[0].reason
    assert count_known(done.passport) == 0


def test_a_picture_that_breaks_the_program_stops_no_other(model, tmp_path, monkeypatch):
    files = pictures(tmp_path / "p", 12)
    real = picture_reader.see

    def breaking(seen, preprocessing):
        if np.array_equal(np.asarray(seen.pixels), pixels_of(files[3])):
            raise ZeroDivisionError("a defect")
        return real(seen, preprocessing)

    monkeypatch.setattr(picture_reader, "see", breaking)
    done = embed(files, TOY)
    assert counted(done.outcomes) == {"fine": 11, "repaired": 0, "refused": 1}
    assert "a defect" in done.outcomes[3].reason


@pytest.mark.parametrize("place", ["a file in the way", "/proc/nowhere"])
def test_a_cache_that_cannot_be_used_warns_once_and_stops_nothing(
        model, tmp_path, monkeypatch, place):
    blocked = tmp_path / "blocked"
    blocked.write_text("a file, not a folder")
    folder = blocked / "cache" if place.startswith("a file") else Path(place)
    monkeypatch.setenv("SATSUMA_CACHE", str(folder))
    run = Watched()
    done = embed(pictures(tmp_path / "p", 30), TOY, run=run)
    assert len(done.vectors) == 30
    assert len(run.warnings) == 1
    assert str(folder) in run.warnings[0]


@pytest.mark.parametrize("damage", ["garbage", "cut", "emptied", "holes", "another database"])
def test_a_damaged_cache_is_rebuilt_and_gives_no_wrong_vector(model, cache, tmp_path, damage):
    files = pictures(tmp_path / "p", 200)
    first = embed(files, TOY)
    for name in ("vectors-1.sqlite", "files-1.sqlite"):
        hurt(cache / name, damage)
    run = Watched()
    again = embed(files, TOY, run=run)
    assert np.array_equal(again.vectors, first.vectors)
    assert not run.warnings
    embed(files, TOY)  # where damage shows late, what had been read before goes with the file
    assert embed(files, TOY).from_cache == 200


def hurt(file: Path, damage: str) -> None:
    content = bytearray(file.read_bytes())
    match damage:
        case "garbage":
            file.write_bytes(b"\x00\xff" * 5000)
        case "cut":
            file.write_bytes(content[:len(content) // 2])
        case "emptied":
            file.write_bytes(b"")
        case "holes":
            rng = np.random.default_rng(0)
            for place in rng.integers(4096, len(content), 300):
                content[place] ^= 0x55
            file.write_bytes(content)
        case "another database":
            import sqlite3

            file.unlink()
            connection = sqlite3.connect(file)
            connection.execute("CREATE TABLE entries(other TEXT)")
            connection.close()


def start(folder: Path, cache: Path, log: Path, seconds: float) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, str(SCRIPT), str(folder), str(cache), str(log), str(seconds)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def account(process: subprocess.Popen) -> dict[str, int]:
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    return json.loads(out)


def batches(log: Path) -> list[int]:
    return [int(line) for line in log.read_text().split()] if log.exists() else []


def test_a_killed_process_loses_one_batch_at_most(cache, tmp_path):
    pictures(tmp_path / "p", 120)
    log = tmp_path / "log"
    process = start(tmp_path / "p", cache, log, 0.05)
    while len(batches(log)) < 5:
        assert process.poll() is None
        time.sleep(0.01)
    process.kill()
    process.communicate()
    before = sum(batches(log))
    done = account(start(tmp_path / "p", cache, log, 0))
    assert 40 <= before < 120
    assert done["vectors"] == 120
    assert sum(batches(log)) <= 120 + 8
    assert done["from cache"] >= before - 8


def test_two_processes_at_once_share_a_cache(cache, tmp_path):
    pictures(tmp_path / "p", 160)
    logs = [tmp_path / "log1", tmp_path / "log2", tmp_path / "log3"]
    running = [start(tmp_path / "p", cache, log, 0.01) for log in logs]
    for process in running:
        done = account(process)
        assert done["vectors"] == done["outcomes"] == 160
    assert count_known(passport_of(TOY, toy.WEIGHTS)) == 160
    assert sum(sum(batches(log)) for log in logs) <= 3 * 160


def test_a_full_disk_stops_nothing(cache, tmp_path):
    pictures(tmp_path / "p", 60)
    script = (
        "import resource, runpy, sys\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))\n"
        f"sys.argv = [{str(SCRIPT)!r}, *{[str(tmp_path / 'p'), str(cache), '/dev/null', '0']!r}]\n"
        f"runpy.run_path({str(SCRIPT)!r}, run_name='__main__')\n")
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True,
                          timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["vectors"] == 60


def test_the_bundled_network_tells_animals_apart():
    """The real thing, once: same kinds are nearer than others, and the process imports no torch."""
    script = (
        "import sys\nfrom pathlib import Path\nimport numpy as np\n"
        "from satsuma.algorithms.embed import embed\n"
        "from satsuma.algorithms.networks import network\n"
        f"files = sorted(Path({str(ANIMALS)!r}).rglob('*.png'))\n"
        "done = embed(files, network('efficientnet_lite0'))\n"
        "assert 'torch' not in sys.modules\n"
        "v = done.vectors / np.linalg.norm(done.vectors, axis=1, keepdims=True)\n"
        "near = v @ v.T\nnp.fill_diagonal(near, -1)\n"
        "kinds = [files[i].parent.name for i in done.kept]\n"
        "alike = [kinds[i] == kinds[j] for i, j in enumerate(near.argmax(axis=1))]\n"
        "print(len(kinds), sum(alike))\n")
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True,
                          timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    number, alike = map(int, done.stdout.split())
    assert number == 23
    assert alike >= 18
