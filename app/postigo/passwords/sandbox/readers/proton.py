"""Proton Pass' JSON, the content of its ZIP: `data.json`.

ProtonMail/WebClients, packages/pass/lib/export, and bitwarden/clients' protonpass-json-type.ts. `modifyTime` moves with any
change of the item; of the password alone there is no date.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from postigo.passwords.model import ReadProblem, Source
from postigo.passwords.sandbox.entry import Entry, Read, Unreadable
from postigo.passwords.sandbox.readers.dates import Calendar
from postigo.passwords.sandbox.readers.json_nodes import node, nodes, texts, words

_TRASHED: Final = 2


def read_proton(document: dict[str, object], calendar: Calendar) -> Iterator[Read]:
    """The logins of all vaults, but for those in the trash."""
    if document.get("encrypted") is True:
        raise Unreadable(ReadProblem.ENCRYPTED)
    yield Source.PROTON_ZIP
    row = 0
    for vault in nodes(document.get("vaults")):
        for item in nodes(vault.get("items")):
            row += 1
            data = node(item, "data")
            entry = (
                _entry(row, item, data, calendar)
                if data.get("type") == "login" and item.get("state") != _TRASHED
                else None
            )
            if entry:
                yield entry


def _entry(row: int, item: dict[str, object], data: dict[str, object], calendar: Calendar) -> Entry | None:
    content = node(data, "content")
    password = words(content.get("password"))
    # Until 2024 there was one name, "username", for both.
    user = next(iter(texts(content.get("itemUsername"), content.get("itemEmail"), content.get("username"))), "")
    if not password and (not user or content.get("passkeys")):
        return None
    urls = content.get("urls")
    return Entry(
        row=row,
        password=password,
        name=words(node(data, "metadata").get("name")),
        user=user,
        urls=texts(
            *(urls if isinstance(urls, list) else ()), *(url.get("url") for url in nodes(content.get("autofillUrls")))
        ),
        second_factor=bool(words(content.get("totpUri"))),
        unchanged_since=calendar.seconds(item.get("modifyTime")),
    )
