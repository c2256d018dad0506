"""`python -m tests.stories.screens OUTDIR [NAME…]`: a picture of every state of the window, for a person to look at.

Nothing is compared with an older picture; what must hold is held by the other tests.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QSize, QTimer
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from postigo.cli import save_report
from postigo.core.events import Done, Finished
from postigo.core.redact import Disclosure
from postigo.gui.common.language import Language
from postigo.gui.features import Features
from postigo.gui.help.models.way import Answer, Way
from postigo.gui.help.views.contact_list import ContactList
from postigo.gui.help.views.page import HelpPage
from postigo.gui.main import open_window
from postigo.gui.passwords.models.page import PasswordsFeature
from postigo.gui.passwords.views.page import PasswordsPage
from postigo.gui.photos.views.page import PhotosPage
from postigo.gui.places import DECLINED, FIRST, HELP, PASSWORDS, PHOTOS, REPORTS, SETTINGS, SEVERAL, TIPS, TODAY
from postigo.gui.places import PHONE as PHONE_PLACE
from postigo.gui.reports.models.copies import Copies
from postigo.gui.reports.views.page import ReportsPage
from postigo.gui.reports.views.several import SeveralPage
from postigo.gui.settings.models.settings import Store
from postigo.gui.settings.views.first_start import FirstStartPage
from postigo.gui.settings.views.page import SettingsPage
from postigo.gui.shell.application import application
from postigo.gui.shell.window import USUAL, Window
from postigo.gui.tips.models.phone import Chosen, Unsure
from postigo.gui.tips.views.page import TipsPage
from postigo.gui.tips.views.phone import PhonePage
from postigo.gui.today.models.audit import Audit
from postigo.gui.today.models.checklist import Checklist
from postigo.gui.today.views.declined_page import DeclinedPage
from postigo.gui.today.views.page import Today
from postigo.gui.widgets.button import Button
from postigo.gui.widgets.clipboard import LentClipboard
from postigo.gui.widgets.theme import Scheme, Theme
from postigo.guidance import door_questions
from postigo.guidance.cards import Step
from postigo.guidance.path import Age, Situation
from postigo.guidance.phone import System
from postigo.guidance.questions import Reply
from postigo.store.files import Settings
from tests.stories import (
    aside_screens,
    class_screens,
    evidence_screens,
    fix_screens,
    passwords_screens,
    photos_screens,
    policy_screens,
    reports_screens,
    several_screens,
    watched_screens,
)
from tests.stories.fix_story import FakeFix, Workshop
from tests.stories.passwords_story import FakeRing, FakeSource, FakeVault
from tests.stories.window_pages import at_help, page
from tests.stories.window_story import (
    ALL_WELL,
    BLIND,
    CALLING,
    CALM_OFFERING,
    CAMERAS,
    FAMILY,
    NO_CAMERA,
    OFFERING,
    PROOF_UNWELL,
    PROOF_WELL,
    THEN,
    TWO_LISTS,
    WATCHED,
    FakeStream,
    Story,
    behind_door,
    machine,
)
from tests.support.pseudo import Pseudo

LOW = QSize(1024, 600)
PHONE = QSize(420, 760)


NOWHERE = Path("/nowhere")


@dataclass
class Home:
    """Folder in which a window keeps things. An act may put some there."""

    data: Path = NOWHERE

    def store(self) -> Store:
        return Store(lambda _chosen: None, lambda: NOWHERE, lambda: self.data)


@dataclass
class Stage:
    """A window and the stream that feeds it."""

    window: Window
    features: Features
    streams: list[FakeStream]
    ring: FakeRing
    children: list[FakeVault] = field(default_factory=list)
    sources: list[FakeSource] = field(default_factory=list)
    shelf: evidence_screens.Shelf = field(default_factory=evidence_screens.Shelf)
    home: Home = field(default_factory=Home)
    workshop: Workshop = field(default_factory=Workshop)

    @property
    def audit(self) -> Audit:
        return self.features.audit

    @property
    def checklist(self) -> Checklist:
        return self.features.checklist

    @property
    def copies(self) -> Copies:
        return self.features.copies

    @property
    def vault(self) -> PasswordsFeature:
        return self.features.vault

    @property
    def clipboard(self) -> LentClipboard:
        return self.features.clipboard

    @property
    def today(self) -> Today:
        return page(self.window, TODAY, Today)

    @property
    def declined(self) -> DeclinedPage:
        return page(self.window, DECLINED, DeclinedPage)

    @property
    def passwords_page(self) -> PasswordsPage:
        return page(self.window, PASSWORDS, PasswordsPage)

    @property
    def first_page(self) -> FirstStartPage:
        return page(self.window, FIRST, FirstStartPage)

    @property
    def settings_page(self) -> SettingsPage:
        return page(self.window, SETTINGS, SettingsPage)

    @property
    def tips_page(self) -> TipsPage:
        return page(self.window, TIPS, TipsPage)

    @property
    def phone_page(self) -> PhonePage:
        return page(self.window, PHONE_PLACE, PhonePage)

    @property
    def photos_page(self) -> PhotosPage:
        return page(self.window, PHOTOS, PhotosPage)

    @property
    def reports_page(self) -> ReportsPage:
        return page(self.window, REPORTS, ReportsPage)

    @property
    def several_page(self) -> SeveralPage:
        return page(self.window, SEVERAL, SeveralPage)

    @property
    def busy(self) -> bool:
        """Whether something that a page waits for is done aside."""
        made = vars(self.features)
        return (
            self.vault.entries.building
            or ("copies" in made and self.copies.making)
            or ("past" in made and self.features.past.busy)
            or self.features.changes.busy
        )

    @property
    def help_page(self) -> HelpPage:
        return page(self.window, HELP, HelpPage)

    def wait(self) -> None:
        """Until nothing is done aside."""
        quiet(self)

    def receive(self, story: Story) -> None:
        self.audit.consent()
        self.streams[-1].send(*story.events())

    def half(self, story: Story) -> None:
        self.audit.consent()
        self.streams[-1].send(*story.events()[:8])

    def cancelled(self, story: Story) -> None:
        self.half(story)
        self.audit.cancel()
        self.streams[-1].send(Done(THEN, cancelled=True))

    def dies(self, story: Story) -> None:
        self.half(story)
        self.streams[-1].ended.emit("the audit crashed with status 11\nFatal Python error: Segmentation fault")

    def cannot_start(self) -> None:
        self.audit.consent()
        self.streams[-1].not_started.emit("execve: No such file or directory")

    def button(self, name: str) -> Button:
        """A button of the list by its name."""
        found = (button for button in self.today.list.findChildren(Button, name) if button.isVisible())
        return next(found)

    def row(self, check: str, *, technical: bool = False) -> None:
        self.checklist.open(check)
        if technical:
            self.checklist.fold(True)
        row = self.today.list.row(check)
        if row is not None:
            settle()
            self.today.show_part(row)


@dataclass(frozen=True)
class Shot:
    """One picture."""

    act: Callable[[Stage], None]
    size: QSize = field(default_factory=lambda: USUAL)
    scale: float = 1.0
    scheme: Scheme | None = Scheme.LIGHT  # None: what the system asks for
    language: str = "en"
    replay: str | None = None
    pseudo: bool = False
    at_home: bool = False  # what is chosen is kept in this home; else nowhere
    chosen: Settings | None = None  # what the person chose before; None: nothing, and the first start is over

    @property
    def classroom(self) -> bool:
        """Whether a class uses the window."""
        return self.act in class_screens.ACTS.values()


def _nothing(_stage: Stage) -> None:
    """The window as it opens."""


def _family(stage: Stage) -> None:
    stage.receive(FAMILY)


def _watched_row(stage: Stage) -> None:
    stage.receive(WATCHED)
    stage.row("camera.in-use")


def _open_row(stage: Stage) -> None:
    stage.receive(FAMILY)
    stage.row("update.os-pending")


def _technical(stage: Stage) -> None:
    stage.receive(FAMILY)
    stage.row("update.os-pending", technical=True)


def _blind_row(stage: Stage) -> None:
    stage.receive(BLIND)
    stage.row("update.os-pending")


def _offer(stage: Stage) -> None:
    stage.receive(OFFERING)
    stage.row("image.location")


def _offer_looking(stage: Stage) -> None:
    stage.receive(OFFERING)
    stage.row("password.plain-file")
    stage.checklist.check_again("password.plain-file")


def _offer_answered(stage: Stage) -> None:
    _offer_looking(stage)
    stage.streams[-1].send(Finished(TWO_LISTS), Done(THEN))
    stage.row("password.plain-file")


def _offer_later(stage: Stage) -> None:
    _offer_answered(stage)
    stage.audit.look()
    later = replace(OFFERING.catalogue(), began=THEN + timedelta(minutes=20))
    stage.streams[-1].send(later, *OFFERING.events()[1:])
    stage.row("password.plain-file")


def _first(card: int) -> Callable[[Stage], None]:
    """A card of the first start."""

    def act(stage: Stage) -> None:
        stage.features.first.over = False
        stage.window.router.settle()
        for _ in range(card):
            stage.first_page.next.click()

    return act


def _together(stage: Stage) -> None:
    stage.audit.consent(together=True)
    stage.streams[-1].send(*FAMILY.events())


def _hidden(act: Callable[[Stage], None]) -> Callable[[Stage], None]:
    """The same with names hidden."""

    def hide(stage: Stage) -> None:
        act(stage)
        stage.window.around.language.hide_names(wanted=True)
        settle()

    return hide


def _help(stage: Stage) -> None:
    stage.window.router.go(HELP)


def _tell(way: Way, *said: Situation | Age) -> list[Callable[[], object]]:
    """Steps of the way by which somebody says this."""
    return [partial(way.tell, one) if isinstance(one, Situation) else partial(way.tell_age, one) for one in said]


def _told(*said: Situation | Age) -> Callable[[Stage], None]:
    """At the door, with what somebody said there."""
    return lambda stage: at_help(stage.window, *_tell(stage.features.way, *said))


def _tip(tip: int, story: Story | None = None, **replies: str) -> Callable[[Stage], None]:
    """Page of a tip, before a look or after one, with replies by the end of their question's name."""

    def act(stage: Stage) -> None:
        if story is not None:
            stage.receive(story)
        stage.features.tips.show(tip)
        stage.window.router.go(TIPS)
        for question in stage.features.tips.questions:
            reply = replies.get(question.id.rpartition("-")[2])
            if reply is not None:
                stage.features.tips.reply(question.id, Reply[reply.upper()])

    return act


