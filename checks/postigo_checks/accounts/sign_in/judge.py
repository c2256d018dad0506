"""Judge of `password.blank-or-auto`: an account without a password is **ACT**, a sign-in by itself **ADVISE**.

The rule (a catalogue severity of `high`): an account without a password is open at any time, the lock
screen too. With an automatic sign-in the lock screen still asks, somebody must start the computer, and many who
encrypt the disk chose it with reason. A password that lies open is **ADVISE**: whoever reads it can try it elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from postigo.api import Finding, Gap, Handle, HandleKind, Level, Text, gaps
from postigo_checks.accounts.sign_in.fact import Part, SignIn
from postigo_checks.accounts.sign_in.windows import KEPT, WINLOGON

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
