"""Probe of `image.location` on Linux."""

from __future__ import annotations

from typing import Final

from postigo.api import Data, System
from postigo_checks.common.person_folders import from_home
from postigo_checks.image.photo_location.fact import PlacedPictures, counted

MOUNTS: Final = "/proc/mounts"

_FAR: Final = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "davfs"}


def linux(system: System, data: Data) -> PlacedPictures:
    """Pictures in the folders of `user-dirs.dirs`.

    Not in one that is the home itself, nor in those of other computers.
    """
    del data
    mounts = [line.split(" ") for line in system.read(MOUNTS).decode("utf-8", "replace").splitlines()]
    far = frozenset(
        from_home(mount[1].replace("\\040", " "))
        for mount in mounts
        if len(mount) > 2 and (mount[2] in _FAR or mount[2].startswith("fuse."))
    )
    return counted(system, "/", far)
