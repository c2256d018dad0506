"""What a policy forbids or fixes in the terminal: each refusal says who decided, and the rest goes on."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from postigo.cli.options import AuditOptions, audit_options
from postigo.cli.parser import parse
from postigo.cli.status import UsageError
from postigo.core.policy_table import TABLES, understood
from postigo.core.redact import Disclosure
from postigo.reports import copies
from postigo.reports.cover import Cover
from postigo.reports.formats import render
from postigo.store import files
from postigo.store import policy as stored
from postigo.store.context import Context
from postigo.store.files import Settings
from postigo.store.policy import Found
from tests.support import made
from tests.support.program import inside

pytestmark = pytest.mark.usefixtures("home")

MACHINE = str(Path(__file__).parents[1] / "machines/ubuntu-24-04.json")
Fix = Callable[..., None]


@pytest.fixture
def policy(monkeypatch: pytest.MonkeyPatch) -> Fix:
    """Gives this computer a policy."""

    def fix(table: str = "mandatory", **keys: object) -> None:
        monkeypatch.setattr(stored, "found", lambda: Found("/etc/postigo/policy.toml", {table: keys}))

    return fix


def _report(*words: str) -> dict[str, Any]:
    done = inside("audit", *words, "--format", "json")
    assert done.returncode in {0, 1, 2, 3}, done
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_what_is_left_out_is_listed_and_says_so_and_is_never_good(policy: Fix) -> None:
    policy(allowed_checks=["boot.secure", "image.screen-lock"], scope="machine")
    told = {one["check"]: one for one in _report("boot.secure", "image.screen-lock", "firewall.enabled")["results"]}
    assert told.keys() == {"boot.secure", "image.screen-lock", "firewall.enabled"}
    for left in (told["image.screen-lock"], told["firewall.enabled"]):  # of an account, and not among the allowed
        assert (left["level"], left["findings"]) == (None, [])
        assert [gap["why"] for gap in left["gaps"]] == ["policy"]
        assert "leaves this out" in left["gaps"][0]["text"]
    assert "policy" not in [gap["why"] for gap in told["boot.secure"]["gaps"]]


def test_no_copy_tells_more_than_the_policy_lets_out(policy: Fix, tmp_path: Path) -> None:
    policy(report_level="internal")
    for words in (
        ("audit", "boot.secure", "--replay", MACHINE, "--level", "full", "--reason", "x"),
        ("report", "1", "--level", "full", "--reason", "x"),
        ("diff", "--level", "full"),
        ("passwords", str(tmp_path / "x.csv"), "--level", "full"),
    ):
        done = inside(*words)
        assert (done.returncode, done.stdout) == (64, ""), done
        assert "no copy that tells more than “internal”" in done.stderr


def _options(context: Context, *words: str) -> AuditOptions:
    return audit_options(parse(["audit", "boot.secure", *words], "en"), context)


def test_a_default_level_fixes_nothing_and_makes_no_persons_copy_tell_more() -> None:
    context = Context("en", policy=understood({"default": {"report_level": "internal"}}, "x"))
    assert _options(context).level is None
    assert _options(context, "--level", "full", "--reason", "x").level is Disclosure.FULL


def test_a_label_stands_in_each_copy_and_only_a_default_gives_way() -> None:
    fixed, suggested = (Context("en", policy=understood({table: {"label": "Room 3"}}, "x")) for table in TABLES)
    assert (_options(fixed).label, _options(suggested).label) == ("Room 3", "Room 3")
    assert _options(suggested, "--label", "mine").label == "mine"
    with pytest.raises(UsageError) as refused:
        _options(fixed, "--label", "mine")
    assert "gives the name" in refused.value.text.one


def test_nothing_is_asked_of_the_network(policy: Fix, tmp_path: Path) -> None:
    policy(online_off=True)
    exported = tmp_path / "export.csv"
    exported.write_text("name,url,username,password\nx,https://example.org,ana,correct horse\n", "utf-8")
    for words in (
        ("passwords", str(exported), "--hibp", "online", "--yes"),
        ("evidence", "stamp", str(tmp_path / "log.age"), "--service", "https://example.org"),
    ):
        done = inside(*words)
        assert (done.returncode, done.stdout) == (64, ""), done
        assert "ask nothing of the network" in done.stderr


def test_no_look_is_kept_though_somebody_wanted_a_history(policy: Fix, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SUDO_UID")
    monkeypatch.setattr("postigo.cli.own_account.refuse_another", lambda: None)
    files.keep(Settings(history=True))
    policy(history_off=True)
    refused = inside("history", "on")
    assert refused.returncode == 64
    assert "keep no history" in refused.stderr
    told = inside("history").stdout
    assert "No look is kept." in told
    assert "keep no history" in told
    assert "history on" not in told
    inside("audit", "boot.secure")
    assert "No look is kept." in inside("history").stdout
    assert inside("history", "list").returncode == 0
    assert files.settings().history, "the person's own choice is as it was"


def test_the_country_of_the_help_lines_gives_way_to_one_that_is_typed(policy: Fix) -> None:
    policy(country="MX")
    mexico, spain = inside("help-now"), inside("help-now", "--country", "ES")
    assert "017" not in mexico.stdout
    assert "017" in spain.stdout


def test_nobody_is_kept_from_their_language(policy: Fix) -> None:
    policy(language="es")
    assert "Necesitas ayuda" in inside("help-now").stdout or "No es culpa tuya" in inside("help-now").stdout
    assert "It is not your fault" in inside("help-now", "--lang", "en").stdout


def test_whom_the_school_names_is_in_copies_that_name_something_and_below_the_help_lines(policy: Fix) -> None:
    policy(contact="Marta, room 12")
    machine = made.report()
    for level, told in ((Disclosure.SHARED, False), (Disclosure.INTERNAL, True), (Disclosure.FULL, True)):
        document = copies.document(machine, "en", level, Cover(contact="Marta, room 12"))
        assert ("Marta, room 12" in render("html", document).decode()) is told
        assert document.get("contact") == ("Marta, room 12" if told else None)
    wish = audit_options(parse(["audit"], "en"), Context("en", policy=understood({"mandatory": {"contact": "M"}}, "x")))
    assert wish.cover.contact == "M"
    said = " ".join(inside("help-now", "--country", "ES").stdout.split())
    school = "Your school says who helps there: Marta, room 12."
    assert said.index("Whom to call or ask") < said.index("017 ·") < said.index(school)


def test_the_list_of_checks_says_what_the_policy_leaves_out(policy: Fix) -> None:
    policy(allowed_checks=["firewall.enabled"])
    told = {
        line.split()[0]: line for line in inside("checks", env={"COLUMNS": "160"}).stdout.splitlines() if "." in line
    }
    assert "(left out by the policy)" in told["boot.secure"]
    assert "left out" not in told["firewall.enabled"]
