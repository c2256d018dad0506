"""Places of the person's usual folders, beside what is copied to the internet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from postigo.api import Program, System, Unseen
from postigo_checks.blackmail.evidence_folder.fact import Part, ProofFolders
from postigo_checks.common.cloud_folders.fact import CloudFolders
from postigo_checks.common.person_folders import Folder, folders


def usual(system: System) -> dict[Folder, str]:
    """Where each folder lies. The home stands for one that has no place of its own (Linux)."""
    return {folder: next(iter(folders(system, (folder,))), "~") for folder in Folder}


def beside(
    places: Mapping[Folder, str],
    known: CloudFolders,
    programs: Callable[[str], Iterable[Program]] | None = None,
) -> ProofFolders:
    """The fact, without shares. `programs` tells who copies a place whole; as a rule, whoever holds it."""
    whole = {folder: dict.fromkeys((programs or known.holding)(place)) for folder, place in places.items()}
    parts = {folder: dict.fromkeys(known.touching(place)) for folder, place in places.items()}
    return ProofFolders(
        tuple((folder, program) for folder in places for program in whole[folder]),
        tuple((folder, program) for folder in places for program in parts[folder] if program not in whole[folder]),
        unclear=known.unclear,
        unseen=tuple(Unseen(Part.COPIES, one.why) for one in known.unseen),
    )
