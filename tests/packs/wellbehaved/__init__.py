"""A pack as it should be: four checks on this machine, each with another kind of answer."""

import time
from dataclasses import dataclass

from postigo.api import Check, Data, Finding, Gap, Level, NotApplicable, Pack, Plan, Platform, Probe, Coverage, System, Text, Unknown


@dataclass(frozen=True)
class Word:
    word: str


def learn(system: System, data: Data) -> Word:
    return Word(data.read("word.txt").decode().strip())


def slowly(system: System, data: Data) -> Word:
    time.sleep(0.3)
    return Word("late")


def in_half_a_second(system: System, data: Data) -> Word:
    time.sleep(0.5)
    return Word("punctual")


def good(fact):
    yield Finding("fine", Level.GOOD, Text("All is as it should be."))


def advise(fact):
    yield Finding("can-be-better", Level.ADVISE, Text("It can be better."), fixes=("better",))


def gap(fact):
    yield Gap(Unknown.DENIED, Text("It was not to be seen."))


def not_applicable(fact):
    return NotApplicable(Text("There is no such thing."))


def everywhere(way):
    return Probe(linux=way, windows=way, macos=way)


SIGHT = {platform: Coverage(Text("A file of its own."), Text("All else.")) for platform in Platform}
FIX = Plan("better", Text("Make it better"), ())


def check(name, judge, way=learn, owner="wellbehaved", **more):
    return Check(
        f"{owner}:{name}",
        Text("It is well"),
        Text("It should be."),
        1,
        everywhere(way),
        judge,
        SIGHT,
        **{"budget": 20.0, "fixes": (FIX,)} | more,
    )


pack = Pack(
    "wellbehaved",
    "wellbehaved",
    (
        check("is.good", good),
        check("is.advise", advise),
        check("is.gap", gap),
        check("is.not-here", not_applicable),
        check("is.slow", good, slowly),
        check("is.brief", good, in_half_a_second, budget=2.0),
    ),
)
