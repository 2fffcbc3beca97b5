"""Fetching takes the right file whole, or leaves nothing behind and says why."""

from __future__ import annotations

import hashlib
import http.server
import socket
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from satsuma.algorithms.fetch import fetch_weights
from satsuma.algorithms.network_record import Network
from satsuma.algorithms.networks import EFFICIENTNET_LITE0, RESNET50
from satsuma.algorithms.weights import find_weights
from satsuma.data.places import weights_folder
from satsuma.problem import Problem
from satsuma.run import Cancelled, Run, T

CONTENT = bytes(range(256)) * 4096  # a megabyte
DIGEST = hashlib.sha256(CONTENT).hexdigest()


class Site(http.server.BaseHTTPRequestHandler):
    """A little site: the weights, half of them, others, a way elsewhere, and silence."""

    def do_GET(self) -> None:
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "http://example.invalid/weights.pth")
            self.end_headers()
            return
        if self.path not in ("/weights", "/half", "/other", "/silent"):
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(CONTENT)))
        self.end_headers()
        if self.path == "/silent":
            self.server.asleep.wait(10)  # type: ignore[attr-defined]
        elif self.path == "/other":
            self.wfile.write(bytes(len(CONTENT)))
        else:
            self.wfile.write(CONTENT if self.path == "/weights" else CONTENT[:1000])

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@pytest.fixture
def site() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        server.asleep = threading.Event()  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.asleep.set()  # type: ignore[attr-defined]
        server.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    monkeypatch.setenv("SATSUMA_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("TORCH_HOME", str(tmp_path / "torch"))


def at(url: str) -> Network:
    return replace(RESNET50, url=url, digest=DIGEST[:8], size=len(CONTENT))


class Watched(Run):
    """Keeps what it is told of the progress."""

    def __init__(self) -> None:
        self.seen = 0
        self.total: int | None = None

    def track(self, items: Iterable[T], total: int | None = None) -> Iterator[T]:
        self.total = total
        for item in items:
            self.seen += 1
            yield item


def kept() -> list[str]:
    folder = weights_folder()
    return sorted(file.name for file in folder.iterdir()) if folder.exists() else []


def test_the_file_arrives_whole_and_with_progress(site: str) -> None:
    run = Watched()
    weights = fetch_weights(at(f"{site}/weights"), run)

    assert weights.path.read_bytes() == CONTENT
    assert weights.official
    assert kept() == [RESNET50.weights_file]
    assert run.total == 4
    assert run.seen >= 4


def test_what_is_here_already_is_not_fetched_again(site: str) -> None:
    first = fetch_weights(at(f"{site}/weights"))

    assert fetch_weights(at(f"{site}/nothing-there")).path == first.path


@pytest.mark.parametrize(("path", "reason"), [
    ("other", "SHA-256 is another"), ("half", "ended early"), ("gone", "404"),
    ("away", "would not be safe")])
def test_a_wrong_answer_leaves_nothing_behind(site: str, path: str, reason: str) -> None:
    with pytest.raises(Problem, match=reason):
        fetch_weights(at(f"{site}/{path}"))

    assert kept() == []


def test_without_a_connection_it_says_what_to_do() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: connections are refused
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/weights"
        with pytest.raises(Problem, match="could not be downloaded.*satsuma networks add resnet50"):
            fetch_weights(at(url))

    assert kept() == []


@pytest.mark.parametrize("url", ["http://example.invalid/w.pth", "ftp://127.0.0.1/w", "file:///w"])
def test_only_safe_addresses_are_asked(url: str) -> None:
    with pytest.raises(Problem, match="would not be safe"):
        fetch_weights(at(url))


def test_a_silent_server_does_not_delay_cancelling(site: str) -> None:
    class Impatient(Run):
        started = time.monotonic()

        def check(self) -> None:
            if time.monotonic() > self.started + 0.3:
                raise Cancelled

    run = Impatient()
    with pytest.raises(Cancelled):
        fetch_weights(at(f"{site}/silent"), run)

    assert time.monotonic() - run.started < 2
    assert kept() == []


def test_ones_own_weights_are_not_replaced(site: str) -> None:
    weights_folder().mkdir(parents=True)
    mine = weights_folder() / RESNET50.weights_file
    mine.write_bytes(b"mine")
    with pytest.raises(Problem, match="of your own"):
        fetch_weights(at(f"{site}/weights"))

    assert mine.read_bytes() == b"mine"
    assert not find_weights(RESNET50).official


def test_bundled_weights_have_nowhere_to_be_fetched_from() -> None:
    assert fetch_weights(EFFICIENTNET_LITE0).official  # they are here
    with pytest.raises(Problem, match="install it again"):
        fetch_weights(replace(EFFICIENTNET_LITE0, digest="0" * 64))
