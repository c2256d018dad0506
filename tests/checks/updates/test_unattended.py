"""What unattended-upgrades takes: its own rules over made-up settings, held against what it said itself on Debian 12."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from pathlib import Path

import pytest

from postigo.api import CannotTell
from postigo.core.report import verdict_digest
from postigo.system.recording import load, run_key
from postigo.testing import PackData, replayed
from postigo_checks import pack
from postigo_checks.updates.automatic import apt_unattended
from postigo_checks.updates.pending import apt_held, apt_sources, dpkg_state, rpm_held, zypper

RECORDINGS = Path(__file__).parents[2] / "recordings"
ON = load((RECORDINGS / "update.auto" / "linux-usual.json").read_bytes())
SETTINGS = run_key(("sh", "-c", apt_unattended.SETTINGS))
(AUTO,) = (check for check in pack.checks if check.id == "update.auto")
DATA = PackData(pack.package)


def said(*settings: str) -> list[str]:
    """What the check says of a Debian 12 with these settings of unattended-upgrades."""
    lines = "".join(f"Unattended-Upgrade::{setting}\n" for setting in settings)
    answer = {"code": 0, "err": "", "out": f"{lines}end\t{len(settings)}\n"}
    verdict, _ = replayed(AUTO, replace(ON, answers={**ON.answers, SETTINGS: answer}), DATA)
    found: list[str] = verdict_digest(verdict)["findings"] or verdict_digest(verdict)["gaps"]
    return found


def origin(pattern: str) -> str:
    return f'Origins-Pattern:: "{pattern}";'


SECURITY = origin("origin=Debian,codename=${distro_codename}-security,label=Debian-Security")


@pytest.mark.parametrize(
    "rule",
    [
        SECURITY,
        origin("origin=*"),
        origin("o=Debian,a=*-security"),
        origin("n=${distro_codename}-security"),
        'Allowed-Origins:: "Debian oldstable-security";',
        'Allowed-Origins:: "${distro_id}:oldstable-security";',
    ],
)
def test_rules_that_let_security_through(rule: str) -> None:
    assert said(rule) == ["on: good"]


@pytest.mark.parametrize(
    "rule",
    [
        origin("origin=Debian,codename=${distro_codename},label=Debian"),
        origin("origin=Debian,codename=bullseye-security"),
        origin("origin=debian,codename=${distro_codename}-security"),
        origin("site=security.example.org"),
        origin("foo=bar"),
        origin("origin"),
        origin("origin=Debian=x"),
        origin("origin=${nobody},label=Debian-Security"),
        origin(""),
        'Allowed-Origins:: "${distro_id}:${distro_codename}-nothing";',
        'Allowed-Origins:: "one two three";',
        'Automatic-Reboot "false";',
    ],
)
def test_rules_that_let_nothing_through(rule: str) -> None:
    assert said(rule) == ["takes-nothing: advise"]


@pytest.mark.parametrize("wrong", ["foo=bar", "origin", "origin=${nobody}"])
def test_one_wrong_rule_stops_all(wrong: str) -> None:
    assert said(SECURITY, origin(wrong)) == ["takes-nothing: advise"]


@pytest.mark.parametrize(
    ("rule", "then"),
    [
        ('Package-Blacklist:: ".*";', "takes-nothing: advise"),
        ('Package-Blacklist:: "[a-z0-9]";', "takes-nothing: advise"),
        ('Package-Blacklist:: "*";', "takes-nothing: advise"),
        ('Package-Blacklist:: "[a-o]";', "only-a-few: advise"),
        ('Package-Blacklist:: "linux-";', "leaves-some-out: note"),
        ('Package-Whitelist:: "vim";', "only-a-few: advise"),
        ('Package-Whitelist:: "(";', "takes-nothing: advise"),
        ('Package-Whitelist:: ".";', "on: good"),
    ],
)
def test_rules_about_names(rule: str, then: str) -> None:
    assert said(SECURITY, rule) == [then]


def test_a_list_that_lost_a_line_is_unreadable() -> None:
    with pytest.raises(CannotTell):
        apt_unattended.parse('Unattended-Upgrade::Package-Blacklist:: ".*";\nend\t2\n')


def test_rules_at_random_are_good_only_with_the_suite_for_security() -> None:
    """A thousand rules out of words that all appear in real files: good needs one that fits the suite for security."""
    dice = random.Random(525)  # noqa: S311 - tests, repeatable
    words = {
        "origin": ["Debian", "Ubuntu", "Raspbian", "AulaLinux", "*", "${distro_id}"],
        "label": ["Debian", "Debian-Security", "Ubuntu", "*"],
        "suite": ["oldstable-security", "oldstable", "stable", "*-updates", "*-security"],
        "codename": ["bookworm", "bookworm-security", "${distro_codename}", "${distro_codename}-security", "trixie"],
    }
    true = {
        "origin": {"Debian", "*", "${distro_id}"},
        "label": {"Debian-Security", "*"},
        "suite": {"oldstable-security", "*-security"},
        "codename": {"bookworm-security", "${distro_codename}-security"},
    }
    good = 0
    for _ in range(1000):
        keys = dice.sample(sorted(words), dice.randint(1, 4))
        rule = {key: dice.choice(words[key]) for key in keys}
        fits = all(value in true[key] for key, value in rule.items())
        then = said(origin(",".join(f"{key}={value}" for key, value in rule.items())))
        assert then == (["on: good"] if fits else ["takes-nothing: advise"]), rule
        good += fits
    assert 50 < good < 950


# --- the states of packages --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wanted", "uihrp")
@pytest.mark.parametrize("state", "ncHUFWti")
@pytest.mark.parametrize("error", " R")
def test_every_state_but_a_finished_one_is_unfinished(wanted: str, state: str, error: str) -> None:
    abbreviation = f"{wanted}{state}{error}"
    text = f"{abbreviation}\t2\npi \t5\nend\t0\t7\t0\t2\n"
    finished = state in "nci" and error == " "
    assert dpkg_state.parse(text) == (0 if finished else 2)


@pytest.mark.parametrize(
    "text", ["", "ii \t5\n", "ii \t5\nend\t0\t6\t0\t1\n", "xx \t5\nend\t0\t5\t0\t1\n", "end\t0\t0\t0\t0\n"]
)
def test_states_that_do_not_add_up_are_unreadable(text: str) -> None:
    with pytest.raises(CannotTell):
        dpkg_state.parse(text)


# --- what holds packages back ------------------------------------------------------------------------------------------


def test_rules_of_dnf() -> None:
    rules = rpm_held.Rules(("kernel*", "vim.x86_64"), (("openssl", "1:3.5.4-1.fc43"), ("bash", "")))
    assert rules.hold("kernel-core", "x86_64", "0:6.18-1")
    assert rules.hold("vim", "x86_64", "2:9-1")
    assert not rules.hold("vim", "i686", "2:9-1")
    assert rules.hold("openssl", "x86_64", "1:3.5.4-2.fc43")
    assert not rules.hold("openssl", "x86_64", "1:3.5.4-1.fc43")
    assert rules.hold("bash", "x86_64", "0:5-1")


def test_locks_of_zypper() -> None:
    assert zypper.locks("\ntype: package\nmatch_type: glob\nsolvable_name: openssl\n\n") > 0
    assert zypper.locks("# nothing\n") == 0
    with pytest.raises(CannotTell):
        zypper.locks("{not a lock}")


def test_candidates_of_apt() -> None:
    text = "one:\n  Installed: 1\n  Candidate: 2\n  Version table:\n     2 500\ntwo:i386:\n  Installed: 1\n  Candidate: (none)\n  Version table:\n *** 1 100\n"
    assert apt_held.parse(text) == [("one", "2"), ("two:i386", "(none)")]
    assert apt_held.parse(text[: text.index("two:i386")]) == [("one", "2")]


@pytest.mark.parametrize("word", ["no", "No", "false", "0", "off", "without", "disable"])
def test_a_source_that_is_switched_off_is_none(word: str) -> None:
    text = f"Types: deb\nURIs: http://deb.debian.org/debian-security\nSuites: bookworm-security\nEnabled: {word}\n"
    assert list(apt_sources._stanzas(text, "x.sources")) == []


def test_a_key_in_a_source_is_no_line_of_its_own() -> None:
    text = "Types: deb deb-src\nURIs: http://deb.debian.org/debian\nSuites: trixie\n trixie-security\nSigned-By:\n -----BEGIN-----\n .\n mQ=\n"
    (source,) = apt_sources._stanzas(text, "x.sources")
    assert source.security
    assert re.search(r"\btrixie\b", source.words)
