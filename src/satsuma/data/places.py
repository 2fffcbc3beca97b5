"""Places: where the program keeps its own files on this machine.

An environment variable decides, else the preferences, else what is usual on the system. All are
asked for anew at each use, so that a change holds at once.

Everything in the cache can be made again and may be deleted at any time; weights cannot always be
fetched again, so they live elsewhere.
"""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_cache_path, user_data_path

from satsuma.data.choices import choices


def cache_folder() -> Path:
    """Vectors, results and what is known of files; `SATSUMA_CACHE` puts it elsewhere."""
    named = os.environ.get("SATSUMA_CACHE") or choices().cache_folder
    return Path(named).expanduser() if named else user_cache_path("satsuma", appauthor=False)


def weights_folder() -> Path:
    """Where `satsuma networks fetch` and `add` put weights.

    `SATSUMA_DATA` puts all data elsewhere, weights in a folder `weights` there.
    """
    if named := os.environ.get("SATSUMA_DATA"):
        return Path(named).expanduser() / "weights"
    if chosen := choices().weights_folder:
        return Path(chosen).expanduser()
    return user_data_path("satsuma", appauthor=False) / "weights"


def shared_weights_folder() -> Path | None:
    """A lab's shared, read-only folder of weights, named by `SATSUMA_WEIGHTS`."""
    named = os.environ.get("SATSUMA_WEIGHTS") or choices().shared_weights_folder
    return Path(named).expanduser() if named else None


def torch_weights_folder() -> Path:
    """Where torch's hub keeps what it has downloaded (the rules of torch.hub, without torch)."""
    home = os.environ.get("TORCH_HOME")
    if not home:
        home = os.path.join(os.environ.get("XDG_CACHE_HOME", "~/.cache"), "torch")
    return Path(home).expanduser() / "hub" / "checkpoints"
