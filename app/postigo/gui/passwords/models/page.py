"""Everything that the Passwords page knows, wired together; it outlives the page's views."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from postigo.core.source import Source
from postigo.gui.passwords.models.change_tags import Remembering
from postigo.gui.passwords.models.entries import Entries
from postigo.gui.passwords.models.export_files import Exports
from postigo.gui.passwords.models.key_ring import KeyRing
from postigo.gui.passwords.models.leaks import Leaks, RangeSource
from postigo.gui.passwords.models.passphrases import Maker
from postigo.gui.passwords.models.password_audit import Passwords
from postigo.gui.passwords.models.sandbox_process import SandboxStream
from postigo.gui.passwords.models.tester import Tester
from postigo.passwords import summary


@dataclass(frozen=True, slots=True)
class PasswordsFeature:
    """The models of the page: they outlive its views."""

    passwords: Passwords
    entries: Entries
    leaks: Leaks
    exports: Exports
    tester: Tester
    maker: Maker

    def close(self) -> None:
        """The window closes: no child lives on, nothing stays."""
        self.passwords.close()
        self.leaks.close()
        self.tester.close()
        self.maker.forget()


def open_feature(
    open_stream: Callable[[], SandboxStream],
    open_source: Callable[[], RangeSource],
    ring: KeyRing,
    now: Callable[[], datetime],
    language: str,
    *,
    offline: bool = False,
) -> PasswordsFeature:
    """The models of the page. Nothing is started before the person wants it.

    `offline`: the policy lets Postigo ask nothing of the network.
    """
    passwords = Passwords(open_stream, Remembering(ring), now, lambda: now().astimezone().date())
    entries = Entries(passwords)
    leaks = Leaks(passwords, open_source, offline=offline)
    tester = Tester(open_stream, lambda: now().astimezone().date(), passwords.own_words)
    return PasswordsFeature(passwords, entries, leaks, Exports(passwords), tester, Maker(language))


def files(entries: Entries) -> Source:
    """Source of the fourth tip's row about the person's files: counts only. Without an entry it has none."""
    passwords = entries.passwords
    if not passwords.entries:
        return Source(summary.SOURCE)
    result = passwords.result
    unsure = passwords.cancelled or passwords.trouble is not None or result is None or result.unsure
    said = summary.verdict(entries.codes, len(passwords.entries), now=passwords.now(), unsure=unsure)
    return Source(summary.SOURCE, (summary.LISTED,), (said,))
