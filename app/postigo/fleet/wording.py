"""Wording of a summary of many computers: states, reasons, changes. All formats and the window share it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from postigo.core.report import DOOR, Shutter
from postigo.core.values import Keyword, Path, Text
from postigo.fleet.states import Change, Left, State, Visit
from postigo.fleet.summary import Summary
from postigo.fleet.tally import SILENT_AFTER
from postigo.reports import wording

STATES: Final[Mapping[State, Text]] = {
    State.ACT: wording.SHUTTERS[Shutter.OPEN],
    State.ADVISE: wording.SHUTTERS[Shutter.AJAR],
    State.FINE: Text("fine"),
    State.UNKNOWN: wording.SHUTTERS[Shutter.FOGGED],
    State.NOT_LOOKED: Text("not looked at"),
    State.ABSENT: Text("not there"),
}
"""How one check stands on one computer, in a word."""

MEANINGS: Final[Mapping[State, Text]] = {
    State.ACT: Text("Somebody could be harmed now. Begin here."),
    State.ADVISE: Text("It works, and can be safer."),
    State.FINE: Text("Postigo looked, and nothing is to do."),
    State.UNKNOWN: Text("Postigo wanted to look and could not. It does not mean good or bad."),
    State.NOT_LOOKED: Text("Nobody asked there, or the look was stopped. It does not mean good or bad."),
    State.ABSENT: Text("There is no such thing on that computer."),
}
"""Meaning of each word, for whoever reads a summary for the first time."""

SHAPES: Final[Mapping[State, str]] = {
    State.ACT: "open",
    State.ADVISE: "ajar",
    State.FINE: "closed",
    State.UNKNOWN: "fogged",
    State.NOT_LOOKED: "bare",
    State.ABSENT: "bare",
}
"""Which drawing and colour a state has."""

VISITS: Final[Mapping[Visit, Text]] = {
    Visit.ACT: Text("There is something to do there now."),
    Visit.BROKEN: Text("Some checks could not be loaded there."),
    Visit.UNFINISHED: Text("The look did not come to its end."),
    Visit.UNSEEN: Text("Half of the checks, or more, could not look."),
    Visit.SILENT: Text("No new report for more than {n} days.", values={"n": SILENT_AFTER.days}),
}

LEFT: Final[Mapping[Left, Text]] = {
    Left.TOO_LARGE: Text("It is larger than any report of Postigo."),
    Left.NOT_JSON: Text("It is no JSON, so it is no report."),
    Left.CUT: Text("Its end is missing."),
    Left.NOT_OURS: Text("It is not a report of Postigo."),
    Left.NEWER: Text("A newer Postigo made it. Update Postigo here to read it."),
    Left.EDITED: Text("It was changed after it was made."),
    Left.UNMARKED: Text("It has no fingerprint, so nobody can tell whether it was changed."),
    Left.MISFIT: Text("It is not built as a report is, or contradicts itself."),
    Left.REMEMBERED: Text("It speaks of a recording, not of a computer."),
    Left.CLOCK: Text("The clock of that computer is wrong: nobody knows of which day it is."),
    Left.CLASH: Text("Two reports of one computer and one second say different things. Neither counts."),
    Left.TWICE: Text("The same report is there already. It counts once."),
    Left.NAMELESS: Text("Nothing tells which computer it is from."),
    Left.LINK: Text("It is a link. Links are not followed."),
    Left.SPECIAL: Text("It is no ordinary file."),
    Left.DENIED: Text(
        "This account may not read it. Ask whoever owns the folder. On Linux and macOS, “sudo” before the command can help."
    ),
    Left.UNREADABLE: Text("It could not be read here."),
}

CHANGES: Final[Mapping[Change, Text]] = {
    Change.WORSE: Text("Asks for more than before"),
    Change.FOUND: Text("Seen for the first time, and asks for something"),
    Change.LOST: Text("Known before, and now nobody can tell"),
    Change.BETTER: Text("Asks for less than before"),
}
"""Kinds of change, the worst first."""

HEADINGS: Final[Mapping[str, Text]] = {
    "to_do": Text("What to do first"),
    "changes": Text("Since the report before"),
    "all_to_do": Text("All that is to do, and where"),
    "all_visits": Text("All computers to visit"),
    "all_changes": Text("What changed, and where"),
    "places": Text("Each place"),
    "checks": Text("Each check on all computers"),
    "which": Text("Which computers"),
    "devices": Text("Each computer"),
    "left": Text("What is left out, and why"),
    "meanings": Text("What the words mean"),
    "made": Text("How this was made"),
    "help": wording.TIPS[DOOR],
}
"""Headings of a page."""
TO_DO_COLUMNS: Final = (Text("What"), Text("How urgent"), Text("Computers"), Text("Time"))

ABOUT: Final = Text(
    "This page speaks of computers, not of people. A window that is open is a setting, and nobody's fault."
)
SHUTTERS: Final[Mapping[Shutter, Text]] = {
    **wording.SHUTTERS,
    Shutter.BARE: Text("not all was looked at"),
}
"""Words for the shutters of many computers. Of a bare one a part may have been looked at, which asks for nothing."""
COMPUTER: Final = Text("Computer")
NO_PLACE: Final = Text("without a place")
PERSONS_FILE: Final = Text("a file that may be named after a person")
NOTHING: Final = Text("There is no report here that counts.")
NO_CHANGES: Final = Text("Nothing changed since the report before, as far as we could see.")
ONE_EACH: Final = Text("There is one report of each computer. What changed stands here from the second one on.")
ROOMS: Final = Text("Put the reports of each room into a folder of its own. Then each room has a house here.")
ALL: Final = Keyword("postigo fleet query")
"""Command that tells what a page has no room for."""


def title(summary: Summary) -> Text:
    """How many computers it is about, and in how many places."""
    n, places = summary.devices, len(summary.sites)
    if summary.is_district:
        return Text("{n} computers in {places} places", values={"n": n, "places": places})
    return Text("{n} computer", "{n} computers", n, {"n": n})


def lead(states: Mapping[State, int]) -> list[Text]:
    """How the computers stand, by the worst that is known of each. No computer is in two of the sentences."""
    told = ((State.ACT, act), (State.ADVISE, advise), (State.UNKNOWN, unknown), (State.FINE, fine))
    return [sentence(n) for state, sentence in told if (n := states.get(state, 0))]


def act(n: int) -> Text:
    """Sentence on computers with something urgent."""
    return Text(
        "On {n} computer there is something to do now.", "On {n} computers there is something to do now.", n, {"n": n}
    )


def advise(n: int) -> Text:
    """Sentence on computers on which something can be better, and nothing is urgent."""
    return Text("On {n} computer something can be better.", "On {n} computers something can be better.", n, {"n": n})


def unknown(n: int) -> Text:
    """Sentence on computers that ask for nothing, and of which something could not be seen."""
    return Text(
        "On {n} computer we could not see everything. It does not mean good or bad.",
        "On {n} computers we could not see everything. It does not mean good or bad.",
        n,
        {"n": n},
    )


def fine(n: int) -> Text:
    """Sentence on computers that ask for nothing."""
    return Text(
        "On {n} computer, what we looked at asks for nothing.",
        "On {n} computers, what we looked at asks for nothing.",
        n,
        {"n": n},
    )


def left_out(n: int) -> Text:
    """Sentence on what is not counted."""
    return Text(
        "{n} file is left out, and counts nowhere in this page.",
        "{n} files are left out, and count nowhere in this page.",
        n,
        {"n": n},
    )


def not_compared(n: int, place: str) -> Text:
    """Sentence on what is left out of one of two gatherings."""
    return Text(
        "{n} file in {folder} is left out, and is not compared.",
        "{n} files in {folder} are left out, and are not compared.",
        n,
        {"n": n, "folder": Path(place)},
    )


def unread(n: int) -> Text:
    """Sentence on computers of which no report could be read."""
    return Text(
        "Of {n} computer there are files, and none could be read. Nobody knows how it stands:",
        "Of {n} computers there are files, and none could be read. Nobody knows how they stand:",
        n,
        {"n": n},
    )


def visits(n: int) -> Text:
    """Heading on computers that somebody should go to."""
    return Text("{n} computer needs a visit", "{n} computers need a visit", n, {"n": n})


def of_all(n: int, of: int) -> Text:
    """Number of computers among all."""
    return Text("{n} of {all}", values={"n": n, "all": of})


def more(n: int) -> Text:
    """End of a list that is longer."""
    return Text("and {n} more", values={"n": n})


def computers(n: int) -> Text:
    """Number of computers."""
    return Text("{n} computer", "{n} computers", n, {"n": n})


def compared(n: int, first: int) -> list[Text]:
    """Sentences on what is compared with what."""
    told = [
        Text(
            "{n} computer is compared with its report before.",
            "{n} computers are compared with their report before.",
            n,
            {"n": n},
        )
    ]
    if first:
        told.append(
            Text(
                "Of {n} computer there is one report only.",
                "Of {n} computers there is one report only.",
                first,
                {"n": first},
            )
        )
    return told


def times(change: Change, n: int) -> Text:
    """Sentence on how often something became so."""
    match change:
        case Change.WORSE:
            return Text("{n} answer asks for more.", "{n} answers ask for more.", n, {"n": n})
        case Change.FOUND:
            return Text(
                "{n} answer was seen for the first time.", "{n} answers were seen for the first time.", n, {"n": n}
            )
        case Change.LOST:
            return Text("{n} answer could not be had again.", "{n} answers could not be had again.", n, {"n": n})
        case Change.BETTER:
            return Text("{n} answer asks for less.", "{n} answers ask for less.", n, {"n": n})


def houses_kept_short(shown: int, of: int) -> Text:
    """Sentence on houses that are not drawn."""
    return Text(
        "{shown} of {all} are drawn, those to visit first. The numbers speak of all.",
        values={"shown": shown, "all": of},
    )


def places_kept_short(shown: int, of: int) -> Text:
    """Sentence on places that have no house."""
    return Text(
        "{shown} of {all} places are drawn, those with the most to do first. The numbers speak of all.",
        values={"shown": shown, "all": of},
    )


def rows_more(n: int) -> Text:
    """Sentence below a table that is longer."""
    return Text(
        "{n} more is not shown here. {command} has all.",
        "{n} more are not shown here. {command} has all.",
        n,
        {"n": n, "command": ALL},
    )


def lists_are_short(n: int) -> Text:
    """Sentence on how many names stand in one list, and where the others are."""
    return Text("At most {n}. {command} has all.", values={"n": n, "command": ALL})


def set_aside(n: int) -> Text:
    """Sentence on answers that were set aside on their computers. They count all the same."""
    return Text("Set aside on {n} computer.", "Set aside on {n} computers.", n, {"n": n})
