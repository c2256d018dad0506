"""The journal where somebody tampered with it, where the disk is full, and where it was cut off."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from postigo.__main__ import main
from postigo.core.change import CannotChange, Refusal, Setting, Step
from postigo.core.codec import encode
from postigo.core.handle import Handle, HandleKind
from postigo.core.report import Report
from postigo.core.values import Text
from postigo.fixes import journal as module
from postigo.fixes.engine import apply
from postigo.fixes.journal import LONGEST, Content, Entry, How, can_be_undone, interrupted, later_on_the_same
from postigo.fixes.session import Session
from tests.fixes.case import FOLDER, Bench, ChangeCase, cases, read
from tests.support.places import need, needs

pytestmark = pytest.mark.breadth(4)

CASES = [pytest.param(check, read(path), id=f"{check}-{path.stem}") for check, path in cases()]
CASE = read(FOLDER / "image.screen-lock/linux-kde-late.json")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench("image.screen-lock", CASE, tmp_path / "kept")


@pytest.fixture
def done(bench: Bench) -> Entry:
    return apply(bench.access, bench.journal, bench.offer(CASE), bench.look_again).entry


def _link(file: Path) -> None:
    file.rename(file.with_name("other"))
    file.symlink_to("other")


def _pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def _folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _device(file: Path) -> None:
    file.unlink()
    file.symlink_to("/dev/zero")


def _open_to_all(file: Path) -> None:
    file.chmod(0o666)


def _of_another(file: Path) -> None:
    need("root")
    os.chown(file, 1234, 1234)


def _large(file: Path) -> None:
    with file.open("ab") as opened:
        opened.write(b'{"v":1,"begun":"' + b"x" * LONGEST + b'"}\n')


@needs("linux")
@pytest.mark.parametrize("made", [_link, _pipe, _folder, _device, _open_to_all, _of_another])
@pytest.mark.parametrize("name", ["changes.jsonl", "changes.lock"])
def test_what_is_no_file_of_ours_is_neither_read_nor_written(
    bench: Bench, done: Entry, made: Callable[[Path], None], name: str
) -> None:
    answers = bench.answers
    made(bench.journal.file.with_name(name))
    if name == "changes.jsonl":
        with pytest.raises(CannotChange) as refused:
            bench.journal.read()
        assert refused.value.why in {Refusal.NO_JOURNAL, Refusal.UNTRUSTED}
    here = Session(lambda _: bench.report(), bench.access, bench.journal)
    with pytest.raises(CannotChange) as refused:
        here.undo(done.id)
    assert refused.value.why in {Refusal.NO_JOURNAL, Refusal.UNTRUSTED}
    other = Bench("image.screen-lock", CASE, bench.journal.file.parent)
    with pytest.raises(CannotChange):
        apply(other.access, other.journal, other.offer(CASE), other.look_again)
    assert not other.changes.made
    assert bench.answers == answers


def test_one_that_is_too_large_is_neither_read_nor_written(bench: Bench, done: Entry) -> None:
    _large(bench.journal.file)
    size = bench.journal.file.stat().st_size
    for call in (bench.journal.read, lambda: bench.journal.begin(done), lambda: bench.journal.end(done.id, How.UNDONE)):
        with pytest.raises(CannotChange) as refused:
            call()
        assert refused.value.why is Refusal.NO_JOURNAL
    assert bench.journal.file.stat().st_size == size


def test_what_could_not_be_read_again_is_not_written(bench: Bench, done: Entry) -> None:
    """A value of some megabytes: the journal would be too long to be read, and what was before lost."""
    long = replace(done, id="long", steps=(replace(done.steps[0], before=Setting("x" * LONGEST)),))
    with pytest.raises(CannotChange) as refused:
        bench.journal.begin(long)
    assert refused.value.why is Refusal.NO_JOURNAL
    assert bench.journal.read().entries == (done,)


def test_a_line_for_which_there_is_no_room_leaves_nothing(bench: Bench, done: Entry, monkeypatch: Any) -> None:
    before = bench.journal.file.read_bytes()
    real = os.write
    with monkeypatch.context() as patched:
        patched.setattr("postigo.fixes.journal.os.write", lambda handle, line: real(handle, line[:20]))
        with pytest.raises(CannotChange) as refused:
            bench.journal.begin(replace(done, id="other"))
    assert refused.value.why is Refusal.NO_JOURNAL
    assert bench.journal.file.read_bytes() == before
    bench.journal.begin(replace(done, id="other", how=None))
    assert [one.id for one in bench.journal.read().entries] == [done.id, "other"]


def test_what_was_before_cannot_be_said_anew(bench: Bench, done: Entry) -> None:
    """A second line of the same change, with another state before: the first one counts."""
    forged = replace(done, steps=(replace(done.steps[0], before=Setting("0")),))
    bench.journal.begin(forged)
    content = bench.journal.read()
    assert content.entries == (done,)
    assert content.damaged == 1


def _report(now: Bench, _: object) -> Report:
    return now.report()


def _session(bench: Bench) -> Session:
    """A session on a remembered machine."""
    return Session(lambda _: bench.report(), bench.access, bench.journal)


def _line(entry: Entry) -> bytes:
    return json.dumps({"v": 1, "begun": encode(entry)}).encode() + b"\n"


_NUMBERS: list[Any] = [
    -1,
    2**70,
    1e308,
    float("nan"),
    0,
    True,
    None,
    "",
    "x",
    [],
    {},
    "\x1b]0;evil\x07",
    "{x}",
    "\ud800",
    "~/x\0y",
]


def _spoiled(random_: random.Random, value: Any) -> Any:
    """The record with one thing in it replaced, taken out or doubled."""
    if isinstance(value, dict) and value and random_.random() < 0.85:
        key = random_.choice(list(value))
        if random_.random() < 0.1:
            return {name: kept for name, kept in value.items() if name != key}
        return {**value, key: _spoiled(random_, value[key])}
    if isinstance(value, list) and value and random_.random() < 0.85:
        at = random_.randrange(len(value))
        return [*value[:at], _spoiled(random_, value[at]), *value[at + (random_.random() < 0.8) :]]
    return random_.choice(_NUMBERS)


@pytest.mark.long
def test_spoiled_journals_harm_nobody(
    bench: Bench, done: Entry, tmp_path: Path, monkeypatch: Any, capsys: Any, request: pytest.FixtureRequest
) -> None:
    """Never a crash, never an undo of nonsense: only settings of the plan change, to a state that such a setting can have."""
    random_ = random.Random(15)  # noqa: S311 - the same each time
    good = _line(replace(done, how=None))
    named = {step.setting.within for step in done.steps}
    ours = bench.changes.recording
    undone = 0
    file = tmp_path / "spoiled/changes.jsonl"
    file.parent.mkdir()
    many = 1000 if request.config.getoption("--all") else 200
    for number in range(many):
        if number % 4:
            records = [_spoiled(random_, json.loads(good)) for _ in range(random_.randint(1, 3))]
            content = b"".join(json.dumps(one).encode() + b"\n" for one in records)
        else:
            raw = bytearray(good)
            for _ in range(random_.randint(1, 8)):
                raw[random_.randrange(len(raw))] = random_.randrange(256)
            content = bytes(raw[: random_.randrange(len(raw))])
        file.write_bytes(content)
        file.chmod(0o600)
        now = Bench("image.screen-lock", CASE, file.parent, ours)
        for form in {0: ("text",), 1: ("json",)}.get(number % 5, ()):
            monkeypatch.setattr("postigo.cli.changes.Journal", partial(getattr, now, "journal"))
            assert main(("changes", "--format", form)) in {0, 1}, content
            assert "\x1b]" not in capsys.readouterr().out
        listed = now.journal.read()
        interrupted(listed)
        for entry in listed.entries:
            later_on_the_same(listed, entry)
            with suppress(CannotChange):
                undone += Session(partial(_report, now), now.access, now.journal).undo(entry.id) is not None
            for made in now.changes.made:
                assert made.startswith(tuple(f"file {one}" for one in named)) or "kde.screensaver" in made, made
    assert many / 50 < undone < many * 0.7


@pytest.mark.parametrize(("check", "case"), CASES)
def test_nonsense_in_the_place_of_any_state_is_refused(check: str, case: ChangeCase, tmp_path: Path) -> None:
    """Of each change, the state before is spoiled: the undo puts it only where such a setting can have it, and never crashes."""
    bench = Bench(check, case, tmp_path)
    done = apply(bench.access, bench.journal, bench.offer(case), bench.look_again).entry
    machine = bench.changes.recording
    for at, value in enumerate([*_NUMBERS, ["x"], {"x": "y"}, [{"type": 7}], {"type": 4, "data": "x"}, [["x"]]]):
        for version in (done.plan_version, 0):
            steps = tuple(replace(step, before=Setting(value)) for step in done.steps)
            now = Bench(check, case, tmp_path / f"{at}-{version}", machine)
            now.journal.begin(replace(done, steps=steps, plan_version=version, how=None))
            with suppress(CannotChange):
                _session(now).undo(done.id)


@pytest.mark.parametrize("name", ["linux-chromium-location", "linux-firefox-camera"])
def test_another_page_is_not_let_in_by_an_undo(name: str, tmp_path: Path) -> None:
    """A spoiled journal says that before, another page was let in: nothing is put."""
    case = read(FOLDER / f"camera.browser-sites/{name}.json")
    bench = Bench("camera.browser-sites", case, tmp_path / "kept")
    done = apply(bench.access, bench.journal, bench.offer(case), bench.look_again).entry
    made = list(bench.changes.made)
    (step,) = done.steps
    assert step.before.is_set
    evil = json.loads(json.dumps(step.before.value).replace(step.setting.id.partition(",")[0], "https://evil.example"))
    assert evil != step.before.value
    forged = replace(done, id="forged", steps=(replace(step, before=Setting(evil)),), plan_version=0)
    bench.journal.begin(forged)
    with pytest.raises(CannotChange) as refused:
        Session(lambda _: bench.report(), bench.access, bench.journal).undo("forged")
    assert refused.value.why is Refusal.UNREADABLE
    assert bench.changes.made == made


@pytest.mark.parametrize("kind", list(HandleKind))
def test_no_kind_of_setting_crashes_on_nonsense(bench: Bench, kind: HandleKind) -> None:
    from postigo.fixes.settings import kind_of  # noqa: PLC0415 - only here

    for id_, within in [
        ("", ""),
        ("\0", "\0"),
        ("~/x\0", "~/x"),
        ("-x", "-x"),
        ("a/b", "\ud800"),
        ("/org/bluez/hci0", ""),
    ]:
        setting = Handle(kind, id_, within)
        for value in _NUMBERS:
            try:
                kind_of(setting).put(bench.access, setting, Setting(value), Setting(value))
            except CannotChange:
                continue
            raise AssertionError((setting, value))
    assert not bench.changes.made


def test_a_newer_or_damaged_line_is_kept_and_counted(bench: Bench, done: Entry) -> None:
    file = bench.journal.file
    lines = file.read_bytes()
    file.write_bytes(b"nonsense\n" + lines + b'{"v":2,"begun":{"all":"new"}}\n{"v":1,"ended":"nobody","how":"fixed"}\n')
    content = bench.journal.read()
    assert content == Content((done,), (), 2, 1)
    assert can_be_undone(content.entries[0])
    step = Step(Handle(HandleKind.PATH, "~/x"), Setting(1), Setting(2))
    for number in range(module.KEPT + 2):  # beyond what is kept: what is not understood is not thrown away
        bench.journal.begin(replace(done, id=str(number), steps=(step,), title=Text("x")))
        bench.journal.end(str(number), How.FIXED)
    assert bench.journal.read().younger == 1
