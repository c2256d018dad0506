"""A KeePass database that opens in a moment: Argon2 at its lowest cost. A real one takes a second, and proves no more in a test."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.passwords.make_files import FILES
from tests.passwords.make_files import MASTER as MADE_WITH


def keepass(place: Path, password: str, *entries: tuple[str, str, str, str]) -> None:
    """Writes a database of version 4 with these entries: title, user, password, address."""
    from pykeepass import PyKeePass  # noqa: PLC0415 - heavy

    made: Any = PyKeePass(FILES / "keepass-4.kdbx", password=MADE_WITH)
    costs = made.kdbx.header.value.dynamic_header.kdf_parameters.data.dict
    costs["I"].value, costs["M"].value, costs["P"].value = 1, 8 * 1024, 1  # rounds, bytes, lanes: the least there is
    for group in list(made.root_group.subgroups):
        made.delete_group(group)
    for entry in list(made.entries):
        made.delete_entry(entry)
    for title, user, secret, address in entries:
        made.add_entry(made.root_group, title, user, secret, url=address)
    made.filename, made.password = str(place), password
    made.save()
