"""`update.apps`: whether programs that do not belong to the system are kept current.

Which of them are old, only the network could tell. What this machine knows is when somebody last renewed something, and whether
that happens by itself:

- **GOOD**: by itself, and (where that can be seen) within the last six weeks: some snap is always new by then;
- **NOTE**: by hand, within the last two months; what apt knows to be newer at other makers' sources, which may be an hour
  old; and that on Windows and macOS there are programs that nobody keeps;
- **ADVISE**: switched off, or nothing was renewed for longer. What was installed last week would be new too, so these dates
  make nothing good that is renewed by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from postigo.api import (
    Check,
    Coverage,
    Finding,
    Gap,
    Instruct,
    Level,
    NotApplicable,
    Plan,
    Platform,
    Probe,
    Scope,
    Share,
    Text,
    Unknown,
    Value,
)
from postigo_checks.updates.apps.fact import Keeper, Kept, Off, Programs
from postigo_checks.updates.apps.probes import linux, macos, windows

BY_ITSELF: Final = timedelta(days=42)
BY_HAND: Final = timedelta(days=60)
AHEAD: Final = timedelta(days=1)


def judge(fact: Programs) -> Iterator[Finding | Gap] | NotApplicable:
    """Each keeper by itself; the programs without one; what could not be seen."""
    if not (fact.kept or fact.others or fact.missed or fact.elsewhere):
        return NotApplicable(
            Text("There are no programs from snap, flatpak or Homebrew. Those of the system are another check.")
        )
    return _judge(fact)


def _judge(fact: Programs) -> Iterator[Finding | Gap]:
    for kept in fact.kept:
        yield _one(kept, fact)
    if fact.elsewhere:
        text = Text(
            "{n} program from another maker's source has a newer version. Installing all updates brings it.",
            "{n} programs from other makers' sources have a newer version. Installing all updates brings them.",
            fact.elsewhere,
            {"n": fact.elsewhere},
        )
        yield Finding("elsewhere-waiting", Level.NOTE, text, fixes=("renew-apt",))
    if fact.others:
        text = Text("Programs from elsewhere update themselves, or wait for you. We cannot tell which are old.")
        yield Finding("others", Level.NOTE, text)
    for keeper, unknown in fact.missed:
        text = Text("We could not see how {keeper} keeps its programs current.", values={"keeper": keeper.value})
        yield Gap(unknown.why, text)


def _one(kept: Kept, fact: Programs) -> Finding | Gap:
    name, renewed = kept.keeper.value, kept.renewed
    values: dict[str, Value] = {"keeper": name}
    evidence = _count(kept)
    if kept.alone is False:
        text = Text("{keeper} does not update its programs by itself. That is switched off.", values=values)
        return Finding("switched-off", Level.ADVISE, text, name, evidence, (_on_again(kept),))
    if kept.newest is not None:
        return _seen(kept, kept.newest, fact)
    if renewed is None and kept.alone:
        text = Text("{keeper} updates its programs by itself.", values=values)
        return Finding("by-itself", Level.GOOD, text, name, evidence)
    if renewed is None:
        text = Text("{keeper} does not tell when its programs were last updated.", values=values)
        return Gap(Unknown.MISSING, text)
    if renewed > fact.now + AHEAD:
        return _ahead(kept)
    values["date"] = renewed.date()
    if fact.now - renewed > BY_HAND:
        return _not_renewed(kept, renewed)
    text = Text("Programs of {keeper} were last updated on {date}. It does not do that by itself.", values=values)
    return Finding("by-hand", Level.NOTE, text, name, evidence)


def _seen(kept: Kept, newest: datetime, fact: Programs) -> Finding | Gap:
    """A keeper that renews by itself, whose files tell: what was renewed, and what came at all."""
    if newest > fact.now + AHEAD:
        return _ahead(kept)
    if fact.now - newest > BY_ITSELF:
        return _not_renewed(kept, newest)
    values: dict[str, Value] = {"keeper": kept.keeper.value}
    if kept.renewed is None or fact.now - kept.renewed > BY_ITSELF:
        return Gap(Unknown.MISSING, Text("{keeper} does not tell when its programs were last updated.", values=values))
    values["date"] = kept.renewed.date()
    text = Text("{keeper} updates its programs by itself, last on {date}.", values=values)
    return Finding("by-itself", Level.GOOD, text, kept.keeper.value, _count(kept))


def _ahead(kept: Kept) -> Gap:
    values: dict[str, Value] = {"keeper": kept.keeper.value}
    text = Text("{keeper} updated programs later than the clock of this computer says it is.", values=values)
    return Gap(Unknown.UNREADABLE, text)


def _not_renewed(kept: Kept, since: datetime) -> Finding:
    values: dict[str, Value] = {"keeper": kept.keeper.value, "date": since.date()}
    text = Text("{keeper} has not updated any program since {date}. Programs need updates too.", values=values)
    return Finding("not-renewed", Level.ADVISE, text, kept.keeper.value, _count(kept), (_FIX[kept.keeper],))


def _count(kept: Kept) -> dict[str, Value | Text]:
    return {"programs": kept.count} if kept.count else {}


_FIX: Final = {
    Keeper.SNAP: "renew-snap",
    Keeper.FLATPAK: "renew-flatpak",
    Keeper.HOMEBREW: "renew-homebrew",
    Keeper.APP_STORE: "app-store",
    Keeper.STORE: "store",
    Keeper.CHOCOLATEY: "renew-chocolatey",
    Keeper.SCOOP: "renew-scoop",
}
_ON_AGAIN: Final = {Off.RULE: "store-rule", Off.AFAR: "store-managed", Off.SERVICE: "store-service"}


def _on_again(kept: Kept) -> str:
    """The plan that switches a keeper on again: a rule makes its own switch grey."""
    return _ON_AGAIN.get(kept.off, _FIX[kept.keeper])


_EFFORT: Final = Text("About 10 minutes.")
_RENEW: Final = Text("Update the programs")
_BY_THEMSELVES: Final = Text("Let programs update themselves")

UPDATE_APPS: Final = Check(
    id="update.apps",
    title=Text("Updates of programs"),
    why=Text("Programs also need updates, not only the system."),
    tip=3,
    probe=Probe(linux=linux, windows=windows, macos=macos),
    judge=judge,
    coverage={
        Platform.LINUX: Coverage(
            Text(
                "When programs from snap, flatpak and Homebrew were last updated, and what apt's lists say of other makers' programs. The network is not asked."
            ),
            Text(
                "Which snaps and flatpaks are old. Other makers' sources of dnf and zypper. "
                "What one account installed for itself, and AppImages."
            ),
        ),
        Platform.WINDOWS: Coverage(
            Text(
                "Whether the Microsoft Store updates programs, and when Chocolatey and Scoop last did. The network is not asked."
            ),
            Text(
                "Which programs are old. Programs from winget and from web pages, and Scoop of one account. "
                "A pause of some weeks that somebody chose in the Store."
            ),
        ),
        Platform.MACOS: Coverage(
            Text("Whether the App Store updates programs, and when Homebrew last did. The network is not asked."),
            Text("Which programs are old. Programs from web pages."),
        ),
    },
    share=Share.OPEN,
    scope=Scope.MACHINE,
    fixes=(
        Plan(
            "renew-snap",
            _RENEW,
            (
                Instruct(Text("Type in a terminal: sudo snap refresh")),
                Instruct(Text("If they are on hold, type: sudo snap refresh --unhold")),
            ),
            _EFFORT,
            on=frozenset({Platform.LINUX}),
        ),
        Plan(
            "renew-flatpak",
            _RENEW,
            (
                Instruct(
                    Text("Open your software centre and install all updates, or type in a terminal: flatpak update")
                ),
            ),
            _EFFORT,
            on=frozenset({Platform.LINUX}),
        ),
        Plan(
            "renew-homebrew",
            _RENEW,
            (Instruct(Text("Type in a terminal: brew update && brew upgrade")),),
            _EFFORT,
            on=frozenset({Platform.MACOS, Platform.LINUX}),
        ),
        Plan(
            "app-store",
            _BY_THEMSELVES,
            (Instruct(Text("Open the App Store, then its settings. Turn on “Automatic Updates”.")),),
            Text("About 1 minute."),
            on=frozenset({Platform.MACOS}),
        ),
        Plan(
            "store",
            _BY_THEMSELVES,
            (
                Instruct(Text("Open the Microsoft Store, click your picture, then “Settings”. Turn on “App updates”.")),
                Instruct(Text("On a school or work computer, tell the person who looks after it.")),
            ),
            Text("About 1 minute."),
            on=frozenset({Platform.WINDOWS}),
        ),
        Plan(
            "store-rule",
            Text("Find out who made the rule that holds back the Store"),
            (
                Instruct(
                    Text("Is this a computer of a school or a firm? Then ask the person there who looks after it.")
                ),
                Instruct(
                    Text(
                        "Is it yours? Then a program that tunes Windows, or somebody, made the rule. Undo it in that program."
                    )
                ),
                Instruct(
                    Text(
                        "Or take the rule away by hand: open “regedit” as administrator, go to "
                        "HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\WindowsStore, and delete “AutoDownload” there."
                    )
                ),
            ),
            _EFFORT,
            on=frozenset({Platform.WINDOWS}),
        ),
        Plan(
            "store-managed",
            Text("Ask who looks after this computer"),
            (Instruct(Text("Your school or organisation has switched this off. Ask the person who set it up.")),),
            on=frozenset({Platform.WINDOWS}),
        ),
        Plan(
            "store-service",
            Text("Let Windows Update start again"),
            (
                Instruct(
                    Text("The Store fetches through the service of Windows Update, and that one is switched off.")
                ),
                Instruct(Text("A program may have switched updates off. Undo it in that program.")),
                Instruct(Text("On a school or work computer, tell the person who looks after it.")),
            ),
            _EFFORT,
            on=frozenset({Platform.WINDOWS}),
        ),
        Plan(
            "renew-apt",
            _RENEW,
            (
                Instruct(
                    Text(
                        "Open your software centre and install all updates, or type in a terminal: "
                        "sudo apt update && sudo apt upgrade"
                    )
                ),
            ),
            _EFFORT,
            on=frozenset({Platform.LINUX}),
        ),
        Plan(
            "renew-scoop",
            _RENEW,
            (Instruct(Text("Open a terminal as administrator and type: scoop update; scoop update --global --all")),),
            _EFFORT,
            on=frozenset({Platform.WINDOWS}),
        ),
        Plan(
            "renew-chocolatey",
            _RENEW,
            (Instruct(Text("Open a terminal as administrator and type: choco upgrade all")),),
            _EFFORT,
            on=frozenset({Platform.WINDOWS}),
        ),
    ),
)
