"""Claim: embedding needs 1.2 GB beside the vectors at most, however many pictures there are.

    python benchmarks/embedding_memory.py [--pictures 2000 20000] [--without-network]

The peak of a process that embeds so many pictures with ResNet-50 (2,048 numbers, 8 KB each), and
how it grows with them; each number of pictures has a process of its own. `--without-network` takes
vectors that are given, which is much quicker and shows the slope as well. Takes a quarter of an
hour with the network.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from unittest.mock import patch

from claim import Claim, bounded, finish, options, tell
from embedding_again import Given
from networks_here import apart, weights_of
from photographs import make_photographs

from satsuma.algorithms.embed import embed
from satsuma.algorithms.graphs import graph_of
from satsuma.algorithms.networks import RESNET50
from satsuma.data.scan import scan

SIZE = (320, 240)
EACH = 4 * RESNET50.width
_MOST = 1.2


def claims(few: int = 2_000, many: int = 20_000, *, network: bool = True) -> list[Claim]:
    """What is claimed of a few and of many pictures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        apart(folder)
        graph_of(weights_of(RESNET50))
        make_photographs(folder / "many", many, SIZE)
        make_photographs(folder / "few", few, SIZE)
        found = {number: _memory(folder / place, network)
                 for number, place in ((few, "few"), (many, "many"))}
    peaks = {number: peak for number, (_, peak) in found.items()}
    return _told(peaks, {number: peak - before for number, (before, peak) in found.items()},
                 "" if network else "without a network")


def _told(peaks: dict[int, int], grown: dict[int, int], note: str) -> list[Claim]:
    few, many = peaks
    slope, whole = ((of[many] - of[few]) / (many - few) for of in (grown, peaks))
    told = [bounded(f"embedding {number:,} pictures, peak above the vectors",
                     [(peak - number * EACH) / 1e9], _MOST, "GB", note=note)
             for number, peak in peaks.items()]
    told.append(bounded(f"… growth a picture, {few:,} to {many:,}, off from {EACH:,} bytes by",
                         [abs(whole - EACH) / EACH], 0.1, "parts",
                         note=f"{whole:,.0f} bytes a picture, {slope:,.0f} without its place in "
                              "the list of files"))
    return [tell(claim) for claim in told]


def _memory(folder: Path, network: bool) -> tuple[int, int]:
    """The memory that a process had before it embeds, and the most that it had, in bytes."""
    done = subprocess.run([sys.executable, __file__, "--embed", str(folder), str(int(network))],
                          stdout=subprocess.PIPE, text=True, check=True)
    before, peak = json.loads(done.stdout.splitlines()[-1])
    return before, peak


def _embed(folder: Path, network: bool) -> None:
    files = scan(folder).pictures
    before = _now()
    if network:
        done = embed(files, RESNET50, device="cpu")
    else:
        weights = weights_of(RESNET50)
        with (patch("satsuma.algorithms.embed.open_model", lambda *_, **__: Given(RESNET50)),
              patch("satsuma.algorithms.embed.find_weights", lambda _: weights)):
            done = embed(files, RESNET50, device="cpu")
    assert done.computed == len(files)
    print(json.dumps([before, _most_so_far()]))


def _most_so_far() -> int:
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _now() -> int:
    """The memory that this process has; where the system does not tell, the most that it had."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return _most_so_far()
    return pages * resource.getpagesize()


def main() -> int:
    parser = options(__doc__, rounds=1)
    parser.add_argument("--pictures", nargs=2, type=int, default=[2_000, 20_000])
    parser.add_argument("--without-network", action="store_true")
    parser.add_argument("--embed", nargs=2, help="used by itself: embed a folder")
    chosen = parser.parse_args()
    if chosen.embed:
        _embed(Path(chosen.embed[0]), bool(int(chosen.embed[1])))
        return 0
    return finish(claims(*chosen.pictures, network=not chosen.without_network), chosen,
                  "memory of embedding")


if __name__ == "__main__":
    raise SystemExit(main())
