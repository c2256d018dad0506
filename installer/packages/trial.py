"""Trial: the packages on bare systems, as a technician has them. Installed, run, renewed, exchanged and purged.

`python3 -m installer.packages try [--systems bookworm,jammy]`. A system that cannot be had here is named, and makes the trial
fail only if it was asked for by name.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from installer.packages.systems import KEYS_OF_UBUNTU, UBUNTU, Failed, copied, enter, make, run, shell
from postigo import __version__

SYSTEMS: Final = ("bookworm", "trixie", "jammy", "noble", "focal")
"""Debian 12 and 13, Ubuntu 22.04, 24.04 and 20.04. The first two are made first: Debian 13 has the keys of Ubuntu."""
PERSON: Final = "4321"
WAITS: Final = {"LANG": "C", "HOME": "/home/ana"}
"""Surroundings of a plain person in a terminal without a language and without a screen."""
LEFT: Final = "find / -xdev \\( -ipath '*postigo*' -not -path '/packages*' -not -path '/home/*' -not -path '/var/log/*' \\) -print"


def run_on(systems: Sequence[str], packages: Path, work: Path, say: Callable[[str], None] = print) -> list[str]:
    """Names of the systems on which something was wrong."""
    wrong = []
    for name in systems:
        began = time.monotonic()
        try:
            machine = base(name, work)
            with copied(machine, work / f"trial-{name}-{os.getpid()}") as copy:
                for told in on_one(copy, packages):
                    say(f"{name}: {told}")
        except Failed as why:
            say(f"{name}: {why}")
            wrong.append(name)
        say(f"{name}: {time.monotonic() - began:.0f} s")
    return wrong


def run_all(packages: Path, work: Path, named: Sequence[str]) -> int:
    """The command; its exit status."""
    return 1 if run_on(named or SYSTEMS, packages, work) else 0


def base(name: str, work: Path) -> Path:
    """A bare system, made once."""
    folder = work / f"base-{name}"
    if not (folder / "made").exists():
        shutil.rmtree(folder, ignore_errors=True)
        make(name, folder, keys=_keys(work) if name in UBUNTU else None)
        if name in UBUNTU:  # Qt's small libraries are in a part of the archive that a desktop has turned on
            sources = folder / "etc/apt/sources.list"
            sources.write_text(sources.read_text("utf-8").replace(" main", " main universe"), "utf-8")
        (folder / "made").touch()
    return folder


def _keys(work: Path) -> Path:
    """Keys of Ubuntu's archive, as Debian 13 packages them."""
    debian = base("trixie", work)
    if not (debian / KEYS_OF_UBUNTU).exists():
        shell(debian, "apt-get -qq update && apt-get -qq install -y --no-install-recommends ubuntu-keyring")
    return debian / KEYS_OF_UBUNTU


def on_one(machine: Path, packages: Path) -> Iterator[str]:
    """Observations on one system, line by line. `Failed` ends it."""
    laid = machine / "packages"
    laid.mkdir()
    for package in packages.glob("*.deb"):
        shutil.copyfile(package, laid / package.name)
    shell(machine, f"useradd --uid {PERSON} --create-home ana && apt-get -qq update")
    before = set(shell(machine, LEFT).splitlines())
    install(machine, "postigo")
    yield f"installed {size(machine, 'postigo')}, {version(machine, '/usr/bin/postigo')}"
    yield looked(machine, "a plain person, LANG=C, no screen", PERSON)
    yield looked(machine, "root", "")
    yield passwords(machine)
    yield helper(machine)
    yield window(machine)
    if (laid / name_of("postigo-pdf")).exists():
        install(machine, "postigo-pdf")
        yield paper(machine)
    renewed(laid / name_of("postigo"))
    install(machine, "renewed")
    yield f"renewed to {enter(machine, ['dpkg-query', '-W', '-f', '${Version}', 'postigo'])}, {version(machine, '/usr/bin/postigo')}"
    shell(machine, "apt-get -qq purge -y postigo-pdf 2>&1 || true")
    if (laid / name_of("postigo-headless")).exists():
        yield from exchanged(machine)
    shell(machine, "dpkg --purge postigo 2>&1")
    if left := set(shell(machine, LEFT).splitlines()) - before:
        raise Failed(["purge"], "\n".join(sorted(left)))
    yield "purged, and nothing is left"
    for archive in packages.glob("*.tar.xz"):
        yield from_a_stick(machine, archive)


def exchanged(machine: Path) -> Iterator[str]:
    """Exchange for the package without a window, and its purge."""
    install(machine, "postigo-headless")
    if (
        "postigo/postigo" not in shell(machine, "readlink -f /usr/bin/postigo")
        or (machine / "usr/lib/postigo/_internal/PySide6").exists()
    ):
        raise Failed(["exchange"], "the package with the window is still there")
    yield f"exchanged for headless {size(machine, 'postigo-headless')}"
    yield looked(machine, "headless, a plain person", PERSON)
    refused = attempt(machine, ["postigo", "passwords", "/etc/passwd"], PERSON)
    if refused.returncode != 64:
        raise Failed(["postigo", "passwords"], refused.stdout)
    yield f"headless says: {refused.stdout.strip()}"
    shell(machine, "apt-get -qq purge -y postigo-headless 2>&1")


