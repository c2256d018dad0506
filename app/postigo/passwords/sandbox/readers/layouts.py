"""Layouts of CSV exports: headings and their columns' meaning, a row per program.

Names are compared in small letters and in any order. Where the exporter's code is public it was read (the file is named);
other headings are what at least two independent importers of other programs expect.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Final, Literal

from postigo.passwords.model import Source
from postigo.passwords.sandbox.readers.headings import Meaning, Means, is_account, meaning

Row = Mapping[str, str]


def _whole(cell: str) -> Iterable[str]:
    return (cell,)


def is_any(_: Row) -> bool:
    """Whether a row is a login, where all are."""
    return True


def _is_open(_: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Layout:
    """Layout of one program's export.

    A heading that has all of `needs`, and nothing but `needs` and `may` if there is a `may`, is this one. Of `user` the first
    column that says something is taken, of `urls` all. `changed` is a column that tells when the *password* was changed,
    `touched` one that tells when anything of the item was: the password is at least as old. `ragged`: the
    last column goes on into as many fields as there are, or is not there. `past` are columns of earlier passwords, `others`
    further ones of passwords, which are not looked at. `passkeys`: its program keeps those too, and they are in no CSV, so that a login
    without a password need not lack one.
    """

    source: Source
    needs: frozenset[str]
    password: str = "password"  # noqa: S105 - the name of a column
    name: str = "name"
    user: tuple[str, ...] = ("username",)
    urls: tuple[str, ...] = ("url",)
    second_factor: tuple[str, ...] = ()
    is_second_factor: Callable[[str], object] = str.strip
    may: frozenset[str] | None = None
    changed: str = ""
    touched: str = ""
    dates: Literal["seconds", "milliseconds", "iso"] = "seconds"
    is_login: Callable[[Row], bool] = is_any
    split: Callable[[str], Iterable[str]] = _whole
    mend: Callable[[str], str] | None = None
    ragged: bool = False
    html: bool = False  # older versions wrote < > & as entities
    past: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    passkeys: bool = False
    is_sealed: Callable[[str], bool] = _is_open  # a cell that is still encrypted
    unpack: Callable[[Row], Row] | None = None  # of programs that keep several things in one cell


def _names(*names: str) -> frozenset[str]:
    return frozenset(names)


def _comma_joined(cell: str) -> Iterable[str]:
    """Several addresses in one cell: a comma divides them only where another address begins."""
    return _ANOTHER_URL.split(cell)


_ANOTHER_URL = re.compile(r",\s*(?=[A-Za-z][A-Za-z0-9+.\-]*:|[\w\-]+(?:\.[\w\-]+)+(?:[/:,]|$))")


def _json_list(cell: str) -> Iterable[str]:
    if not cell.startswith("["):
        return (cell,)
    try:
        several = json.loads(cell)
    except (ValueError, RecursionError):
        return ()
    return (url for url in several if isinstance(url, str))


def _without_apostrophe(cell: str) -> str:
    """Cell without RoboForm's apostrophe. It stands before @ and ', so that a spreadsheet takes the cell for a text."""
    return cell[1:] if cell.startswith(("'@", "''")) else cell


_ZOHO_LINE = re.compile(r"^(User ?Name|Login|E-?mail|Password):(.*)$", re.IGNORECASE | re.MULTILINE)


def _of_zoho(row: Row) -> Row:
    """Row with the values of its cell of lines, the first of each name."""
    said = {"user": "", "password": ""}
    for label, value in _ZOHO_LINE.findall(row["secretdata"].replace("\r\n", "\n")):
        key = "password" if label.casefold() == "password" else "user"
        said[key] = said[key] or value
    return {"password name": row.get("secret name", ""), **row, **said}


KNOWN: Final = (
    # Firefox' own account stands among the logins; its "password" is a JSON of sync keys (Proton's importer drops it too).
    # timePasswordChanged moves when the password is another one, and with nothing else: mozilla-central, LoginHelper.sys.mjs.
    Layout(
        Source.FIREFOX,
        _names("url", "username", "password", "httprealm", "formactionorigin"),
        name="",
        changed="timepasswordchanged",
        dates="milliseconds",
        is_login=lambda row: not row["url"].startswith("chrome://"),
    ),
    # bitwarden/clients, libs/tools/export: individual-vault-export.service.ts, base-vault-export.service.ts; type is "login"
    # or "note". Of an organisation: "collections" for "folder" and "favorite".
    Layout(
        Source.BITWARDEN_CSV,
        _names("type", "name", "login_uri", "login_username", "login_password"),
        password="login_password",  # noqa: S106 - the name of a column
        user=("login_username",),
        urls=("login_uri",),
        second_factor=("login_totp",),
        is_login=lambda row: row["type"] == "login",
        split=_comma_joined,
        passkeys=True,
    ),
    # Archived items are accounts that still exist: they are read like any other.
    Layout(
        Source.ONEPASSWORD_CSV,
        _names("title", "url", "username", "password", "otpauth", "archived"),
        name="title",
        second_factor=("otpauth",),
        passkeys=True,
    ),
    # A secure note is a row with the address http://sn.
    Layout(
        Source.LASTPASS,
        _names("url", "username", "password", "extra", "name", "grouping"),
        second_factor=("totp",),
        is_login=lambda row: row["url"] != "http://sn",
        html=True,
        passkeys=True,
    ),
    # bitwarden/clients, dashlane-csv-types.ts. Notes, cards and identities come as files of their own, without this heading.
    Layout(
        Source.DASHLANE,
        _names("username", "title", "password", "note", "url", "category"),
        name="title",
        user=("username", "username2", "username3"),
        second_factor=("otpsecret", "otpurl", "otp"),
        passkeys=True,
    ),
    # keepassxreboot/keepassxc, src/format/CsvExporter.cpp. "Last Modified" moves with any change of the entry.
    Layout(
        Source.KEEPASSXC_CSV,
        _names("group", "title", "username", "password", "url", "notes"),
        name="title",
        second_factor=("totp",),
        touched="last modified",
        dates="iso",
        is_login=lambda row: not _in_bin(row["group"]),
        passkeys=True,
    ),
    # ProtonMail/WebClients, packages/pass/lib/export/csv.ts. Cards and identities carry their content as JSON in the note.
    Layout(
        Source.PROTON_CSV,
        _names("type", "name", "url", "username", "password", "note", "createtime", "modifytime"),
        user=("username", "email"),
        second_factor=("totp",),
        touched="modifytime",
        is_login=lambda row: row["type"] == "login",
        split=_comma_joined,
        passkeys=True,
    ),
    # Folders, notes, cards and identities are rows of the same table.
    Layout(
        Source.NORDPASS,
        _names("name", "url", "username", "password", "note", "cardholdername", "cardnumber", "type"),
        urls=("url", "additional_urls"),
        is_login=lambda row: row["type"] == "password",
        split=_json_list,
        passkeys=True,
    ),
    # A second factor stands in the fields after the last named column, as many as there are; until 2023 that was "Rf_fields",
    # and there was no "MatchUrl".
    Layout(
        Source.ROBOFORM,
        _names("name", "url", "login", "pwd"),
        password="pwd",  # noqa: S106 - the name of a column
        user=("login",),
        urls=("matchurl", "url"),
        second_factor=("rffieldsv2",),
        is_second_factor=lambda cell: "TOTP KEY$" in cell,
        mend=_without_apostrophe,
        ragged=True,
        passkeys=True,
    ),
    # bitwarden/clients, zohovault-csv-importer.ts: user and password are lines of one cell.
    Layout(
        Source.ZOHO,
        _names("secretdata"),
        name="password name",
        user=("user",),
        urls=("password url", "secret url"),
        second_factor=("totp",),
        unpack=_of_zoho,
        passkeys=True,
    ),
    # roddhjav/pass-import, managers/synology.py
    Layout(
        Source.SYNOLOGY,
        _names("display_name", "login_username", "login_password", "login_urls"),
        password="login_password",  # noqa: S106 - the name of a column
        name="display_name",
        user=("login_username",),
        urls=("login_urls",),
        second_factor=("login_totp",),
        split=_comma_joined,
    ),
    # roddhjav/pass-import, managers/encryptr.py. Cards and notes are rows of the same table.
    Layout(
        Source.ENCRYPTR,
        _names("entry type", "label", "password", "username", "site url"),
        name="label",
        urls=("site url",),
        is_login=lambda row: row["entry type"] == "Password",
    ),
    # Tools that read the store of Chromium write its columns, of which two are no names of a person: password_element, username_element.
    Layout(
        Source.CHROMIUM,
        _names("origin_url", "username_value", "password_value"),
        password="password_value",  # noqa: S106 - the name of a column
        name="",
        user=("username_value",),
        urls=("origin_url",),
        is_sealed=lambda cell: cell.startswith(("v10", "v11", "v20", "0x76313", "b'v", "7631")),
    ),
    # Chromium, components/password_manager/core/browser/export: password_csv_writer.cc; older ones without "note".
    Layout(
        Source.CHROMIUM,
        _names("name", "url", "username", "password"),
        may=_names("note"),
    ),
    Layout(
        Source.APPLE,
        _names("title", "url", "username", "password"),
        name="title",
        may=_names("notes", "otpauth"),
        second_factor=("otpauth",),
        passkeys=True,
    ),
)

# docs.keeper.io, "Keeper Import: CSV": no heading; folder, title, login, password, address, notes, shared folder, and then a name and
# a value for each further field.
KEEPER: Final = Layout(
    Source.KEEPER_CSV,
    _names("title", "login", "password", "url"),
    name="title",
    user=("login",),
    second_factor=("fields",),
    is_second_factor=lambda cell: "TFC:" in cell or "otpauth:" in cell,
    ragged=True,
    passkeys=True,
)
KEEPER_COLUMNS: Final = ("folder", "title", "login", "password", "url", "notes", "shared folder", "fields")

# What KeePassXC calls its bin, in the languages of its users here; the name is that of the day when it was made.
_BINS: Final = frozenset({
    "recycle bin", "papelera de reciclaje", "paperera de reciclatge", "paperera", "corbeille", "papierkorb", "cestino", "lixo",
    "reciclagem", "lixeira", "papeleira de reciclaxe", "zakarrontzia",
})  # fmt: skip


def _in_bin(group: str) -> bool:
    _, _, below_root = group.partition("/")
    return below_root.partition("/")[0].casefold() in _BINS


def known(heading: list[str]) -> Layout | None:
    """The program that writes such a heading."""
    names = frozenset(heading)
    twice = {column(name) for name in heading if "\0" in name}
    for layout in KNOWN:
        if layout.needs <= names and (layout.may is None or names <= layout.needs | layout.may):
            return None if twice & layout.needs else layout  # of two columns of one name, which is it?
    return None


def column(name: str) -> str:
    """Name of a column. A second one of the same name has its place behind a NUL."""
    return name.partition("\0")[0]


# --- a heading of nobody's


def guessed(heading: list[str]) -> Layout | None:
    """Layout guessed from names alone, if just one is surest to be the password."""
    said = [(name, meaning(column(name))) for name in heading]

    def of(*kinds: Means) -> tuple[str, ...]:
        found = [(told.rank, name) for name, told in said if told is not None and told.means in kinds]
        return tuple(name for _, name in sorted(found, key=itemgetter(0)))  # the surest first

    users, urls, named = of(Means.USER), of(Means.SITE), of(Means.NAME)
    accounts = tuple(name for name, told in said if told is None and is_account(column(name)))
    named = named or (accounts if users else ())
    users = users or accounts
    passwords = _surest(said, alone=not (users or urls or named), beside=bool(users or urls))
    if len(passwords) != 1:
        return None
    others = tuple(name for name in of(Means.PASSWORD, Means.PERHAPS) if name != passwords[0])
    return Layout(
        Source.OTHER_CSV,
        frozenset(heading),
        password=passwords[0],
        name=named[0] if named else "",
        user=users,
        urls=urls,
        split=_comma_joined,
        past=of(Means.PAST),
        others=others,
    )


def several(heading: list[str]) -> bool:
    """Whether more than one column could as well be the passwords as the other."""
    return len(_surest([(name, meaning(column(name))) for name in heading], alone=False, beside=True)) > 1


def _surest(said: list[tuple[str, Meaning | None]], *, alone: bool, beside: bool) -> list[str]:
    """The columns that are the surest to be the passwords.

    `alone`: nothing else in the heading was understood, so the name must leave no doubt. `beside`: there is a user or a site, so
    that a key of whatever kind ("clave") is a password.
    """
    ways = [(Means.PASSWORD, 0)]
    if not alone:
        ways.append((Means.PASSWORD, 1))
    if beside:
        ways += [(Means.PERHAPS, 0), (Means.PERHAPS, 1)]
    if not alone:
        ways.append((Means.PASSWORD, 2))
    for kind, rank in ways:
        found = [name for name, told in said if told is not None and (told.means, told.rank) == (kind, rank)]
        if found:
            return found
    return []
