"""Tool tips: names and values of a person's files are shown as they are.

Qt reads a tip that looks like HTML as such, and would draw the picture that a name such as
`<img src=…>` asks for.
"""

from __future__ import annotations

import html

from PyQt6.QtCore import Qt


def as_it_is(text: str) -> str:
    """The text for a tool tip in which nothing is read as HTML."""
    if not Qt.mightBeRichText(text):
        return text
    return f'<p style="white-space: pre-wrap">{html.escape(text)}</p>'
