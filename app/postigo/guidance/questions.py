"""Questions that only the person can answer. Their answers live in memory: no file, no sum and no report has them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from postigo.core.model import Instruct, Level, Plan
from postigo.core.values import Text


class Reply(StrEnum):
    """Answer to a question. Not knowing is never a fault, and nobody has to say."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "do not know"
    PRIVATE = "would rather not say"


REPLIES: Final = {
    Reply.YES: Text("Yes"),
    Reply.NO: Text("No"),
    Reply.UNKNOWN: Text("I do not know"),
    Reply.PRIVATE: Text("I would rather not say"),
}
"""Words of the replies, in their order."""


@dataclass(frozen=True, slots=True)
class Question:
    """Question on the page of one tip.

    `improvable` is the answer after which something can be better; `said` tells it then, and `plan` what to do. For one that is
    not asked to find something, `improvable` is the answer that wants its `said` as well, and `level` is NOTE.
    """

    id: str
    tip: int
    text: Text
    improvable: Reply
    said: Text
    plan: Plan
    level: Level = Level.ADVISE


def _plan(*steps: Text, title: Text, minutes: Text, safety: bool = False) -> Plan:
    return Plan("do", title, tuple(Instruct(step) for step in steps), minutes, safety=safety)


_MINUTE: Final = Text("About 1 minute.")
_FEW: Final = Text("About 5 minutes.")
_LONGER: Final = Text("About 15 minutes.")

