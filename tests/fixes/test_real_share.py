"""Folder that a person shares by Samba: shared no more and shared again, by Samba's own `net`, compared byte for byte.

Samba's settings and state are of the test's own (SMB_CONF_PATH); its server is a stand-in of its name, which does nothing.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.support.places import needs

pytestmark = [pytest.mark.long, needs("linux", "net", "testparm")]

PARTS = ("state directory", "lock directory", "private dir", "cache directory", "pid directory")


@pytest.mark.parametrize(
    ("name", "comment", "who", "guests"),
    [
        ("Fotos", "", "S-1-1-0:R", "y"),
        ("Mis Fotos", "Fotos: de todos, = y más", "S-1-1-0:F,S-1-5-32-544:F", "y"),
    ],
)
def test_a_share_of_a_person(tmp_path: Path, name: str, comment: str, who: str, guests: str) -> None:
    shares, folder, state = (tmp_path / one for one in ("shares", name, "state"))
    for one in (shares, folder, state):
        one.mkdir()
    shares.chmod(0o1770)
    settings = tmp_path / "smb.conf"
    lines = [f"{part} = {state}" for part in PARTS]
    lines += [f"usershare path = {shares}", "usershare max shares = 9", "usershare allow guests = yes"]
    settings.write_text("\n".join(["[global]", *lines, "usershare owner only = no", ""]))
    environment = {
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "HOME": str(tmp_path),
        "SMB_CONF_PATH": str(settings),
        "PYTHONDONTWRITEBYTECODE": "1",
    }

    def run(*words: str) -> str:
        done = subprocess.run(
            words,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode in {0, 1}, done.stdout + done.stderr
        return done.stdout

    def changes(*words: str) -> list[dict[str, Any]]:
        said = run(sys.executable, "-m", "postigo", "fix", "image.open-shares", "--format", "json", *words)
        listed: list[dict[str, Any]] = json.loads(said)["changes"]
        return listed

    def seen() -> dict[str, tuple[int, bytes]]:
        return {path.name: (path.stat().st_mode, path.read_bytes()) for path in shares.iterdir()}

    run("net", "usershare", "add", name, str(folder), comment, who, f"guest_ok={guests}")
    before = seen()
    assert len(before) == 1
    server = tmp_path / "smbd"
    shutil.copy("/bin/sleep", server)
    with subprocess.Popen([server, "300"]) as running:
        try:
            time.sleep(0.2)
            [shown] = changes("--dry-run")
            assert seen() == before
            [made] = changes("--yes")
            assert (made["how"], made["steps"]) == ("fixed", shown["steps"])
            assert not seen()
            assert "Undone. All is as it was before." in run(
                sys.executable, "-m", "postigo", "undo", made["id"], "--yes"
            )
            assert seen() == before
        finally:
            running.kill()