def _covers(*replies: str) -> Callable[[Stage], None]:
    """Page of tip 2 with a reply for each camera."""

    def act(stage: Stage) -> None:
        _tip(2, CAMERAS)(stage)
        covers = stage.features.covers
        for camera, reply in zip(covers.cameras, replies, strict=False):
            covers.reply(camera, Reply[reply.upper()])

    return act


def _card(age: Age, step: Step) -> Callable[[Stage], None]:
    """One of the six cards, reached by way of those before it."""

    def act(stage: Stage) -> None:
        way = stage.features.way

        def on() -> None:
            way.answer(Answer.LATER if way.here.step is Step.STOP else Answer.READ)

        at_help(stage.window, *_tell(way, Situation.THREAT, age), *[on] * (step - min(Step)))

    return act


def _replied(step: Step, **replies: str) -> Callable[[Stage], None]:
    """A card, with replies by the end of their question's name."""

    def act(stage: Stage) -> None:
        _card(Age.TEEN, step)(stage)
        for question in door_questions.QUESTIONS:
            reply = replies.get(question.id.rpartition("-")[2])
            if reply is not None:
                stage.features.way.reply(question.id, Reply[reply.upper()])

    return act


def _proof(*cases: str, ends: bool = True) -> Callable[[Stage], None]:
    """Card on proof, with the look that says this of recordings."""

    def act(stage: Stage) -> None:
        stage.receive(FAMILY)
        _card(Age.TEEN, Step.PROOF)(stage)
        look = stage.features.way.look
        assert look is not None
        look.want()
        story = behind_door(*cases)
        stage.streams[-1].send(*story.events()[: None if ends else -1])

    return act


