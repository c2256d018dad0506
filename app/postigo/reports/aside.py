"""Wording of what was set aside, for terminal, window and reports alike.

It does not say who did it: whoever was at the keyboard.
"""

from __future__ import annotations

from typing import Any, assert_never

from postigo.core.aside import Aside, AsideKind
from postigo.core.values import Text, Value
from postigo.words import Words


def sentence(mark: Aside) -> Text:
    """Sentence on one thing: since when it is set aside, until when. The reason too, if it is there."""
    values: dict[str, Value] = {"since": mark.since, "until": mark.until}
    match mark.kind:
        case AsideKind.SNOOZED:
            return Text("Set aside on {since}, until {until}.", values=values)
        case AsideKind.ACCEPTED if mark.reason is not None:
            return Text(
                "Set aside on {since} as fine here, until {until}. Why: {reason}",
                values={**values, "reason": mark.reason},
            )
        case AsideKind.ACCEPTED:
            return Text("Set aside on {since} as fine here, until {until}.", values=values)
        case AsideKind.POLICY:
            return Text("Set aside by whoever manages this computer, until {until}.", values={"until": mark.until})
        case _:
            assert_never(mark.kind)


def told(mark: Aside | None, words: Words) -> dict[str, Any]:
    """Mark as a property of what a document says; no property where there is none."""
    if mark is None:
        return {}
    days = {"since": mark.since.isoformat(), "until": mark.until.isoformat()}
    reason = {} if mark.reason is None else {"reason": words.value(mark.reason)}
    return {"aside": {"kind": mark.kind.value, **days, "text": words.say(sentence(mark)), **reason}}


def state(level: Text) -> Text:
    """Word of a level, of something that is set aside."""
    return Text("{level} · set aside", values={"level": level})


def count(n: int) -> Text:
    """Sentence on how much is set aside. It counts as much as before."""
    return Text("One thing is set aside. It still counts.", "{n} things are set aside. They still count.", n, {"n": n})
