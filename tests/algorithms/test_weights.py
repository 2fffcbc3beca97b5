"""Weights are found where they may lie, and taken only when they load and fit."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from satsuma.algorithms import file_digest
from satsuma.algorithms.network_record import Network
from satsuma.algorithms.networks import EFFICIENTNET_LITE0, RESNET50
from satsuma.algorithms.weights import MissingWeights, Weights, add_weights, find_weights
from satsuma.problem import Problem
from satsuma.run import Cancelled, Run


class Alone:
    """Weights folders of one test: Satsuma's own, a shared one, torch's."""

    def __init__(self, root: Path) -> None:
        self.own = root / "data" / "weights"
        self.shared = root / "shared"
        self.torch = root / "torch" / "hub" / "checkpoints"


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cache: Path) -> Alone:
    monkeypatch.setenv("SATSUMA_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SATSUMA_WEIGHTS", str(tmp_path / "shared"))
    monkeypatch.setenv("TORCH_HOME", str(tmp_path / "torch"))
    return Alone(tmp_path)


def put(folder: Path, content: bytes, network: Network = RESNET50) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / network.weights_file
    file.write_bytes(content)
    return file


def test_missing_weights_tell_how_to_get_them_and_where_was_looked(folders: Alone) -> None:
    with pytest.raises(MissingWeights) as caught:
        find_weights(RESNET50)

    text = str(caught.value)
    assert caught.value.network is RESNET50
    for part in ("satsuma networks fetch resnet50", "satsuma networks add resnet50 FILE",
                 "SATSUMA_WEIGHTS", str(folders.own), str(folders.shared), str(folders.torch)):
        assert part in text


def test_satsumas_folder_comes_before_the_shared_one_and_torchs(folders: Alone) -> None:
    expected = [put(folders.torch, b"torch"), put(folders.shared, b"shared"),
                put(folders.own, b"own")]
    for file in reversed(expected):
        assert find_weights(RESNET50).path == file
        file.unlink()


def test_the_bundled_weights_are_there_and_official(folders: Alone) -> None:
    found = find_weights(EFFICIENTNET_LITE0)

    assert found.official
    assert found.digest == EFFICIENTNET_LITE0.digest
    assert found.label == "579344248a93"


def test_another_digest_makes_custom_weights_wherever_they_lie(folders: Alone) -> None:
    for folder in (folders.own, folders.shared, folders.torch):
        file = put(folder, b"mine")
        found = find_weights(RESNET50)
        assert (found.official, found.label) == (False, f"custom {found.digest[:12]}")
        file.unlink()


def test_official_is_what_carries_the_digest_of_the_file_name(folders: Alone) -> None:
    put(folders.own, b"theirs")
    digest = find_weights(RESNET50).digest

    assert find_weights(replace(RESNET50, digest=digest[:8])).official


def test_a_digest_is_read_once_and_again_when_the_file_changes(
        folders: Alone, monkeypatch: pytest.MonkeyPatch) -> None:
    file = put(folders.own, b"first")
    first = find_weights(RESNET50).digest
    with monkeypatch.context() as patch:
        patch.setattr(file_digest, "fresh_digest", None)  # reading the file again would fail
        assert find_weights(RESNET50).digest == first
    file.write_bytes(b"other")
    os.utime(file, ns=(1, 1))

    assert find_weights(RESNET50).digest != first


@pytest.mark.parametrize("garbage", [b"", b"[]", b'{"a": 1}', b'{"a": [1, 2, "xyz"]}', b"\xff"])
def test_a_damaged_memory_of_digests_is_not_trusted(folders: Alone, garbage: bytes) -> None:
    put(folders.own, b"weights")
    digest = find_weights(RESNET50).digest
    file_digest._file().write_bytes(garbage)

    assert find_weights(RESNET50).digest == digest


def test_a_cache_that_cannot_be_written_does_not_matter(
        folders: Alone, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("SATSUMA_CACHE", str(tmp_path / "file" / "cache"))

    assert find_weights(EFFICIENTNET_LITE0).official


def test_weights_that_fit_are_copied_and_found(
        folders: Alone, squeezenet: Network, make_weights: Callable[[Network], Weights]) -> None:
    made = make_weights(squeezenet)

    added = add_weights(squeezenet, made.path)

    assert added == replace(made, path=folders.own / squeezenet.weights_file)
    assert not added.official
    assert find_weights(squeezenet) == added
    assert os.listdir(folders.own) == [squeezenet.weights_file]


def test_other_weights_are_replaced_only_on_demand(
        folders: Alone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("satsuma.algorithms.weights._try_out", lambda *_: None)
    mine = put(folders.own, b"mine")
    new = put(folders.own.parent, b"new")

    with pytest.raises(Problem, match="other weights of ResNet-50 already"):
        add_weights(RESNET50, new)
    assert mine.read_bytes() == b"mine"
    add_weights(RESNET50, mine)  # the same are no others
    add_weights(RESNET50, new, replace=True)
    assert mine.read_bytes() == b"new"


def test_a_file_that_is_not_there_is_said_so(folders: Alone, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="There is no file"):
        add_weights(RESNET50, tmp_path / "nowhere.pth")


def test_a_file_that_would_run_a_program_is_refused_and_runs_nothing(
        folders: Alone, tmp_path: Path) -> None:
    class Payload:
        def __reduce__(self) -> tuple[object, ...]:
            return os.mkdir, (str(tmp_path / "ran"),)

    file = tmp_path / "payload.pth"
    file.write_bytes(pickle.dumps({"fc.weight": Payload()}))
    with pytest.raises(Problem, match="program code to be run, which is never done"):
        add_weights(RESNET50, file)

    assert not (tmp_path / "ran").exists()
    assert not folders.own.exists()


def test_the_payload_of_a_torch_archive_runs_nothing_either(tmp_path: Path) -> None:
    import torch

    class Payload:
        def __reduce__(self) -> tuple[object, ...]:
            return os.mkdir, (str(tmp_path / "ran"),)

    torch.save({"fc.weight": Payload()}, tmp_path / "payload.pth")
    with pytest.raises(Problem, match="never done"):
        try_out(RESNET50, tmp_path / "payload.pth")

    assert not (tmp_path / "ran").exists()


def try_out(network: Network, file: Path) -> None:
    """What the torch process does for `add_weights`, without the process."""
    from satsuma.algorithms.torch_networks import load

    load(network, file, file_digest.fresh_digest(file))


def test_files_that_do_not_load_or_fit_are_refused_with_the_reason(
        tmp_path: Path, squeezenet: Network,
        make_weights: Callable[[Network], Weights]) -> None:
    import torch

    file = tmp_path / "weights.pth"
    good = torch.load(make_weights(squeezenet).path, weights_only=True)
    whole = make_weights(squeezenet).path.read_bytes()
    first = next(iter(good))
    cases: list[tuple[object, str]] = [
        (whole[:len(whole) // 2], "damaged"),
        (b"", "damaged"),
        (b"no weights at all", "damaged"),
        ([torch.zeros(3)], "something else than named arrays"),
        ({"state_dict": good}, "something else than named arrays"),
        ({name: good[name] for name in good if name != first}, f"does not fit.*{first}"),
        (good | {"surprise": torch.zeros(3)}, "does not fit.*surprise"),
        (good | {first: torch.zeros(3)}, f"does not fit.*{first}"),
        (good | {first: torch.full_like(good[first], float("nan"))}, "no usable numbers"),
    ]
    for content, reason in cases:
        if isinstance(content, bytes):
            file.write_bytes(content)
        else:
            torch.save(content, file)
        with pytest.raises(Problem, match=reason):
            try_out(squeezenet, file)


def test_weights_that_changed_since_they_were_looked_at_are_not_used(
        squeezenet: Network, make_weights: Callable[[Network], Weights]) -> None:
    from satsuma.algorithms.torch_networks import load

    with pytest.raises(Problem, match="just changed"):
        load(squeezenet, make_weights(squeezenet).path, "0" * 64)


def test_versions_that_lie_beside_the_arrays_are_kept(tmp_path: Path) -> None:
    import torch
    from torchvision.models import get_model

    from satsuma.algorithms.torch_networks import describe

    torch.manual_seed(0)
    torch.save(get_model("mnasnet0_5", weights=None).state_dict(), tmp_path / "weights.pth")
    try_out(describe("mnasnet0_5"), tmp_path / "weights.pth")  # wants the version of its layers


def test_adding_weights_can_be_cancelled_and_leaves_nothing(folders: Alone) -> None:
    class Stopped(Run):
        def check(self) -> None:
            raise Cancelled

    file = put(folders.own.parent, b"weights")
    with pytest.raises(Cancelled):
        add_weights(RESNET50, file, run=Stopped())

    assert not folders.own.exists()
