"""Report as one HTML page: no script, nothing loaded; for screens, paper and screen readers.

The page's frame and style stand in postigo_resources/reports/report.html; here are its sections.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import resources
from string import Template
from typing import Final, TypeAlias

from postigo.core import advice
from postigo.core.model import Level, Plan, Verdict
from postigo.core.redact import Disclosure
from postigo.core.report import DOOR, TIPS, CheckInfo, PackState, Report, in_order, tips_in_order
from postigo.core.values import Text
from postigo.reports import wording
from postigo.reports.evidence_names import named
from postigo.reports.json_ import answered
from postigo.reports.markup import Html, colours, in_style, tag, together
from postigo.reports.redaction import NAMES_ARE_OUT, hides_names, redacted
from postigo.words import Words

_STATES: Final[dict[Level | None, str]] = {
    Level.GOOD: "closed",
    Level.NOTE: "note",
    Level.ADVISE: "ajar",
    Level.ACT: "open",
    None: "fogged",
}
"""Which drawing and colour of the page's frame a finding has."""

Told: TypeAlias = dict[tuple[str, str], int]
"""Which plans stand under "Start here", by check and plan, and at which number."""


def render(report: Report, words: Words) -> bytes:
    """The report's copy at the level of `words`, UTF-8."""
    report = redacted(report, words.stand_ins.disclosure)
    page = Template((resources.files("postigo_resources") / "reports" / "report.html").read_text("utf-8"))
    filled = page.substitute(
        lang=words.language,
        colours=colours(),
        title=together(
            _named(report, words.say(Text("Postigo: this computer on {when}", values={"when": report.began})))
        ),
        proves=in_style(f"Postigo · {words.say(wording.PROVES_NOTHING)}"),
        head=_head(report, words),
        facade=_facade(report, words),
        first=together(_first(report, words), _overview(report, words)),
        everything=_everything(report, words),
        unseen=_unseen(report, words),
        made=_made(report, words),
    )
    return filled.encode()


def _named(report: Report, title: str) -> str:
    """A title, behind what the person called this audit."""
    return f"{report.label} · {title}" if report.label else title


def _head(report: Report, words: Words) -> Html:
    day = report.began.astimezone().date()
    verdict = " ".join(words.say(sentence) for sentence in wording.verdict(report))
    return together(
        tag("p", words.say(wording.REMEMBERED), class_="remembered") if report.remembered else "",
        tag("p", words.say(wording.BOXES[report.box]), class_="remembered") if report.box else "",
        tag("h1", _named(report, words.say(Text("This computer, {day}", values={"day": day})))),
        tag("p", verdict, class_="lead"),
        tag("p", words.say(wording.PROVES_NOTHING), class_="quiet"),
    )


def _facade(report: Report, words: Words) -> Html:
    def window(number: int) -> Html:
        door = number == DOOR
        state = "door" if door else report.shutter(number).shape
        word = words.say(wording.DOOR if door else wording.shutter_text(report, number))
        return tag(
            "li",
            _drawing(state, big=True),
            tag("span", f"{number} · {words.say(wording.TIPS[number])}", class_="name"),
            tag("span", word, class_=f"state {state}"),
        )

    return tag("ul", *(window(number) for number in TIPS), class_="facade")


def _drawing(state: str, *, big: bool = False) -> Html:
    """A shutter, drawn once in the page's frame and used by its name. The word beside it tells the same."""
    size = "big" if big else "small"
    drawn = f'<use href="#{state}" width="150" height="150"/>'
    return Html(f'<svg viewBox="5 5 140 136" class="{size}" aria-hidden="true">{drawn}</svg>')


def _first(report: Report, words: Words) -> Html:
    things = advice.things(report)[: advice.FEW]
    if not things:
        return Html("")
    title = tag("h2", words.say(Text("Start here")), id="first")
    hidden = hides_names(things, words)
    ask = tag("p", words.say(NAMES_ARE_OUT), class_="quiet") if hidden else ""
    return tag(
        "section",
        title,
        ask,
        tag("ol", *(_thing(one, words) for one in things), class_="first"),
        aria_labelledby="first",
    )


def _thing(thing: advice.Thing, words: Words) -> Html:
    line, finding, plan = thing.line, thing.finding, thing.plan
    state = _STATES[finding.level]
    said = words.say(finding.text, line.pack)
    word = tag("span", words.say(wording.LEVELS[finding.level]), class_=f"state {state}")
    if plan is None:
        return tag("li", tag("h3", said, " ", word), tag("p", words.say(line.why, line.pack)), class_=state)
    return tag(
        "li",
        tag("h3", words.say(plan.title, line.pack), " ", word),
        tag("p", said, " ", words.say(line.why, line.pack)),
        _steps(plan, line.pack, words),
        class_=state,
    )


