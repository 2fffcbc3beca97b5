"""Hooks: a process that notes whatever it does beyond reading, and is refused it.

An audit hook cannot be taken off again, so it lives in child processes only. `watched_site` holds
a `sitecustomize`, which Python runs first in every process that inherits the environment: so
children of children are watched too. What is forbidden is noted in a file, since the product may
catch the error.

Two degrees: `watching` forbids the network, foreign programs and writing outside of the given
folders. `opening` forbids also to run, compile and import anything; a process asks for it by
`begin_opening` once everything has been imported by opening a harmless file.
"""

from __future__ import annotations

import ast
import json
import os
import sys
import typing
from collections.abc import Mapping
from ctypes.util import find_library
from pathlib import Path
from types import FrameType
from typing import Any

VARIABLE = "SATSUMA_TEST_WATCH"
SITE = Path(__file__).parent / "watched_site"
ROOT = Path(__file__).parents[2]

_NETWORK = ("socket.", "urllib.", "http.client.", "ftplib.", "smtplib.", "poplib.", "imaplib.",
            "nntplib.", "telnetlib.", "webbrowser.")
_PROGRAMS = ("subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork",
             "os.startfile", "pty.")
_CODE = ("exec", "compile", "import", "pickle.", "marshal.", "ctypes.", "code.", "cpython.")
_CHANGES = {"os.mkdir": 0, "os.remove": 0, "os.rmdir": 0, "os.rename": 1, "os.symlink": 1,
            "os.link": 1, "os.chmod": 0, "os.chown": 0, "os.truncate": 0, "os.utime": 0,
            "shutil.rmtree": 0, "sqlite3.connect": 0}
"""Events that change the disk, and which argument names the place."""

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_HARMLESS = ("/dev/null", "/proc/self/", ":memory:")
_OURS = {*sys.stdlib_module_names, "satsuma", "PyQt6", "PIL", "numpy", "natsort"}
"""What a window may import while a file opens; no file can name these."""

_OUR_CHILD = "satsuma.algorithms.torch_child"


class Watch:
    """What this process may do, and where it notes what it tried."""

    def __init__(self, writable: list[str], log: str) -> None:
        self._writable = tuple(os.path.realpath(place) for place in writable)
        self._log = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self._opening = self._in_window = False

    def begin_opening(self, in_window: bool = False) -> None:
        """From now on nothing is run either; a window still imports parts of itself."""
        self._opening, self._in_window = True, in_window

    def end_opening(self) -> None:
        self._opening = False

    def hook(self, event: str, args: tuple[Any, ...]) -> None:
        """Refuse and note what is forbidden."""
        if self._is_forbidden(event, args):
            self._note(event, args)
            raise PermissionError(f"{event} is forbidden here")

    def _is_forbidden(self, event: str, args: tuple[Any, ...]) -> bool:
        if event == "open":
            return _writes(args) and not self._is_ours(args[0])
        if event in _CHANGES:
            return not self._is_ours(_place(event, args))
        if event.startswith(_NETWORK):
            return not (event.startswith("socket.gethostname"))
        if event.startswith(_PROGRAMS):
            return not (event == "subprocess.Popen" and (_OUR_CHILD in args[1] or _looks_up()))
        if not (self._opening and event.startswith(_CODE)):
            return False
        return not (self._imports_itself(event, args) or _reads_types()
                    or event == "compile" and _reads_constants())

    def _is_ours(self, place: Any) -> bool:
        if isinstance(place, int):
            return True
        path = os.fsdecode(place)
        return path.startswith(_HARMLESS) or os.path.realpath(path).startswith(self._writable)

    def _imports_itself(self, event: str, args: tuple[Any, ...]) -> bool:
        """Whether a window imports a part of itself, which is not named by any file."""
        if not self._in_window:
            return False
        if event == "import":
            return args[0].partition(".")[0] in _OURS
        return any("importlib" in frame.f_code.co_filename for frame in _frames())

    def _note(self, event: str, args: tuple[Any, ...]) -> None:
        places = [f"{frame.f_code.co_filename}:{frame.f_lineno}" for frame in _frames()]
        line = json.dumps([event, repr(args)[:300], places[:12]])
        os.write(self._log, line.encode() + b"\n")


def _frames() -> list[FrameType]:
    found, frame = [], sys._getframe(1)
    while frame is not None:
        if frame.f_code.co_filename != __file__:
            found.append(frame)
        frame = frame.f_back  # type: ignore[assignment]
    return found


def _place(event: str, args: tuple[Any, ...]) -> Any:
    """What an event changes; some name it as seen from an opened folder."""
    place = args[_CHANGES[event]]
    if event in ("os.remove", "os.rmdir", "os.mkdir") and args[-1] != -1:
        return os.path.join(os.readlink(f"/proc/self/fd/{args[-1]}"), os.fsdecode(place))
    return place


def _reads_types() -> bool:
    """Python evaluates the annotations of a widget, which stand in our code, when first asked."""
    return _frames()[0].f_code.co_filename == typing.__file__


def _reads_constants() -> bool:
    """Numpy reads the header of an array as constants of Python: parsed, and never run."""
    files = [frame.f_code.co_filename for frame in _frames()]
    return files[:2] == [ast.__file__, ast.__file__] and "numpy" in files[2]


def _looks_up() -> bool:
    """Python's own `ctypes.util.find_library` asks the linker where a library lies."""
    return any(frame.f_code.co_filename == find_library.__code__.co_filename
               for frame in _frames())


def _writes(args: tuple[Any, ...]) -> bool:
    _, mode, flags = args
    if isinstance(mode, str):
        return any(letter in mode for letter in "wax+")
    return bool((flags or 0) & _WRITING)


def environment(folder: Path, **more: str) -> dict[str, str]:
    """An environment of its own, watched, with every place of the program below `folder`.

    Nothing of ours is taken over: some libraries hide from `CI` or `PYTEST_CURRENT_TEST`.
    """
    for name in ("home", "temp", "ours", "run"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "run").chmod(0o700)
    ours = folder / "ours"
    watch = {"writable": [str(ours), str(folder / "temp")], "log": str(folder / "watch.log")}
    return {
        "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": str(folder / "home"),
        "TMPDIR": str(folder / "temp"), "XDG_RUNTIME_DIR": str(folder / "run"),
        "SATSUMA_CACHE": str(ours / "cache"), "SATSUMA_DATA": str(ours / "data"),
        "SATSUMA_CONFIG": str(ours / "config"), "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": os.pathsep.join([str(SITE), str(ROOT)]), VARIABLE: json.dumps(watch),
        "QT_QPA_PLATFORM": "offscreen", **more}


def noted(folder: Path) -> list[str]:
    """What watched processes tried, each in a line."""
    log = folder / "watch.log"
    return log.read_text().splitlines() if log.exists() else []


def left_behind(folder: Path) -> list[str]:
    """The files in home and temp folder, where nobody should have put any."""
    return sorted(str(path.relative_to(folder)) for name in ("home", "temp", "run")
                  for path in (folder / name).rglob("*") if not path.is_dir())


def install(environ: Mapping[str, str] = os.environ) -> Watch:
    """Watch this process."""
    found = Watch(**json.loads(environ[VARIABLE]))
    sys.addaudithook(found.hook)
    return found
