"""Reports for engines before what reads them: promtool, a true Prometheus with its exporter, and both judges of SARIF."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from postigo.core.model import Finding, Gap, Level
from postigo.core.system import Unknown
from postigo.core.values import Text
from postigo.reports import formats, shape
from tests.reports.test_formats import document, hostile
from tests.reports.test_judges import documents
from tests.support import judges, made
from tests.support.engine_machine import apart, debian_12, engines
from tests.support.places import needs

__all__ = ["debian_12", "engines"]  # fixtures, found by their names
pytestmark = [pytest.mark.set_up, pytest.mark.long]
RULES = Path(__file__).parents[2] / "installer/prometheus"
DRIVER = Path(__file__).parents[1] / "support/prometheus_driver.py"


def several() -> Iterator[shape.Document]:
    """Reports of several kinds: those of the judges of pages, and one of names that attack."""
    yield from documents()
    yield document(hostile())


# --- Prometheus


@needs("chroot", "debootstrap", "net")
def test_promtool_accepts_the_metrics_and_refuses_what_is_none(engines: Path, tmp_path: Path) -> None:
    for number, one in enumerate(several()):
        (tmp_path / f"{number}.prom").write_bytes(formats.render("prom", one))
    (tmp_path / "broken").write_text('postigo_checks{state="act} 1\n')
    check = (
        "for file in /mnt/*.prom; do promtool check metrics <$file || exit 9; done; promtool check metrics </mnt/broken"
    )
    done = apart(engines, tmp_path, "sh", "-c", check)
    assert done.returncode not in {0, 9}, done
    assert done.stdout + done.stderr.partition("error while linting")[0] == ""


@needs("chroot", "debootstrap", "net")
def test_promtool_accepts_the_rules_and_their_tests_pass(engines: Path) -> None:
    call = "cd /mnt && promtool check rules postigo.rules.yml && promtool test rules postigo.rules.test.yml"
    done = apart(engines, RULES, "sh", "-c", call)
    assert done.returncode == 0, done.stdout + done.stderr
    tested = set(re.findall(r"alertname: (\w+)", (RULES / "postigo.rules.test.yml").read_text("utf-8")))
    assert tested == set(re.findall(r"- alert: (\w+)", (RULES / "postigo.rules.yml").read_text("utf-8")))


def fresh(said: Finding | Gap) -> bytes:
    """Metrics of a look that ended now, of one check."""
    now = datetime.now(UTC).replace(microsecond=0)
    report = made.report((made.listed("firewall.enabled", 5), made.verdict("firewall.enabled", said)))
    return formats.render("prom", document(replace(report, began=now, ended=now)))


@needs("chroot", "debootstrap", "net")
def test_a_true_prometheus_fires_and_does_not_take_what_it_no_longer_sees_for_mended(
    engines: Path, tmp_path: Path
) -> None:
    shutil.copy(DRIVER, tmp_path)
    rules = (RULES / "postigo.rules.yml").read_text("utf-8")
    (tmp_path / "rules.yml").write_text(re.sub(r"for: \S+", "for: 1s", rules), "utf-8")
    (tmp_path / "bad").write_bytes(fresh(made.finding(Level.ACT)))
    (tmp_path / "unseen").write_bytes(fresh(Gap(Unknown.DENIED, Text("The system did not let us look."))))
    files = ("/mnt/rules.yml", "/mnt/bad", "/mnt/unseen")
    alerts = ("PostigoSomethingToDoNow", "PostigoNoLongerSeen")
    done = apart(engines, tmp_path, "python3", "/mnt/prometheus_driver.py", *files, *alerts)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    (bad, unseen, errors) = said["told"]
    assert bad[:2] == ["PostigoSomethingToDoNow", True], said["log"]
    assert {one["labels"]["alertname"] for one in bad[2]} == {"PostigoSomethingToDoNow"}
    assert unseen[:2] == ["PostigoNoLongerSeen", True], said["log"]
    assert {one["labels"]["check"] for one in unseen[2] if "check" in one["labels"]} == {"firewall.enabled"}
    assert [one["value"][1] for one in errors["result"]] == ["0"]


# --- SARIF

QUIET = {"SARIF2005"}
"""Advice that is not followed: it asks for the address of a page about the tool, and there is none yet."""


def tool(folder: Path) -> tuple[Path, Path]:
    """Microsoft's Sarif.Multitool (npm, native), and the schema beside it."""
    program = judges.of_npm(folder, "@microsoft/sarif-multitool-linux@5.7.0", "Sarif.Multitool")
    program.chmod(0o755)
    return program, program.with_name("sarif-2.1.0.json")


def test_both_judges_of_sarif_find_nothing(tmp_path: Path) -> None:
    """The tool lets a wrong level pass, which the schema refuses; the schema knows nothing of what belongs together."""
    program, schema = tool(tmp_path / "judge")
    judge = Draft202012Validator(json.loads(schema.read_text("utf-8")))
    logs = []
    for number, one in enumerate(several()):
        logs.append(tmp_path / f"{number}.sarif")
        logs[-1].write_bytes(formats.render("sarif", one))
        judge.validate(json.loads(logs[-1].read_bytes()))
    done = subprocess.run([str(program), "validate", *map(str, logs)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"Done. {len(logs)} files scanned." in done.stdout
    assert {*re.findall(r": (?:error|warning|note) ([A-Z]+\d+)", done.stdout)} <= QUIET, done.stdout
    wrong = json.loads(logs[0].read_bytes())
    wrong["runs"][0]["results"][0]["level"] = "bogus"
    assert not judge.is_valid(wrong)
