"""`postigo papers`: papers that a school needs, filled in by the program and the policy."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator

from postigo import invocation
from postigo.cli import catalogue, output, terminal
from postigo.cli.options import refuse_other_ending, refuse_without_pdf
from postigo.cli.policy import of_file
from postigo.cli.status import Exit, UsageError
from postigo.core.policy import Policy
from postigo.core.values import Path, Quoted, Text
from postigo.guidance import countries
from postigo.languages import region
from postigo.papers.facts import Facts
from postigo.papers.shelf import PAPERS, written
from postigo.reports.document.formats import BY_ENDING, Form
from postigo.reports.paper import wrapped
from postigo.store.context import Context
from postigo.words import Words


def run(args: Namespace, context: Context) -> int:
    """The command. Without a name it lists the papers."""
    words = Words(context.lang)
    name = catalogue.one_of("postigo papers", args.paper, tuple(PAPERS))
    named = catalogue.one_of("--format", args.format, tuple(form.value for form in Form))
    if name is None:
        terminal.write(_listed(words))
        return Exit.NOTHING_TO_DO
    policy = context.policy if args.policy is None else _policy(args.policy)
    place = None if args.output in {None, "-"} else output.refuse_unless_new(args.output)
    if named is None and place is not None:
        refuse_other_ending(place, BY_ENDING)
    usual = Form.TEXT if place is None else BY_ENDING.get(place.suffix.lower(), Form.PAGE)
    form = Form(named) if named else usual
    if form is Form.PDF:
        refuse_without_pdf(place)
    country = countries.country(policy.country or context.settings.country or region(), context.lang)
    content = written(PAPERS[name], Facts(words, policy, country), form)
    if place is None:
        terminal.write_bytes(content)
        return Exit.NOTHING_TO_DO
    output.write_new(place, content)
    told = Text("Written: {file}", values={"file": Path(str(place.absolute()))})
    terminal.write([words.say(told)], sys.stderr)
    return Exit.NOTHING_TO_DO


def _policy(name: str) -> Policy:
    """Policy that is about to be rolled out. One that is not wholly understood fills in no paper: it might promise too much."""
    found = of_file(name)
    if found.troubles:
        raise UsageError(
            Text(
                "Part of {file} would not be followed, so no paper is made of it. To read which part: {command}",
                values={"file": Path(name), "command": Quoted(invocation.line("policy", "--check", name))},
            )
        )
    return found


def _listed(words: Words) -> Iterator[str]:
    """Names of the papers, what each is, and what to type."""
    paper = terminal.paper(sys.stdout)
    for name, one in PAPERS.items():
        yield from wrapped(f"{name}: {words.say(one.what)}", paper, hang=2)
    yield ""
    call = invocation.line("papers", "families", "--output", "families.pdf")
    line = Text(
        "To write one: {command}. With {option} a policy file fills it in, before it is rolled out.",
        values={
            "command": Quoted(call),
            "option": Quoted("--policy policy.toml"),
        },
    )
    yield from wrapped(words.say(line), paper, whole=call)
