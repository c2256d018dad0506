"""Replies of a person as a source of rows, in memory only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from postigo.core.model import Coverage, Finding, Scope, Share, Verdict
from postigo.core.report import CheckInfo
from postigo.core.source import Source
from postigo.core.values import Text
from postigo.guidance.phone_looks import LOOKS
from postigo.guidance.questions import QUESTIONS, Question, Reply
from postigo.guidance.tips import BY_NUMBER

SOURCE: Final = "replies"
"""Name of the replies as a source of rows (`core.source`)."""

TOLD: Final = "told"
"""Code of the finding that follows a reply."""

ASKED: Final = (*QUESTIONS, *(look.question for look in LOOKS))
"""Questions of the tips, and those of the looks at a phone."""


def source(replies: Mapping[str, Reply], now: datetime) -> Source:
    """Rows for the replies after which something can be better. Any other reply says nothing."""
    wanted = [question for question in ASKED if replies.get(question.id) is question.improvable]
    return Source(SOURCE, tuple(map(_listed, wanted)), tuple(_verdict(question, now) for question in wanted))


def _listed(question: Question) -> CheckInfo:
    return CheckInfo(
        question.id,
        "postigo",
        question.text,
        BY_NUMBER[question.tip].why[0],
        question.tip,
        Share.NEVER,
        Scope.USER,
        (question.plan,),
        Coverage(Text("What you said, and nothing else."), Text("Everything that you did not say.")),
        told=True,
    )


def _verdict(question: Question, now: datetime) -> Verdict:
    finding = Finding(TOLD, question.level, question.said, fixes=(question.plan.id,))
    return Verdict(question.id, now, (finding,))
