"""Places: where the program keeps its own files on this machine.

An environment variable decides, else the preferences, else what is usual on the system. All are
asked for anew at each use, so that a change holds at once.

Everything in the cache can be made again and may be deleted at any time; weights cannot always be
fetched again, so they live elsewhere.
"""

from __future__ import annotations

import os
from pathlib import Path

from satsuma.data.choices import NO_HOME, choices, expanded, own_folder


def cache_folder() -> Path:
    """Vectors, results and what is known of files; `SATSUMA_CACHE` puts it elsewhere."""
    return own_folder("cache", os.environ.get("SATSUMA_CACHE") or choices().cache_folder)


def data_folder() -> Path:
    """Weights and unsaved documents; `SATSUMA_DATA` puts it elsewhere."""
    return own_folder("data", os.environ.get("SATSUMA_DATA"))


def weights_folder() -> Path:
    """Where `satsuma networks fetch` and `add` put weights.

    `SATSUMA_DATA` puts all data elsewhere, weights in a folder `weights` there.
    """
    chosen = choices().weights_folder
    if chosen and not os.environ.get("SATSUMA_DATA"):
        return expanded(Path(chosen))
    return data_folder() / "weights"


def shared_weights_folder() -> Path | None:
    """A lab's shared, read-only folder of weights, named by `SATSUMA_WEIGHTS`."""
    named = os.environ.get("SATSUMA_WEIGHTS") or choices().shared_weights_folder
    return expanded(Path(named)) if named else None


def home_folder() -> Path:
    """The person's own folder; the root of the disk for somebody who has none."""
    found = expanded(Path("~"))
    return Path(os.sep) if found == NO_HOME else found


def torch_weights_folder() -> Path:
    """Where torch's hub keeps what it has downloaded (the rules of torch.hub, without torch)."""
    home = os.environ.get("TORCH_HOME")
    if not home:
        home = os.path.join(os.environ.get("XDG_CACHE_HOME", "~/.cache"), "torch")
    return expanded(Path(home)) / "hub" / "checkpoints"
