"""Keep a process from using the network, whatever its libraries would like to do."""

from __future__ import annotations

import sys
from typing import Any

_FORBIDDEN = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname")


def forbid_network() -> None:
    """From now on opening a connection raises PermissionError. It cannot be taken back."""
    sys.addaudithook(_refuse)


def _refuse(event: str, _: tuple[Any, ...]) -> None:
    if event in _FORBIDDEN:
        raise PermissionError("this process does not use the network")
