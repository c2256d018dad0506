"""The real window, driven from outside as a screen reader does it: Xvfb, a bus of its own, AT-SPI, a remembered machine."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

import tests.support.offscreen  # noqa: F401 - skips where there is no Qt
from tests.stories.passwords_drive import LOGINS
from tests.support.places import LAUNCHER, SYSTEM_PYTHON, needs

HERE = Path(__file__).parents[1]

ROW = "Windows 11 24H2 has had no security updates"
WINDOW = """
import sys
from postigo.gui.main import open_window
from postigo.gui.shell.application import application
from postigo.gui.common.audit_process import ProcessStream, own_command

app = application(["Postigo"])
window, _ = open_window(app, language="en", open_stream=lambda: ProcessStream(own_command(), sys.argv[1]))
window.show()
sys.exit(app.exec())
"""

FILES = """
import sys
from postigo.gui.main import open_window
from postigo.gui.shell.application import application

app = application(["Postigo"])
window, features = open_window(app, language="en")
window.show()
window.activateWindow()
page = window.pages.page("passwords")
page.files_wanted.disconnect()  # the system's own dialog is not ours to drive
page.files_wanted.connect(lambda: features.vault.passwords.choose([sys.argv[1]]))
sys.exit(app.exec())
"""

DOOR = """
import sys
from postigo.gui.main import open_window
from postigo.gui.shell.application import application

app = application(["Postigo"])
window, _ = open_window(app, language=sys.argv[1], region=lambda: "ES")
window.show()
window.activateWindow()
sys.exit(app.exec())
"""

FLOW = """
import sys
from postigo.gui.main import open_window
from postigo.gui.shell.application import application
from postigo.gui.common.audit_process import ProcessStream, own_command

class Asked(ProcessStream):
    # A remembered machine offers no discreet check: it can only be named.
    def start(self, checks=()):
        super().start(checks or ("info.monitoring-software",))

