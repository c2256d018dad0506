"""Context of every command that looks: machine, packs, catalogue, exit status."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path as File

from postigo import invocation
from postigo.audit.request import Request
from postigo.cli.status import Exit, UsageError
from postigo.core.events import Catalogue
from postigo.core.model import Level
from postigo.core.policy import Policy
from postigo.core.policy_says import too_much
from postigo.core.redact import Disclosure, Pseudonyms
from postigo.core.report import PackState
from postigo.core.values import Path, Quoted, Text
from postigo.guidance.reader import Reader, reader
from postigo.store import files
from postigo.store.context import Context
from postigo.store.files import Settings
from postigo.store.os_errors import os_error_reason
from postigo.store.plain import read_plain
from postigo.words import Words


def remembered(name: str | None) -> str | None:
    """Path of a recording that can be read, or None. `UsageError` says why it cannot."""
    if name is None:
        return None
    from postigo.system.recording import LONGEST, NotARecording, load  # noqa: PLC0415 - few audits look at a recording

    shown = Path(name)
    if os.path.isdir(name):  # noqa: PTH112 - `Path.is_dir` raises for a name that is too long
        raise UsageError(Text("{file} is a folder. Name a recording in it.", values={"file": shown}))
    try:
        load(read_plain(File(name), LONGEST))
    except FileNotFoundError:
        raise UsageError(Text("There is no file {file}. Look at its name again.", values={"file": shown})) from None
    except OSError as why:
        raise UsageError(
            Text("{file} cannot be read: {reason}.", values={"file": shown, "reason": os_error_reason(why)})
        ) from None
    except NotARecording as why:
        raise UsageError(
            Text(
                "{file} is not a recording of a machine: {reason}. How one is made: {command}",
                values={"file": shown, "reason": why.text, "command": Quoted(invocation.line("record", "--help"))},
            )
        ) from None
    return name


def allow(origin: str, *, allowed: bool) -> Settings:
    """Keep whether a stranger's pack may run; the settings as they are then. `UsageError` if it cannot be kept."""
    try:
        before = files.settings()  # as they are now: another call may have changed them
        others = tuple(name for name in before.enabled_packs if name != origin)
        after = replace(before, enabled_packs=(*others, origin) if allowed else others)
        files.keep(after)
    except files.SettingsTrouble as trouble:
        raise UsageError(trouble.text) from None
    return after


def catalogue(enabled: tuple[str, ...], replay: str | None = None) -> Catalogue:
    """Everything there is, with nothing looked at. `enabled` are the distributions whose packs may run."""
    from postigo.audit import supervisor  # noqa: PLC0415 - the commands that refuse a call need no worker

    found = supervisor.catalogue(Request(enabled=enabled, replay=replay))
    assert found is not None  # noqa: S101 - nobody can cancel it
    return found


def words(code: str, stand_ins: Pseudonyms | None = None) -> Words:
    """The words of one language, with the catalogues of the built-in pack. For what is told without a look."""
    return Words(code, {pack.name: pack.locale for pack in catalogue(()).packs if pack.locale}, stand_ins)


def speaks_to(context: Context) -> Reader:
    """Reader that a call speaks to, by the settings."""
    return reader(context.settings.audience, context.settings.shared)


def missing(wanted: Sequence[str], listed: Iterable[str]) -> str | None:
    """The first id that is asked for and not listed."""
    known = set(listed)
    return next((check for check in wanted if check not in known), None)


def unknown(check: str, found: Catalogue, replay: str | None = None) -> UsageError:
    """Error for an unknown check: its pack is off or broken, or a typo."""
    import difflib  # noqa: PLC0415 - for a call that is wrong

    from postigo.reports import wording  # noqa: PLC0415 - as above

    all_of_them = Quoted(invocation.about(invocation.line, replay)("checks"))
    owner = check.partition(":")[0]
    for pack in found.packs:
        if ":" in check and owner in {pack.name, pack.origin} and pack.state is not PackState.RUNS:
            off = Text(
                "“{check}” belongs to the pack “{pack}”, which is off. To allow it: {command}",
                values={
                    "check": Quoted(check),
                    "pack": Quoted(pack.name),
                    "command": Quoted(invocation.line("packs", "enable", pack.name)),
                },
            )
            return UsageError(off if pack.state is PackState.OFF else wording.broken(pack))
    known = [line.check for line in found.listed if not line.behind_door]
    near = (
        difflib.get_close_matches(check, known, n=3, cutoff=0.5)
        or [name for name in known if check and check.lower() in name][:3]
    )
    if near:
        return UsageError(
            Text(
                "There is no check “{check}” here. Did you mean {near}? This lists them all: {command}",
                values={"check": Quoted(check), "near": Quoted(", ".join(near)), "command": all_of_them},
            )
        )
    return UsageError(
        Text(
            "There is no check “{check}” here. This lists them all: {command}",
            values={"check": Quoted(check), "command": all_of_them},
        )
    )


def one_of(option: str, word: str | None, known: Sequence[str]) -> str | None:
    """The word if it is one of those an option knows; `UsageError` if not."""
    if word is None or word in known:
        return word
    raise UsageError(
        Text(
            "{option} does not know “{word}”. It knows {known}.",
            values={"option": Quoted(option), "word": Quoted(word), "known": [Quoted(name) for name in known]},
        )
    )


def level(word: str | None, policy: Policy) -> Disclosure | None:
    """How much a copy tells, by the word of `--level`. `UsageError` for another, and for more than the policy lets out.

    An early version said "give-away".
    """
    known = one_of("--level", "share" if word == "give-away" else word, tuple(Disclosure))
    if known is not None and not policy.lets_out(known):
        from postigo.reports import wording  # noqa: PLC0415 - for a call that is refused

        raise UsageError(too_much(wording.DISCLOSURES[Disclosure(policy.most or known)]))
    return None if known is None else Disclosure(known)


def status_of(worst: Level) -> Exit:
    """How a command ends that found this at worst."""
    return {Level.ACT: Exit.ACT, Level.ADVISE: Exit.ADVISE}.get(worst, Exit.NOTHING_TO_DO)
