"""Packs of strangers: what one of them does to its own process reaches no answer of anybody else's."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from postigo.audit import worker_process
from postigo.audit.packs import MOST_CHECKS, gather
from postigo.audit.request import Request
from postigo.audit.supervisor import audit, catalogue
from postigo.core.events import Catalogue, Event, Finished
from postigo.core.model import Level
from postigo.core.report import verdict_digest
from postigo.core.system import Platform
from postigo.passwords import process
from postigo.pipe import reexec
from tests.support.with_packs import Install, describe, heard, install, request, states

pytestmark = pytest.mark.breadth(3)

__all__ = ["install"]

ROOT = Path(__file__).parents[2]
SCHOOL = str(ROOT / "tests" / "machines" / "linux-school.json")


def _answers(*enabled: str) -> dict[str, object]:
    """What an audit of a remembered machine says, check by check."""
    events = list(audit(Request(replay=SCHOOL, enabled=enabled)))
    return {event.verdict.check: verdict_digest(event.verdict) for event in events if isinstance(event, Finished)}


def test_a_pack_that_answers_for_everybody_changes_no_other_answer(install: Install) -> None:
    install("liar", "wellbehaved")
    before = _answers()
    after = _answers("liar", "wellbehaved")
    assert len(before) > 30
    assert {check: said for check, said in after.items() if ":" not in check} == before
    assert after["liar:is.good"] == {"level": Level.GOOD.name.lower(), "findings": ["ok: good"], "gaps": []}
    assert after["wellbehaved:is.advise"] == {"level": "advise", "findings": ["can-be-better: advise"], "gaps": []}


@pytest.mark.parametrize("claim", ["", "other:is.good", "forger:of.another", "forger:no word", "forger:many.many"])
def test_a_pack_that_lists_what_is_not_its_own_is_broken(
    install: Install, monkeypatch: pytest.MonkeyPatch, claim: str
) -> None:
    install("forger", "wellbehaved")
    monkeypatch.setenv("POSTIGO_TEST_FORGED", claim)
    plain = catalogue(Request(replay=SCHOOL, enabled=("wellbehaved",)))
    found = catalogue(Request(replay=SCHOOL, enabled=("forger", "wellbehaved")))
    assert plain is not None
    assert found is not None
    assert found.listed == plain.listed
    [forger] = [pack for pack in found.packs if pack.name == "forger"]
    assert forger.state.value == "broken"
    assert forger.error.startswith("it lists ")


def _packs(events: list[Event]) -> list[str]:
    first = events[0]
    assert isinstance(first, Catalogue)
    return [pack.name for pack in first.packs]


def test_a_tip_is_partly_there_when_another_workers_checks_were_left_out(install: Install) -> None:
    install("wellbehaved")
    one = "wellbehaved:is.good"
    events = heard(request(one, packs=("wellbehaved",)))
    first = events[0]
    assert isinstance(first, Catalogue)
    assert [line.check for line in first.listed] == [one]
    assert first.incomplete_tips == (first.listed[0].tip,)


@pytest.mark.parametrize(("checks", "state"), [(MOST_CHECKS, "runs"), (MOST_CHECKS + 1, "broken")])
def test_a_pack_has_at_most_so_many_checks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, checks: int, state: str
) -> None:
    describe(tmp_path, "flood", "flood = postigo_test_flood:pack")
    (tmp_path / "postigo_test_flood.py").write_text(
        "from postigo.api import *\n"
        "seen = {Platform.LINUX: Coverage(Text('r'), Text('m'))}\n"
        "probe = Probe(linux=lambda system, data: 1)\n"
        f"checks = [Check(f'flood:a.n{{n}}', Text('T'), Text('W'), 3, probe, list, seen) for n in range({checks})]\n"
        "pack = Pack('flood', 'postigo', tuple(checks))\n"
    )
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    monkeypatch.delitem(sys.modules, "postigo_test_flood", raising=False)
    [info], _ = gather(Request(enabled=("flood",)), Platform.LINUX)
    assert info.state.value == state, info.error


@pytest.fixture
def note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file in which something that nobody enabled writes down each Python of ours that it runs in."""
    note = tmp_path / "note"
    beside = tmp_path / "beside"
    beside.mkdir()
    # What `site` runs in every Python: as good as the line of a `.pth` file, and without touching the installation.
    (beside / "sitecustomize.py").write_text(
        f"import sys\nwith open({str(note)!r}, 'a') as note:\n    print(*sys.orig_argv, file=note)\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(beside))
    return note


def test_what_nobody_enabled_runs_neither_where_passwords_are_seen_nor_where_built_in_checks_look(
    note: Path,
) -> None:
    worker = worker_process.command()
    for command in (process.command(), worker):
        subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False)
        assert not note.exists()
    subprocess.run(reexec.command("postigo", "--version"), capture_output=True, timeout=60, check=True)
    assert note.exists()  # the trap works


def test_no_line_of_a_pth_file_runs_where_passwords_are_seen(tmp_path: Path) -> None:
    note = tmp_path / "note"
    home = tmp_path / "venv"
    subprocess.run([sys.executable, "-P", "-m", "venv", "--without-pip", str(home)], timeout=120, check=True)
    python = home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    asked = [str(python), "-P", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    site = Path(subprocess.run(asked, capture_output=True, text=True, timeout=60, check=True).stdout.strip())
    line = f"import sys; open({str(note)!r}, 'a').write(' '.join(sys.orig_argv) + chr(10))\n"
    (site / "stranger.pth").write_text(line)
    subprocess.run([str(python), "-c", "pass"], timeout=60, check=True)
    assert note.exists()
    note.unlink()
    for command in (process.command(), worker_process.command()):
        subprocess.run(
            [str(python), *command[1:]], stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False
        )
    assert not note.exists()


def test_the_childs_list_of_folders_is_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
    command = process.command()
    folders = command[command.index(process.MODULE) + 1 :]
    assert str(tmp_path) not in folders
    assert str(ROOT / "app") in folders
    code = "import sys; sys.stdout.write(repr((sys.flags.isolated, sys.flags.no_site)))"
    flags = command[1 : command.index("-c")]
    done = subprocess.run([sys.executable, *flags, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "(1, 1)"


def test_states_are_told_of_every_stranger(install: Install) -> None:
    install("liar", "wellbehaved")
    events = heard(request(packs=("wellbehaved",)))
    assert states(events) == {"liar": ("off", ""), "wellbehaved": ("runs", "")}
    assert _packs(events)[0] == "postigo_checks"
