"""Wording that terminal, window and reports share: tips, shutters, levels, the verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from postigo import invocation
from postigo.core.advice import set_aside
from postigo.core.model import BUILT_IN, Gap, Instruct, Level, Scope, Share, Step, Verdict
from postigo.core.redact import Disclosure
from postigo.core.report import Box, PackInfo, PackState, Report, Shutter, prioritised
from postigo.core.system import Platform, Unknown
from postigo.core.values import Keyword, Numeral, Personal, Text, Value, Version
from postigo.reports import aside

if TYPE_CHECKING:
    from postigo.guidance.helplines import Helplines

TIPS: Final[Mapping[int, Text]] = {
    1: Text("Your image"),
    2: Text("Camera and mic"),
    3: Text("Up to date"),
    4: Text("Passwords"),
    5: Text("Strangers"),
    6: Text("Do not yield"),
}
"""The short name of each tip."""

SHUTTERS: Final[Mapping[Shutter, Text]] = {
    Shutter.CLOSED: Text("closed"),
    Shutter.AJAR: Text("can be better"),
    Shutter.ASKING: Text("is it you?"),
    Shutter.OPEN: Text("act"),
    Shutter.FOGGED: Text("could not look"),
    Shutter.BARE: Text("not looked yet"),
}
"""How a shutter stands, in words: colour and shape are never the only tellers."""

PARTLY: Final = Text("what was looked at asks for nothing")
"""Word for a tip that was looked at in part, with nothing bad seen."""

IN_THIS_COPY: Final = Text("what this copy tells asks for nothing")
"""The same in a copy, where an answer of the tip is in no copy."""

DOOR: Final = Text("always open")
"""Tip 6 is the way to help, never a state."""

LEVELS: Final[Mapping[Level | None, Text]] = {
    Level.GOOD: Text("fine"),
    Level.NOTE: Text("worth knowing"),
    Level.ADVISE: Text("can be better"),
    Level.ACT: Text("act"),
    None: Text("could not look"),
}
"""The state of one finding, or of a gap (None)."""

PLATFORMS: Final[Mapping[Platform, Version]] = {
    Platform.LINUX: Version("Linux"),
    Platform.WINDOWS: Version("Windows"),
    Platform.MACOS: Version("macOS"),
}

COPIES: Final[Mapping[Disclosure, Text]] = {
    Disclosure.SHARED: Text(
        "This report is about the computer, not about you. It has no name, no web pages and none of your answers. "
        "Show it only to people you choose."
    ),
    Disclosure.INTERNAL: Text(
        "This report names programs and devices, for the person who looks after this computer. It does not name you. "
        "Show it only to people you choose."
    ),
    Disclosure.FULL: Text(
        "This report tells everything that was seen, with names, folders and accounts. Keep it for yourself."
    ),
}
"""Sentence on what a copy holds, by level. (Guidance 6.1, message 12, where it is true.)"""

CHOSEN_NAMES: Final = Text(
    "This report is about the computer, not about you. It names only what you chose to tell. It has none of your answers. "
    "Show it only to people you choose."
)
"""The same for a copy to give away that tells single names."""

SHARES: Final[Mapping[Share, Text]] = {
    Share.OPEN: Text("A copy that you give away tells it as it is; there is no name in it."),
    Share.NAMES: Text("In a copy that you give away, names are replaced."),
    Share.NEVER: Text("It is in no copy, at no level. Only this screen tells it."),
}
"""Sentence on what is given away of one check's answer."""

DISCLOSURES: Final[Mapping[Disclosure, Text]] = {
    Disclosure.SHARED: Text("to give away"),
    Disclosure.INTERNAL: Text("internal"),
    Disclosure.FULL: Text("full"),
}

PROVES_NOTHING: Final = Text("Contains technical data. Proves no behaviour.")
WHO: Final[Mapping[Scope, Text]] = {
    Scope.USER: Text("you"),
    Scope.MACHINE: Text("whoever looks after it"),
}
"""Persons who can do what a check asks for. It is about one account, or about the whole machine."""

