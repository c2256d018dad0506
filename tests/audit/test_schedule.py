"""Requests, and the scheduler that asks for checks, their time and their order."""

from __future__ import annotations

import pytest

from postigo.audit.request import Request, WorkerOrder, normal
from postigo.audit.scheduler import Scheduler
from postigo.core.codec import DecodeError
from postigo.core.model import Scope
from postigo.pipe.messages import from_line, to_line
from tests.support.with_packs import install

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
