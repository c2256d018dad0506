"""Trial: the packages on bare systems, as a technician has them. Installed, run, renewed, exchanged and purged.

`python3 -m installer.packages try [--systems bookworm,jammy]`. A system that cannot be had here is named, and makes the trial
fail only if it was asked for by name.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from installer.packages import trial_school as school
from installer.packages import trial_steps as steps
from installer.packages.systems import KEYS_OF_UBUNTU, UBUNTU, Failed, copied, enter, make, run, shell
from installer.packages.trial_steps import PERSON, call
from postigo import __version__

SYSTEMS: Final = ("bookworm", "trixie", "jammy", "noble", "focal")
"""Debian 12 and 13, Ubuntu 22.04, 24.04 and 20.04. The first two are made first: Debian 13 has the keys of Ubuntu."""
OURS: Final = ("postigo", "postigo-headless", "postigo-pdf", "postigo-fleet")
OTHERS: Final = (
    "packages",
    "home",
    "root",
    "proc",
    "dev",
    "tmp",
    "var/cache",
    "var/log",
    "var/lib/apt",
    "var/lib/dpkg",
)
"""Folders that a purge does not concern: homes, and what is the trial's and apt's own."""


def run_on(
    systems: Sequence[str], packages: Path, work: Path, later: Path | None = None, say: Callable[[str], None] = print
) -> list[str]:
    """Names of the systems on which something was wrong. `later` is a package of a later version."""
    wrong = []
    for name in systems:
        began = time.monotonic()
        try:
            machine = base(name, work)
            with copied(machine, work / f"trial-{name}-{os.getpid()}") as copy:
                for told in on_one(copy, packages, later):
                    say(f"{name}: {told}")
        except Failed as why:
            say(f"{name}: {why}")
            wrong.append(name)
        say(f"{name}: {time.monotonic() - began:.0f} s")
    return wrong


def run_all(packages: Path, work: Path, named: Sequence[str], later: Path | None) -> int:
    """The command; its exit status."""
    return 1 if run_on(named or SYSTEMS, packages, work, later) else 0


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


def on_one(machine: Path, packages: Path, later: Path | None = None) -> Iterator[str]:
    """Observations on one system, line by line. `Failed` ends it."""
    equip(machine, packages, later)
    before = _files(machine)
    install(machine, "postigo")
    yield f"installed {steps.size(machine, 'postigo')}, {steps.version(machine)}"
    yield steps.looked(machine, "a plain person, LANG=C, no screen", PERSON)
    yield steps.looked(machine, "root", "")
    yield steps.passwords(machine)
    yield steps.ask(machine, "updates-automatic", "state", '"code": "state"')
    yield steps.window(machine)
    call(
        machine,
        "postigo",
        "--lang",
        "en",
        "audit",
        "--format",
        "pdf",
        "--output",
        "/srv/a.pdf",
        ends=[64],
        says="postigo-pdf",
    )
    install(machine, "postigo-pdf", "postigo-fleet")
    yield steps.paper(machine)
    yield from school.strangers(machine)
    yield from school.arrange(machine)
    yield from _renewed(machine)
    yield from _exchanged(machine)
    yield school.bring(machine)
    yield from _purged(machine, before)
    for archive in packages.glob("*.tar.xz"):
        yield steps.from_a_stick(machine, archive)


def equip(machine: Path, packages: Path, later: Path | None = None) -> None:
    """A person, the packages in a folder, and from the system's archive all that they depend on, and systemd."""
    laid = machine / "packages"
    laid.mkdir()
    for name in OURS:
        shutil.copyfile(packages / file_of(name), laid / f"{name}.deb")
    if later is None:
        _under_a_later_version(laid / "postigo.deb", laid / "later.deb")
    else:
        shutil.copyfile(later, laid / "later.deb")
    shell(machine, f"useradd --uid {PERSON} --create-home ana && apt-get -qq update")
    fields = [run(["dpkg-deb", "-f", str(laid / f"{name}.deb"), "Depends"]).strip() for name in OURS]
    wanted = ["systemd", *(one for field in fields for one in field.split(", ") if "postigo" not in one)]
    quiet = "apt-get -qq satisfy -y --no-install-recommends"
    shell(machine, f"{quiet} '{', '.join(wanted)}' 2>&1")


