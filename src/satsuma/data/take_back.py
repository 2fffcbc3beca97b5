"""Taking back: removing what a receipt says was written, if it is still what was written."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace

from satsuma.data.new_file import digest_of
from satsuma.data.plan import Entry, Receipt, WrittenFile
from satsuma.run import Cancelled, Run


def take_back(receipt: Receipt, run: Run = Run()) -> Receipt:
    """Remove the files that this receipt wrote and that nobody has changed since.

    A file counts as unchanged when size and time are as they were, or else its content is. One
    that took the place of another stays: what was there before cannot come back. Folders that were
    made for these files go when they are empty. The new receipt says what is left, and why; what
    was not reached when it was cancelled can be taken back later.
    """
    entries = list(receipt.entries)
    with suppress(Cancelled):
        for number, entry in enumerate(run.track(receipt.entries, len(receipt))):
            entries[number] = _taken_back(entry, run)
    for folder in reversed(receipt.made):
        with suppress(OSError):  # somebody has put something into it
            os.rmdir(folder)
    return replace(receipt, entries=tuple(entries), taken_back=True)


def _taken_back(entry: Entry, run: Run) -> Entry:
    if entry.state not in ("written", "kept") or not entry.files:
        return entry
    if entry.replaced:
        return entry._replace(state="kept", reason="It took the place of an older file, which "
                              "cannot come back.")
    reasons = [reason for one in entry.files if (reason := _remove(one, run))]
    if reasons:
        return entry._replace(state="kept", reason=reasons[0])
    return entry._replace(state="removed", reason="")


def _remove(file: WrittenFile, run: Run) -> str:
    """Remove one file; else say why it stays. One that is gone already needs no removing."""
    try:
        status = os.lstat(file.path)
        same = (status.st_size, status.st_mtime_ns) == (file.size, file.mtime_ns)
        if not same and (status.st_size != file.size
                         or digest_of(file.path, run.check) != file.digest):
            return "It was changed since, so it stays."
        os.unlink(file.path)
    except FileNotFoundError:
        return ""
    except OSError as error:
        return f"It cannot be removed: {(error.strerror or str(error)).lower()}."
    return ""
