"""Wrong types and unknown words in any answer never make a verdict better: what does not fit is a gap, never absent."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias
from zlib import crc32

import pytest

from postigo.core.system import Unknown
from postigo.testing import Case, cases, replayed, verdict_digest
from postigo_checks import pack
from tests.support.mutations import better, mutants
from tests.tables import data_of

CHECKS = {check.id: check for check in pack.checks}
SAMPLED = 75
"""One mutation of so many is tried in the usual run, always the same ones; all with --all."""


@dataclass(frozen=True)
class Fair:
    """Mutations after which another verdict is right, by the check, the question and what was changed."""

    check: str
    question: str
    what: str
    why: str

    def covers(self, check: str, question: str, what: str) -> bool:
        """Whether a mutation is one of these."""
        fits = ((self.check, check), (self.question, question), (self.what, what))
        return all(re.search(pattern, text) for pattern, text in fits)


FAIR: tuple[Fair, ...] = (
    Fair(
        "camera.remote-control",
        r"^read /etc/systemd/(?:user|system)/",
        r"^line [46]: (?:x|vnc|vncserver) -> ",
        "ExecStart=/usr/bin/Zukunft11vnc starts another program, and the unit's own name says nothing",
    ),
    Fair(
        "^(?:browser.safe-browsing|camera.browser-sites)$",
        r"(?:prefs|user|zz)\.js$",
        "garbled|-> Zukunft",
        "Firefox passes over a line that it cannot read, and a setting that it does not know changes nothing",
    ),
    Fair(
        "camera.browser-sites",
        r"/etc/chromium(?:\.d)?/|-flags\.conf$",
        "garbled|-> Zukunft",
        "a shell's script, or words for a browser: other words start other things",
    ),
    Fair("camera.browser-sites", r"profiles\.ini$", "-> Zukunft", "a key that Firefox does not know; Path elsewhere"),
    Fair(
        "^(?:disk.backup|camera.microphone-permissions)$",
        "DejaDup|/flatpak/overrides/",
        "-> Zukunft",
        "a setting of another name is another setting, and Flatpak passes over a permission that it does not know",
    ),
    Fair("firewall.enabled", "firewall-products", "/public -> None$", "null is a firewall that wants nothing done"),
    Fair("firewall.enabled", "FirewallD1|nft -j", "-> 'Zukunft'", "another zone or another network card"),
    Fair(
        "image.disk-encryption",
        "lsblk|/etc/crypttab|/proc/mounts",
        r"-> '?Zukunft|(?:mountpoints/\d+|fstype) -> None",
        "another disk, folder or file system; null is how lsblk writes that there is none",
    ),
    Fair("image.open-shares", "/etc/exports|testparm", "-> Zukunft", "another host, or a setting that nobody knows"),
    Fair("image.screen-lock", "kscreenlockerrc", "-> Zukunft", "a group or key that KDE does not know changes nothing"),
    Fair("image.screenshot-sync", "screencapture|Dropbox|dropbox", "-> '?Zukunft", "another folder"),
    Fair(
        "^(?:info.device-name|password.shared-account|password.blank-or-auto)$",
        "hostname|bluez|dscl|local-accounts|persons-names|/etc/passwd|/etc/group",
        "-> '?Zukunft",
        "another person, computer or group, by name",
    ),
    Fair(
        "net.hosts-proxy-dns",
        "/etc/hosts",
        "garbled|-> Zukunft",
        "the system too passes over a line without an address",
    ),
    Fair(
        "net.hosts-proxy-dns",
        "^run scutil --proxy$",
        r"^line 3: \d+ -> Zukunft",
        "an address with a word in it is a name, and a script may well lie there",
    ),
    Fair("password.admin-daily", "^run id ", "-> Zukunft", "another group"),
    Fair(
        "password.blank-or-auto",
        "gdm|greetd|lightdm|sddm",
        "-> Zukunft",
        "a group or key that the login screen does not know changes nothing",
    ),
    Fair("update.auto", "os-release|apt-config", "-> Zukunft", "a setting of another name is another setting"),
    Fair("update.os-pending", "dpkg-query|rpm -qa|os-release", "-> Zukunft", "another package, version or system"),
    Fair("update.os-supported", "os-release", "-> Zukunft", "another system, or one that does not tell its version"),
    Fair(
        "info.extensions",
        "Preferences|Extensions|extensions",
        r"disable_reasons \+ |optionalPermissions -> None|-> 'Zukunft'",
        "one more reason to be off; null for none; another page",
    ),
)


def test_the_exceptions_are_few() -> None:
    assert len(FAIR) <= 20


Chosen: TypeAlias = Callable[[str, str, str], bool]
"""Whether to try a mutation: by the name of the case, the question, and what is changed."""


def _tried(case: Case, chosen: Chosen, used: set[Fair]) -> Iterator[str]:
    """Each chosen mutation of a recording: "" where the verdict is honest, else what is wrong."""
    check = CHECKS[case.check]
    data = data_of(case.recording)
    before, system = replayed(check, case.recording, data)
    for question in sorted(system.asked & case.recording.answers.keys()):
        for what, answer in mutants(question, case.recording.answers[question]):
            if not chosen(case.name, question, what):
                continue
            changed = replace(case.recording, answers={**case.recording.answers, question: answer})
            after, _ = replayed(check, changed, data, like=system)
            if any(gap.why is Unknown.CRASHED for gap in after.gaps):
                yield f"{case.name}: {question}: {what}: crashed: {after.detail}"
            elif better(before, after) and not _fair(case.check, question, what, used):
                yield f"{case.name}: {question}: {what}: {verdict_digest(before)} became {verdict_digest(after)}"
            else:
                yield ""


def _fair(check: str, question: str, what: str, used: set[Fair]) -> bool:
    found = [fair for fair in FAIR if fair.covers(check, question, what)]
    used.update(found)
    return bool(found)


def _all(check: str, chosen: Chosen, record: Callable[[str, object], None]) -> None:
    tried = [trouble for case in RECORDINGS[check] for trouble in _tried(case, chosen, set())]
    record("mutations", len(tried))
    wrong = [trouble for trouble in tried if trouble]
    assert not wrong, f"{len(wrong)} of {len(tried)}:\n" + "\n".join(wrong)


RECORDINGS: dict[str, list[Case]] = {check: [] for check in CHECKS}
for _case in cases(Path(__file__).parents[1] / "recordings"):
    RECORDINGS[_case.check].append(_case)


@pytest.mark.parametrize("check", CHECKS)
def test_a_sample_of_odd_answers_makes_nothing_better(
    check: str, record_property: Callable[[str, object], None]
) -> None:
    _all(check, lambda *name: crc32(" ".join(name).encode()) % SAMPLED == 0, record_property)


@pytest.mark.long
@pytest.mark.parametrize("check", CHECKS)
def test_no_odd_answer_makes_anything_better(check: str, record_property: Callable[[str, object], None]) -> None:
    _all(check, lambda *_: True, record_property)


@pytest.mark.long
@pytest.mark.parametrize("fair", FAIR, ids=lambda fair: fair.check)
def test_every_exception_is_needed(fair: Fair) -> None:
    named = [case for check in CHECKS if re.search(fair.check, check) for case in RECORDINGS[check]]
    assert any(fair in used for case in named for used in _uses(case, fair))


def _uses(case: Case, fair: Fair) -> Iterator[set[Fair]]:
    """The exceptions used so far, after each mutation that this one covers."""
    used: set[Fair] = set()
    for _ in _tried(case, lambda _, question, what: fair.covers(case.check, question, what), used):
        yield used
