"""A screen of our own with a real mouse and keyboard, and a program on it.

The screen is Xvfb, the hands are xdotool. Where things are the program tells in the file that
SATSUMA_DRIVE names (satsuma/ui/drive.py); everything is done as a person does it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

NEEDED = ("Xvfb", "xdotool")
SATSUMA = (sys.executable, "-m", "satsuma")
Point = tuple[int, int]

NOTHING: dict[str, Any] = {"windows": [], "controls": [], "tiles": {}, "canvases": [],
                           "branches": [], "trees": [], "galleries": [], "tables": []}
"""What a program tells before its first window."""


def missing_tools() -> list[str]:
    """The programs that are needed for this and are not installed."""
    return [name for name in NEEDED if shutil.which(name) is None]


class Failed(Exception):
    """Something that should have happened on the screen did not."""


class Desktop:
    """A private screen. Leave the `with` block to take it away."""

    def __init__(self, width: int = 1440, height: int = 900, framebuffer: Path | None = None,
                 calm: float = 0.0, display: str | None = None) -> None:
        self.width, self.height = width, height
        self.calm = calm  # seconds between gestures, so that a person can follow
        self._server: subprocess.Popen[bytes] | None = None
        self.display = display or self._start(framebuffer)

    def _start(self, framebuffer: Path | None) -> str:
        reader, writer = os.pipe()
        more = ["-fbdir", str(framebuffer)] if framebuffer else []
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{self.width}x{self.height}x24",
             "-nolisten", "tcp", *more], pass_fds=(writer,), stderr=subprocess.DEVNULL)
        os.close(writer)
        with os.fdopen(reader) as told:
            number = told.readline().strip()
        if not number:
            raise Failed("Xvfb did not start.")
        return f":{number}"

    def __enter__(self) -> Desktop:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._server is not None:
            self._server.terminate()
            self._server.wait(30)

    # Hands

    def do(self, *words: object) -> str:
        """One call of xdotool."""
        done = subprocess.run(["xdotool", *map(str, words)], env=self._env(), text=True,
                              capture_output=True, timeout=60, check=False)
        return done.stdout.strip()

    def _env(self) -> dict[str, str]:
        return os.environ | {"DISPLAY": self.display}

    def move(self, to: Point) -> None:
        """Move the mouse, not jump: what is under way is noticed by programs, too."""
        here = dict(part.split(":") for part in self.do("getmouselocation").split()[:2])
        x, y = int(here["x"]), int(here["y"])
        steps = 12
        words: list[object] = []
        for i in range(1, steps + 1):
            words += ["mousemove", x + (to[0] - x) * i // steps, y + (to[1] - y) * i // steps,
                      "sleep", 0.012]
        self.do(*words)

    def click(self, at: Point, times: int = 1) -> None:
        self.move(at)
        self.do("click", "--repeat", times, "--delay", 60, 1)
        time.sleep(0.1 + self.calm)

    def drag(self, start: Point, end: Point) -> None:
        """Press, move, let go."""
        self.move(start)
        self.do("mousedown", 1)
        time.sleep(0.1)
        self.move(((start[0] * 3 + end[0]) // 4, (start[1] * 3 + end[1]) // 4))
        self.move(end)
        time.sleep(0.15)
        self.do("mouseup", 1)
        time.sleep(0.1 + self.calm)

    def wheel_right(self, at: Point, notches: int) -> None:
        """Turn a wheel that goes sideways."""
        self.move(at)
        self.do("click", "--repeat", notches, "--delay", 20, 7)
        time.sleep(0.1 + self.calm)

    def key(self, *names: str) -> None:
        self.do("key", "--delay", 30, *names)
        time.sleep(self.calm)

    def type(self, text: str) -> None:
        self.do("type", "--delay", 15, text)
        time.sleep(self.calm)

    # Eyes

    def shot(self, file: Path) -> None:
        """Keep what is on the screen as a picture, where ImageMagick is installed."""
        if shutil.which("import"):
            subprocess.run(["import", "-window", "root", str(file)], env=self._env(), check=False,
                           timeout=60)


class Program:
    """Satsuma on a desktop, with folders of its own for everything it keeps."""

    def __init__(self, desktop: Desktop, home: Path, *arguments: str, **env: str) -> None:
        self.desktop = desktop
        self.home = home
        self._file = home / "screen.json"
        self._file.unlink(missing_ok=True)  # of a program before
        own = {f"SATSUMA_{name}": str(home / name.lower()) for name in ("CACHE", "DATA", "CONFIG")}
        self._env = {**os.environ, **own, "HOME": str(home), **env}
        self.log = home / "log.txt"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [*SATSUMA, *arguments], stdout=log, stderr=log, cwd=home,
                env={**self._env, "SATSUMA_DRIVE": str(self._file), "DISPLAY": desktop.display,
                     "QT_QPA_PLATFORM": "xcb"})

    def terminal(self, *arguments: str) -> str:
        """What `satsuma` answers to a command in a terminal, on the same computer. Raises Failed.
        """
        done = subprocess.run([*SATSUMA, *arguments], capture_output=True, text=True, check=False,
                              cwd=self.home, env=self._env, timeout=120)
        if done.returncode:
            raise Failed(f"satsuma {' '.join(arguments)}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def screen(self) -> dict[str, Any]:
        """What is on the screen now; empty before the first window."""
        if self.process.poll() is not None:
            raise Failed(f"The program ended with {self.process.returncode}:\n"
                         + self.log.read_text(errors="replace")[-3000:])
        try:
            return json.loads(self._file.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return NOTHING

    def wait(self, what: str, found: Callable[[dict[str, Any]], Any], seconds: float = 60) -> Any:
        """Wait until something can be seen; give it back. Raises Failed."""
        end = time.monotonic() + seconds
        while True:
            if answer := found(self.screen()):
                return answer
            if time.monotonic() > end:
                raise Failed(f"Waited {seconds:g} s in vain for {what}.")
            time.sleep(0.03)

    def focus(self, title: str = "", seconds: float = 60) -> dict[str, Any]:
        """Wait for a window with this in its title and give it the keyboard.

        There is no window manager on this screen, which would do that by itself.
        """
        window = self.wait(f"a window “{title}”", lambda s: next(
            (w for w in reversed(s["windows"]) if title.lower() in w["title"].lower()), None),
            seconds)
        if not window["active"]:
            self.desktop.do("windowraise", window["id"], "windowfocus", window["id"])
            time.sleep(0.15)
        return window

    def node(self, node_id: str, state: str = "", seconds: float = 60) -> dict[str, Any]:
        """Wait for a node, and for its state."""
        def found(screen: dict[str, Any]) -> Any:
            for canvas in screen["canvases"]:
                node = canvas["nodes"].get(node_id)
                if node and (not state or node["state"] == state):
                    return node
            return None
        return self.wait(f"the node {node_id} {state}".strip(), found, seconds)

    def control(self, *, window: str = "", kind: str = "", name: str = "",
                seconds: float = 60) -> dict[str, Any]:
        """Wait for a control by the window it is in, its class, its name or its words."""
        def found(screen: dict[str, Any]) -> Any:
            return next((c for c in screen["controls"] if self._fits(c, window, kind, name)), None)
        return self.wait(f"{kind or 'control'} “{name}” in “{window}”", found, seconds)

    @staticmethod
    def _fits(control: dict[str, Any], window: str, kind: str, name: str) -> bool:
        words = f"{control['name']} {control['text']}".replace("&", "").lower()
        return (window.lower() in control["window"].lower() and kind in control["class"]
                and name.lower() in words)

    def kill(self) -> None:
        """End it as a crash does."""
        self.process.kill()
        self.process.wait(30)

    def end(self) -> None:
        """Stop it, whatever it does."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(30)


def middle(rect: list[int]) -> Point:
    """The middle of a rectangle."""
    x, y, width, height = rect
    return x + width // 2, y + height // 2


def grid(rect: list[int], across: int, down: int) -> Iterator[Point]:
    """Points all over a rectangle, row by row."""
    x, y, width, height = rect
    for j in range(down):
        for i in range(across):
            yield x + width * (2 * i + 1) // (2 * across), y + height * (2 * j + 1) // (2 * down)
