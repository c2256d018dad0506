"""`postigo evidence`: a log of what somebody did, kept sealed where the person wants it. It leaves no other trace."""

from __future__ import annotations

import os
import stat
import sys
from argparse import Namespace
from collections.abc import Callable
from functools import partial
from pathlib import Path as File
from typing import Final, TypeVar

from postigo import invocation
from postigo.cli import catalogue, evidence_draft, evidence_report, evidence_stamp, terminal
from postigo.cli.evidence_input import Questions
from postigo.cli.status import Exit, UsageError
from postigo.core.policy import Policy
from postigo.core.values import Path, Quoted, Text
from postigo.evidence import bag, handover, log, paper, place, stamp_check, wording
from postigo.evidence.chain import Head, holds, signed
from postigo.evidence.log import Log
from postigo.evidence.rules import must_be_allowed
from postigo.evidence.trouble import EvidenceTrouble, WrongPassphrase
from postigo.guidance.path import AGES
from postigo.store import trace
from postigo.store.context import Context
from postigo.words import Words

T = TypeVar("T")

_HOW_OLD: Final = Text("How old are you? We ask only to know what may go in. It is not stored anywhere.")
_PASSPHRASE: Final = Text("Passphrase of the log (it does not show): ")


def run(args: Namespace, context: Context) -> int:
    """The command. From here on no crash is noted."""
    trace.end()
    words = Words(context.lang)
    action = _action(args, context.policy)
    _refuse_for_another()
    questions, where = Questions(words), File(args.file)
    try:
        match action:
            case "new":
                return _new(where, questions)
            case "add":
                return _add(where, questions)
            case "show":
                return _show(where, questions, words)
            case "verify":
                return _verify(where, args, questions, words)
            case "draft":
                return evidence_report.write(args, lambda: _opened(where, questions)[1], questions, context)
            case "stamp":
                opened, save = partial(_opened, where, questions), partial(_until_it_works, ask=questions)
                return evidence_stamp.stamp(where, args, questions, words, opened, save)
            case _:
                return _hand_over(where, args, questions, words)
    except EvidenceTrouble as trouble:
        raise UsageError(trouble.text) from None
    finally:
        questions.end()


def _action(args: Namespace, policy: Policy) -> str:
    """Action that is asked for. `UsageError` where there is none, or something else goes with it."""
    action = catalogue.one_of(
        "postigo evidence", args.action, ("new", "add", "show", "verify", "draft", "stamp", "hand-over")
    )
    if action is None or args.file is None:
        command = Quoted(invocation.line("evidence", "--help"))
        raise UsageError(
            Text("Say what to do, and name the log. This says how: {command}", values={"command": command})
        )
    if (args.folder is not None or args.zip) and action != "hand-over":
        raise UsageError(Text("A folder and --zip go with hand-over only."))
    if action != "draft":
        evidence_report.refuse_options(args)
    evidence_stamp.refuse_options(args, policy)
    return action


def _refuse_for_another() -> None:
    """Refusal behind sudo: the log would be root's, and its owner could not open it."""
    if (
        hasattr(os, "geteuid")
        and os.geteuid() == 0
        and any(os.environ.get(name) for name in ("SUDO_UID", "PKEXEC_UID"))
    ):
        raise UsageError(Text("Run it without sudo: the log is yours, and must stay so."))


def _new(where: File, ask: Questions) -> int:
    place.must_be_new(place.real(where))
    place.must_be_new(where)
    age = ask.one_of(_HOW_OLD, AGES)
    must_be_allowed(age)
    ask.say(
        wording.HELPS,
        Text("Only this passphrase opens the log. Nobody can help you if you forget it, Postigo neither."),
        Text("The line that you typed may stay in the history of your terminal."),
    )
    passphrase = ask.new_passphrase()
    _until_it_works(lambda: log.begin(where, passphrase, age), ask)
    ask.say(Text("The log was begun: {file}.", values={"file": Path(str(where.absolute()))}))
    return Exit.NOTHING_TO_DO


