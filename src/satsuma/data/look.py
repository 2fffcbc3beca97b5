"""Look: how a person looks at a table in a window; nothing that is sent on depends on it."""

from __future__ import annotations

from typing import NamedTuple


class Look(NamedTuple):
    """What `views.Rows` calls by the same names: the setting of widgets that show a table."""

    sort: tuple[str, ...] = ()
    filter: str = ""
    unfolded: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    widths: tuple[str, ...] = ()
    keep_names: bool = True
