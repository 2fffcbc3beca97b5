"""Views: what a widget can show, as plain data.

They hold references to what `compute` made, never copies, so that making one costs nothing.
Painters draw them in a window; `text_views.py` writes them in a terminal.
"""

from __future__ import annotations

from satsuma.views.maps import Points, Scree
from satsuma.views.pictures import Gallery, Outcomes, Work
from satsuma.views.plans import Planned
from satsuma.views.tables import Columns, Overview, Roles, Rows, looked_at
from satsuma.views.trees import Dendrogram, Heatmap

View = (Gallery | Rows | Overview | Dendrogram | Heatmap | Outcomes | Planned | Columns | Roles
        | Scree | Points)

__all__ = ["Columns", "Dendrogram", "Gallery", "Heatmap", "Outcomes", "Overview", "Planned",
           "Points", "Roles", "Rows", "Scree", "View", "Work", "looked_at"]