NOT_THE_POLICE: Final = Text("This does not replace the police or a professional.")
REMEMBERED: Final = Text("This is a remembered machine, not this computer.")
BOXES: Final = {
    Box.CONTAINER: Text(
        "Postigo runs in a container. What it says is about the container, not about the whole computer."
    ),
    Box.CHROOT: Text(
        "Postigo runs under a changed root (chroot). What it says is about what lies there, not about the whole computer."
    ),
    Box.SANDBOX: Text("Postigo runs in a sandbox (Flatpak or Snap). It sees little of the computer outside."),
    Box.WSL: Text(
        "Postigo runs in the Linux that is in Windows (WSL). What it says is about that Linux. "
        "To look at Windows, start Postigo in Windows."
    ),
}
"""Said once: an audit of a box is not one of the machine."""
NEITHER: Final = Text("It does not mean good or bad.")


def safety() -> Text:
    """Safety note before a fix that others may notice (guidance 5.3, red line E12).

    Without one of its numbers in our file it names none.
    """
    numbers = _helplines().numbers(women="es-016", advice="es-017-tel", danger="es-112")
    if numbers is None:
        return Text(
            "Before you change this, think if somebody could get angry or find out. "
            "If you are afraid of that person, do not change it yet. Ask for help from another device."
        )
    return Text(
        "Before you change this, think if somebody could get angry or find out. "
        "If you are afraid of that person, do not change it yet. "
        "Ask for help from another device: {women}, {advice} or, in danger, {danger}.",
        values=numbers,
    )


def shutter_text(report: Report, tip: int) -> Text:
    """How the shutter of a tip stands, in words."""
    shutter = report.shutter(tip)
    levels = [said.level for _, said in report.of_tip(tip) if said.not_applicable is None]
    notes = levels.count(Level.NOTE)
    if shutter is Shutter.CLOSED and 2 * notes > len(levels):  # closed, and yet mostly things that a person should know
        return Text("closed · {n} thing to know", "closed · {n} things to know", notes, {"n": notes})
    if shutter is not Shutter.BARE or not levels:
        return SHUTTERS[shutter]
    return IN_THIS_COPY if any(line.tip == tip for line in report.left_out) else PARTLY


def help_now() -> list[Text]:
    """Help to call when somebody threatens. It stands under tip 6, which is the way to help and never a state.

    A number that is not in our file costs its sentence.
    """
    from postigo.guidance.helplines import NO_NUMBERS  # noqa: PLC0415 - see _helplines

    begin = Text(
        "Is someone threatening you? It is not your fault. Do not pay, and delete nothing. In Spain you can call:"
    )
    return [begin, *(list(_to_call(_helplines())) or [NO_NUMBERS])]


def _to_call(lines: Helplines) -> Iterator[Text]:
    if danger := lines.numbers(number="es-112"):
        yield Text("{number}: if you are in danger now.", values=danger)
    if (advice := lines.numbers(number="es-017-tel")) and (hours := lines.lines["es-017-tel"].hours):
        yield Text(
            "{number}: free advice about problems on the internet, from {begins} to {ends}.",
            values={**advice, "begins": Numeral(hours.begins), "ends": Numeral(hours.ends)},
        )
    if young := lines.numbers(number="es-anar-tel"):
        yield Text("{number}: free, at any hour, if you are under 18.", values=young)
    if life := lines.numbers(number="es-024"):
        yield Text("{number}: free, at any hour, if you think of ending your life.", values=life)
    if report := lines.numbers(police="es-091", guard="es-062"):
        yield Text(
            "{police} (Policía Nacional) or {guard} (Guardia Civil): for what is happening now, and to ask where to "
            "report it. The report is made in person.",
            values=report,
        )


def _helplines() -> Helplines:
    from postigo.guidance import helplines  # noqa: PLC0415 - few reports name a help line, and none before it is whole

    return helplines.load()


def step(one: Step) -> Text:
    """A step as a sentence."""
    return one.text if isinstance(one, Instruct) else one.info.step


def broken(pack: PackInfo) -> Text:
    """Sentence on a pack that could not be loaded. Without it its silence could be taken for good news."""
    return Text(
        "The pack “{name}” could not be loaded. Nothing of it was looked at.", values={"name": Keyword(pack.name)}
    )


def origin(pack: PackInfo) -> Text:
    """Sentence on who brought a pack."""
    return Text("built-in") if pack.origin == BUILT_IN else Text("from {name}", values={"name": Keyword(pack.origin)})


def asking_for(offered: Sequence[str], call: invocation.Call = invocation.plain) -> str:
    """The line that looks at what is looked at only when somebody asks."""
    return call("audit", *offered)


