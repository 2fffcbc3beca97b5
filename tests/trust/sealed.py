"""A program whose processes get no socket of the internet, counted by the kernel.

`python -I sealed.py FILE PROGRAM ARGUMENTS …` runs the program and writes into the file how often
a socket of the internet was asked for, by Python or by a library in C, there and in every process
that it starts. It needs Linux and no privilege, so it stands in where no network namespace is to be
had (containers, computers that forbid them). It ends with the status of the program, or with 125
where the kernel does not take the filter.

The filter is classic BPF (seccomp(2)); whoever asks is answered by `_answering`, in a thread here.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import platform
import struct
import subprocess
import sys
import threading
from pathlib import Path

CANNOT = 125

_NUMBERS = {"x86_64": (0xC000003E, 317, 41), "aarch64": (0xC00000B7, 277, 198)}
"""By machine: what the kernel calls it, and the numbers of its calls `seccomp` and `socket`."""

_INTERNET = (2, 10)
_NO_NEW_PRIVILEGES, _SET_FILTER, _NEW_LISTENER = 38, 1, 8
_ALLOW, _ASK = 0x7FFF0000, 0x7FC00000
_LOAD, _EQUAL, _GIVE = 0x20, 0x15, 0x06
_RECEIVE, _SEND = 0xC0502100, 0xC0182101
_NOTICE, _ANSWER = 80, struct.Struct("<QqiI")


class _Filter(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("steps", ctypes.c_char_p)]


def _steps(machine: int, socket: int) -> bytes:
    """Ask about sockets of the internet on this machine; allow all else."""
    four, six = _INTERNET
    steps = [(_LOAD, 0, 0, 4), (_EQUAL, 0, 5, machine), (_LOAD, 0, 0, 0), (_EQUAL, 0, 3, socket),
             (_LOAD, 0, 0, 16), (_EQUAL, 2, 0, four), (_EQUAL, 1, 0, six), (_GIVE, 0, 0, _ALLOW),
             (_GIVE, 0, 0, _ASK)]
    return b"".join(struct.pack("<HBBI", *step) for step in steps)


def sealed() -> int:
    """Seal this process and those it will start; gives where to hear of attempts, or -1."""
    if sys.platform != "linux" or platform.machine() not in _NUMBERS:
        return -1
    machine, seccomp, socket = _NUMBERS[platform.machine()]
    steps = _steps(machine, socket)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return -1
    return int(libc.syscall(seccomp, _SET_FILTER, _NEW_LISTENER,
                            ctypes.byref(_Filter(len(steps) // 8, steps))))


def _answering(listener: int, attempts: list[int]) -> None:
    """Refuse whatever is asked for, and note which process did."""
    while True:
        notice = bytearray(_NOTICE)
        try:
            fcntl.ioctl(listener, _RECEIVE, notice)
            number, process = struct.unpack_from("<QI", notice)
            attempts.append(process)
            fcntl.ioctl(listener, _SEND, _ANSWER.pack(number, 0, -errno.ENETUNREACH, 0))
        except InterruptedError:
            continue
        except OSError as error:
            if error.errno != errno.ENOENT:  # whoever asked has died meanwhile
                return


def main(file: str, *command: str) -> int:
    listener = sealed()
    if listener < 0:
        return CANNOT
    attempts: list[int] = []
    threading.Thread(target=_answering, args=(listener, attempts), daemon=True).start()
    status = subprocess.run(command, check=False).returncode
    Path(file).write_text(str(len(attempts)), encoding="utf-8")
    return status if status >= 0 else 128 - status


if __name__ == "__main__":
    os._exit(main(*sys.argv[1:]))  # the thread waits in the kernel