def _whose(stage: Stage) -> None:
    """Card on proof, with the question whose device it is."""
    _card(Age.TEEN, Step.PROOF)(stage)
    look = stage.features.way.look
    assert look is not None
    look.want()


def _phone(chosen: Chosen | None, edition: str = "", at: int = 0, **replies: str) -> Callable[[Stage], None]:
    """Page of the phone, at a card, with replies by the end of their look's name."""

    def act(stage: Stage) -> None:
        guide = stage.features.phone
        stage.window.router.go(PHONE_PLACE)
        if chosen is None:
            return
        guide.choose(chosen)
        if edition:
            guide.use(edition)
        for look in guide.looks:
            reply = replies.get(look.question.id.rpartition("-")[2])
            if reply is not None:
                guide.reply(look, Reply[reply.upper()])
        for _ in range(at):
            stage.phone_page.next.click()
        settle()

    return act


def _speaking(field: str, value: str | bool, act: Callable[[Stage], None]) -> Callable[[Stage], None]:
    """The same for somebody who has said who they are."""

    def speak(stage: Stage) -> None:
        stage.features.settings.choose(field, value)
        act(stage)

    return speak


def _link(stage: Stage) -> None:
    _card(Age.ADULT, Step.TELL)(stage)
    stage.features.way.ask("ww-stopncii")


