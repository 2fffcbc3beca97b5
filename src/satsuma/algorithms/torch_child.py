"""The torch process: `python -m satsuma.algorithms.torch_child COMMAND ...`.

    list                                   names of torchvision's classifiers
    describe NAME                          the record of one of them
    devices                                what torch can compute on
    check NETWORK FILE DIGEST              whether the weights load and fit
    export NETWORK FILE DIGEST TARGET      the network as an ONNX graph
    serve NETWORK FILE DIGEST DEVICE       vectors for batches of pictures, until stdin ends

NETWORK is a record as JSON, DIGEST the SHA-256 that the file must have. Answers are frames on
stdout; a problem is told in a frame, too. This module and those that only it imports are the only
ones that import torch.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from satsuma.algorithms import torch_networks
from satsuma.algorithms.child import DeviceFailed, GraphFailed
from satsuma.algorithms.frames import write_frame
from satsuma.algorithms.network_record import network_from
from satsuma.algorithms.no_network import forbid_network
from satsuma.algorithms.torch_export import export
from satsuma.algorithms.torch_serve import devices, serve
from satsuma.problem import Problem


def _list(answers: BinaryIO) -> None:
    write_frame(answers, {"names": torch_networks.names()})


def _describe(answers: BinaryIO, name: str) -> None:
    known = torch_networks.names()
    record = json.loads(torch_networks.describe(name).json()) if name in known else None
    write_frame(answers, {"names": known, "network": record})


def _devices(answers: BinaryIO) -> None:
    write_frame(answers, {"devices": devices()})


def _check(answers: BinaryIO, network: str, file: str, digest: str) -> None:
    torch_networks.load(network_from(network), Path(file), digest)
    write_frame(answers, {"fits": True})


def _export(answers: BinaryIO, network: str, file: str, digest: str, target: str) -> None:
    record = network_from(network)
    export(torch_networks.load(record, Path(file), digest), record, Path(target))
    write_frame(answers, {"exported": True})


def _serve(answers: BinaryIO, network: str, file: str, digest: str, device: str) -> None:
    record = network_from(network)
    vectors = torch_networks.load(record, Path(file), digest)
    serve(vectors, record, device, sys.stdin.buffer, answers)


COMMANDS: dict[str, Callable[..., None]] = {
    "list": _list, "describe": _describe, "devices": _devices,
    "check": _check, "export": _export, "serve": _serve,
}


def main(arguments: list[str]) -> None:
    """Carry out one command."""
    # What libraries print must not get between the frames.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    forbid_network()
    try:
        COMMANDS[arguments[0]](answers, *arguments[1:])
    except GraphFailed as problem:
        write_frame(answers, {"graph": str(problem)})
    except DeviceFailed as problem:
        write_frame(answers, {"device": str(problem)})
    except Problem as problem:
        write_frame(answers, {"problem": str(problem)})


if __name__ == "__main__":
    main(sys.argv[1:])
