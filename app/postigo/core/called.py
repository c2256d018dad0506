"""Whether a device is called after a person, as phones, headsets and computers are by default: "iPhone de Ana".

By the form of the name in the languages of our users and their neighbours, since whose phone it is nobody here can know;
and by the words that name the people of this computer, where they are handed in. A stand-in too many costs little.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from postigo.core.letters import without_accents

_THING: Final = (
    "airpods|altavoz|android|auricular(?:es)?|buds|camera|camara|cascos|computer|device|dispositivo|galaxy|headphones|"
    "headset|huawei|imac|ipad|iphone|ipod|laptop|macbook|mac|micro|microfono|microphone|mobil|mobile|motorola|movil|"
    "oneplus|oppo|ordenador|ordinador|pc|phone|pixel|portatil|redmi|samsung|tablet|tablet[ae]|telefono?|telemobel|"
    "telefon|watch|webcam|xiaomi"
)
_OF: Final = r"(?:d[eo]|del|d['’]|d['’]en|de l['’]|de la|d[aio]|das|dos|of|von|vom|van|fra|od|a)"
_MAKERS: Final = frozenset(
    """
    airpods alta android apple asus audio bluetooth canon continuidad continuity corsair creative dell display elgato
    escritorio facetime fondo hd high hp huawei hyperx imac integrada integrado intel ipad iphone jabra lenovo lg logitech
    mac macbook microsoft movil nikon nvidia obs panasonic philips pixel plantronics poly portatil powerconf razer realtek
    red samsung sennheiser sistema sony steelseries studio surface thinkpad usb web xiaomi zoom
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
"""What stands after "of" in the name of a device and is nobody: makers, models, and what a thing is for."""

_POSSESSIVE: Final = re.compile(r"[^\W\d_](?:['’´`]s|s['’])(?:\s|$)")  # Ana's, Jonas'
_BASQUE: Final = re.compile(rf"\b[^\W\d_]{{2,}}(?:ren|en)\s+(?:{_THING})a?k?\b", re.IGNORECASE)  # Anaren iPhonea
_BELONGS: Final = re.compile(rf"\b{_OF}\s*((?:[^\W_]|[-.'’])+)", re.IGNORECASE)
_AFTER_A_THING: Final = re.compile(rf"\b(?:{_THING})\b[^()]*?\s{_OF}\s*((?:[^\W_]|[-.'’])+)", re.IGNORECASE)
_SHORTEST: Final = 3


def after_a_person(device: str, people: Collection[str] = ()) -> bool:
    """Whether a device's name has a person in it; `people` are words that name somebody of this computer."""
    plain = without_accents(device)
    if _POSSESSIVE.search(plain) or _BASQUE.search(plain):
        return True
    if any(word.casefold() not in _MAKERS for word in _AFTER_A_THING.findall(plain)):
        return True
    if any(word[:1].isupper() and word.casefold() not in _MAKERS for word in _BELONGS.findall(plain)):
        return True
    return names(device, people)


def names(text: str, people: Collection[str]) -> bool:
    """Whether one of the words that name somebody stands in a text."""
    known = {word for name in people for word in _words(name) if len(word) >= _SHORTEST}
    return not known.isdisjoint(_words(text))


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", without_accents(text).casefold()))
