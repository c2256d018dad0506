"""The engine on a small made-up system: every sequence, every interruption, every other change in between."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from postigo.fix_helper.engine import Kind, Plan, System, apply, serve, state, undo
from postigo.fix_helper.request import Code, Do, Fix, Refused, Request

APPLY, UNDO = Request(Fix.FIREWALL_ON, Do.APPLY), Request(Fix.FIREWALL_ON, Do.UNDO)
WANTED = {"kept rules": None, "switch a": "on", "switch b": "on"}


class Killed(BaseException):
    """End of the process at this point, as kill -9 would have it: nothing of it runs any more."""


@dataclass
class Toy:
    """System with two switches, and a file that writing the second rewrites by the way.

    `left` counts the steps to the end; `broken` are those with a fault of ours."""

    values: dict[str, str]
    records: dict[str, str] = field(default_factory=dict)
    left: float = float("inf")
    deaf: bool = False
    number: str = "here"
    touched: float = 0.0
    order: list[str] = field(default_factory=list)
    broken: frozenset[str] = frozenset()

    def step(self, what: str) -> None:
        self.order.append(what)
        self.left -= 1
        if self.left < 0:
            raise Killed
        if what in self.broken:
            raise MemoryError

    def read(self, name: str) -> str:
        return self.values[name]

    def write(self, name: str, value: str) -> None:
        self.step(f"write {name}")
        if not (self.deaf and value == "on"):
            self.values[name] = value
        if name == "b":
            self.values["rules"] = f"rewritten {value}"

    def save(self, name: str, text: str) -> None:
        self.step("save")
        self.records[name] = text

    def drop(self, name: str) -> None:
        self.step("drop")
        self.records.pop(name, None)

    @property
    def system(self) -> System:
        return System(
            kinds={
                "switch": Kind("[ab]", "on|off", self.read, self.write),
                "kept": Kind("rules", ".*", self.read, self.write),
            },
            plans={Fix.FIREWALL_ON: lambda _: Plan(dict(WANTED))},
            load=self.records.get,
            save=self.save,
            drop=self.drop,
            number=lambda: self.number,
            touched=lambda _: self.touched,
        )


STARTS = [
    dict(zip(("a", "b"), pair, strict=True)) | {"rules": "mine"} for pair in itertools.product(("on", "off"), repeat=2)
]


def act(toy: Toy, do: Request) -> Code | None:
    """Code of one act; None where it was killed."""
    try:
        return apply(toy.system, do) if do is APPLY else undo(toy.system, do)
    except Refused as refused:
        return refused.code
    except Killed:
        return None
    finally:
        toy.left = float("inf")


@pytest.mark.parametrize("start", STARTS, ids=str)
def test_the_values_before_are_on_the_disk_before_the_first_change_and_come_back(start: dict[str, str]) -> None:
    toy = Toy(dict(start))
    done = act(toy, APPLY)
    if done is Code.ALREADY:
        assert toy.order == []
        assert act(toy, UNDO) is Code.NOTHING
        return
    assert done is Code.DONE
    assert toy.order[0] == "save"
    assert act(toy, APPLY) is Code.ALREADY
    assert act(toy, UNDO) is Code.UNDONE
    assert toy.values == start
    assert toy.records == {}


def killed(start: dict[str, str], *acts: Request) -> Iterator[Toy]:
    """Systems on which a sequence was killed, at each of its steps."""
    for steps in range(30):
        toy = Toy(dict(start))
        for one in acts[:-1]:
            act(toy, one)
        toy.left = steps
        if act(toy, acts[-1]) is not None:
            return
        yield toy
    raise AssertionError("it takes more steps than this test")


@pytest.mark.parametrize("start", STARTS, ids=str)
@pytest.mark.parametrize("acts", [(APPLY,), (APPLY, UNDO)], ids=["apply", "undo"])
def test_killed_at_every_step_an_undo_restores_and_a_second_try_ends_well(
    start: dict[str, str], acts: tuple[Request, ...]
) -> None:
    ways: list[Callable[[Toy], object]] = [lambda _: None, lambda toy: act(toy, APPLY)]
    for again in ways:
        for toy in killed(start, *acts):
            toy.touched = 1e12 if toy.values["rules"] == "mine" else time.time()
            again(toy)
            if toy.records:
                assert act(toy, UNDO) is Code.UNDONE
            assert toy.values == start


@pytest.mark.parametrize("acts", [4, pytest.param(5, marks=pytest.mark.long)])
def test_no_sequence_ends_less_protected_than_its_worst_start(acts: int) -> None:
    """All sequences of so many acts, of ours, killed ones, and of somebody else's hand, which is where a worse start can come from."""

    def theirs(toy: Toy, name: str, value: str) -> None:
        toy.values[name] = value

    def cut(toy: Toy, do: Request, steps: int) -> None:
        toy.left = steps
        act(toy, do)

    moves: list[tuple[str, Callable[[Toy], object]]] = [
        ("apply", lambda toy: act(toy, APPLY)),
        ("undo", lambda toy: act(toy, UNDO)),
        ("killed apply", lambda toy: cut(toy, APPLY, 2)),
        ("killed undo", lambda toy: cut(toy, UNDO, 1)),
        ("a off", lambda toy: theirs(toy, "a", "off")),
        ("b on", lambda toy: theirs(toy, "b", "on")),
    ]
    for start in STARTS:
        for sequence in itertools.product(moves, repeat=acts):
            toy = Toy(dict(start))
            worst = {name: {value} for name, value in start.items()}
            for name, move in sequence:
                move(toy)
                if " o" in name:
                    worst[name[0]].add(name[2:])
            for name in ("a", "b"):
                assert toy.values[name] == "on" or "off" in worst[name], (start, [name for name, _ in sequence])


