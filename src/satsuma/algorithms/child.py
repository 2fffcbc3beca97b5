"""The torch process, seen from the program.

Torch takes seconds to import and stalls the window meanwhile, so it lives in a process of its own,
which is asked through frames and ends when the program does. What it writes to stderr is kept for
the text of an error.
"""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
from typing import IO, Any

from satsuma.algorithms.frames import Head, read_frame, write_frame
from satsuma.algorithms.onnx_runtime import SILENT
from satsuma.problem import Problem
from satsuma.run import Run

MODULE = "satsuma.algorithms.torch_child"
POLL = 0.1  # seconds between two looks at whether the run was cancelled

# Idle OpenMP threads that spin would take the cores from the threads that decode pictures.
ENVIRONMENT = {"OMP_WAIT_POLICY": "PASSIVE", "GOMP_SPINCOUNT": "0", **SILENT}


class ChildFailed(Problem):
    """The torch process ended in the middle of its work."""


class GraphFailed(Problem):
    """The network could not be turned into a graph, or ONNX Runtime cannot run it."""


class DeviceFailed(Problem):
    """The device is not there, or computes wrongly."""


_KINDS: dict[str, type[Problem]] = {
    "problem": Problem, "graph": GraphFailed, "device": DeviceFailed, "broken": ChildFailed,
}


class TorchChild:
    """A running torch process; a context manager that ends it."""

    def __init__(self, command: str, *arguments: str) -> None:
        self._errors = _temporary_file()  # closed by close()
        try:
            self._process = subprocess.Popen(
                # -P: a file torch.py in the folder that the program was started in is not torch.
                [sys.executable, "-P", "-m", MODULE, command, *arguments],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors,
                env=os.environ | ENVIRONMENT, creationflags=_NO_WINDOW)
        except OSError as error:
            self._errors.close()
            raise ChildFailed(f"The process for torch cannot be started: {error}.") from error
        self._frames: queue.SimpleQueue[tuple[Head, bytearray] | None] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, name="torch child", daemon=True)
        self._reader.start()

    def __enter__(self) -> TorchChild:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def ask(self, head: Head, body: bytes, run: Run) -> tuple[Head, bytearray]:
        """Send a frame and wait for the answer; errors as `answer`."""
        assert self._process.stdin is not None
        try:
            write_frame(self._process.stdin, head, body)  # type: ignore[arg-type]
        except (OSError, ValueError) as error:  # ValueError: closed after an earlier failure
            raise self._failed() from error
        return self.answer(run)

    def answer(self, run: Run) -> tuple[Head, bytearray]:
        """Wait for the next frame.

        Raises what the frame tells of (Problem, GraphFailed, DeviceFailed), ChildFailed when the
        process ended, and Cancelled; after the last two the process is gone.
        """
        frame = self._wait(run)
        if frame is None:
            raise self._failed()
        for kind, problem in _KINDS.items():
            if kind in frame[0]:
                raise problem(frame[0][kind])
        return frame

    def close(self) -> None:
        """End the process, in whatever it is doing."""
        self._process.kill()
        self._process.wait()
        self._reader.join()
        for stream in (self._process.stdin, self._process.stdout, self._errors):
            with contextlib.suppress(OSError):  # what was not sent yet cannot be sent any more
                stream.close()  # type: ignore[union-attr]

    def _read(self) -> None:
        assert self._process.stdout is not None
        with contextlib.suppress(ValueError, OSError):  # half a frame: the process has died
            while (frame := read_frame(self._process.stdout)) is not None:  # type: ignore[arg-type]
                self._frames.put(frame)
        self._frames.put(None)

    def _wait(self, run: Run) -> tuple[Head, bytearray] | None:
        try:
            while True:
                run.check()
                with contextlib.suppress(queue.Empty):
                    return self._frames.get(timeout=POLL)
        except BaseException:  # the answer would be taken for that of the next question
            self.close()
            raise

    def _failed(self) -> ChildFailed:
        with contextlib.suppress(subprocess.TimeoutExpired):  # its pipe ends just before it does
            self._process.wait(timeout=2)
        self._process.kill()
        how = _ending(self._process.wait())
        said = "" if self._errors.closed else self._last_words()
        self.close()
        return ChildFailed(
            f"The process that runs torch ended {how}. Try again; where memory is short, close "
            f"other programs first.{said}")

    def _last_words(self) -> str:
        self._errors.seek(0, os.SEEK_END)
        self._errors.seek(max(0, self._errors.tell() - 2000))
        lines = self._errors.read().decode("utf-8", "replace").strip().splitlines()
        return f" Its last words: {lines[-1]}" if lines else ""


def _temporary_file() -> IO[bytes]:
    try:
        return tempfile.TemporaryFile()  # noqa: SIM115 - whoever asked closes it
    except OSError as error:
        raise ChildFailed(
            "The process for torch cannot be started: no temporary file can be made. Make room on "
            "the disk, or let TMPDIR name a folder that can be written to.") from error


def ask_once(command: str, *arguments: str, run: Run) -> dict[str, Any]:
    """What the torch process answers to one command; errors as `TorchChild.answer`."""
    with TorchChild(command, *arguments) as child:
        return child.answer(run)[0]


def _ending(status: int) -> str:
    if status < 0:
        with contextlib.suppress(ValueError):
            return f"by {signal.Signals(-status).name}"
    return f"with status {status}"


_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows would flash a console
