"""Cards of the way to help: six, one action each.

Their order is the one on which the sources agree (guidance 2.1).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from postigo.core.values import Text
from postigo.guidance.countries import SPAIN
from postigo.guidance.helplines import Helplines
from postigo.guidance.path import CHOICES, Age, Situation


class Step(IntEnum):
    """Steps, one for each card."""

    BREATHE = 1
    STOP = 2
    PROOF = 3
    BLOCK = 4
    TELL = 5  # reached from every card: people in fear do not read in order
    REPORT = 6


@dataclass(frozen=True, slots=True)
class Part:
    """Part of a card: sentences, under a heading where the card has several parts."""

    texts: tuple[Text, ...]
    heading: Text | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """Card: its step, the one thing to do, and what helps to do it. No sentence is longer than 20 words."""

    step: Step
    title: Text
    parts: tuple[Part, ...]


NAMES: Final[Mapping[Step, Text]] = {
    Step.BREATHE: Text("Breathe"),
    Step.STOP: Text("Do not pay"),
    Step.PROOF: Text("Save the proof"),
    Step.BLOCK: Text("Block"),
    Step.TELL: Text("Tell somebody"),
    Step.REPORT: Text("Report it"),
}
"""Names of the steps, as their row shows them."""

REAL: Final = Text("I paid, or it shows something real")
"""Way from the e-mail to the six cards."""

_TITLES: Final = {
    Step.BREATHE: Text("Breathe. You are not alone."),
    Step.STOP: Text("Do not pay. Do not send more."),
    Step.PROOF: Text("Save the proof, but no intimate pictures"),
    Step.BLOCK: Text("Block that person, and delete nothing"),
    Step.TELL: Text("Tell somebody today"),
    Step.REPORT: Text("Report it, and ask for support"),
}
_CARERS_TITLES: Final = _TITLES | {
    Step.BREATHE: Text("Breathe. The most important thing is not to blame."),
    Step.STOP: Text("No payment, and no more pictures"),
    Step.PROOF: Text("Save the proof. Do not look at the pictures."),
    Step.TELL: Text("Talk to people who know how to help"),
}


def cards(lines: Helplines, age: Age, country: str) -> tuple[Card, ...]:
    """Six cards in the wording of an age, with what holds in a country. For a child there is `child()` instead."""
    titles = _CARERS_TITLES if age is Age.CARER else _TITLES
    return tuple(Card(step, titles[step], tuple(_parts(step, lines, age, country))) for step in Step)


def child() -> Card:
    """Card for somebody of up to 12 years: tell an adult, and whom to call. Nothing else."""
    return Card(
        Step.TELL,
        Text("Tell an adult you trust now"),
        (
            Part(
                (
                    Text("It is not your fault. You are not alone."),
                    Text("Asking for help is not doing anything bad."),
                    Text("You can also call. The adult can call with you."),
                    Text("Does that adult not help you, or frighten you? Tell another one, or call."),
                )
            ),
        ),
    )


def bluff(lines: Helplines, country: str) -> Card:
    """Card for an e-mail that was probably sent to thousands. Its advice is the opposite of the six cards'."""
    return Card(
        Step.STOP, Text("Such e-mails are mostly a lie, sent to thousands"), (Part(tuple(_bluff(lines, country))),)
    )


def _bluff(lines: Helplines, country: str) -> Iterator[Text]:
    yield Text("Most of these e-mails go to thousands of people, and nobody recorded anything.")
    yield Text("Do not pay, and do not answer.")
    yield Text("Does it show a password of yours? It can be a real one, stolen from a web site, perhaps years ago.")
    yield Text("A password does not prove a recording. Change it today, everywhere that you use it.")
    yield Text("The same holds for your name, your telephone or your address: lists with them are sold.")
    yield Text("Does it show a real picture of you, or something that only you know? Did you pay?")
    yield Text(
        "Then it may be real. Delete nothing: the advice for “{threat}” is for you.",
        values={"threat": CHOICES[Situation.THREAT]},
    )
    if country == SPAIN and (advice := lines.numbers(number="es-017-tel")):
        yield Text("Ask {number} where to report the e-mail. It is free.", values=advice)
    yield Text("If nothing in it is real, you can delete the e-mail once you have reported it.")


def _parts(step: Step, lines: Helplines, age: Age, country: str) -> Iterator[Part]:
    match step:
        case Step.BREATHE:
            yield Part(tuple(_breathe(age)))
        case Step.STOP:
            yield Part(tuple(_stop(age)))
        case Step.PROOF:
            yield Part(tuple(_proof(age)))
        case Step.BLOCK:
            yield Part(tuple(_block(age)))
        case Step.TELL:
            yield Part(tuple(_tell(lines, age, country)))
        case Step.REPORT:
            yield Part(tuple(report(lines, age, country)), Text("With the police"))
            yield Part(tuple(_take_down(lines, age, country)), Text("If there are pictures"))
            yield Part(tuple(_talk(age)), Text("For you"))


def _breathe(age: Age) -> Iterator[Text]:
    if age is Age.CARER:
        yield Text("What happened is not the fault of the child or teenager. Say so.")
        yield Text("You can say: “Thank you for telling me. I am with you.”")
        yield Text("Listen first. Do not ask why, and do not take the phone away as a punishment.")
        return
    yield Text("It is not your fault. The person who threatens you does something illegal.")
    if age is not Age.ADULT:
        yield Text("Asking for help is not doing anything bad.")
    yield Text("This happens to many people, and there is help for it.")
    yield Text("Do one thing after the other. You can stop at any time.")


