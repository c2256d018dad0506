"""Properties of what is said of updates on Windows, over many machines that nobody recorded."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from postigo.core.model import Level, Verdict
from postigo.core.system import CannotTell, Platform, Unknown
from postigo.core.values import Text
from postigo.system.calls import errors
from postigo.system.recording import Recording
from postigo.testing import Case, cases, replayed, verdict_digest
from postigo.windows_calls.updates import WAITING_UPDATES
from postigo_checks import pack
from postigo_checks.common.windows.build import CURRENT
from postigo_checks.updates.apps import microsoft_store
from postigo_checks.updates.automatic import windows_policy
from postigo_checks.updates.automatic.update_server import leads_nowhere
from postigo_checks.updates.pending import windows_builds, windows_rollup
from postigo_checks.updates.pending.list_gaps import second_tuesday
from postigo_checks.updates.pending.windows_errors import SAID, said
from postigo_checks.updates.pending.windows_rollup import PACKAGES
from tests.support.mutations import better
from tests.tables import data_of

CHECKS = {check.id: check for check in pack.checks}
RECORDED = [
    case for case in cases(Path(__file__).parents[2] / "recordings") if case.recording.platform is Platform.WINDOWS
]
NOW = datetime(2026, 11, 29, 9, tzinfo=UTC)
QUESTION = f"call {WAITING_UPDATES.name}"
GOOD = next(case.recording for case in RECORDED if case.name == "update.os-pending/windows-good")


def told(check: str, recording: Recording) -> Verdict:
    """What a check says of a machine."""
    return replayed(CHECKS[check], recording, data_of(recording))[0]


def of(check: str) -> list[Case]:
    """The recordings of one check."""
    return [case for case in RECORDED if case.check == check]


def with_answers(recording: Recording, **answers: Any) -> Recording:
    """The same machine, with other answers."""
    return replace(recording, answers={**recording.answers, **answers})


def package(revision: int, day: date) -> dict[str, Any]:
    """The list of packages with the roll-up of that revision, installed on that day."""
    ticks = int(
        (datetime(day.year, day.month, day.day, 3, tzinfo=UTC) - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()
    )
    high, low = divmod(ticks * 10_000_000, 1 << 32)
    name = f"Package_for_RollupFix~31bf3856ad364e35~amd64~~26100.{revision}.1.9"
    return {
        f"registry {PACKAGES}": {"subkeys": [name], "values": {}},
        f"registry {PACKAGES}\\{name}": {
            "values": {"CurrentState": 112, "InstallTimeHigh": high, "InstallTimeLow": low}
        },
    }


def current(build: int, revision: int, kind: str = "Client") -> dict[str, Any]:
    """The key of the current version."""
    values = {"CurrentBuild": str(build), "EditionID": "Core", "InstallationType": kind, "UBR": revision}
    return {f"registry {CURRENT}": {"subkeys": [], "values": values}}


# --- how old the newest update is -------------------------------------------------------------------------------------


def how_bad(verdict: Verdict) -> int:
    """Good 0, could not tell 1, ACT 2; nothing else is said of an empty list."""
    return {Level.GOOD: 0, None: 1, Level.ACT: 2}[verdict.level]


@pytest.mark.parametrize("build", [26200, 26300, 28000, 22631, 19045])
def test_an_empty_list_is_good_then_unknown_then_act_as_its_roll_up_gets_older(build: int) -> None:
    """By the day of installation alone, with a revision above the table, moved back by half a week for two years."""
    seen = []
    for days in range(0, 730, 3):
        fresh = {"now": NOW.isoformat()} | current(build, 20_000) | package(20_000, (NOW - timedelta(days=days)).date())
        seen.append(how_bad(told("update.os-pending", with_answers(looked_today(), **fresh))))
    assert seen == sorted(seen)
    assert set(seen) == {0, 1, 2}


def looked_today() -> Recording:
    """A machine without anything that waits, which looked this morning."""
    return with_answers(GOOD, **{QUESTION: {**GOOD.answers[QUESTION], "looked": "2026-11-29T06:00:00+00:00"}})


@pytest.mark.parametrize("build", [26100, 26200, 28000, 22631, 19045, 19044])
def test_a_lower_revision_is_never_better(build: int) -> None:
    """Each row of the table, each number between two of them, as if its roll-up had been installed today."""
    table = windows_builds.read_table(data_of(GOOD))
    numbers = sorted(row.number for row in table.rows if row.family == build and row.kind != "hotpatch")
    numbers = sorted({*numbers, *(number + 1 for number in numbers), numbers[0] - 400})
    before = 3
    for number in numbers:
        answers = {"now": NOW.isoformat()} | current(build, number) | package(number, NOW.date())
        now = how_bad(told("update.os-pending", with_answers(looked_today(), **answers)))
        assert now <= before or table.issued(build, number) is not None, f"{build}.{number}"
        before = now if table.issued(build, number) is None else before
        issued = table.issued(build, number)
        if issued is not None:  # a known one has the age of its day, whatever the day of its installation
            assert now == (2 if (NOW.date() - issued).days > 90 else 1), f"{build}.{number}"


@pytest.mark.parametrize(
    "row", windows_builds.read_table(data_of(GOOD)).rows, ids=lambda row: f"{row.family}.{row.number}"
)
def test_no_known_revision_is_good_without_the_days_that_it_has(row: windows_builds.Revision) -> None:
    """On the day on which it came out it is good, if it was installed; half a year later it is ACT, test versions aside."""
    if row.kind == "insider":
        return
    for days, right in ((1, 0), (200, 2)):
        now = datetime(row.day.year, row.day.month, row.day.day, 9, tzinfo=UTC) + timedelta(days=days)
        answers = {"now": now.isoformat()} | current(row.family, row.number) | package(row.number, now.date())
        newest = windows_rollup.newest(*machine(with_answers(GOOD, **answers)))
        assert newest.day == row.day or (newest.day == now.date() and now.date() < row.day)
        young = newest.day >= second_tuesday(now.date())
        assert (2 if (now.date() - newest.day).days > 90 else 0 if young else 1) == right, row


def machine(recording: Recording) -> tuple[Any, Any]:
    """A remembered machine, and the tables of its day."""
    from postigo.system.replay import Replay  # noqa: PLC0415 - one function needs it

    return Replay(recording), data_of(recording)


@pytest.mark.parametrize(
    ("build", "revision", "kind"),
    [
        (26100, 33438, "Server"),
        (26100, 33438, "Client"),
        (26300, 9278, "Client"),
        (26220, 7344, "Client"),
        (20348, 4000, "Server"),
    ],
)
def test_servers_and_test_versions_have_no_day_in_the_table(build: int, revision: int, kind: str) -> None:
    answers = {"now": NOW.isoformat()} | current(build, revision, kind)
    answers[f"registry {PACKAGES}"] = {"subkeys": [], "values": {}}
    assert verdict_digest(told("update.os-pending", with_answers(GOOD, **answers)))["gaps"] == ["missing"]


def test_the_second_tuesday_that_lies_14_days_back() -> None:
    """Of each day of six years: a second Tuesday, at least 14 days back, and no newer one is."""
    day = date(2024, 1, 1)
    while day < date(2030, 1, 1):
        found = second_tuesday(day)
        assert found.weekday() == 1
        assert 8 <= found.day <= 14
        assert 14 <= (day - found).days < 14 + 36
        day += timedelta(days=1)


# --- the numbers that Windows Update says -----------------------------------------------------------------------------


def test_each_number_has_a_sentence_of_its_own() -> None:
    wanted = {0x80070422, 0x80240438, 0x8024402C, 0x8024500C, 0x8024001E, 0x80072EE2, 0x80072EFE}
    assert wanted <= SAID.keys()
    assert len({text.one for text in SAID.values()}) == len(SAID)


class Refused(Exception):  # noqa: N818 - comtypes' COMError, as far as it is looked at
    """A method of COM that failed. Its number is signed."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.hresult = number - (1 << 32)


