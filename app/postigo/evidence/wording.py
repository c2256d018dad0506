"""Words of a log: its parts, its faults, what its times are worth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby, pairwise
from typing import Final, assert_never

from postigo.core.values import Numeral, Path, Quoted, Text
from postigo.evidence.chain import Checked, Fault, Misfit
from postigo.evidence.clock import InStep, Moment
from postigo.evidence.entry import Draft, Kind, Part
from postigo.evidence.log import Log
from postigo.evidence.picked import Now
from postigo.evidence.rules import Gate
from postigo.evidence.stamp_check import Seen

HELPS: Final = Text("This list helps the police. It is not a police report and not an expert report.")
READABLE: Final = Text("Whoever has it can read it: it has no password.")
AGREES: Final = Text("It agrees with your signed paper.")
DISAGREES: Final = Text(
    "It does not agree with your signed paper. Something was cut off or changed, or a letter is wrong."
)

NO_HEAD: Final = Text("Type the number in figures, and at least 8 letters of the fingerprint.")

PARTS: Final[Mapping[Part, Text]] = {
    Part.WHAT: Text("What happened"),
    Part.WHO: Text("Who"),
    Part.WHEN: Text("When"),
    Part.WHERE: Text("Where (which app or page)"),
    Part.URL: Text("Address of the page or profile"),
    Part.PROFILE: Text("Name and number of the profile"),
    Part.PAYMENT: Text("Payment (account, telephone, wallet, amount)"),
    Part.REFERENCE: Text("Something that stays where it is, in words"),
    Part.TO: Text("To whom"),
    Part.DAY: Text("On which day"),
}
GATES: Final[Mapping[Gate, Text]] = {
    Gate.CLEAR: Text("Yes, that is so"),
    Gate.UNSURE: Text("I am not sure"),
    Gate.SHOWS: Text("No, it does show that"),
}
"""Answers to `rules.GATE`."""
STATES: Final[Mapping[Now, Text]] = {
    Now.UNCHANGED: Text("unchanged"),
    Now.CHANGED: Text("changed since it was noted"),
    Now.NOT_FOUND: Text("not found where it was"),
    Now.UNREADABLE: Text("cannot be read, so nothing is known of it"),
}
CLOCKS: Final[Mapping[InStep, Text]] = {
    InStep.YES: Text("by the clock of the computer where it was written, which its system called synchronised"),
    InStep.NO: Text("by the clock of the computer where it was written, which its system called not synchronised"),
    InStep.UNKNOWN: Text("by the clock of the computer where it was written"),
}


def kind(draft: Draft) -> Text:
    """Kind of an entry, with the number that it says anew."""
    match draft.kind:
        case Kind.NOTED:
            return Text("Noted")
        case Kind.CHANGED:
            return Text("Says entry {n} anew", values={"n": draft.changes or 0})
        case Kind.SHOWN:
            return Text("Shown")
        case Kind.HANDED:
            return Text("Handed over")
        case Kind.STAMPED:
            return Text("Time stamp of entry {n}", values={"n": draft.stamp.entry if draft.stamp else 0})
    assert_never(draft.kind)


def verified(log: Log) -> Iterator[Text]:
    """Answer about a log: it is as it was written, or what does not match."""
    if log.sound:
        count = log.checked.head.count
        yield (
            Text(
                "No change can be seen: its one entry matches.",
                "No change can be seen: all {n} entries match.",
                n=count,
                values={"n": count},
            )
            if count
            else Text("It has no entry yet.")
        )
        if count:
            yield Text("Only a signed paper or a time stamp shows whether all of it was written anew.")
        return
    for misfit in log.checked.misfits:
        yield _misfit(misfit)
    if log.altered:
        files = [Path(name) for name in log.altered]
        yield Text("These files of the log are not as they were written: {files}.", values={"files": files})
    told = {number for misfit in log.checked.misfits for number in misfit.numbers}
    if {entry.seq for entry in log.checked.entries} - told:
        yield Text("All other entries can be read, and match.")


def worth(checked: Checked) -> Iterator[Text]:
    """Worth of the times in a log, and where its clock was set back."""
    if checked.entries and all(entry.moment.in_step is InStep.YES for entry in checked.entries):
        yield Text(
            "The times are by the clock of the computer where it was written. Its system called it synchronised. That is no proof of them."
        )
    else:
        yield Text(
            "The times are only by the clock of the computer where it was written. They do not prove when something happened."
        )
    back = [later.seq for before, later in pairwise(checked.entries) if _earlier(later.moment, before.moment)]
    if back:
        yield Text("The clock was set back before entry {numbers} was written.", values={"numbers": _ranges(back)})


def stamped(checked: Iterable[Seen], *, named: bool = False) -> Iterator[Text]:
    """Worth of time stamps by somebody else. `named`: whether the person named certificates to which they lead."""
    for one in checked:
        if one.stamp is None:
            why = one.trouble or Text("nothing is known of it")
            yield Text("Time stamp of entry {n}: {why}", values={"n": one.entry, "why": why})
            continue
        when = Quoted(f"{one.stamp.at:%Y-%m-%d %H:%M:%S} UTC")
        if one.first == 1:
            yield Text(
                "A time stamp says: entry {n}, and all before it, existed at {when}.",
                values={"n": one.entry, "when": when},
            )
        else:
            covered = _ranges(range(one.first, one.entry + 1))
            yield Text(
                "A time stamp says: entry {numbers} existed at {when}. It says nothing of those before.",
                values={"numbers": covered, "when": when},
            )
        signer = {"signer": Quoted(one.stamp.signer), "key": Quoted(one.stamp.key[:16])}
        if named:
            yield Text("Its certificate, of “{signer}”, leads to the file that you named.", values=signer)
        else:
            yield Text(
                "It is signed by the key {key}… of “{signer}”. Nobody asked here whose key that is.", values=signer
            )


def leaves(service: str) -> list[Text]:
    """Sentences on what leaves when a service is asked for a stamp, before it does."""
    told = [
        Text(
            "One fingerprint of your log goes to {service}. Nothing that you wrote does.",
            values={"service": Quoted(service)},
        ),
        Text(
            "The service sees the network address of this computer. Whoever runs this network sees which service you ask."
        ),
    ]
    if not service.lower().startswith("https:"):
        told.append(Text("This address begins with http: others on the way can see the fingerprint too."))
    return told


def _earlier(one: Moment, other: Moment) -> bool:
    """Whether a moment lies before another. One that is no time lies nowhere."""
    try:
        return datetime.fromisoformat(one.at) < datetime.fromisoformat(other.at)
    except (ValueError, TypeError):  # TypeError: one of them has no offset
        return False


def _misfit(misfit: Misfit) -> Text:
    numbers = {"numbers": _ranges(misfit.numbers)}
    match misfit.fault:
        case Fault.CHANGED:
            return Text("Changed after it was written: entry {numbers}.", values=numbers)
        case Fault.MISSING:
            return Text("Cut out: entry {numbers}.", values=numbers)
        case Fault.CUT:
            return Text("Cut off at the end: entry {numbers}.", values=numbers)
        case Fault.DOUBLED:
            return Text("There more than once: entry {numbers}.", values=numbers)
        case Fault.MOVED:
            return Text("Moved to another place: entry {numbers}.", values=numbers)
        case Fault.REORDERED:
            return Text("Put in another order: entries {numbers}.", values=numbers)
        case Fault.ADDED:
            return Text("Put in from elsewhere: line {numbers} of the log.", values=numbers)
        case Fault.UNPROVEN:
            return Text("Nothing vouches for entry {numbers} any more. It can be read.", values=numbers)
    assert_never(misfit.fault)


def _ranges(numbers: Sequence[int]) -> list[int | Numeral]:
    """Numbers as a sentence lists them: three and more in a row as "4-9"."""
    found: list[int | Numeral] = []
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        row = [number for _, number in group]
        found += row if len(row) < 3 else [Numeral(f"{row[0]}-{row[-1]}")]
    return found


def said(draft: Draft) -> Iterable[tuple[Text, Quoted]]:
    """Parts of an entry in the order of the page, with what was typed."""
    return [(PARTS[part], Quoted(draft.said[part])) for part in Part if draft.said.get(part)]
