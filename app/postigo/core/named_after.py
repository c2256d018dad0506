"""Detection of names of people in names of devices, such as "iPhone de Ana".

By the form of the name in the languages of our users and their neighbours, since whose phone it is nobody here can know;
by first names that are common there; and by the words that name the people of this computer, where they are handed in. A
stand-in too many costs little where a device is shown, so the forms are wide there; in a recording a judgement still has
to follow from what is left, so the forms are strict there, and only the person's part of a name is replaced.

What looks like a product and is a nickname ("Buds Fenix") cannot be told from one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from typing import Final

from postigo.core.first_names import FAMILY, FIRST_NAMES
from postigo.core.letters import without_accents

THINGS: Final = frozenset(
    """
    airpods altaveu altavoz android aspirador auricular auriculares auriculars aurikularrak auscultadores bose buds
    cam camara camera camescope cascos casque chromecast computador computer device disc disco disk display
    dispositiu dispositivo dispositivu disque drive drucker earbuds echo ecouteurs fernseher festplatte fitbit
    galaxy garmin gerat google handy headphones headset homepod honor huawei imac impresora impressora imprimante
    ipad iphone ipod jbl kamera kindle kopfhorer laptop lautsprecher mac macbook micro microfon microfono microphone
    mikrofon mikrofonoa mobil mobila mobile mobilea motorola movil mugikorra nintendo oneplus oppo ordenador
    ordenagailua ordinador ordinateur pc pen pendrive phone pixel playstation portable portatil portatila printer
    rechner redmi rellotge reloj samsung scanner smartphone smartwatch sony speaker stampante switch tablet tableta
    tablette tauleta tele telefon telefone telefono telefonoa telefoon telemobel telemovel telephone televisor tv
    uhr usb watch webcam xbox xiaomi
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
"""Words for things that may be somebody's, without accents, lower case.

A number or a letter may follow at once ("S21", "a").
"""
NOBODY: Final = frozenset(
    """
    alta analog android aplicacion aplicaciones app apple apps archivos arranque asus audio bluetooth built canon
    casa chrome clase conferencia continuidad continuity control copia corsair creative datos dell desktop
    documentos edge elgato entrada equipo escriptori escritorio facetime firefox fondo fotos gnome google hd hdmi
    high home hp huawei hyperx imac imagen imagenes integrada integrado intel internet ipad iphone jabra lenovo lg
    linea linux logitech mac macbook mesa microsoft mobil movil musica nikon nvidia obs onedrive open panasonic
    pantalla pc philips pixel plantronics poly portatil powerconf practicas programa programas razer realtek red
    salida samsung seguridad sennheiser sistema sonido sony steelseries studio surface system teams the thinkpad
    trabajo usb usuario usuarios vaio ventana video videos vista voz web webcam windows xiaomi zoom
    """.split()  # noqa: SIM905
)
"""Words after "of" in the name of a thing that name nobody: makers, models, purposes."""