@pytest.mark.parametrize("number", SAID, ids=hex)
def test_the_number_by_which_a_call_fails_is_heard(number: int) -> None:
    refusal = errors.refusal(Refused(number), "waiting-updates")
    refused = {QUESTION: {"unknown": refusal.why.value, "detail": refusal.detail}}
    verdict = told("update.os-pending", with_answers(GOOD, **refused))
    assert verdict.level is None
    assert [gap.text for gap in verdict.gaps] == [SAID[number]]


def test_a_number_that_nobody_knows_is_told_itself() -> None:
    text = said(CannotTell(Unknown.UNREADABLE, "0x80240fff System.Runtime.InteropServices.COMException"))
    assert text is not None
    assert "0x80240fff" in str(text.values)
    for detail in ("", "0x8007042", "no HRESULT", "x80070422"):
        assert said(CannotTell(Unknown.UNREADABLE, detail)) is None


def test_three_thousand_packages_are_one_question() -> None:
    """Only the roll-up of this very revision is read; too many of one revision are no list of Windows."""
    names = [f"Package_{number}_for_KB5121767~31bf3856ad364e35~amd64~~26100.{number}.1.9" for number in range(3000)]
    answers = current(26200, 9991) | package(9991, date(2026, 11, 12))
    answers[f"registry {PACKAGES}"]["subkeys"] += names
    recording = with_answers(GOOD, **answers)
    verdict, system = replayed(CHECKS["update.os-pending"], recording, data_of(recording))
    assert verdict.level is Level.GOOD
    assert sum(PACKAGES in question for question in system.asked) == 2
    many = [f"Package_for_RollupFix~31bf3856ad364e35~amd64~~26100.9991.1.{number}" for number in range(3000)]
    answers[f"registry {PACKAGES}"]["subkeys"] = many
    assert verdict_digest(told("update.os-pending", with_answers(GOOD, **answers)))["gaps"] == ["unreadable"]


