"""What is used most: counting, fading, ranking, and a file that may be anything."""

from __future__ import annotations

import json
import logging
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satsuma.ui.usage import DECAY, Usage, usage_file

IDS = ["satsuma.data_table", "satsuma.distances", "satsuma.hierarchical_clustering",
       "satsuma.image_embedding", "satsuma.image_viewer", "satsuma.import_images"]
anything = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.integers(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner,
                                                                max_size=3), max_leaves=8)


@pytest.mark.parametrize(("source", "best"), [
    ("satsuma.import_images", "satsuma.image_embedding"),
    ("satsuma.image_embedding", "satsuma.distances"),
    ("satsuma.distances", "satsuma.hierarchical_clustering"),
    ("satsuma.hierarchical_clustering", "satsuma.image_viewer"),
    (None, "satsuma.import_images")])
def test_one_who_is_new_is_led_along_the_usual_way(source, best):
    assert Usage().rank(IDS, source=source)[0] == best


def test_the_usual_way_is_also_known_backwards():
    assert Usage().rank(IDS, target="satsuma.distances")[0] == "satsuma.image_embedding"


def test_what_a_person_does_outweighs_the_usual_way():
    usage = Usage()
    for _ in range(3):
        assert usage.rank(IDS, source="satsuma.image_embedding")[0] == "satsuma.distances"
        usage.linked("satsuma.image_embedding", "satsuma.image_viewer")
    assert usage.rank(IDS, source="satsuma.image_embedding")[0] == "satsuma.image_viewer"
    for _ in range(3):
        usage.added("satsuma.data_table")
    assert usage.rank(IDS)[0] == "satsuma.data_table"


def test_what_weighs_the_same_keeps_its_order():
    assert Usage().rank(["b", "a", "c"]) == ["b", "a", "c"]


def test_counts_are_kept_and_fade_at_each_start(tmp_path):
    file = tmp_path / "new" / "usage.json"
    first = Usage.load(file)
    first.added("a")
    first.added("a")
    first.linked("a", "b")
    first.save()
    second = Usage.load(file)
    assert second.weight("a") == (0.0, pytest.approx(2 * DECAY))
    assert second.weight("b", "a") == (pytest.approx(DECAY), 0.0)
    second.added("b")
    second.save()
    assert Usage.load(file).weight("a")[1] == pytest.approx(2 * DECAY * DECAY)


def test_what_is_not_used_is_forgotten(tmp_path):
    file = tmp_path / "usage.json"
    for name in ("old", *["new"] * 20):
        usage = Usage.load(file)
        usage.added(name)
        usage.save()
    assert "old" not in json.loads(file.read_text())["widgets"]


def test_it_is_kept_beside_the_preferences(tmp_path, monkeypatch):
    monkeypatch.setenv("SATSUMA_CONFIG", str(tmp_path))
    usage = Usage.load()
    usage.added("a")
    usage.save()
    assert usage_file() == tmp_path / "usage.json"
    assert usage_file().exists()


def test_it_is_written_only_when_something_was_counted(tmp_path):
    usage = Usage.load(tmp_path / "usage.json")
    usage.save()
    assert not (tmp_path / "usage.json").exists()
    usage.added("a")
    usage.save()
    before = (tmp_path / "usage.json").stat().st_ino
    usage.save()
    assert (tmp_path / "usage.json").stat().st_ino == before


def test_threads_may_write_while_it_is_counted(tmp_path):
    usage = Usage.load(tmp_path / "usage.json")
    threads = [Thread(target=lambda: [usage.save() for _ in range(20)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(300):
        usage.added(f"w{number}")
    for thread in threads:
        thread.join()
    usage.save()
    assert len(json.loads((tmp_path / "usage.json").read_text())["widgets"]) == 300


@pytest.mark.parametrize("text", [
    "", "{", "[]", "null", '{"widgets": {}}', '{"widgets": [], "pairs": []}',
    '{"widgets": {"a": NaN}, "pairs": []}', '{"widgets": {"a": true}, "pairs": []}',
    '{"widgets": {"a": -1}, "pairs": []}', '{"widgets": {}, "pairs": [["a", "b"]]}',
    '{"widgets": {}, "pairs": [[1, "b", 1]]}', '{"widgets": {"a": 1e300}, "pairs": []}',
    "\x00", "[" * 10000])
def test_a_damaged_file_is_told_to_the_log_and_begun_anew(tmp_path, caplog, text):
    file = tmp_path / "usage.json"
    file.write_text(text)
    with caplog.at_level(logging.WARNING):
        usage = Usage.load(file)
    assert "damaged" in caplog.text
    assert usage.rank(IDS) == Usage().rank(IDS)
    usage.added("a")
    usage.save()
    assert Usage.load(file).weight("a")[1] == pytest.approx(DECAY)


def test_a_file_that_is_no_text_is_damaged(tmp_path, caplog):
    (tmp_path / "usage.json").write_bytes(b"\xff\xfe\x00")
    Usage.load(tmp_path / "usage.json")
    assert "damaged" in caplog.text


def test_no_file_is_no_damage(tmp_path, caplog):
    Usage.load(tmp_path / "usage.json")
    assert not caplog.text


def test_where_nothing_can_be_written_the_counts_hold_until_the_end(tmp_path, caplog):
    (tmp_path / "file").write_text("in the way")
    usage = Usage.load(tmp_path / "file" / "usage.json")
    usage.added("a")
    usage.save()
    assert "not kept" in caplog.text
    assert usage.weight("a")[1] == 1.0


@given(anything)
def test_no_content_of_the_file_stops_the_program(tmp_path_factory, content):
    file = tmp_path_factory.mktemp("usage") / "usage.json"
    file.write_text(json.dumps(content), encoding="utf-8")
    Usage.load(file).rank(IDS, "a", "b")


@given(st.lists(st.sampled_from(IDS)), st.none() | st.sampled_from(IDS))
def test_a_rank_is_the_same_widgets_in_another_order(added, source):
    usage = Usage()
    for one in added:
        usage.added(one)
    ranked = usage.rank(IDS, source)
    assert sorted(ranked) == sorted(IDS)
    if source is None and added:
        weights = [usage.weight(one)[1] for one in ranked]
        assert weights == sorted(weights, reverse=True)
