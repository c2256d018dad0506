"""A member that nobody knows makes no verdict better: a display, a program, a picture, a noted use, an answer, a line.

Each remembered machine of the camera's checks is given one more member that was made up, in every answer where one fits.
Closed lists (displays, programs, words of a store) find nothing in it, and finding nothing must never be good news.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from postigo.audit.packs import PackData
from postigo.core.model import Check, Level, Verdict
from postigo.core.system import Platform
from postigo.system.recording import Recording
from postigo.testing import Case, cases, replayed
from postigo_checks import pack

CHECKS = {check.id: check for check in pack.checks if check.id.startswith("camera.")}
DATA = PackData(pack.package)
FOUND = [case for case in cases(Path(__file__).parents[1] / "recordings") if case.check in CHECKS]

Answer = Any
Change = Callable[[Answer], Answer]
NOW = 134396676000000000  # 2026-11-20 17:00, while the remembered machines run


def _graph(add: Callable[[list[dict[str, Any]]], None]) -> Change:
    def change(answer: Answer) -> Answer:
        objects = json.loads(answer["out"])
        add(objects)
        return {**answer, "out": json.dumps(objects)}

    return change


def _flow(objects: list[dict[str, Any]], props: dict[str, Any], kind: str = "Node") -> None:
    """A picture, or a sound, of an unknown make, that flows to a program of an unknown make."""
    node = "PipeWire:Interface:Node"
    objects += [
        {"id": 9001, "type": f"PipeWire:Interface:{kind}", "info": {"props": props}},
        {"id": 9002, "type": "PipeWire:Interface:Client", "info": {"props": {"application.name": "espejo"}}},
        {"id": 9003, "type": node, "info": {"props": {"client.id": 9002, "media.class": "Stream/Input/Video"}}},
        {
            "id": 9004,
            "type": "PipeWire:Interface:Link",
            "info": {"output-node-id": 9001, "input-node-id": 9003, "state": "active"},
        },
    ]


PICTURES = {
    "class": {"media.class": "Hologram/Source", "node.name": "holo"},
    "no class": {"node.name": "holo", "client.id": 9002},
    "make": {"media.class": "Video/Source", "device.api": "lidar", "device.id": 7},
    "role": {"media.class": "Video/Source", "media.role": "Hologram", "client.id": 9002},
    "wrong type": {"media.class": 7, "media.role": ["Camera"], "device.api": {}},
}


def _registry_with(answer: Answer, name: str) -> Answer:
    return {**answer, "subkeys": [*answer.get("subkeys", []), name]}


def _portal(word: list[Any]) -> Change:
    def change(answer: Answer) -> Answer:
        match answer:
            case {"value": [dict() as apps, *rest]}:
                return {"value": [{**apps, "org.example.Espejo": word}, *rest]}
        return answer

    return change


def _processes(path: str | None, name: str) -> Change:
    def change(answer: Answer) -> Answer:
        one = {"pid": 99_999, "name": name, "path": path, "started": "2026-11-20T15:30:00+00:00", "own": True}
        return [*answer, one] if isinstance(answer, list) else answer

    return change


def _holder(answer: Answer) -> Answer:
    if not isinstance(answer, dict) or "holders" not in answer:
        return answer
    one = {"device": "/dev/video77", "pid": 99_999, "program": "espejo", "path": "/usr/bin/espejo", "own": True}
    return {**answer, "devices": [*answer["devices"], "/dev/video77"], "holders": [*answer["holders"], one]}


def _text(line: str) -> Change:
    return lambda answer: answer + line if isinstance(answer, str) else answer


Members = Iterator[tuple[str, bool, dict[str, Answer]]]
"""Each made-up member: what it is, whether it must keep the verdict from being good, the machine's answers with it."""


def members(recording: Recording) -> Members:
    """Every made-up member that fits into an answer of a remembered machine."""
    for question, answer in recording.answers.items():
        if not isinstance(answer, dict) or not ("unknown" in answer or answer.get("absent")):
            yield from _linux(recording, question, answer)
            yield from _elsewhere(recording, question, answer)


