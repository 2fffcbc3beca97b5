"""Colors: every color of the program as a role, in a light and a dark scheme."""

from __future__ import annotations

from dataclasses import dataclass, fields

from PyQt6.QtGui import QColor


@dataclass(frozen=True)
class Colors:
    """One scheme. Names say what a color is for, never what it looks like."""

    canvas: QColor
    window: QColor
    panel: QColor
    line: QColor
    text: QColor
    secondary: QColor
    accent: QColor
    accent_text: QColor
    on_accent: QColor
    selection: QColor
    link: QColor
    ok: QColor
    warning: QColor
    warning_text: QColor
    error: QColor
    grid: QColor
    hover: QColor
    note: QColor
    note_line: QColor
    port: QColor
    control: QColor
    shadow: QColor
    accent_line: QColor  # the accent where it is a thin line: told from every ground at 3 : 1


@dataclass(frozen=True)
class CategoryColors:
    """The disc of a node: its fill, the ring around it, the icon in it."""

    disc: QColor
    ring: QColor
    icon: QColor


def _scheme(*words: str) -> Colors:
    return Colors(**{f.name: QColor(word) for f, word in zip(fields(Colors), words, strict=True)})


LIGHT = _scheme(
    "#FAFAF8", "#FFFFFF", "#F4F3F0", "#E4E2DD", "#23211E", "#6F6B64", "#E8710A", "#B45309",
    "#23211E", "#FDE9D6", "#8D877E", "#2E7D4F", "#B7791F", "#8A5A12", "#C0392B", "#E2E0DB",
    "#ECEAE5", "#FFF3C4", "#E3CF86", "#A09A91", "#8D877E", "#D5D2CB",
    "#DB6A08")

DARK = _scheme(
    "#191816", "#1F1E1C", "#24221F", "#38352F", "#ECE9E4", "#A29C92", "#FF9A45", "#FF9A45",
    "#23211E", "#4A3420", "#6E685F", "#6FCF97", "#E9B44C", "#E9B44C", "#FF7B6B", "#302E2A",
    "#2E2B27", "#3F3D33", "#6A6449", "#7C766C", "#767067", "#0E0D0C", "#FF9A45")

_CATEGORIES = {
    "Images": "#8FBFA4", "Data": "#F2B36B", "Unsupervised": "#9DB7DD", "Visualize": "#D9A6C4",
    "Model": "#C9B3E6", "Evaluate": "#BFD08A",
}
_NO_CATEGORY = "#B9B4AB"


def category_color(name: str) -> QColor:
    """The plain color of a category, as for a bar beside its heading."""
    return QColor(_CATEGORIES.get(name, _NO_CATEGORY))


def category_colors(name: str, colors: Colors, dark: bool) -> CategoryColors:
    """The colors of a category's discs: its own, taken most of the way to the ground."""
    own = category_color(name)
    disc = mixed(own, colors.canvas, 0.70)
    # The icon must be told from its disc at 3 : 1 and more; hue alone would not do.
    icon = mixed(own, QColor("#FFFFFF"), 0.45) if dark else mixed(own, QColor("#10140F"), 0.62)
    return CategoryColors(disc, mixed(own, colors.canvas, 0.12), icon)


def mixed(first: QColor, second: QColor, share: float) -> QColor:
    """`share` of the second in the first, 0 to 1."""
    return QColor(*(round(a + (b - a) * share)
                    for a, b in zip(first.getRgb()[:3], second.getRgb()[:3], strict=True)))


def contrast(first: QColor, second: QColor) -> float:
    """The contrast ratio of WCAG 2.2, 1 to 21."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: QColor) -> float:
    parts = (_linear(part) for part in color.getRgbF()[:3])
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
