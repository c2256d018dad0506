"""Languages: which there are, which one to speak; and the region. Imports nothing: help answers at once.

Set-up loads this file by its path: there is one rule for it and for the program, on every system.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Final

LANGUAGES = {"en": "English", "es": "Español"}
"""The languages that are complete, by code, each in its own name."""

_SERVED: Final = {"en": "en", **dict.fromkeys(("es", "ca", "gl", "eu", "ast", "an"), "es")}
"""The language that serves a reader of each. Who reads Catalan, Galician, Basque, Asturian or Aragonese gets Spanish."""

_BY_NUMBER: Final = {0x0A: "es", 0x03: "ca", 0x56: "gl", 0x2D: "eu"}
"""Primary languages of Windows (winnt.h, LANG_SPANISH, _CATALAN, _GALICIAN, _BASQUE; Valencian is a kind of 0x03)."""


class UnknownLanguage(ValueError):  # noqa: N818 - what it is
    """A language that Postigo does not speak."""


def language(wanted: str | None, environ: Mapping[str, str] = os.environ) -> str:
    """The language to speak: the one asked for, else the environment's, else English.

    `UnknownLanguage` if one was asked for that there is not.
    """
    if wanted is not None:
        code = _code(wanted)
        if code not in LANGUAGES:
            raise UnknownLanguage(wanted)
        return code
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        for choice in environ.get(name, "").split(":"):
            served = _SERVED.get(_code(choice))
            if served is not None:
                return served
            if choice and name != "LANGUAGE":  # C, or a language we do not have: nothing weaker may decide
                return "en"
    return _of_windows() if environ is os.environ else "en"


def of_number(number: int) -> str:
    """Language to speak on a Windows, by the number (LANGID) of its menus' language."""
    return _SERVED[_BY_NUMBER.get(number & 0x3FF, "en")]  # the low ten bits: the language without its country


def _code(choice: str) -> str:
    """The language in a name of a locale, such as `ca` of `ca_ES.UTF-8@valencia`."""
    for mark in "-_.@":
        choice = choice.partition(mark)[0]
    return choice.lower()


def _of_windows() -> str:
    """Windows sets no such variable; it is asked for the language of its own menus."""
    code = "en"
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - 5 ms, and only here

        asked = ctypes.WinDLL("kernel32").GetUserDefaultUILanguage
        asked.argtypes, asked.restype = (), ctypes.c_ushort
        code = of_number(asked())
    return code


def region(environ: Mapping[str, str] = os.environ) -> str | None:
    """Region of the system's formats: two letters of ISO 3166 ("ES"), or None.

    LC_TELEPHONE and LC_ADDRESS come before LANG: who has English menus in Spain still has Spanish telephone numbers
    (locale(7)). Windows is asked by GetUserDefaultGeoName (winnls.h, Windows 10 1709), without which nothing is told.
    """
    for name in ("LC_ALL", "LC_TELEPHONE", "LC_ADDRESS", "LANG"):
        code = environ.get(name, "").partition(".")[0].partition("@")[0].partition("_")[2]
        if len(code) == 2 and code.isalpha():
            return code.upper()
    return _region_of_windows() if environ is os.environ else None


def _region_of_windows() -> str | None:
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - see above

        ask = getattr(ctypes.WinDLL("kernel32"), "GetUserDefaultGeoName", None)
        if ask is None:
            return None
        ask.argtypes, ask.restype = (ctypes.c_wchar_p, ctypes.c_int), ctypes.c_int
        name = ctypes.create_unicode_buffer(16)  # two letters, or three digits for a part of the world
        if ask(name, len(name)) and len(name.value) == 2:
            return name.value.upper()
    return None
