"""Which painter shows a view."""

from __future__ import annotations

from typing import Any

from satsuma.ui.painters.columns import ColumnsPainter
from satsuma.ui.painters.dendrogram import DendrogramPainter
from satsuma.ui.painters.gallery import GalleryPainter
from satsuma.ui.painters.heatmap import HeatmapPainter
from satsuma.ui.painters.outcomes import OutcomesPainter
from satsuma.ui.painters.overview import OverviewPainter
from satsuma.ui.painters.painter import Painter
from satsuma.ui.painters.plan import PlanPainter
from satsuma.ui.painters.points import PointsPainter
from satsuma.ui.painters.roles import RolesPainter
from satsuma.ui.painters.rows import RowsPainter
from satsuma.ui.painters.scree import ScreePainter
from satsuma.ui.painters.text import TextPainter
from satsuma.views import (
    Columns,
    Dendrogram,
    Gallery,
    Heatmap,
    Outcomes,
    Overview,
    Planned,
    Points,
    Roles,
    Rows,
    Scree,
)

_PAINTERS: dict[type, type[Painter]] = {
    Columns: ColumnsPainter,
    Dendrogram: DendrogramPainter,
    Gallery: GalleryPainter,
    Heatmap: HeatmapPainter,
    Outcomes: OutcomesPainter,
    Overview: OverviewPainter,
    Planned: PlanPainter,
    Points: PointsPainter,
    Roles: RolesPainter,
    Rows: RowsPainter,
    Scree: ScreePainter,
}


def painter_for(view: Any) -> type[Painter]:
    """The painter of a view; one that writes it as text where there is no other."""
    return _PAINTERS.get(type(view), TextPainter)
