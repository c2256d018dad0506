"""Check and system in, verdict out. The one place where exceptions become verdicts."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import Any, Final, cast

from postigo.core.codec import matches_type
from postigo.core.model import Check, Data, Finding, Gap, Implementation, NotApplicable, ProbeFunc, Verdict
from postigo.core.questions_asked import QuestionsAsked
from postigo.core.system import CannotTell, Platform, System, Unknown
from postigo.core.templates import check_texts
from postigo.core.values import Keyword, Text, Value

REASONS: Final = {
    Unknown.DENIED: Text("The system did not let us look."),
    Unknown.MISSING: Text("What could tell us is not on this computer, or is not running."),
    Unknown.TIMEOUT: Text("The answer took too long."),
    Unknown.CRASHED: Text("Our own look failed. The fault is ours."),
    Unknown.CANCELLED: Text("You stopped the look before this was seen."),
    Unknown.UNREADABLE: Text("There was an answer, but we did not understand it."),
    Unknown.POLICY: Text("The policy of this computer leaves this out, so nobody looked."),
}
"""One plain sentence for each reason of not knowing."""

_ASKED: Final[Mapping[Unknown, Callable[[dict[str, Value]], Text]]] = {
    Unknown.DENIED: lambda what: Text("The system did not let us look: {what}.", values=what),
    Unknown.MISSING: lambda what: Text(
        "What could tell us is not on this computer, or is not running: {what}.", values=what
    ),
    Unknown.TIMEOUT: lambda what: Text("The answer took too long: {what}.", values=what),
    Unknown.UNREADABLE: lambda what: Text("There was an answer, but we did not understand it: {what}.", values=what),
}
"""The same where it is known who was asked."""

MOST_WORDS: Final = 2000
"""Findings and gaps that one judge may say."""


class Facts:
    """Facts learned in one audit. Each way to look asks once, and all checks that need its fact share it."""

    def __init__(self, system: System) -> None:
        self.system = system
        self._lock = threading.Lock()
        self._ways: dict[int, tuple[ProbeFunc[Any], _Once]] = {}

    def of(self, way: ProbeFunc[Any], data: Data) -> Any:  # noqa: ANN401 - a probe's fact has the probe's type
        """The fact; raises what the probe raised."""
        return self._once(way).learn(way, data)

    def why(self, way: ProbeFunc[Any]) -> str:
        """Technical text on what a probe asked in vain."""
        return self._once(way).asking.why()

    def _once(self, way: ProbeFunc[Any]) -> _Once:
        with self._lock:  # keyed by identity: the function is kept alive beside its fact
            return self._ways.setdefault(id(way), (way, _Once(self.system)))[1]


class _Once:
    """One fact in the making; later askers wait for the first."""

    def __init__(self, system: System) -> None:
        self.asking = QuestionsAsked(system)
        self._lock = threading.Lock()
        self._done = False
        self._fact: Any = None
        self._raised: Exception | None = None

    def learn(self, way: ProbeFunc[Any], data: Data) -> Any:  # noqa: ANN401
        with self._lock:
            if not self._done:
                try:
                    self._fact = way(cast("System", self.asking), data)
                except Exception as raised:  # noqa: BLE001 - kept, and raised again for everyone who asks
                    self._raised = raised
                self._done = True
        if self._raised is not None:
            raise self._raised
        return self._fact


def run_check(check: Check[Any], facts: Facts, data: Data) -> Verdict:
    """The verdict of one check on the machine behind `facts`. Never raises an `Exception`."""
    return conduct(check, implementation_of(check, facts.system.platform), facts, data)


def implementation_of(check: Check[Any], platform: Platform) -> Implementation[Any] | BaseException:
    """Implementation of the check, imported by now; else what was raised instead.

    Held to its types. Strangers write `load` too, and an import may raise anything: it costs this check's answer, and no
    other.
    """
    try:
        by: object = check.implementation(platform)
    except KeyboardInterrupt:
        raise
    except BaseException as fault:  # noqa: BLE001 - see above
        return fault
    if isinstance(by, Implementation) and callable(getattr(by, "way", None)) and callable(getattr(by, "judge", None)):
        return by
    return TypeError("what it loads is no Implementation of a way to look and a judge")


def conduct(check: Check[Any], by: Implementation[Any] | BaseException, facts: Facts, data: Data) -> Verdict:
    """The verdict of one check by what `implementation_of` returned for it. Never raises an `Exception`."""
    looked_at = facts.system.now()
    if isinstance(by, BaseException):
        return _crashed(check, looked_at, by)
    try:
        said = _judged(check, by.judge(facts.of(by.way, data)), looked_at)
        return replace(said, detail=facts.why(by.way)) if said.gaps else said
    except CannotTell as unknown:
        known = facts.why(by.way)
        told = [unknown.detail] if unknown.detail and unknown.detail not in known else []
        detail = "\n".join([*told, known]).strip()
        return unknown_verdict(check.id, looked_at, unknown.why, detail, asked=unknown.asked)
    except Exception as fault:  # noqa: BLE001 - anything a probe or a judge can raise is a fault of the check
        return _crashed(check, looked_at, fault)


def _judged(check: Check[Any], said: object, looked_at: datetime) -> Verdict:
    """Results of the judge, held to their types. Strangers write judges too, and these may return anything."""
    if isinstance(said, NotApplicable) and matches_type(NotApplicable, said):
        check_texts(said)
        return Verdict(check.id, looked_at, not_applicable=said)
    if not isinstance(said, Iterable):
        raise TypeError(f"the judge returned a {type(said).__name__}")
    said = tuple(islice(said, MOST_WORDS + 1))  # a judge that never stops would fill the memory long before its budget
    if len(said) > MOST_WORDS:
        raise ValueError(f"the judge said more than {MOST_WORDS} things")
    for word in said:
        if not isinstance(word, (Finding, Gap)) or not matches_type(type(word), word):
            raise TypeError(f"the judge said something that is not a whole Finding or Gap: {word!r}")
        check_texts(word)
    if not said:
        raise ValueError("the judge said nothing")
    findings = tuple(word for word in said if isinstance(word, Finding))
    _refuse_strange(check, findings)
    return Verdict(check.id, looked_at, findings, tuple(word for word in said if isinstance(word, Gap)))


def _refuse_strange(check: Check[Any], findings: tuple[Finding, ...]) -> None:
    """Refuse findings that say what this check may not."""
    known = {plan.id for plan in check.fixes}
    for finding in findings:
        if not known.issuperset(finding.fixes):
            raise ValueError(f"finding {finding.code} names a fix that the check does not have")
        if finding.whose and not check.discreet:
            raise ValueError(f"finding {finding.code} asks who put it there, and the check is not discreet")
        if finding.aside is not None:
            raise ValueError(f"finding {finding.code} is set aside, and no judge may say that")


_A_PROGRAM: Final = re.compile(r"[A-Za-z][\w.+-]{0,60}", re.ASCII)
"""A command or a service as a check's source names it. A path is not told: it may lead through a person's folders."""


def _crashed(check: Check[Any], looked_at: datetime, fault: BaseException) -> Verdict:
    """The verdict of a check that failed itself."""
    return unknown_verdict(check.id, looked_at, Unknown.CRASHED, f"{type(fault).__name__}: {fault}")


def unknown_verdict(check: str, looked_at: datetime, why: Unknown, detail: str = "", *, asked: str = "") -> Verdict:
    """The verdict of a check that could not look at all. `asked`: see `CannotTell`."""
    text = _ASKED[why]({"what": Keyword(asked)}) if why in _ASKED and _A_PROGRAM.fullmatch(asked) else REASONS[why]
    return Verdict(check, looked_at, gaps=(Gap(why, text),), detail=detail)
