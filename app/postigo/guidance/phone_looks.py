"""Looks at a phone, in the order of what matters most. Their menus' words are data (`guidance/phone.py`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from postigo.core.model import Instruct, Level, Plan
from postigo.core.values import Text
from postigo.guidance import phone
from postigo.guidance.phone import Look, System
from postigo.guidance.questions import Question, Reply

_FEW: Final = Text("About 5 minutes.")
_LONGER: Final = Text("About 15 minutes.")


@dataclass(frozen=True, slots=True)
class _Remedy:
    """Remedy for a look that is not fine: a sentence and a plan."""

    said: Text
    title: Text
    steps: tuple[Text, ...]
    minutes: Text = _FEW
    safety: bool = True


def _look(id_: str, name: Text, why: tuple[Text, Text], find: Text, fine: Text, remedy: _Remedy, tip: int = 3) -> Look:
    """Look whose id begins with its system. What another person may notice does not lead to "Start here"."""
    plan = Plan(
        "do", remedy.title, tuple(Instruct(step) for step in remedy.steps), remedy.minutes, safety=remedy.safety
    )
    level = Level.NOTE if remedy.safety else Level.ADVISE
    question = Question(f"phone.{id_}", tip, name, Reply.NO, remedy.said, plan, level)
    return Look(System(id_.partition("-")[0]), question, why, find, fine)


def _both(
    id_: str, name: Text, why: tuple[Text, Text], find: Text, fine: Text, remedy: _Remedy, tip: int = 3
) -> tuple[Look, ...]:
    """Looks of both systems that are alike. What is told of one phone is not told of another."""
    return tuple(_look(f"{system}-{id_}", name, why, find, fine, remedy, tip) for system in System)


_WHO_PUT_IT: Final = Text("Find out who put this there")
_LEAVE_IT: Final = (
    Text("Think of who set up the phone: you, your family, your school or your work."),
    Text("If you do not know, leave it as it is for now."),
    Text("Write down its name, or photograph the screen with another phone."),
    Text("Talk about it with somebody you trust, from another device."),
)

_SUPPORT = _Remedy(
    Text("You said that your phone no longer gets all updates."),
    Text("Get along without updates, and plan for another phone"),
    (
        Text("Keep intimate pictures and important accounts off this phone."),
        Text("Keep its apps up to date for as long as the store offers it."),
        Text("When you buy a phone, ask until which year it gets updates."),
    ),
    _LONGER,
    safety=False,
)
_UPDATES = _Remedy(
    Text("You said that an update of your phone is waiting."),
    Text("Install the update of your phone"),
    (
        Text("Charge the phone, and use a Wi-Fi that you know."),
        Text("Install what is offered, and let the phone restart."),
        Text("On the same page, switch on automatic updates."),
    ),
    _LONGER,
    safety=False,
)
_APPS = _Remedy(
    Text("You said that apps of your phone are out of date."),
    Text("Update the apps of your phone"),
    (Text("Tap the button that updates all of them."), Text("Switch on automatic updates in the store's settings.")),
    safety=False,
)
_TAKE_BACK = _Remedy(
    Text("You said that an app may see or hear more than it needs."),
    Text("Take it back from apps that do not need it"),
    (
        Text("If you do not know an app, leave it as it is, and ask somebody you trust."),
        Text("For your own apps: tap one, and allow it only while you use it, or not at all."),
        Text("Begin with apps that you hardly use."),
    ),
)
_LOCK = _Remedy(
    Text("You said that your phone has no lock, or that somebody else knows its code."),
    Text("Set a code that only you know"),
    (
        Text("Take six figures or more, but no birthday and no year."),
        Text("Nobody should see it when you type it."),
        Text("Look whether another face or finger than yours opens the phone too."),
    ),
)
_SHARING = _Remedy(
    Text("You said that somebody sees where you are, and that you do not want it."),
    Text("Decide calmly who may see where you are"),
    (
        Text("Whoever is in the list may notice when you stop."),
        Text("If there is no danger: tap the name, and stop sharing."),
        Text("Look into your chats and into apps of the family as well."),
    ),
)
_SUPPORT_WHY = (
    Text("A phone without updates keeps faults that everybody knows."),
    Text("Its maker decides for how many years they come."),
)

LOOKS: Final = (
    _look(
        "android-support",
        Text("Does the phone still get updates?"),
        _SUPPORT_WHY,
        Text("Read the version, and the day of the last security update."),
        Text("It is fine if that day is less than three months ago."),
        _SUPPORT,
    ),
    _look(
        "iphone-support",
        Text("Does the phone still get updates?"),
        _SUPPORT_WHY,
        Text("Read the name of the model, and the version of iOS."),
        Text("It is fine if the list below says that your model got all updates."),
        _SUPPORT,
    ),
    *_both(
        "updates",
        Text("Updates of the phone"),
        (
            Text("Updates mend faults that others use already."),
            Text("Many phones install them only when you say yes."),
        ),
        Text("Let the phone look for an update."),
        Text("It is fine if nothing is waiting."),
        _UPDATES,
    ),
    *_both(
        "apps",
        Text("Updates of the apps"),
        (
            Text("Chats, browser and photos are apps too."),
            Text("They are updated in the store, and not with the phone."),
        ),
        Text("Look whether updates of apps are waiting."),
        Text("It is fine if none is waiting."),
        _APPS,
    ),
    _look(
        "android-play-protect",
        Text("Play Protect"),
        (
            Text("Play Protect looks for harmful apps on Android phones."),
            Text("It is a part of the Play Store, and it costs nothing."),
        ),
        Text("Only read what it says. A scan may delete an app by itself, and somebody may notice."),
        Text("It is fine if it is on and names no app."),
        _Remedy(
            Text("You said that Play Protect is off, or that it names an app."),
            Text("Find out why, before you change it"),
            (
                Text("If it names an app, write down the name, and leave the app as it is."),
                Text("Show it to somebody you trust, from another device."),
                Text("If it is only off, and you fear nobody, switch it on."),
            ),
        ),
    ),
    _look(
        "android-sources",
        Text("Apps from outside the store"),
        (
            Text("Nobody has checked an app from outside the store."),
            Text("Programs that watch a person mostly come this way."),
        ),
        Text("Look which apps may install others."),
        Text("It is fine if none may, or if you allowed it yourself."),
        _Remedy(Text("You said that an app may install others, and you do not know why."), _WHO_PUT_IT, _LEAVE_IT),
    ),
    _look(
        "android-administrators",
        Text("Apps that manage the phone"),
        (
            Text("Such an app can lock or erase the phone, and is hard to delete."),
            Text("Apps that find a lost phone, and apps of work, are often there."),
        ),
        Text("Read the names of those that are on."),
        Text("It is fine if you know each of them."),
        _Remedy(Text("You said that an app that you do not know manages your phone."), _WHO_PUT_IT, _LEAVE_IT),
    ),
    _look(
        "iphone-profiles",
        Text("Profiles that manage the phone"),
        (
            Text("With a profile, a school, a firm or another person can manage the phone."),
            Text("Most private phones have none. Then there is only a line for VPN, or no page."),
        ),
        Text("Read the names of all profiles."),
        Text("It is fine if there is none, or if you know who put it there."),
        _Remedy(Text("You said that a profile that you do not know manages your phone."), _WHO_PUT_IT, _LEAVE_IT),
    ),
    _look(
        "android-accessibility",
        Text("Accessibility services"),
        (
            Text("These services can read the screen, and tap on it for you."),
            Text("They help many people. Some harmful apps use them too."),
        ),
        Text("Look which apps are on."),
        Text("It is fine if none is on, or if you use each of them."),
        _Remedy(Text("You said that an app that you do not know can read your screen."), _WHO_PUT_IT, _LEAVE_IT),
    ),
    *_both(
        "camera",
        Text("Apps with camera and microphone"),
        (
            Text("An app asks once, and may then do it for as long as you let it."),
            Text("The list shows all apps that may."),
        ),
        Text("Read which apps may use it."),
        Text("It is fine if you know each app, and it needs it for what you do."),
        _TAKE_BACK,
        2,
    ),
    *_both(
        "places",
        Text("Apps with location and photos"),
        (
            Text("An app with your location knows your home and your school."),
            Text("An app with all your photos can also send them away."),
        ),
        Text("Read which apps may, and which ones may always."),
        Text("It is fine if you know each app, and it needs it for what you do."),
        _TAKE_BACK,
        5,
    ),
    *_both(
        "lock",
        Text("Screen lock"),
        (
            Text("Without a lock, whoever holds the phone can read everything."),
            Text("A lock helps only if nobody else knows the code."),
        ),
        Text("Look whether a code is set, and whose face or finger opens the phone."),
        Text("It is fine if there is a code, and only you know it."),
        _LOCK,
    ),
    *_both(
        "sharing",
        Text("People who can see where you are"),
        (
            Text("Sharing a location is useful, and it is easily forgotten."),
            Text("Whoever sees it knows where you live, and when you are out."),
        ),
        Text("Read who is in the list."),
        Text("It is fine if you want each of them to see it."),
        _SHARING,
        5,
    ),
    _look(
        "iphone-safety-check",
        Text("Safety Check: who sees what you share"),
        (
            Text("Apple made it for people who fear somebody who is close to them."),
            Text("It shows, step by step, which people and apps see what you share."),
        ),
        Text("Only read. Its other way, for an emergency, stops everything at once."),
        Text("It is fine if you want each person and each app to see it."),
        _Remedy(
            Text("You said that a person or an app sees more than you want."),
            Text("Change it with care, one person at a time"),
            (
                Text("Think first of who will notice it."),
                Text("Go step by step, and stop sharing only what you no longer want."),
                Text("Leave the way for an emergency for when you have a plan, and help."),
            ),
        ),
        5,
    ),
)
"""Looks of both systems. The support of the system comes first: without it nothing else lasts."""

TIPS: Final = frozenset(look.question.tip for look in LOOKS)
"""Tips to which a look belongs: the phone is offered on their pages."""


def looks(system: System, edition: str) -> tuple[Look, ...]:
    """Looks of a phone, in their order. One for which the edition has no menu is left out."""
    return tuple(look for look in LOOKS if look.system is system and phone.menu(name(look), edition) is not None)


def name(look: Look) -> str:
    """Name of a look in the file of menus."""
    return look.question.id.removeprefix("phone.")