# --- policies ---------------------------------------------------------------------------------------------------------

KEYS = {
    "update.auto": (windows_policy.UPDATES, windows_policy.AUTOMATIC, windows_policy.MANAGED),
    "update.apps": (microsoft_store.FROM_AFAR, microsoft_store.POLICY),
}
ODD = (
    "DisableWsusEtc",
    "DisableAutomaticRepairs",
    "PauseAllUpdates",
    "PauseDriverUpdates",
    "NoAutoInstall",
    "TargetRing",
    "SetDisableUpdates",
    "disablesomething",
    "RemoveWindowsStoreDisable",
    "DisableWindowsUpdateAccess",
    "NoAutoUpdate",
    "PauseQualityUpdates",
    "TargetReleaseVersion",
    "noautoupdate",
    "disablewindowsupdateaccess",
    "PAUSEQUALITYUPDATES",
    "targetreleaseversion",
)


def one_more(case: Case) -> Iterator[tuple[str, Recording]]:
    """The same machine with one value more in a policy key."""
    for key in KEYS[case.check]:
        answer = case.recording.answers.get(f"registry {key}", {"absent": True})
        if "unknown" in answer:
            continue
        values = answer.get("values", {})
        for name in ODD:
            if name.startswith("Remove") or name.lower() in {known.lower() for known in values}:
                continue
            changed = {"subkeys": answer.get("subkeys", []), "values": {**values, name: 1}}
            yield f"{key}: {name}", with_answers(case.recording, **{f"registry {key}": changed})


@pytest.mark.parametrize("check", KEYS)
def test_one_more_value_that_takes_something_away_is_never_better_nor_the_same_good(check: str) -> None:
    tried, wrong = 0, []
    for case in of(check):
        before = told(check, case.recording)
        for what, changed in one_more(case):
            tried += 1
            after = told(check, changed)
            keeper = {"by-itself", "on"}
            same = keeper & {finding.code for finding in after.findings} and after.level is before.level is Level.GOOD
            store = any(
                finding.code == "by-itself" and "Store" in json.dumps(str(finding.subject))
                for finding in after.findings
            )
            if better(before, after) or same or (check == "update.apps" and store and asked(changed, what)):
                wrong.append(f"{case.name}, {what}: {verdict_digest(before)} -> {verdict_digest(after)}")
    assert tried > 100
    assert not wrong, f"{len(wrong)} of {tried}:\n" + "\n".join(wrong[:20])


