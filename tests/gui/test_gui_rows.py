"""Models of one row: looked at again, looked at only on request, and open."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

import tests.support.offscreen  # noqa: F401 - before anything of Qt
from postigo.core.events import Done, Event, Finished, Started
from postigo.core.model import NotApplicable, Verdict
from postigo.core.report import Shutter
from postigo.core.settings_page import NotOpened, SettingsPage
from postigo.core.values import Keyword, Quoted, Text
from postigo.gui.common.status_style import Tone
from postigo.gui.common.trouble import NOT_STARTED, NOT_UNDERSTOOD, STOPPED
from postigo.gui.today.models import facade
from postigo.gui.today.models.card import Do, card
from postigo.gui.today.models.checklist import Row
from postigo.gui.today.models.detail import detail
from postigo.words import Words
from tests.gui.house import House, asked, house, said
from tests.stories.window_story import (
    ALL_WELL,
    BLIND,
    CALM_OFFERING,
    FAMILY,
    NO_LIST,
    OFFERED,
    OFFERING,
    THEN,
    TWO_LISTS,
    Story,
)

__all__ = ["house"]  # a fixture, found by its name


# --- one thing again


def test_check_again_asks_for_one_check_and_merges_its_answer(house: House) -> None:
    house.receive(FAMILY)
    house.list.open("update.os-pending")
    house.audit.check_again("update.os-pending")
    assert house.streams[-1].started_with == ("update.os-pending",)
    told = detail(house.list)
    assert told is not None
    assert Words().say(told.again or Text("none")) == "Looking…"
    fixed = ALL_WELL.verdict("update.os-pending")
    house.streams[-1].send(ALL_WELL.catalogue(["update.os-pending"]), Started(fixed.check), Finished(fixed), Done(THEN))
    house.streams[-1].ended.emit("")
    report = house.audit.report
    assert report is not None
    assert report.verdict("update.os-pending") == fixed
    assert len(report.listed) == 8
    assert house.list.open_row == "update.os-pending"
    order = [row.check for section in house.list.sections() for row in section.rows]
    assert order[0] == "update.os-pending"  # no row moves under a hand
    told = detail(house.list)
    assert told is not None
    assert told.looked is not None
    assert Words().say(told.looked).endswith("The answer has changed.")


def test_check_again_that_fails_keeps_the_older_answer_and_says_so(house: House) -> None:
    house.receive(FAMILY)
    house.list.open("update.os-pending")
    before = house.audit.report
    house.audit.check_again("update.os-pending")
    house.streams[-1].ended.emit("the audit ended with status 70")
    told = detail(house.list)
    assert told is not None
    assert told.trouble is STOPPED
    assert house.audit.report == before
    assert Words().say(told.again or Text("none")) == "Check again"


def test_looking_again_takes_away_that_a_page_did_not_open(house: House) -> None:
    house.receive(FAMILY)
    house.list.open("update.os-pending")
    house.list.page_opened(SettingsPage.UPDATES.info, NotOpened.MISSING)
    house.list.check_again("update.os-pending")
    house.streams[-1].send(Finished(FAMILY.verdict("update.os-pending")))
    told = detail(house.list)
    assert told is not None
    assert told.not_opened is None
    assert Words().say(told.looked or Text("none")).endswith("The answer is the same.")


# --- what is looked at only if the person wants


def row_of(house: House, check: str) -> Row:
    return next(row for section in house.list.sections() for row in section.rows if row.check == check)


def answered(house: House, verdict: Verdict = TWO_LISTS, story: Story = OFFERING) -> House:
    asked(house, verdict.check, story)
    house.streams[-1].send(Started(verdict.check), Finished(verdict), Done(THEN))
    house.streams[-1].ended.emit("")
    return house


def test_what_nobody_asked_for_is_a_bare_row_that_opens_and_counts_for_nothing(house: House) -> None:
    house.receive(CALM_OFFERING)
    sections = {section.tip: section for section in house.list.sections()}
    assert [row.check for row in sections[4].rows] == ["password.saved-on-shared", "password.plain-file"]
    for row in sections[4].rows:
        assert (row.tone, said(row.state), row.opens) == (Tone.BARE, "not looked at: only if you want", True)
    assert [house.streams[-1].started_with, len(house.streams)] == [(), 1]
    assert facade.stand(house.audit, 4) == (Shutter.BARE, False)
    assert "8 things seen" in [said(part) for part in facade.summary(house.audit)]
    shown = card(house.audit)
    assert shown is not None
    assert shown.tone is Tone.CLOSED
    assert said(shown.body[-1].text) == "3 things in the list are looked at only if you want."


def test_it_neither_closes_nor_fogs_the_window_of_its_tip(house: House) -> None:
    beside = tuple(replace(line, tip=3) for line in OFFERED)
    house.receive(replace(ALL_WELL, offered=beside))
    assert facade.stand(house.audit, 3) == (Shutter.CLOSED, False)
    house.receive(replace(BLIND, offered=beside))
    assert facade.stand(house.audit, 3) == (Shutter.FOGGED, False)


def test_before_they_say_yes_a_person_reads_what_would_be_read(house: House) -> None:
    house.receive(OFFERING)
    house.list.open("image.location")
    told = detail(house.list)
    assert told is not None
    assert told.offer
    assert [said(part.heading) for part in told.parts] == [
        "What we would read",
        "Why it matters",
        "What this can miss",
        "What is given away",
    ]
    assert said(told.parts[0].lines[0].said.text).startswith("The first bytes of the pictures in Pictures")
    assert said(told.parts[-1].lines[0].said.text).startswith("It is in no copy")
    assert (said(told.again), told.stop, told.guides) == ("Look at this now", None, ())


def test_a_yes_looks_at_that_alone_and_then_it_is_a_row_like_any_other(house: House) -> None:
    house.receive(OFFERING)
    before = [row.check for section in house.list.sections() for row in section.rows]
    asked(house)
    assert house.streams[-1].started_with == ("password.plain-file",)
    assert said(row_of(house, "password.plain-file").state) == "looking…"
    assert row_of(house, "password.saved-on-shared").tone is Tone.BARE
    house.streams[-1].send(Started(TWO_LISTS.check), Finished(TWO_LISTS), Done(THEN))
    row = row_of(house, "password.plain-file")
    assert (row.tone, said(row.state)) == (Tone.AJAR, "can be better")
    assert [row.check for section in house.list.sections() for row in section.rows] == before
    assert facade.stand(house.audit, 4) == (Shutter.AJAR, False)
    told = detail(house.list)
    assert told is not None
    assert not told.offer
    assert [said(guide.title.text) for guide in told.guides] == ["Move the passwords to a password manager"]
    assert said(told.again) == "Check again"
    assert said(told.looked).startswith("Looked because you asked: 23 Nov 2026")


def test_looking_again_at_everything_neither_repeats_nor_forgets_it(house: House) -> None:
    answered(house)
    house.audit.look()
    later = replace(OFFERING.catalogue(), began=THEN + timedelta(minutes=20))
    house.streams[-1].send(later)
    assert facade.stand(house.audit, 4) == (Shutter.AJAR, False), "bad news that was seen stays"
    house.streams[-1].send(*OFFERING.events()[1:])
    assert house.streams[-1].started_with == ()
    row = row_of(house, "password.plain-file")
    assert (row.tone, said(row.state)) == (Tone.AJAR, "can be better (seen before)")
    assert "password.plain-file" not in [line.check for line in (house.audit.report or later.report()).offered]
    house.list.check_again("password.plain-file")
    house.streams[-1].send(Finished(replace(NO_LIST, looked_at=THEN + timedelta(minutes=30))))
    row = row_of(house, "password.plain-file")
    assert (row.tone, said(row.state)) == (Tone.CLOSED, "fine")


def test_while_all_is_looked_at_it_is_not_counted_and_does_not_open(house: House) -> None:
    answered(house)
    house.half(OFFERING)
    shown = card(house.audit)
    assert shown is not None
    assert (shown.done, shown.total) == (3, 8)
    assert not row_of(house, "image.location").opens
    house.list.open("password.plain-file")
    told = detail(house.list)
    assert told is not None
    assert told.again is None


def test_a_person_who_thinks_better_of_it_stops_it(house: House) -> None:
    told = detail(asked(house).list)
    assert told is not None
    assert said(told.stop) == "Stop"
    house.list.stop("password.plain-file")
    assert house.streams[-1].abandoned
    row = row_of(house, "password.plain-file")
    assert (row.tone, said(row.state)) == (Tone.BARE, "not looked at: only if you want")
    assert house.list.open_row == "password.plain-file"


def test_a_look_that_fails_leaves_it_not_looked_at_and_says_so(house: House) -> None:
    asked(house)
    house.streams[-1].not_started.emit("execve: No such file or directory")
    told = detail(house.list)
    assert told is not None
    assert told.offer
    assert told.trouble is NOT_STARTED
    assert Quoted("execve: No such file or directory") in [fact.value for fact in told.facts]
    assert row_of(house, "password.plain-file").tone is Tone.BARE


@pytest.mark.parametrize("event", [Started(TWO_LISTS.check), Finished(TWO_LISTS)], ids=["start", "answer"])
def test_a_look_that_looks_at_what_nobody_asked_for_is_stopped(house: House, event: Event) -> None:
    house.half(OFFERING)
    house.streams[-1].send(event)
    assert house.streams[-1].abandoned
    assert house.audit.trouble is not None
    assert house.audit.trouble.text is NOT_UNDERSTOOD


def test_that_there_is_no_such_thing_is_told_where_one_asked(house: House) -> None:
    answered(house, Verdict("image.location", THEN, not_applicable=NotApplicable(Text("There is no picture here."))))
    row = row_of(house, "image.location")
    assert (said(row.sentence.text), said(row.state), row.opens) == ("There is no picture here.", "not here", False)
    assert house.list.not_applicable() == ()
    house.receive(OFFERING)
    assert said(row_of(house, "image.location").state) == "not looked at: only if you want"


# --- the open row


def test_one_row_is_open_at_a_time(house: House) -> None:
    house.receive(FAMILY)
    house.list.toggle("update.os-pending")
    house.list.toggle("update.auto")
    assert house.list.open_row == "update.auto"
    house.list.toggle("update.auto")
    assert house.list.open_row == ""
    assert detail(house.list) is None


def test_an_open_row_tells_findings_gaps_the_tip_steps_and_what_can_be_missed(house: House) -> None:
    house.receive(FAMILY)
    house.list.open("camera.app-permissions")
    told = detail(house.list)
    assert told is not None
    saw, why = told.parts
    assert [(line.tone, Words().say(line.said.text)) for line in saw.lines] == [
        (
            Tone.NOTE,
            (
                "3 apps that we know, or that came with the system, may use the camera: "
                "WhatsApp, Microsoft Teams and Microsoft.MixedReality.Portal."
            ),
        ),
        (Tone.NOTE, "Programs that are not from the Store may use the camera. One switch is for all of them."),
        (Tone.FOGGED, "We could not read whether this account lets apps use the camera."),
    ]
    assert saw.heading == Text("What we saw besides")
    assert "National Police" in Words().say(why.lines[-1].said.text)
    assert [Words().say(step.text) for step in told.guides[0].steps] == [
        "Open the camera page of your system's settings.",
        "Look at the list. Switch off every app that you do not use for video calls.",
        "An app can ask again when you need it.",
    ]
    assert [button.page.id for guide in told.guides for button in guide.buttons] == ["camera"]
    names = [fact.name if isinstance(fact.name, str) else fact.name.one for fact in told.facts]
    assert names[:2] == ["What is read", "What this can miss"]


def test_the_technical_detail_has_evidence_and_what_went_wrong(house: House) -> None:
    house.receive(FAMILY)
    house.list.open("firewall.enabled")
    told = detail(house.list)
    assert told is not None
    assert Words().say(told.parts[0].lines[-1].said.text).endswith("It does not mean good or bad.")
    assert Quoted("org.freedesktop.DBus.Error.AccessDenied") in [fact.value for fact in told.facts]
    house.list.open("update.os-pending")
    told = detail(house.list)
    assert told is not None
    assert Keyword("Windows Update") in [fact.value for fact in told.facts]


def test_a_page_that_could_not_be_opened_is_said_in_the_row_that_asked(house: House) -> None:
    house.receive(FAMILY)
    house.list.open("update.os-pending")
    house.list.page_opened(SettingsPage.UPDATES.info, NotOpened.MISSING)
    told = detail(house.list)
    assert told is not None
    assert "is not on this computer" in Words().say(told.not_opened or Text("it opened"))
    house.list.page_opened(SettingsPage.UPDATES.info, None)
    told = detail(house.list)
    assert told is not None
    assert told.not_opened is None


def test_a_remembered_machine_has_no_not_opened(qtbot: QtBot) -> None:
    del qtbot
    house = House("family.json").receive(FAMILY)
    house.list.open("update.os-pending")
    told = detail(house.list)
    assert told is not None
    assert [guide.buttons for guide in told.guides] == [()]
    shown = card(house.audit)
    assert shown is not None
    assert shown.actions[0].do is Do.SHOW
