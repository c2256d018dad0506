"""Imports of a command: each pays for its own only."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

MACHINE = Path(__file__).parents[1] / "machines/ubuntu-24-04.json"
NOT_SHOWN = ("text", "html", "json_", "jsonl", "wording", "priorities", "redaction")
HEAVY = {"PySide6", "difflib", "importlib.resources", "lzma", "postigo_checks", "shutil", "tempfile", "zipfile"}


def imported(*words: str) -> set[str]:
    """Modules that are there after Postigo was called with these words."""
    code = "import sys; from postigo.__main__ import main; main(sys.argv[1:]); sys.stderr.write('\\n' + ' '.join(sys.modules))"
    command = [sys.executable, "-c", code, "--lang", "en", *words]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        told = running.stdout.read()
        modules = set(running.stderr.read().splitlines()[-1].split())
    assert '"is":"Done"' in told or "Secure Boot" in told, told
    return modules


def test_who_passes_events_on_imports_no_report_and_no_wording() -> None:
    there = imported("audit", "--events", "boot.secure", "--replay", str(MACHINE))
    assert "postigo.audit.supervisor" in there
    assert there & {f"postigo.reports.{form}" for form in NOT_SHOWN} == set()
    assert there & HEAVY == set()


def test_a_text_imports_no_other_form_of_report() -> None:
    there = imported("audit", "boot.secure", "--replay", str(MACHINE))
    assert "postigo.reports.text" in there
    assert there & {"postigo.reports.html", "postigo.reports.json_", "postigo.reports.jsonl", "postigo_checks"} == set()


@pytest.mark.parametrize(
    ("module", "said"),
    [
        ("argparse", ""),
        ("postigo.store.places", ""),
        ("postigo.store.files", "Stopped. Nothing was changed."),
        ("postigo.cli.audit", "Stopped. Nothing was changed."),
        ("postigo.audit.supervisor", "Stopped. Nothing was changed."),
    ],
)
def test_ctrl_c_while_something_is_imported_ends_it_without_a_traceback(module: str, said: str) -> None:
    """What Python does before our first line is its own."""
    code = (
        "import signal, sys\n"
        "class Pressed:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == sys.argv[1]: signal.raise_signal(signal.SIGINT)\n"
        "sys.meta_path.insert(0, Pressed())\n"
        "from postigo.__main__ import main\n"
        "sys.exit(main(['--lang', 'en', 'audit', '--replay', sys.argv[2]]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, module, str(MACHINE)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr.strip()) == (130, "", said)
