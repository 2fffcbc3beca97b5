"""The theme: what can be read and told apart in both schemes, at every scale."""

from __future__ import annotations

from functools import partial

import pytest
from PyQt6.QtGui import QPalette

from satsuma.ui.colors import DARK, LIGHT, category_colors, contrast
from satsuma.ui.style_sheet import style_sheet
from satsuma.ui.theme import palette, px, theme

pytestmark = pytest.mark.window

SCHEMES = pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
GROUNDS = ("canvas", "window", "panel")
CATEGORIES = ("Images", "Data", "Unsupervised", "Visualize", "Model", "Evaluate", "Other")


@SCHEMES
@pytest.mark.parametrize("text", ["text", "secondary", "accent_text", "warning_text", "error"])
def test_text_can_be_read_on_every_ground(colors, text):
    for ground in GROUNDS:
        assert contrast(getattr(colors, text), getattr(colors, ground)) >= 4.5, ground


@SCHEMES
def test_text_can_be_read_on_what_is_selected_or_pointed_at(colors):
    for ground in ("selection", "hover", "note", "line"):
        assert contrast(colors.text, getattr(colors, ground)) >= 4.5, ground
    assert contrast(colors.on_accent, colors.accent) >= 4.5


@SCHEMES
@pytest.mark.parametrize("line", ["accent_line", "ok", "warning", "error", "control"])
def test_lines_that_mean_something_are_seen_on_every_ground(colors, line):
    for ground in GROUNDS:
        assert contrast(getattr(colors, line), getattr(colors, ground)) >= 3.0, ground


@SCHEMES
def test_links_are_seen_where_they_are_drawn(colors):
    assert contrast(colors.link, colors.canvas) >= 3.0
    assert contrast(colors.link, colors.window) >= 3.0


@SCHEMES
@pytest.mark.parametrize("name", CATEGORIES)
def test_the_icon_of_a_disc_is_told_from_it(colors, name):
    disc = category_colors(name, colors, colors is DARK)
    assert contrast(disc.icon, disc.disc) >= 3.0


@SCHEMES
def test_the_palette_has_every_role_of_its_scheme(colors):
    made = palette(colors)
    for role in (QPalette.ColorRole.Window, QPalette.ColorRole.Base, QPalette.ColorRole.Text,
                 QPalette.ColorRole.Highlight, QPalette.ColorRole.ToolTipBase):
        assert made.color(role) in vars(colors).values(), role


@SCHEMES
@pytest.mark.parametrize("scale", [1.0, 2.0, 3.0])
def test_the_style_sheet_is_complete(colors, scale):
    made = style_sheet(colors, colors is DARK, scale)
    assert "$" not in made
    assert colors.accent.name() in made


def test_scheme_scale_and_motion_are_applied_and_told(qtbot):
    told: list[bool] = []
    theme().changed.connect(partial(told.append, True))
    theme().apply("dark", 200, "on")
    assert told == [True]
    assert theme().dark
    assert theme().colors is DARK
    assert theme().motion
    assert px(8) == 16
    theme().apply("light", 5000, "off")
    assert not theme().dark
    assert theme().scale == 3.0
    assert not theme().motion
    theme().apply("light", 100, "off")


def test_a_hairline_stays_a_hairline():
    assert px(0.3) == 1
    assert px(0) == 0
    assert px(-4) == -4