def _files(machine: Path) -> set[str]:
    """Every path of the system but what the trial and apt keep, with the content of settings."""
    folders = " -o ".join(f"-path /{folder}" for folder in OTHERS)
    names = shell(machine, f"find / -xdev \\( {folders} \\) -prune -o -printf '%p %y %m %u\\n'")
    return set(names.splitlines()) | set(shell(machine, "find /etc -type f -exec sha256sum {} +").splitlines())


def install(machine: Path, *names: str) -> None:
    """Packages, as a technician does it."""
    shell(machine, f"apt-get -qq install -y --no-install-recommends {_paths(names)} 2>&1")


def _paths(names: Sequence[str]) -> str:
    return " ".join(f"./packages/{name}.deb" for name in names)


def file_of(name: str) -> str:
    """File of a package."""
    return f"{name}_{__version__}_{run(['dpkg', '--print-architecture']).strip()}.deb"


def _under_a_later_version(package: Path, later: Path) -> None:
    """The same package under a later version."""
    folder = package.parent / "later"
    run(["dpkg-deb", "-R", str(package), str(folder)])
    control = folder / "DEBIAN/control"
    told = control.read_text("utf-8").replace(f"Version: {__version__}\n", f"Version: {__version__}+1\n")
    control.write_text(told, "utf-8")
    run(["dpkg-deb", "--root-owner-group", "-Zxz", "-z0", "--build", str(folder), str(later)])
    shutil.rmtree(folder)


def _renewed(machine: Path) -> Iterator[str]:
    """Renewal by a later version, and the way back, which apt takes only if it is told to."""
    kept = school.kept(machine)
    install(machine, "later")
    later = enter(machine, ["dpkg-query", "-W", "-f", "${Version}", "postigo"])
    yield school.hold(machine, kept, f"renewed to {later}, which says {steps.version(machine)}")
    back = ("apt-get", "-q", "install", "-y", "./packages/postigo.deb")
    call(machine, *back, ends=[100], says="downgraded")
    yield school.hold(machine, kept, "a downgrade, which apt refuses without --allow-downgrades")
    call(machine, *back, "--allow-downgrades", says="downgrading")
    yield school.hold(machine, kept, f"downgraded all the same, to {steps.version(machine)}")
    yield steps.looked(machine, "the earlier version on what the later one kept", "")


def _exchanged(machine: Path) -> Iterator[str]:
    """Exchange for the package without a window, and back."""
    yield school.summarise(machine, "the window")
    kept = school.kept(machine)
    install(machine, "postigo-headless")
    if (machine / "usr/lib/postigo/_internal/PySide6").exists():
        raise Failed(["exchange"], "the package with the window is still there")
    yield school.hold(machine, kept, f"exchanged for headless {steps.size(machine, 'postigo-headless')}")
    shell(machine, "dpkg --purge postigo 2>&1")
    yield school.hold(machine, kept, "purged what dpkg still knew of the other one")
    yield steps.looked(machine, "headless, a plain person", PERSON)
    yield f"headless says: {call(machine, 'postigo', 'passwords', '/etc/passwd', ends=[64], user=PERSON).strip()}"
    yield steps.paper(machine)
    yield school.summarise(machine, "headless")
    install(machine, "postigo")
    shell(machine, "dpkg --purge postigo-headless 2>&1")
    yield school.hold(machine, kept, "exchanged back")
    yield steps.window(machine)


def _purged(machine: Path, before: set[str]) -> Iterator[str]:
    """Purge of all of it. What a school laid there itself is its own to remove."""
    shell(machine, "rm -r /etc/postigo /mnt/school /srv/*")
    shell(machine, f"apt-get -qq purge -y {' '.join(OURS)} 2>&1")
    if differs := _files(machine) ^ before:
        raise Failed(["purge"], "\n".join(sorted(differs)))
    yield "purged, and nothing is left"
