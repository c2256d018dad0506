"""Trust in this folder: whether another account could change it, asked before root acts.

Also whether this Python sees all of Windows.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from installer.part import ROOT, part
from installer.system_packages import is_root
from installer.words import SetupError, say, sentence

GOES_ON = "POSTIGO_GROUND_SAID"  # as in `postigo.system.install_trust`
_MADE_OF = ("app", "checks", "resources", "installer")


def weak_place(environ: Mapping[str, str], folder: Path = ROOT) -> str | None:
    """First place that another account could change of what root would run here. None if no root asks."""
    if not is_root() or environ.get(GOES_ON):
        return None
    whose = part("system/file_owners")
    accounts = whose.trusted(environ)
    inner = [str(folder / name) for name in _MADE_OF if (folder / name).is_dir()]
    ways = [str(folder), *inner]
    found: str | None = next((weak for way in ways if (weak := whose.weak_point(way, accounts))), None)
    return found or whose.weak_beside(str(folder), accounts) or whose.weak_within(inner, accounts)


def weak_environment(folder: Path, environ: Mapping[str, str]) -> bool:
    """Whether another account could have changed an environment that root would run.

    A group of one's own counts too.
    """
    if not is_root() or environ.get(GOES_ON) or not folder.is_dir():
        return False
    whose = part("system/file_owners")
    accounts = whose.trusted(environ)
    return bool(
        whose.weak_point(str(folder), accounts, groups=False)
        or whose.weak_within([str(folder)], accounts, groups=False)
    )


def tell_and_go_on() -> None:
    """Print in one line that others could change this folder, and go on. So do the tests."""
    weak = weak_place(os.environ)
    if weak is not None:
        say(sentence("tests-on-weak-ground", place=weak))
        os.environ[GOES_ON] = "1"


def refuse_half_a_windows() -> None:
    """SetupError for a 32-bit Python on a 64-bit Windows."""
    if part("system/wow64").sees_half():
        raise SetupError("half-a-windows")