def _stop(age: Age) -> Iterator[Text]:
    yield Text("Paying rarely ends it: they often ask for more.")
    if age is Age.CARER:
        yield Text("Ask the child or teenager to send no more pictures or videos, not even one.")
        yield Text("Nobody answers that person any more. Do not write to that person yourself either.")
    else:
        yield Text("Send no more pictures or videos, not even one.")
        yield Text("Stop answering. Nobody has to explain anything to that person.")
    if age is Age.TEEN:
        yield Text("Have you paid? It is not too late. Tell an adult and the bank today, and keep the receipt.")
    else:
        yield Text("Was money paid? It is not too late. Tell the bank today, and keep the receipt.")
    if age is not Age.CARER:
        yield Text(
            "Are you afraid that pictures will be shared? “{report}” shows what helps against that.",
            values={"report": NAMES[Step.REPORT]},
        )


def _proof(age: Age) -> Iterator[Text]:
    if age is Age.CARER:
        yield Text("Do not look at the intimate pictures, do not copy them, and do not ask for them.")
        yield Text("Leave them where they are, and the device as it is.")
        yield Text("Write down the profile, its address, the dates, and what that person asks for.")
    else:
        yield Text("Delete nothing. Keep the messages, the dates, and the whole address of the profile: names change.")
        yield Text("Take screenshots of the threats: the whole screen, with its date. Take none of intimate pictures.")
        yield Text("Write down what that person asks for, and where the money should go.")
        yield Text("Do not copy or send intimate pictures, not even to report. Leave them where they are.")
    yield Text("Do the messages disappear by themselves? Then save them today.")
    if age is Age.CARER:
        yield Text("Save only the threats, on that same device, and no intimate picture.")
    yield Text("Was something deleted already? It can still be reported. Delete no more.")


def _block(age: Age) -> Iterator[Text]:
    if age is Age.CARER:
        yield Text("Do it together with the child or teenager, and not behind their back.")
    yield Text("First save the proof. Then block that person in every app.")
    yield Text("Report that profile to the app too, with the app's own button.")
    yield Text("Do not delete the account or the chats: they are proof.")
    if age is Age.CARER:
        yield Text("Does the child or teenager need a rest? The account can be deactivated, and not deleted.")
    else:
        yield Text("If you need a rest, deactivate the account instead of deleting it.")
    yield Text("Hide the list of friends or followers, if the app lets you.")


def _tell(lines: Helplines, age: Age, country: str) -> Iterator[Text]:
    match age:
        case Age.CARER:
            yield Text("Are you a teacher? The welfare coordinator of your school comes first.")
            if country == SPAIN:
                yield Text("Families have a line of their own, and schools too: somebody listens there and advises.")
        case Age.ADULT:
            yield Text("Choose somebody you trust. You do not have to carry this alone.")
        case Age.UNTOLD:
            yield Text("Choose somebody you trust. If you are under 18, choose an adult.")
        case Age.TEEN | Age.CHILD:
            yield Text("Choose an adult you trust: somebody in your family, a teacher, a doctor.")
            yield Text("Does that adult not help you, or frighten you? Tell another one, or call.")
    if age is not Age.CARER:
        yield Text("You can begin so: “Somebody threatens me, and I need your help.”")
        yield Text("You do not have to tell everything, and you do not have to show any picture.")
        yield Text("Or call, or write. Before you tell anything, you can ask what they will do with it.")
    if country == SPAIN and (advice := lines.numbers(number="es-017-tel")):
        yield Text("{number} gives advice. It does not take police reports.", values=advice)


def report(lines: Helplines, age: Age, country: str) -> Iterator[Text]:
    """Sentences on where a report to the police is made, and where it is not."""
    if country != SPAIN:
        yield Text("Report it to the police, in detail. Take the device and the proof with you.")
        if age is not Age.ADULT:
            yield Text("Somebody under 18 goes with an adult.")
        return
    yield Text("The report is made in person, at a police station or a Guardia Civil post.")
    if age is not Age.ADULT:
        yield Text("Somebody under 18 goes with an adult.")
    yield Text("Take the device and the proof with you.")
    yield Text("Tell it in detail: what happened, when, and what is known of that person.")
    if where := lines.numbers(police="es-091", guard="es-062"):
        yield Text("{police} and {guard} are for what is happening now, and to ask where to go.", values=where)
    if advice := lines.numbers(number="es-017-tel"):
        yield Text("{number} and the web form of the police do not take this report.", values=advice)


def _take_down(lines: Helplines, age: Age, country: str) -> Iterator[Text]:
    yield Text("Is a picture published already? Report it first with the button of that app.")
    if country == SPAIN:
        yield Text("Then use the Canal Prioritario of the AEPD, the Spanish agency for data protection.")
        if age in {Age.TEEN, Age.UNTOLD}:
            yield Text("From 14 on you can ask it yourself, without saying who you are.")
    if age is not Age.ADULT and (page := lines.numbers(page="ww-takeitdown")):
        yield Text(
            "Under 18 in the picture: {page}, by NCMEC. Other things with the name “Take It Down” are not this one.",
            values=page,
        )
    if age in {Age.ADULT, Age.UNTOLD} and (page := lines.numbers(page="ww-stopncii")):
        yield Text(
            "18 or older in the picture: {page}. Write down the number and the code that it gives you.", values=page
        )
    if age is Age.CARER:
        yield Text("The child or teenager does it on their own device, and the picture never leaves it.")
        return
    yield Text("The picture never leaves your device there. Never send it to anybody, not even to take it down.")


def _talk(age: Age) -> Iterator[Text]:
    if age is Age.CARER:
        yield Text("Stay near in the next days. A psychologist can help, and can help you too.")
    else:
        yield Text("In the next days, talk to somebody. A psychologist can help too.")
