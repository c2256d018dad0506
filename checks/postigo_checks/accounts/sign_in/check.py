"""`password.blank-or-auto`: whether this computer opens for anybody who sits there.

The rule (a catalogue severity of `high`): an account without a password is ACT, since it is open at any time, the lock
screen too. An automatic sign-in is ADVISE: the lock screen still asks, somebody must start the computer, and many who
encrypt the disk chose it with reason. A password that lies open is ADVISE: whoever reads it can try it elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from postigo.api import (
    Check,
    Coverage,
    Finding,
    Gap,
    Handle,
    HandleKind,
    Instruct,
    Level,
    OpenSettings,
    Place,
    Plan,
    Platform,
    Probe,
    Scope,
    Share,
    Text,
    gaps,
)
from postigo_checks.accounts.sign_in.fact import Part, SignIn
from postigo_checks.accounts.sign_in.linux import linux
from postigo_checks.accounts.sign_in.macos import macos
from postigo_checks.accounts.sign_in.windows import KEPT, WINLOGON, windows

_ASK: Final = ("ask",)
_SET: Final = ("set",)
_KEPT: Final = Handle(HandleKind.REGISTRY_VALUE, KEPT, WINLOGON)

_UNSEEN: Final = {
    Part.AUTOMATIC: Text("We could not see whether somebody is signed in when the computer starts."),
    Part.PASSWORDS: Text("We could not see of every account whether it has a password."),
}


def judge(fact: SignIn) -> Iterator[Finding | Gap]:
    """See the rule at the top of this module."""
    if fact.blank:
        text = Text(
            "{n} account here needs no password. Anyone who sits at this computer can use it.",
            "{n} accounts here need no password. Anyone who sits at this computer can use them.",
            fact.blank,
            {"n": fact.blank},
        )
        yield Finding("no-password", Level.ACT, text, fixes=_SET)
    if fact.automatic:
        text = Text(
            "This computer opens without a password when it starts. Anyone who turns it on can use your things."
        )
        yield Finding("automatic", Level.ADVISE, text, fixes=_ASK, handle=fact.setting)
    if fact.kept_open:
        text = Text("A password for signing in lies open in the settings of Windows. Every program here can read it.")
        yield Finding("password-in-the-open", Level.ADVISE, text, fixes=("forget",), handle=_KEPT)
    if fact.maybe_blank:
        text = Text(
            "{n} account here may have no password. Windows does not tell for sure.",
            "{n} accounts here may have no password. Windows does not tell for sure.",
            fact.maybe_blank,
            {"n": fact.maybe_blank},
        )
        yield Finding("maybe-no-password", Level.ADVISE, text, fixes=_SET)
    if fact.automatic is False and not (fact.blank or fact.kept_open or fact.maybe_blank):
        yield Finding("asks", Level.GOOD, Text("Nobody is signed in automatically when this computer starts."))
    yield from gaps(fact.unseen, _UNSEEN)


_PLANS: Final = (
    Plan(
        "ask",
        Text("Turn off the automatic sign-in"),
        (
            Instruct(Text("Press the Windows key and R together. Type netplwiz and press Enter.")),
            Instruct(Text("Tick “Users must enter a user name and password”, and press OK.")),
            Instruct(Text("If that box is not there, ask somebody who looks after computers to help you.")),
        ),
        Text("About 3 minutes."),
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "ask",
        Text("Turn off the automatic sign-in"),
        (
            OpenSettings(Place.ACCOUNTS),
            Instruct(Text("At “Automatically log in as”, choose “Off”.")),
        ),
        Text("About 1 minute."),
        on=frozenset({Platform.MACOS}),
    ),
    Plan(
        "ask",
        Text("Turn off the automatic sign-in"),
        (
            OpenSettings(Place.ACCOUNTS),
            Instruct(Text("Choose your account and turn off “Automatic Login”.")),
            Instruct(Text("On KDE it is in the settings of the login screen.")),
        ),
        Text("About 2 minutes."),
        on=frozenset({Platform.LINUX}),
    ),
    Plan(
        "forget",
        Text("Turn off the automatic sign-in and change the password"),
        (
            Instruct(Text("Turn off the automatic sign-in: Windows key and R, type netplwiz, tick the box, press OK.")),
            Instruct(Text("Then change the password of that account. If you use it elsewhere, change it there too.")),
            Instruct(Text("If we still see it after that, ask somebody who looks after computers to remove it.")),
        ),
        Text("About 10 minutes."),
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "set",
        Text("Give the account a password or a PIN"),
        (
            Instruct(Text("Open Settings, then Accounts, then Sign-in options.")),
            Instruct(Text("Choose “Password” or “PIN” and follow the steps.")),
            Instruct(Text("If it is somebody else's account, ask that person to do it.")),
        ),
        Text("About 5 minutes."),
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "set",
        Text("Give the account a password"),
        (
            OpenSettings(Place.ACCOUNTS),
            Instruct(Text("Choose the account and then “Password”. In a terminal you can type: passwd")),
            Instruct(Text("If it is somebody else's account, ask that person to do it.")),
        ),
        Text("About 5 minutes."),
        on=frozenset({Platform.LINUX}),
    ),
)

BLANK_OR_AUTO: Final = Check(
    id="password.blank-or-auto",
    title=Text("The password to come in"),
    why=Text(
        "Behind your account are your photos, your messages and your e-mail. A password keeps others out of them."
    ),
    tip=4,
    probe=Probe(linux=linux, windows=windows, macos=macos),
    judge=judge,
    coverage={
        Platform.LINUX: Coverage(
            Text("The settings of the login screen, and whether accounts have a password. Never the password itself."),
            Text("Without root, accounts of others where the desktop keeps no list. Accounts that live on a server."),
            elevated=True,
        ),
        Platform.WINDOWS: Coverage(
            Text("The automatic sign-in, and which accounts need no password. Never the password itself."),
            Text("Whether a password is blank: Windows tells only that none was ever set."),
        ),
        Platform.MACOS: Coverage(
            Text("The automatic sign-in. Never the password itself."),
            Text("Whether accounts have a password."),
        ),
    },
    share=Share.OPEN,
    scope=Scope.MACHINE,
    budget=35.0,
    fixes=_PLANS,
)
