"""What a plan and a receipt say, in words: for windows, terminals and the line under a node."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

from satsuma.data.plan import Deed, Entry, Plan, Receipt, State, Step

DEED_WORDS: dict[Deed, str] = {
    "write": "to save", "number": "to save under another name", "same": "there already",
    "replace": "to replace", "leave": "left out", "fail": "cannot be saved"}

GROUP_WORDS: dict[Deed, str] = DEED_WORDS | {
    "write": "under their own name", "number": "under another name"}
"""What the steps are called that are counted side by side: all are among those to save."""

STATE_WORDS: dict[State, str] = {
    "written": "saved", "there": "there already", "left": "left out", "failed": "failed",
    "unreached": "not reached", "removed": "removed", "kept": "not removed"}


def counted(plan: Plan | Receipt, number: int) -> str:
    """“23 pictures”, or the title of what is saved."""
    return plan.title or plan.unit.counted(number)


def plan_title(plan: Plan) -> str:
    """The first line: how much there is to save."""
    if not plan.is_worth_it:
        return "There is nothing to save"
    if not plan.to_write:
        return "Everything is there already" if "fail" not in plan.counts else \
            "Everything that can be saved is there already"
    if plan.title:
        return f"{_capital(plan.title)} is ready to be saved"
    return f"{plan.unit.counted(plan.to_write)} to save"


def plan_place(plan: Plan) -> str:
    """The second line: where it goes, how much it is, how much room there is."""
    parts = [_on_one_line(plan.folder)]
    if groups := len({one.rpartition("/")[0] for one in plan.targets if "/" in one}):
        parts.append(f"{groups:,} {'folder' if groups == 1 else 'folders'} in it")
    if plan.bytes is not None:
        parts.append(told_bytes(plan.bytes))
    if plan.free is not None:
        parts.append(f"{told_bytes(plan.free)} free")
    return " · ".join(parts)


def button_words(plan: Plan) -> str:
    """What the button says that carries it out."""
    place = os.path.basename(plan.folder) or plan.folder
    if plan.title and len(plan) == 1:
        return f"{'Replace' if plan.to_replace() else 'Save to'} “{plan.targets[0]}”"
    if not plan.to_write:
        return f"Check {plan.unit.counted(plan.counts['same'])} in “{place}”"
    return f"Save {plan.unit.counted(plan.to_write)} to “{place}”"


def receipt_title(receipt: Receipt) -> str:
    """The first line: how much was saved."""
    counts = receipt.counts
    if receipt.taken_back:
        removed, kept = counts.get("removed", 0), counts.get("kept", 0)
        if receipt.title:
            return f"{_capital(receipt.title)} {'is removed again' if removed else 'stays'}"
        left = f", {kept:,} left as {'it is' if kept == 1 else 'they are'}" if kept else ""
        return f"{receipt.unit.counted(removed)} removed again{left}"
    written = counts.get("written", 0)
    if not written and counts.get("there"):
        return "Everything was there already" if receipt.ok else "Nothing new was saved"
    if not written:
        return "Nothing was saved"
    if receipt.title:
        return f"{_capital(receipt.title)} is saved"
    return f"{receipt.unit.counted(written)} saved"


def receipt_line(receipt: Receipt) -> str:
    """What came of it and when, as a line under the node: “8 pictures saved · 14:02”."""
    failed = receipt.counts.get("failed", 0)
    parts = [receipt_title(receipt), f"{failed:,} failed" if failed else "",
             time.strftime("%H:%M", time.localtime(receipt.ended)) if receipt.ended else ""]
    return " · ".join(part for part in parts if part)


def receipt_place(receipt: Receipt) -> str:
    """The second line: where, and how long it took."""
    if receipt.taken_back:
        return _on_one_line(receipt.folder)
    return f"{_on_one_line(receipt.folder)} · {told_seconds(receipt.seconds)}"


def counts_told(plan: Plan | Receipt) -> str:
    """All counts in one line."""
    if isinstance(plan, Plan):
        told = [f"{number:,} {GROUP_WORDS[deed]}" for deed, number in plan.counts.items()]
    else:
        told = [f"{number:,} {STATE_WORDS[state]}" for state, number in plan.counts.items()]
    return " · ".join(told)


def plan_lines(plan: Plan, most: int) -> Iterator[str]:
    """The plan as text, with at most so many steps that are simply written."""
    yield plan_title(plan)
    yield plan_place(plan)
    for note in plan.notes:
        yield _on_one_line(f"Note: {note}")
    shown = 0
    for number in range(len(plan)):
        step = plan.step(number)
        plain = step.deed in ("write", "same", "number")
        if plain and shown >= most:
            continue
        shown += plain
        yield step_line(step)
    if shown < (plain_ones := len(plan.of("write", "same", "number"))):
        yield f"  … and {plain_ones - shown:,} more"
    yield counts_told(plan)


def step_line(step: Step) -> str:
    """One step as text."""
    where = f" → {step.target}" if step.target else ""
    reason = f" ({step.reason})" if step.reason else ""
    name = told_name(step.name, step.source)
    return _on_one_line(f"  {DEED_WORDS[step.deed]}: {name}{where}{reason}")


def told_name(name: str, source: str) -> str:
    """What a step or an entry is about: its file where the row's id, such as 6, does not tell."""
    file = os.path.basename(source)
    return name if name.endswith(file) else file


def receipt_lines(receipt: Receipt) -> Iterator[str]:
    """The receipt as text: what was simply done is only counted."""
    yield f"{receipt_title(receipt)}: {receipt_place(receipt)}"
    if receipt.stopped:
        yield _on_one_line(f"  {receipt.stopped}")
    for entry in receipt.entries:
        if entry.state in ("failed", "kept") or (entry.state == "left" and entry.source) \
                or (entry.state == "written" and entry.reason):
            yield entry_line(entry)
    yield f"  {counts_told(receipt)}"


def entry_line(entry: Entry) -> str:
    """One entry as text."""
    name = told_name(entry.name, entry.source)
    return _on_one_line(f"  {STATE_WORDS[entry.state]}: {name}" + (
        f" ({entry.reason})" if entry.reason else ""))


def _on_one_line(text: str) -> str:
    """Names come from anywhere: nothing in them moves a cursor or begins another line."""
    return "".join(one if one.isprintable() or one == "\N{NO-BREAK SPACE}" else
                   "\N{REPLACEMENT CHARACTER}" for one in text)


def told_bytes(number: int) -> str:
    """So many bytes as a person reads them."""
    for size, word in ((1e12, "TB"), (1e9, "GB"), (1e6, "MB"), (1e3, "kB")):
        if number >= size:
            return f"{number / size:,.1f}\N{NO-BREAK SPACE}{word}"
    return f"{number:,}\N{NO-BREAK SPACE}{'byte' if number == 1 else 'bytes'}"


def told_seconds(seconds: float) -> str:
    """A time as a person reads it."""
    if seconds < 60:
        return f"{seconds:.1f}\N{NO-BREAK SPACE}s"
    if seconds < 3600:
        return f"{seconds // 60:.0f}\N{NO-BREAK SPACE}min {seconds % 60:.0f}\N{NO-BREAK SPACE}s"
    hours, rest = divmod(seconds, 3600)
    return f"{hours:.0f}\N{NO-BREAK SPACE}h {rest // 60:.0f}\N{NO-BREAK SPACE}min"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
