"""Processor: what this computer's processor is called, and whether it computes with 16 bits."""

from __future__ import annotations

import platform
from functools import cache
from pathlib import Path

_BITS_16 = ("amx_bf16", "avx512_bf16")
"""What Linux calls the instructions for bfloat16."""


@cache
def processor_name() -> str:
    """The name, as its maker gives it; something shorter where the system does not tell."""
    return _told("model name") or platform.processor() or platform.machine()


def lacks_16_bits() -> bool:
    """Whether it certainly has no instructions for bfloat16; False where that is not known."""
    known = flags()
    return bool(known) and not any(flag in known for flag in _BITS_16)


def flags() -> list[str]:
    """What the processor can do, in Linux's words; nothing where that is not known."""
    return _told("flags").split()


@cache
def _told(name: str) -> str:
    """What Linux says of the first core; "" elsewhere."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    told = (line.partition(":") for line in lines)
    return next((value.strip() for key, _, value in told if key.strip() == name), "")
