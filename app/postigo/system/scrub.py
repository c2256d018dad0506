"""Scrubbing of a recording: the same person, home and machine everywhere, and no real name.

The home becomes `/home/ana`, and people are called as `people.py` says; network cards, serial numbers, disks and addresses of
mail get numbers, so that two stay two. Names are looked for as whole words, in any case, and also inside base64, hexadecimal,
lists of bytes and UTF-16; who is in no list, by the form of a name: "iPhone de Lucía" becomes "iPhone de otra1". A name that is
itself an ordinary word ("user", "debian", "familia") or very short would tear a recording to pieces and tells little; it is
replaced only where the place says that it is a name: in a path of homes, after `user=`.

What is compressed or encrypted inside an answer cannot be looked into, and a name that looks like a product ("Buds Fenix") cannot
be told from one. That is why a recording is shown before it is kept.
"""

from __future__ import annotations

import base64
import binascii
import html
import json
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, Final
from urllib.parse import quote

from postigo.core.named_after import THINGS, without_persons
from postigo.core.system import Platform
from postigo.system.identity import ORDINARY, Identity, is_nobodys
from postigo.system.people import HOST, SHORT, USER, People

ACCOUNT: Final = 1000

_OUR_MAIL: Final = re.compile(r"(?:ana|correo\d+)@example\.org", re.IGNORECASE)

# Where a word begins: after nothing that could be part of it, or after an escape (\n, %20, \x2d, _40) that ends like one.
_BEGIN: Final = r"(?:(?<![^\W_])|(?<=\\[nrtbf])|(?<=%[0-9A-Fa-f]{2})|(?<=\\x[0-9A-Fa-f]{2})|(?<=_[0-9a-f]{2}))"
_END: Final = r"(?![^\W_])"
# Where a name stands that may be any word.
_PLAINLY: Final = (
    r"(?:(?<=/home/)|(?<=/Users/)|(?<=/media/)|(?<=/users/)|(?<=/crontabs/)|(?<=/mail/)|(?<=~)"
    r"|(?<=\\Users\\)|(?<=\\\\Users\\\\)|(?<=#Users#)|(?<=user=)|(?<=User=)|(?<=USER=)|(?<=\d\())"
)

_PLACES: Final = ("/home/", "/Users/")
_PARENTS: Final = {"/home", "/Users", "/var/home", "/usr/home", "/export/home"}
_ROOTS: Final = {"/root", "/var/root"}
_FIRST_PERSON: Final = 500  # of accounts, on macOS; 1000 elsewhere
_TELLING: Final = 10_000  # an account number above this comes from a school's or firm's directory

