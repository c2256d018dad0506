"""Rules of a policy on their way into an audit: from the request, over the pipe, to the machine that a check is handed."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from postigo.audit.request import NO_RULES, Request, Rules, WorkerOrder
from postigo.audit.runner import EventChannel, _machine
from postigo.core.model import Scope
from postigo.core.policy import NO_POLICY, Policy
from postigo.core.system import School
from postigo.pipe.messages import from_line, to_line

RULES = Rules(("camera.devices",), Scope.MACHINE, School(("Veyon",), "Marta"))


@pytest.fixture
def channel() -> Iterator[EventChannel]:
    with open(os.devnull, "wb") as nobody:  # noqa: PTH123 - a descriptor is wanted
        yield EventChannel(nobody.fileno(), lambda _group, _started: None)


def test_a_policy_becomes_rules_and_no_policy_none() -> None:
    policy = Policy(allowed_checks=("camera.devices",), scope="machine", school_programs=("Veyon",), contact="Marta")
    assert Rules.of(policy) == RULES
    assert Rules.of(NO_POLICY) == NO_RULES


@pytest.mark.parametrize(
    ("check", "scope", "rules", "permitted"),
    [
        ("camera.devices", Scope.MACHINE, RULES, True),
        ("camera.devices", Scope.USER, RULES, False),
        ("camera.in-use", Scope.MACHINE, RULES, False),
        ("camera.in-use", Scope.USER, NO_RULES, True),
    ],
)
def test_a_check_may_look_if_its_name_and_its_scope_may(
    check: str, scope: Scope, rules: Rules, permitted: bool
) -> None:
    assert Request(rules=rules).permits(check, scope) is permitted
    assert Request(rules=rules, replay="machine.json").permits(check, scope), "a remembered machine has no policy"


def test_they_reach_the_worker_as_they_are_and_its_machine_knows_the_school(channel: EventChannel) -> None:
    order = WorkerOrder(Request(rules=RULES))
    came: WorkerOrder = from_line(WorkerOrder, to_line(order))
    assert came == order
    assert _machine(came, channel).school == RULES.school
    assert _machine(WorkerOrder(Request()), channel).school == School()


@pytest.mark.parametrize(
    ("name", "put"), [("Veyon", True), ("veyon", True), ("Veyon Master", False), ("", False), ("Vey", False)]
)
def test_only_the_very_name_is_the_schools(name: str, put: bool) -> None:
    assert School(("Veyon",)).put(name) is put
    assert not School().put(name)
