"""Judges of packages: lintian, piuparts, and who reads menu entries and AppStream. By programs of Debian's."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from installer.packages.systems import mirror, run


def faults(package: Path) -> list[str]:
    """Faults of a package, a line each. Lintian's errors only: a warning is advice."""
    done = subprocess.run(
        ["lintian", "--allow-root", "--fail-on", "none", "--tag-display-limit", "0", str(package)],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    found = [line for line in done.stdout.splitlines() if line.startswith("E:")]
    if done.returncode not in {0, 1, 2}:
        found.append(done.stderr)
    found += [f"{line}: not root's, or others may write it" for line in contents(package) if not _is_fine(line)]
    with tempfile.TemporaryDirectory() as folder:
        run(["dpkg-deb", "-x", str(package), folder])
        share = Path(folder) / "usr/share"
        for command in (
            *(["desktop-file-validate", str(path)] for path in share.glob("applications/*")),
            *(["appstreamcli", "validate", "--no-net", str(path)] for path in share.glob("metainfo/*")),
        ):
            read = subprocess.run(command, capture_output=True, text=True, check=False)
            if read.returncode != 0 or (command[0].startswith("desktop") and read.stdout):
                found.append(f"{command}: {read.stdout}{read.stderr}")
    return found


def leftovers(packages: Sequence[Path], suite: str, system: Path, work: Path) -> list[str]:
    """What piuparts has against packages that are installed, removed and purged in a copy of a bare system, a line each."""
    tried = ["--distribution", suite, "--mirror", f"{mirror(suite)[0]} main", "--existing-chroot", str(system)]
    ways = ["--tmpdir", str(work), "--no-eatmydata", "--no-upgrade-test", "--warn-on-others"]
    done = subprocess.run(
        ["unshare", "--mount", "piuparts", *tried, *ways, *map(str, packages)],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip
    if done.returncode == 0 and "PASS: All tests." in done.stdout:
        return []
    told = [line for line in done.stdout.splitlines() if "ERROR" in line or "FAIL" in line]
    return [*told, done.stdout[-4000:]]


def contents(package: Path) -> list[str]:
    """Contents of a package, a line each, as tar tells them."""
    return run(["dpkg-deb", "--contents", str(package)]).splitlines()


def _is_fine(line: str) -> bool:
    """Whether root owns it, and it has a mode that packages have."""
    mode, owner = line.split()[:2]
    return owner == "root/root" and mode in {"drwxr-xr-x", "-rw-r--r--", "-rwxr-xr-x", "lrwxrwxrwx"}
