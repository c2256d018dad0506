"""Looks on a schedule in the window: whoever opens it reads that there are some, before anything else is asked."""

from __future__ import annotations

import pytest

import tests.support.offscreen
from postigo.core.policy import Policy
from postigo.core.policy_says import NO_FOLDER
from postigo.gui.common.language import Language
from postigo.gui.features import Features
from tests.gui.on_screen import Open, cut, show, texts
from tests.stories.policy_screens import under
from tests.stories.screens import ACTS, LOW, Shot

__all__ = ["show"]  # a fixture, found by its name

pytestmark = [tests.support.offscreen.quiet_platform, pytest.mark.usefixtures("at_home")]

SAID = {
    "en": "Your school looks at this computer every week. It looks at the machine, at nobody's account.",
    "es": "Tu centro educativo revisa este equipo cada semana. Mira el equipo, no la cuenta de nadie.",
}


@pytest.mark.parametrize("language", SAID)
def test_whoever_opens_the_window_reads_that_the_school_looks(show: Open, language: str) -> None:
    one = show(Shot(under(ACTS["consent"]), language=language, size=LOW))
    one.window.router.settle()
    one.today.refresh()
    assert SAID[language] in texts(one.today.head)
    assert not cut(one)


def test_where_no_look_is_arranged_nothing_stands_there(show: Open) -> None:
    one = show(Shot(ACTS["consent"]))
    assert len(texts(one.today.head)) == 2


@pytest.mark.parametrize(
    ("replay", "schedule", "n"), [(None, "daily", 2), (None, "off", 0), ("school.json", "daily", 0)]
)
def test_a_remembered_computer_says_nothing_of_this_one(replay: str | None, schedule: str, n: int) -> None:
    policy = Policy(schedule=schedule, report_folder="/mnt/reports")  # type: ignore[arg-type]  # one of its words
    assert len(Features(Language("en"), replay=replay, policy=policy).notice) == n


def test_where_the_reports_have_no_place_nobody_reads_that_there_are_looks() -> None:
    policy = Policy(schedule="weekly")
    assert Features(Language("en"), policy=policy).notice == (NO_FOLDER,)
