"""Person behind `sudo`: system packages need root, everything else is done as them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from installer.part import ROOT, part
from installer.watched import deaf

_AGAIN = (
    "import sys; _, root, module, *words = sys.argv; sys.path.append(root); sys.argv = [module, *words]; "
    "import runpy; runpy.run_module(module, run_name='__main__', alter_sys=True)"
)
# As `-m` would, but with -P: this folder comes last on the path, so that nothing in it takes the place of a part of Python.


class Person(NamedTuple):
    """An account of this machine."""

    uid: int
    gid: int
    name: str
    home: str


def behind_sudo(environ: Mapping[str, str], *, root: bool) -> Person | None:
    """Person who typed `sudo` or `pkexec`. None when nobody did, when it was root, or when that account is gone."""
    uid: int | None = part("system/file_owners").asker(environ) if root else None
    if uid is None:
        return None
    import pwd  # noqa: PLC0415 - not there on Windows

    try:
        account = pwd.getpwuid(uid)
    except KeyError:
        return None
    return Person(account.pw_uid, account.pw_gid, account.pw_name, account.pw_dir)


def surroundings(
    person: Person, environ: Mapping[str, str], exists: Callable[[str], bool] = os.path.exists
) -> dict[str, str]:
    """Environment as without `sudo`: their home, and their session bus if they have one."""
    found: dict[str, str] = part("system/file_owners").surroundings(
        person.uid, person.name, person.home, environ, exists
    )
    return found


def again_as(person: Person, module: str, arguments: Sequence[str]) -> int:
    """The same command once more, as the person; its exit status."""
    command = [sys.executable, "-P", "-c", _AGAIN, str(ROOT), module, *arguments]
    swept = Path(__file__).parent / "__pycache__"
    if swept.is_dir() and swept.stat().st_uid == 0:  # root's, just written: the person could not even delete it
        shutil.rmtree(swept, ignore_errors=True)
    groups = os.getgrouplist(person.name, person.gid)
    environ = surroundings(person, os.environ)
    with deaf():
        done = subprocess.run(
            command,
            cwd=Path.cwd(),
            env=environ,
            user=person.uid,
            group=person.gid,
            extra_groups=groups,
            check=False,
        )
    return done.returncode if done.returncode >= 0 else 128 - done.returncode