def install(machine: Path, name: str) -> None:
    """A package and what it depends on, as a technician does it."""
    shell(machine, f"apt-get -qq install -y --no-install-recommends ./packages/{name_of(name)} 2>&1")


def name_of(name: str) -> str:
    """File of a package."""
    return f"{name}_{__version__}_{run(['dpkg', '--print-architecture']).strip()}.deb"


def renewed(package: Path) -> None:
    """The same package under a later version, beside it."""
    folder = package.parent / "renewed"
    run(["dpkg-deb", "-R", str(package), str(folder)])
    control = folder / "DEBIAN/control"
    control.write_text(
        control.read_text("utf-8").replace(f"Version: {__version__}\n", f"Version: {__version__}+1\n"), "utf-8"
    )
    run(
        [
            "dpkg-deb",
            "--root-owner-group",
            "-Zxz",
            "-z0",
            "--build",
            str(folder),
            str(package.parent / name_of("renewed")),
        ]
    )
    shutil.rmtree(folder)


def attempt(machine: Path, command: Sequence[str], user: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    """A call that may end in any way: its exit status, and what it printed."""
    words = ["bash", "-c", '"$@" 2>&1; echo "=$?"', "-", *command]
    said = enter(machine, words, user=user, env={**(WAITS if user else {}), **more})
    told, _, status = said.rstrip().rpartition("=")
    return subprocess.CompletedProcess(list(command), int(status), told, "")


def size(machine: Path, name: str) -> str:
    """Installed size as dpkg has it."""
    return f"{int(enter(machine, ['dpkg-query', '-W', '-f', '${Installed-Size}', name])) * 1024 / 1e6:.0f} MB"


def version(machine: Path, program: str) -> str:
    """Version that a program prints."""
    return enter(machine, [program, "--version"]).strip()


def looked(machine: Path, who: str, user: str) -> str:
    """A whole audit: every check answered or says why not, and none of them crashed."""
    done = attempt(machine, ["postigo", "audit", "--format", "json"], user)
    if done.returncode not in range(4):
        raise Failed(["postigo", "audit"], done.stdout)
    report = json.loads(done.stdout[done.stdout.index("{") : done.stdout.rindex("}") + 1])
    crashed = [each for each in report["results"] if "crashed" in json.dumps(each)]
    if crashed or len(report["results"]) < 15:
        raise Failed(["postigo", "audit"], json.dumps(crashed)[:2000])
    return f"{who}: {len(report['results'])} checks, exit status {done.returncode}"


def passwords(machine: Path) -> str:
    """The audit of passwords, in its sealed child."""
    (machine / "home/ana/passwords.csv").write_text(
        "name,url,username,password\na,https://a.example,ana,hunter2\n", "utf-8"
    )
    done = attempt(machine, ["postigo", "passwords", "/home/ana/passwords.csv", "--lang", "es"], PERSON)
    if done.returncode not in range(4) or "contraseña" not in done.stdout:
        raise Failed(["postigo", "passwords"], done.stdout)
    return f"passwords: exit status {done.returncode}"


def helper(machine: Path) -> str:
    """The helper with rights, asked what it sees. It changes nothing."""
    asked = '{"v": 1, "fix": "updates-automatic", "do": "state", "subject": ""}'
    done = attempt(machine, ["sh", "-c", f"echo '{asked}' | /usr/libexec/postigo/fix-helper updates-automatic"])
    if '"code": "state"' not in done.stdout:
        raise Failed(["fix-helper"], done.stdout)
    return f"helper: {done.stdout.strip()}"


def window(machine: Path) -> str:
    """The window on a virtual screen, and the sentence where there is none."""
    none = attempt(machine, ["postigo"], PERSON)
    if none.returncode != 64:
        raise Failed(["postigo"], none.stdout)
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
    done = attempt(machine, ["postigo", "audit", "--format", "pdf", "--output", "/home/ana/report.pdf"], PERSON)
    made = machine / "home/ana/report.pdf"
    if done.returncode not in range(4) or not made.is_file() or not made.read_bytes().startswith(b"%PDF"):
        raise Failed(["postigo", "audit", "--format", "pdf"], done.stdout)
    return f"PDF: {made.stat().st_size} bytes"


STICK: Final = "/media/a stick"


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
    done = attempt(machine, ["bash", "-c", script])
    if done.returncode not in range(4) or '"results"' not in done.stdout:
        raise Failed([inside], done.stdout)
    return f"from a write-protected stick: exit status {done.returncode}"