def _add(where: File, ask: Questions) -> int:
    age = ask.one_of(_HOW_OLD, AGES)
    must_be_allowed(age)
    passphrase, before = _opened(where, ask)
    log.must_be_sound(before)  # before anybody types what could not be saved
    draft, files_chosen = evidence_draft.asked(ask, age, before)
    if draft.empty:
        raise EvidenceTrouble(log.NOTHING_SAID)
    after = _until_it_works(lambda: log.add(where, passphrase, draft, age, files_chosen=files_chosen), ask)
    ask.say(Text("Saved as entry {n}.", values={"n": after.checked.head.count}))
    return Exit.NOTHING_TO_DO


def _show(where: File, ask: Questions, words: Words) -> int:
    if stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode):
        raise UsageError(
            Text("This would leave the log open in a file. Use hand-over for a copy that others can read.")
        )
    _, found = _opened(where, ask)
    terminal.write(paper.entries(found, words))
    if not found.sound:
        ask.say(*wording.verified(found))
    return Exit.NOTHING_TO_DO if found.sound else Exit.ACT


def _verify(where: File, args: Namespace, ask: Questions, words: Words) -> int:
    roots = evidence_stamp.roots(args)
    found = log.opened_bag(handover.read(where)) if handover.is_open(where) else _opened(where, ask)[1]
    head = _signed(ask)
    sound = found.sound
    told = list(wording.verified(found))
    if head is not None:
        agrees = holds(found.files[bag.LOG], head)
        sound = sound and agrees
        told.append(wording.AGREES if agrees else wording.DISAGREES)
    stamps = list(stamp_check.seen(found, roots))
    told += [*wording.worth(found.checked), *wording.stamped(stamps, named=roots is not None)]
    terminal.write(words.say(text) for text in told)
    return evidence_stamp.status(stamps) if sound else Exit.ACT


def _signed(ask: Questions) -> Head | None:
    """Head on the signed paper. None where there is none; a pipe may end before it."""
    try:
        count = ask.line(Text("Number of entries on your signed paper (only Enter if you have none): "))
        if not count:
            return None
        last = ask.line(Text("Its fingerprint, or the first 8 letters of it: "))
    except UsageError:
        if ask.attended:
            raise
        return None
    head = signed(count, last)
    if head is None:
        raise UsageError(wording.NO_HEAD)
    return head


def _hand_over(where: File, args: Namespace, ask: Questions, words: Words) -> int:
    if args.folder is None:
        raise UsageError(Text("Name a new folder for it too, as on a USB stick."))
    folder = File(args.folder)
    place.must_be_new(folder)
    _, found = _opened(where, ask)
    content = handover.compared(found, words)
    ask.say(wording.READABLE)
    _until_it_works(lambda: handover.write(content, folder, zipped=args.zip), ask)
    terminal.write(paper.listed(content))
    ask.say(
        Text("Written: {folder}. Print the paper in it, and sign it.", values={"folder": Path(str(folder.absolute()))}),
        Text("When you have handed it over, add to the log whom you gave it to."),
    )
    return Exit.NOTHING_TO_DO if found.sound else Exit.ACT


def _opened(where: File, ask: Questions) -> tuple[str, Log]:
    """The passphrase, and the log that it opens. On a terminal it can be typed as often as one likes."""
    place.read(where)  # what is not there is said before anybody types
    while True:
        passphrase = ask.passphrase(_PASSPHRASE)
        try:
            return passphrase, log.opened(where, passphrase)
        except WrongPassphrase as wrong:
            if not ask.attended:
                raise
            ask.say(wrong.text)


def _until_it_works(act: Callable[[], T], ask: Questions) -> T:
    """Result of saving. On a terminal it is tried again after trouble, so that nothing typed is lost."""
    while True:
        try:
            return act()
        except EvidenceTrouble as trouble:
            if not ask.attended:
                raise
            ask.say(trouble.text)
            ask.line(Text("Press Enter to try again, or Ctrl-C to leave it: "))
