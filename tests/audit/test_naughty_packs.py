"""Naughty packs: whatever one check does costs one answer, and whatever one pack does costs that pack."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.pace import slowness, within
from tests.support.places import needs
from tests.support.with_packs import (
    WELL,
    WELL_SAID,
    Install,
    details,
    empty_house,
    heard,
    install,
    request,
    said,
    states,
)

__all__ = ["empty_house", "install"]

pytestmark = [pytest.mark.usefixtures("empty_house"), pytest.mark.breadth(4)]

linux_only = needs("linux", "proc")

CRASHED = {"level": None, "findings": [], "gaps": ["crashed"]}
TIMEOUT = {"level": None, "findings": [], "gaps": ["timeout"]}
FINE = {"level": "good", "findings": ["fine: good"], "gaps": []}

DEED = [
    ("hang.python", TIMEOUT, "no answer within 1 seconds"),
    ("hang.busy", TIMEOUT, "no answer within 1 seconds"),
    ("hang.all-threads", TIMEOUT, "no answer within 1 seconds"),
    ("hang.command", TIMEOUT, "no answer within 1 seconds"),
    ("hang.own-command", TIMEOUT, "no answer within 1 seconds"),
    ("hang.fork", TIMEOUT, "no answer within 1 seconds"),
    ("die.segfault", CRASHED, "it ended its worker: SIGSEGV"),
    ("die.exit", CRASHED, "it ended its worker: ended with status 0"),
    ("die.kill", CRASHED, "it ended its worker: SIGKILL"),
    ("die.late", CRASHED, "it ended its worker: SIGABRT"),
    ("raise.probe", CRASHED, "ZeroDivisionError: by nothing"),
    ("raise.exit", CRASHED, "SystemExit: enough"),
    ("raise.unspeakable", CRASHED, "RuntimeError: no text either"),
    ("raise.recursion", CRASHED, "RecursionError: .*"),
    ("raise.stdin", CRASHED, "EOFError: .*"),
    ("judge.raises", CRASHED, "LookupError: no judgement"),
    ("judge.number", CRASHED, "TypeError: the judge returned a int"),
    ("judge.strings", CRASHED, "TypeError: the judge said something that is not a whole .*"),
    ("judge.half", CRASHED, "TypeError: the judge said something that is not a whole .*"),
    ("judge.hollow", CRASHED, "TypeError: the judge returned a NotApplicable"),
    ("judge.nothing", CRASHED, "ValueError: the judge said nothing"),
    ("judge.endless", CRASHED, "ValueError: the judge said more than 2000 things"),
    ("judge.huge", CRASHED, r"the verdict is 524\d{5} characters long"),
    ("judge.shout", CRASHED, "ValueError: x{1988}"),
    ("flood.out", FINE, None),
    ("flood.fd", FINE, None),
    pytest.param(
        "speak.garbage", CRASHED, "it ended its worker: said what is no event: 'all is well'", marks=linux_only
    ),
    pytest.param("speak.json", CRASHED, "it ended its worker: said that all is done, .*", marks=linux_only),
    pytest.param(
        "speak.for-another", CRASHED, "it ended its worker: wellbehaved:nowhere was not asked", marks=linux_only
    ),
    pytest.param("speak.line-without-end", CRASHED, "it ended its worker: .*", marks=linux_only),
    ("speak.close", CRASHED, "it ended its worker: .*"),
    ("load.missing", CRASHED, "ModuleNotFoundError: No module named 'no_such_module'"),
    ("load.exit", CRASHED, "SystemExit: enough"),
    ("load.nothing", CRASHED, "TypeError: what it loads is no Implementation of a way to look and a judge"),
    ("load.hang", TIMEOUT, "no answer within 1 seconds"),
    ("load.segfault", CRASHED, "it ended its worker: SIGSEGV"),
    ("thread.raises", FINE, None),
    ("thread.stays", FINE, None),
]


ALSO_RAISED = (
    "raise.unspeakable",
    "raise.stdin",
    "judge.number",
    "judge.strings",
    "judge.half",
    "judge.hollow",
    "load.exit",
)
"""Deeds that end as another one of the usual run does: at the same `except`, or the same look at what a judge gave."""
EACH = [pytest.param(*deed, marks=pytest.mark.long) if deed[0] in ALSO_RAISED else deed for deed in DEED]


@pytest.mark.parametrize(("deed", "answer", "detail"), EACH)
def test_a_naughty_check_costs_one_answer(
    install: Install, monkeypatch: pytest.MonkeyPatch, deed: str, answer: dict[str, object], detail: str | None
) -> None:
    monkeypatch.setenv("POSTIGO_TEST_SECONDS", "907.25")
    install("wellbehaved", "naughty")
    naughty = f"naughty:{deed}"
    events = within(25, lambda: heard(request(*WELL, naughty)))  # its budget, and a few workers; no run-away
    assert said(events) == {**WELL_SAID, naughty: answer}
    if detail is None:
        assert naughty not in details(events)
    else:
        assert re.fullmatch(detail, details(events)[naughty], re.DOTALL), details(events)
    assert details(events).keys() <= {naughty}


@pytest.mark.long
def test_a_check_that_keeps_all_others_waiting_does_not_cost_them_their_time(install: Install) -> None:
    # Python's one lock is held for good: the brief check, innocent, is the first to be past its budget.
    install("wellbehaved", "naughty")
    events = heard(request("wellbehaved:is.brief", "naughty:hang.all-threads-long"))
    assert said(events) == {"wellbehaved:is.brief": FINE, "naughty:hang.all-threads-long": TIMEOUT}


@pytest.mark.long
def test_many_at_once_cost_one_answer_each(install: Install) -> None:
    install("wellbehaved", "naughty")
    deeds = ("die.segfault", "hang.python", "die.late", "hang.all-threads", "speak.close", "raise.probe")
    events = heard(request(*WELL, *(f"naughty:{deed}" for deed in deeds)))
    assert said(events) == {
        **WELL_SAID,
        "naughty:die.segfault": CRASHED,
        "naughty:hang.python": TIMEOUT,
        "naughty:die.late": CRASHED,
        "naughty:hang.all-threads": TIMEOUT,
        "naughty:speak.close": CRASHED,
        "naughty:raise.probe": CRASHED,
    }


def test_a_check_that_hangs_as_it_is_imported_costs_those_behind_it_nothing(install: Install) -> None:
    # It keeps its turn to import: who waits for it has not begun, and is asked in the next worker.
    install("naughty")
    behind = ("load.segfault", "thread.raises", "hang.busy")
    events = heard(request("naughty:load.hang", *(f"naughty:{deed}" for deed in behind)))
    assert said(events) == {
        "naughty:load.hang": TIMEOUT,
        "naughty:load.segfault": CRASHED,
        "naughty:thread.raises": FINE,
        "naughty:hang.busy": TIMEOUT,
    }
    assert details(events)["naughty:load.segfault"] == "it ended its worker: SIGSEGV"


def a_short_budget(monkeypatch: pytest.MonkeyPatch) -> str:
    """The seconds in which all packs must be imported, from now on: three, and more where the machine is slow or busy."""
    seconds = 3.0 * min(10, round(slowness()))
    monkeypatch.setattr("postigo.audit.supervisor.IMPORT_BUDGET", seconds)
    return f"{seconds:g}"


BROKEN = [
    ("not_importable", "ModuleNotFoundError: No module named 'there_is_no_such_module'"),
    ("not_a_pack", "not_a_pack:pack is a list, not a Pack"),
    ("exits_politely", "SystemExit: enough"),
    ("two_of_a_name", "two of its checks are called two_of_a_name:is.good"),
    ("exits_at_import", "its import ended the worker: ended with status 3"),
    ("segfaults_at_import", "its import ended the worker: SIGSEGV"),
    ("hangs_at_import", "its import ended the worker: nothing for {budget} seconds"),
]


@pytest.mark.parametrize(("name", "error"), BROKEN)
def test_a_pack_that_cannot_load_is_listed_with_its_error(
    install: Install, monkeypatch: pytest.MonkeyPatch, name: str, error: str
) -> None:
    budget = a_short_budget(monkeypatch) if name == "hangs_at_import" else ""  # the others are imported in it too
    install("wellbehaved", name)
    events = heard(request(*WELL, packs=("wellbehaved", name)))
    assert said(events) == WELL_SAID
    assert states(events) == {"wellbehaved": ("runs", ""), name: ("broken", error.format(budget=budget))}


def test_a_pack_that_hangs_in_a_later_worker_is_not_waited_for_endlessly(
    install: Install, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    budget = a_short_budget(monkeypatch)
    monkeypatch.setenv("POSTIGO_TEST_NOTE", str(tmp_path / "note"))
    install("hangs_at_second_import")
    events = heard(request("hangs_at_second_import:is.last", packs=("hangs-at-second-import",)))
    assert said(events) == {"hangs_at_second_import:is.last": CRASHED}
    assert details(events) == {"hangs_at_second_import:is.last": f"it ended its worker: nothing for {budget} seconds"}


def test_packs_that_kill_the_worker_are_found_one_by_one(install: Install) -> None:
    names = ("exits_at_import", "segfaults_at_import", "wellbehaved")
    install(*names)
    events = heard(request(*WELL, packs=names))
    assert said(events) == WELL_SAID
    assert {name: state for name, (state, _) in states(events).items()} == {
        "exits_at_import": "broken",
        "segfaults_at_import": "broken",
        "wellbehaved": "runs",
    }


def test_a_late_death_costs_nobody_but_the_pack_that_dies(install: Install) -> None:
    names = ("kills_later", "takes_its_time", "wellbehaved")
    install(*names)
    events = heard(request("takes_its_time:is.good", packs=names))
    assert said(events) == {"takes_its_time:is.good": FINE}
    assert states(events) == {
        "kills_later": ("runs", ""),  # it lists nothing, and by the time it kills there is only its own worker to kill
        "takes_its_time": ("runs", ""),
        "wellbehaved": ("runs", ""),
    }


def test_a_strangers_pack_is_listed_and_not_imported_until_enabled(install: Install) -> None:
    install("wellbehaved", "exits_at_import")
    events = heard(request(*WELL, packs=("wellbehaved",)))
    assert said(events) == WELL_SAID
    assert states(events)["exits_at_import"] == ("off", "")
