"""1Password's 1PUX: a ZIP with its items as JSON in `export.data`.

support.1password.com/1pux-format, and bitwarden/clients' onepassword-1pux-importer-types.ts. A login is whatever has a
password where a login has it; a card, a note or an identity keeps its secrets in sections. The time of a former password is taken for
when it was replaced, as bitwarden's importer takes it (1Password's page does not say), so the newest is when the present one came.
`updatedAt` moves with any change of the item. Where a passkey stands is written nowhere; by its name it is found wherever it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from postigo.passwords.model import Source
from postigo.passwords.sandbox.entry import Entry, Read
from postigo.passwords.sandbox.readers.dates import Calendar
from postigo.passwords.sandbox.readers.generic_objects import read_objects
from postigo.passwords.sandbox.readers.json_nodes import has_passkey, load, node, nodes, texts, words
from postigo.passwords.sandbox.readers.password_history import latest, newest_first


def read_1pux(document: dict[str, object], calendar: Calendar) -> Iterator[Read]:
    """The logins of all vaults. What is archived is an account like any other; what is in the trash is left out."""
    yield Source.ONEPASSWORD_1PUX
    for row, item in enumerate(_items(document), start=1):
        entry = (
            None
            if words(item.get("state")) in {"trashed", "deleted"} or item.get("trashed") is True
            else _entry(row, item, calendar)
        )
        if entry:
            yield entry


def _items(document: dict[str, object]) -> Iterator[dict[str, object]]:
    for account in nodes(document.get("accounts")):
        for vault in nodes(account.get("vaults")):
            for item in nodes(vault.get("items")):
                yield node(item, "item") or item  # the first versions wrapped each


def _entry(row: int, item: dict[str, object], calendar: Calendar) -> Entry | None:
    details, overview = node(item, "details"), node(item, "overview")
    password = _designated(details, "password") or words(details.get("password"))
    user = _designated(details, "username")
    if not password and (not user or has_passkey(details) or has_passkey(overview)):
        return None
    past = [
        (calendar.seconds(old.get("time")), words(old.get("value"))) for old in nodes(details.get("passwordHistory"))
    ]
    changed = latest(day for day, old in past if old != password)
    return Entry(
        row=row,
        password=password,
        name=words(overview.get("title")),
        user=user,
        urls=texts(overview.get("url"), *(url.get("url") for url in nodes(overview.get("urls")))),
        changed=changed,
        unchanged_since=None if changed else calendar.seconds(item.get("updatedAt")),
        history=newest_first(past, password),
        second_factor=any(words(node(one, "value").get("totp")) for one in _section_fields(details)),
    )


def _designated(details: dict[str, object], designation: str) -> str:
    """Value of the login field that is said to be this. Of a linked account it is an object."""
    for one in nodes(details.get("loginFields")):
        if one.get("designation") == designation:
            value = one.get("value")
            found = words(value) or next(iter(texts(node(value).get("email_address"), node(value).get("string"))), "")
            if found:
                return found
    return ""


def _section_fields(details: dict[str, object]) -> Iterator[dict[str, object]]:
    for section in nodes(details.get("sections")):
        yield from nodes(section.get("fields"))


# --- until 2022

OLD: Final = "***5642bee8-a5ff-11dc-8314-0800200c9a66***"
"""Separator of the items of a 1PIF, each of which is a JSON."""


def read_1pif(text: str) -> Iterator[Read]:
    """The logins of a 1PIF: what is secret is an object of its own."""
    items = (load(line) for line in text.splitlines() if line.startswith("{"))
    return read_objects([{**item, **node(item, "secureContents")} for item in items], Source.ONEPASSWORD_1PUX)
