"""Calls about folders: whom one lets in, and where a person's own lie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from postigo.core.windows_call import WindowsCall


@dataclass(frozen=True, slots=True)
class KnownFolders:
    r"""Folders of the person who looks, as whole paths with `\\`. None where Windows knows no place for one.

    It is told where they should lie, whether or not they are there.
    """

    profile: str
    desktop: str | None
    documents: str | None
    pictures: str | None
    downloads: str | None
    screenshots: str | None


FOLDER_ACCESS: Final = WindowsCall("folder-access", str, values=("folder",))
"""GetNamedSecurityInfoW, advapi32: owner, group and access list in SDDL. MISSING where the folder is not there."""

KNOWN_FOLDERS: Final = WindowsCall("known-folders", KnownFolders)
"""SHGetKnownFolderPath, shell32, without a look whether they are there."""

CALLS: Final = (FOLDER_ACCESS, KNOWN_FOLDERS)
