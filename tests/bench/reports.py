"""Rows about reports: a copy of 80 checks in each format, in seconds of CPU: this computer may be busy."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from postigo.core.redact import Disclosure
from postigo.core.report import Report
from postigo.reports import formats, shape
from postigo.reports.redaction import stand_ins, words_for
from tests.bench.rows import Row
from tests.support import remembered

CHECKS = 80


def rows(runs: int) -> Iterator[Row]:
    """The document, each format with the document's making, and the size of the page."""
    report = eighty()
    words = words_for("es", report, stand_ins(Disclosure.SHARED, report))

    def made(form: str) -> bytes:
        return formats.render(form, shape.given(report, words))

    yield Row("report of 80 checks, document", f"{_median(lambda: shape.given(report, words), runs):.3f} s")
    for form in formats.MODULES:
        seconds = _median(partial(made, form), runs)
        yield Row(f"report of 80 checks, {form}", f"{seconds:.3f} s")
    size = len(formats.render("html", shape.given(report, words)))
    yield Row("report of 80 checks, size of the page", f"{size / 1000:.0f} kB")


def eighty() -> Report:
    """A family's computer, with some of its checks told again under other names."""
    report = remembered.report(Path(__file__).parents[1] / "machines/windows-11-family.json")
    more = [(line, said) for line in report.listed if (said := report.verdict(line.check))][
        : CHECKS - len(report.listed)
    ]
    return replace(
        report,
        listed=(*report.listed, *(replace(line, check=f"{line.check}-again") for line, _ in more)),
        verdicts=(*report.verdicts, *(replace(said, check=f"{line.check}-again") for line, said in more)),
    )


def _median(make: Callable[[], object], runs: int) -> float:
    times = []
    for _ in range(runs + 1):
        began = time.process_time()
        make()
        times.append(time.process_time() - began)
    return statistics.median(times[1:])
