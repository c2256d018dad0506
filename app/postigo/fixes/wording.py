"""Sentences about changes: why one is refused and what to do, and how one ended."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from postigo.core.change import CannotChange, Refusal
from postigo.core.values import Quoted, Text
from postigo.fixes.journal import Content, How
from postigo.fixes.messages import Preview
from postigo.fixes.raw import raw

_HALF: Final = Text("It could not be changed, and not all could be put back. Undo it, to try that again.")

FORBIDDEN: Final = Text(
    "The policy of this computer lets Postigo change nothing here. Tell who looks after it, or follow the steps yourself."
)
"""Sentence of a place whose policy switches changes off."""

_REFUSED: Final = {
    Refusal.NO_WAY: Text("Postigo cannot change this itself here. The steps say how you do it."),
    Refusal.NEEDS_RIGHTS: Text(
        "This belongs to the whole computer, and what may change it is not installed with this Postigo. The steps say how you do it."
    ),
    Refusal.DENIED: Text("The system did not allow it. Nothing was changed."),
    Refusal.MISSING: Text("It is no longer there, or the program that sets it is not installed. Look again."),
    Refusal.CHANGED: Text("Somebody changed it in the meantime. Nothing was done. Look again."),
    Refusal.MANAGED: Text("A rule of this computer decides it. Ask the person who looks after it."),
    Refusal.POLICY: FORBIDDEN,
    Refusal.RUNNING: Text("The program that keeps this setting is open. Close it, and try again."),
    Refusal.BUSY: Text("Another Postigo is making a change. Wait until it is done, and try again."),
    Refusal.READ_ONLY: Text("The disk cannot be written to. Nothing was changed."),
    Refusal.FULL: Text("The disk is full. Make room, and try again. Nothing was changed."),
    Refusal.UNREADABLE: Text(
        "What stands there is written in a way that Postigo does not know. So it leaves it alone. The steps say how you do it."
    ),
    Refusal.NO_JOURNAL: Text(
        "What was before could not be noted, so nothing was changed. Is there room on the disk, and may you write in your own folders?"
    ),
    Refusal.FAILED: Text("The system was asked to change it, and did not. All is as it was."),
    Refusal.HALF: _HALF,
    Refusal.UNTRUSTED: Text(
        "Somebody else may have written in the list of what Postigo changed. So it does not follow it."
    ),
}

ENDED: Final = {
    How.FIXED: Text("Changed, and looked at again: it is mended."),
    How.STILL_THERE: Text("Changed, and looked at again: it is still there. You can undo the change."),
    How.UNVERIFIED: Text("Changed. Whether it helped could not be seen."),
    How.PUT_BACK: Text("It could not be changed. All is as it was."),
    How.HALF: _HALF,
    How.UNDONE: Text("Undone since."),
    How.RESTORED: Text("Undone. All is as it was before."),
    None: Text("It was interrupted. Undo it, to have everything as it was."),
}
"""How a change ended, in one sentence. None: nobody noted an end."""


def refused(why: CannotChange) -> Text:
    """Sentence that says why a change was refused, and what to do. Where two values differ, both."""
    if why.says is not None:
        return why.says
    if why.why is Refusal.CHANGED and why.expected is not None and why.found is not None:
        return Text(
            "Somebody changed it in the meantime: it was {expected}, and now it is {found}. Nothing was done. Look again.",
            values={"expected": Quoted(raw(why.expected)), "found": Quoted(raw(why.found))},
        )
    return _REFUSED[why.why]


def moved(step: str, percent: int) -> Text:
    """Sentence of how far the system's own tool is with the updates: `fetch` or `install`."""
    if step == "fetch":
        return Text("Fetching the updates: {n} %", values={"n": percent})
    return Text("Installing the updates: {n} %", values={"n": percent})


def preview(shown: Preview) -> Iterator[Text]:
    """Sentences of a preview: now, then, who notices, if it can be undone, whose rights.

    None where all is so already. The safety note, and the raw steps, are beside them.
    """
    if not shown.steps and not shown.rights:
        return
    yield Text("Now: {text}", values={"text": shown.now})
    for says in shown.will_be:
        yield Text("Then: {text}", values={"text": says})
    if shown.affects is not None:
        yield shown.affects
    yield Text("You can undo it.") if shown.undoable else Text("It cannot be undone.")
    if shown.rights:
        yield Text("The system will ask for the password of an administrator.")


def unreadable(why: CannotChange) -> Text:
    """Sentence where the journal cannot be read. Another one stands where it cannot be written (`refused`)."""
    return Text("The list of what Postigo changed cannot be read: {why}", values={"why": Quoted(why.detail)})


ALL_SO: Final = Text("All is so already. Nothing would be changed.")
"""The sentence of a preview that has none."""


def unread(content: Content) -> Iterator[Text]:
    """Sentences about lines of the journal that could not be read."""
    if content.damaged:
        yield Text(
            "One line of the list of changes is damaged, and left as it is.",
            "{n} lines of the list of changes are damaged, and left as they are.",
            content.damaged,
            {"n": content.damaged},
        )
    if content.younger:
        yield Text(
            "One line is of a newer Postigo. Use that one to undo it.",
            "{n} lines are of a newer Postigo. Use that one to undo them.",
            content.younger,
            {"n": content.younger},
        )
