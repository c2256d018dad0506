"""Settings of the person: chosen, kept at once, forgotten on request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from postigo.core.policy import NO_POLICY, Policy, Source
from postigo.core.values import Quoted, Text
from postigo.fixes.journal import Journal
from postigo.gui.settings.models.questions import Value
from postigo.passwords import tag_key
from postigo.passwords.model import TagsProblem
from postigo.store import aside, covers, files, saves, trace
from postigo.store.files import Settings
from postigo.store.history.database import HistoryTrouble
from postigo.store.history.history import History, history
from postigo.store.plain import forget_plain, may_be_there
from postigo.store.policy import settled


@dataclass(frozen=True, slots=True)
class Kept:
    """Kind of thing that Postigo keeps, with its file. `there`: there is one now. `forget` deletes it, and says whether it is gone."""

    what: Text
    file: Path
    there: bool
    forget: Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Fixed:
    """A value that the policy fixes: its title, what it is, what it means. `why` where nobody set just this."""

    title: Text
    value: Text | int | Quoted | list[Quoted]
    help: Text
    why: Text | None


@dataclass(frozen=True, slots=True)
class Store:
    """Hands of the model: what keeps settings, and what forgets the key of the marks. Tests hand in others."""

    keep: Callable[[Settings], None] = files.keep
    settings_folder: Callable[[], Path] = files.settings_folder
    data_folder: Callable[[], Path] = files.data_folder
    forget_tags: Callable[[Path], TagsProblem | None] = tag_key.forget
    forget_covers_key: Callable[[], TagsProblem | None] = tag_key.forget_covers_key
    forget_signing_key: Callable[[], TagsProblem | None] = tag_key.forget_signing_key
    read: Callable[[], Settings] = files.settings


def _forget(_chosen: Settings) -> None:
    """Keep nothing."""


NOTHING: Final = Store(_forget, read=Settings)
"""Hands that keep nothing: a class uses the window."""


class SettingsModel(QObject):
    """Settings of now. `applied`: the window has to look otherwise. `told`: a line about keeping or forgetting is new.

    `forgot`: all that is kept is deleted, so what is in memory of it has to go too.
    """

    applied = Signal()
    forgot = Signal()
    told = Signal()

    def __init__(self, chosen: Settings, store: Store | None = None, policy: Policy = NO_POLICY) -> None:
        super().__init__()
        self.policy = policy
        self._store = store or Store()
        self.chosen = chosen
        self.said: Text | None = None
        """Line about what could not be kept or forgotten, or that all is forgotten."""

    @property
    def keeps_nothing(self) -> bool:
        """Whether nothing is kept, whatever the person chooses."""
        return self._store is NOTHING

    def locks(self, field: str) -> bool:
        """Whether the policy fixes a setting. `field` is its name in `Settings`."""
        if field == "history":
            return self.policy.history_off
        return field != "language" and self.policy.locks(field)

    def fixed(self) -> tuple[Fixed, ...]:
        """Values that the policy fixes beside the settings of the person, in order."""
        if not self.policy.sources:
            return ()
        from postigo.core.policy_table import KEYS, WHO, shown  # noqa: PLC0415 - most computers have no policy

        return tuple(
            Fixed(
                key.title,
                shown(key, getattr(self.policy, key.id)),
                key.help,
                WHO[Source.CAREFUL] if self.policy.sources[key.id] is Source.CAREFUL else None,
            )
            for key in KEYS
            if self.policy.locks(key.id) and not key.setting
        )

    def choose(self, field: str, value: Value) -> None:
        """Let a setting have another value from now on, and keep it. `field` is its name in `Settings`."""
        if self.locks(field):
            return
        change: dict[str, Any] = {field: value}
        chosen = replace(self.chosen, **change)
        if chosen == self.chosen:
            return
        self.chosen, self.said = chosen, None
        try:
            self._store.keep(replace(self._store.read(), **change))  # the file may have been changed meanwhile
        except files.SettingsTrouble as trouble:
            self.said = trouble.text
        self.applied.emit()
        self.told.emit()

    def kept(self) -> tuple[Kept, ...]:
        """All that Postigo keeps of this person, looked up now. What is not in this list is not forgotten either."""
        if self.keeps_nothing:
            return ()
        settings, data = self._store.settings_folder(), self._store.data_folder()
        changes = Journal(data)
        tags, note, looks = data / tag_key.store().name, data / tag_key.signing_note().name, history(data)
        return (
            _file(Text("The settings: what you chose here, and packs of others."), settings / files.SETTINGS),
            _file(Text("A note of the last crash: lines of the program, and nothing of yours."), data / trace.KEPT),
            _file(Text("A list of the reports that were saved: day, level and kind of file."), saves.list_file(data)),
            _file(Text("What is set aside, with the reasons that you wrote."), data / aside.NAME),
            Kept(
                Text("The list of what Postigo changed. Without it, nothing of that can be undone."),
                changes.file,
                may_be_there(changes.file),
                changes.forget,
            ),
            Kept(
                Text("The history of the looks, because you asked for it."),
                looks.file,
                _any(looks),
                looks.forget,
            ),
            Kept(
                Text("Which cameras are covered, if you asked for it. No camera is named there."),
                data / covers.FILE,
                covers.there(data),
                lambda: covers.delete(data) and self._store.forget_covers_key() is None,
            ),
            Kept(
                Text("Marks by which a changed password is known again, if you asked for them."),
                tags,
                tags.exists(),
                lambda: self._store.forget_tags(tags) is None,
            ),
            Kept(
                Text("A note that your key ring has a key to sign reports. The key is deleted too."),
                note,
                may_be_there(note),
                lambda: self._store.forget_signing_key() is None,
            ),
        )

    def forget_everything(self) -> None:
        """Delete all that Postigo keeps of this person. Files that they saved themselves are theirs, and stay."""
        left = [one for one in self.kept() if one.there and not one.forget()]
        if left:
            self.said = Text("Not everything could be deleted. What is left stands in the list.")
        else:
            self.said = Text("Postigo keeps nothing of you now.")
        self.chosen = settled(Settings(begun=True), self.policy)
        self.forgot.emit()
        self.applied.emit()
        self.told.emit()


def _file(what: Text, file: Path) -> Kept:
    return Kept(what, file, may_be_there(file), lambda: forget_plain(file))


def _any(looks: History) -> bool:
    """Whether the history has a file, or nobody may know."""
    try:
        return bool(looks.files())
    except HistoryTrouble:
        return True
