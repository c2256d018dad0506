"""Languages: which there are, and which one to speak; and the region. Imports nothing: `postigo --help` answers at once."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

LANGUAGES = {"en": "English", "es": "Español"}
"""The languages that are complete, by code, each in its own name."""


class UnknownLanguage(ValueError):  # noqa: N818 - what it is
    """A language that Postigo does not speak."""


def language(wanted: str | None, environ: Mapping[str, str] = os.environ) -> str:
    """The language to speak: the one asked for, else the environment's, else English.

    `UnknownLanguage` if one was asked for that there is not.
    """
    if wanted is not None:
        code = wanted.replace("-", "_").partition("_")[0].lower()
        if code not in LANGUAGES:
            raise UnknownLanguage(wanted)
        return code
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        for choice in environ.get(name, "").split(":"):
            code = choice.partition("_")[0].partition(".")[0].lower()
            if code in LANGUAGES:
                return code
            if choice and name != "LANGUAGE":  # C, or a language we do not have: nothing weaker may decide
                return "en"
    return _of_windows() if environ is os.environ else "en"


def _of_windows() -> str:
    """Windows sets no such variable; it is asked for the language of its own menus."""
    code = "en"
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - 5 ms, and only here

        # The primary language is in the low ten bits; 0x0A is Spanish (MS-LCID, 2.2).
        code = "es" if ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF == 0x0A else code
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

        ask = getattr(ctypes.windll.kernel32, "GetUserDefaultGeoName", None)
        name = ctypes.create_unicode_buffer(16)  # two letters, or three digits for a part of the world
        if ask is not None and ask(name, len(name)) and len(name.value) == 2:
            return name.value.upper()
    return None
