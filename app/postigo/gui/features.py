"""Features of the window: their models, wired together. They outlive every page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property, partial
from pathlib import PurePath
from typing import TYPE_CHECKING

from postigo.core.policy import NO_POLICY, Policy
from postigo.core.values import Text
from postigo.fleet.orders import notice, orders
from postigo.gui.common.audit_process import ProcessStream, Stream, own_command
from postigo.gui.common.fix_process import FixProcess, FixStream
from postigo.gui.common.language import Language
from postigo.gui.common.timers import call_later
from postigo.gui.settings.models.first_start import FirstStart
from postigo.gui.today.models.audit import Audit, Phase
from postigo.gui.today.models.change_list import ChangeList
from postigo.gui.today.models.checklist import Checklist
from postigo.gui.today.models.fixing import Fixing
from postigo.gui.today.models.keeping import Keeping, store
from postigo.gui.today.models.walk import Walk
from postigo.guidance.reader import ALONE, Reader, reader
from postigo.store.places import data_folder

if TYPE_CHECKING:
    from postigo.gui.evidence.models.errand_process import ErrandStream
    from postigo.gui.evidence.models.log import EvidenceLog
    from postigo.gui.help.models.way import Way
    from postigo.gui.passwords.models.key_ring import KeyRing
    from postigo.gui.passwords.models.leaks import RangeSource
    from postigo.gui.passwords.models.page import PasswordsFeature
    from postigo.gui.passwords.models.sandbox_process import SandboxStream
    from postigo.gui.photos.models.photos import Photos
    from postigo.gui.reports.models.copies import Copies, Keep
    from postigo.gui.reports.models.past import Past
    from postigo.gui.reports.models.several import Several
    from postigo.gui.settings.models.settings import SettingsModel, Store
    from postigo.gui.tips.models.covers import Covers
    from postigo.gui.tips.models.phone import PhoneGuide
    from postigo.gui.tips.models.tips import Tips
    from postigo.gui.today.models.setting_aside import SettingAside
    from postigo.gui.widgets.clipboard import LentClipboard
    from postigo.store.files import Settings


class Features:
    """Models of all features. What the first frame does not need is made when somebody needs it.

    `classroom`: a class uses the window, so nothing is kept or changed. `replay` names a recording to look at instead of this
    machine. `chosen` are the person's settings; without them, or before a remembered machine, there is no first start. `policy`
    is that of this computer, and counts in `chosen` already. The rest stands in for a child, the network, the key ring or the
    system's region, in tests.
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
        open_fix: Callable[[], FixStream] | None = None,
        ring: KeyRing | None = None,
        keep: Keep | None = None,
        chosen: Settings | None = None,
        kept: Store | None = None,
        region: Callable[[], str | None] | None = None,
        policy: Policy = NO_POLICY,
        classroom: bool = False,
    ) -> None:
        self.policy = policy
        self._chosen, self._kept, self._region, self._open_errand = chosen, kept, region, open_errand
        self.classroom = classroom
        begun = replay is not None or chosen is None or chosen.begun
        self.first = FirstStart(lambda: self.settings, over=begun)
        self._language, self._open_child, self._open_source, self._ring = language, open_child, open_source, ring
        command = (*own_command(), *(["--classroom"] if classroom else []))
        self._open_stream = open_stream or (lambda: ProcessStream(command, replay))
        self.audit = Audit(
            self._open_stream,
            now=lambda: datetime.now(UTC),
            remembered=PurePath(replay).name if replay else None,
            reader=lambda: self.reader,
            aside=None if classroom else lambda: self.setting_aside,
            rights=_has_helper if open_fix is None else lambda: False,
            classroom=classroom,
        )
        self.audit.packs_known.connect(language.learn)
        self.fixing = Fixing(self.audit, open_fix or (lambda: FixProcess(own_command())), forbidden=policy.fixes_off)
        self.walk = Walk(self.fixing)
        self.changes = ChangeList(self.fixing, data_folder if kept is None else kept.data_folder)
        self.checklist = Checklist(self.audit, fixing=self.fixing)
        self._keep = keep
        self.keeping = Keeping(self.audit, partial(store, policy=policy))

    @property
    def notice(self) -> tuple[Text, ...]:
        """Notice of the looks that a school arranged on this computer (red line E1). None for a remembered one."""
        return () if self.audit.remembered else notice(orders(self.policy))

    @property
    def reader(self) -> Reader:
        """Reader that sentences speak to, by the settings of now."""
        chosen = self.settings.chosen if "settings" in vars(self) else self._chosen
        return ALONE if chosen is None else reader(chosen.audience, chosen.shared)

    @cached_property
    def vault(self) -> PasswordsFeature:
        """Models of the passwords. What they see is told to the audit, as the fourth tip's row."""
        from postigo.gui.passwords.models.entries import STEP_MS  # noqa: PLC0415
        from postigo.gui.passwords.models.key_ring import SystemKeyRing  # noqa: PLC0415 - most never come here
        from postigo.gui.passwords.models.page import files, open_feature  # noqa: PLC0415
        from postigo.gui.passwords.models.range_thread import RangeThread  # noqa: PLC0415
        from postigo.gui.passwords.models.sandbox_process import SandboxProcess, own_child  # noqa: PLC0415
        from postigo.passwords.model import Profile  # noqa: PLC0415 - see above

        audit, settings = self.audit, self.settings
        vault = open_feature(
            self._open_child or (lambda: SandboxProcess(own_child())),
            self._open_source or RangeThread,
            self._ring or SystemKeyRing(),
            lambda: datetime.now(UTC),
            self._language.code,
            offline=self.policy.online_off,
        )

        def follow() -> None:
            vault.passwords.follow(Profile(settings.chosen.passwords))

        follow()
        settings.applied.connect(follow)
        vault.passwords.followed.connect(partial(settings.choose, "passwords"))

        def tell() -> None:
            audit.receive(files(vault.entries))

        vault.passwords.looked.connect(lambda: call_later(audit, 10 * STEP_MS, tell))  # after the list
        vault.passwords.forgotten.connect(lambda: None if vault.passwords.entries else tell())
        return vault

    @cached_property
    def way(self) -> Way:
        """Way to help. Of the audit it knows whether it may look here; of the settings, the country; of who opened the door, nothing."""
        from postigo.gui.help.models.proof_look import ProofLook  # noqa: PLC0415 - see above
        from postigo.gui.help.models.region import region  # noqa: PLC0415 - see above
        from postigo.gui.help.models.way import Way  # noqa: PLC0415
        from postigo.guidance import countries, helplines  # noqa: PLC0415

        there = (self._region or region)()
        chosen, audit = self.settings, self.audit
        consent = {Phase.ASKING: None, Phase.DECLINED: False}
        look = ProofLook(self._open_stream, lambda: not self.classroom and consent.get(audit.phase, True), audit.now)
        look.packs_known.connect(self._language.learn)
        return Way(
            helplines.load(),
            lambda: countries.country(chosen.chosen.country or there, self._language.code),
            look,
            self.policy.contact,
        )

    @cached_property
    def evidence(self) -> EvidenceLog:
        """Log of evidence. It knows the age that was told at the door, and is forgotten there."""
        from postigo.gui.evidence.models.errand_process import ErrandProcess  # noqa: PLC0415 - see above
        from postigo.gui.evidence.models.log import EvidenceLog  # noqa: PLC0415
        from postigo.gui.evidence.models.stamping import Stamping  # noqa: PLC0415
        from postigo.gui.passwords.models.sandbox_process import SandboxProcess, own_child  # noqa: PLC0415
        from postigo.gui.passwords.models.tester import Tester  # noqa: PLC0415

        way, child = self.way, self._open_child or (lambda: SandboxProcess(own_child()))
        judge = Tester(child, lambda: datetime.now(UTC).date(), lambda: ())
        log = EvidenceLog(
            self._open_errand or ErrandProcess,
            judge,
            lambda: way.age,
            lambda: self._language.code,
            lambda: way.country,
            Stamping(forbidden=self.policy.online_off),
        )
        way.forgotten.connect(log.forget)
        return log

    @cached_property
    def settings(self) -> SettingsModel:
        """Settings of the person, as they were read at the start. Without any, of somebody who chose nothing."""
        from postigo.gui.settings.models.settings import NOTHING, SettingsModel  # noqa: PLC0415 - see above
        from postigo.store.files import Settings  # noqa: PLC0415

        settings = SettingsModel(
            self._chosen or Settings(begun=True), NOTHING if self.classroom else self._kept, self.policy
        )
        settings.applied.connect(self.audit.mark_again)  # it may speak to somebody else now

        def forget() -> None:  # the model is made when somebody looks, and no sooner
            self.setting_aside.forget()
            self.changes.read()

        settings.forgot.connect(forget)
        return settings

    @cached_property
    def setting_aside(self) -> SettingAside:
        """Model of what is set aside. The audit marks its report with it."""
        from postigo.gui.today.models.setting_aside import SettingAside  # noqa: PLC0415 - see above
        from postigo.store.places import data_folder  # noqa: PLC0415

        audit, folder = self.audit, data_folder if self._kept is None else self._kept.data_folder
        model = SettingAside(lambda: audit.now().astimezone().date(), folder)
        model.changed.connect(audit.mark_again)
        return model

    @cached_property
    def copies(self) -> Copies:
        """Copy to give away, of what the last look saw. What the person answered on the screen is in none."""
        from postigo.gui.reports.models.copies import Copies  # noqa: PLC0415 - see above

        audit, language = self.audit, self._language
        copies = Copies(
            lambda: audit.report if audit.phase is Phase.LOOKED else None,
            lambda: language.code,
            lambda: audit.together,
            audit.now,
            self._keep,
            policy=self.policy,
            classroom=self.classroom,
        )
        audit.changed.connect(copies.follow)
        self.settings.forgot.connect(copies.signing.forget)
        return copies

    @cached_property
    def past(self) -> Past:
        """Earlier looks and saves that are kept. It is read anew when there is more, or less."""
        from postigo.gui.reports.models.past import Past  # noqa: PLC0415 - see above
        from postigo.gui.reports.models.shelf import Hands  # noqa: PLC0415

        settings, keeping = self.settings, self.keeping
        hands = Hands(data_folder if self._kept is None else self._kept.data_folder, self.audit.now)
        past = Past(settings, hands, lambda: keeping.told, there=not self.classroom)
        keeping.changed.connect(past.reload)
        settings.applied.connect(past.reload)
        self.copies.saved.connect(past.reload)
        return past

    @cached_property
    def several(self) -> Several:
        """Summary of a folder of reports."""
        from postigo.gui.reports.models.several import Several  # noqa: PLC0415 - see above

        audit, language = self.audit, self._language
        return Several(lambda: language.code, lambda: audit.now().date(), self.policy.keep_days)

    @cached_property
    def tips(self) -> Tips:
        """Models of the tips. What the person replies there is a source of the report, in memory only."""
        from postigo.gui.tips.models.tips import Tips  # noqa: PLC0415 - see above
        from postigo.guidance import replies  # noqa: PLC0415

        tips, audit = Tips(lambda: self.reader, classroom=self.classroom), self.audit
        self.settings.applied.connect(tips.changed)
        tips.replied.connect(lambda: audit.receive(replies.source(tips.replies, datetime.now(UTC))))
        return tips

    @cached_property
    def covers(self) -> Covers:
        """Covers of the cameras that the last look saw. All of them together are a reply to the tip's question."""
        from postigo.gui.tips.models.covers import QUESTION, Covers, Hands  # noqa: PLC0415 - see above

        tips, audit = self.tips, self.audit
        hands = Hands() if self._kept is None else Hands(self._kept.data_folder)
        day = lambda: audit.now().astimezone().date()  # noqa: E731 - one of two hands of the model
        covers = Covers(lambda: audit.report, day, hands, keeps=not self.classroom)
        audit.looked.connect(covers.changed)

        def tell() -> None:
            if (all_covered := covers.all_covered) is not None:
                tips.reply(QUESTION, all_covered)

        covers.replied.connect(tell)
        tips.forgotten.connect(covers.forget)
        self.settings.forgot.connect(covers.forget)
        return covers

    @cached_property
    def phone(self) -> PhoneGuide:
        """Guide through a phone. What the person tells there is a reply like those of the tips."""
        from postigo.gui.tips.models.phone import PhoneGuide  # noqa: PLC0415 - see above

        return PhoneGuide(self.tips, lambda: self.audit.now().date())

    @cached_property
    def photos(self) -> Photos:
        """Copies of photos without the place. The way to help never leads here."""
        from postigo.gui.photos.models.photos import Photos  # noqa: PLC0415 - see above

        language = self._language
        return Photos(lambda: language.code)

    @cached_property
    def tip_checklist(self) -> Checklist:
        """List of the tip that is read, beside that of today."""
        return Checklist(self.audit, self.tips.tip.number, self.fixing)

    @cached_property
    def clipboard(self) -> LentClipboard:
        """Clipboard that the pages copy to."""
        from postigo.gui.widgets.clipboard import LentClipboard  # noqa: PLC0415 - see above

        return LentClipboard()

    def forget_replies(self, *, unless: str) -> None:
        """Forget the replies of tips and phone, unless their page is shown."""
        if unless not in {"tips", "phone"} and "tips" in vars(self):
            self.tips.forget()

    def close(self) -> None:
        """The window is closed: nothing looks any longer, and nothing that was lent stays."""
        self.audit.close()
        self.fixing.close()
        if "way" in vars(self):
            self.way.forget()
        if "vault" in vars(self):
            self.vault.close()
        if "evidence" in vars(self):
            self.evidence.finish()
        if "photos" in vars(self):
            self.photos.stop()
        if "several" in vars(self):
            self.several.stop()
        self.take_back()

    def wait(self) -> None:
        """The program ends: a change that was begun goes on to its end."""
        self.fixing.wait()

    def take_back(self) -> None:
        """Empty the clipboard of what was lent."""
        if "clipboard" in vars(self):
            self.clipboard.take_back()


def _has_helper() -> bool:
    """Whether the helper with administrator's rights is installed."""
    from postigo.fixes import elevation  # noqa: PLC0415 - no first frame waits for it

    return elevation.installed()
