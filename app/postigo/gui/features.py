"""Features of the window: their models, wired together. They outlive every page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING

from postigo.gui.common.language import Language
from postigo.gui.common.timers import call_later
from postigo.gui.today.models.audit import Audit
from postigo.gui.today.models.audit_process import ProcessStream, Stream, own_command
from postigo.gui.today.models.checklist import Checklist
from postigo.gui.today.models.report_saving import Keep, Saving

if TYPE_CHECKING:
    from postigo.gui.evidence.models.errand_process import ErrandStream
    from postigo.gui.evidence.models.log import EvidenceLog
    from postigo.gui.help.models.way import Way
    from postigo.gui.passwords.models.key_ring import KeyRing
    from postigo.gui.passwords.models.leaks import RangeSource
    from postigo.gui.passwords.models.page import PasswordsFeature
    from postigo.gui.passwords.models.sandbox_process import SandboxStream
    from postigo.gui.settings.models.settings import SettingsModel, Store
    from postigo.gui.tips.models.phone import PhoneGuide
    from postigo.gui.tips.models.tips import Tips
    from postigo.gui.widgets.clipboard import LentClipboard
    from postigo.store.files import Settings


class Features:
    """Models of all features. What the first frame does not need is made when somebody needs it.

    `replay` names a recording to look at instead of this machine. The rest stands in for a child, the network, the key
    ring or the system's region, in tests.
    """

    def __init__(
        self,
        language: Language,
        *,
        replay: str | None = None,
        open_stream: Callable[[], Stream] | None = None,
        open_child: Callable[[], SandboxStream] | None = None,
        open_source: Callable[[], RangeSource] | None = None,
        open_errand: Callable[[], ErrandStream] | None = None,
        ring: KeyRing | None = None,
        keep: Keep | None = None,
        chosen: Settings | None = None,
        kept: Store | None = None,
        region: Callable[[], str | None] | None = None,
    ) -> None:
        self._chosen, self._kept, self._region, self._open_errand = chosen, kept, region, open_errand
        self._language, self._open_child, self._open_source, self._ring = language, open_child, open_source, ring
        self.audit = Audit(
            open_stream or (lambda: ProcessStream(own_command(), replay)),
            now=lambda: datetime.now(UTC),
            remembered=PurePath(replay).name if replay else None,
        )
        self.audit.packs_known.connect(language.learn)
        self.checklist = Checklist(self.audit)
        self.saving = Saving(self.audit, language, keep)

    @cached_property
    def vault(self) -> PasswordsFeature:
        """Models of the passwords. What they see is told to the audit, as the fourth tip's row."""
        from postigo.gui.passwords.models.entries import STEP_MS  # noqa: PLC0415
        from postigo.gui.passwords.models.key_ring import SystemKeyRing  # noqa: PLC0415 - most never come here
        from postigo.gui.passwords.models.page import files, open_feature  # noqa: PLC0415
        from postigo.gui.passwords.models.range_thread import RangeThread  # noqa: PLC0415
        from postigo.gui.passwords.models.sandbox_process import SandboxProcess, own_child  # noqa: PLC0415

        audit = self.audit
        vault = open_feature(
            self._open_child or (lambda: SandboxProcess(own_child())),
            self._open_source or RangeThread,
            self._ring or SystemKeyRing(),
            lambda: datetime.now(UTC),
            self._language.code,
        )

        def tell() -> None:
            audit.receive(files(vault.entries))

        vault.passwords.looked.connect(lambda: call_later(audit, 10 * STEP_MS, tell))  # after the list
        vault.passwords.forgotten.connect(lambda: None if vault.passwords.entries else tell())
        return vault

    @cached_property
    def way(self) -> Way:
        """Way to help. It knows nothing of the audit and of who opened the door; of the settings, the country."""
        from postigo.gui.help.models.region import region  # noqa: PLC0415 - see above
        from postigo.gui.help.models.way import Way  # noqa: PLC0415
        from postigo.guidance import countries, helplines  # noqa: PLC0415

        there = (self._region or region)()
        chosen = self.settings
        return Way(helplines.load(), lambda: countries.country(chosen.chosen.country or there, self._language.code))

    @cached_property
    def evidence(self) -> EvidenceLog:
        """Log of evidence. It knows the age that was told at the door, and is forgotten there."""
        from postigo.gui.evidence.models.errand_process import ErrandProcess  # noqa: PLC0415 - see above
        from postigo.gui.evidence.models.log import EvidenceLog  # noqa: PLC0415
        from postigo.gui.passwords.models.sandbox_process import SandboxProcess, own_child  # noqa: PLC0415
        from postigo.gui.passwords.models.tester import Tester  # noqa: PLC0415

        way, child = self.way, self._open_child or (lambda: SandboxProcess(own_child()))
        judge = Tester(child, lambda: datetime.now(UTC).date(), lambda: ())
        log = EvidenceLog(self._open_errand or ErrandProcess, judge, lambda: way.age, lambda: self._language.code)
        way.forgotten.connect(log.forget)
        return log

    @cached_property
    def settings(self) -> SettingsModel:
        """Settings of the person, as they were read at the start."""
        from postigo.gui.settings.models.settings import SettingsModel  # noqa: PLC0415 - see above
        from postigo.store.files import Settings  # noqa: PLC0415

        return SettingsModel(self._chosen or Settings(), self._kept)

    @cached_property
    def tips(self) -> Tips:
        """Models of the tips. What the person replies there is a source of the report, in memory only."""
        from postigo.gui.tips.models.tips import Tips  # noqa: PLC0415 - see above
        from postigo.guidance import replies  # noqa: PLC0415

        tips, audit = Tips(), self.audit
        tips.replied.connect(lambda: audit.receive(replies.source(tips.replies, datetime.now(UTC))))
        return tips

    @cached_property
    def phone(self) -> PhoneGuide:
        """Guide through a phone. What the person tells there is a reply like those of the tips."""
        from postigo.gui.tips.models.phone import PhoneGuide  # noqa: PLC0415 - see above

        return PhoneGuide(self.tips, lambda: self.audit.now().date())

    @cached_property
    def tip_checklist(self) -> Checklist:
        """List of the tip that is read, beside that of today."""
        return Checklist(self.audit, self.tips.tip.number)

    @cached_property
    def clipboard(self) -> LentClipboard:
        """Clipboard that the pages copy to."""
        from postigo.gui.widgets.clipboard import LentClipboard  # noqa: PLC0415 - see above

        return LentClipboard()

    def close(self) -> None:
        """The window is closed: nothing looks any longer, and nothing that was lent stays."""
        self.audit.close()
        if "vault" in vars(self):
            self.vault.close()
        if "evidence" in vars(self):
            self.evidence.finish()
        self.take_back()

    def take_back(self) -> None:
        """Empty the clipboard of what was lent."""
        if "clipboard" in vars(self):
            self.clipboard.take_back()