def _more(stage: Stage) -> None:
    _card(Age.TEEN, Step.TELL)(stage)
    contacts = stage.help_page.stage.findChild(ContactList)
    assert isinstance(contacts, ContactList)
    contacts.more.open(wanted=True)
    contacts.country.open(wanted=True)


def _elsewhere(stage: Stage) -> None:
    _told(Situation.DANGER)(stage)
    stage.features.way.back()
    stage.features.way.choose("world")
    stage.features.way.tell(Situation.DANGER)


def _report(story: Story | None = FAMILY, **wish: object) -> Callable[[Stage], None]:
    """Page of the reports after a look, with a copy that is wanted so."""

    def act(stage: Stage) -> None:
        if story is not None:
            stage.receive(story)
        stage.window.router.go(REPORTS)
        stage.copies.choose(**wish)
        quiet(stage)

    return act


def _more_told(stage: Stage) -> None:
    """One name is told on purpose; what may watch is ticked, and nobody looked for it."""
    _report(WATCHED)(stage)
    stage.copies.choose(told=frozenset([*stage.copies.nameable()][:1]), watchers=True)
    quiet(stage)
    stage.reports_page.show_part(stage.reports_page.copy.choices.ticks)


def _watched(stage: Stage) -> None:
    """Somebody looked, and ticks that it goes into this one copy."""
    watched_screens.ACTS["whose"](stage)
    stage.window.router.go(REPORTS)
    stage.copies.choose(watchers=True)
    quiet(stage)
    stage.reports_page.show_part(stage.reports_page.copy.choices.ticks)


def _saved(stage: Stage) -> None:
    _report(ALL_WELL)(stage)
    stage.copies.save("/nowhere/postigo-2026-11-23.html")


def _declined(stage: Stage) -> None:
    stage.audit.decline()


def _machine(name: str, *rows: str) -> Callable[[Stage], None]:
    def act(stage: Stage) -> None:
        stage.receive(machine(name))
        for check in rows:
            stage.row(check)

    return act


def _not_me(stage: Stage) -> None:
    stage.receive(machine("windows-11-family"))
    stage.today.strips.buttons[1].click()


def _all_me(stage: Stage) -> None:
    stage.receive(machine("windows-11-family"))
    stage.today.strips.buttons[0].click()


def _shutter_closes(stage: Stage) -> None:
    stage.receive(replace(ALL_WELL, verdicts=(*ALL_WELL.verdicts[:3], FAMILY.verdicts[3], *ALL_WELL.verdicts[4:])))
    stage.row("update.os-pending")
    stage.audit.check_again("update.os-pending")
    stage.streams[-1].send(Finished(ALL_WELL.verdict("update.os-pending")), Done(THEN))


def _replayed(stage: Stage) -> None:
    settle()  # it begins to look by itself
    stage.streams[-1].send(*FAMILY.events())


