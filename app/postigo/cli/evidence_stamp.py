"""Time stamp of a log, by a service that the person names."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path as File
from typing import Final, TypeVar

from postigo.cli import terminal
from postigo.cli.evidence_input import Questions
from postigo.cli.status import Exit, UsageError
from postigo.core.policy import Policy
from postigo.core.policy_says import NO_STAMP
from postigo.core.values import Path, Quoted, Text
from postigo.evidence import log, stamp_check, stamps, wording
from postigo.evidence.log import Log
from postigo.evidence.stamp_check import Seen
from postigo.evidence.trouble import EvidenceTrouble
from postigo.net import timestamp
from postigo.net.timestamp import Unstamped
from postigo.store.os_errors import os_error_reason
from postigo.store.plain import read_plain
from postigo.words import Words

T = TypeVar("T")
_MOST: Final = 1 << 22  # bytes: all roots of a system are a quarter of that


def refuse_options(args: Namespace, policy: Policy) -> None:
    """`UsageError` for options of a stamp that stand with another action. Also for a stamp that the policy forbids."""
    if args.action == "stamp" and policy.online_off:
        raise UsageError(NO_STAMP)
    if args.service is not None and args.action != "stamp":
        raise UsageError(Text("{option} goes with stamp only.", values={"option": Quoted("--service")}))
    if args.certificates is not None and args.action not in {"stamp", "verify"}:
        raise UsageError(Text("{option} goes with stamp and verify only.", values={"option": Quoted("--certificates")}))


def roots(args: Namespace) -> bytes | None:
    """Content of the file of certificates, if one is named."""
    if args.certificates is None:
        return None
    try:
        return read_plain(File(args.certificates), _MOST)
    except (OSError, ValueError) as why:  # ValueError: a name that no system has
        reason = os_error_reason(why if isinstance(why, OSError) else OSError())
        told = Text("{file} cannot be opened ({reason}).", values={"file": Path(args.certificates), "reason": reason})
        raise UsageError(told) from None


def stamp(
    where: File,
    args: Namespace,
    ask: Questions,
    words: Words,
    opened: Callable[[], tuple[str, Log]],
    until_it_works: Callable[[Callable[[], Log]], Log],
) -> int:
    """Ask for a stamp, and keep it. Whatever goes wrong, the log is as it was."""
    service, known = _service(args), roots(args)
    stamps.must_have_library()
    passphrase, found = opened()
    asked, entry = stamps.request(log.last_line(found)), found.checked.head.count
    ask.say(*wording.leaves(service))
    if not ask.yes(Text("Send it now? Type yes, or only Enter to leave it: ")):
        ask.say(Text("Nothing was sent."))
        return Exit.NOTHING_TO_DO
    try:
        answer = timestamp.answer(service, asked.content)
        after = until_it_works(lambda: log.stamp(where, passphrase, entry, asked, answer))
    except (Unstamped, EvidenceTrouble) as trouble:
        raise UsageError(Text("{why} Your log is as it was.", values={"why": trouble.text})) from None
    ask.say(Text("Saved as entry {n}.", values={"n": after.checked.head.count}))
    checked = [one for one in stamp_check.seen(after, known) if one.entry == entry]
    terminal.write(words.say(text) for text in wording.stamped(checked, named=known is not None))
    return status(checked)


def status(checked: list[Seen]) -> Exit:
    """How a command ends that looked at these stamps."""
    if any(one.trouble and one.known for one in checked):
        return Exit.ACT
    return Exit.NOTHING_TO_DO if all(one.known for one in checked) else Exit.CANNOT_TELL


def _service(args: Namespace) -> str:
    if args.service is None:
        raise UsageError(
            Text(
                "Name the service with {option}. Postigo has none of its own.",
                values={"option": Quoted("--service URL")},
            )
        )
    service = str(args.service)
    try:
        timestamp.must_be_address(service)
    except Unstamped as wrong:
        raise UsageError(wrong.text) from None
    return service
