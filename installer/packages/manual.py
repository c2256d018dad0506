"""Manual pages and completion for bash, generated from the parser of the command line.

Commands that no list names (`postigo.cli.parser.UNLISTED`) are in neither: see red line E10.
"""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Final, NamedTuple

from postigo import __version__, invocation
from postigo.cli import parser as command_line
from postigo.words import Words


class Headings(NamedTuple):
    """Headings of a manual page, as man-pages(7) and its translations have them."""

    name: str
    synopsis: str
    description: str
    options: str
    commands: str
    pages: str


HEADINGS: Final = {
    "en": Headings("NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "COMMANDS", "User Commands"),
    "es": Headings("NOMBRE", "SINOPSIS", "DESCRIPCIÓN", "OPCIONES", "ÓRDENES", "Órdenes de usuario"),
}


@contextmanager
def _called_by_name() -> Iterator[None]:
    """Lines to type in help texts begin with the name that the package installs."""
    before = {name: os.environ.get(name) for name in (invocation.CALLED, "COLUMNS")}
    os.environ.update({invocation.CALLED: "postigo", "COLUMNS": "1000"})
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})


def _commands(whole: argparse.ArgumentParser) -> list[tuple[str, str, argparse.ArgumentParser]]:
    """Name, help and parser of each command that a list may name."""
    found = next(action for action in whole._actions if isinstance(action, argparse._SubParsersAction))  # noqa: SLF001 - argparse has no public way
    return [(str(one.dest), str(one.help), found.choices[one.dest]) for one in found._choices_actions]  # noqa: SLF001 - as above


def _shown(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """Arguments that help shows, but for the list of commands."""
    return [
        action
        for action in parser._actions  # noqa: SLF001 - argparse has no public way
        if action.help != argparse.SUPPRESS and not isinstance(action, argparse._SubParsersAction)  # noqa: SLF001 - as above
    ]


def _roff(text: str) -> str:
    """Text for roff, of one line."""
    plain = re.sub(r"\s+", " ", text.replace("%%", "%")).strip().replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{plain}" if plain[:1] in {".", "'"} else plain


def _entry(action: argparse.Action) -> Iterator[str]:
    """A tagged paragraph for an argument."""
    takes = f" \\fI{_roff(str(action.metavar))}\\fR" if action.metavar and action.nargs != 0 else ""
    names = [f"\\fB{_roff(name)}\\fR" for name in action.option_strings]
    yield ".TP"
    yield (", ".join(names) + takes) if names else takes.strip()
    yield _roff(str(action.help or ""))


def _usage(parser: argparse.ArgumentParser) -> str:
    """Call of a command in one line, without the word before it."""
    return _roff(parser.format_usage().partition(":")[2])


def page(code: str, epoch: int) -> str:
    """Manual page postigo(1) in a language: roff, as groff and mandoc read it."""
    head = HEADINGS[code]
    with _called_by_name():
        whole = command_line.parser(code)
        commands = _commands(whole)
        usages = {name: _usage(parser) for name, _, parser in commands}
    what, *more = str(whole.description).splitlines()
    common = {option for action in _shown(whole) for option in action.option_strings}
    day = datetime.fromtimestamp(epoch, UTC).date().isoformat()
    lines = [f'.TH POSTIGO 1 "{day}" "Postigo {__version__}" "{head.pages}"', f".SH {head.name}"]
    lines += [
        f"postigo \\- {_roff(what).rstrip('.')}",
        f".SH {head.synopsis}",
        _usage(whole),
        f".SH {head.description}",
    ]
    lines += [line for one in (what, *more) for line in (".PP", _roff(one))]
    lines += [
        f".SH {head.options}",
        *(line for action in _shown(whole) for line in _entry(action)),
        f".SH {head.commands}",
    ]
    for name, help_, parser in commands:
        lines += [f".SS {_roff(name)}", _roff(help_[:1].upper() + help_[1:]) + ".", ".PP", usages[name]]
        own = [action for action in _shown(parser) if not set(action.option_strings) & common]
        lines += [line for action in own for line in _entry(action)]
        lines += [".PP", _roff(str(parser.epilog))] if parser.epilog else []
    return "\n".join([*lines, ""])


def completion() -> str:
    """Completion for bash: commands, their options and actions, and the words that an option takes."""
    with _called_by_name():
        whole = command_line.parser("en")
        commands = _commands(whole)
    names = [name for name, _, _ in commands]
    taken: dict[str, list[str]] = {}
    for name, parser in [("", whole), *((name, parser) for name, _, parser in commands)]:
        for action in _shown(parser):
            for option in action.option_strings if _words(action) else ():
                taken.setdefault(" ".join(_words(action)), []).append(f"{name}:{option}")
    values = "".join(
        f'        {"|".join(where) if len(where) <= len(names) else "*" + where[0]}) COMPREPLY=($(compgen -W "{words}" -- "$cur")); return ;;\n'
        for words, where in taken.items()
    )
    cases = "".join(
        f'        {name}) words="{" ".join(_options(parser))}" actions="{" ".join(_actions(parser))}" ;;\n'
        for name, _, parser in commands
    )
    return _COMPLETION.format(
        names="|:".join(names), values=values, top=" ".join([*names, *_options(whole)]), cases=cases
    )


_COMPLETION: Final = """\
# bash completion for postigo. Generated from its command line.
_postigo() {{
    local cur="${{COMP_WORDS[COMP_CWORD]}}" previous="${{COMP_WORDS[COMP_CWORD-1]}}" command="" word words actions
    local more=no
    for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
        case "$command:$word" in
            :{names}) command="$word" ;;
            :*|*:-*) ;;
            *) more=yes ;;
        esac
    done
    case "$command:$previous" in
{values}    esac
    if [ -z "$command" ]; then
        COMPREPLY=($(compgen -W "{top}" -- "$cur"))
        return
    fi
    case "$command" in
{cases}    esac
    case "$cur" in
        -*) COMPREPLY=($(compgen -W "$words" -- "$cur")); return ;;
    esac
    if [ "$more" = no ] && [ -n "$actions" ]; then
        COMPREPLY=($(compgen -W "$actions" -- "$cur"))
    else
        compopt -o filenames
        COMPREPLY=($(compgen -f -- "$cur"))
    fi
}}
complete -F _postigo postigo
"""


def _words(action: argparse.Action) -> list[str]:
    """Words of which an argument takes one, as help tells them."""
    words = str(action.metavar or "").split("|")
    return words if len(words) > 1 and all(re.fullmatch("[a-z-]+", word) for word in words) else []


def _actions(parser: argparse.ArgumentParser) -> list[str]:
    """Words that the first argument of a command may be."""
    first = next((action for action in _shown(parser) if not action.option_strings), None)
    return _words(first) if first else []


def _options(parser: argparse.ArgumentParser) -> list[str]:
    return [option for action in _shown(parser) for option in action.option_strings]


def sentence(text: str, code: str) -> str:
    """A sentence of the product in a language."""
    from postigo.core.values import Text  # noqa: PLC0415 - the parser has no need of it

    return Words(code).say(Text(text))
