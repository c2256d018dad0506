"""`postigo policy`: each value that holds on this computer, and who set it."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path as File
from typing import Final

from postigo.cli import catalogue, terminal
from postigo.cli.status import Exit, UsageError
from postigo.core.policy import Policy, Source
from postigo.core.policy_kind import Value
from postigo.core.policy_says import NO_FOLDER
from postigo.core.policy_table import KEYS, NOT_SET, WHO, Held, Key, shown, understood, who
from postigo.core.values import Path, Quoted, Text
from postigo.reports.paper import Paper, wrapped
from postigo.store import files
from postigo.store import policy as stored
from postigo.store.context import Context
from postigo.store.files import Settings
from postigo.store.os_errors import os_error_reason
from postigo.words import Words


def run(args: Namespace, context: Context) -> int:
    """The command. Status 1 where part of the policy is not followed, or would not be."""
    form = catalogue.one_of("--format", args.format, ("text", "json"))
    followed = context.policy if args.check is None else of_file(args.check)
    chosen = Settings() if args.check is not None else _own()
    told = [(key, _who(key, followed, chosen)) for key in KEYS]
    absent = _no_checks(followed, context)
    words = Words(context.lang)
    if form == "json":
        terminal.write([json.dumps(_document(told, absent, followed, words), ensure_ascii=False, indent=2)])
    else:
        terminal.write(_lines(told, absent, followed, words, terminal.paper(sys.stdout)))
    return Exit.ADVISE if followed.troubles else Exit.NOTHING_TO_DO


def of_file(name: str) -> Policy:
    """Policy of a file that lies anywhere and is anybody's. `UsageError` where there is none to read."""
    shown = Path(name)
    if not name.endswith((".toml", ".plist")):
        raise UsageError(
            Text("{file} has to end in .toml or .plist: those are the forms of a policy file.", values={"file": shown})
        )
    place = str(File(name).absolute())
    try:
        return understood(stored.in_file(place, owner=None), place)
    except stored.NotRead as refused:
        return stored.understood(stored.Found(place, refused=refused))
    except OSError as why:
        raise UsageError(
            Text("{file} cannot be read: {reason}.", values={"file": shown, "reason": os_error_reason(why)})
        ) from None


def _own() -> Settings:
    """The person's own settings. Without any where they cannot be read: the door has said so to every other command."""
    try:
        return files.settings()
    except files.SettingsTrouble:
        return Settings()


def _who(key: Key, followed: Policy, chosen: Settings) -> Held:
    own: Value = getattr(chosen, key.setting) if key.setting else None
    return who(followed, key, own)


def _no_checks(followed: Policy, context: Context) -> tuple[str, ...]:
    """Names among the allowed checks that no check of this system has. Those of other systems are among them."""
    if followed.allowed_checks is None:
        return ()
    known = {line.check for line in catalogue.catalogue(context.settings.enabled_packs).listed}
    return tuple(name for name in followed.allowed_checks if name not in known)


def _document(
    told: list[tuple[Key, Held]], absent: tuple[str, ...], followed: Policy, words: Words
) -> dict[str, object]:
    return {
        "policy": followed.where or None,
        "values": [
            {"key": key.id, "name": key.name, "value": held.value, "set_by": held.source.value, "fixed": held.locked}
            for key, held in told
        ],
        "troubles": [
            {"where": one.where, "key": one.key or None, "says": words.say(one.text), "detail": one.detail or None}
            for one in followed.troubles
        ],
        "checks_unknown_here": list(absent),
    }


def _lines(
    told: list[tuple[Key, Held]], absent: tuple[str, ...], followed: Policy, words: Words, paper: Paper
) -> Iterator[str]:
    head = Text("Policy: {file}", values={"file": Path(followed.where)}) if followed.where else _NO_POLICY
    yield from wrapped(words.say(head), paper, style="1")
    for trouble in followed.troubles[:_MOST]:
        where = f"{trouble.where}: {trouble.key}" if trouble.key else trouble.where
        yield from wrapped(f"{where}: {words.say(trouble.text)}", paper, hang=2, style="1;31", whole=where)
        if trouble.detail:
            yield from wrapped(trouble.detail, paper, margin=2)
    if (n := len(followed.troubles) - _MOST) > 0:
        more = Text("One more is not followed.", "{n} more are not followed.", n, {"n": n})
        yield from wrapped(words.say(more), paper, style="1;31")
    if followed.schedule not in {None, "off"} and followed.report_folder is None:
        yield from wrapped(words.say(NO_FOLDER), paper, style="1")
    for key, held in told:
        yield ""
        yield from wrapped(f"{words.say(key.title)} ({key.id})", paper, style="2" if _unset(held) else "")
        line = Text("{value}: {who}", values={"value": shown(key, held.value), "who": WHO[held.source]})
        yield from wrapped(words.say(NOT_SET if _unset(held) else line), paper, margin=2)
    if absent:
        yield ""
        line = Text(
            "No check of this system has these names: {names}. On another system there may be one.",
            values={"names": [Quoted(name) for name in absent]},
        )
        yield from wrapped(words.say(line), paper)


_MOST: Final = 12
"""Parts that are not followed, of which each is named. Whoever has thousands mends these first."""
_NO_POLICY: Final = Text("This computer has no policy. All that stands here is yours, or as Postigo comes.")


def _unset(held: Held) -> bool:
    return held.source is Source.BUILT_IN and held.value in {None, ()}
