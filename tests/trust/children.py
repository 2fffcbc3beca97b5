"""Programs that tests start, kill and disturb; also runs as one of them.

`python children.py NAME ARGUMENTS …` runs the function of that name. What a child has done it says
on its standard output, a line each, at once.
"""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path
from threading import Event, Thread

ROOT = Path(__file__).parents[2]


# For tests

def places(folder: Path) -> dict[str, str]:
    """An environment whose every place of the program lies in a folder."""
    return os.environ | {
        "QT_QPA_PLATFORM": "offscreen", "SATSUMA_CONFIG": str(folder / "config"),
        "SATSUMA_DATA": str(folder / "data"), "SATSUMA_CACHE": str(folder / "cache")}


def start(name: str, *arguments: object, env: Mapping[str, str] | None = None,
          **more: object) -> subprocess.Popen[str]:
    """Start a child."""
    env = dict(os.environ if env is None else env) | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, str(Path(__file__)), name, *map(str, arguments)], env=env, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)


def satsuma(*arguments: object, env: Mapping[str, str], **more: object) \
        -> subprocess.CompletedProcess[str]:
    """Run the command line to its end."""
    return subprocess.run([sys.executable, "-m", "satsuma", *map(str, arguments)], env=dict(env),
                          capture_output=True, text=True, timeout=120, check=False, **more)


def ended(child: subprocess.Popen[str], seconds: float = 60) -> list[str]:
    """The lines that a child said, once it has ended well."""
    said, complaints = child.communicate(timeout=seconds)
    assert child.returncode == 0, complaints
    return said.splitlines()


def killed(child: subprocess.Popen[str]) -> list[str]:
    """Kill -9; the lines that it had said until then."""
    child.send_signal(signal.SIGKILL)
    said, _ = child.communicate(timeout=60)
    return said.splitlines()


def lines_until(child: subprocess.Popen[str], word: str) -> list[str]:
    """What a child says, up to the line that begins with a word."""
    said = []
    assert child.stdout is not None
    for line in child.stdout:
        said.append(line.strip())
        if line.startswith(word):
            return said
    raise AssertionError(f"{said} {child.stderr.read() if child.stderr else ''}")


