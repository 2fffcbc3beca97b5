"""Fetch: the only place that opens a connection, and only because the user said so."""

from __future__ import annotations

import hashlib
import http.client
import queue
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from typing import IO

from satsuma.algorithms.network_record import Network
from satsuma.algorithms.weights import MissingWeights, Weights, find_weights, weights_in
from satsuma.data.atomic import atomic_write
from satsuma.data.leftovers import delete_leftovers
from satsuma.data.places import weights_folder
from satsuma.problem import Problem
from satsuma.run import Run
from satsuma.version import VERSION

CHUNK = 1 << 18  # bytes
PATIENCE = 30.0  # seconds without a byte
POLL = 0.1  # seconds between two looks at whether the run was cancelled


def fetch_weights(network: Network, run: Run = Run()) -> Weights:
    """Download the official weights of a network to Satsuma's own folder.

    Where they are on this computer already nothing is downloaded. The file takes its name only
    when it is complete and its SHA-256 right. Raises Problem without a connection, and when the
    file is not what it should be; nothing is left behind then.
    """
    if (kept := _here(network)) is not None:
        return kept
    if network.url is None:
        raise MissingWeights(network)
    target = weights_folder() / network.weights_file
    if target.exists():
        raise Problem(
            f"There are weights of your own for {network.title} in “{target}”. Move that file "
            "away first; the official ones would replace it.")
    digest = hashlib.sha256()
    _make_folder()
    delete_leftovers(target.parent)  # of a download that was killed; they are large
    with atomic_write(target) as file:
        for chunk in run.track(_chunks(network, run), total=-(-network.size // CHUNK)):
            digest.update(chunk)
            file.write(chunk)
        if not digest.hexdigest().startswith(network.digest):
            raise Problem(
                f"What came from {network.url} are not the weights of {network.title}: their "
                "SHA-256 is another one. Nothing was kept. Try again later; if it happens again, "
                "something on the way changes the file.")
    return weights_in(target, network)


def _here(network: Network) -> Weights | None:
    try:
        found = find_weights(network)
    except MissingWeights:
        return None
    return found if found.official else None


def _make_folder() -> None:
    try:
        weights_folder().mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Problem(
            f"“{weights_folder()}” cannot be made: {error.strerror}. SATSUMA_DATA puts Satsuma's "
            "folder elsewhere.") from error


Arrival = bytes | Problem | None
"""A piece of the file, why there are no more, or None at the end."""


def _chunks(network: Network, run: Run) -> Iterator[bytes]:
    """The file in pieces. A thread reads, so that a silent server cannot delay cancelling."""
    arrived: queue.Queue[Arrival] = queue.Queue(maxsize=8)
    gone = threading.Event()
    threading.Thread(target=_receive, args=(network, arrived, gone), daemon=True,
                     name="fetch weights").start()
    try:
        while (piece := _next(arrived, run)) is not None:
            if isinstance(piece, Problem):
                raise piece
            yield piece
    finally:
        gone.set()


def _next(arrived: queue.Queue[Arrival], run: Run) -> Arrival:
    while True:
        run.check()
        try:
            return arrived.get(timeout=POLL)
        except queue.Empty:
            continue


def _receive(network: Network, arrived: queue.Queue[Arrival], gone: threading.Event) -> None:
    last: Problem | None = None
    try:
        with _open(network) as answer:
            while (chunk := answer.read(CHUNK)) and _put(arrived, chunk, gone):
                pass
            if answer.length and not chunk:  # bytes that were announced and never came
                last = Problem(_no_connection(network, "the connection ended early"))
    except Problem as problem:
        last = problem
    except urllib.error.HTTPError as error:
        error.close()
        last = Problem(_no_connection(network, str(error)))
    except (OSError, http.client.HTTPException) as error:
        last = Problem(_no_connection(network, str(getattr(error, "reason", error))))
    _put(arrived, last, gone)


def _put(arrived: queue.Queue[Arrival], piece: Arrival, gone: threading.Event) -> bool:
    """Hand a piece over; False when nobody waits for it any more."""
    while not gone.is_set():
        try:
            arrived.put(piece, timeout=POLL)
        except queue.Full:
            continue
        return True
    return False


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a redirection only to another safe address."""

    def redirect_request(self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str,
                         headers: http.client.HTTPMessage, newurl: str,
                         ) -> urllib.request.Request | None:
        try:
            _check_address(newurl)
        except Problem:
            fp.close()
            raise
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _open(network: Network) -> http.client.HTTPResponse:
    _check_address(network.url or "")
    request = urllib.request.Request(
        network.url or "", headers={"User-Agent": f"satsuma/{VERSION}"})
    opened: http.client.HTTPResponse = urllib.request.build_opener(_Redirects()).open(
        request, timeout=PATIENCE)
    return opened


def _check_address(url: str) -> None:
    """Only encrypted connections; plain ones stay on this computer."""
    parts = urllib.parse.urlsplit(url)
    if parts.scheme != "https" and (parts.scheme, parts.hostname) != ("http", "127.0.0.1"):
        raise Problem(f"Weights are not fetched from {url}: the connection would not be safe.")


def _no_connection(network: Network, reason: str) -> str:
    return (f"The weights of {network.title} could not be downloaded from {network.url}: {reason}. "
            f"Try again with a working connection, or bring the file {network.weights_file} from "
            f"another computer and say “satsuma networks add {network.id} FILE”.")