def test_what_somebody_changed_since_stays_and_is_named() -> None:
    toy = Toy({"a": "off", "b": "off", "rules": "mine"})
    act(toy, APPLY)
    toy.values["rules"] = "theirs"
    assert act(toy, UNDO) is Code.UNDONE
    assert toy.values["a"] == "off"
    assert toy.values["rules"] != "mine"
    act(toy, APPLY)
    toy.values["a"] = "elsewhere"
    before = dict(toy.values)
    answer = serve(toy.system, UNDO)
    assert answer["code"] == Code.CHANGED
    assert answer["differs"] == ["switch a"]
    assert toy.values == before


def test_without_effect_all_is_put_back() -> None:
    toy = Toy({"a": "off", "b": "off", "rules": "mine"}, deaf=True)
    assert act(toy, APPLY) is Code.FAILED
    assert toy.values["a"] == "off"
    assert toy.records == {}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text.replace('"here"', '"elsewhere"'),
        lambda text: text.replace('"v": 1', '"v": 2'),
        lambda text: text.replace("switch a", "switch c"),
        lambda text: text.replace("switch a", "command a"),
        lambda text: text.replace('"off"', '"; rm"'),
        lambda text: text[: len(text) // 2],
        lambda _: "[" * 5000,
        lambda _: "null",
        lambda _: "",
    ],
)
def test_a_record_of_another_machine_or_version_or_a_damaged_one_is_not_used(spoil: Callable[[str], str]) -> None:
    toy = Toy({"a": "off", "b": "off", "rules": "mine"})
    act(toy, APPLY)
    toy.records = {name: spoil(text) for name, text in toy.records.items()}
    before = dict(toy.values)
    assert act(toy, UNDO) is Code.STRANGE
    assert toy.values == before
    assert serve(toy.system, UNDO)["undo"] is False


def test_a_value_that_the_helper_puts_nowhere_is_somebodys_own_arrangement() -> None:
    toy = Toy({"a": "masked", "b": "off", "rules": "mine"})
    assert act(toy, APPLY) is Code.OTHERS
    assert toy.values["b"] == "off"
    assert toy.records == {}
    assert state(toy.system, APPLY) == "off"


def test_a_fault_of_ours_in_the_middle_puts_back_what_was_and_says_how_far() -> None:
    """MemoryError is one that a caller can bring about, with a group of processes that has too little memory."""
    for broken, told in (("write b", Code.FAILED), ("drop", Code.HALF)):
        toy = Toy({"a": "off", "b": "off", "rules": "mine"})
        toy.broken = frozenset((broken, "write b"))
        assert act(toy, APPLY) is told
        assert (toy.values["a"], toy.values["b"]) == ("off", "off")
        assert bool(toy.records) == (told is Code.HALF)