_MAC: Final = re.compile(r"(?<![0-9A-Fa-f])[0-9A-Fa-f]{2}([:_-])(?:[0-9A-Fa-f]{2}\1){4}[0-9A-Fa-f]{2}(?![0-9A-Fa-f])")
_NOT_TOP: Final = "service|socket|target|timer|mount|automount|slice|scope|device|path|swap|desktop|conf|cfg|png|svg|jpe?g|gif|ico|xpi"
_MAIL: Final = re.compile(
    rf"[\w.+%-]+@(?:[^\W_](?:[\w-]*[^\W_])?\.)+(?!(?:{_NOT_TOP})\b)[^\W\d_]{{2,}}(?![\w-])", re.IGNORECASE
)
_STRANGER: Final = r"(?!(?:ana|otra\d+)x*(?![\w.-]))[\w][\w.@+-]*"  # an account's folder whose name we have not met
_STRANGER_ON_WINDOWS: Final = re.compile(  # C:\Users\…, as JSON writes it, and as the names of registry keys do
    r"(?<=users)(\\{1,2}|#)(?!(?:(?:ana|otra\d+)x*|public|default|all users|default user|\*)(?![\w .-]))"
    r"([^\\/:*?\"<>|#%\r\n]+)(?=[\\#]|[\"';,]|$)",
    re.IGNORECASE | re.MULTILINE,
)
_LABEL: Final = re.compile(  # what somebody called a disk; in /proc/mounts a blank is \040, and a blank ends it
    r"(?P<place>(?:/run)?/media/(?:ana|otra\d+)x*/|/Volumes/)"
    r"(?P<label>[^/\n\"\\<>,;:*?\[\]()]+(?=/|\"|\n|$)|[^\s/\"\\,;:*?\[\]()<>]+(?:\\040[^\s/\"\\]+)*)"
)
_NAMED_BY_THE_SYSTEM: Final = re.compile(
    r"(?:Macintosh HD|Data|Preboot|Recovery|VM|Update|com\.apple\.)[\w. -]*|disco\d+", re.IGNORECASE
)
_SID: Final = re.compile(r"S-1-5-21-\d+-\d+-\d+")
_ENTRA: Final = re.compile(r"S-1-12-1-(?!0-0-0-)\d+-\d+-\d+-\d+")  # a person in a school's cloud
_KEYS: Final = {
    "user": r"application\.process\.user|user-name|username|user_name|login",
    "host": r"application\.process\.host|host-name|hostname|host_name|computername",
    "machine": r"application\.process\.machine-id|machine-id|machine_id|machineid|boot-id|boot_id",
    "network": r"b?ssid|essid|spairport_network_name|profile_?name",
    "title": r"media\.(?:name|title|artist)|window\.(?:name|title)|application\.process\.session-id",
    "serial": r"[\w.-]*serial(?:_?number)?|[\w.]*unique[-_]?id|[\w.]*uuid",
}
"""Fields whose value names somebody, whatever it is. What stands under "serial" is looked for everywhere else too."""
_FIELDS: Final = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _KEYS.items()}
_IN_TEXT: Final = re.compile(
    r'(?P<before>(?<![\w-])"?(?P<key>' + "|".join(f"(?:{pattern})" for pattern in _KEYS.values()) + r')"?\s*[:=]\s*)'
    r'"(?P<value>(?:[^"\\]|\\.)*)"',
    re.IGNORECASE,
)
_NETWORK_LINE: Final = re.compile(r"^(\s*(?:E|B)?SSID\s*[:=]\s*)([^\s\"].*)$", re.IGNORECASE | re.MULTILINE)
_SERIAL_LINE: Final = re.compile(
    r"^[\w \t]*(?:serial(?: ?number)?|uuid)(?: \(\w+\))?[ \t]*[:=][ \t]*([\w-]{6,})\s*$", re.IGNORECASE | re.MULTILINE
)
_VALUES: Final = {"user": USER, "network": "red", "title": "title"}
_MEANINGLESS: Final = re.compile(r"[0\s:.-]*|none|unknown|n/a|default string|to be filled by o\.e\.m\.", re.IGNORECASE)

_TELLTALE: Final = re.compile(rb"@|s\x00?-\x00?1\x00?-|[:_-]\x00?[0-9a-f]\x00?[0-9a-f]\x00?[:_-]")  # mail, SID, card

_BASE64: Final = re.compile(r"[A-Za-z0-9+/_-]{12,}={0,2}")
_HEX: Final = re.compile(r"(?<![0-9A-Za-z])(?:[0-9A-Fa-f]{2}){6,}(?![0-9A-Za-z])")
_PLAIN_RUN: Final = re.compile(rb"[\x20-\x7e\x80-\xff]{4,}")
_WIDE_RUN: Final = re.compile(rb"(?:[\x20-\x7e\xa0-\xff]\x00){3,}")
_BIG_WIDE_RUN: Final = re.compile(rb"(?:\x00[\x20-\x7e\xa0-\xff]){3,}")


