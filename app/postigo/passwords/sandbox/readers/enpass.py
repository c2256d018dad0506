"""Enpass' exports: JSON, and a CSV without a heading. Its rows are a title and then labels with their values.

bitwarden/clients, enpass-csv-importer.ts; ProtonMail/WebClients, enpass.types.ts. `value_updated_at` of a field is when its
value was changed: for the password, the true date.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from postigo.passwords.model import ReadProblem, Source
from postigo.passwords.sandbox.entry import Entry, Read, RowSnag
from postigo.passwords.sandbox.readers.dates import Calendar
from postigo.passwords.sandbox.readers.json_nodes import has_passkey, nodes, texts, words
from postigo.passwords.sandbox.readers.password_history import newest_first
from postigo.passwords.sandbox.readers.records import records

_NO_LOGINS: Final = frozenset({"creditcard", "identity", "license", "note", "travel"})


def read_json(document: dict[str, object], calendar: Calendar) -> Iterator[Read]:
    """The items with a password, but for cards, identities and what is in the trash. What is archived is read."""
    yield Source.ENPASS_JSON
    for row, item in enumerate(nodes(document.get("items")), start=1):
        entry = None if item.get("trashed") or words(item.get("category")) in _NO_LOGINS else _item(row, item, calendar)
        if entry:
            yield entry


def _item(row: int, item: dict[str, object], calendar: Calendar) -> Entry | None:
    fields = [one for one in nodes(item.get("fields")) if not one.get("deleted")]

    def values(kind: str) -> tuple[str, ...]:
        return texts(*(one.get("value") for one in fields if one.get("type") == kind))

    held = next((one for one in fields if one.get("type") == "password" and words(one.get("value"))), {})
    password, user = words(held.get("value")), next(iter(values("username") + values("email")), "")
    if not password and (not user or has_passkey(item)):
        return None
    past = (
        (calendar.seconds(old.get("updated_at")), words(old.get("value")))
        for old in nodes(held.get("history"))
        if not old.get("encrypted")
    )
    return Entry(
        row=row,
        password=password,
        name=words(item.get("title")),
        user=user,
        urls=values("url"),
        changed=calendar.seconds(held.get("value_updated_at")),
        history=newest_first(past, password),
        second_factor=bool(values("totp")),
    )


# --- without a heading

# The labels of its templates, in the languages that people here use it in.
_PASSWORD: Final = frozenset(
    {"password", "contraseña", "contrasenya", "mot de passe", "passwort", "kennwort", "senha", "palavra-passe"}
)
_USER: Final = (
    frozenset(
        {
            "username",
            "nombre de usuario",
            "usuario",
            "benutzername",
            "nom d'utilisateur",
            "nome utente",
            "nome de usuário",
        }
    ),
    frozenset({"e-mail", "email", "correo electrónico", "adresse e-mail"}),
)
_SITE: Final = frozenset({"website", "url", "sitio web", "página web", "webseite", "site web", "sito web", "site"})
_SECOND_FACTOR: Final = frozenset({"totp", "one-time code", "código de un solo uso"})
_LABELS: Final = _PASSWORD | _SITE | _SECOND_FACTOR | _USER[0] | _USER[1]


def is_csv(head: str) -> bool:
    """Whether a text begins like such a CSV, with labels in the labels' places.

    They stand in more than the first row, or with a star there.
    """
    first = [fields for _, fields in islice(records(head, ","), 20) if isinstance(fields, list)]
    rows = [[_label(one) for one in fields] for fields in first]
    if not rows or not any(_PASSWORD.intersection(row[1::2]) for row in rows):
        return False
    if any(one.startswith("*") for one in first[0][1::2]):
        return True
    a_heading = _LABELS.intersection(rows[0][2::2])
    return not a_heading and any(_LABELS.intersection(row[1::2]) for row in rows[1:2])


def read_csv(text: str) -> Iterator[Read]:
    """The rows that have a password or a user."""
    yield Source.ENPASS_CSV
    for number, fields in records(text, ","):
        row = number + 1
        if isinstance(fields, ReadProblem):
            yield RowSnag(fields, row)
        elif entry := _row(row, fields):
            yield entry


def _row(row: int, fields: list[str]) -> Entry | None:
    if len(fields) < 3:
        return None
    # A note without a label may end the row.
    pairs = [(_label(label), value) for label, value in zip(fields[1::2], fields[2::2], strict=False) if value]

    def values(labels: frozenset[str]) -> tuple[str, ...]:
        return texts(*(value for label, value in pairs if label in labels))

    password = next((value for label, value in pairs if label in _PASSWORD), "")
    user = next(iter(values(_USER[0]) + values(_USER[1])), "")
    if not password:  # a passkey, which is in no CSV, or a note
        return None
    return Entry(
        row=row,
        password=password,
        name=fields[0],
        user=user,
        urls=values(_SITE),
        second_factor=bool(values(_SECOND_FACTOR)),
    )


def _label(text: str) -> str:
    """A label without the star of what is secret."""
    return text.strip("\ufeff *\r").casefold()
