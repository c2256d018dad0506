"""School of the trial: a policy, a schedule that is on, a fix on record, a report that waits. None of it may be lost.

Nothing runs systemd in a system in a folder; the schedule's timer is enabled as a link, and its look is started by hand.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from installer.packages.systems import Failed, enter, shell
from installer.packages.trial_steps import LOOKED, PERSON, ask, call

SHARE: Final = "/mnt/school"
POLICY: Final = f"""\
[mandatory]
schedule = "weekly"
report_folder = "{SHARE}/reports"
site = "ceip-3"
contact = "room 3"
"""
UPGRADER: Final = "usr/bin/unattended-upgrade"
FIX: Final = "updates-automatic"
TIMER: Final = "postigo-audit.timer"
KEPT: Final = ("etc/apt", "etc/postigo", "etc/systemd/system", "var/lib/postigo")
PACK: Final = Path(__file__).parent / "templates" / "a_pack"


def arrange(machine: Path) -> Iterator[str]:
    """All that a school arranges on a computer, by its own commands."""
    (machine / "etc/postigo").mkdir()
    (machine / "etc/postigo/policy.toml").write_text(POLICY, "utf-8")
    call(machine, "postigo", "schedule", "key", "/etc/postigo/reports.key")
    call(machine, "postigo", "--lang", "en", "policy", says="ceip-3")
    shell(machine, f"systemctl enable {TIMER} 2>&1")
    (machine / UPGRADER).write_text("#!/bin/sh\n", "utf-8")  # what the fix switches on has to be there
    (machine / UPGRADER).chmod(0o755)
    yield ask(machine, FIX, "apply", '"done"')
    call(machine, "postigo", "schedule", "run", "--now", ends=[74])
    yield f"school: {enabled(machine)}, {len(waiting(machine))} report waits"


def kept(machine: Path) -> dict[str, str]:
    """Content, or target, of each file that a school's computer keeps. Locks are no content."""
    found = {}
    for top in KEPT:
        for path in sorted((machine / top).rglob("*")):
            if path.is_symlink():
                found[str(path.relative_to(machine))] = os.readlink(path)  # noqa: PTH115 - it may lead nowhere from here
            elif path.is_file():
                found[str(path.relative_to(machine))] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def hold(machine: Path, before: dict[str, str], after: str) -> str:
    """Nothing of it was lost or changed; else `Failed`."""
    now = kept(machine)
    if now != before or "enabled" not in enabled(machine) or not waiting(machine):
        raise Failed([after], f"{set(before.items()) ^ set(now.items())}; {enabled(machine)}")
    return f"{after}: policy, key, timer, record of the fix and waiting report are as they were"


def enabled(machine: Path) -> str:
    """What systemd says of the timer."""
    return f"{TIMER} is {enter(machine, ['systemctl', 'is-enabled', TIMER]).strip()}"


def waiting(machine: Path) -> list[Path]:
    """Reports that wait on the computer."""
    return sorted((machine / "var/lib/postigo/waiting").glob("*"))


def bring(machine: Path) -> str:
    """The share is there again: what waited is brought. The fix is undone from its record."""
    (machine / f"{SHARE[1:]}/reports").mkdir(parents=True)
    number = len(waiting(machine))
    call(machine, "postigo", "schedule", "run")
    brought = [*(machine / SHARE[1:]).rglob("*.json")]
    if waiting(machine) or len(brought) < number:
        raise Failed(["postigo", "schedule", "run"], f"{waiting(machine)} {brought}")
    ask(machine, FIX, "undo", '"undone"')
    (machine / UPGRADER).unlink()
    return f"school: {len(brought)} brought, and the fix undone from its record"


def summarise(machine: Path, beside: str) -> str:
    """Many reports: a summary, one packed file, a question in SQL, and the summary as PDF. Of real looks at this system."""
    folder = machine / "srv/reports/room-3"
    if not folder.exists():
        folder.mkdir(parents=True)
        for name in ("pc-1", "pc-2"):
            words = ["--scope", "machine", "--format", "json", "--output", f"/srv/reports/room-3/{name}.json"]
            call(machine, "postigo", "audit", *words, ends=LOOKED)
    for name in ("all.parquet", "class.pdf"):
        (machine / "srv" / name).unlink(missing_ok=True)
    call(machine, "postigo", "fleet", "report", "/srv/reports", ends=LOOKED, says="pc-2")
    call(machine, "postigo", "fleet", "pack", "/srv/reports", "/srv/all.parquet")
    question = "SELECT name, system FROM reports ORDER BY name"
    said = call(machine, "postigo", "fleet", "query", "/srv/all.parquet", question, "--format", "csv", says="pc-1")
    call(machine, "postigo", "fleet", "report", "/srv/all.parquet", ends=LOOKED, says="pc-2")
    call(machine, "postigo", "fleet", "report", "/srv/reports", "--output", "/srv/class.pdf", ends=LOOKED)
    if not (machine / "srv/class.pdf").read_bytes().startswith(b"%PDF"):
        raise Failed(["postigo", "fleet", "report"], "no PDF")
    return f"fleet beside {beside}: reported, packed, asked ({said.splitlines()[-1]}), PDF"


def strangers(machine: Path) -> Iterator[str]:
    """A stranger's pack in the folder of additions: off until it is enabled; nothing counts once others can write there."""
    folder = machine / "usr/lib/postigo/additions"
    shell(machine, "mkdir -p /usr/lib/postigo/additions/a_pack-1.0.dist-info")
    shutil.copytree(PACK, folder / PACK.name, ignore=shutil.ignore_patterns("__pycache__"))
    described = folder / "a_pack-1.0.dist-info"
    (described / "METADATA").write_text("Metadata-Version: 2.1\nName: a-pack\nVersion: 1.0\n\n", "utf-8")
    (described / "entry_points.txt").write_text("[postigo.packs]\na_pack = a_pack:pack\n", "utf-8")
    asked = ("postigo", "--lang", "en", "packs")
    call(machine, *asked, says="a_pack", user=PERSON)
    call(machine, *asked, "enable", "a_pack", says="runs", user=PERSON)
    call(
        machine,
        "postigo",
        "--lang",
        "en",
        "audit",
        "--format",
        "json",
        ends=LOOKED,
        says="a_pack:is.there",
        user=PERSON,
    )
    for change, back in (
        ("chmod 775 additions", "chmod 755 additions"),
        (f"chown {PERSON} additions/a_pack", "chown 0 additions/a_pack"),
    ):
        shell(machine, f"cd /usr/lib/postigo && {change}")
        said = call(machine, *asked, says="uses nothing from /usr/lib/postigo/additions", user=PERSON)
        if "a_pack 1.0" in said:
            raise Failed(asked, said)
        shell(machine, f"cd /usr/lib/postigo && {back}")
    call(machine, *asked, "disable", "a_pack", says="off", user=PERSON)
    shell(machine, "cd /usr/lib/postigo/additions && rm -r a_pack a_pack-1.0.dist-info")
    yield "a stranger's pack: off, enabled, ran; refused and said in a folder that others can write"
