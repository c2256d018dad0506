"""The headings of CSV exports, and what their columns mean: a table, one row per program.

Names are compared in small letters and in any order. Where the exporter's code is public it was read (the file is named);
other headings are what at least two independent importers of other programs expect.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from postigo.core.letters import without_accents
from postigo.passwords.model import Source

Row = Mapping[str, str]


def _whole(cell: str) -> Iterable[str]:
    return (cell,)


def _any(_: Row) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Layout:
    """What the columns of one program's export mean.

    A heading that has all of `needs`, and nothing but `needs` and `may` if there is a `may`, is this one. Of `user` the first
    column that says something is taken, of `urls` all. `changed` is a column that tells when the *password* was changed,
    `touched` one that tells when anything of the item was: the password is at least as old. `ragged`: the
    last column goes on into as many fields as there are, or is not there.
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
    is_login: Callable[[Row], bool] = _any
    split: Callable[[str], Iterable[str]] = _whole
    mend: Callable[[str], str] | None = None
    ragged: bool = False
    html: bool = False  # older versions wrote < > & as entities


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
    """RoboForm puts an apostrophe before @ and ', so that a spreadsheet takes the cell for a text."""
    return cell[1:] if cell.startswith(("'@", "''")) else cell


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
    ),
    # Archived items are accounts that still exist: they are read like any other.
    Layout(
        Source.ONEPASSWORD_CSV,
        _names("title", "url", "username", "password", "otpauth", "archived"),
        name="title",
        second_factor=("otpauth",),
    ),
    # A secure note is a row with the address http://sn.
    Layout(
        Source.LASTPASS,
        _names("url", "username", "password", "extra", "name", "grouping"),
        second_factor=("totp",),
        is_login=lambda row: row["url"] != "http://sn",
        html=True,
    ),
    # bitwarden/clients, dashlane-csv-types.ts. Notes, cards and identities come as files of their own, without this heading.
    Layout(
        Source.DASHLANE,
        _names("username", "title", "password", "note", "url", "category"),
        name="title",
        user=("username", "username2", "username3"),
        second_factor=("otpsecret", "otpurl", "otp"),
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
    ),
    # Folders, notes, cards and identities are rows of the same table.
    Layout(
        Source.NORDPASS,
        _names("name", "url", "username", "password", "note", "cardholdername", "cardnumber", "type"),
        urls=("url", "additional_urls"),
        is_login=lambda row: row["type"] == "password",
        split=_json_list,
    ),
    # A second factor stands in the fields after the last named column, as many as there are.
    Layout(
        Source.ROBOFORM,
        _names("name", "url", "matchurl", "login", "pwd"),
        password="pwd",  # noqa: S106 - the name of a column
        user=("login",),
        urls=("matchurl", "url"),
        second_factor=("rffieldsv2",),
        is_second_factor=lambda cell: "TOTP KEY$" in cell,
        mend=_without_apostrophe,
        ragged=True,
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
    ),
)

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
    for layout in KNOWN:
        if layout.needs <= names and (layout.may is None or names <= layout.needs | layout.may):
            return layout if len(names) == len(heading) else None  # of two columns of one name, which is it?
    return None


# --- a heading of nobody's

_PASSWORD: Final = frozenset({
    "password", "passwords", "passwd", "passphrase", "pwd", "login password", "user password", "current password",
    "contraseña", "contraseñas", "contrasena",  # es
    "contrasenya", "mot de pas", "contrasinal", "pasahitza",  # ca, gl, eu
    "mot de passe", "mots de passe", "mdp",  # fr
    "passwort", "kennwort", "passwörter",  # de
    "parola d'ordine", "parola chiave",  # it; most say password
    "senha", "palavra-passe", "palavra passe",  # pt
})  # fmt: skip
_PASSWORD_OR_NOT: Final = frozenset(
    {"clave", "clau", "pass", "gakoa", "chave"}
)  # also a key to anything: needs a user or site
_USER: Final = frozenset({
    "username", "user name", "user", "login", "login name", "email", "e-mail", "mail", "user id", "userid",
    "usuario", "nombre de usuario", "correo", "correo electrónico",
    "usuari", "nom d'usuari", "correu", "correu electrònic", "usuaria", "nome de usuario", "erabiltzailea",
    "utilisateur", "nom d'utilisateur", "identifiant", "adresse e-mail", "courriel",
    "benutzer", "benutzername", "nutzername", "anmeldename",
    "utente", "nome utente", "nome utilizzatore",
    "utilizador", "nome de utilizador", "usuário", "nome de usuário",
})  # fmt: skip
_ACCOUNT: Final = frozenset(
    {"account", "cuenta", "compte", "konto", "conta", "kontua"}
)  # a user, or (KeePass 1) a title
_SITE: Final = frozenset({
    "url", "urls", "uri", "website", "web site", "web", "site", "address", "login url", "domain", "host", "hostname", "link",
    "sitio", "sitio web", "página", "página web", "dirección", "enlace",
    "lloc", "lloc web", "pàgina", "adreça", "ligazón", "webgunea",
    "site web", "adresse", "lien", "webseite", "adresse web", "internetadresse",
    "sito", "sito web", "indirizzo", "sítio", "endereço",
})  # fmt: skip
_NAME: Final = frozenset({
    "name", "title", "service", "entry", "item", "description", "label",
    "nombre", "título", "servicio", "descripción", "nom", "títol", "servei", "nome", "titulo", "izena",
    "titre", "titel", "dienst", "bezeichnung", "titolo", "servizio", "serviço",
})  # fmt: skip


def guessed(heading: list[str]) -> Layout | None:
    """What the columns mean by their names alone, if just one can be the password and nothing else."""
    plain = {name: _plain(name) for name in heading}
    surely = [name for name, says in plain.items() if says in _PLAIN_PASSWORD]
    perhaps = [name for name, says in plain.items() if says in _PLAIN_OR_NOT]
    users = tuple(name for name, says in plain.items() if says in _PLAIN_USER)
    urls = tuple(name for name, says in plain.items() if says in _PLAIN_SITE)
    accounts = [name for name, says in plain.items() if says in _ACCOUNT]
    named = [name for name, says in plain.items() if says in _PLAIN_NAME] or (accounts if users else [])
    users = users or tuple(accounts)
    passwords = surely or (perhaps if users or urls else [])
    if len(passwords) != 1 or len(plain) != len(heading):
        return None
    return Layout(
        Source.OTHER_CSV,
        frozenset(heading),
        password=passwords[0],
        name=named[0] if named else "",
        user=users,
        urls=urls,
        split=_comma_joined,
    )


def _plain(name: str) -> str:
    """A name without accents, signs between words, and a colon at its end."""
    bare = without_accents(name.replace("’", "'")).casefold()
    return _BETWEEN.sub(" ", bare).strip(" :*")


_BETWEEN = re.compile(r"[_\-\s]+")


def _all_plain(names: frozenset[str]) -> frozenset[str]:
    return frozenset(_plain(name) for name in names)


_PLAIN_PASSWORD = _all_plain(_PASSWORD)
_PLAIN_OR_NOT = _all_plain(_PASSWORD_OR_NOT)
_PLAIN_USER = _all_plain(_USER)
_PLAIN_SITE = _all_plain(_SITE)
_PLAIN_NAME = _all_plain(_NAME)