QUESTIONS: Final = (
    Question(
        "image.q-pressure",
        1,
        Text("Does somebody press you to send intimate pictures?"),
        Reply.YES,
        Text(
            "Nobody has the right to press you for intimate pictures. If someone does it, it is not your fault, and there is help."
        ),
        _plan(
            Text("You can say no and stop answering."),
            Text("Talk to a person you trust. “I need help” tells you whom you can call."),
            title=Text("Say no, and tell somebody"),
            minutes=_FEW,
        ),
    ),
    Question(
        "image.q-already-sent",
        1,
        Text("Did you send an intimate picture to somebody, and now you wish you had not?"),
        Reply.YES,
        Text(
            "A picture that has been sent cannot be called back, but there is help to keep it from spreading. "
            "Two free services help without seeing the picture."
        ),
        _plan(
            Text("Does somebody threaten you with it? It is not your fault. “I need help” shows what to do."),
            Text("If you were under 18 in the picture: Take It Down (takeitdown.ncmec.org)."),
            Text("If you were 18 or more: StopNCII.org."),
            Text("The picture stays on your device. Only a kind of fingerprint of it is sent."),
            title=Text("Stop a picture from spreading"),
            minutes=_LONGER,
        ),
        Level.NOTE,
    ),
    Question(
        "image.q-old-devices",
        1,
        Text("Did you give away or sell a phone or computer without erasing it first?"),
        Reply.YES,
        Text("A phone or computer that you gave away can still hold your photos. Deleting them is not always enough."),
        _plan(
            Text("Sign out of your accounts on that device. Your account's page has a list of devices for this."),
            Text("Before you give the next one away: sign out, then use “erase all” in its settings."),
            title=Text("Sign out of devices that you no longer have"),
            minutes=_FEW,
        ),
        Level.NOTE,
    ),
    Question(
        "camera.q-covered",
        2,
        Text("Is the camera covered when you do not use it? Think of a webcam on the screen too."),
        Reply.NO,
        Text("Your camera is not covered when you do not use it. A cover is cheap and it always works."),
        _plan(
            Text("Use a sliding cover or a piece of paper tape."),
            Text("Do not close a thin laptop with a thick cover: the screen could break."),
            title=Text("Cover the camera"),
            minutes=_MINUTE,
        ),
    ),
    Question(
        "camera.q-phone-tablet",
        2,
        Text("Do you have a phone, a tablet or a console with its camera open in your bedroom or bathroom?"),
        Reply.YES,
        Text("Phones, tablets, consoles and toys also have cameras. They are often in the bedroom or bathroom."),
        _plan(
            Text("Turn them face down or cover them in private places."),
            title=Text("Turn cameras away in private places"),
            minutes=_MINUTE,
        ),
        Level.NOTE,
    ),
    Question(
        "camera.q-call-recorded",
        2,
        Text("Did you know that in a video call the other person can record you without any sign?"),
        Reply.NO,
        Text(
            "In a video call the other person can record you and you will not see any sign. "
            "This is true also with people you like."
        ),
        _plan(
            Text("On camera, do only what you would not mind other people seeing."),
            Text("You can hang up at any time. You owe nobody a reason."),
            title=Text("You decide what the camera sees"),
            minutes=_MINUTE,
        ),
        Level.NOTE,
    ),
    Question(
        "update.q-phone",
        3,
        Text("Are your phone and its apps up to date, and do all your apps come from the store?"),
        Reply.NO,
        Text("Your phone or its apps may be out of date. Most private pictures and chats live in the phone."),
        _plan(
            Text("On the phone: “Settings”, then “System update” or “Software update”."),
            Text("For the apps: open the store, then “Update all”. Install apps only from the store."),
            title=Text("Update your phone"),
            minutes=_LONGER,
        ),
    ),
    Question(
        "password.q-shared",
        4,
        Text("Does somebody else know one of your passwords?"),
        Reply.YES,
        Text("Somebody else knows one of your passwords. Love or friendship does not need a password."),
        _plan(
            Text("Change it when it is safe for you."),
            Text("Look in the account's settings for sessions that you do not know, and close them."),
            title=Text("Change the password that somebody knows"),
            minutes=_FEW,
            safety=True,
        ),
    ),
    Question(
        "password.q-reused",
        4,
        Text("Do you use the same password in several places?"),
        Reply.YES,
        Text("You use the same password in several places. If one is stolen, all of them open."),
        _plan(
            Text("Start with three: e-mail, bank, and your main social network."),
            Text("A password manager remembers the rest."),
            title=Text("Give three accounts a password of their own"),
            minutes=_LONGER,
        ),
    ),
    Question(
        "password.q-two-step",
        4,
        Text("Do your e-mail and your social networks ask for a second step, such as a code on the phone?"),
        Reply.NO,
        Text("Your important accounts have only one lock. With a second step, a stolen password is not enough."),
        _plan(
            Text("Turn on two-step sign-in in e-mail and social networks: it is under “Security” in their settings."),
            Text("Save the backup codes on paper."),
            title=Text("Turn on two-step sign-in"),
            minutes=_LONGER,
        ),
    ),
    Question(
        "password.q-recovery",
        4,
        Text("Are the phone and the e-mail that can open your account again your own?"),
        Reply.NO,
        Text(
            "The recovery phone or e-mail of your account may belong to another person. "
            "That person can take the account."
        ),
        _plan(
            Text("Look at it in the settings of the account, under “Security” or “Recovery”."),
            Text("Close sessions that you do not know."),
            title=Text("Make the way back to your account your own"),
            minutes=_FEW,
            safety=True,
        ),
    ),
    Question(
        "password.q-changed",
        4,
        Text("Did somebody see an important password of yours, and you have not changed it since?"),
        Reply.YES,
        Text(
            "You have not changed an important password since somebody saw it. The police advise to change passwords."
        ),
        _plan(
            Text("Change it to a new long phrase, not to the old one with a number."),
            Text("Change it at once if it was shared or leaked."),
            title=Text("Change a password that was seen"),
            minutes=_FEW,
            safety=True,
        ),
        Level.NOTE,
    ),
    Question(
        "info.q-public-profile",
        5,
        Text("Can anybody see your profile, or your list of friends or followers?"),
        Reply.YES,
        Text(
            "Your profile or your friends list can be seen by anyone. People who blackmail use that list to frighten you."
        ),
        _plan(
            Text("In the app's settings, under “Privacy”, make the account private."),
            Text("Hide the list of friends or followers."),
            title=Text("Make your account private"),
            minutes=_FEW,
        ),
    ),
    Question(
        "info.q-strangers",
        5,
        Text("Do you chat with somebody that you have never met, or who asked you to move to another app?"),
        Reply.YES,
        Text("You have contacts that you do not know in real life. A photo or a video does not prove who they are."),
        _plan(
            Text("Do not give your school, your address, your phone or your routine."),
            Text("You can block without explaining."),
            title=Text("Give strangers nothing"),
            minutes=_FEW,
        ),
    ),
    Question(
        "info.q-photo-details",
        5,
        Text("Do your photos on the internet show your school, your street, or where they were taken?"),
        Reply.YES,
        Text(
            "Some photos show your school, your street or where they were taken. A stranger can put the pieces together."
        ),
        _plan(
            Text("Take the location out of photos, and look at the background before you post them."),
            title=Text("Look at the background before you post"),
            minutes=_FEW,
        ),
        Level.NOTE,
    ),
)
"""Questions of the tips 1 to 5, at most five on one page. Those of blackmail are asked only behind the door, in no list."""


def of_tip(tip: int) -> tuple[Question, ...]:
    """Questions on the page of one tip, in their order."""
    return tuple(question for question in QUESTIONS if question.tip == tip)
