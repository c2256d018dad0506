"""What must never be read, remembered or shown: passwords that lie in the open."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from postigo.core.codec import encode
from postigo.core.system import Key, Platform, attempt, is_withheld
from postigo.system.identity import Identity
from postigo.system.recorder import Recorder
from postigo.system.recording import Recording, dump, load, note, parse
from postigo.system.replay import Replay
from postigo.testing import Case, PackData, cases, replayed
from postigo_checks import pack

CANARY = "EJEMPLO-NUNCA-LEER-NI-MOSTRAR"
WINLOGON = r"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Winlogon"
RECORDINGS = Path(__file__).parents[1] / "recordings"
NOBODY = Identity(Platform.WINDOWS)


def with_password() -> Recording:
    """A computer that signs in by itself, in a recording that somebody else made and did not think of it."""
    values = {"AutoAdminLogon": "1", "DefaultUserName": "ana", "DefaultPassword": CANARY}
    return Recording(Platform.WINDOWS, "0", {f"registry {WINLOGON}": {"values": values}})


@pytest.mark.parametrize(
    "name", ["DefaultPassword", "AltDefaultPassword", "PASSWORD", "PasswordViewOnly", "SmtpPasswd"]
)
def test_a_value_named_as_a_password_is_withheld(name: str) -> None:
    assert is_withheld(name)


@pytest.mark.parametrize("name", ["", "PasswordExpiryWarning", "PromptPasswordOnResume", "AutoAdminLogon", "Passwords"])
def test_other_values_are_not(name: str) -> None:
    assert not is_withheld(name)


def test_a_password_in_a_strangers_recording_reaches_no_check() -> None:
    key = Replay(with_password()).registry(WINLOGON)
    assert key.values["DefaultPassword"] == b""
    assert key.values["AutoAdminLogon"] == "1"


def test_a_number_with_such_a_name_is_a_setting_and_stays() -> None:
    question = r"registry HKLM\SOFTWARE\Contoso"
    assert parse(question, {"values": {"DisablePassword": 1}}).values == {"DisablePassword": 1}


def test_a_password_is_written_into_no_recording() -> None:
    machine = Recorder(Replay(with_password()))
    machine.registry(WINLOGON)
    remembered = machine.recording(NOBODY, "0")
    assert CANARY.encode() not in dump(remembered)
    assert load(dump(remembered)).answers[f"registry {WINLOGON}"]["values"]["DefaultPassword"] == {"base64": ""}
    assert CANARY not in json.dumps(note("registry", Key({"DefaultPassword": CANARY})))


@pytest.mark.parametrize(
    "case",
    [case for case in cases(RECORDINGS) if case.recording.platform is Platform.WINDOWS],
    ids=lambda case: case.name,
)
def test_no_check_lets_a_password_through(case: Case) -> None:
    """Whatever keys a check reads: were a password in every one of them, its verdict would not have it."""
    check = next(check for check in pack.checks if check.id == case.check)
    answers = {
        question: {**answer, "values": {**answer["values"], "DefaultPassword": CANARY}}
        if question.startswith("registry ") and isinstance(answer, dict) and "values" in answer
        else answer
        for question, answer in case.recording.answers.items()
    }
    verdict, system = replayed(check, replace(case.recording, answers=answers), PackData(pack.package))
    assert CANARY not in json.dumps(encode(verdict))
    machine = Recorder(system)
    for question in answers:
        if question.startswith("registry "):
            attempt(machine.registry, question.removeprefix("registry "), optional=True)
    assert CANARY.encode() not in dump(machine.recording(NOBODY, "0"))
