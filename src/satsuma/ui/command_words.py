"""What commands are called on buttons. Knows no Qt."""

from __future__ import annotations

from satsuma.commands import (
    AddWeights,
    Choose,
    Command,
    Commit,
    FetchWeights,
    Reload,
    ShowFile,
    TakeBack,
    TryFast,
)

_TITLES: dict[type, str] = {
    FetchWeights: "Fetch weights…", AddWeights: "Add a file of weights…", Reload: "Reload",
    TryFast: "Try it out",
    ShowFile: "Show the file", Commit: "Save…", TakeBack: "Remove what was written",
}


def button_text(command: Command) -> str:
    """What the button of a command says; “…” where a question comes first."""
    return command.title if isinstance(command, Choose) else _TITLES[type(command)]
