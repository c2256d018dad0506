"""Section about leaks: its words and buttons, for each state of the question."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from postigo.core.policy_says import NO_ONLINE
from postigo.core.values import Text
from postigo.gui.passwords.models.leaks import Asking, Leaks
from postigo.passwords.model import Reason, Source
from postigo.passwords.wording import LIST_TROUBLES


class Choose(Enum):
    """Buttons of the section."""

    COUNT = auto()
    LIST = auto()
    YES = auto()
    NO = auto()
    HOLD = auto()


@dataclass(frozen=True, slots=True)
class LeaksTold:
    """The section. `state` stands in its folded line; `done` of `total` while it asks."""

    state: Text
    body: tuple[Text, ...] = ()
    trouble: Text | None = None
    buttons: tuple[tuple[Text, Choose], ...] = ()
    done: int = 0
    total: int = 0


WHAT = Text("Stolen passwords end up in lists. We can look whether one of yours is in them. This is off until you ask.")
ONLINE = Text(
    "On the internet: five characters of a fingerprint of each password go to the service Have I Been Pwned, which answers "
    "with many like it. No password, no page and no name leaves this computer."
)
OFFLINE = Text("With a list that you have downloaded: nothing leaves this computer.")
MASTER = Text("A locked file asks for its main password again: we kept none.")
DELETED = Text("The file is deleted, so it cannot be looked through again. Export it once more if you want to know.")
LOCKABLE = frozenset({Source.KDBX, Source.BITWARDEN_PROTECTED})
MANY = 2000  # ranges from which a downloaded list is the better way

_COUNT = (Text("See how much it would be"), Choose.COUNT)
_LIST = (Text("I have the downloaded list…"), Choose.LIST)


def leaks_told(leaks: Leaks) -> LeaksTold:
    """The section as things stand."""
    match leaks.asking:
        case Asking.OFF:
            return _off(leaks)
        case Asking.COUNTING:
            return LeaksTold(Text("counting…"), (Text("The file is read again. Nothing leaves this computer."),))
        case Asking.ASKED:
            return _asked(leaks)
        case Asking.FETCHING:
            values = {"done": leaks.done, "total": leaks.total}
            now = Text("Asked {done} of {total}", values=values)
            stop = (Text("Stop for now"), Choose.HOLD)
            return LeaksTold(now, (), buttons=(stop,), done=leaks.done, total=leaks.total)
        case Asking.HELD:
            values = {"done": leaks.done, "total": leaks.total}
            now = Text("Stopped at {done} of {total}", values=values)
            buttons = ((Text("Go on"), Choose.YES), (Text("This is enough"), Choose.NO))
            return LeaksTold(now, (), leaks.trouble, buttons, leaks.done, leaks.total)
        case Asking.MATCHING | Asking.LIST:
            return LeaksTold(Text("looking it up…"))
        case Asking.DONE | Asking.LIST_DONE:
            return _done(leaks)


def _off(leaks: Leaks) -> LeaksTold:
    trouble = None
    if leaks.passwords.for_leaks and leaks.passwords.trouble is not None:
        trouble = leaks.passwords.trouble.text
    elif leaks.list_trouble is not None:
        trouble = LIST_TROUBLES[leaks.list_trouble]
    if leaks.passwords.deleted:
        return LeaksTold(Text("not looked"), (WHAT, DELETED))
    locked = leaks.passwords.result is not None and any(
        seen.source in LOCKABLE for seen in leaks.passwords.result.files
    )
    ways = (NO_ONLINE, OFFLINE) if leaks.offline else (ONLINE, OFFLINE)
    body = (WHAT, *ways, *((MASTER,) if locked else ()))
    return LeaksTold(Text("not looked"), body, trouble, _ways(leaks))


def _ways(leaks: Leaks) -> tuple[tuple[Text, Choose], ...]:
    """Buttons of the ways to look it up here."""
    return (_LIST,) if leaks.offline else (_COUNT, _LIST)


def _asked(leaks: Leaks) -> LeaksTold:
    values = {"n": leaks.total, "megabytes": leaks.megabytes}
    how_much = Text(
        "It takes {n} request, and up to {megabytes} MB will come.",
        "It takes {n} requests, and up to {megabytes} MB will come.",
        leaks.total,
        values,
    )
    body = [how_much, ONLINE, Text("The service sees your internet address, as every page does.")]
    if leaks.total > MANY:
        body.append(Text("That is a lot. A downloaded list is faster for so many."))
    buttons = ((Text("Yes, ask now"), Choose.YES), (Text("No"), Choose.NO))
    return LeaksTold(Text("waiting for your yes"), tuple(body), buttons=buttons)


def _done(leaks: Leaks) -> LeaksTold:
    found = sum(1 for entry in leaks.passwords.entries.values() if Reason.LEAKED in entry.reasons)
    where = Text("That list is as old as your file.") if leaks.asking is Asking.LIST_DONE else None
    body = []
    if found:
        state = Text("{n} was seen in a theft", "{n} were seen in a theft", found, {"n": found})
        body.append(Text("They stand first in the list below. Change them today."))
    elif leaks.partly or leaks.list_trouble is not None:
        state = Text("none found so far")
    else:
        state = Text("none found")
        body.append(Text("A password can be stolen without being in these lists. It is still no proof."))
    if leaks.partly:
        body.append(Text("Not all were asked for, so this is only a part."))
    if where is not None:
        body.append(where)
    trouble = LIST_TROUBLES[leaks.list_trouble] if leaks.list_trouble is not None else None
    return LeaksTold(state, tuple(body), trouble, () if leaks.passwords.deleted else _ways(leaks))