def offered(checks: Sequence[str], call: invocation.Call = invocation.plain) -> Text | None:
    """Sentence on checks that run only on request, and how to ask; else None."""
    n, command = len(checks), Keyword(asking_for(checks, call))
    return (
        Text(
            "One more thing is looked at only when you ask for it: {command}",
            "{n} more things are looked at only when you ask for them: {command}",
            n,
            {"n": n, "command": command},
        )
        if n
        else None
    )


def left_out(n: int) -> Text:
    """Sentence on how much a copy leaves out; the same whatever it was."""
    return Text(
        "1 check was looked at; its answer is only on your screen, never in a copy.",
        "{n} checks were looked at; their answers are only on your screen, never in a copy.",
        n,
        {"n": n},
    )


def gaps(said: Verdict) -> list[Gap]:
    """Gaps of a check, each once. Of four browsers the same sentence may be true, but for their names."""
    alike: dict[tuple[Unknown, str], list[Gap]] = {}
    for gap in said.gaps:
        alike.setdefault((gap.why, gap.text.one), []).append(gap)
    return [one for gaps in alike.values() for one in _as_few(gaps)]


def _as_few(alike: list[Gap]) -> list[Gap]:
    """Gaps that share a template, as one where they differ by a name."""
    first, *others = [gap for number, gap in enumerate(alike) if gap not in alike[:number]]
    names = [_other_name(first.text, other.text) for other in others]
    if not names or None in names:
        return [first, *others]
    shown = [name for name in names if name is not None][:_NAMES]
    more = [Text("more")] if len(names) > len(shown) else []
    text = Text("{first} The same of: {others}.", values={"first": first.text, "others": [*shown, *more]})
    return [Gap(first.why, text)]


def _other_name(first: Text, other: Text) -> Value | None:
    """Name by which a sentence differs from another of its template. None where it is no name."""
    differs = (value for name, value in other.values.items() if value != first.values.get(name))
    value = next(differs, None)
    return value if isinstance(value, Personal | Keyword | Numeral) else None


_NAMES: Final = 8


def verdict(report: Report) -> list[Text]:
    """Verdict of the whole audit, in a few sentences. It never promises."""
    asked = [*_asked(report)]
    sentences = asked or _nothing_asked(report)
    if n := len(set_aside(report)):
        sentences.append(aside.count(n))
    if n := sum(len(gaps(said)) for said in report.seen):
        sentences.append(Text("We could not fully see one thing.", "We could not fully see {n} things.", n, {"n": n}))
    if report.left_out:
        sentences.append(left_out(len(report.left_out)))
    sentences.extend(broken(pack) for pack in report.packs if pack.state is PackState.BROKEN)
    if not prioritised(report) and report.worst() is None:
        sentences.append(NEITHER)
    return sentences


def verdict_and_when(report: Report) -> list[Text]:
    """The verdict, and when to look again where nothing is open."""
    sentences = verdict(report)
    asking = any(
        finding.level >= Level.ADVISE or finding.needs_confirmation
        for said in report.verdicts
        for finding in said.findings
    )
    if report.worst() is not None and not asking and not report.incomplete_tips:
        sentences.append(Text("Look again in a month."))
    return sentences


def _asked(report: Report) -> Iterator[Text]:
    asks = [finding.level for _, finding in prioritised(report)]
    act, advise = asks.count(Level.ACT), asks.count(Level.ADVISE)
    questions = sum(1 for said in report.verdicts for finding in said.findings if finding.needs_confirmation)
    if act:
        yield Text("There is one thing to do now.", "There are {n} things to do now.", act, {"n": act})
    if advise:
        yield Text("One thing can be better.", "{n} things can be better.", advise, {"n": advise})
    if questions:
        yield Text(
            "There is one thing that only you can tell: is it you?",
            "There are {n} things that only you can tell: is it you?",
            questions,
            {"n": questions},
        )


def _nothing_asked(report: Report) -> list[Text]:
    seen = tuple(report.seen)
    if any(said.findings for said in seen):
        if report.left_out:
            return [Text("What this copy tells asks for nothing. It is not everything.")]
        if report.incomplete_tips:
            return [Text("What was looked at asks for nothing. It is not everything.")]
        return [Text("What we could see asks for nothing.")]
    if any(said.not_applicable is None for said in seen):
        return [Text("We could not look at anything.")]
    if not seen and report.verdicts:
        return [Text("What you asked for stands below.")]
    if not report.listed:
        # Where all that was looked at is in no copy, that is said in its own sentence; a discreet check has none.
        return [] if report.left_out else [Text("Nothing was looked at that may be in a copy.")]
    return [Text("There was nothing here to look at.")]
