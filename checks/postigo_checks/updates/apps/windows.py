r"""Probe of `update.apps` on Windows: the Microsoft Store, Chocolatey, and Scoop for everybody.

`choco outdated` asks the network and `scoop status` fetches; each package or version that was installed has the date of that day.
winget keeps nothing here that tells, and asks the network.
"""

from __future__ import annotations

from typing import Final

from postigo.api import Data, System
from postigo_checks.updates.apps import microsoft_store
from postigo_checks.updates.apps.fact import PackageSource, Programs, Renewal
from postigo_checks.updates.apps.programs import SourceProbe, programs_of

PACKAGES: Final = r"%ProgramData%\chocolatey\lib\*\*.nupkg"
SCOOP: Final = r"%ProgramData%\scoop\apps\*\*"


def windows(system: System, data: Data) -> Programs:
    """Programs of the Microsoft Store, of Chocolatey, and of Scoop for everybody."""
    del data
    sources: dict[PackageSource, SourceProbe] = {
        PackageSource.STORE: microsoft_store.renewal,
        PackageSource.CHOCOLATEY: _packages,
        PackageSource.SCOOP: _scoop,
    }
    return programs_of(system, sources, others=True)


def _packages(system: System) -> Renewal | None:
    files = system.glob(PACKAGES)
    if not files:
        return None
    return Renewal(PackageSource.CHOCOLATEY, None, len(files), max(entry.modified for entry in files))


def _scoop(system: System) -> Renewal | None:
    """Each version has its folder, and `current` leads to one of them."""
    versions = [
        entry for entry in system.glob(SCOOP) if entry.kind == "folder" and not entry.path.endswith("\\current")
    ]
    if not versions:
        return None
    programs = {entry.path.rpartition("\\")[0] for entry in versions}
    return Renewal(PackageSource.SCOOP, None, len(programs), max(entry.modified for entry in versions))