_WORD: Final = r"[^\W\d_]+(?:['’-][^\W\d_]+)*"
_OF: Final = (
    r"(?:de les|de las|de los|de la|de l['’]|de na|d['’]en|d['’]na|de n['’]|del|de|d['’]|d[aio]|das|dos|della|of|von|vom|van|"
    r"fra|od|al lui|a lui|lui|a)"
)
_SIGNS: Final = r"[^\w\s\"<>{}\[\]:;,=/\\|()]{0,4}\s?"  # a flower or a star before a name
_BELONGS: Final = re.compile(
    rf"(?<![^\W_]){_OF}(?:(?<=['’])|[\s_-]+){_SIGNS}({_WORD}(?:\s+{_WORD}){{0,4}})", re.IGNORECASE
)
_JOINED_BY: Final = frozenset({"y", "i", "e", "and", "und", "et", "eta", "en"})
_PERSONAL: Final = frozenset(
    """
    airpods buds fitbit galaxy handy ipad iphone ipod mobil mobile movil mugikorra phone pixel redmi smartphone smartwatch
    telefon telefono telemobel telemovel telephone watch xiaomi
    """.split()  # noqa: SIM905
)
"""Words for things that are not shared. The owner's name may be written in small letters."""
_OTHER_SCRIPT: Final = re.compile(  # Greek to Georgian, Hebrew, Arabic, Indic to Burmese, Chinese, Japanese, Korean
    r"[\u0370-\u10ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,}(?:\s[\u0370-\u10ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,})*"
)
"""Pattern for a phone's Latin name beside a word in another script: "iPhone Анны".

One that says "camera" is hidden too.
"""
_LATIN_THING: Final = re.compile("|".join(sorted(_PERSONAL, key=len, reverse=True)), re.IGNORECASE)
_PARTICLE: Final = re.compile(rf"([A-Za-z]+)[的の](?=\s*(?:{_LATIN_THING.pattern}))", re.IGNORECASE)
_BEFORE_NAME: Final = re.compile(rf"({_WORD})\s+$")
_POSSESSIVE: Final = re.compile(rf"(?<![^\W_])({_WORD}?)(?:['’´`]s|(?<=[sxzSXZ])['’])(?![^\W_])")  # Ana's, Jonas'
_BASQUE: Final = re.compile(
    r"(?<![^\W_])([^\W\d_]{2,}?)-?(?:(?:a?ren|en)(?=\s+([^\W_]+))|a?rekin|ekin)(?![^\W_])", re.IGNORECASE
)
_NEXT_TO: Final = re.compile(r"(?<![^\W_])([^\W\d_]{3,})(?![^\W_])")
_SAME: Final = r"[^\n\"<>{}\[\]:;,=/\\|()]"  # within one name
_LONGEST: Final = 40
_SHORTEST: Final = 3
_OURS: Final = re.compile(r"(?:ana|otra\d*)x*", re.IGNORECASE)  # the stand-ins of recordings


def is_named_after_a_person(device: str, people: Collection[str] = ()) -> bool:
    """Whether a device's name contains a person. `people` are words that name somebody of this computer."""
    plain = _plain(device)
    known = any(word in FIRST_NAMES for word in _words(device))
    return known or names(device, people) or next(_persons(plain, wide=True), None) is not None


def says_whose(name: str) -> bool:
    """Whether the name of any thing, such as a program, says whose it is. Only forms that are no product's count."""
    return next(_persons(_plain(name), wide=False), None) is not None


def without_persons(text: str, stand_in: Callable[[str], str]) -> str:
    """Text with a stand-in for each person named in it. The text itself where there is none."""
    composed = text if text.isascii() else unicodedata.normalize("NFC", text)
    spans = sorted(set(_persons(_plain(composed), wide=False)), reverse=True)
    last = len(composed)
    done = composed
    for start, end in spans:
        if end <= last and not _OURS.fullmatch(composed[start:end]):
            done = done[:start] + stand_in(composed[start:end]) + done[end:]
            last = start
    return text if done == composed else done


def names(text: str, people: Collection[str]) -> bool:
    """Whether one of the words that name somebody stands in a text."""
    known = {word for name in people for word in _words(name) if len(word) >= _SHORTEST}
    return not known.isdisjoint(_words(text))


def _persons(plain: str, *, wide: bool) -> Iterator[tuple[int, int]]:
    """Places of persons in a text without accents, by form or first name, without overlaps."""
    taken = 0
    for found in _BELONGS.finditer(plain):
        span = _after_of(plain, found, wide=wide)
        if span and span[0] >= taken:
            taken = span[1]
            yield span
    for found in _POSSESSIVE.finditer(plain):
        if found[1] and (wide or _is_a_name(found[1]) or _thing_follows(plain, found.end())):
            yield _whole_name(plain, found.start(1)), found.end(1)
    for found in _BASQUE.finditer(plain):
        of_a_thing = found[2] is not None and _is_a_thing(found[2])
        if _is_a_name(found[1]) or (of_a_thing and (wide or found[1][:1].isupper())):
            yield found.span(1)
    yield from _beside_a_thing(plain)


