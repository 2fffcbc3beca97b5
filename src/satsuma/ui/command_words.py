"""What commands are called on buttons. Knows no Qt."""

from __future__ import annotations

from satsuma.commands import AddWeights, Command, FetchWeights, Reload, ShowFile

_TITLES: dict[type, str] = {
    FetchWeights: "Fetch weights…", AddWeights: "Add a file of weights…", Reload: "Reload",
    ShowFile: "Show the file",
}


def button_text(command: Command) -> str:
    """What the button of a command says; “…” where a question comes first."""
    return _TITLES[type(command)]
