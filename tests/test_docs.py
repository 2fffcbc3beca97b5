"""What is there is documented, and what is documented is there."""

from __future__ import annotations

import argparse
import importlib.util
import re
from dataclasses import fields
from pathlib import Path

import pytest

from satsuma.catalog import discover
from satsuma.cli import _parser
from satsuma.preferences import Preferences
from satsuma.ui.actions import ACTIONS
from satsuma.widget import setting_fields

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"

PREFERENCES = {
    "theme": "Colors", "scale": "Size", "motion": "Motion",
    "quick_menu_double_click": "a double click", "quick_menu_right_click": "a right click",
    "quick_menu_space": "the space bar", "quick_menu_any_key": "typing any letter",
    "grid": "Dots on the canvas", "port_names": "Names on links", "minimap": "Minimap",
    "snap": "Line up", "start_page": "Show the start page", "device": "Compute networks on",
    "weights_folder": "Folder of weights", "shared_weights_folder": "Shared folder of weights",
    "cache_limit": "Largest size", "cache_folder": "Folder", "memory_limit": "Memory for results",
}
"""Field -> what its page calls it."""

LARGEST_PICTURE = 200_000


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def script_of(name: str):
    spec = importlib.util.spec_from_file_location(name, DOCS / f"{name}.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    return script


def pictures_in(page: Path) -> list[str]:
    text = text_of(page)
    return [*re.findall(r"!\[[^\]]*\]\(([^)]+)\)", text),
            *re.findall(r'src(?:set)?="([^"]+)"', text)]


def commands(parser: argparse.ArgumentParser, name: str = "") -> dict[str, argparse.ArgumentParser]:
    found = {}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for word, sub in action.choices.items():
                found[f"{name} {word}".strip()] = sub
                found |= commands(sub, f"{name} {word}".strip())
    return found


@pytest.mark.parametrize("cls", discover(entry_points=False).widgets.values(),
                         ids=lambda cls: cls.spec.slug)
def test_every_widget_has_a_page_with_every_setting_and_port(cls):
    page = text_of(DOCS / "widgets" / f"{cls.spec.slug}.md")
    assert all(f"`{name}`" in page for name in setting_fields(cls))
    assert all(f"**{name}**" in page for name in (*cls.spec.inputs, *cls.spec.outputs))


def test_the_widget_pages_are_those_that_the_script_makes():
    script = script_of("make_widget_pages")
    there = {file.name: text_of(file) for file in (DOCS / "widgets").glob("*.md")}
    assert there == script.pages(), "run: python docs/make_widget_pages.py"


def test_every_command_and_option_is_documented():
    page = text_of(DOCS / "command-line.md")
    for name, parser in commands(_parser()).items():
        assert f"satsuma {name}" in page
        for action in parser._actions:
            for option in action.option_strings:
                if option.startswith("--") and option != "--help":
                    assert option in page, f"{name} {option}"


@pytest.mark.parametrize("variable", sorted(set(re.findall(
    r"[\"'](SATSUMA_[A-Z_]+)[\"']",
    "\n".join(text_of(f) for f in (ROOT / "src").rglob("*.py"))))))
def test_every_environment_variable_is_documented(variable):
    assert variable in text_of(DOCS / "command-line.md")


@pytest.mark.parametrize("page", [ROOT / "README.md", *DOCS.rglob("*.md")], ids=lambda p: p.name)
def test_every_link_leads_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text_of(page)):
        if not target.startswith("http"):
            assert (page.parent / target).exists(), target


def test_the_page_of_shortcuts_is_the_one_that_the_script_makes():
    assert text_of(DOCS / "shortcuts.md") == script_of("make_shortcuts_page").page(), \
        "run: python docs/make_shortcuts_page.py"


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_action_is_documented_with_its_keys(action):
    row = next(line for line in text_of(DOCS / "shortcuts.md").splitlines()
               if line.startswith(f"| **{action.title}** |") and action.help in line)
    assert all(key.replace("Return", "Enter") in row for key in action.shortcuts)


def test_every_key_of_a_widgets_window_is_documented():
    window = text_of(ROOT / "src" / "satsuma" / "ui" / "widget_keys.py")
    listed = re.findall(r'\("[^"]+", (\[[^\]]+\]),', window)
    keys = [key for one in listed for key in re.findall(r'"([^"]+)"', one)]
    section = text_of(DOCS / "shortcuts.md").partition("## In the window of a widget")[2]
    assert keys
    assert all(key in section.partition("## ")[0] for key in keys)


def test_no_two_actions_have_the_same_key():
    keys = [key for action in ACTIONS for key in action.shortcuts]
    assert sorted(keys) == sorted(set(keys))


def test_every_preference_is_documented():
    assert PREFERENCES.keys() == {field.name for field in fields(Preferences)}
    page = text_of(DOCS / "preferences.md")
    assert all(title in page for title in PREFERENCES.values())


@pytest.mark.parametrize("page", [ROOT / "README.md", *DOCS.rglob("*.md")], ids=lambda p: p.name)
def test_every_picture_is_there_and_says_what_it_shows(page):
    for target in pictures_in(page):
        file = page.parent / target
        assert file.is_file(), target
        assert file.stat().st_size <= LARGEST_PICTURE, f"{target} is too large"
    assert "![](" not in text_of(page)


def test_every_picture_is_made_by_the_script_in_both_schemes():
    shots = script_of("make_pictures").SHOTS
    there = {file.name for file in (DOCS / "pictures").glob("*.png")}
    assert there == {f"{name}-{scheme}.png" for name in shots for scheme in ("light", "dark")}


def test_every_module_that_the_architecture_names_is_there():
    files = [file.as_posix() for folder in ("src", "widgets", "docs", "tests")
             for file in (ROOT / folder).rglob("*.py")]
    for name in set(re.findall(r"`([a-z_/]+\.py)", text_of(DOCS / "architecture.md"))):
        assert any(file.endswith(f"/{name}") for file in files), name


def test_the_packages_in_the_readme_are_those_that_the_program_names_and_the_tests_install():
    from satsuma.cli.window import PACKAGES

    readme, script = text_of(ROOT / "README.md"), text_of(ROOT / ".ci" / "run")
    assert all(package in readme and package in script for package in PACKAGES.split())