def _beside_a_thing(plain: str) -> Iterator[tuple[int, int]]:
    """First names, and words of another script, in the name of a thing."""
    for found in _OTHER_SCRIPT.finditer(plain):
        around = _around(plain, found.start(), found.end())
        if _LATIN_THING.search(around):
            yield found.span()
    for found in _PARTICLE.finditer(plain):
        yield found.span(1)
    for found in _NEXT_TO.finditer(plain):
        bare = found[1].casefold()
        name = bare if bare in FIRST_NAMES else bare.removesuffix("s")  # macOS writes Ana's MacBook as Anas-MacBook
        if name in FIRST_NAMES and _stands_beside_a_thing(plain, found):
            yield (found.start(), found.start() + len(name))


def _after_of(plain: str, found: re.Match[str], *, wide: bool) -> tuple[int, int] | None:
    """Place of the person after "of": the first word, and its continuation."""
    first, *more = re.finditer(_WORD, found[1])
    if _is_nobody(first[0]):
        return None
    capital, a_thing = first[0][0].isupper(), _thing_before(plain, found.start(), THINGS)
    capital = capital or _thing_before(plain, found.start(), _PERSONAL)
    only_a = (
        plain[found.start() : found.start(1)].strip(" _-").casefold() == "a"
    )  # Portuguese and Slavic; English's article
    called = _is_a_name(first[0]) or (a_thing and (wide or capital)) or (wide and capital and not only_a)
    if not called and not (first[0].casefold() in FAMILY and (wide or a_thing)):
        return None
    end = first.end()
    for word in more:
        if word[0].casefold() in _JOINED_BY:
            continue
        if not (word[0][0].isupper() or _is_a_name(word[0])) or _is_nobody(word[0]):
            break
        end = word.end()
    return found.start(1), found.start(1) + end


def _whole_name(plain: str, start: int) -> int:
    """Where a name begins of which the last word is known: "Ana Garcia's"."""
    while (before := _BEFORE_NAME.search(plain, max(0, start - _LONGEST), start)) is not None:
        if not before[1][0].isupper() or _is_nobody(before[1]):
            break
        start = before.start()
    return start


def _is_nobody(word: str) -> bool:
    return word.casefold().split("-")[0] in NOBODY or _is_a_thing(word)


def _is_a_name(word: str) -> bool:
    return word.casefold().split("-")[0] in FIRST_NAMES


def _is_a_thing(word: str, things: Collection[str] = THINGS) -> bool:
    bare = re.sub(r"[\W\d_]+", "", word.casefold())
    return bare in things or bare.rstrip("ak") in things or bare.removesuffix("s") in things


def _thing_before(plain: str, at: int, things: Collection[str]) -> bool:
    before = re.search(rf"{_SAME}*$", plain[max(0, at - _LONGEST) : at])
    return before is not None and any(_is_a_thing(word, things) for word in re.findall(r"[^\W_]+", before[0]))


def _around(plain: str, start: int, end: int) -> str:
    """Text around a place within the same name."""
    before = re.search(rf"(?:{_SAME}|[()])*$", plain[max(0, start - _LONGEST) : start])
    after = re.match(rf"(?:{_SAME}|[()])*", plain[end : end + _LONGEST])
    return (before[0] if before else "") + (after[0] if after else "")


def _thing_follows(plain: str, at: int) -> bool:
    after = re.match(rf"{_SAME}*", plain[at : at + _LONGEST])
    return after is not None and any(_is_a_thing(word) for word in re.findall(r"[^\W_]+", after[0])[:3])


def _stands_beside_a_thing(plain: str, found: re.Match[str]) -> bool:
    before = re.search(r"([^\W_]+)(?:[\s_-]+\d+)?[\s_-]+\(?$", plain[max(0, found.start() - _LONGEST) : found.start()])
    after = re.match(r"[\s_-]+([^\W_]+)", plain[found.end() : found.end() + _LONGEST])
    return any(match is not None and _is_a_thing(match[1]) for match in (before, after))


def _plain(text: str) -> str:
    """Text without accents, letter for letter. So places in it are places in the text."""
    if text.isascii():
        return text
    composed = unicodedata.normalize("NFC", text)
    return "".join(plain if len(plain := without_accents(sign)) == 1 else sign for sign in composed)


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", without_accents(text).casefold()))
