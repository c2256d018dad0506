"""Purposes of contacts in words, how and when they are reached, and their sources' day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Final

from postigo.core.values import Quoted, Text
from postigo.guidance.contacts import Contact, Person
from postigo.guidance.helplines import NO_NUMBERS, Channel, Helplines, Line, Purpose
from postigo.guidance.path import Age

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
    "es-alertcops": Text(
        "The app of the police: it sends them where you are, and you can write. The first time, it asks you to register."
    ),
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
    "es-024-chat": Text("The same help, in a chat. You find it on this page."),
    "es-esperanza": Text("If you feel very bad and want to talk."),
    "fr-114": Text("Emergencies, in writing: for anybody who cannot make a call."),
    "de-nora": Text("Emergencies, in writing. The first time, the app asks you to register."),
    "uk-999": Text(
        "If you are in danger now. If you cannot speak: call from a mobile, and press 5 two times when you are asked."
    ),
    "uk-999-sms": Text("Emergencies, in writing. Before the first time, send the word “register” to this number."),
    "us-911-sms": Text("Emergencies, in writing. It does not exist everywhere: if it does not, an answer says so."),
    "pe-113": Text("If you think of hurting yourself, or of ending your life. Choose option 5."),
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
    "ww-findahelpline": Text(
        "To find a line in your country, if you think of hurting yourself or feel very bad. Many answer in writing."
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

_TO_TALK: Final = Text("Somebody to talk to")
_ADVICE: Final = Text("Advice")
_PICTURES: Final = Text("Pictures on the internet")
_CLOSE: Final = Text("Family and partner")
_TOPICS: Final[Mapping[Purpose, Text]] = {
    Purpose.DANGER: Text("In danger"),
    Purpose.LIFE: _TO_TALK,
    Purpose.YOUNG: _TO_TALK,
    Purpose.ADVICE: _ADVICE,
    Purpose.FAMILY: _ADVICE,
    Purpose.POLICE: Text("To report it"),
    Purpose.MONEY: Text("If somebody paid"),
    Purpose.SPREADING: _PICTURES,
    Purpose.PICTURES: _PICTURES,
    Purpose.PLATFORM: _PICTURES,
    Purpose.ABUSE_IMAGES: _PICTURES,
    Purpose.VIOLENCE: _CLOSE,
    Purpose.MISSING: _CLOSE,
    Purpose.WATCHED: _CLOSE,
    Purpose.FINDER: Text("Help lines of each country"),
}
"""Headings over a long list of lines. Those of `Purpose.ELSEWHERE` are never shown."""

_FOR_A_CARER: Final[Mapping[Purpose, Text]] = {
    Purpose.DANGER: Text("If there is danger now, or if the child or teenager could be hurt."),
    Purpose.LIFE: Text("If the child or teenager thinks of hurting themselves, or of ending their life."),
}
"""Sentences for whoever helps somebody else. Those of single lines speak to the person in danger, but for written ones."""

_LINES_FOR_A_CARER: Final[Mapping[str, Text]] = {
    "es-aepd-prio-14": Text(
        "To take down a picture that was published without permission. From 14 on teenagers can ask."
    ),
    "ww-findahelpline": Text(
        "To find a line in your country, for somebody who feels very bad. Many answer in writing."
    ),
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


def meaning(contact: Contact, age: Age) -> Text:
    """Sentence on what it is for, to whoever reads it."""
    if isinstance(contact, Person):
        return _PEOPLE[contact][1]
    if age is Age.CARER:
        if contact.id in _LINES_FOR_A_CARER:
            return _LINES_FOR_A_CARER[contact.id]
        if contact.purpose in _FOR_A_CARER and not (contact.written and contact.id in _OF_A_LINE):
            return _FOR_A_CARER[contact.purpose]
    return _OF_A_LINE.get(contact.id, _OF_A_PURPOSE[contact.purpose])


def by_topic(lines: Iterable[Line]) -> Iterator[tuple[Text, tuple[Line, ...]]]:
    """Lines under headings. They come in the order of their purposes, as in `Contacts.more`."""
    for topic, of_it in groupby(lines, lambda line: _TOPICS[line.purpose]):
        yield topic, tuple(of_it)


def in_danger(contact: Contact, age: Age) -> Text:
    """Sentence on what it is for in danger. Most come there without having been asked how old they are."""
    if isinstance(contact, Line) and contact.purpose is Purpose.YOUNG and not contact.written:
        return Text("The child or teenager can call too.") if age is Age.CARER else Text("If you are under 18.")
    return meaning(contact, age)


CANNOT_SPEAK: Final = Text("If you cannot speak aloud")


def calm(age: Age) -> tuple[Text, ...]:
    """Words above the numbers in danger: how to breathe, and what to say."""
    if age is Age.CARER:
        return (
            Text("Stay near. Breathe out slowly, and then call."),
            Text("Say where you are, and that somebody under 18 is in danger."),
        )
    return (
        Text("Breathe out slowly, and then call."),
        Text("You do not have to explain everything. Say where you are, and that you are in danger."),
    )


def is_emergency_known(told: Iterable[Contact]) -> bool:
    """Whether an emergency number is among them. Where it is not, `emergency` says how to find it."""
    return any(isinstance(one, Line) and one.purpose is Purpose.DANGER for one in told)


def emergency(lines: Helplines) -> Text:
    """Words for a country whose emergency number is not in our file."""
    union = lines.numbers(number="eu-112")
    if union is None:
        return Text("Call the emergency number of your country.")
    return Text("Call the emergency number of your country. In the European Union it is {number}.", values=union)


def hours(line: Line) -> Text | None:
    """Hours in words; None where no source was read, and for pages."""
    return None if line.hours is None or line.address else line.hours.text


_HOW: Final[Mapping[Channel, Text]] = {
    Channel.SMS: Text("Send a text message (SMS) to this number."),
    Channel.APP: Text("An app: look for this name in the phone's store."),
}


def practical(line: Line) -> tuple[Text, ...]:
    """How and when it is reached; the day of a call to it, if known."""
    called = None if line.called_on is None else Text("Called on {date}.", values={"date": line.called_on})
    return tuple(one for one in (_HOW.get(line.channel), hours(line), called) if one is not None)


def read_on(lines: Iterable[Line]) -> Text:
    """Sentence on the day of their sources, once for all of them. The oldest day, where they differ."""
    days = {line.read_on for line in lines}
    if not days:
        return NO_NUMBERS
    if len(days) == 1:
        return Text("We read these numbers and pages in public sources on {date}.", values={"date": min(days)})
    return Text("We read these numbers and pages in public sources, the oldest on {date}.", values={"date": min(days)})


def of_school(contact: str) -> Text:
    """Sentence on whom the policy of the computer names. It stands below the help lines, and never in their place."""
    return Text(
        "Your school says who helps there: {contact}. Go there only if you want to, and if you trust them.",
        values={"contact": Quoted(contact)},
    )
