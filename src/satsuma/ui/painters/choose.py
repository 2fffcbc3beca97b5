"""Which painter shows a view."""

from __future__ import annotations

from typing import Any

from satsuma.ui.painters.dendrogram import DendrogramPainter
from satsuma.ui.painters.gallery import GalleryPainter
from satsuma.ui.painters.heatmap import HeatmapPainter
from satsuma.ui.painters.outcomes import OutcomesPainter
from satsuma.ui.painters.painter import Painter
from satsuma.ui.painters.rows import RowsPainter
from satsuma.ui.painters.text import TextPainter
from satsuma.views import Dendrogram, Gallery, Heatmap, Outcomes, Rows

_PAINTERS: dict[type, type[Painter]] = {
    Dendrogram: DendrogramPainter,
    Gallery: GalleryPainter,
    Heatmap: HeatmapPainter,
    Outcomes: OutcomesPainter,
    Rows: RowsPainter,
}


def painter_for(view: Any) -> type[Painter]:
    """The painter of a view; one that writes it as text where there is no other."""
    return _PAINTERS.get(type(view), TextPainter)
