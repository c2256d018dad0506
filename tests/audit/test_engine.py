"""The engine: packs, the ledger, workers and their supervisor, on packs that behave."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import postigo
from postigo.audit import orphans, packs, reexec, supervisor
from postigo.audit.packs import PackData, gather, offers
from postigo.audit.request import Request, WorkerOrder, normal
from postigo.audit.scheduler import Scheduler
from postigo.audit.supervisor import audit, catalogue
from postigo.audit.worker_process import CannotBegin, Fault
from postigo.core.codec import DecodeError
from postigo.core.events import Catalogue, Done, Event, Finished, Started
from postigo.core.model import Check, Coverage, Implementation, Pack, Plan, Probe, Scope
from postigo.core.report import PackInfo
from postigo.core.system import Platform
from postigo.core.values import Text
from postigo.pipe.messages import from_line, to_line
from postigo.system.recording import NotARecording, Recording, dump, load
from tests.support.pace import keeps, waits, within
from tests.support.with_packs import PACKS, WELL, WELL_SAID, Install, describe, heard, install, request, said, states

__all__ = ["install"]

# --- requests --------------------------------------------------------------------------------------------------------


def test_an_order_travels_whole() -> None:
    order = WorkerOrder(Request(("a.b",), 3, Scope.MACHINE, ("acme",), "a file"), "acme", {"bad": "why"}, ("a.b",))
    assert from_line(WorkerOrder, to_line(order)) == order
    assert to_line(order).count(b"\n") == 1
    assert from_line(WorkerOrder, to_line(WorkerOrder(Request()))) == WorkerOrder(Request())


@pytest.mark.parametrize(
    "line", [b"", b"[]", b"{}", b'{"request": {"checks": "a.b"}}', b'{"request": {}, "sudo": true}']
)
def test_what_is_no_order_is_refused(line: bytes) -> None:
    with pytest.raises((DecodeError, ValueError)):
        from_line(WorkerOrder, line)


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        (Request(), True),
        (Request(checks=("a.b",)), True),
        (Request(checks=("a.c",)), False),
        (Request(tip=2), True),
        (Request(tip=3), False),
        (Request(scope=Scope.MACHINE), True),
        (Request(scope=Scope.USER), False),
        (Request(checks=("a.b",), tip=3), False),
    ],
)
def test_every_field_of_a_request_narrows_it(asked: Request, wanted: bool) -> None:
    assert asked.wants("a.b", 2, Scope.MACHINE) is wanted


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        (Request(), False),
        (Request(tip=2), False),
        (Request(scope=Scope.MACHINE), False),
        (Request(checks=("a.c",)), False),
        (Request(checks=("a.c", "a.b")), True),
        (Request(checks=("a.b",), scope=Scope.USER), False),
    ],
)
def test_what_runs_on_request_only_is_asked_for_by_its_id(asked: Request, wanted: bool) -> None:
    assert asked.wants("a.b", 2, Scope.MACHINE, on_request=True) is wanted


@pytest.mark.parametrize(
    ("asked", "offered"),
    [
        (Request(), True),
        (Request(tip=2, scope=Scope.MACHINE), True),
        (Request(tip=3), False),
        (Request(scope=Scope.USER), False),
        (Request(checks=("a.c",)), False),
        (Request(replay="a recording.json"), False),
        (Request(remember=True), False),
    ],
)
def test_what_runs_on_request_only_is_offered_beside_a_look_at_this_machine(asked: Request, offered: bool) -> None:
    assert asked.offers("a.b", 2, Scope.MACHINE) is offered


def test_only_what_was_enabled_may_run() -> None:
    asked = Request(enabled=("Acme_Doors",))
    assert asked.allows("built-in")
    assert asked.allows("acme-doors")
    assert not asked.allows("acme-windows")
    assert not Request().allows("acme-doors")
    assert normal("Acme.Doors__and-more") == "acme-doors-and-more"


# --- the ledger ------------------------------------------------------------------------------------------------------


def test_all_are_asked_together_and_finish_once() -> None:
    ledger = Scheduler({"a": 1.0, "b": 2.0})
    assert ledger.begin() == ("a", "b")
    assert ledger.start("a", 0.0)
    with pytest.raises(ValueError, match="cannot start"):
        ledger.start("a", 0.0)
    with pytest.raises(ValueError, match="was not asked"):
        ledger.answer("b")
    ledger.answer("a")
    with pytest.raises(ValueError, match="was not asked"):
        ledger.answer("a")
    assert ledger.unfinished == ledger.awaited == ["b"]


def test_time_runs_per_check_and_can_be_forgiven() -> None:
    ledger = Scheduler({"a": 1.0, "b": 2.0})
    ledger.begin()
    ledger.start("a", 10.0)
    ledger.start("b", 10.0)
    assert ledger.overdue(11.0) == []
    assert ledger.overdue(11.1) == ["a"]
    ledger.discount(100.0)
    assert ledger.overdue(111.0) == []
    assert ledger.overdue(112.1) == ["a", "b"]


def _alone(ledger: Scheduler) -> bool:
    return ledger.alone


def test_those_in_flight_when_a_worker_is_lost_are_asked_alone_after_the_rest() -> None:
    ledger = Scheduler({"a": 1.0, "b": 1.0, "c": 1.0, "d": 1.0})
    ledger.begin()
    for check in "abc":
        ledger.start(check, 0.0)
    ledger.answer("b")
    ledger.lost()
    assert ledger.begin() == ("d",)
    assert not _alone(ledger)
    ledger.start("d", 0.0)
    ledger.answer("d")
    assert ledger.begin() == ("a",)
    assert _alone(ledger)
    assert not ledger.start("a", 0.0), "no news: it had been announced"
    ledger.answer("a")
    assert ledger.begin() == ("c",)
    ledger.finish("c")
    assert ledger.unfinished == []


def test_a_worker_that_dies_before_anything_makes_suspects_of_all_so_there_is_no_loop() -> None:
    ledger = Scheduler({"a": 1.0, "b": 1.0})
    ledger.begin()
    ledger.lost()
    assert ledger.begin() == ("a",)
    assert _alone(ledger)


def test_a_worker_that_dies_between_two_checks_is_no_reason_to_suspect_the_rest() -> None:
    ledger = Scheduler({"a": 1.0, "b": 1.0})
    ledger.begin()
    ledger.start("a", 0.0)
    ledger.answer("a")
    ledger.lost()
    assert ledger.begin() == ("b",)
    assert not _alone(ledger)


# --- packs -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of installed distributions, alone on the path."""
    monkeypatch.setattr(sys, "path", [str(tmp_path), "/there/is/no/such/folder", ""])
    return tmp_path


