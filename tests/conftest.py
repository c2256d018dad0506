"""What holds for all tests: which of them are usual, what their place must be able to do, and what the last lines say."""

from __future__ import annotations

import gc
import os
import re
import signal
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from hypothesis import HealthCheck, settings

from tests.support.places import MISSING, can, need

os.environ["POSTIGO_CALLED"] = (
    "postigo"  # whatever lies on this machine's path: tests/cli/test_invocation.py asks for more
)

_OURS = tempfile.TemporaryDirectory(prefix="postigo-data-")
os.environ["XDG_DATA_HOME"] = _OURS.name  # a report that a test saves is noted for nobody of this machine (red line E2)

OF_QT = re.compile(
    r"^from (?:PySide6\.Qt(?:Gui|Test|Widgets)|postigo\.gui\.(?:widgets|shell|main|\w+\.views))\b", re.MULTILINE
)
"""Files that import what Qt draws with before anything can be asked, and so cannot even be collected without it."""
HERE = Path(__file__).parent
collect_ignore = (
    []
    if can("qt")
    else [str(p.relative_to(HERE)) for p in HERE.rglob("test_*.py") if OF_QT.search(p.read_text("utf-8"))]
)

BEHIND_ALL = ("set_up", "long")
"""Marks of tests that run only with `--all`."""
BEHIND = pytest.StashKey[int]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--all` beside pytest's own options."""
    parser.addoption(
        "--all", action="store_true", help="also what installs a system, Wine or packages, and what takes minutes"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Hear Ctrl-C, and have every command that a test starts hear it: also in the background of a script, where it is ignored.

    Made-up examples have no time of their own to keep, and the usual run makes up the same ones each time: it turns red by
    a change, not by the hour or by who else works on the machine. With `--all` they are new at each run.
    """
    patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.register_profile("usual", settings(patient, derandomize=True, database=None))
    settings.register_profile("all", patient)
    settings.load_profile("all" if config.getoption("--all") else "usual")
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without `--all`, what stands behind it is left out, unless it was named on the command line with `-m`."""
    if config.getoption("--all") or config.getoption("-m"):
        return
    left_out = {item for item in items if any(item.get_closest_marker(mark) for mark in BEHIND_ALL)} | _spared(items)
    if left_out:
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=list(left_out))
    config.stash[BEHIND] = len(left_out)
    if hasattr(config, "workeroutput"):  # one of several side by side: the one that prints hears of it below
        config.workeroutput["behind"] = len(left_out)


def _spared(items: list[pytest.Item]) -> set[pytest.Item]:
    """Cases of a rule that a usual run does not try: of a test marked `breadth(n)`, all but the first and about one in n.

    The name of a case chooses, so that the same page or check is tried by every test of a file, and a new case moves no other.
    """
    seen: set[str] = set()
    spared = set()
    for item in items:
        mark = item.get_closest_marker("breadth")
        test, _, case = item.nodeid.partition("[")
        if mark is not None and test in seen and crc32(case.encode()) % mark.args[0]:
            spared.add(item)
        seen.add(test)
    return spared


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """What was collected stays until the end, so the collector of garbage need not walk through it again and again.

    Fourteen thousand tests are a million objects; whoever asks for a collection (`gc_tuning.give_back`) waited for half a
    second each time.
    """
    gc.collect()
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """The first of those that ran side by side tells the one that prints."""
    node.config.stash[BEHIND] = getattr(node, "workeroutput", {}).get("behind", 0)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """What this place cannot do is skipped before anything is made for it."""
    for mark in item.iter_markers("needs"):
        need(*mark.args)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What this place cannot do, each with the number of tests that it cost."""
    reasons: Counter[str] = Counter()
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        reasons[reason.removeprefix("Skipped: ").removeprefix(MISSING)] += 1
    told = [report for outcome in ("passed", "failed") for report in terminalreporter.stats.get(outcome, [])]
    mutations = sum(count for report in told for name, count in report.user_properties if name == "mutations")
    if mutations:
        terminalreporter.section(f"{mutations} mutations of recorded answers were tried")
    if collect_ignore:
        terminalreporter.section(f"this place has no Qt: {len(collect_ignore)} files of tests were left out")
    behind = terminalreporter.config.stash.get(BEHIND, 0)
    if behind:
        terminalreporter.section(f"{behind} tests stand behind --all")
    if reasons:
        terminalreporter.section(f"this place cannot do everything: {sum(reasons.values())} tests were skipped")
        for reason, count in reasons.most_common():
            terminalreporter.write_line(f"{count:5}  no {reason}")
