"""All pairs of changes of one check on one remembered machine: undone in both orders; of one setting, the later first."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from postigo.core.change import NOT_SET, CannotChange, Setting, Step
from postigo.core.handle import Handle, HandleKind
from postigo.core.offer import Offer
from postigo.fixes.engine import apply, undo
from postigo.fixes.journal import Journal, later_on_the_same
from postigo.fixes.settings import kind_of
from tests.fixes.case import Bench, ChangeCase, cases, read, undoable

CASES = [(check, read(path)) for check, path in cases() if undoable(check, read(path))]


def _machines() -> list[tuple[str, list[ChangeCase]]]:
    """Each machine of each check, with all cases on it."""
    found: dict[tuple[str, str], list[ChangeCase]] = {}
    for check, case in CASES:
        found.setdefault((check, case.recording), []).append(case)
    return [(check, own) for (check, _), own in found.items()]


def _together(own: list[ChangeCase]) -> ChangeCase:
    """A case with the answers and effects of all: any of them can be made there."""
    first, *_ = own
    merged: dict[str, dict[str, Any]] = {"answers": {}, "effects": {}}
    for part, whole in merged.items():
        for one in own:
            whole.update(getattr(one, part))
    return ChangeCase(
        first.recording, first.plan, (), first.how, merged["answers"], merged["effects"], first.kind, first.source
    )


def _offers(bench: Bench) -> list[Offer]:
    """What can be made there by changes of the account's own settings."""
    return [one for one in bench.offers() if one.means.changes and one.means.undoable]


def _pairs() -> list[Any]:
    """Pairs of offers on one machine; each offer also with itself: made, undone by hand since, and made again."""
    pairs = []
    for check, own in _machines():
        together = _together(own)
        count = len(_offers(Bench(check, together, Path("/nowhere"))))
        name = f"{check}-{together.recording}"
        pairs += [pytest.param(check, together, *two, id=f"{name}-{two}") for two in combinations(range(count), 2)]
    return pairs


def _settings(offer: Offer) -> set[Handle]:
    return {setting for setting, _, _ in offer.targets}


@pytest.mark.parametrize(("check", "case", "first", "second"), _pairs())
@pytest.mark.parametrize("later_first", [True, False], ids=["later first", "earlier first"])
def test_two_changes_are_undone(
    check: str, case: ChangeCase, first: int, second: int, later_first: bool, tmp_path: Path
) -> None:
    bench = Bench(check, case, tmp_path)
    before = bench.answers
    offers = _offers(bench)
    one, other = offers[first], offers[second]
    entries = [apply(bench.access, bench.journal, offer, bench.look_again).entry for offer in (one, other)]
    same = bool(_settings(one) & _settings(other))
    named = later_on_the_same(bench.journal.read(), bench.journal.read().entries[0])
    order = reversed(entries) if later_first else entries
    if same and {step.setting for step in entries[0].steps} & {step.setting for step in entries[1].steps}:
        assert named is not None
        assert named.id == entries[1].id
        order = reversed(entries)
    else:
        assert named is None
    for entry in order:
        undo(bench.access, bench.journal, entry.id, bench.look_again)
    assert bench.answers == before


@pytest.mark.parametrize(("check", "case"), [pytest.param(*one, id=f"{one[0]}-{at}") for at, one in enumerate(CASES)])
def test_of_one_setting_the_later_is_undone_first(check: str, case: ChangeCase, tmp_path: Path) -> None:
    """Made, set back by hand, made again: the earlier one names the later, and after both all is as before."""
    bench = Bench(check, case, tmp_path)
    before = bench.answers
    earlier = apply(bench.access, bench.journal, bench.offer(case), bench.look_again).entry
    for step in reversed(earlier.steps):
        kind_of(step.setting).put(bench.access, step.setting, step.before, step.to)
    later = apply(bench.access, bench.journal, bench.offer(case), bench.look_again).entry
    content = bench.journal.read()
    named = later_on_the_same(content, content.entries[0])
    assert named is not None
    assert named.id == later.id
    for entry in (later, earlier):
        undo(bench.access, bench.journal, entry.id, bench.look_again)
        assert bench.answers == before
    assert later_on_the_same(bench.journal.read(), bench.journal.read().entries[0]) is None


def test_there_are_pairs() -> None:
    assert len(_pairs()) >= 3


def _kinds() -> list[HandleKind]:
    """Kinds of settings that can be changed."""
    found = []
    for kind in HandleKind:
        with suppress(CannotChange):
            kind_of(Handle(kind, "x"))
            found.append(kind)
    return found


@pytest.mark.parametrize("kind", _kinds(), ids=str)
def test_every_state_that_the_journal_keeps_is_read_back_by_an_undo(kind: HandleKind, tmp_path: Path) -> None:
    """For each kind of setting: cases whose state before is on the disk as it was, and is put from there alone."""
    own = [(check, case) for check, case in CASES if any(step.setting.kind is kind for step in case.steps)]
    assert own, f"{kind} has no case in tests/fixes/changes"
    for number, (check, case) in enumerate(own):
        folder = tmp_path / str(number)
        bench = Bench(check, case, folder)
        before = bench.answers
        done = apply(bench.access, bench.journal, bench.offer(case), bench.look_again).entry
        read_back = Journal(folder).read().entry(done.id)
        assert read_back == done
        undo(bench.access, Journal(folder), done.id, bench.look_again)  # it knows the disk and nothing else
        assert bench.answers == before


@pytest.mark.parametrize("value", [None, True, 0, 2**53, "", "ñ\n\0", ["a", ["b"]], {"type": 3, "data": "AP8="}])
@pytest.mark.parametrize("is_set", [True, False])
def test_a_state_comes_back_from_the_disk_as_it_was(value: object, is_set: bool, tmp_path: Path) -> None:
    bench = Bench(CASES[0][0], CASES[0][1], tmp_path)
    done = apply(bench.access, bench.journal, bench.offer(CASES[0][1]), bench.look_again).entry
    kept = replace(done, id="x", how=None, steps=(Step(done.steps[0].setting, Setting(value, is_set, "all"), NOT_SET),))
    bench.journal.begin(kept)
    assert bench.journal.read().entry("x") == kept