def _linux(recording: Recording, question: str, answer: Answer) -> Members:
    if question == "processes":
        yield from _in_place(recording, question, "display or program", _processes("/usr/bin/ventanal", "ventanal"))
        yield from _in_place(recording, question, "program in a home", _processes("~/bin/gnome-shell", "gnome-shell"))
    elif question == "run pw-dump" and answer.get("code") == 0 and answer["out"].startswith("["):
        yield from _pictures(recording, question)
    elif question.startswith("holders "):
        yield from _in_place(recording, question, "holder", _holder, shows=True)
    elif "PermissionStore.Lookup" in question:
        words: tuple[list[Any], ...] = (["always"], ["yes", "no"], [7], [{}], ["no", "no"])
        for word in words:
            yield from _in_place(recording, question, f"answer {word}", _portal(word), shows="yes" not in word)
    elif question == "read /proc/asound/pcm" and answer:
        yield from _in_place(recording, question, "line", _text("04-00: ear : ear : listen 1\n"), shows=True)


def _pictures(recording: Recording, question: str) -> Members:
    for what, props in PICTURES.items():
        add = _graph(lambda objects, props=props: _flow(objects, props))  # type: ignore[misc]
        seen = "holders camera" in recording.answers or what in {"class", "no class"}
        yield from _in_place(recording, question, f"picture of unknown {what}", add, shows=seen)
    kind = _graph(lambda objects: _flow(objects, {"media.class": "Video/Source"}, "Hologram"))
    yield from _in_place(recording, question, "object of unknown kind", kind, shows=True)


def _elsewhere(recording: Recording, question: str, answer: Answer) -> Members:
    if question.endswith("\\NonPackaged") and question.startswith("registry HK"):
        leaf = "C:#Users#ana#Espejo#espejo.exe"
        times = {"values": {"LastUsedTimeStart": NOW, "LastUsedTimeStop": 0}, "subkeys": []}
        use = {question: _registry_with(answer, leaf), f"{question}\\{leaf}": times}
        yield "noted use", False, {**recording.answers, **use}
        odd = {"values": {}, "subkeys": ["C:#espejo.exe"]}
        group = {question: _registry_with(answer, "Hologram"), f"{question}\\Hologram": odd}
        yield "group of noted uses", False, {**recording.answers, **group}
    elif question.startswith("sqlite ") and isinstance(answer.get("value"), list):
        row = {"client": "org.example.espejo", "client_type": 0, "auth_value": 9, "service": "kTCCServiceScreenCapture"}
        yield from _in_place(recording, question, "row", lambda rows: {"value": [*rows["value"], row]})


def _in_place(recording: Recording, question: str, what: str, change: Change, *, shows: bool = False) -> Members:
    changed = change(recording.answers[question])
    if changed != recording.answers[question]:
        yield f"{question[:60]}: {what}", shows, {**recording.answers, question: changed}


_WORTH = {Level.GOOD: 0, Level.NOTE: 1, None: 1, Level.ADVISE: 2, Level.ACT: 3}


def _no_better(before: Verdict, after: Verdict) -> bool:
    if before.not_applicable is not None:
        return True
    lost = len(after.gaps) < len(before.gaps) and after.level in {None, Level.GOOD, Level.NOTE}
    milder = _WORTH[after.level] < _WORTH[before.level] and not (after.gaps and len(after.gaps) > len(before.gaps))
    return not lost and not milder and after.not_applicable is None


@pytest.mark.parametrize("case", FOUND, ids=lambda case: case.name)
def test_an_unknown_member_makes_nothing_better(case: Case) -> None:
    check = CHECKS[case.check]
    before, _ = replayed(check, case.recording, DATA)
    for what, shows, answers in members(case.recording):
        after, _ = replayed(check, replace(case.recording, answers=answers), DATA)
        crashed = [gap for gap in after.gaps if gap.why.value == "crashed"]
        assert not crashed, f"{what}: {after.detail}"
        assert _no_better(before, after), f"{what}: {before.level} {before.gaps} -> {after.level} {after.gaps}"
        assert not (shows and after.level is Level.GOOD), f"{what} is not seen"


def test_the_members_are_many() -> None:
    tried = sum(1 for case in FOUND for _ in members(case.recording))
    print(f"tried {tried}")
    assert tried > 500


ON_PLATFORMS = [(check, platform) for check in CHECKS.values() for platform in sorted(check.platforms)]


@pytest.mark.parametrize(("check", "platform"), ON_PLATFORMS, ids=lambda value: getattr(value, "id", str(value)))
def test_a_machine_that_answers_nothing_is_never_well(check: Check[Any], platform: Platform) -> None:
    silent = Recording(
        platform=platform, app="0", kind="documented", source="a machine that answers nothing", answers={}
    )
    verdict, _ = replayed(check, silent, DATA)
    assert verdict.not_applicable is None
    assert verdict.level is not Level.GOOD
    assert verdict.gaps