ACTS: dict[str, Callable[[Stage], None]] = {
    **{f"first-{name}": _first(card) for card, name in enumerate(("language", "shared", "audience", "country"))},
    "consent": _nothing,
    "together": _together,
    "declined": _declined,
    "progress": lambda stage: stage.half(FAMILY),
    "result": _family,
    "row": _open_row,
    "watched": _watched_row,
    "technical": _technical,
    "blind": _blind_row,
    "unknown": lambda stage: stage.receive(BLIND),
    "calling": lambda stage: stage.receive(CALLING),
    "calm": lambda stage: stage.receive(ALL_WELL),
    "offer": _offer,
    "offer-looking": _offer_looking,
    "offer-answered": _offer_answered,
    "offer-later": _offer_later,
    "offer-calm": lambda stage: stage.receive(CALM_OFFERING),
    "not-here": lambda stage: stage.receive(NO_CAMERA),
    "cancelled": lambda stage: stage.cancelled(BLIND),
    "died": lambda stage: stage.dies(BLIND),
    "no-start": lambda stage: stage.cannot_start(),
    "report": _report(),
    "report-not-yet": _report(None),
    "report-full": _report(level=Disclosure.FULL, form="json"),
    "report-told": _report(label="Aula 3, PC 12", notes="Mirado en la clase.", together=True, form="csv"),
    "report-not-saved": _saved,
    "report-ticks": _more_told,
    "report-watched": _watched,
    "tip-covers": _covers("yes", "no"),
    "help": _help,
    "help-age": _told(Situation.THREAT),
    "help-danger": _told(Situation.DANGER),
    "help-danger-elsewhere": _elsewhere,
    "help-danger-carer": _told(Situation.THREAT, Age.CARER, Situation.DANGER),
    "help-bluff": _told(Situation.BLUFF),
    "help-child": _told(Situation.THREAT, Age.CHILD),
    **{f"help-teen-{int(step)}": _card(Age.TEEN, step) for step in Step},
    **{f"help-adult-{int(step)}": _card(Age.ADULT, step) for step in Step},
    **{f"help-carer-{int(step)}": _card(Age.CARER, step) for step in Step},
    **{f"help-untold-{int(step)}": _card(Age.UNTOLD, step) for step in (Step.STOP, Step.TELL, Step.REPORT)},
    "help-safe-device": _replied(Step.BREATHE, device="yes"),
    "help-paid": _replied(Step.STOP, paid="yes"),
    "help-deleted": _replied(Step.PROOF, deleted="yes", disappearing="yes", device="yes"),
    "help-first": _replied(Step.REPORT, paid="yes", deleted="yes", disappearing="yes"),
    "help-proof-whose": _whose,
    "help-proof-looking": _proof(*PROOF_UNWELL, ends=False),
    "help-proof-told": _proof(*PROOF_UNWELL),
    "help-proof-well": _proof(*PROOF_WELL),
    "help-link": _link,
    "help-more": _more,
    "tip": _tip(2, FAMILY),
    "tip-unseen": _tip(1),
    "tip-replies": _tip(4, FAMILY, shared="yes", reused="no", step="unknown", recovery="private"),
    "tip-door": _tip(6, FAMILY),
    "phone": _phone(None),
    "phone-unsure": _phone(Unsure.UNSURE),
    "phone-first": _phone(System.IPHONE),
    "phone-not-fine": _phone(System.ANDROID, "samsung", 5, administrators="no"),
    "phone-not-found": _phone(System.ANDROID, "13", 6, accessibility="unknown"),
    "phone-end": _phone(System.ANDROID, at=11, support="yes", updates="no", lock="no", protect="unknown"),
    "settings": lambda stage: stage.window.router.go(SETTINGS),
    "stopped": lambda stage: stage.cancelled(FAMILY),
    "shutter-closes": _shutter_closes,
    "getting-ready": lambda stage: stage.audit.consent(),
    "machine-windows": _machine("windows-11-family"),
    "machine-windows-row": _machine("windows-11-family", "camera.in-use"),
    "machine-windows-no": _not_me,
    "machine-windows-yes": _all_me,
    "machine-school": _machine("linux-school"),
    "machine-mac": _machine("macos-laptop"),
    "tip-child": _speaking("audience", "child", _tip(2, FAMILY)),
    "phone-child": _speaking("audience", "child", _phone(System.ANDROID)),
    "shared": _speaking("shared", True, _open_row),
    "names-hidden": _hidden(_machine("windows-11-family", "camera.in-use")),
    "names-hidden-technical": _hidden(_technical),
    "names-hidden-settings": _hidden(lambda stage: stage.window.router.go(SETTINGS)),
    "names-hidden-vault": _hidden(passwords_screens.ACTS["vault-entry"]),
    **evidence_screens.ACTS,
    **watched_screens.ACTS,
    **photos_screens.ACTS,
    **reports_screens.ACTS,
    **several_screens.ACTS,
    **fix_screens.ACTS,
    **aside_screens.ACTS,
    **passwords_screens.ACTS,
    **policy_screens.ACTS,
    **class_screens.ACTS,
}


