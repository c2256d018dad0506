"""XML of other programs than KeePass: Sticky Password's, and whatever names its passwords."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from postigo.passwords.model import ReadProblem, Source
from postigo.passwords.sandbox.entry import Entry, Read, Unreadable
from postigo.passwords.sandbox.readers.generic_objects import DEEPEST, read_objects
from postigo.passwords.sandbox.readers.json_nodes import texts
from postigo.passwords.sandbox.readers.markup import local, root_of

_NAMED_ONLY = re.compile(rb"<!DOCTYPE\s+[\w.\-]+\s*>")
"""A type of document that is named and defines nothing (KeePassX)."""


def read_xml(content: bytes) -> Iterator[Read]:
    """The logins of an XML; `Unreadable` if none is found."""
    root = root_of(_NAMED_ONLY.sub(b"", content, count=1))
    logins = root.findall("Database/Logins/Login")
    if root.tag == "root" and logins:
        return _sticky(root, logins)
    return read_objects(tree_of(root), Source.OTHER_XML)


def _sticky(root: Element, logins: list[Element]) -> Iterator[Read]:
    """Logins of Sticky Password. A login is a name and a password; the accounts say where it is used.

    bitwarden/clients, stickypassword-xml-importer.ts (of 2022, before it was taken out).
    """
    yield Source.STICKY
    accounts: dict[str, list[Element]] = {}
    for account in root.findall("Database/Accounts/Account"):
        for link in account.findall("LoginLinks/Login"):
            accounts.setdefault(link.get("SourceLoginID") or "", []).append(account)
    for row, login in enumerate(logins, start=1):
        password, user = login.get("Password") or "", login.get("Name") or ""
        used = accounts.get(login.get("ID") or "", [])
        if password or user:
            yield Entry(
                row=row,
                password=password,
                name=next((account.get("Name") or "" for account in used), ""),
                user=user,
                urls=texts(*(account.get("Link") for account in used)),
            )


def tree_of(element: Element, depth: int = 0) -> object:
    """Element as JSON would have it: a text, or its attributes and children by name. What comes twice is a list."""
    if depth > DEEPEST:
        raise Unreadable(ReadProblem.DAMAGED)
    children = list(element)
    if not children and not element.attrib:
        return element.text or ""
    found: dict[str, object] = dict(element.attrib)
    if not children and "value" not in found:
        found["value"] = element.text or ""
    for child in children:
        name, told = local(child), tree_of(child, depth + 1)
        if name not in found:
            found[name] = [told] if isinstance(told, dict) else told
        else:
            before = found[name]
            found[name] = [*before, told] if isinstance(before, list) else [before, told]
    return found
