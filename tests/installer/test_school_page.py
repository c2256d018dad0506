"""The technician's page, in English and Spanish: one page, and each of its lines works as it is typed."""

from __future__ import annotations

import json
import re
import shlex
import tomllib
from pathlib import Path

import pytest
from installer.packages.__main__ import MAKERS

from postigo.cli import parser
from postigo.core.policy_table import understood
from postigo.reports.published import fits
from tests.installer.test_schedule_unit import SERVICE, TIMER, UNITS
from tests.support.helper_machine import ROOT, HelperMachine, helper_machine
from tests.support.places import needs
from tests.support.teletype import command

PAGE, SPANISH = ((ROOT / "docs" / name).read_text("utf-8") for name in ("school.md", "escuela.md"))
WORDS = 800
"""Words of one page of A4 in small print, with its lines to type."""
MORE = 1.15
"""Spanish takes more words to say the same."""


def blocks(kind: str, page: str = PAGE) -> list[list[str]]:
    """Lines of each block of one kind, in their order."""
    found = re.findall(rf"^```{kind}\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    return [block.splitlines() for block in found]


def test_it_is_one_page() -> None:
    assert len(PAGE.split()) < WORDS
    assert len(SPANISH.split()) < WORDS * MORE


def test_the_spanish_page_has_the_same_lines_to_type_and_leads_to_the_same_pages() -> None:
    assert blocks("sh", SPANISH) == blocks("sh")
    ours, theirs = (tomllib.loads("\n".join(blocks("toml", page)[0])) for page in (PAGE, SPANISH))
    for policy in (ours, theirs):
        del policy["mandatory"]["contact"]  # what a school writes for people to read
    assert theirs == ours
    typed, links = re.compile(r"`([^`\n]+)`"), re.compile(r"\]\(([^)]+)\)")
    names = {'label = "Aula 3, PC 12"': 'label = "Room 3, PC 12"'}
    assert sorted(names.get(one, one) for one in typed.findall(SPANISH)) == sorted(typed.findall(PAGE))
    assert links.findall(SPANISH) == [link for link in links.findall(PAGE) if link != "escuela.md"]


def test_each_page_is_within_reach_of_its_reader() -> None:
    assert "(docs/escuela.md)" in (ROOT / "LEEME.md").read_text("utf-8")
    assert "(docs/school.md)" in (ROOT / "README.md").read_text("utf-8")
    assert "(escuela.md)" in PAGE


def test_every_line_of_ours_is_understood_and_the_policy_wholly() -> None:
    (policy,) = blocks("toml")
    assert understood(tomllib.loads("\n".join(policy)), "policy.toml").troubles == ()
    typed = [shlex.split(line) for block in blocks("sh") for line in block]
    ours = [
        words[words.index("postigo") + 1 :]
        for words in typed
        if words[:1] == ["postigo"] or words[:2] == ["sudo", "postigo"]
    ]
    assert len(ours) > 10
    for words in ours:
        assert parser.parse(words, "en").command == words[0]
    (build,) = blocks("sh")[0]
    assert set(build.partition("installer.packages ")[2].split()) <= set(MAKERS)
    assert {path for path in re.findall(r"\]\(([\w-]+\.md)", PAGE) if not (ROOT / "docs" / path).is_file()} == set()


@pytest.mark.long
@needs("linux", "chroot", "net", "nsenter", "systemd")
def test_what_the_page_says_works_as_it_is_typed(tmp_path: Path) -> None:
    """From the policy to the page of the class. Packages are built and installed by tests of their own."""
    _, tell, each, whole_class, stick = blocks("sh")
    (policy,) = blocks("toml")
    share = "/mnt/school/reports"
    assert each[0] == "sudo apt install ./postigo_0.1.0_amd64.deb"
    assert tell[0].startswith(f"{each[0]} ./postigo-pdf")
    with helper_machine(tmp_path, booted=True) as machine:
        for name in (SERVICE, TIMER):
            machine.put(f"/usr/lib/systemd/system/{name}", (UNITS / name).read_text())
        machine.put("/usr/bin/postigo", f'#!/bin/sh\nexec {shlex.join(command())} --lang en "$@"\n', 0o755)
        machine.put("/usr/bin/sudo", '#!/bin/sh\nexec "$@"\n', 0o755)
        machine.put("/srv/stick/policy.toml", "\n".join([*policy, ""]))
        machine.run("mkdir", "-p", share)
        machine.run("systemctl", "daemon-reload")

        typed(machine, tell[1:])
        papers = {path.name for path in machine.path("/srv/stick").glob("*.pdf")}
        assert papers == {f"{name}.pdf" for name in ("families", "record", "impact", "accessibility", "poster")}

        said = typed(machine, each[1:])
        (report,) = machine.path(share).rglob("*.json")
        assert f"A report was brought to {share}." in said
        assert fits(json.loads(report.read_bytes()))

        assert "0 reports are older than 30 days." in typed(machine, whole_class)
        page = machine.path("/srv/stick/class.html").read_text("utf-8")
        assert report.stem in page

        assert "pc-12" in typed(machine, stick)


def typed(machine: HelperMachine, lines: list[str]) -> str:
    """What the lines say, one after the other. A look and a summary end as what they saw: 0 to 3."""
    said = ""
    for line in lines:
        done = machine.run("sh", "-c", f"cd /srv/stick && {line}")
        looks = "postigo audit" in line or "fleet report" in line
        assert done.returncode in (range(4) if looks else (0,)), (line, done.stdout, done.stderr)
        said += done.stdout.decode() + done.stderr.decode()
    return " ".join(said.split())