HELP_MAIN = ("help", "help-age", "help-danger", "help-child", "help-teen-5", "help-teen-6")
"""Of the way to help, the acts that are drawn in every light and size."""

MACHINES = ("machine-windows", "machine-windows-no")
"""Of the remembered machines, those that are drawn in every light and size."""


def shots() -> dict[str, Shot]:
    """Every picture by its name."""
    found = {f"{name}-{code}": Shot(act, language=code) for name, act in ACTS.items() for code in ("en", "es")}
    for name in (
        "first-language",
        "first-country",
        "names-hidden",
        "names-hidden-vault",
        "consent",
        "result",
        "watched",
        *HELP_MAIN,
        *evidence_screens.MAIN,
        "progress",
        "calm",
        "offer",
        "tip-replies",
        "phone-first",
        "phone-not-fine",
        "phone-end",
        "photos-told",
        "settings",
        "whose-watched",
        *MACHINES,
    ):
        found[f"{name}-dark"] = Shot(ACTS[name], scheme=Scheme.DARK, language="es")
        found[f"{name}-contrast"] = Shot(ACTS[name], scheme=Scheme.CONTRAST, language="es")
    for name in (
        "first-language",
        "first-country",
        "names-hidden",
        "names-hidden-vault",
        "consent",
        "result",
        "row",
        *HELP_MAIN,
        *evidence_screens.MAIN,
        "progress",
        "declined",
        "offer",
        "tip",
        "tip-replies",
        "phone-first",
        "phone-not-fine",
        "phone-end",
        "photos-told",
        "settings",
        "whose-watched",
        *MACHINES,
    ):
        found[f"{name}-low"] = Shot(ACTS[name], size=LOW, language="es")
        found[f"{name}-200"] = Shot(ACTS[name], scale=2.0, language="es")
        found[f"{name}-low-200"] = Shot(ACTS[name], size=LOW, scale=2.0, language="es")
        found[f"{name}-pseudo"] = Shot(ACTS[name], pseudo=True)
        found[f"{name}-pseudo-low"] = Shot(ACTS[name], size=LOW, pseudo=True)
    for name in (
        *class_screens.MAIN,
        *reports_screens.MAIN,
        *several_screens.MAIN,
        *aside_screens.MAIN,
        *fix_screens.MAIN,
        *passwords_screens.MAIN,
        *policy_screens.MAIN,
    ):
        found[f"{name}-dark"] = Shot(ACTS[name], scheme=Scheme.DARK, language="es")
        found[f"{name}-contrast"] = Shot(ACTS[name], scheme=Scheme.CONTRAST, language="es")
        found[f"{name}-low"] = Shot(ACTS[name], size=LOW, language="es")
        found[f"{name}-low-200"] = Shot(ACTS[name], size=LOW, scale=2.0, language="es")
        found[f"{name}-pseudo"] = Shot(ACTS[name], pseudo=True)
        found[f"{name}-narrow"] = Shot(ACTS[name], size=PHONE, language="es")
    found["result-narrow"] = Shot(_family, size=PHONE, language="es")
    found["offer-narrow"] = Shot(_offer, size=PHONE)
    found["result-wide"] = Shot(_family, size=QSize(1920, 1080))
    found["replay"] = Shot(_replayed, replay="tests/machines/linux-school.json")
    return found


def high_contrast_palette() -> QPalette:
    """Windows' "Night sky", by its documented colours."""
    palette = QPalette(QColor("#000000"), QColor("#000000"))
    for role in (QPalette.ColorRole.Window, QPalette.ColorRole.Base, QPalette.ColorRole.Button):
        palette.setColor(role, QColor("#000000"))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(role, QColor("#FFFFFF"))
    palette.setColor(QPalette.ColorRole.Highlight, QColor("#D6B4FD"))
    palette.setColor(QPalette.ColorRole.HighlightedText, QColor("#2B2B2B"))
    return palette