def _overview(report: Report, words: Words) -> Html:
    """Everything that can be better, one line each, to go through with a pencil."""
    things = advice.things(report)
    if len(things) <= 1:
        return Html("")
    names = (Text("What"), Text("How bad"), Text("Time"), Text("Who"))
    head = tag("tr", *(tag("th", words.say(name), scope="col") for name in names))
    rows = (_in_one_line(number, thing, words) for number, thing in enumerate(things, 1))
    title = tag("h2", words.say(Text("All that can be better")), id="better")
    table = tag("table", tag("thead", head), tag("tbody", *rows), class_="better")
    return tag("section", title, table, aria_labelledby="better")


def _in_one_line(number: int, thing: advice.Thing, words: Words) -> Html:
    line, level = thing.line, thing.finding.level
    effort = thing.plan.effort if thing.plan else None
    return tag(
        "tr",
        tag("th", f"☐ {number}. ", words.say(thing.title, line.pack), scope="row"),
        tag("td", words.say(wording.LEVELS[level]), class_=f"state {_STATES[level]}"),
        tag("td", words.say(effort, line.pack).rstrip(".") if effort else ""),
        tag("td", words.say(wording.WHO[line.scope])),
    )


def _steps(plan: Plan, pack: str, words: Words, *, warn: bool = True) -> Html:
    effort = tag("p", words.say(plan.effort, pack), class_="quiet") if plan.effort else ""
    safety = tag("p", words.say(wording.safety()), class_="safety") if plan.safety and warn else ""
    steps = (tag("li", words.say(wording.step(step), pack)) for step in plan.steps)
    return together(effort, safety, tag("ol", *steps, class_="steps"))


def _everything(report: Report, words: Words) -> Html:
    told = {one.key: number for number, one in enumerate(advice.things(report)[: advice.FEW], 1)}
    parts = [_tip(report, number, told, words) for number in tips_in_order(report)]
    absent = [words.say(said.not_applicable.text, line.pack) for line, said in answered(report) if said.not_applicable]
    if absent:
        rows = (tag("li", sentence) for sentence in dict.fromkeys(absent))
        parts.append(tag("section", tag("h3", words.say(Text("Nothing to look at"))), tag("ul", *rows)))
    parts.append(_help(words))
    title = tag("h2", words.say(Text("Everything, tip by tip")), id="all")
    return tag("section", title, *parts, aria_labelledby="all")


def _help(words: Words) -> Html:
    """Tip 6: whom to call. It is on every page, whatever was seen."""
    first, *numbers = (words.say(sentence) for sentence in wording.help_now())
    heading = tag(
        "h3", f"{DOOR} · {words.say(wording.TIPS[DOOR])} ", tag("span", words.say(wording.DOOR), class_="state door")
    )
    return tag("section", heading, tag("p", first), tag("ul", *(tag("li", number) for number in numbers)))


def _tip(report: Report, number: int, told: Told, words: Words) -> Html:
    here = in_order(report, number)
    if not here:
        return Html("")
    shutter = report.shutter(number)
    heading = tag(
        "h3",
        f"{number} · {words.say(wording.TIPS[number])} ",
        tag("span", words.say(wording.shutter_text(report, number)), class_=f"state {shutter.shape}"),
    )
    checks = (_check(line, said, told, words) for line, said in here)
    return tag("section", heading, tag("ul", *checks, class_="card"))


def _check(line: CheckInfo, said: Verdict, told: Told, words: Words) -> Html:
    findings = sorted(said.findings, key=lambda one: -one.level)
    rows = [_row(one.level, words.say(one.text, line.pack), words) for one in findings]
    rows += [
        _row(None, words.say(wording.gap(line, gap, alone=not findings), line.pack), words)
        for gap in wording.gaps(said)
    ]
    asks = said.level is not None and said.level >= Level.ADVISE
    why = tag("p", words.say(line.why, line.pack), class_="why") if asks else ""
    plans: list[Html] = []
    warned = False
    for plan in advice.advise(line, said.findings).every:
        number = told.get((line.check, plan.id))
        if number is None:
            plans.append(_plan(plan, line.pack, words, warn=not warned))
            warned = warned or plan.safety
        else:
            above = words.say(Text("See “Start here”, {n}:", values={"n": number}))
            plans.append(tag("p", above, " ", words.say(plan.title, line.pack), class_="plan"))
    evidence = _evidence(line, said, words) if words.stand_ins.disclosure is not Disclosure.SHARED else ""
    weight = "fine" if wording.only_fine(said) else "check"
    return tag("li", tag("ul", *rows, class_="rows"), why, *plans, evidence, class_=weight)