class Scrub:
    """See above. One for each recording: it remembers which stand-in it gave to what."""

    def __init__(self, identity: Identity, public: Collection[str] = ()) -> None:
        """`public` are addresses of mail that are nobody's secret: add-ons are called by such."""
        self.people = People(identity)
        self._identity = identity
        self._public = frozenset(address.casefold() for address in public)
        self._rules: list[tuple[str, re.Pattern[str], Callable[[str], str]]] = []
        self._numbers: dict[str, str] = {}
        self._account: int | None = None
        self._words: set[bytes] = set()
        for number in identity.numbers:
            self._learn(number)

    # --- learning ------------------------------------------------------------------------------------------------

    def discover(self, value: Any) -> None:  # noqa: ANN401 - any JSON
        """Remember the people and serial numbers of an answer. They stand in other answers under other names."""
        self.people.meet_in(value)
        self._discover_numbers(value)

    def _discover_numbers(self, value: Any) -> None:  # noqa: ANN401
        match value:
            case str():
                for match in _IN_TEXT.finditer(value):
                    if _FIELDS["serial"].fullmatch(match["key"]):
                        self._learn(match["value"])
                for number in _SERIAL_LINE.findall(value):
                    self._learn(number)
            case list():
                for item in value:
                    self._discover_numbers(item)
            case dict():
                for key, item in value.items():
                    if isinstance(item, str) and _FIELDS["serial"].fullmatch(key):
                        self._learn(item)
                    self._discover_numbers(item)

    def _learn(self, number: str) -> None:
        number = number.strip().casefold()
        if len(number) >= 6 and number not in ORDINARY and not _MEANINGLESS.fullmatch(number):
            stand_in = re.sub(r"[^\W_]", "0", number)[:-3] + f"{len(self._numbers) % 1000:03d}"
            self._numbers.setdefault(number, stand_in)
            self._numbers.setdefault(number.replace("-", ""), self._numbers[number].replace("-", ""))
            self._know(number)
            self._know(number.replace("-", ""))

    def _ready(self) -> list[tuple[str, re.Pattern[str], Callable[[str], str]]]:
        """The rules: made once all are met who are named."""
        if not self._rules:
            self._compile_numbers(self._identity)
            self._compile_people(self._identity)
        return self._rules

    def _compile_numbers(self, identity: Identity) -> None:
        rule = self._rules.append
        rule(("@", _MAIL, self._mail))
        rule(("s-1-5-21-", _SID, lambda _: "S-1-5-21-0-0-0"))
        rule(("s-1-12-1-", _ENTRA, lambda said: self.people.stand_in("cloud", said, "S-1-12-1-0-0-0-{}")))
        rule(("", _MAC, self._card))
        for home, stand_in in _homes(identity):
            rule((home.casefold(), re.compile(re.escape(home) + r"(?![\w.+@-])"), _always(stand_in)))
        if identity.account is not None and identity.account >= _FIRST_PERSON and identity.account != ACCOUNT:
            self._account = identity.account if identity.account >= _TELLING else None
            rule((str(identity.account), _account(identity.account), lambda _: str(ACCOUNT)))
        for address in identity.addresses:
            stand_in = "2001:db8::1" if ":" in address else "192.0.2.1"
            pattern = rf"(?<![\w.:]){re.escape(address)}(?![\w.]|:\w)"
            rule((address.casefold(), re.compile(pattern, re.IGNORECASE), _always(stand_in)))

    def _compile_people(self, identity: Identity) -> None:
        rule = self._rules.append
        people = self.people.called()
        for name in [*(name for name, _ in people), *identity.homes, *identity.addresses]:
            self._know(name)
        for thing in THINGS:  # what people call after themselves
            self._know(thing)
        places = _PLACES if identity.homes else ()
        for place in places:  # of people whom no list here names: a directory's, or gone ones
            self._know(place)
        for name, stand_in in people:
            ordinary = name.casefold() in ORDINARY if stand_in.startswith(HOST) else self.people.is_nobodys(name)
            for needle, finds in _patterns(name, ordinary=ordinary):
                rule((needle, finds, _always(stand_in)))
        for place in places:
            rule((place.casefold(), re.compile(rf"(?<=(?<![\w.~]){place}){_STRANGER}"), self._stranger))
        if identity.homes:
            rule(("users", _STRANGER_ON_WINDOWS, self._stranger_on_windows))
        for needle in ("/media/", "/volumes/"):
            rule((needle, _LABEL, self._label))

    def _mail(self, address: str) -> str:
        if address.casefold() in self._public or _OUR_MAIL.fullmatch(address):
            return address
        return self.people.stand_in("mail", address.casefold(), "correo{}@example.org")

    def _stranger(self, name: str) -> str:
        return name if is_nobodys(name) else self.people.other(name)

    def _stranger_on_windows(self, found: str) -> str:
        place = "#" if found[0] == "#" else found[: len(found) - len(found.lstrip("\\"))]
        return place + self._stranger(found[len(place) :])

    def _label(self, found: str) -> str:
        match = _LABEL.fullmatch(found)
        if match is None or _NAMED_BY_THE_SYSTEM.fullmatch(match["label"]):
            return found
        return match["place"] + self.people.stand_in("disk", match["label"].rstrip(), "disco{}")

    def _know(self, word: str) -> None:
        """Teach a word to the quick look, in small letters and in every coding. Bytes can hold it in each of those."""
        for form in _forms(word.lower()) if len(word) >= SHORT else ():
            for coding in ("utf-8", "utf-16-le", "utf-16-be"):
                self._words.add(
                    form.encode(coding, "surrogateescape" if coding == "utf-8" else "surrogatepass").lower()
                )

    def _card(self, address: str) -> str:
        bare = re.sub(r"[^0-9a-f]", "", address.casefold())
        if bare.startswith("020000000") or bare in {"0" * 12, "f" * 12}:
            return address
        number = int(self.people.stand_in("card", bare, "{}"))
        return address[2].join(["02", "00", "00", "00", f"{number >> 8 & 255:02X}", f"{number & 255:02X}"])

    # --- replacing -----------------------------------------------------------------------------------------------

    def json(self, value: Any) -> Any:  # noqa: ANN401 - any JSON
        """An answer without its people."""
        match value:
            case str():
                return self.text(value)
            case [*items] if len(items) > 2 and all(type(item) is int and 0 <= item < 256 for item in items):
                return list(self.binary(bytes(items)))
            case list() | tuple():
                return [self.json(item) for item in value]
            case {"base64": str(content), **rest} if not rest:
                return {"base64": base64.b64encode(self.binary(base64.b64decode(content))).decode()}
            case int() if value == self._account:
                return ACCOUNT
            case dict():
                return {self.text(key): self._field(key, item) for key, item in value.items()}
        return value

    def _field(self, key: str, value: Any) -> Any:  # noqa: ANN401
        kind = _kind(key)
        if kind is not None and isinstance(value, str):
            return self._value(kind, value)
        if kind == "network" and isinstance(value, list):
            return list(b"red")
        return self.json(value)

    def _value(self, kind: str, value: str) -> str:
        if kind == "host":
            return self.people.host(value) if value else value
        if kind in _VALUES:
            return _VALUES[kind] if value else value
        if kind == "machine":
            return re.sub(r"[0-9A-Za-z]", "0", value)
        return self.text(value)

    def text(self, text: str, *, same_size: Callable[[str], int] | None = None, deep: int = 2) -> str:
        """A text without its people. With `same_size`, each stand-in fills exactly the room of what it replaces."""
        if "\0" in text and same_size is None:
            return self.binary(text.encode(errors="surrogatepass")).decode(errors="replace")

        def fill(stand_in: str, real: str) -> str:
            if same_size is None or stand_in == real:
                return stand_in
            room = same_size(real)
            return stand_in[:room].ljust(room, "x")

        if deep:
            text = _HEX.sub(lambda found: self._hex(found[0], deep), text)
            text = _BASE64.sub(lambda found: self._base64(found[0], deep), text)
        if same_size is None:
            text = _IN_TEXT.sub(
                lambda found: f'{found["before"]}"{self._value(_kind(found["key"]) or "", found["value"])}"', text
            )
            text = _NETWORK_LINE.sub(r"\1red", text)
        folded = text.casefold()  # a quick look for the plain word spares most patterns
        for needle, pattern, stand_in in self._ready():
            if needle in folded:
                text = pattern.sub(lambda found, stand_in=stand_in: fill(stand_in(found[0]), found[0]), text)  # type: ignore[misc]
                folded = text.casefold()
        for number in sorted(self._numbers, key=len, reverse=True):
            if number in folded:
                text = re.sub(re.escape(number), self._numbers[number], text, flags=re.IGNORECASE)
                folded = text.casefold()
        return without_persons(text, lambda name: fill(self.people.other(name), name))

    def binary(self, content: bytes, *, deep: int = 1) -> bytes:
        """Bytes without their people, as long as before. What has its places in them still finds them."""

        def narrow(found: re.Match[bytes]) -> bytes:
            run = found[0].decode("utf-8", "surrogateescape")
            done = self.text(run, same_size=lambda real: len(real.encode("utf-8", "surrogateescape")), deep=deep)
            return done.encode("utf-8", "surrogateescape")

        def wide(coding: str) -> Callable[[re.Match[bytes]], bytes]:
            return lambda found: self.text(found[0].decode(coding), same_size=len, deep=deep).encode(coding)

        if not self._may_hold_a_name(content):
            return content
        content = _PLAIN_RUN.sub(narrow, content)
        content = _WIDE_RUN.sub(wide("utf-16-le"), content)
        return _BIG_WIDE_RUN.sub(wide("utf-16-be"), content)

    def _may_hold_a_name(self, content: bytes) -> bool:
        """A quick look, since nearly every path looks like base64 too."""
        self._ready()
        folded = content.lower()
        return any(word in folded for word in self._words) or bool(_TELLTALE.search(folded))

    def _base64(self, text: str, deep: int) -> str:
        bare = text.rstrip("=")
        ordinary = bare.replace("-", "+").replace("_", "/")
        bare = bare[
            : len(bare) - (len(bare) % 4 == 1)
        ]  # such a length is no base64: the last letter is something else's
        try:
            content = base64.b64decode(ordinary[: len(bare)] + "=" * (-len(bare) % 4))
        except (binascii.Error, ValueError):
            return text
        done = self.binary(content, deep=deep - 1)
        if done == content:
            return text
        again = base64.b64encode(done).decode()
        if ordinary != text.rstrip("="):
            again = again.replace("+", "-").replace("/", "_")
        return again.rstrip("=") + text[len(bare) :]

    def _hex(self, text: str, deep: int) -> str:
        content = bytes.fromhex(text)
        done = self.binary(content, deep=deep - 1)
        if done == content:
            return text
        return done.hex().upper() if text.upper() == text else done.hex()


