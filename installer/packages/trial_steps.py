"""Steps of the trial: calls of an installed Postigo in a system in a folder, as root or as a plain person."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from installer.packages.systems import Failed, enter, run

PERSON: Final = "4321"
WAITS: Final = {"LANG": "C", "HOME": "/home/ana"}
"""Surroundings of a plain person in a terminal without a language and without a screen."""
LOOKED: Final = range(4)
"""Exit statuses of an audit that ran."""
STICK: Final = "/media/a stick"


def attempt(machine: Path, command: Sequence[str], user: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    """A call that may end in any way: its exit status, and what it printed."""
    words = ["bash", "-c", '"$@" 2>&1; echo "=$?"', "-", *command]
    said = enter(machine, words, user=user, env={**(WAITS if user else {}), **more})
    told, _, status = said.rstrip().rpartition("=")
    return subprocess.CompletedProcess(list(command), int(status), told, "")


def call(machine: Path, *command: str, ends: Sequence[int] = (0,), says: str = "", user: str = "") -> str:
    """Output of a call that has to end with one of these statuses, and to say this; else `Failed`."""
    done = attempt(machine, command, user)
    if done.returncode not in ends or says not in done.stdout:
        raise Failed(command, f"exit status {done.returncode}, expected {[*ends]} and “{says}”\n{done.stdout}")
    return str(done.stdout)


def size(machine: Path, name: str) -> str:
    """Installed size as dpkg has it."""
    return f"{int(enter(machine, ['dpkg-query', '-W', '-f', '${Installed-Size}', name])) * 1024 / 1e6:.0f} MB"


def version(machine: Path) -> str:
    """Version that the program prints."""
    return enter(machine, ["/usr/bin/postigo", "--version"]).strip()


def looked(machine: Path, who: str, user: str) -> str:
    """A whole audit: every check answered or says why not, and none of them crashed."""
    told = call(machine, "postigo", "audit", "--format", "json", ends=LOOKED, user=user)
    report: dict[str, Any] = json.loads(told[told.index("{") : told.rindex("}") + 1])
    crashed = [each for each in report["results"] if "crashed" in json.dumps(each)]
    if crashed or len(report["results"]) < 15:
        raise Failed(["postigo", "audit"], json.dumps(crashed)[:2000])
    return f"{who}: {len(report['results'])} checks"


def passwords(machine: Path) -> str:
    """The audit of passwords, in its sealed child."""
    written = "name,url,username,password\na,https://a.example,ana,hunter2\n"
    (machine / "home/ana/passwords.csv").write_text(written, "utf-8")
    words = ("postigo", "passwords", "/home/ana/passwords.csv", "--lang", "es")
    call(machine, *words, ends=LOOKED, says="contraseña", user=PERSON)
    return "passwords: looked at"


def ask(machine: Path, fix: str, do: str, says: str) -> str:
    """The helper with rights, asked for something; its answer."""
    asked = json.dumps({"v": 1, "fix": fix, "do": do, "subject": ""})
    tag = f"{fix}.undo" if do == "undo" else fix
    said = call(
        machine, "sh", "-c", f"echo '{asked}' | /usr/libexec/postigo/fix-helper {tag}", ends=range(256), says=says
    )
    return f"helper, {fix} {do}: {said.strip()}"


def window(machine: Path) -> str:
    """The window on a virtual screen, and the sentence where there is none."""
    call(machine, "postigo", ends=[64], user=PERSON)
    with screen() as number:
        if number is None:
            return "window: no Xvfb here; without a screen it says so"
        opened = attempt(machine, ["timeout", "8", "postigo", "--lang", "es"], PERSON, DISPLAY=f":{number}")
    if opened.returncode != 124:  # it stayed until it was ended
        raise Failed(["postigo"], opened.stdout)
    return "window: opened on a screen, and without one it says so"


@contextmanager
def screen() -> Iterator[int | None]:
    """Number of a virtual screen. Systems in a folder reach its abstract socket. None without Xvfb."""
    if shutil.which("Xvfb") is None:
        yield None
        return
    read, write = os.pipe()
    with subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-ac", "-screen", "0", "1024x768x24", "-nolisten", "tcp"],
        pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as server:  # fmt: skip
        os.close(write)
        try:
            yield int(os.read(read, 16).decode().strip())
        finally:
            server.terminate()
            os.close(read)


def paper(machine: Path) -> str:
    """A report as PDF, by the package that adds it."""
    made = machine / "home/ana/report.pdf"
    made.unlink(missing_ok=True)
    call(machine, "postigo", "audit", "--format", "pdf", "--output", "/home/ana/report.pdf", ends=LOOKED, user=PERSON)
    if not made.is_file() or not made.read_bytes().startswith(b"%PDF"):
        raise Failed(["postigo", "audit", "--format", "pdf"], "no PDF")
    return f"PDF: {made.stat().st_size} bytes"


def from_a_stick(machine: Path, archive: Path) -> str:
    """The archive on a write-protected stick with a space in its path."""
    folder = machine / STICK[1:]
    folder.mkdir(parents=True)
    run(["tar", "--extract", "--file", str(archive), "--directory", str(folder)])
    program = next(folder.iterdir())
    run(["chmod", "--recursive", "0755", str(program)])  # as a stick's file system shows all that is on it
    inside = f"{STICK}/{program.name}/postigo"
    script = (
        f'mount --bind "{STICK}" "{STICK}" && mount -o remount,ro,bind "{STICK}"'
        f' && cd / && setpriv --reuid={PERSON} --regid={PERSON} --clear-groups env HOME=/home/ana LANG=C "{inside}" audit --format json'
    )
    call(machine, "bash", "-c", script, ends=LOOKED, says='"results"')
    return "from a write-protected stick: looked"