def pictures(folder: Path, number: int, side: int = 8) -> list[Path]:
    """Small pictures, all different."""
    from PIL import Image

    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"picture-{i:05}.png" for i in range(number)]
    for i, file in enumerate(files):
        Image.new("RGB", (side, side), (i % 256, i // 256 % 256, 37)).save(file, compress_level=1)
    return files


# Children

def say(*words: object) -> None:
    print(*words, flush=True)  # noqa: T201 - this is how a child speaks


def embed(folder: str, log: str, seconds: str) -> None:
    """Embed a folder with the toy network; says what came of it and the digest of the vectors."""
    from satsuma.algorithms import embed as module
    from tests.algorithms.toy_embedding import TOY, WEIGHTS, _Logged

    model = _Logged(Path(log), float(seconds))
    module.open_model = lambda *_, **__: model
    module.find_weights = lambda _: WEIGHTS
    done = module.embed(sorted(Path(folder).iterdir()), TOY)
    say(len(done.vectors), done.computed, hashlib.sha256(done.vectors.tobytes()).hexdigest())


def save(file: str) -> None:
    """Save one workflow after the other, large enough to take a while."""
    from satsuma.workflow.model import Workflow
    from satsuma.workflow.ows import write_ows

    for number in count(1):
        write_ows(Workflow(title=str(number), description=f"{number} " * 40_000), Path(file))
        say(number)


def window(act: str, *arguments: str) -> None:
    """Open the program's window and do something in it."""
    from PyQt6.QtCore import QTimer

    from satsuma.ui import app as module
    from satsuma.ui import starting

    class App(module.App):
        def __init__(self, qt: object) -> None:
            super().__init__(qt)
            QTimer.singleShot(0, partial(globals()[act], self, *arguments))

    starting.App = App
    sys.exit(starting.run([]))


# What is done in a window

def edit_on(app: object, every: str, file: str = "") -> None:
    """Edit without end; with a file, save too, whenever the last saving is done."""
    shown = app.windows[0]
    clock = _every(float(every), partial(_edit_once, shown, count(1)))
    if file:
        shown.file.work.saved.connect(partial(_save_again, shown))
        QTimer_singleShot(200, partial(shown.file.work.save, Path(file), overwrite=True))
    shown.clock = clock


def _edit_once(shown: object, numbers: Iterable[int]) -> None:
    number = next(iter(numbers))
    shown.document.edit(replace(shown.document.workflow, title=str(number),
                                description="x" * 20_000), "Type", merge="typing")
    say("edit", number, time.time())


def _save_again(shown: object, _path: Path) -> None:
    say("saved", time.time())
    shown.file.work.save()


def tell_notice(app: object) -> None:
    """Say what stands above the canvas after the start, and leave."""
    begun, at_once = time.monotonic(), app.store.problems
    # Where there is something to tell it has the time that a busy computer takes.
    until(lambda: bool(app.windows[0].offer_bar.text)
          or time.monotonic() > begun + (20 if at_once else 1),
          partial(_tell_and_leave, app))


def _tell_and_leave(app: object) -> None:
    say("notice", app.windows[0].offer_bar.text)
    leave(app)


def work_and_stay(app: object) -> None:
    """One change that is kept, then a fresh one, then nothing more until a signal comes."""
    shown = app.windows[0]
    _edit_once(shown, iter([1]))
    until(lambda: shown.autosave._kept is not None, partial(_edit_last, shown))


def _edit_last(shown: object) -> None:
    _edit_once(shown, iter([2]))
    say("ready")


def full_disk(app: object, file: str) -> None:
    """No file can grow any more; then the disk is emptied."""
    import resource

    from satsuma.workflow.ows import write_ows

    shown = app.windows[0]
    most = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    write_ows(shown.document.workflow, Path(file))
    before = Path(file).read_bytes()
    resource.setrlimit(resource.RLIMIT_FSIZE, (600, most))
    _edit_once(shown, iter([1]))
    told: list[str] = []
    shown.autosave.failed.connect(told.append)
    shown.file.work.failed.connect(told.append)

    def then_save() -> None:
        shown.file.work.save(Path(file), overwrite=True)
        until(lambda: len(told) == 2, then_room)

    def then_room() -> None:
        say("told", " | ".join(told))
        say("unharmed", Path(file).read_bytes() == before, shown.document.modified)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        shown.file.work.save(Path(file), overwrite=True)
        until(lambda: not shown.document.modified, then_leave)

    def then_leave() -> None:
        say("saved", b'title="1"' in Path(file).read_bytes())
        leave(app)

    until(lambda: len(told) == 1, then_save)


def cannot_save(app: object, file: str) -> None:
    """Save where nothing can be written, and say what is told."""
    shown = app.windows[0]
    _edit_once(shown, iter([1]))
    told: list[str] = []
    shown.file.work.failed.connect(told.append)
    shown.file.work.save(Path(file), overwrite=True)

    def then() -> None:
        say("told", " | ".join(told))
        say("modified", shown.document.modified)
        leave(app)

    until(lambda: bool(told), then)


def open_and_run(app: object, file: str) -> None:
    """Open a workflow, wait for its results, save it beside itself, and say how it went."""
    app.open(Path(file), app.windows[0])

    def settled() -> bool:
        shown = app.windows[0]
        return bool(shown.document.workflow.nodes) and shown.document.bridge._is_settled and all(
            shown.document.bridge.status(node).state == "done"
            for node in shown.document.workflow.nodes)

    def then() -> None:
        shown = app.windows[0]
        for node in shown.document.workflow.nodes:
            status = shown.document.bridge.status(node)
            for text in status.result.warnings if status.result else ():
                say("warning", text)
        say("done", len(shown.document.workflow.nodes))
        leave(app)

    until(settled, then)


def leave(app: object) -> None:
    for shown in list(app.windows):
        shown.closing._for_good = True
        shown.close()


def until(true: Callable[[], bool], then: Callable[[], None]) -> None:
    if true():
        then()
    else:
        QTimer_singleShot(15, partial(until, true, then))


def QTimer_singleShot(milliseconds: int, act: Callable[[], None]) -> None:  # noqa: N802
    from PyQt6.QtCore import QTimer

    QTimer.singleShot(milliseconds, act)


def _every(seconds: float, act: Callable[[], None]) -> object:
    from PyQt6.QtCore import QTimer

    timer = QTimer()
    timer.timeout.connect(act)
    timer.start(round(1000 * seconds))
    return timer


# Attacks on the surroundings of `satsuma`, carried out inside of its own process

def without_home(*arguments: str) -> None:
    """`satsuma …` for somebody whom the system does not know, and who has no HOME."""
    import pwd

    def nobody(_number: object) -> object:
        raise KeyError("unknown")

    for name in [name for name in os.environ if name in ("HOME", "USERPROFILE")
                 or name.startswith(("XDG_", "SATSUMA_"))]:
        del os.environ[name]
    pwd.getpwuid = pwd.getpwnam = nobody
    _satsuma(arguments)


def small_files(most: str, *arguments: str) -> None:
    """`satsuma …` where no file may grow larger than so many bytes, as on a full disk."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (int(most), int(most)))
    _satsuma(arguments)


def odd_clock(years: str, *arguments: str) -> None:
    """`satsuma …` with a clock that jumps by so many years, there and back, all the time."""
    jump = int(float(years) * 365.25 * 86_400)
    now, now_ns, far = time.time, time.time_ns, [False]
    time.time = lambda: now() + jump * far[0]
    time.time_ns = lambda: now_ns() + jump * 1_000_000_000 * far[0]
    stop = Event()

    def swing() -> None:
        while not stop.wait(0.02):
            far[0] = not far[0]

    Thread(target=swing, daemon=True).start()
    with suppress(SystemExit):
        _satsuma(arguments)
    stop.set()
    sys.exit(_status[0])


_status = [0]


def _satsuma(arguments: tuple[str, ...]) -> None:
    from satsuma.cli import main

    _status[0] = main(list(arguments))
    sys.exit(_status[0])


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
