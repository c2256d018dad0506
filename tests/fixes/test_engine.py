"""The engine where things go wrong on the way: what was not taken, ends that cannot be noted, and undos that were killed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from postigo.core.change import CannotChange, Refusal, Setting
from postigo.core.handle import Handle
from postigo.core.report import Report
from postigo.fixes import engine
from postigo.fixes.access import Access
from postigo.fixes.engine import apply, undo
from postigo.fixes.journal import Entry, How, Journal, can_be_undone, interrupted
from postigo.fixes.session import Session
from postigo.fixes.settings import kind_of
from tests.fixes.case import FOLDER, Bench, read

CASE = FOLDER / "image.screen-lock/linux-kde-late.json"  # two settings of one file
CHECK = "image.screen-lock"


class Killed(BaseException):
    """The process died here."""


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(CHECK, read(CASE), tmp_path / "kept")


class Broken:
    """A kind of settings of which the n-th `put` does something else."""

    def __init__(self, at: int, how: Any) -> None:
        self._at, self._how, self._n = at, how, 0

    def __call__(self, setting: Handle) -> Broken:
        self._real = kind_of(setting)
        return self

    def put(self, access: Access, setting: Handle, to: Setting, expected: Setting) -> None:
        self._n += 1
        if self._n == self._at:
            self._how()
        else:
            self._real.put(access, setting, to, expected)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)


def _refuses() -> None:
    raise CannotChange(Refusal.DENIED)


def _dies() -> None:
    raise Killed


@pytest.mark.parametrize("at", [1, 2])
def test_a_system_that_says_yes_and_does_nothing_is_found_out(bench: Bench, monkeypatch: Any, at: int) -> None:
    before = bench.answers
    monkeypatch.setattr(engine, "kind_of", Broken(at, lambda: None))
    with pytest.raises(CannotChange) as refused:
        apply(bench.access, bench.journal, bench.offer(read(CASE)), bench.look_again)
    assert refused.value.why is Refusal.FAILED
    assert bench.answers == before
    assert [one.how for one in bench.journal.read().entries] == [How.PUT_BACK]


def test_half_a_change_is_never_told_as_none(bench: Bench, monkeypatch: Any) -> None:
    """The second setting is refused, and so is putting back the first: the undo does it later."""
    before = bench.answers
    with monkeypatch.context() as patched:
        broken = Broken(2, _refuses)
        patched.setattr(engine, "kind_of", broken)
        patched.setattr(engine, "_put_back", lambda *_: How.HALF)
        with pytest.raises(CannotChange) as refused:
            apply(bench.access, bench.journal, bench.offer(read(CASE)), bench.look_again)
    assert refused.value.why is Refusal.HALF
    (entry,) = bench.journal.read().entries
    assert can_be_undone(entry)
    undo(bench.access, bench.journal, entry.id, bench.look_again)
    assert bench.answers == before


def test_a_change_whose_end_cannot_be_noted_is_told_as_made(bench: Bench, monkeypatch: Any) -> None:
    """The disk is full by then. "Nothing was changed" would be false; the next start knows it as interrupted."""
    before = bench.answers
    with monkeypatch.context() as patched:
        patched.setattr(Journal, "end", lambda *_: _no_room())
        outcome = apply(bench.access, bench.journal, bench.offer(read(CASE)), bench.look_again)
        assert outcome.entry.how is How.FIXED
        (left,) = interrupted(bench.journal.read())
        undo(bench.access, bench.journal, left.id, bench.look_again)
    assert bench.answers == before


def _no_room() -> None:
    raise CannotChange(Refusal.NO_JOURNAL)


@pytest.mark.parametrize("at", [1, 2])
def test_an_undo_that_was_killed_is_done_by_the_next(bench: Bench, monkeypatch: Any, at: int) -> None:
    before = bench.answers
    done = apply(bench.access, bench.journal, bench.offer(read(CASE)), bench.look_again).entry
    with monkeypatch.context() as patched:
        patched.setattr(engine, "kind_of", Broken(at, _dies))
        with pytest.raises(Killed):
            undo(bench.access, bench.journal, done.id, bench.look_again)
    assert [one.id for one in interrupted(bench.journal.read())] == [done.id]
    undo(bench.access, bench.journal, done.id, bench.look_again)
    assert bench.answers == before
    assert not interrupted(bench.journal.read())


def test_a_look_that_fails_afterwards_leaves_it_unverified(bench: Bench) -> None:
    def look(checks: tuple[str, ...]) -> Report:
        raise RuntimeError(f"the look ended before it began: {checks}")

    changed = Session(look, bench.access, bench.journal).apply(bench.offer(read(CASE)), read(CASE).steps)
    assert (changed.entry.how, changed.verdict) == (How.UNVERIFIED, None)


# --- whether a plan could have made it


@pytest.fixture
def done(bench: Bench) -> Entry:
    return apply(bench.access, bench.journal, bench.offer(read(CASE)), bench.look_again).entry


def _undone(bench: Bench, entry: Entry) -> Refusal | How | None:
    journal = Journal(bench.journal.file.parent / "other")
    journal.begin(entry)
    try:
        return Session(lambda _: bench.report(), bench.access, journal).undo(entry.id).entry.how
    except CannotChange as why:
        return why.why


def test_what_a_plan_made_is_undone(bench: Bench, done: Entry) -> None:
    assert _undone(bench, done) is How.RESTORED


def test_what_no_plan_makes_is_not_undone(bench: Bench, done: Entry) -> None:
    """Lines that somebody else put in the journal: other files, other names, other states, other checks."""
    made = list(bench.changes.made)
    first, *rest = done.steps
    elsewhere = replace(first.setting, within="~/.bashrc")
    for entry in (
        replace(done, steps=(replace(first, setting=elsewhere), *rest)),
        replace(done, steps=(replace(first, setting=replace(first.setting, id="Daemon/Other")), *rest)),
        replace(done, steps=(*done.steps, replace(first, setting=elsewhere))),
        replace(done, steps=(replace(first, to=Setting("4")), *rest)),
        replace(done, steps=(*done.steps, first)),
        replace(done, key=replace(done.key, handle=elsewhere)),
        replace(done, key=replace(done.key, plan="other")),
        replace(done, key=replace(done.key, check="image.folders")),
        replace(done, helper="firewall"),
    ):
        assert _undone(bench, replace(entry, id=f"{id(entry):x}")) is Refusal.UNTRUSTED, entry
    assert bench.changes.made == made


def test_a_change_of_another_version_of_its_plan_is_undone(bench: Bench, done: Entry) -> None:
    """Its states may be others than today's plan puts; its settings are known."""
    assert _undone(bench, replace(done, plan_version=0)) is How.RESTORED


def test_the_undo_of_an_undo_is_a_change_of_the_plan(bench: Bench, done: Entry) -> None:
    here = Session(lambda _: bench.report(), bench.access, bench.journal)
    again = here.undo(done.id).entry
    assert here.undo(again.id).entry.how is How.RESTORED
    for step in done.steps:
        assert kind_of(step.setting).state(bench.access, step.setting).same(step.to)
