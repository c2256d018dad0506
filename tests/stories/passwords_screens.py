"""The states of the Passwords page, for `tests.stories.screens` and the tests that walk over every picture."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Protocol

from postigo.gui.passwords.models.page import PasswordsFeature
from postigo.gui.passwords.views.page import PasswordsPage
from postigo.gui.places import PASSWORDS
from postigo.gui.shell.window import Window
from postigo.passwords.model import ReadProblem, Reason, Source, TagsProblem
from postigo.passwords.protocol import Batch, Crashed, Deriving, Done, Kept, Locked, Progress, Snagged
from tests.stories import passwords_story as story
from tests.stories.passwords_story import FakeRing, FakeVault

HELD = Path(tempfile.gettempdir()) / f"postigo-screens-{os.getpid()}"
"""Where files of the pictures lie: this process' own, for others draw at the same time. Removed at its end."""
atexit.register(shutil.rmtree, HELD, ignore_errors=True)


class Play(Protocol):
    """What an act is given: a window, and the children that it has opened."""

    @property
    def window(self) -> Window: ...
    @property
    def vault(self) -> PasswordsFeature: ...
    @property
    def passwords_page(self) -> PasswordsPage: ...
    @property
    def children(self) -> list[FakeVault]: ...
    @property
    def ring(self) -> FakeRing: ...


def _choose(play: Play) -> FakeVault:
    play.window.router.go(PASSWORDS)
    file = story.export(HELD / "Descargas")
    play.vault.passwords.choose([str(file)])
    return play.children[-1]


def empty(play: Play) -> None:
    play.window.router.go(PASSWORDS)


def guide(play: Play) -> None:
    play.window.router.go(PASSWORDS)
    play.passwords_page.choosing.guides.choices["Firefox"].click()


def progress(play: Play) -> None:
    _choose(play).say(*story.OPENED, Batch(story.ENTRIES[:6]), Progress(6, 12))


def remembering(play: Play) -> None:
    """The box is ticked, and something is kept from before."""
    play.ring.file.parent.mkdir(parents=True, exist_ok=True)
    play.ring.file.write_text("{}", encoding="utf-8")
    play.window.router.go(PASSWORDS)
    wishes = play.passwords_page.choosing.wishes
    wishes.options.open(wanted=True)
    wishes.remember.setChecked(True)
    wishes.refresh()
    play.passwords_page.ensureWidgetVisible(wishes.forget)
    play.ring.file.unlink()


def key_ring(play: Play) -> None:
    """The key ring is waited for."""
    play.vault.passwords.remembering.want(True)
    play.window.router.go(PASSWORDS)
    play.vault.passwords.choose(["/home/ana/Descargas/claves.csv"])


def told_ages(play: Play) -> None:
    """A look that was remembered, with an entry that is the same as in an earlier look."""
    entries = (replace(story.ENTRIES[1], unchanged_since=date(2026, 5, 2)), *story.ENTRIES[2:])
    _choose(play).say(*story.whole(entries)[:-1], Kept(kept=True), Done(len(entries)))
    play.vault.entries.open((0, 2))


def untold(play: Play) -> None:
    """A look of which nothing could be remembered."""
    _choose(play).say(*story.whole()[:-1], Kept(kept=False, why=TagsProblem.LOCKED), Done(12))


def locked(play: Play) -> None:
    _choose(play).say(story.OPENED[0], story.LOCKED)


def wrong(play: Play) -> None:
    child = _choose(play)
    child.say(story.OPENED[0], story.LOCKED)
    play.vault.passwords.unlock("")
    child.say(story.WRONG)


def damaged(play: Play) -> None:
    """Refused for the second time, with a key file."""
    child = _choose(play)
    child.say(story.OPENED[0], story.LOCKED)
    play.vault.passwords.use_key_file("/home/ana/Descargas/mi llave.keyx")
    play.vault.passwords.unlock("")
    child.say(Locked(0, Source.KDBX, refused=2))


def deriving(play: Play) -> None:
    child = _choose(play)
    child.say(story.OPENED[0], story.LOCKED)
    play.vault.passwords.unlock("")
    child.say(Deriving(0, 7))


def results(play: Play) -> None:
    _choose(play).say(*story.OPENED, *story.SNAGS, *story.whole()[2:])


def fine(play: Play) -> None:
    _choose(play).say(*story.whole(story.FINE))


def unread(play: Play) -> None:
    _choose(play).say(story.OPENED[0], Snagged(ReadProblem.BROWSER_STORE, 0, whole=True), story.whole(())[-1])


def broken(play: Play) -> None:
    progress(play)
    play.children[-1].say(Crashed("MemoryError at judge.py:40"))


def entry(play: Play) -> None:
    results(play)
    play.vault.entries.open((0, 2))


def plain_entry(play: Play) -> None:
    results(play)
    play.vault.entries.open((0, 6))


def filtered(play: Play) -> None:
    results(play)
    play.vault.entries.only(Reason.REUSED)


def folds(play: Play) -> None:
    results(play)
    page = play.passwords_page.results
    for part in (page.leaks, page.exports, page.snags):
        part.open(wanted=True)


def asked(play: Play) -> None:
    results(play)
    play.passwords_page.results.leaks.open(wanted=True)
    play.vault.leaks.count()
    play.children[-1].say(*story.whole()[:-1], story.WANTED)


def fetching(play: Play) -> None:
    asked(play)
    play.vault.leaks.yes()
    for prefix in story.PREFIXES[:4]:
        play.vault.leaks._came(prefix, "")


def deleting(play: Play) -> None:
    results(play)
    play.passwords_page.results.exports.open(wanted=True)
    play.vault.exports.ask(0)


def deleted(play: Play) -> None:
    deleting(play)
    play.vault.exports.delete(0)


def other(play: Play) -> None:
    """Other files are to be chosen, after a look."""
    results(play)
    play.vault.passwords.other(wanted=True)


def tester(play: Play) -> None:
    play.window.router.go(PASSWORDS)
    page = play.passwords_page
    page.try_one.click()


def tested(play: Play) -> None:
    tester(play)
    play.passwords_page.tester.field.setText("Luna" + "2019")
    model = play.vault.tester
    model._soon.stop()
    model._ask()
    play.children[-1].say(story.tried(model._number, 1, Reason.NAME, Reason.YEAR, Reason.OWN_WORD))


def phrases(play: Play) -> None:
    play.window.router.go(PASSWORDS)
    play.passwords_page.make_one.click()
    play.vault.maker.make()


ACTS: dict[str, Callable[[Play], None]] = {
    "vault-empty": empty,
    "vault-guide": guide,
    "vault-remembering": remembering,
    "vault-key-ring": key_ring,
    "vault-told-ages": told_ages,
    "vault-untold": untold,
    "vault-progress": progress,
    "vault-locked": locked,
    "vault-wrong": wrong,
    "vault-damaged": damaged,
    "vault-deriving": deriving,
    "vault-results": results,
    "vault-fine": fine,
    "vault-unread": unread,
    "vault-broken": broken,
    "vault-entry": entry,
    "vault-plain-entry": plain_entry,
    "vault-filtered": filtered,
    "vault-folds": folds,
    "vault-asked": asked,
    "vault-fetching": fetching,
    "vault-deleting": deleting,
    "vault-deleted": deleted,
    "vault-other": other,
    "vault-tester": tester,
    "vault-tested": tested,
    "vault-phrases": phrases,
}
MAIN = ("vault-empty", "vault-results", "vault-entry", "vault-folds", "vault-tested", "vault-phrases", "vault-locked")
"""Those that are also looked at in the dark, in high contrast, low, large and narrow."""
