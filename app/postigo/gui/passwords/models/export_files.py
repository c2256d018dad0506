"""Exports after the audit: where each lies, and the result of deleting it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from postigo.core.values import Path, Text
from postigo.gui.passwords.models.password_audit import Passwords
from postigo.passwords import export_file
from postigo.passwords.export_file import Deleted


@dataclass(frozen=True, slots=True)
class Export:
    """One file as it is told. `locked`: it has a password of its own. `deletable`: an export that is still there.

    `own`: perhaps the person's only list, which is never deleted. `asking`: the person is asked once more.
    """

    file: int
    name: Path
    folder: Path
    where: tuple[Text, ...]
    vault: bool
    locked: bool
    deletable: bool
    own: bool
    asking: bool
    outcome: Text | None


class Exports(QObject):
    """Deletes nothing without a second yes, and only what still is what was read."""

    changed = Signal()

    def __init__(self, passwords: Passwords) -> None:
        super().__init__()
        self._passwords = passwords
        self.asking: int | None = None
        self.outcomes: dict[int, Deleted] = {}
        passwords.forgotten.connect(self._forget)

    def exports(self) -> tuple[Export, ...]:
        """Every file that was recognised."""
        result = self._passwords.result
        if result is None:
            return ()
        return tuple(self._export(index) for index, seen in enumerate(result.files) if seen.source is not None)

    def _export(self, file: int) -> Export:
        path = self._passwords.paths[file]
        result = self._passwords.result
        source = result.files[file].source if result is not None else None
        folder, _, name = path.replace("\\", "/").rpartition("/")
        vault = source in export_file.VAULTS
        outcome = self.outcomes.get(file)
        final = {Deleted.GONE, Deleted.MISSING, Deleted.CHANGED, Deleted.LINK}
        return Export(
            file,
            Path(name),
            Path(folder or "."),
            ()
            if vault or outcome is Deleted.GONE
            else tuple(export_file.WHERE[place] for place in export_file.lies(path)),
            vault,
            source in export_file.LOCKED,
            not vault and outcome not in final,
            source in export_file.OWN_LISTS,
            self.asking == file,
            export_file.OUTCOMES[outcome] if outcome else None,
        )

    @property
    def gone(self) -> bool:
        """Whether one was deleted."""
        return Deleted.GONE in self.outcomes.values()

    def ask(self, file: int | None) -> None:
        """Ask once more before this one is deleted; None: it stays."""
        self.asking = file
        self.changed.emit()

    def delete(self, file: int) -> None:
        """Yes, delete it."""
        if self.asking != file:
            return
        self.asking = None
        result = self._passwords.result
        source = result.files[file].source if result is not None else None
        self.outcomes[file] = export_file.delete(self._passwords.paths[file], source, self._passwords.stamps.get(file))
        if self.outcomes[file] is Deleted.GONE:
            self._passwords.deleted.add(file)
            self._passwords.changed.emit()
        self.changed.emit()

    def _forget(self) -> None:
        self.asking = None
        if not self._passwords.entries:
            self.outcomes = {}
        self.changed.emit()
