"""Judge of `image.open-shares`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from postigo.api import Finding, Gap, Handle, HandleKind, Keyword, Level, Subject, Text, gaps
from postigo_checks.image.open_shares.fact import Part, Shared, Shares

_CLOSE: Final = ("close",)
_UNSEEN: Final = dict.fromkeys(Part, Text("We could not see all the folders that are shared on the network."))
_GUESTS: Final = Handle(HandleKind.SWITCH, "-smbGuestAccess", "sysadminctl")
_WEBDAV: Final = Handle(HandleKind.SHARE, "gnome-user-share-webdav", "gnome")
_MOST: Final = 5  # names in a sentence


def judge(fact: Shares) -> Iterator[Finding | Gap]:
    """Findings on shares, those that are open to everybody first."""
    said = [*_folders(fact), *_sharing(fact)]
    yield from said
    if not said and not fact.unseen:
        yield Finding("none", Level.GOOD, Text("No folder of this computer is shared on the network."))
    yield from gaps(fact.unseen, _UNSEEN)


def _folders(fact: Shares) -> Iterator[Finding]:
    freely = [folder.name for folder in fact.folders if folder.freely]
    others = [folder.name for folder in fact.folders if not folder.freely]
    mine, meant = (_by_people(folder for folder in fact.folders if folder.freely is so) for so in (True, False))
    if freely:
        text = Text(
            "A folder of this computer is open to everybody on the network, without a password: {names}.",
            "{n} folders of this computer are open to everybody on the network, without a password: {names}.",
            len(freely),
            {"n": len(freely), "names": freely[:_MOST]},
        )
        only = Handle(HandleKind.SHARE, freely[0].text) if len(freely) == 1 and not mine else None
        yield Finding("open-to-everybody", Level.ADVISE, text, fixes=_CLOSE, handle=only, subjects=mine)
    if others:
        text = Text(
            "A folder of this computer is shared on the network, only with those who are allowed to see it: {names}.",
            "{n} folders of this computer are shared on the network, only with those who are allowed to see them: {names}.",
            len(others),
            {"n": len(others), "names": others[:_MOST]},
        )
        yield Finding("shared", Level.NOTE, text, fixes=_CLOSE, subjects=meant)


def _by_people(folders: Iterable[Shared]) -> tuple[Subject, ...]:
    """Folders that people share by themselves."""
    return tuple(
        Subject(one.name, Handle(HandleKind.SHARE, one.name.text, "usershare")) for one in folders if one.by_person
    )


def _sharing(fact: Shares) -> Iterator[Finding]:
    if fact.guests:
        text = Text(
            "File sharing is on, and guests may come in without a password. They could see or copy what is inside."
        )
        yield Finding("guests-may-come-in", Level.ADVISE, text, fixes=_CLOSE, handle=_GUESTS)
    elif fact.guests is False:
        text = Text("File sharing is on, for those who may sign in.")
        yield Finding("sharing-on", Level.NOTE, text, fixes=_CLOSE)
    if fact.showing:
        text = Text(
            "Pictures or films of this computer are shown to every device on the network by {programs}.",
            values={"programs": list(fact.showing)},
        )
        yield Finding("shows-media", Level.ADVISE, text, fixes=_CLOSE)
    if fact.handing_out:
        text = Text(
            "Files of this computer are shared on the network by {programs}.",
            values={"programs": list(fact.handing_out)},
        )
        mine = (Subject(Keyword("GNOME"), _WEBDAV),) if fact.by_gnome else ()
        fixes = ("close-gnome", *_CLOSE) if fact.by_gnome else _CLOSE
        yield Finding("shares-by-program", Level.NOTE, text, fixes=fixes, subjects=mine)
