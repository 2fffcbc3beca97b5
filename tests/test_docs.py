"""What is there is documented, and what is documented is there."""

from __future__ import annotations

import argparse
import importlib.util
import re
from pathlib import Path

import pytest

from satsuma.catalog import discover
from satsuma.cli import _parser
from satsuma.widget import setting_fields

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


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
    spec = importlib.util.spec_from_file_location("make_pages", DOCS / "make_widget_pages.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
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