@pytest.fixture
def installed_here(site: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same folder, in which Postigo itself lies too."""
    monkeypatch.setattr(postigo, "__file__", str(site / "postigo" / "__init__.py"))
    return site


def test_packs_are_found_by_their_entry_points_and_ours_comes_first(installed_here: Path) -> None:
    describe(installed_here, "Acme.Doors", "acme = acme_doors:pack [extra]", "# a comment", version="2.0")
    describe(installed_here, "postigo", "zz_ours=ours:pack", version=postigo.__version__)
    describe(installed_here, "other-things")
    assert [(offer.name, offer.origin, offer.version, offer.place) for offer in offers()] == [
        ("zz_ours", "built-in", postigo.__version__, "ours:pack"),
        ("acme", "acme-doors", "2.0", "acme_doors:pack [extra]"),
    ]


def test_a_distribution_called_built_in_is_not(site: Path) -> None:
    describe(site, "Built-In", "acme = acme_doors:pack")
    [offer] = offers()
    assert not offer.built_in
    infos, loaded = gather(Request(), Platform.LINUX)
    assert [(info.state.value, info.origin) for info in infos] == [("off", "built-in?")]
    assert loaded == []


def test_a_distribution_is_called_as_its_folder_whatever_stands_within(site: Path) -> None:
    describe(site, "evil", "evil = evil:pack")
    metadata = site / "evil-1.0.dist-info" / "METADATA"
    metadata.write_text("Metadata-Version: 2.1\nName: Postigo\nVersion: 1.0\n")
    assert [(offer.origin, offer.built_in) for offer in offers()] == [("evil", False)]


@pytest.mark.parametrize("version", [postigo.__version__, "9.9"])
@pytest.mark.parametrize("name", ["postigo", "Postigo", "POSTIGO"])
def test_what_is_called_like_us_and_lies_elsewhere_brings_nothing(
    installed_here: Path, monkeypatch: pytest.MonkeyPatch, name: str, version: str
) -> None:
    describe(installed_here, "postigo", "ours = ours:pack", version=postigo.__version__)
    describe(installed_here / "earlier", name, "theirs = theirs:pack", version=version)
    monkeypatch.setattr(sys, "path", [str(installed_here / "earlier"), str(installed_here)])
    assert [(offer.name, offer.place, offer.built_in) for offer in offers()] == [("ours", "ours:pack", True)]


def test_a_second_version_beside_us_brings_nothing(installed_here: Path) -> None:
    describe(installed_here, "postigo", "ours = ours:pack", version=postigo.__version__)
    describe(installed_here, "postigo", "theirs = theirs:pack", version="9.9")
    assert [offer.name for offer in offers()] == ["ours"]


def test_run_from_its_sources_our_packs_are_those_that_the_project_names() -> None:
    [ours] = [offer for offer in offers() if offer.built_in]
    assert (ours.name, ours.place, ours.version) == ("postigo_checks", "postigo_checks:pack", postigo.__version__)


def test_what_has_the_name_of_our_pack_and_lies_elsewhere_is_not_imported(
    installed_here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    describe(installed_here, "postigo", "ours = zz_ours:pack", version=postigo.__version__)
    elsewhere = installed_here.parent / "elsewhere"
    (elsewhere / "zz_ours").mkdir(parents=True)
    (elsewhere / "zz_ours" / "__init__.py").write_text("raise SystemExit('it ran')")
    monkeypatch.setattr(sys, "path", [str(elsewhere), str(installed_here)])
    [info], loaded = gather(Request(), Platform.LINUX)
    assert (info.state.value, loaded) == ("broken", [])
    assert info.error.startswith("zz_ours lies in ")
    assert info.error.endswith(", and not with Postigo")


def test_a_pack_with_a_sentence_that_cannot_be_shown_is_broken(site: Path) -> None:
    describe(site, "acme", "acme = acme_sentences:pack")
    (site / "acme_sentences.py").write_text(
        "from postigo.api import *\n"
        "seen = Coverage(Text('Everything.'), Text('Nothing {more}.'))\n"
        "probe = Probe(linux=lambda system, data: 1)\n"
        "check = Check('acme:one.two', Text('T'), Text('W'), 3, probe, list, {Platform.LINUX: seen})\n"
        "pack = Pack('acme', 'acme_sentences', (check,))\n"
    )
    infos, loaded = gather(Request(enabled=("acme",)), Platform.LINUX)
    assert loaded == []
    assert [info.state.value for info in infos] == ["broken"]
    assert "acme:one.two has a sentence that cannot be shown" in infos[0].error


def test_unreadable_metadata_of_others_is_their_own_affair(site: Path) -> None:
    describe(site, "good", "good = good:pack")
    broken = site / "bad-1.0.dist-info"
    broken.mkdir()
    (broken / "entry_points.txt").write_bytes(b"[postigo.packs]\n\xff = bad:pack\n")
    nameless = site / "nameless-1.0.dist-info"
    nameless.mkdir()
    (nameless / "entry_points.txt").write_text("[postigo.packs]\nnameless = nameless:pack\n")
    (nameless / "METADATA").write_text("Metadata-Version: 2.1\n")
    assert [offer.name for offer in offers()] == ["good"]


def test_of_one_distribution_twice_on_the_path_the_first_counts(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    describe(site / "a", "acme", "acme = acme:pack", version="2.0")
    describe(site / "b", "acme", "acme = acme:pack", version="1.0")
    monkeypatch.setattr(sys, "path", [str(site / "a"), str(site / "b")])
    assert [offer.version for offer in offers()] == ["2.0"]


def test_of_two_enabled_packs_of_a_name_the_second_is_broken_and_not_imported(site: Path) -> None:
    describe(site, "acme", "doors = nowhere_one:pack")
    describe(site, "emca", "doors = nowhere_two:pack")
    infos, loaded = gather(Request(enabled=("acme", "emca")), Platform.LINUX)
    assert [(info.origin, info.state.value, info.error) for info in infos] == [
        ("acme", "broken", "ModuleNotFoundError: No module named 'nowhere_one'"),
        ("emca", "broken", "another pack has the same name"),
    ]
    assert loaded == []


def test_a_pack_that_is_off_takes_no_name_and_is_not_broken(installed_here: Path) -> None:
    site = installed_here
    describe(site, "postigo", "ours = nowhere_ours:pack", version=postigo.__version__)
    describe(site, "acme", "doors = nowhere_one:pack", "ours = nowhere_one:other")
    describe(site, "emca", "doors = nowhere_two:pack")
    infos, _ = gather(Request(enabled=("emca",)), Platform.LINUX)
    assert [(info.name, info.origin, info.state.value, info.error) for info in infos] == [
        ("ours", "built-in", "broken", "ModuleNotFoundError: No module named 'nowhere_ours'"),
        ("doors", "acme", "off", ""),
        ("doors", "emca", "broken", "ModuleNotFoundError: No module named 'nowhere_two'"),
        ("ours", "acme", "off", ""),
    ]


def _learn(_system: object, _data: object) -> int:
    return 1


def _judge(_fact: int) -> tuple[()]:
    return ()


def _load() -> Implementation[int]:
    return Implementation(Probe(linux=_learn), _judge)


TITLE = Text("A title")
CHECK: Check[Any] = Check(
    "acme:doors.front",
    TITLE,
    TITLE,
    1,
    Probe(linux=_learn),
    _judge,
    {Platform.LINUX: Coverage(TITLE, TITLE)},
)
LOADED = replace(CHECK, probe=None, judge=None, load="acme.front")  # type: ignore[arg-type]

WRONG: list[tuple[Any, str]] = [
    (replace(CHECK, id="doors.front"), "a check is called 'doors.front'; acme:area.name was expected"),
    (replace(CHECK, id="acme:front"), "a check is called 'acme:front'; acme:area.name was expected"),
    (replace(CHECK, id="other:doors.front"), "a check is called 'other:doors.front'; acme:area.name was expected"),
    (replace(CHECK, id="acme:Doors.front"), "a check is called 'acme:Doors.front'; acme:area.name was expected"),
    (replace(CHECK, id="acme:doors.front\n"), "a check is called 'acme:doors.front\\n'; acme:area.name was expected"),
    (replace(CHECK, probe=Probe()), "acme:doors.front has no way to look on any system"),
    (replace(CHECK, probe=_learn), "acme:doors.front has no way to look on any system"),  # type: ignore[arg-type]
    (replace(CHECK, coverage={}), "acme:doors.front does not say what it sees on linux"),
    (replace(CHECK, judge=1), "acme:doors.front has no judge"),  # type: ignore[arg-type]
    (LOADED, "acme:doors.front has no function that loads what conducts it"),
    (replace(LOADED, load=_load, coverage={}), "acme:doors.front has no way to look on any system"),
    (replace(CHECK, tip=7), "acme:doors.front belongs to no tip"),
    (replace(CHECK, budget=0.0), "acme:doors.front has a budget of 0.0 seconds"),
    (replace(CHECK, budget=float("nan")), "acme:doors.front has a budget of nan seconds"),
    (replace(CHECK, title="A title"), "acme:doors.front is not described by the right types"),  # type: ignore[arg-type]
    (replace(CHECK, why=Text("x" * 300_000)), "acme:doors.front is described at too great a length"),
    (
        replace(CHECK, fixes=(Plan("shut", TITLE, ()), Plan("shut", TITLE, (), on=frozenset({Platform.MACOS})))),
        "acme:doors.front has 2 fixes called 'shut' on macos",
    ),
    ("acme:doors.front", "among its checks is a str"),
]


@pytest.mark.parametrize(("check", "error"), WRONG, ids=[error for _, error in WRONG])
def test_a_pack_with_a_wrong_check_is_broken(
    site: Path, monkeypatch: pytest.MonkeyPatch, check: Any, error: str
) -> None:
    assert _only(site, monkeypatch, Pack("acme", "acme", (check,))) == (["broken", error], 0)


def test_a_pack_with_right_checks_runs(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack = Pack("acme", "acme", (CHECK, replace(CHECK, id="acme:doors.back-door")))
    assert _only(site, monkeypatch, pack) == (["runs", ""], 2)


def test_a_pack_with_another_name_than_its_entry_point_is_broken(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    error = "its entry point is called 'acme', the pack 'doors'"
    assert _only(site, monkeypatch, Pack("doors", "acme", ())) == (["broken", error], 0)


def _only(site: Path, monkeypatch: pytest.MonkeyPatch, pack: Pack) -> tuple[list[str], int]:
    """State and error of an enabled stranger's pack, and how many checks it brings."""
    (site / "acme").mkdir()
    (site / "acme" / "__init__.py").touch()
    describe(site, "acme", "acme = acme:pack")
    monkeypatch.setattr("importlib.invalidate_caches", lambda: None)
    monkeypatch.delitem(sys.modules, "acme", raising=False)
    module = __import__("acme")
    monkeypatch.setitem(sys.modules, "acme", module)
    module.pack = pack  # type: ignore[attr-defined]
    [info], loaded = gather(Request(enabled=("acme",)), Platform.LINUX)
    return [info.state.value, info.error], sum(len(one.pack.checks) for one in loaded)


def test_the_tables_of_a_pack_are_read_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(PACKS)
    assert PackData("wellbehaved").read("word.txt") == b"word\n"


def test_an_exception_becomes_one_line_of_a_decent_length() -> None:
    assert packs.one_line(ValueError("one\ntwo")) == "ValueError: one"
    assert packs.one_line(ValueError()) == "ValueError"
    assert len(packs.one_line(ValueError("x" * 10_000))) < 400


# --- an audit --------------------------------------------------------------------------------------------------------


def test_an_audit_is_catalogue_then_starts_and_answers_then_done(install: Install) -> None:
    install("wellbehaved")
    events = heard(request(*WELL))
    assert said(events) == WELL_SAID
    first = events[0]
    assert isinstance(first, Catalogue)
    assert [line.check for line in first.listed] == list(WELL), "in the pack's order"
    assert {line.pack for line in first.listed} == {"wellbehaved"}
    assert first.remembered is False
    info = next(pack for pack in first.packs if pack.name == "wellbehaved")
    assert replace(info, locale="") == PackInfo("wellbehaved", "1.0", "wellbehaved")
    assert Path(info.locale) == PACKS / "wellbehaved" / "locale"


def test_a_verdict_says_how_long_it_took(install: Install) -> None:
    install("wellbehaved")

    def told() -> float:
        events = heard(request("wellbehaved:is.slow"))
        slow = next(event.verdict for event in events if isinstance(event, Finished))
        assert slow.seconds >= 0.3
        return slow.seconds

    assert keeps(10, told)


def test_the_order_of_the_request_does_not_matter(install: Install) -> None:
    install("wellbehaved")
    events = heard(request(*reversed(WELL)))
    first = events[0]
    assert isinstance(first, Catalogue)
    assert [line.check for line in first.listed] == list(WELL)


def test_one_check_can_be_looked_at_again(install: Install) -> None:
    install("wellbehaved")
    assert said(heard(request(WELL[1]))) == {WELL[1]: WELL_SAID[WELL[1]]}


def test_a_look_offers_what_it_does_not_look_at() -> None:
    with closing(audit(Request(tip=4))) as events:
        first = next(events)
    assert isinstance(first, Catalogue)
    assert [line.check for line in first.offered] == ["password.saved-on-shared", "password.plain-file"]
    assert not any(line.on_request for line in first.listed)
    assert first.partly == ()


def test_the_catalogue_alone_asks_nothing(install: Install) -> None:
    install("wellbehaved", "naughty")
    asked = request("wellbehaved:is.slow", "naughty:hang.python", "naughty:die.segfault")
    found = within(10, lambda: catalogue(asked))
    assert found is not None
    assert len(found.listed) == 3


def test_checks_wait_side_by_side(install: Install) -> None:
    install("wellbehaved")
    events = heard(request("wellbehaved:is.slow", "wellbehaved:is.brief"))
    kinds = [type(event) for event in events]
    assert kinds == [Catalogue, Started, Started, Finished, Finished, Done]


def test_a_remembered_machine_is_audited_on_its_own_clock(install: Install, tmp_path: Path) -> None:
    install("wellbehaved")
    file = tmp_path / "a recording.json"
    now = "2024-05-06T07:08:09+00:00"
    file.write_bytes(dump(Recording(Platform.MACOS, "test", {"now": now, "elevated": True})))
    events = heard(replace(request(*WELL), replay=str(file)))
    first, last = events[0], events[-1]
    assert isinstance(first, Catalogue)
    assert isinstance(last, Done)
    assert (first.platform, first.remembered, first.elevated) == (Platform.MACOS, True, True)
    assert first.began.isoformat() == now
    assert (last.ended - first.began).total_seconds() < 60
    assert said(events) == WELL_SAID


@pytest.mark.parametrize("content", [None, b"", b"{}", json.dumps({"schema": "postigo.recording/9"}).encode()])
def test_a_recording_that_cannot_be_read_is_no_packs_fault(
    install: Install, tmp_path: Path, content: bytes | None
) -> None:
    install("wellbehaved")
    file = tmp_path / "recording.json"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(CannotBegin, match=r"NotARecording|FileNotFoundError"):
        list(audit(replace(request(*WELL), replay=str(file))))


@pytest.mark.parametrize(
    "answers",
    [
        '{"now": {"unknown": "denied"}}',
        '{"now": {"absent": true}}',
        '{"now": "2024-05-06T07:08:09"}',
        '{"elevated": {"unknown": "denied"}}',
        '{"files": ' + "1" * 5000 + "}",
    ],
)
def test_what_is_wrong_in_a_recording_is_said_when_it_is_loaded(answers: str) -> None:
    whole = dump(Recording(Platform.LINUX, "test", {})).decode()
    assert load(whole.encode()).answers == {}
    broken = whole.replace('"answers": {}', f'"answers": {answers}')
    assert broken != whole
    with pytest.raises(NotARecording):
        load(broken.encode())


def test_an_installation_that_is_broken_is_no_packs_fault(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "postigo").mkdir()
    (tmp_path / "postigo" / "__init__.py").write_text("raise ImportError('half a program')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(CannotBegin, match="half a program"):
        list(audit(request("a.b")))


def test_what_lies_in_the_current_folder_is_not_run(
    install: Install, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    install("wellbehaved")
    (tmp_path / "downloads").mkdir()
    (tmp_path / "downloads" / "json.py").write_text("raise SystemExit('this came from the web')")
    monkeypatch.chdir(tmp_path / "downloads")
    assert said(heard(request(WELL[0]))) == {WELL[0]: WELL_SAID[WELL[0]]}


def test_a_child_of_ours_is_not_what_lies_in_the_current_folder(tmp_path: Path) -> None:
    (tmp_path / "postigo").mkdir()
    (tmp_path / "postigo" / "__main__.py").write_text("print('this came from the web')")
    command = reexec.command("postigo", "--version")
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.startswith("Postigo ")


@pytest.mark.parametrize("flag", ["-I", "-E", "-s"])
def test_a_child_of_ours_keeps_the_flags_that_its_parent_was_given(flag: str) -> None:
    code = "from postigo.audit import reexec; print(*reexec.command('x', 'word'))"
    done = subprocess.run([sys.executable, flag, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    words = done.stdout.split()
    assert "-P" in words
    assert flag in words
    assert words[-3:] == ["-m", "x", "word"]


def test_in_a_virtual_environment_on_windows_the_python_behind_it_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "X:/here/.venv/Scripts/python.exe")
    monkeypatch.setattr(sys, "_base_executable", "X:/python.exe")
    assert reexec.python_program({"A": "1"}) == ("X:/here/.venv/Scripts/python.exe", {"A": "1"})
    monkeypatch.setattr(sys, "platform", "win32")
    assert reexec.python_program({"A": "1"}) == (
        "X:/python.exe",
        {"A": "1", "__PYVENV_LAUNCHER__": "X:/here/.venv/Scripts/python.exe"},
    )


@pytest.mark.parametrize(
    "line",
    [
        "[" * 100_000,
        '{"is": "Finished", "verdict": {"is": "Verdict", "check": "a.b", "seconds": 1' + "0" * 400 + "}}",
    ],
)
def test_what_is_no_event_is_said_to_be_none(line: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        from_line(Event, line)


def test_that_no_worker_can_begin_is_not_for_a_pack_to_say(install: Install) -> None:
    install("wellbehaved")
    watch = supervisor._Audit(request(*WELL), None)
    try:
        assert watch.catalogue(only=()) is not None
        worker = watch._workers[None]
        with pytest.raises(Fault):
            worker._note(b"!enough")
    finally:
        watch.end()


def test_cancelled_before_its_catalogue_an_audit_is_done_and_nothing_else(install: Install) -> None:
    install("wellbehaved")
    cancel = threading.Event()
    cancel.set()
    [done] = list(audit(request(*WELL), cancel))
    assert isinstance(done, Done)
    assert done.cancelled
    assert catalogue(request(*WELL), cancel) is None


def test_a_worker_that_somebody_kills_costs_no_answer(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    install("wellbehaved")
    workers = _spied(monkeypatch)
    events: list[Event] = []
    killed: list[int] = []
    for event in audit(request(*WELL)):
        events.append(event)
        if event == Started("wellbehaved:is.slow") and not killed:
            killed.append(workers[-1])
            os.kill(workers[-1], signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    assert said(events) == WELL_SAID
    assert workers[-1] not in killed


def test_a_worker_killed_while_it_imports_is_no_packs_fault(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    install("wellbehaved", "takes_its_time")
    workers = _spied(monkeypatch)

    def kill() -> None:
        while len(workers) < 2:  # the first is that of the built-in checks
            time.sleep(0.01)
        time.sleep(0.4)
        os.kill(workers[1], signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    events = heard(request(*WELL, packs=("wellbehaved", "takes-its-time")))
    killer.join()
    assert said(events) == WELL_SAID
    assert {state for state, _ in states(events).values()} == {"runs"}


def test_a_worker_killed_before_its_first_import_is_tried_once_more(
    install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    install("wellbehaved")
    workers = _spied(monkeypatch, kill=1)
    assert said(heard(request(*WELL))) == WELL_SAID
    assert len(workers) == 3  # that of the built-in checks, once more; the stranger's


def test_workers_that_never_begin_are_not_tried_for_ever(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    install("wellbehaved")
    workers = _spied(monkeypatch, kill=9)
    with pytest.raises(CannotBegin):
        list(audit(request(*WELL)))
    assert len(workers) == 2


def test_what_is_forgiven_puts_no_sign_of_life_into_the_future(install: Install) -> None:
    install("wellbehaved")
    watch = supervisor._Audit(request(*WELL), None)
    try:
        assert watch.catalogue(only=()) is not None
        worker = watch._workers[None]
        worker.discount(1000.0)
        assert worker._host.silence >= 0.0
    finally:
        watch.end()


def _spied(monkeypatch: pytest.MonkeyPatch, kill: int = 0) -> list[int]:
    """The pids of all workers, as they are started; the first few may be killed at once."""
    workers: list[int] = []

    class Spy(subprocess.Popen[bytes]):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            workers.append(self.pid)
            if len(workers) <= kill:
                self.kill()

    monkeypatch.setattr("postigo.pipe.host.subprocess.Popen", Spy)
    return workers


def test_time_in_which_nobody_listened_counts_for_no_budget(install: Install) -> None:
    install("wellbehaved")
    events = []
    for event in audit(request("wellbehaved:is.brief", "wellbehaved:is.slow")):
        events.append(event)
        if event == Started("wellbehaved:is.brief"):
            time.sleep(3.5)  # its budget is two seconds, and it was done in a quarter of it
    assert said(events)["wellbehaved:is.brief"] == {"level": "good", "findings": ["fine: good"], "gaps": []}


def test_an_audit_leaves_no_thread_and_no_pipe_open(install: Install) -> None:
    install("wellbehaved")
    heard(request(*WELL))  # what is opened once and for all is open now
    threads, files = set(threading.enumerate()), _open_files()
    heard(request(*WELL))
    assert waits(lambda: set(threading.enumerate()) <= threads, 5), "what others had may end meanwhile"
    assert waits(lambda: _open_files() <= files, 5)


def _open_files() -> set[str]:
    """What this process has open, each pipe by its number; the list itself is none of them."""
    found = set()
    for file in Path("/proc/self/fd").iterdir() if Path("/proc/self/fd").is_dir() else ():
        with contextlib.suppress(OSError):
            found.add(str(file.readlink()))
    return {name for name in found if not name.endswith("/fd")}


def test_nonsense_about_process_groups_kills_nobody() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", "input()"], stdin=subprocess.PIPE, start_new_session=True
    ) as bystander:
        orphans.end_groups([0, 1, -1, 2**22 + 7, 10**12])
        orphans.end_marked("")
        orphans.end_marked("nobody carries this")
        assert bystander.poll() is None
        bystander.communicate(b"\n")
    assert bystander.returncode == 0
