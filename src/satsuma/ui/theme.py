"""Theme: the colors, the scale and the motion of everything on the screen.

One theme per process. Qt's own switch between schemes does nothing on some platforms, so the
palette and the style sheet are ours everywhere, and "system" only follows what the system says.
"""

from __future__ import annotations

from typing import Literal

from PyQt6.QtCore import QObject, Qt
from PyQt6.QtGui import QFont, QGuiApplication, QPalette
from PyQt6.QtWidgets import QApplication

from satsuma.ui.colors import DARK, LIGHT, CategoryColors, Colors, category_colors
from satsuma.ui.lasting_signal import LastingSignal
from satsuma.ui.style_sheet import style_sheet

Scheme = Literal["system", "light", "dark"]
Motion = Literal["system", "on", "off"]


class Theme(QObject):
    """What is drawn with. `changed` says: paint again, with other colors or at another scale."""

    def __init__(self) -> None:
        super().__init__()
        self.changed = LastingSignal()
        self.colors: Colors = LIGHT
        self.dark = False
        self.scale = 1.0
        self.motion = True
        self._asked: tuple[Scheme, int, Motion] = ("system", 100, "system")
        hints = QGuiApplication.styleHints()
        if hints is not None:
            hints.colorSchemeChanged.connect(self._follow_system)

    def category(self, name: str) -> CategoryColors:
        """The colors of a category's discs."""
        return category_colors(name, self.colors, self.dark)

    def apply(self, scheme: Scheme, scale: int, motion: Motion) -> None:
        """Draw everything so from now on; `scale` in percent, 100 to 300."""
        self._asked = (scheme, scale, motion)
        self.dark = scheme == "dark" or (scheme == "system" and _system_is_dark())
        self.colors = DARK if self.dark else LIGHT
        self.scale = max(1.0, min(3.0, scale / 100))
        self.motion = motion == "on" or (motion == "system" and _system_moves())
        self._dress()
        self.changed.emit()

    def _dress(self) -> None:
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            return
        font = QFont(app.font())
        font.setPixelSize(px(13))
        app.setFont(font)
        app.setPalette(palette(self.colors))
        app.setStyleSheet(style_sheet(self.colors, self.dark, self.scale))

    def _follow_system(self, _scheme: object) -> None:
        self.apply(*self._asked)


_theme: list[Theme] = []


def theme() -> Theme:
    """The theme of the process."""
    if not _theme:
        _theme.append(Theme())
    return _theme[0]


def px(design: float) -> int:
    """So many design pixels at the present scale."""
    return max(1, round(design * theme().scale)) if design > 0 else round(design * theme().scale)


def font(size: float = 13, *, bold: bool = False) -> QFont:
    """The interface font at `size` design pixels, at the present scale."""
    made = QFont(QApplication.font())
    made.setPixelSize(px(size))
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return made


def _system_is_dark() -> bool:
    hints = QGuiApplication.styleHints()
    return hints is not None and hints.colorScheme() == Qt.ColorScheme.Dark


def _system_moves() -> bool:
    return QApplication.isEffectEnabled(Qt.UIEffect.UI_AnimateMenu) or not _knows_effects()


def _knows_effects() -> bool:
    """Only these systems tell Qt whether a person asked for less motion."""
    return QGuiApplication.platformName() in ("windows", "cocoa")


def palette(colors: Colors) -> QPalette:
    """Every role of Qt's palette; a role left out would stay in the other scheme."""
    made = QPalette()
    role = QPalette.ColorRole
    for name, color in {
        role.Window: colors.window, role.WindowText: colors.text, role.Base: colors.window,
        role.AlternateBase: colors.panel, role.Text: colors.text, role.Button: colors.panel,
        role.ButtonText: colors.text, role.BrightText: colors.error,
        role.Highlight: colors.selection, role.HighlightedText: colors.text,
        role.Accent: colors.accent, role.Link: colors.accent_text,
        role.LinkVisited: colors.accent_text, role.PlaceholderText: colors.secondary,
        role.ToolTipBase: colors.panel, role.ToolTipText: colors.text, role.Light: colors.window,
        role.Midlight: colors.panel, role.Mid: colors.line, role.Dark: colors.link,
        role.Shadow: colors.shadow,
    }.items():
        made.setColor(name, color)
    for name in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, name, colors.link)
    return made
