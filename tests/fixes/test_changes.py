"""Every change of every plan on remembered machines: previewed, made, verified, undone, and interrupted between any two steps."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from postigo.core.change import CannotChange, Refusal, Setting
from postigo.core.handle import Handle
from postigo.core.offer import Offer
from postigo.fixes import engine
from postigo.fixes.access import Access
from postigo.fixes.engine import apply, preview, undo
from postigo.fixes.journal import How, Journal, interrupted
from postigo.fixes.settings import kind_of
from tests.fixes.case import Bench, ChangeCase, cases, read, undoable

CASES = [(check, read(path), f"{check}-{path.stem}") for check, path in cases()]
each_case = pytest.mark.parametrize(
    ("check", "case"), [pytest.param(check, case, id=id_) for check, case, id_ in CASES]
)
each_undoable = pytest.mark.parametrize(
    ("check", "case"), [pytest.param(check, case, id=id_) for check, case, id_ in CASES if undoable(check, case)]
)


class Killed(BaseException):
    """The process died here."""


@each_case
def test_a_preview_says_each_value_and_changes_nothing(check: str, case: ChangeCase, tmp_path: Path) -> None:
    bench = Bench(check, case, tmp_path)
    before = bench.answers
    assert preview(bench.access, bench.offer(case)) == case.steps
    assert bench.answers == before
    assert not bench.changes.made
    assert not list(tmp_path.iterdir())


@each_case
def test_what_was_previewed_is_made_and_the_same_check_sees_it(check: str, case: ChangeCase, tmp_path: Path) -> None:
    bench = Bench(check, case, tmp_path)
    offer = bench.offer(case)
    outcome = apply(bench.access, bench.journal, offer, bench.look_again, expected=case.steps)
    assert (outcome.entry.how, outcome.entry.steps) == (How(case.how), case.steps)
    for step in case.steps:
        assert kind_of(step.setting).state(bench.access, step.setting).value == step.to.value
    assert bench.journal.read().entries == (outcome.entry,)


@each_undoable
def test_an_undo_leaves_the_machine_as_it_was(check: str, case: ChangeCase, tmp_path: Path) -> None:
    bench = Bench(check, case, tmp_path)
    before = bench.answers
    offer = bench.offer(case)
    done = apply(bench.access, bench.journal, offer, bench.look_again).entry
    again = undo(bench.access, bench.journal, done.id, bench.look_again).entry
    assert bench.answers == before
    assert [(step.setting, step.to.value) for step in reversed(again.steps)] == [
        (step.setting, step.before.value) for step in done.steps
    ]
    redone = undo(bench.access, bench.journal, again.id, bench.look_again).entry  # the undo of an undo
    assert [step.to.value for step in redone.steps] == [step.to.value for step in done.steps]


@each_undoable
def test_a_crash_between_any_two_steps_is_undone(
    check: str, case: ChangeCase, tmp_path: Path, monkeypatch: Any
) -> None:
    """Killed before the journal, after it, after each setting, before the end is noted: an undo finds what was before."""
    died = 0
    for moment in range(2 * len(case.steps) + 4):
        folder = tmp_path / str(moment)
        bench = Bench(check, case, folder)
        before = bench.answers
        offer = bench.offer(case)
        with monkeypatch.context() as patched:
            _kill_at(patched, moment)
            try:
                apply(bench.access, bench.journal, offer, bench.look_again)
            except Killed:
                died += 1
        for left in interrupted(bench.journal.read()):
            undo(bench.access, bench.journal, left.id, bench.look_again)
            assert bench.answers == before
    assert died >= len(case.steps) + 2


@each_undoable
def test_an_undo_refuses_where_somebody_changed_it_since(
    check: str, case: ChangeCase, tmp_path: Path, monkeypatch: Any
) -> None:
    bench = Bench(check, case, tmp_path)
    done = apply(bench.access, bench.journal, bench.offer(case), bench.look_again).entry
    other = Setting("somebody else's")
    monkeypatch.setattr(engine, "kind_of", lambda setting: _Says(kind_of(setting), other))
    made = list(bench.changes.made)
    with pytest.raises(CannotChange) as refused:
        undo(bench.access, bench.journal, done.id, bench.look_again)
    assert (refused.value.why, refused.value.expected, refused.value.found) == (
        Refusal.CHANGED,
        case.steps[-1].to,
        other,
    )
    assert bench.changes.made == made


@each_case
def test_no_journal_no_change(check: str, case: ChangeCase, tmp_path: Path) -> None:
    bench = Bench(check, case, tmp_path / "a file")
    (tmp_path / "a file").write_bytes(b"")
    with pytest.raises(CannotChange) as refused:
        apply(bench.access, bench.journal, bench.offer(case), bench.look_again)
    assert refused.value.why is Refusal.NO_JOURNAL
    assert not bench.changes.made


@each_case
def test_what_is_not_as_it_was_shown_is_refused(check: str, case: ChangeCase, tmp_path: Path) -> None:
    bench = Bench(check, case, tmp_path)
    offer = bench.offer(case)
    apply(bench.access, bench.journal, offer, bench.look_again)
    made = list(bench.changes.made)
    with pytest.raises(CannotChange) as refused:
        apply(bench.access, bench.journal, offer, bench.look_again, expected=case.steps)
    assert refused.value.why is Refusal.CHANGED
    assert bench.changes.made == made


class _Says:
    """A kind of settings whose state is another one."""

    def __init__(self, kind: Any, says: Setting) -> None:
        self._kind, self._says = kind, says

    def state(self, access: Access, setting: Handle) -> Setting:
        del access, setting
        return self._says

    def __getattr__(self, name: str) -> Any:
        return getattr(self._kind, name)


def _kill_at(patched: Any, moment: int) -> None:
    """Die at the n-th of the moments around what is written: the journal's lines and each setting."""
    count = iter(range(1000))

    def dying(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            if next(count) == moment:
                raise Killed
            result = real(*args, **kwargs)
            if next(count) == moment:
                raise Killed
            return result

        return call

    patched.setattr(Journal, "begin", dying(Journal.begin))
    patched.setattr(Journal, "end", dying(Journal.end))

    def kind(setting: Handle) -> Any:
        real = kind_of(setting)
        return _Puts(real, dying(real.put))

    patched.setattr(engine, "kind_of", kind)


class _Puts(_Says):
    def __init__(self, kind: Any, put: Callable[..., Any]) -> None:
        self._kind, self.put = kind, put

    def state(self, access: Access, setting: Handle) -> Setting:
        state: Setting = self._kind.state(access, setting)
        return state


def test_offers_are_of_this_house_and_of_no_watcher() -> None:
    """Each case names an offer; so the list is never empty."""
    assert CASES
    assert all(isinstance(one, type) for one in (Offer, Bench))
