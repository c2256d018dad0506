"""Task Scheduler's and launchd's files of looks on a schedule: read, and held to what is documented. Neither ever ran here."""

from __future__ import annotations

import plistlib
import re
import subprocess
from typing import Final

import pytest
from defusedxml.ElementTree import fromstring

from postigo.cli.parser import parse
from tests.support.helper_machine import ROOT
from tests.support.places import needs

FOLDER: Final = ROOT / "installer/schedule"
NAMESPACE: Final = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
# learn.microsoft.com, "Task Scheduler Schema": a sequence has an order, in `xs:all` any order will do.
SEQUENCES: Final = {
    "CalendarTrigger": (
        "Enabled",
        "StartBoundary",
        "EndBoundary",
        "Repetition",
        "ExecutionTimeLimit",
        "RandomDelay",
        "ScheduleByDay",
    ),
    "Triggers": ("CalendarTrigger",),
    "Principals": ("Principal",),
    "ScheduleByDay": ("DaysInterval",),
    "Actions": ("Exec",),
}
ALL: Final = {
    "Task": {"RegistrationInfo", "Triggers", "Settings", "Data", "Principals", "Actions"},
    "RegistrationInfo": {
        "URI",
        "SecurityDescriptor",
        "Source",
        "Date",
        "Author",
        "Version",
        "Description",
        "Documentation",
    },
    "Principal": {"UserId", "LogonType", "GroupId", "DisplayName", "RunLevel"},
    "Settings": {
        *("AllowStartOnDemand", "RestartOnFailure", "MultipleInstancesPolicy", "DisallowStartIfOnBatteries"),
        *("StopIfGoingOnBatteries", "AllowHardTerminate", "StartWhenAvailable", "NetworkProfileName"),
        *("RunOnlyIfNetworkAvailable", "WakeToRun", "Enabled", "Hidden", "DeleteExpiredTaskAfter", "IdleSettings"),
        *("NetworkSettings", "ExecutionTimeLimit", "Priority", "RunOnlyIfIdle"),
    },
    "Exec": {"Command", "Arguments", "WorkingDirectory"},
}


@pytest.fixture(scope="module")
def task() -> dict[str, str]:
    """Elements of the task that hold a text. The file's own order was held to the schema before."""
    texts = {}
    root = fromstring((FOLDER / "postigo-audit.xml").read_text("ascii"))
    assert root.tag == f"{NAMESPACE}Task"
    for element in root.iter():
        name = element.tag.removeprefix(NAMESPACE)
        inner = [child.tag.removeprefix(NAMESPACE) for child in element]
        if not inner:
            texts[name] = element.text or ""
        elif name in SEQUENCES:
            assert inner == sorted(inner, key=SEQUENCES[name].index)
        else:
            assert set(inner) <= ALL[name]
        assert len(set(inner)) == len(inner)
    return texts


def test_the_task_runs_as_the_system_late_gently_and_for_a_limited_time(task: dict[str, str]) -> None:
    assert task["UserId"] == "S-1-5-18"
    assert task["StartWhenAvailable"] == "true"
    assert task["RandomDelay"] == "PT30M"
    assert task["Priority"] == "7"  # below normal, of 0 to 10
    assert task["ExecutionTimeLimit"] == "PT15M"
    assert task["MultipleInstancesPolicy"] == "IgnoreNew"
    assert task["Hidden"] == "false"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", task["StartBoundary"])


def test_the_task_belongs_to_the_principal_that_it_names() -> None:
    root = fromstring((FOLDER / "postigo-audit.xml").read_text("ascii"))
    principal, actions = root.find(f".//{NAMESPACE}Principal"), root.find(f"{NAMESPACE}Actions")
    assert principal is not None
    assert actions is not None
    assert principal.get("id") == actions.get("Context")


@pytest.fixture(scope="module")
def daemon() -> dict[str, object]:
    read: dict[str, object] = plistlib.loads((FOLDER / "org.postigo.audit.plist").read_bytes())
    return read


def test_the_daemon_runs_daily_gently_and_after_it_was_off(daemon: dict[str, object]) -> None:
    assert daemon["Label"] == "org.postigo.audit"  # and its file's name, as launchd wants it
    assert daemon["StartCalendarInterval"] == {"Hour": 3, "Minute": 0}
    assert daemon["RunAtLoad"] is True
    assert daemon["ProcessType"] == "Background"
    assert daemon["LowPriorityIO"] is True
    assert daemon["Umask"] == 0o027
    assert "KeepAlive" not in daemon


def test_each_starts_a_call_that_there_is(task: dict[str, str], daemon: dict[str, object]) -> None:
    words = daemon["ProgramArguments"]
    assert isinstance(words, list)
    for call in (task["Arguments"].split(), words[5:]):
        assert parse(call, "en").action == "run"


@needs("bash")
def test_the_daemons_shell_hands_the_call_on(daemon: dict[str, object]) -> None:
    words = daemon["ProgramArguments"]
    assert isinstance(words, list)
    script = words[2].replace("1800", "1")
    done = subprocess.run(
        ["bash", "-c", script, words[3], "echo", *words[5:]], capture_output=True, text=True, check=True
    )
    assert done.stdout == "schedule run\n"
