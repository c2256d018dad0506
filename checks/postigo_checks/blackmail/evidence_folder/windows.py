"""Probe of `blackmail.evidence-folder` on Windows, with the shared folders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from postigo.api import CannotTell, Data, Program, System, Unknown, Unseen, attempt
from postigo.windows_calls.folders import KNOWN_FOLDERS
from postigo_checks.blackmail.evidence_folder.fact import Part, ProofFolders
from postigo_checks.blackmail.evidence_folder.places import beside
from postigo_checks.common.cloud_folders.fact import inside
from postigo_checks.common.cloud_folders.windows import WHOLE, cloud_folders, on_google_drive
from postigo_checks.common.known_programs import folded_path
from postigo_checks.common.person_folders import Folder, known_places
from postigo_checks.common.windows import shares


def windows(system: System, data: Data) -> ProofFolders:
    """The usual folders, beside those that are copied and those that are shared."""
    del data
    places = _usual(system)
    known = cloud_folders(system)

    def programs(place: str) -> Iterator[Program]:
        yield from known.holding(place)
        yield from on_google_drive(known, place)

    fact = beside(places, known, programs)
    stored = attempt(shares.folders, system)
    roots = () if isinstance(stored, CannotTell) else tuple(folded_path(path) for path in stored.values())
    shared = tuple(folder for folder, place in places.items() if _is_shared(place, roots))
    return replace(
        fact,
        shared=shared,
        shared_in_part=tuple(
            folder
            for folder, place in places.items()
            if folder not in shared and any(inside(root, place) for root in roots)
        ),
        unseen=(*fact.unseen, Unseen(Part.SHARES, stored.why)) if isinstance(stored, CannotTell) else fact.unseen,
    )


def _is_shared(place: str, roots: Iterable[str]) -> bool:
    """Whether a shared folder holds it, or another computer, as in a school."""
    return place.startswith("//") or any(inside(place, root) for root in roots)


def _usual(system: System) -> dict[Folder, str]:
    """Where each folder lies, as `folded_path` writes it. UNREADABLE for one without a whole path."""
    found = known_places(system.call(KNOWN_FOLDERS))
    places = {folder: folded_path(path or "") for folder, path in found.items()}
    if not all(WHOLE.match(place) for place in places.values()):
        raise CannotTell(Unknown.UNREADABLE, "a folder of the person that is no whole path")
    return places
