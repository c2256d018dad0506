"""Projector mode: no name of a program, page, file, device or account is anywhere on the screen, or said, or copied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible, QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

import tests.support.offscreen
from postigo.core.values import Personal
from postigo.gui.common.language import Language
from postigo.gui.evidence.views.pane import Pane
from postigo.gui.help.views.contact_list import ContactList
from postigo.gui.passwords.views.audit_options import AuditOptionsView
from postigo.gui.passwords.views.entry_row import EntryRow
from postigo.gui.places import HELP, PASSWORDS, SETTINGS, TIPS
from postigo.gui.tips.views.covers import CoversPart
from postigo.gui.widgets.button import Button
from postigo.guidance.questions import Reply
from tests.gui.on_screen import Open, cut, press, show, texts
from tests.stories import passwords_story
from tests.stories.screens import ACTS, LOW, Shot, Stage, quiet, settle
from tests.stories.window_story import CAMERAS, FAMILY, NO_CAMERA, PROOF_UNWELL, Story, behind_door, machine
from tests.support.remembered import MACHINES

__all__ = ["show"]  # a fixture, found by its name

pytestmark = [tests.support.offscreen.quiet_platform, pytest.mark.breadth(4)]

CANARY = "Kanarie"


def planted(thing: Any, used: list[str]) -> Any:
    """The same with a canary in the place of every name, and of every text that nobody knows the content of."""
    match thing:
        case _ if isinstance(thing, Personal):
            used.append(f"{CANARY}{len(used)}")
            return type(thing)(used[-1])
        case Mapping():
            return {key: planted(value, used) for key, value in thing.items()}
        case tuple():
            return tuple(planted(item, used) for item in thing)
        case _ if is_dataclass(thing) and not isinstance(thing, type):
            return replace(thing, **{one.name: planted(getattr(thing, one.name), used) for one in fields(thing)})
    return thing


def with_canaries(story: Story) -> tuple[Story, list[str]]:
    """The story with canaries, and the checks whose answer has one."""
    verdicts, named = [], list[str]()
    for verdict in story.verdicts:
        used: list[str] = []
        changed = planted(verdict, used)
        if verdict.detail:
            changed = replace(changed, detail=f"[Errno 13] /home/{CANARY}/x")
        verdicts.append(changed)
        if used or verdict.detail:
            named.append(verdict.check)
    return replace(story, verdicts=tuple(verdicts)), named


def told(one: Stage) -> Iterator[str]:
    """All that the window shows, or lets a screen reader say, of whatever it holds."""
    parts = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value, QAccessible.Text.Help)
    for widget in (one.window, *one.window.findChildren(QWidget)):
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is not None:
            yield from (interface.text(part) for part in parts)
        yield from (widget.toolTip(), widget.statusTip(), widget.whatsThis(), widget.windowTitle())
        yield from (widget.accessibleName(), widget.accessibleDescription())
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        if isinstance(widget, QLineEdit):
            yield from (widget.displayText(), widget.placeholderText())
        if isinstance(widget, EntryRow):
            yield from (widget._site, widget._user)  # it is painted
    yield from (action.text() for action in one.window.findChildren(QAction))


def named(one: Stage, *names: str) -> list[str]:
    quiet(one)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # what a running loop has let go by then
    return [text for text in told(one) for name in names or (CANARY,) if name in text.replace("\u200b", "")]


def unfolded(one: Stage, check: str) -> Stage:
    """The window with this row open, and all that it unfolds."""
    one.checklist.open(check)
    one.checklist.fold(True)
    for plan in one.audit.report.listing(check).fixes if one.audit.report else ():
        one.checklist.show_plan(plan.id, wanted=True)
    return one


def hide(one: Stage) -> None:
    QTest.keyClick(one.window, Qt.Key.Key_F9)
    assert one.window.around.language.hides


def hidden(one: Stage) -> bool:
    return one.window.around.language.hides


# --- the language


def test_a_name_has_one_stand_in_until_the_window_is_closed() -> None:
    speech = Language("en")
    program, other = (finding.text for finding in FAMILY.verdicts[0].findings[:1] for _ in range(2))
    before = speech.say(program)
    speech.hide_names(wanted=True)
    hidden = speech.say(program)
    assert "Google Chrome" in before
    assert "rogram 1 is using the camera now" in hidden
    speech.hide_names(wanted=False)
    speech.hide_names(wanted=True)
    assert speech.say(other) == hidden
    speech.choose("es")
    assert "rograma 1" in speech.say(program)
    speech.learn({"postigo_checks": "/nowhere"})
    assert "Chrome" not in speech.say(program)


# --- the pages


@pytest.mark.parametrize("name", [path.stem for path in MACHINES])
def test_no_name_of_a_remembered_machine_is_shown_or_said(show: Open, name: str) -> None:
    story, checks = with_canaries(machine(name))
    one = show(Shot(lambda stage: stage.receive(story)))
    for section in one.checklist.sections():
        one.checklist.unfold(section.tip, wanted=True)
    for check in checks:
        unfolded(one, check)
        settle()
    seen = any(named(unfolded(one, check)) for check in reversed(checks))
    assert seen or not checks, "with names there are some, or this test would prove nothing"
    hide(one)
    for check in checks:
        assert named(unfolded(one, check)) == [], check


def test_no_name_is_on_the_page_of_a_tip(show: Open) -> None:
    story, checks = with_canaries(machine("windows-11-family"))
    one = show(Shot(lambda stage: stage.receive(story)))
    one.window.router.go(TIPS)
    hide(one)
    for check in checks:
        assert one.audit.report is not None
        one.features.tips.show(one.audit.report.listing(check).tip)
        one.features.tip_checklist.open(check)
        one.features.tip_checklist.fold(True)
        assert named(one) == [], check
    one.window.around.language.hide_names(wanted=False)
    assert named(one)


def test_no_camera_is_named_where_its_cover_is_asked_for(show: Open) -> None:
    story, _ = with_canaries(CAMERAS)
    one = show(Shot(lambda stage: stage.receive(story)))
    one.window.router.go(TIPS)
    one.features.tips.show(2)
    settle()
    covers = one.window.findChild(CoversPart)
    assert covers is not None
    assert len(covers.cameras) > 1
    before = [part.camera.name for part in covers.cameras]
    assert len(named(one, *before)) > len(before), "by the eye and by a screen reader"
    hide(one)
    assert named(one, CANARY, *before) == []
    assert [part.camera.name for part in covers.cameras] == before, "a reply is kept for the same camera"
    for part in covers.cameras:
        press(part.replies[Reply.NO])
        assert named(one, CANARY, *before) == []


def test_the_look_for_proof_names_nothing(show: Open) -> None:
    story, checks = with_canaries(behind_door(*PROOF_UNWELL))
    assert checks
    one = show(Shot(ACTS["help-proof-whose"]))
    look = one.features.way.look
    assert look is not None
    look.agree(True)
    one.streams[-1].send(*story.events())
    settle()
    assert named(one)
    hide(one)
    assert named(one) == []
    one.window.around.language.hide_names(wanted=False)
    assert named(one)


def test_the_technical_detail_is_copied_without_names(show: Open) -> None:
    story, checks = with_canaries(machine("windows-11-family"))
    one = show(Shot(lambda stage: stage.receive(story)))
    hide(one)
    one.checklist.open(checks[0])
    one.checklist.fold(True)
    settle()
    copy = one.window.findChild(Button, "copy")
    assert copy is not None
    press(copy)
    assert "Name of the check" in QGuiApplication.clipboard().text()
    assert CANARY not in QGuiApplication.clipboard().text()


def test_a_broken_pack_and_a_broken_look_tell_no_path(show: Open) -> None:
    broken = show(Shot(lambda stage: stage.receive(NO_CAMERA)))
    assert named(broken, "acme")
    hide(broken)
    assert named(broken, "acme") == []
    dead = show(Shot(ACTS["died"]))
    hide(dead)
    fold = dead.today.card.buttons[-1]
    press(fold)
    assert named(dead, "Segmentation") == []
    dead.window.around.language.hide_names(wanted=False)
    assert named(dead, "Segmentation")


def test_a_remembered_machine_and_a_saved_report_have_no_name_of_a_file(show: Open) -> None:
    one = show(Shot(ACTS["consent"], replay="somewhere/Kanarie.json"))
    assert named(one)
    hide(one)
    assert named(one) == []
    saved = show(Shot(ACTS["report-not-saved"]))
    hide(saved)
    assert named(saved, "postigo-2026") == []


def test_no_page_user_or_file_of_the_passwords_is_shown_or_said(show: Open) -> None:
    one = show(Shot(ACTS["vault-results"]))
    names = {name for entry in passwords_story.ENTRIES for name in (entry.site, entry.user) if len(name) > 5}
    names |= {"Chrome.csv", "Contraseñas de"}
    assert named(one, *names)
    hide(one)
    assert named(one, *names) == []
    for entry in passwords_story.ENTRIES:
        one.vault.entries.open((entry.file, entry.row))
        assert named(one, *names) == [], entry.row


@pytest.mark.parametrize("act", ["log-entries", "log-checked", "log-handed", "log-drafted", "log-wrong"])
def test_the_log_of_evidence_hides_its_words_and_says_so(show: Open, act: str) -> None:
    names = ("notes", "dinero", "nadie_77", "22/11", "amenaza-1", "hermana", "/media")
    one = show(Shot(ACTS[act]))
    log = one.features.evidence
    pane = one.window.findChild(Pane)
    assert pane is not None
    for entry in getattr(pane, "entries", ()):
        press(entry.fold)
    assert named(one, *names)
    assert "Press F9" not in " ".join(texts(one.window))
    hide(one)
    assert named(one, *names) == []
    assert "Press F9" in " ".join(texts(one.window))
    step = log.step
    one.window.around.language.hide_names(wanted=False)
    assert named(one, *names), "and nothing of it was lost"
    assert log.step is step


def test_what_was_typed_of_ones_own_is_dots(show: Open) -> None:
    one = show(Shot(lambda stage: stage.window.router.go(PASSWORDS)))
    options = one.passwords_page.findChild(AuditOptionsView)
    assert isinstance(options, AuditOptionsView)
    field = options.words
    field.setText("Kanarie")
    assert named(one)
    hide(one)
    assert named(one) == []
    one.window.around.language.hide_names(wanted=False)
    assert field.displayText() == "Kanarie"


# --- how it is switched, and seen


def test_it_is_switched_by_a_key_in_settings_and_by_its_band(show: Open) -> None:
    one = show(Shot(ACTS["settings"]))
    press(one.settings_page.names)
    assert hidden(one)
    assert "Names are hidden" in texts(one.window)
    [back] = [b for b in one.window.findChildren(Button) if b.text() == "Show names" and b.isVisible()]
    press(back)
    assert not hidden(one)
    assert not one.settings_page.names.isChecked()
    assert "Names are hidden" not in texts(one.window)
    assert one.window.focusWidget() is not None
    hide(one)
    assert one.settings_page.names.isChecked()


def test_a_narrow_window_has_it_in_its_menu(show: Open) -> None:
    one = show(Shot(ACTS["result"], size=LOW, scale=2.0))
    [switch] = [action for action in one.window.findChildren(QAction) if action.text() == "Hide names"]
    switch.trigger()
    assert hidden(one)
    assert switch.isChecked()
    switch.trigger()
    assert not hidden(one)


@pytest.mark.parametrize("place", [TIPS, SETTINGS, PASSWORDS])
def test_it_is_said_above_every_page_but_those_behind_the_door(show: Open, place: str) -> None:
    one = show(Shot(ACTS["result"]))
    hide(one)
    one.window.router.go(place)
    assert "Names are hidden" in texts(one.window)
    one.window.router.go(HELP)
    assert "Names are hidden" not in texts(one.window)
    one.window.router.back()
    assert "Names are hidden" in texts(one.window)
    one.window.around.theme.zoom(1)
    settle()
    assert texts(one.window).count("Names are hidden") == 1


@pytest.mark.parametrize(("country", "line"), [("ES", "024"), ("world", "findahelpline.com")])
def test_no_number_or_address_of_help_is_hidden(show: Open, country: str, line: str) -> None:
    one = show(Shot(ACTS["help-more"]))
    contacts = one.help_page.stage.findChild(ContactList)
    assert isinstance(contacts, ContactList)
    press(contacts.country.choices[country])
    quiet(one)
    before = list(told(one))
    hide(one)
    quiet(one)
    assert one.help_page.band.life.text() == f"If you think of hurting yourself: {line}"
    assert f"Copy {line}" in told(one)
    assert not [text for text in set(told(one)) - set(before) if "text 1" in text]


def test_it_ends_with_the_window(show: Open) -> None:
    hide(show(Shot(ACTS["result"])))
    assert not show(Shot(ACTS["result"])).window.around.language.hides


@pytest.mark.parametrize("act", ["result", "row", "vault-results"])
def test_nothing_is_cut_in_a_low_window_with_large_text(show: Open, act: str) -> None:
    one = show(Shot(ACTS[act], size=LOW, scale=2.0, language="es"))
    hide(one)
    assert cut(one) == []
