"""Places of the person's usual folders, beside what is copied to the internet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from postigo.api import Program, System, Unseen
from postigo_checks.blackmail.evidence_folder.fact import Part, ProofFolders
from postigo_checks.common.cloud_folders.fact import CloudFolders
from postigo_checks.common.person_folders import Folder, folders


def usual(system: System) -> dict[Folder, str]:
    """Where each folder lies. Linux has none for one that is the home itself."""
    found = {folder: folders(system, (folder,)) for folder in Folder}
    return {folder: places[0] for folder, places in found.items() if places}


def beside(
    places: Mapping[Folder, str],
    known: CloudFolders,
    programs: Callable[[str], Iterable[Program]] | None = None,
) -> ProofFolders:
    """The fact, without shares. `programs` tells who copies a place; as a rule, whoever holds it whole."""
    ask = programs or known.holding
    copied = [(folder, program) for folder, place in places.items() for program in dict.fromkeys(ask(place))]
    unseen = [Unseen(Part.COPIES, one.why) for one in known.unseen]
    return ProofFolders(tuple(copied), unclear=known.unclear, unseen=tuple(unseen))