def asked(recording: Recording, what: str) -> bool:
    """Whether a key is asked at all of a machine: what is set from afar goes before a policy."""
    _, system = replayed(CHECKS["update.apps"], recording, data_of(recording))
    return f"registry {what.partition(':')[0]}" in system.asked


@pytest.mark.parametrize(
    "server",
    [
        "",
        " ",
        "\t",
        "localhost",
        "http://localhost:8530",
        "LOCALHOST:8530",
        "127.0.0.1",
        "http://127.0.0.1:8530",
        "https://[::1]:8531",
        "::1",
        "0.0.0.0",  # noqa: S104 - nothing is bound, it is judged
        "http://0.0.0.0",
        "localserver.localdomain.wsus",
        "server.localdomain",
        "http://fake.invalid",
        "https://",
        "http:///",
        ".",
        "http://user@localhost/x",
        "127.8.9.10",
        "http://0177.0.0.1",
    ],
)
def test_a_server_that_is_none_leads_nowhere(server: str) -> None:
    assert leads_nowhere(server)


@pytest.mark.parametrize(
    "server",
    [
        "https://wsus.escuela.es:8531",
        "http://wsus01:8530",
        "wsus01",
        "10.0.0.7",
        "http://192.168.1.9:8530",
        "https://[2001:67c:1::5]:8531",
        "localdomain-updates.example.org",
        "https://updates.localhosting.es",
        "https://nonstopupdates.example.com",
        "https://unblockupdates.de",
    ],
)
def test_a_server_that_may_be_one_does_not(server: str) -> None:
    assert not leads_nowhere(server)


# --- an empty registry ------------------------------------------------------------------------------------------------

OF_UPDATES = (
    "update.os-pending",
    "update.auto",
    "update.apps",
    "update.reboot",
    "update.browser",
    "update.os-supported",
    "disk.backup",
    "image.disk-encryption",
)


@pytest.mark.parametrize("check", OF_UPDATES)
def test_nothing_is_good_where_the_whole_registry_is_absent(check: str) -> None:
    """Each recording with every answer of the registry taken away, as where an account is shown none of it."""
    for case in of(check):
        gone = {question: {"absent": True} for question in case.recording.answers if question.startswith("registry ")}
        recording = with_answers(case.recording, **gone)
        rests_elsewhere = check in {"image.disk-encryption", "disk.backup"}  # on the shell's word, and on files
        verdict = told(check, recording)
        good = {finding.code for finding in verdict.findings if finding.level is Level.GOOD}
        if not rests_elsewhere:
            assert not good, f"{case.name}: {good}"
        elif good:
            assert told(check, case.recording).level is not None or verdict.gaps or good == {"on"}, case.name


# --- programs whose file is gone --------------------------------------------------------------------------------------


def test_a_firefox_whose_file_is_gone_is_never_told_to_be_old() -> None:
    tried = 0
    for case in of("update.browser"):
        gone: dict[str, Any] = {question: [] for question in case.recording.answers if question.startswith("glob ")}
        if not gone:
            continue
        tried += 1
        verdict = told("update.browser", with_answers(case.recording, **gone))
        firefoxes = [finding for finding in verdict.findings if "Firefox" in str(finding.subject)]
        assert not firefoxes, case.name
    assert tried > 10


def test_a_firefox_whose_version_has_no_key_is_never_told_to_be_old() -> None:
    for case in of("update.browser"):
        bare = {
            question: {**answer, "subkeys": []}
            for question, answer in case.recording.answers.items()
            if "Mozilla Firefox" in question and isinstance(answer, dict) and answer.get("subkeys")
        }
        verdict = told("update.browser", with_answers(case.recording, **bare))
        assert not [finding for finding in verdict.findings if "Firefox" in str(finding.subject)], case.name


def test_texts_are_texts() -> None:
    assert all(isinstance(text, Text) for text in SAID.values())
