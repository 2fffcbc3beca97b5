"""Where windows stood: kept, and never a reason not to start."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PyQt6.QtCore import QByteArray

from satsuma.problem import Problem
from satsuma.ui.window_memory import as_text, from_text, load, memory_file, save

pytestmark = pytest.mark.window


def test_what_is_kept_comes_back():
    save({"side": 256.0, "toolbox": True})
    assert load() == {"side": 256.0, "toolbox": True}


def test_without_a_file_there_is_nothing():
    assert load() == {}


@pytest.mark.parametrize("written", [b"", b"{", b"[1]", b"\xff\xfe", b"null", b"[" * 100_000])
def test_a_broken_file_is_as_good_as_none(written):
    file = memory_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(written)
    assert load() == {}


@given(st.binary(max_size=200))
def test_states_survive_as_text(state):
    assert bytes(from_text(as_text(QByteArray(state)))) == state


@given(st.one_of(st.text(max_size=50), st.none(), st.integers()))
def test_other_texts_are_no_state(text):
    assert isinstance(from_text(text), QByteArray)


def test_a_folder_that_cannot_be_made_is_told(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("SATSUMA_CONFIG", str(tmp_path / "file" / "config"))
    with pytest.raises(Problem, match="cannot be made"):
        save({})
