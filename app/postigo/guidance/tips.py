"""Tips of the National Police: their words, why, and one thing to do today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from postigo.core.values import Text


@dataclass(frozen=True, slots=True)
class Tip:
    """One of the six tips. `words` are the police's, `why` ours; `today` is one thing to do, and `minutes` what it takes."""

    number: int
    words: Text
    why: tuple[Text, ...]
    today: Text
    minutes: int


TIPS: Final = (
    Tip(
        1,
        Text("Take care of your own image."),
        (
            Text("Your picture is yours. If you send it, you no longer decide who sees it. Nobody can force you."),
            Text("Pictures also leave by themselves: to the internet, to a lost computer, to somebody at your desk."),
        ),
        Text("Look at the last pictures that you posted. Would you show them to somebody that you do not know?"),
        5,
    ),
    Tip(
        2,
        Text("Cover the cameras when you do not use them. The other person may be recording."),
        (
            Text("The camera can be on and you may not notice. A cover is cheap, and it always works."),
            Text("In a video call the other person can record you, and you will not see any sign of it."),
        ),
        Text("Put a piece of paper tape over each camera that you are not using."),
        1,
    ),
    Tip(
        3,
        Text("Keep your applications and your antivirus up to date, on the phone too."),
        (
            Text("Old programs have holes that everybody knows. Updates close them, and they cost nothing."),
            Text("Most private pictures and chats are on the phone, so it needs them most."),
        ),
        Text("Open the settings of your phone, look for “update”, and install what is waiting."),
        5,
    ),
    Tip(
        4,
        Text(
            "Do not share your passwords. Change them, and make them strong: "
            "no dates, no names of your family, no licence plates."
        ),
        (
            Text("For a web page, whoever has your password is you."),
            Text(
                "Change it at once if somebody saw it, if you shared it, or if it was leaked. "
                "Else a long one that is used nowhere else is worth more than a new one each month."
            ),
        ),
        Text("Give your e-mail a password of its own. Whoever gets into your e-mail can change all the others."),
        5,
    ),
    Tip(
        5,
        Text("Do not give more information than needed to people that you do not know."),
        (
            Text("A stranger puts small pieces together: your school, your street, the names of your friends."),
            Text("Whoever blackmails uses the list of friends to frighten. Who cannot see it cannot use it."),
        ),
        Text("Make your account private on the network that you use most, and hide the list of friends."),
        5,
    ),
    Tip(
        6,
        Text(
            "Do not yield to blackmail, and do not pay. If you are under 18, tell an adult you trust. Keep all the proof, "
            "write down what you know of that person, and report it in detail. Psychologists can help."
        ),
        (
            Text("Paying rarely stops it. Whoever gets paid mostly asks for more."),
            Text("It is not your fault. What that person does is illegal, and there is help for it."),
            Text("That person wants you to be alone and in a hurry. Whoever tells somebody is no longer alone."),
            Text("Delete nothing, answer nothing, and do not copy or send intimate pictures, not even to report."),
        ),
        Text("Think of one adult whom you would tell. You may never need it. If it is happening now: “I need help”."),
        1,
    ),
)
"""The tips in their order.

Source: Comisaría Provincial de Málaga, December 2023, in the words of this project.
"""

BY_NUMBER: Final = {tip.number: tip for tip in TIPS}
