"""Questions behind the door. Their replies change what a card says first: never who is to blame, and never a state.

They are asked nowhere else and are in no list. Two of the six are the choices at the split (`path.CHOICES`); the others stand on the card
that they concern.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from postigo.core.values import Text
from postigo.guidance.cards import Step
from postigo.guidance.path import Situation
from postigo.guidance.questions import Reply


@dataclass(frozen=True, slots=True)
class DoorQuestion:
    """Question on the card of one step. `said` are the sentences after each reply; `first` those that another card then begins with."""

    id: str
    step: Step
    text: Text
    said: Mapping[Reply, tuple[Text, ...]]
    first: Mapping[Step, Text] = field(default_factory=dict)
    also: Reply = Reply.YES
    """Reply after which another card begins with these sentences too, beside a yes."""


SPLIT: Final[Mapping[Situation, str]] = {
    Situation.THREAT: "blackmail.q-now",
    Situation.BLUFF: "blackmail.q-mass-email",
}
"""Questions that a choice at the split answers with yes."""

NEAR: Final = "blackmail.q-safe-device"
"""Question whether the person who threatens is near. A yes changes whom to call."""

_PRIVATE: Final = (Text("That is all right. You do not have to say."),)

QUESTIONS: Final = (
    DoorQuestion(
        NEAR,
        Step.BREATHE,
        Text("Does the person who threatens live in this home, or has that person used this device?"),
        {
            Reply.YES: (
                Text("Then that person may see what is done here. Another device is safer."),
                Text("You can ask for help from the phone of somebody you trust, at school, or in a library."),
            ),
            Reply.NO: (Text("Good. You can go on here."),),
            Reply.UNKNOWN: (Text("That is all right. If you are not sure, another device is safer."),),
            Reply.PRIVATE: _PRIVATE,
        },
        {
            Step.PROOF: Text("Keep the proof where that person cannot reach it, for example with somebody you trust."),
            Step.BLOCK: Text("That person may notice that you block. If you live together, ask a professional first."),
            Step.TELL: Text("Call from another phone if you can."),
        },
        also=Reply.UNKNOWN,
    ),
    DoorQuestion(
        "blackmail.q-paid",
        Step.STOP,
        Text("Was money paid already?"),
        {
            Reply.YES: (
                Text("Many people pay out of fear. It is not your fault, and you can still stop now."),
                Text("Tell the bank today. Sometimes it can stop a payment."),
                Text("Keep the receipt: the account or the wallet, the date, and how much."),
            ),
            Reply.NO: (Text("Good. You owe that person nothing."),),
            Reply.UNKNOWN: (Text("That is all right. The bank can tell you."),),
            Reply.PRIVATE: _PRIVATE,
        },
        {Step.REPORT: Text("Take the receipt of the payment with you. It helps the police.")},
    ),
    DoorQuestion(
        "blackmail.q-deleted",
        Step.PROOF,
        Text("Was something deleted already?"),
        {
            Reply.YES: (
                Text("That is normal, and it can be reported all the same."),
                Text("Some of it may still be found: in the bin, in a backup, or with the company of the app."),
                Text("Do not reset the device, and do not sell it or give it away."),
            ),
            Reply.NO: (Text("Good. Leave everything as it is."),),
            Reply.UNKNOWN: (Text("That is all right. Leave everything as it is now."),),
            Reply.PRIVATE: _PRIVATE,
        },
        {Step.REPORT: Text("Tell the police what was there before it was deleted.")},
    ),
    DoorQuestion(
        "blackmail.q-disappearing",
        Step.PROOF,
        Text("Do the messages disappear by themselves?"),
        {
            Reply.YES: (
                Text("Then take screenshots today: the threats, and the profile with its full address."),
                Text("Take none of intimate pictures, and store none."),
                Text("Some apps tell the other person about a screenshot. A photo from another phone does not."),
                Text("Write down the day and the hour."),
            ),
            Reply.NO: (Text("Good. Then there is time to do it with care."),),
            Reply.UNKNOWN: (Text("That is all right. Some apps do. Saving the threats today is safer."),),
            Reply.PRIVATE: _PRIVATE,
        },
        {
            Step.BLOCK: Text("First the screenshots of the threats. Block after that."),
            Step.REPORT: Text("Tell the police which app deletes its messages by itself."),
        },
    ),
)
"""Questions on the cards, at most two on one."""


def of_step(step: Step) -> tuple[DoorQuestion, ...]:
    """Questions on the card of a step."""
    return tuple(question for question in QUESTIONS if question.step is step)


def first_on(step: Step, replies: Mapping[str, Reply]) -> Iterator[Text]:
    """Sentences that a card begins with, for what was replied on others."""
    for question in QUESTIONS:
        if step in question.first and replies.get(question.id) in {Reply.YES, question.also}:
            yield question.first[step]