app = application(["Postigo"])
replay, language = sys.argv[1].rsplit(" ", 1)
window, _ = open_window(app, language=language, open_stream=lambda: Asked(own_command(), replay))
window.show()
window.activateWindow()
sys.exit(app.exec())
"""

SCRIPT = """
set -u
"$LAUNCHER" --launch-immediately &
launcher=$!
"$PYTHON" -c "$WINDOW" "$MACHINE" &
window=$!
"$SYSTEM_PYTHON" "$DRIVER" "$WAY" "$ROW"
status=$?
kill $window $launcher
wait $window
exit $status
"""


@needs("linux", "screen-reader")
def test_a_screen_reader_can_do_everything(tmp_path: Path) -> None:
    machine = HERE / "machines" / "windows-11-family.json"
    told = driven("device", tmp_path, WINDOW=WINDOW, MACHINE=str(machine), ROW=ROW)
    assert "door: Tip 6, Do not yield: always open, the way to help" in told
    assert any(line.startswith(f"row: {ROW}") and line.endswith("· act") for line in told)
    assert "asked: Yes, it is me · Google Chrome is using the camera and the microphone now. Is it you?" in told
    assert "heading: 3 · Up to date" in told
    assert [line for line in told if line.startswith("states:")] == [
        "states: expandable",
        "states: expandable expanded",
    ]


@needs("linux", "screen-reader")
def test_a_screen_reader_hears_what_is_wrong_with_a_password(tmp_path: Path) -> None:
    file = tmp_path / "export.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([("name", "url", "username", "password"), *LOGINS])
    told = driven("passwords", tmp_path, WINDOW=FILES, MACHINE=str(file), ROW="gmail.com")
    row = next(line for line in told if line.startswith("row: "))
    assert "ana" in row
    assert "used again" in row
    assert row.endswith("· act")
    assert any(line.startswith("focus: tienda.example.org") for line in told), told
    assert any(line.startswith("described: 2 of 5") for line in told), told
    for _, _, _, password in LOGINS:
        if password != "admin":  # noqa: S105 - it is the user name too
            assert not any(password in line for line in told), "a password was told"


@pytest.mark.long
@needs("linux", "screen-reader")
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_way_to_help_by_keyboard_alone_as_a_screen_reader_hears_it(tmp_path: Path, language: str) -> None:
    told = driven("help", tmp_path, WINDOW=DOOR, MACHINE=language, ROW=language)
    words = {
        "en": ["Quick exit", "Tell somebody today", "Copy 900 20 20 10", "Call now"],
        "es": ["Salir rápido", "Cuéntaselo hoy a alguien", "Copiar 900 20 20 10", "Llama ahora"],
    }[language]
    heard = dict(line.split(": ", 1) for line in told if ": " in line)
    assert [heard[name] for name in ("first stop", "card", "number", "danger")] == words
    assert heard["gone"] == "True", "neither the window nor the program is there any longer"
    assert [path for path in tmp_path.rglob("*") if path.is_file() and "postigo" in str(path)] == []


@pytest.mark.long
@needs("linux", "screen-reader")
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_safety_flow_by_keyboard_alone_and_out(tmp_path: Path, language: str) -> None:
    recording = HERE / "recordings/info.monitoring-software/windows-keys.json"
    told = driven("flow", tmp_path, WINDOW=FLOW, MACHINE=f"{recording} {language}", ROW=language)
    heard = dict(line.split(": ", 1) for line in told if ": " in line)
    assert heard["first stop"] == {"en": "Quick exit", "es": "Salir rápido"}[language]
    assert heard["told"].startswith({"en": "Do not remove it yet.", "es": "No lo quites todavía."}[language])
    assert heard["gone"] == "True"
    assert [path for path in tmp_path.rglob("*") if path.is_file() and "postigo" in str(path)] == []


@pytest.mark.long
@needs("linux", "screen-reader")
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_tips_question_and_the_cards_of_a_phone_by_keyboard_alone(tmp_path: Path, language: str) -> None:
    told = driven("tips", tmp_path, WINDOW=DOOR, MACHINE=language, ROW=language)
    heard = dict(line.split(": ", 1) for line in told if ": " in line)
    words = {
        "en": ["Tip 3, Up to date", "Card 2 of 11", "Look at your phone, step by step"],
        "es": ["Consejo 3, Al día", "Tarjeta 2 de 11", "Mira tu teléfono, paso a paso"],
    }[language]
    assert [heard[name] for name in ("tip", "next", "back")] == words
    assert heard["forgotten"] == "True"
    assert heard["reply"].partition(" · ")[0] in {"I have looked: not fine", "Lo he mirado: no está bien"}
    assert [path for path in tmp_path.rglob("*") if path.is_file() and "postigo" in str(path)] == []


@pytest.mark.long
@needs("linux", "screen-reader")
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_report_is_previewed_as_a_screen_reader_hears_it(tmp_path: Path, language: str) -> None:
    machine = HERE / "machines" / "windows-11-family.json"
    window = WINDOW.replace('language="en"', f'language="{language}"').replace(
        "window.show()", "window.show(); window.activateWindow()"
    )
    told = driven("reports", tmp_path, WINDOW=window, MACHINE=str(machine), ROW=language)
    heard = dict(line.split(": ", 1) for line in told if ": " in line)
    assert "AnyDesk" not in heard["to give away"], "no name in a copy to give away"
    assert "AnyDesk" in heard["internal"]
    assert heard["kept"]
    assert (tmp_path / "postigo" / "settings.toml").read_text().count("history = true") == 1


@pytest.mark.long
@needs("linux", "screen-reader")
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_log_of_evidence_by_keyboard_alone_as_a_screen_reader_hears_it(tmp_path: Path, language: str) -> None:
    told = driven("log", tmp_path, WINDOW=DOOR, MACHINE=language, ROW=language)
    heard = dict(line.split(": ", 1) for line in told if ": " in line)
    name, copy, what = {
        "en": ("notes.age", "notes to hand over", "Saved as entry 1."),
        "es": ("notas.age", "notas para entregar", "Guardado como anotación 1."),
    }[language]
    assert heard["saved"] == what
    assert heard["gone"] == "True"
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    log = tmp_path / name
    assert log.read_bytes().startswith(b"age-encryption.org/v1")
    elsewhere = [path for path in kept if path != log and tmp_path / copy not in path.parents]
    assert [path for path in elsewhere if b"zq-canary" in path.read_bytes()] == [], (
        "unsealed only in what was handed over"
    )
    assert b"zq-canary-text" in (tmp_path / copy / "evidence/data/log.jsonl").read_bytes()
    assert [path for path in elsewhere if "postigo" in str(path)] == []


def driven(way: str, tmp_path: Path, **more: str) -> list[str]:
    """What the driver told of its way through the window."""
    environ = {
        name: value for name, value in os.environ.items() if not name.startswith(("QT_", "XDG_", "DBUS_", "LC_"))
    }
    environ |= more | {
        "WAY": way,
        "LAUNCHER": str(LAUNCHER),
        "PYTHON": sys.executable,
        "SYSTEM_PYTHON": str(SYSTEM_PYTHON),
        "DRIVER": str(HERE / "support" / "atspi_driver.py"),
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path),
        "XDG_RUNTIME_DIR": str(tmp_path),
        "LC_ALL": "C.UTF-8",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "QT_QPA_PLATFORM": "xcb",
    }
    tmp_path.chmod(0o700)
    command = ["xvfb-run", "-a", "dbus-run-session", "--", "sh", "-c", SCRIPT]
    run = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=180, check=False)
    told = run.stdout.splitlines()
    assert run.returncode == 0, run.stdout + run.stderr
    assert told[-1] == "done"
    return told