def settle(seconds: float = 0.03) -> None:
    """Let Qt lay out and paint; with more time, let animations end."""
    until = time.monotonic() + seconds
    for _ in range(4):
        QApplication.processEvents()
    while time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(0.01)
    QApplication.processEvents()  # on a busy machine a short sleep is a long one


def quiet(one: Stage) -> None:
    """Let Qt do all that it has put off, now: what the window would do within half a second is brought forward."""
    until, still = time.monotonic() + 30, False
    while time.monotonic() < until:
        for _ in range(4):
            QApplication.processEvents()
        soon = [timer for timer in one.window.findChildren(QTimer) if timer.isActive() and timer.interval() < 500]
        before, still = still, not soon and not one.busy
        if before and still:  # twice: what the last timer built is shown by an event of its own
            return
        put_off = {timer: timer.interval() for timer in soon if timer.isSingleShot() and timer.interval()}
        for timer in put_off:
            timer.start(0)
        QApplication.processEvents()
        for timer, interval in put_off.items():
            if shiboken6.isValid(timer):  # one that was made for this once is gone
                timer.setInterval(interval)
        time.sleep(0.001)


def stage(app: QApplication, shot: Shot, speech: Language | None = None) -> Stage:
    """The window of a picture, on the screen, with its act not played yet. `speech` in the place of one that is kept."""
    streams: list[FakeStream] = []
    children: list[FakeVault] = []
    sources: list[FakeSource] = []

    def open_child() -> FakeVault:
        children.append(FakeVault())
        return children[-1]

    def open_source() -> FakeSource:
        sources.append(FakeSource())
        return sources[-1]

    def open_stream() -> FakeStream:
        streams.append(FakeStream())
        return streams[-1]

    def open_fix() -> FakeFix:
        return made[0].workshop.open()

    shelf, home = evidence_screens.Shelf(), Home()
    made: list[Stage] = []  # it holds the machine that its act changes
    ring = FakeRing(passwords_screens.HELD / "change-tags.json")
    if shot.pseudo:
        speech = Language("en", speaker=Pseudo)
    elif speech is None and not shot.at_home:
        speech = Language(shot.language)  # what is chosen in a story is kept for nobody
    window, features = open_window(
        app,
        replay=shot.replay,
        language=shot.language,
        open_stream=open_stream,
        open_child=open_child,
        open_source=open_source,
        open_errand=shelf.open,
        open_fix=open_fix,
        ring=ring,
        theme=Theme(scheme=shot.scheme, scale=shot.scale),
        speech=speech,
        keep=save_report.keep,
        region=lambda: "ES",
        chosen=Settings(begun=True, shared=True) if shot.classroom else shot.chosen,
        kept=None if shot.at_home else home.store(),
        classroom=shot.classroom,
    )
    features.audit.now = features.vault.passwords.now = lambda: THEN
    window.resize(shot.size)
    window.show()
    window.activateWindow()
    settle()
    made.append(Stage(window, features, streams, ring, children, sources, shelf, home))
    return made[0]


def end(one: Stage) -> None:
    """Close the window and be rid of it."""
    one.window.close()
    one.window.deleteLater()
    # Without a loop that runs, nobody else sends this: the window would live on, and its minute's timer with it. So would
    # each view that the act let go of: ten thousand after some hundreds of acts, and every search for garbage walks them.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    settle()


def main(argv: list[str]) -> int:
    """The command."""
    if not argv:
        print(__doc__)
        return 64
    out = Path(argv[0])
    out.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = application(["screens"])
    usual = QApplication.palette()
    for name, shot in shots().items():
        if argv[1:] and not any(name.startswith(wanted) for wanted in argv[1:]):
            continue
        app.setPalette(high_contrast_palette() if shot.scheme is Scheme.CONTRAST else usual)
        one = stage(app, shot)
        shot.act(one)
        settle(0.3)
        while any(shutter.moving for shutter in one.today.facade.buttons):
            settle(0.1)
        one.window.grab().save(str(out / f"{name}.png"))
        end(one)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
