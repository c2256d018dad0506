"""Red lines that no other test holds; docs/red-lines.md says which test holds which line."""

from __future__ import annotations

import json
import re

import pytest

from postigo.core.redact import Disclosure
from postigo.reports import json_, shape
from postigo.reports.redaction import stand_ins, words_for
from postigo_checks import pack
from tests.support import made

OTHERS_MAY_NOTICE = {
    "accounts.unused",
    "av.exclusions",
    "camera.app-permissions",
    "camera.in-use",
    "camera.microphone",
    "camera.microphone-permissions",
    "camera.remote-control",
    "camera.screen-recording",
    "image.folders",
    "image.open-shares",
    "image.photo-sync",
    "info.location",
    "password.blank-or-auto",
    "password.shared-account",
}
"""Guidance 5.2: what a person who watches may have put there, and would miss; and what lets others in (E12)."""


@pytest.mark.parametrize("level", Disclosure)
def test_a_report_carries_its_day_and_its_level(level: Disclosure) -> None:
    report = made.everything()
    said = json.loads(json_.render(shape.given(report, words_for("en", report, stand_ins(level, report)))))
    assert said["level"] == level
    assert said["began"].startswith(f"{report.began:%Y-%m-%d}")


def test_plans_that_others_may_notice_carry_the_safety_note() -> None:
    checks = {check.id: check for check in pack.checks}
    assert set(checks) >= OTHERS_MAY_NOTICE
    assert not [(one, plan.id) for one in OTHERS_MAY_NOTICE for plan in checks[one].fixes if not plan.safety]


def test_no_change_promises_that_nobody_else_can() -> None:
    """An administrator can, and whoever a list of access names: a change of the mode alone does not shut them out (macOS)."""
    says = [
        (plan.id, one.says.one)
        for check in pack.checks
        for plan in check.fixes
        for m in plan.means
        for one in m.changes
    ]
    assert len(says) > 30
    assert not [one for one in says if re.search(r"\b(only you|nobody|no one|never|safe)\b", one[1], re.IGNORECASE)]
