"""Purposes of contacts in words, with their hours and the day of their source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from postigo.core.values import Numeral, Text
from postigo.guidance.contacts import Contact, Person
from postigo.guidance.helplines import Helplines, Line, Purpose

_OF_A_LINE: Final[Mapping[str, Text]] = {
    "es-017-tel": Text(
        "Free, confidential advice about problems on the internet, for everybody. It takes no police reports."
    ),
    "es-017-wa": Text("The same advice, written by WhatsApp. The chat stays on the phone."),
    "es-017-tg": Text("The same advice, written by Telegram. The chat stays on the phone."),
    "es-017-web": Text("The same advice, in a web form."),
    "es-anar-tel": Text(
        "Free and confidential, for children and teenagers. It is not on the bill, but the phone's call list shows it."
    ),
    "es-anar-chat": Text("For children and teenagers who cannot talk aloud. You find the chat on this page."),
    "es-anar-fam": Text("Advice for families and schools."),
    "es-anar-fam-2": Text("Advice for families and schools."),
    "es-pn-comisaria": Text(
        "Here the report is taken, in person. A Guardia Civil post takes it too. Somebody under 18 goes with an adult."
    ),
    "es-091": Text("For what is happening now, and to ask where to report it."),
    "es-062": Text("For what is happening now, and to ask where to report it."),
    "es-aepd-prio": Text(
        "To take down a picture or video that was published without permission. Give the address, never a copy."
    ),
    "es-aepd-prio-14": Text(
        "To take down a picture or video that was published without permission. From 14 on you can ask yourself."
    ),
    "es-016": Text("For women who suffer violence, and their families. Delete the call from the phone's list."),
    "es-016-wa": Text("The same help, written by WhatsApp. The chat stays on the phone."),
    "es-016-email": Text("The same help, by e-mail. The message stays in the mailbox."),
    "es-024": Text("If you think of hurting yourself, or of ending your life. It is free."),
    "es-esperanza": Text("If you feel very bad and want to talk."),
    "uk-reportremove": Text("To take down a picture of somebody who is under 18, in the United Kingdom."),
    "uk-rph": Text("Advice for adults, if somebody misuses intimate pictures."),
    "uk-rph-web": Text("Advice for adults, if somebody misuses intimate pictures."),
    "us-ccri": Text("Advice for adults, if somebody misuses intimate pictures."),
    "mx-089": Text("To report it without giving your name."),
    "us-ic3": Text("To report to the FBI that somebody paid. Ask the bank today to stop the payment."),
    "us-ftc-tida": Text(
        "Only for the United States: if a platform does not take the picture down in 48 hours. It is not “Take It Down”."
    ),
    "us-takeitdown": Text(
        "Helps to keep a picture from spreading, if the person in it was under 18. The picture never leaves the device."
    ),
    "ww-takeitdown": Text(
        "Helps to keep a picture from spreading, if the person in it was under 18. The picture never leaves the device."
    ),
    "ww-stopncii": Text(
        "Helps to keep a picture from spreading, if you were 18 or older in it. The picture never leaves your device."
    ),
    "ww-childhelp": Text("To find the help line for children in each country."),
    "eu-bik": Text("To find the help line for families in each country of Europe."),
}
"""Sentences of lines that can do more, or less, than others of their purpose."""

_OF_A_PURPOSE: Final[Mapping[Purpose, Text]] = {
    Purpose.DANGER: Text("If you are in danger now, or could hurt yourself now."),
    Purpose.LIFE: Text("If you think of hurting yourself, or of ending your life."),
    Purpose.YOUNG: Text("For children and teenagers."),
    Purpose.ADVICE: Text("Advice about problems on the internet."),
    Purpose.FAMILY: Text("Advice for families and schools."),
    Purpose.POLICE: Text("To report it."),
    Purpose.MONEY: Text("If somebody paid: ask to stop the payment today, and keep the receipt."),
    Purpose.SPREADING: Text("To keep a picture from spreading."),
    Purpose.PICTURES: Text("To take a picture down."),
    Purpose.PLATFORM: Text("To report the picture or the threat in this app."),
    Purpose.ABUSE_IMAGES: Text("To report sexual pictures of children. Give the address, never a copy."),
    Purpose.VIOLENCE: Text("If somebody in the family or a partner hurts or controls you."),
    Purpose.MISSING: Text("If a child or a teenager has disappeared."),
    Purpose.WATCHED: Text("If a partner watches your phone or computer. Open it on another device."),
    Purpose.FINDER: Text("To find a help line in each country."),
    Purpose.ELSEWHERE: Text("It takes other cases, not this one."),
}

_PEOPLE: Final[Mapping[Person, tuple[Text, Text]]] = {
    Person.TRUSTED_ADULT: (Text("An adult you trust"), Text("Somebody in your family, a teacher, a doctor. Today.")),
    Person.SCHOOL: (
        Text("The school's welfare coordinator"),
        Text("In Spain every school has one. In other countries, ask who looks after the pupils."),
    ),
}
YOUR_BANK: Final = Text("Your bank")


def title(contact: Contact) -> Text | str:
    """Name of a contact. That of a line is the same in every language, and comes as a plain word."""
    if isinstance(contact, Person):
        return _PEOPLE[contact][0]
    return contact.name or YOUR_BANK


def meaning(contact: Contact) -> Text:
    """Sentence on what it is for."""
    if isinstance(contact, Person):
        return _PEOPLE[contact][1]
    return _OF_A_LINE.get(contact.id, _OF_A_PURPOSE[contact.purpose])


def in_danger(contact: Contact) -> Text:
    """Sentence on what it is for, where nobody was asked how old they are."""
    young = isinstance(contact, Line) and contact.purpose is Purpose.YOUNG
    return Text("If you are under 18.") if young else meaning(contact)


def is_emergency_known(told: Iterable[Contact]) -> bool:
    """Whether an emergency number is among them. Where it is not, `emergency` says how to find it."""
    return any(isinstance(one, Line) and one.purpose is Purpose.DANGER for one in told)


def emergency(lines: Helplines) -> Text:
    """Words for a country whose emergency number is not in our file."""
    return Text(
        "Call the emergency number of your country. In the European Union it is {number}.",
        values={"number": Numeral(lines.value("eu-112"))},
    )


def hours(line: Line) -> Text | None:
    """Hours in words; None where no source was read, and for pages."""
    return None if line.hours is None or line.address else line.hours.text


def dated(line: Line) -> tuple[Text, ...]:
    """Day on which its source was read; day on which a person called it."""
    read = Text("Read in a public source on {date}.", values={"date": line.read_on})
    if line.called_on is None:
        return (read,)
    return (read, Text("Called on {date}.", values={"date": line.called_on}))