def _plan(plan: Plan, pack: str, words: Words, *, warn: bool) -> Html:
    """Steps of a plan."""
    return tag("div", tag("h4", words.say(plan.title, pack)), _steps(plan, pack, words, warn=warn), class_="plan")


def _row(level: Level | None, sentence: str, words: Words) -> Html:
    state = _STATES[level]
    return tag(
        "li",
        _drawing(state),
        tag("span", sentence, class_="said"),
        tag("span", words.say(wording.LEVELS[level]), class_=f"state {state}"),
    )


def _evidence(line: CheckInfo, said: Verdict, words: Words) -> Html:
    """Evidence of each finding, where the copy is for somebody who looks after this computer."""
    items = [
        (f"{finding.code}: {words.value(named(name))}", words.value(item, line.pack))
        for finding in said.findings
        for name, item in finding.evidence.items()
    ]
    if said.detail:
        items.append((words.say(Text("Technical detail")), said.detail))
    return _pairs(items, class_="evidence") if items else Html("")


def _unseen(report: Report, words: Words) -> Html:
    gaps = [
        tag(
            "tr",
            tag("th", words.say(line.title, line.pack), scope="row"),
            tag("td", words.say(gap.text, line.pack)),
        )
        for line, said in answered(report)
        for gap in wording.gaps(said)
    ]
    missing = [
        tag(
            "tr", tag("th", words.say(line.title, line.pack), scope="row"), tag("td", words.say(Text("Not looked at.")))
        )
        for line in report.listed
        if report.verdict(line.check) is None
    ]
    broken = [tag("p", words.say(wording.broken(pack))) for pack in report.packs if pack.state is PackState.BROKEN]
    rows = gaps + missing
    if not rows and not broken and (report.left_out or not report.listed):
        inside: Iterable[Html] = []
    elif not rows and not broken:
        inside = [tag("p", words.say(Text("Everything that we asked was answered.")))]
    else:
        head = tag(
            "tr",
            tag("th", words.say(Text("What")), scope="col"),
            tag("th", words.say(Text("Why")), scope="col"),
        )
        table = tag("table", tag("thead", head), tag("tbody", *rows)) if rows else Html("")
        inside = [tag("p", words.say(wording.NEITHER)), table, *broken]
    title = tag("h2", words.say(Text("What we could not see, and why")), id="unseen")
    withheld = tag("p", words.say(wording.left_out(report))) if report.left_out else ""
    offered = wording.offered(report)
    last = tag("p", words.say(offered), class_="quiet") if offered else ""
    return tag("section", title, *inside, withheld, last, aria_labelledby="unseen")


def _made(report: Report, words: Words) -> Html:
    level = words.stand_ins.disclosure
    began = report.began.astimezone()
    offset = began.strftime("%z")
    zone = f"UTC{offset[:3]}:{offset[3:5]}"
    rights = Text("administrator") if report.elevated else Text("an ordinary account")
    packs = [
        f"{pack.name} {pack.version} ({words.say(wording.origin(pack))})"
        for pack in report.packs
        if pack.state is PackState.RUNS
    ]
    items = [
        (Text("Looked at"), f"{words.value(began)} ({zone})"),
        (Text("System"), report.system or wording.PLATFORMS[report.platform].text),
        (Text("Rights"), words.say(rights)),
        (Text("This copy"), words.say(wording.DISCLOSURES[level])),
        (Text("Program"), f"Postigo {report.app}"),
        (Text("Checks from"), ", ".join(packs)),
    ]
    together_with = tag(
        "p",
        words.say(Text("Checked together with the person:")),
        " ",
        tag("span", "☐ ", words.say(Text("yes")), class_="box"),
        " ",
        tag("span", "☐ ", words.say(Text("no")), class_="box"),
        class_="boxes",
    )
    return tag(
        "section",
        tag("h2", words.say(Text("How this was made")), id="made"),
        _pairs([(words.say(name), what) for name, what in items if what]),
        together_with,
        tag("p", words.say(wording.COPIES[level])),
        tag("p", words.say(wording.PROVES_NOTHING), " ", words.say(wording.NOT_THE_POLICE)),
        aria_labelledby="made",
    )


def _pairs(items: Iterable[tuple[str, str]], class_: str = "pairs") -> Html:
    """Names with their values. A name that comes again gets all of them together."""
    told: dict[str, list[str]] = {}
    for name, what in items:
        told.setdefault(name, []).append(what)
    return tag(
        "dl",
        *(together(tag("dt", name), *(tag("dd", one) for one in what)) for name, what in told.items()),
        class_=class_,
    )
