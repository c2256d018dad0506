"""Pictures of changes: the button in a row, what would be changed, how it ended, the walk, and what Postigo changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QAbstractButton, QWidget

from postigo.core.change import CannotChange, Refusal
from postigo.fixes.journal import Entry, How
from postigo.fixes.messages import Changed, Moved
from postigo.fixes.session import told
from postigo.gui.today.models.fixing import Stage as Far
from tests.fixes.case import FOLDER, read
from tests.stories.fix_story import FOLDERS, LATE, LOCK, Workshop
from tests.stories.window_story import THEN

if TYPE_CHECKING:
    from tests.stories.screens import Stage


def press(within: QWidget, name: str) -> None:
    """Press a button by its name."""
    button = within.findChildren(QAbstractButton, name)[-1]  # the part before it, if any, is on its way out
    button.setFocus()
    button.click()


def row(check: str, *names: str, workshop: Workshop | None = None) -> Callable[[Stage], None]:
    """The open row of a check, with these buttons pressed one after the other."""

    def act(stage: Stage) -> None:
        begin(stage, workshop)
        stage.row(check)
        for name in names:
            press(stage.today.list, name)

    return act


def begin(stage: Stage, workshop: Workshop | None = None) -> None:
    """A look at machines that can be changed."""
    if workshop is not None:
        stage.workshop = workshop
    stage.home.data = stage.workshop.folder
    stage.receive(stage.workshop.story)


def _refused(stage: Stage) -> None:
    row(LOCK)(stage)
    stage.workshop.slow = True
    press(stage.today.list, "fix-lock-0")
    stage.workshop.streams[-1].speak(told(CannotChange(Refusal.MANAGED)))


def _making(stage: Stage) -> None:
    row(LOCK, "fix-lock-0")(stage)
    stage.workshop.slow = True
    press(stage.today.list, "fix-change")


def _moved(stage: Stage) -> None:
    _making(stage)
    stage.workshop.streams[-1].moved.emit(Moved("install", 42))


def _still_there(stage: Stage) -> None:
    _making(stage)
    fix = stage.features.fixing.now
    assert fix is not None
    assert fix.preview is not None
    assert fix.stage is Far.MAKING
    entry = made(LOCK, How.STILL_THERE, stage.workshop)
    stage.workshop.streams[-1].speak(Changed(entry, stage.workshop.verdict(LOCK)))


def made(check: str, how: How | None, workshop: Workshop, days: int = 0, name: str = "1") -> Entry:
    """An entry of the journal for what the workshop's machine is offered."""
    offer = workshop.benches[check].offers()[0]
    return Entry(
        name,
        THEN - timedelta(days=days),
        "0.1.0",
        offer.key,
        offer.line.pack,
        offer.about(offer.plan.title),
        offer.plan.version,
        workshop.preview(offer),
        how=how,
    )


def keep(workshop: Workshop, *entries: Entry) -> None:
    """Write entries to the journal."""
    for entry in entries:
        workshop.journal.begin(entry)
        if entry.how is not None:
            workshop.journal.end(entry.id, entry.how)


def _listed(stage: Stage) -> None:
    shop = stage.workshop
    keep(
        shop,
        made(FOLDERS, How.UNDONE, shop, 40, "1"),
        made(LOCK, How.STILL_THERE, shop, 2, "2"),
        made(FOLDERS, How.FIXED, shop, 0, "3"),
    )
    with shop.journal.file.open("ab") as file:
        file.write(b'{"v": 1, "begun": 3}\n{"v": 2}\n')
    begin(stage)
    stage.wait()
    press(stage.today.changes, "changes")
    stage.wait()
    stage.today.show_part(stage.today.changes)


def _interrupted(stage: Stage) -> None:
    keep(stage.workshop, made(LOCK, None, stage.workshop))
    begin(stage)
    stage.wait()


def _walk(*names: str) -> Callable[[Stage], None]:
    def act(stage: Stage) -> None:
        begin(stage)
        press(stage.today.card, "card-walk")
        for name in names:
            press(stage.today.walk, name)

    return act


def _closes(stage: Stage) -> None:
    row(FOLDERS, "fix-close-folder-0", "fix-change")(stage)
    stage.row(LOCK)
    press(stage.today.list, "fix-lock-0")
    press(stage.today.list, "fix-change")


def _late(*names: str) -> Callable[[Stage], None]:
    def act(stage: Stage) -> None:
        row(LOCK, *names, workshop=Workshop({LOCK: LATE}))(stage)

    return act


def _remote(*names: str) -> Callable[[Stage], None]:
    """A remote program that starts with the session: who put it there is asked before anything is offered."""

    def act(stage: Stage) -> None:
        case = read(FOLDER / REMOTE / "linux-account-autostart.json")
        row(REMOTE, *names, workshop=Workshop({REMOTE: (case.recording, dict(case.answers))}))(stage)

    return act


ACTS: Final = {
    "fix-whose": _remote(),
    "fix-whose-me": _remote("whose-me"),
    "fix-whose-watched": _remote("whose-watched"),
    "fix-row": row(LOCK),
    "fix-steps": row(LOCK, "steps-lock"),
    "fix-preview": row(LOCK, "fix-lock-0"),
    "fix-preview-note": _late("fix-lock-0"),
    "fix-preview-safety": row(FOLDERS, "fix-close-folder-0"),
    "fix-preview-raw": row(LOCK, "fix-lock-0", "fix-fold"),
    "fix-making": _making,
    "fix-moved": _moved,
    "fix-ended": row(LOCK, "fix-lock-0", "fix-change"),
    "fix-undone": row(LOCK, "fix-lock-0", "fix-change", "fix-undo"),
    "fix-still-there": _still_there,
    "fix-refused": _refused,
    "fix-closes": _closes,
    "fix-walk": _walk(),
    "fix-walk-made": _walk("fix-change"),
    "fix-walk-end": _walk("fix-change", "fix-next"),
    "fix-listed": _listed,
    "fix-interrupted": _interrupted,
}

REMOTE: Final = "camera.remote-control"

MAIN: Final = ("fix-whose-me", "fix-row", "fix-preview-safety", "fix-ended", "fix-closes", "fix-walk", "fix-listed")
"""Acts that are drawn in every light and size."""
