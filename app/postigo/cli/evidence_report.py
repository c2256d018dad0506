"""Draft of a report to the police, as the command writes it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from typing import Final

from postigo.cli import catalogue, output
from postigo.cli.evidence_input import Questions
from postigo.cli.status import Exit, UsageError
from postigo.core.values import Path, Quoted, Text
from postigo.evidence import draft, wording
from postigo.evidence.log import Log
from postigo.guidance import countries
from postigo.languages import LANGUAGES, region
from postigo.reports import typeset
from postigo.reports.document.formats import BY_ENDING, Form, render
from postigo.store.context import Context

FORMATS: Final = tuple(form.value for form in Form)
_OPTIONS: Final = ("output", "language", "format")


def refuse_options(args: Namespace) -> None:
    """`UsageError` for options of a draft that stand with another action."""
    if any(getattr(args, option) is not None for option in _OPTIONS):
        options = [Quoted(f"--{option}") for option in _OPTIONS]
        raise UsageError(Text("These go with draft only: {options}.", values={"options": options}))


def write(args: Namespace, opened: Callable[[], Log], ask: Questions, context: Context) -> int:
    """Write the draft. All that can be wrong with the place is said before the passphrase is asked for."""
    language = catalogue.one_of("--language", args.language, tuple(LANGUAGES))
    named = catalogue.one_of("--format", args.format, FORMATS)
    if args.output is None:
        raise UsageError(Text("Name the new file with {option}.", values={"option": Quoted("--output FILE")}))
    place = output.refuse_unless_new(args.output)
    form = Form(named) if named else BY_ENDING.get(place.suffix.lower(), Form.PAGE)
    if form is Form.PDF and not typeset.available():
        raise UsageError(typeset.missing())
    log = opened()
    country = countries.country(context.settings.country or region(), context.lang)
    made = draft.document(log, language or draft.usual_language(country, context.lang), country)
    output.write_new(place, render(made, form))
    shown = Path(str(place.absolute()))
    ask.say(
        wording.READABLE,
        Text("Written: {file}. Print it, complete it by hand, and take it along.", values={"file": shown}),
    )
    return Exit.NOTHING_TO_DO if log.sound else Exit.ACT
