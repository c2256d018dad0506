"""Texts on a shared computer: no sentence speaks to somebody at home, and no step needs a password that a pupil has not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from installer.translations import DOMAINS

from postigo.core.model import BUILT_IN, Instruct
from postigo.core.report import CheckInfo, PackInfo, Report
from postigo.core.system import Platform
from postigo.core.values import Text
from postigo.guidance.reader import Audience, Reader
from postigo.reports import redaction, wording
from postigo_checks import pack

AT_HOME = {
    "en": r"\bat home\b|\byour home\b|\byour (own )?(account|computer|router|network)\b|\bis it yours\b|\bowner of this\b",
    "es": r"\ben casa\b|\btu casa\b|\btu (propia |propio )?(cuenta|equipo|ordenador|router|red)\b(?! social)|¿es tuyo\?|este ordenador",
}
"""Words for one person and their own computer."""
DOOR = ("cards", "path", "purposes", "contacts", "door_questions")
"""Modules of the way to help. It asks for itself where somebody is, and never reads whose computer it is (decision 0683)."""
FINE = {
    # Accounts on the internet, which are a person's own on any computer.
    "Are the phone and the e-mail that can open your account again your own?",
    "Choose “Export”, then your account.",
    "Make the way back to your account your own",
    "Make your account private",
    "Make your account private on the network that you use most, and hide the list of friends.",
    "Sign out of your accounts on that device. Your account's page has a list of devices for this.",
    "The recovery phone or e-mail of your account may belong to another person. That person can take the account.",
    # Where somebody lives: what a picture or an app tells of them, wherever they read it.
    "An app with your location knows your home and your school.",
    "Many phones write the place into each picture. Whoever gets the picture can find your home or your school.",
    "Where you are says where you live, where you study, and when you are not at home.",
    "Whoever sees it knows where you live, and when you are out.",
    # Papers for families: beside the school's looks, and for the door of a home.
    "If you open Postigo yourself, it may look at your account. Then only you see it, unless you save a copy and give it to somebody.",
    "Six tips so that nobody looks in through your computer or your phone",
    # The first question, which is about this; and names that a file was rid of.
    "A shared computer is yours too, if this is your account.",
    "Your name, your account, your home folder and the name of this computer were taken out, and the people after whom a device is called.",
}
"""Sentences that have such words, and are right on a shared computer."""
RIGHTS = re.compile(
    r"\bsudo\b|\bsu -|regedit|netplwiz|gpasswd|\(Admin\)|HKEY_LOCAL_MACHINE|administrator|administrador"
)
NOW = datetime(2026, 11, 30, tzinfo=UTC)
PUPILS = (Reader(shared=True), Reader(Audience.TEEN, shared=True), Reader(Audience.TEACHER, shared=True))


def spoken() -> Iterator[tuple[str, str, str]]:
    """Every sentence of app and pack in both languages: its language, its English, itself."""
    for domain, (_, locale) in DOMAINS.items():
        with (locale / "es" / "LC_MESSAGES" / f"{domain}.po").open("rb") as file:
            catalogue = read_po(file, locale="es")
        for message in catalogue:
            if message.id and not all(Path(where).stem in DOOR for where, _ in message.locations):
                yield from (("en", _all(message.id)[0], one) for one in _all(message.id))
                yield from (("es", _all(message.id)[0], one) for one in _all(message.string))


def _all(said: str | Sequence[str] | None) -> Sequence[str]:
    """A sentence, or both of one with a plural."""
    return (said,) if isinstance(said, str) else said or ()


def test_no_sentence_speaks_to_somebody_at_home() -> None:
    every = list(spoken())
    assert len(every) > 5000
    jars = {one: said for code, one, said in every if re.search(AT_HOME[code], said, re.IGNORECASE)}
    assert {one: said for one, said in jars.items() if one not in FINE} == {}
    assert set(jars) == FINE, "an exception that nobody needs"


def everything(platform: Platform) -> Report:
    """Report of nothing yet, with every check of the pack on a system."""
    checks = [CheckInfo.of(check, pack.name, platform) for check in pack.checks if platform in check.platforms]
    return Report(
        "0.1.0",
        platform,
        NOW,
        NOW,
        packs=(PackInfo(pack.name, "0.1.0", BUILT_IN, locale=str(DOMAINS[pack.name][1])),),
        listed=tuple(checks),
    )


def test_what_was_seen_orders_nobody_to_be_an_administrator() -> None:
    """Steps stand in plans, which know who reads them. A finding or a gap may say what an administrator could do."""
    with (DOMAINS[pack.name][1] / "es" / "LC_MESSAGES" / f"{pack.name}.po").open("rb") as file:
        catalogue = read_po(file, locale="es")
    found = [
        english
        for message in catalogue
        if message.id and any(Path(where).stem != "fixes" for where, _ in message.locations)
        for english in _all(message.id)
        if "sudo" in english and "administrator" not in english
    ]
    assert found == []


@pytest.mark.parametrize("platform", list(Platform))
@pytest.mark.parametrize("reader", PUPILS)
def test_no_step_needs_an_administrator_and_whom_to_tell_is_said(platform: Platform, reader: Reader) -> None:
    report = everything(platform)
    spoken = [redaction.words_for(code, report) for code in ("en", "es")]
    told = 0
    for line, after in zip(report.listed, reader.retold(report).listed, strict=True):
        for plan, instead in zip(line.fixes, after.fixes, strict=True):
            steps = [" ".join(words.say(wording.step(one), line.pack) for one in instead.steps) for words in spoken]
            if instead.steps and all(step in plan.steps for step in instead.steps):
                assert not any(one.helper for one in plan.means), (line.check, plan.id)
                assert not RIGHTS.search(" ".join(steps)), (line.check, plan.id, steps)
                continue
            told += 1
            assert (instead.id, instead.title, instead.safety) == (plan.id, plan.title, plan.safety)
            assert not instead.means, "nobody is offered a change that asks for a password they have not"
            assert "look after" in steps[0].replace("looks", "look"), "somebody who looks after it is told"
    assert told > 10


def test_whoever_can_change_it_reads_the_steps() -> None:
    report = everything(Platform.LINUX)
    assert Reader(Audience.ADULT, shared=True).retold(report) is report
    assert Reader().retold(report) is report
    assert Reader(shared=True).retold(replace(report, elevated=True)).listed == report.listed
    assert Reader(shared=True).retold(replace(report, remembered=True)).listed == report.listed


def test_whom_to_tell_is_said_once() -> None:
    """Not in the words before a plan as well, where its steps say nothing else."""
    pupil = Reader(shared=True)
    pending = pupil.retold(everything(Platform.LINUX)).listing("update.os-pending").fixes[0]
    assert pupil.before_changes(pending) is None
    assert pending.steps == (Instruct(pupil.in_short(pending) or Text("nothing")),)
    assert pupil.before_changes(everything(Platform.LINUX).listing("info.lockscreen").fixes[0]) is not None