def _kind(key: str) -> str | None:
    return next((kind for kind, pattern in _FIELDS.items() if pattern.fullmatch(key)), None)


def _always(stand_in: str) -> Callable[[str], str]:
    return lambda _: stand_in


def _homes(identity: Identity) -> Iterator[tuple[str, str]]:
    """Folders of the person in their written forms, each with its stand-in. The longest comes first.

    None on Windows, where only the account is replaced, and none of root's: nobody is called so. What comes before the last
    part stays where all systems have it.
    """
    usual = "/Users" if identity.platform is Platform.MACOS else "/home"
    homes = [] if identity.platform is Platform.WINDOWS else [home for home in identity.homes if home.strip("/")]
    for home in sorted(homes, key=len, reverse=True):
        parent = home.rpartition("/")[0]
        stand_in = f"{parent if parent in _PARENTS else usual}/{USER}"
        if home not in _ROOTS:
            yield from (
                (form, stand_in) for form in dict.fromkeys((home, quote(home), unicodedata.normalize("NFD", home)))
            )
            yield home.replace("/", "\\/"), stand_in.replace("/", "\\/")


def _account(number: int) -> re.Pattern[str]:
    """Pattern of the account's number; a long one (a school's directory) is found anywhere."""
    if number >= _TELLING:
        return re.compile(rf"(?<![\d.]){number}(?!\d|\.\d)")
    places = ("/run/user/", "user@", "user-", "User", "uid=", "uid:", "Uid:\t", "/user/_", "UID=")
    return re.compile("(?:" + "|".join(rf"(?<={re.escape(place)})" for place in places) + rf"){number}(?!\d)")


def _patterns(name: str, *, ordinary: bool) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Patterns of a name in its written forms. Each has the plain word that it looks for."""
    plainly_only = ordinary or len(name) < SHORT
    begin = _PLAINLY if plainly_only else _BEGIN
    for form in _forms(name):
        yield form.casefold(), re.compile(begin + re.escape(form) + _END, re.IGNORECASE)


def _forms(name: str) -> Iterable[str]:
    """Forms of a name: without accents, decomposed, in addresses, JSON, XML, old code pages, base64."""
    composed, decomposed = (unicodedata.normalize(form, name) for form in ("NFC", "NFD"))
    old = [composed.encode(page, "replace").decode("utf-8", "surrogateescape") for page in ("cp1252", "cp850")]
    alone = base64.b64encode(composed.encode()).decode().rstrip("=")
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    forms = [composed, bare, decomposed, quote(composed), json.dumps(composed)[1:-1], html.escape(composed), *old]
    return dict.fromkeys([*forms, alone] if len(alone) >= SHORT * 2 else forms)


def addresses(text: str) -> set[str]:
    """The addresses of mail in a text, in small letters."""
    return {found[0].casefold() for found in _MAIL.finditer(text)}
