"""Safety note for a person who may be watched (guidance 5.2). Window and terminal share it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from postigo.core.values import Text

if TYPE_CHECKING:
    from postigo.guidance.helplines import Helplines

HEADING: Final = Text("Before you look")
BEFORE: Final = (
    Text("Our look only reads. It changes nothing."),
    Text("A program that records the screen also records that you look. Whoever put it there may notice."),
    Text("Are you afraid of that person? Then do not look here. Ask for help from another device."),
)
"""Sentences to read before the look."""

TYPED: Final = Text("What you type in a terminal may stay in its history.")
"""Said beside the note in a terminal."""

QUESTION: Final = Text("Do you know who put it there?")
SEVERAL: Final = Text("There is more than one. If you are not sure of one of them, choose “I do not know”.")
NOT_KEPT: Final = Text("Your answer is not kept. It is gone as soon as you close this row.")


class Whose(Enum):
    """Replies to the question who put a program there."""

    ME = auto()
    ORGANISATION = auto()
    FAMILY = auto()
    UNKNOWN = auto()
    WATCHED = auto()


REPLIES: Final = {
    Whose.ME: Text("I did"),
    Whose.ORGANISATION: Text("The school or the company"),
    Whose.FAMILY: Text("My family, and I know it"),
    Whose.UNKNOWN: Text("I do not know"),
    Whose.WATCHED: Text("I think somebody watches me"),
}
"""Words of the replies, in their order."""

_KNOWN: Final = {
    Whose.ME: (
        Text("Then you know what it sees. There is nothing to do here."),
        Text("Does somebody else use this computer too? Then tell them that it is there."),
    ),
    Whose.ORGANISATION: (
        Text("Schools and companies may look after their computers with a program. You should be able to see it."),
        Text("Ask the school, or whoever looks after the computers: what does it see, when and why?"),
        Text("For what is private, use a device of your own."),
    ),
    Whose.FAMILY: (
        Text("It should be in plain sight, and you should know what it sees."),
        Text("Ask them what it sees and why. You can talk about how long it stays."),
        Text("Does it frighten you to ask? Then choose “I think somebody watches me”."),
    ),
}


def after(reply: Whose) -> tuple[Text, ...]:
    """Sentences that follow a reply.

    Whoever knows who put it there reads what is usual and whom to ask, anybody else the safety note.
    """
    return _KNOWN.get(reply) or note(seen=True)


def is_known(reply: Whose) -> bool:
    """Whether the person knows who put it there and agrees."""
    return reply in _KNOWN


def note(*, seen: bool) -> tuple[Text, ...]:
    """The safety note. Where nothing was `seen` it is for whoever still feels watched."""
    from postigo.guidance import helplines  # noqa: PLC0415 - every report reads this module, few the help lines

    whom = (
        Text("Ask for help from another device, one that this person has never used."),
        *_to_call(helplines.load()),
    )
    if not seen:
        doubt = Text("Do you still think that somebody watches you? You may be right. Change nothing here yet.")
        return (doubt, *whom)
    return (
        Text("Do not remove it yet. Whoever put it there may find out, and could get angry."),
        *whom,
        Text("Write down what you see, or photograph it with another phone. Only if that puts you in no danger."),
        Text("An antivirus may speak up by itself, and that person may notice."),
        Text("Decide what to do next, and when, together with a professional."),
        Text("Only then, and from the other device: first your accounts. This computer comes last."),
    )


def _to_call(lines: Helplines) -> Iterator[Text]:
    """Sentences with numbers. One that is not in our file costs its sentence."""
    if spain := lines.numbers(women="es-016", advice="es-017-tel", danger="es-112"):
        yield Text(
            "In Spain: {women} if it is your partner or ex-partner, {advice} for advice, {danger} if you are in danger.",
            values=spain,
        )
    if young := lines.numbers(young="es-anar-tel"):
        yield Text("Are you under 18? Call ANAR, {young}: free, at any hour.", values=young)
