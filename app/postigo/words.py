"""Text -> sentence in one language. The only place where translation happens."""

from __future__ import annotations

import gettext
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path as File
from typing import Final

import postigo_resources
from postigo.core.letters import one_line
from postigo.core.redact import Disclosure, Pseudonyms
from postigo.core.templates import fill_template
from postigo.core.values import (
    Account,
    Device,
    Keyword,
    Numeral,
    Path,
    Personal,
    Program,
    Quoted,
    Site,
    StoredText,
    Text,
    Value,
    Version,
)
from postigo.languages import LANGUAGES, UnknownLanguage, language

__all__ = ["APP", "LANGUAGES", "UnknownLanguage", "Words", "language"]

APP: Final = "postigo"
"""The catalogue of the app itself; packs have their own."""

# Month names, because strftime would follow the process' locale, and a report follows its reader's language.
_MONTHS: Final = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "es": ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"),
}
_UNITS: Final = {"en": ",", "es": "."}
# Beside the module, and not by importlib.resources, which brings tempfile and zipfile: 8 ms before the first word.
_APP_LOCALE: Final = str(File(postigo_resources.__file__).parent / "locale")


@cache
def _catalogue(domain: str, folder: str, code: str) -> gettext.NullTranslations:
    """Catalogue in a folder, read once. An empty one where there is none that can be read."""
    try:
        # Nothing but a folder is looked into: gettext would take "" for the system's own.
        there = File(folder).is_dir()
        return gettext.translation(domain, folder, [code], fallback=True) if there else gettext.NullTranslations()
    except Exception:  # noqa: BLE001 - a pack's file that is no catalogue: gettext raises whatever its reading ran into
        return gettext.NullTranslations()


@cache
def _sources(domain: str, folder: str) -> Mapping[str, str]:
    """Sentences of a catalogue, each with the English one that it was made of. Those that two were made of are left out."""
    found: dict[str, set[str]] = {}
    for code in LANGUAGES:
        # gettext lists its sentences in no public way. A plural's key is no text.
        told: Mapping[object, str] = getattr(_catalogue(domain, folder, code), "_catalog", {})
        for source, sentence in told.items():
            if isinstance(source, str) and source:
                found.setdefault(sentence, set()).add(source)
                found.setdefault(source, set()).add(source)
    return {sentence: min(sources) for sentence, sources in found.items() if len(sources) == 1}


class Words:
    """One language, with the catalogues of the app and of the packs.

    `locales` maps a pack's name to the folder of its translations. `stand_ins` decides which names are shown; without
    it, all are (on the person's own screen).
    """

    def __init__(
        self, code: str = "en", locales: Mapping[str, str] | None = None, stand_ins: Pseudonyms | None = None
    ) -> None:
        self.language = code
        self.locales = dict(locales or {})
        self.stand_ins = stand_ins or Pseudonyms(Disclosure.FULL)

    def say(self, text: Text, pack: str = APP) -> str:
        """The sentence on one line, with its values, from a pack's catalogue or the app's.

        A stand-in at its beginning gets a capital letter; a name stays as it is.
        """
        values = {name: one_line(self._shown(value, pack)) for name, value in text.values.items()}
        template = self.template(text, pack)
        sentence = _filled(template, values)
        first = text.values.get(template[1:].partition("}")[0]) if template.startswith("{") else None
        hidden = isinstance(first, Personal) and self.stand_ins.hides(first)
        return sentence[:1].upper() + sentence[1:] if hidden else sentence

    def again(self, sentence: str, pack: str) -> str:
        """A sentence of a pack that was told in any language, in this one. As it is where it is none of the pack's."""
        folder = self.locales.get(pack)
        if folder is None or (source := _sources(pack, folder).get(sentence)) is None:
            return sentence
        return _catalogue(pack, folder, self.language).gettext(source)

    def template(self, text: Text, pack: str = APP) -> str:
        """The sentence with its plural chosen and its `{names}` not filled in.

        English where it is not translated. That of a stored audit is the one which was stored, for catalogues forget (decision 0650).
        """
        if isinstance(text, StoredText):
            return text.templates.get(self.language, text.one)
        for name in dict.fromkeys((pack, APP)):
            folder = _APP_LOCALE if name == APP else self.locales.get(name)
            if folder is None:
                continue
            catalogue = _catalogue(name, folder, self.language)
            if text.many is None or text.n is None:
                found = catalogue.gettext(text.one)
            else:
                found = catalogue.ngettext(text.one, text.many, text.n)
            if found not in {text.one, text.many}:
                return found
        return text.english

    def _shown(self, value: Value | Text | Sequence[Value | Text], pack: str) -> str:
        match value:
            case Text():
                return self.say(value, pack)
            case bool() | int():
                return f"{value:,}".replace(",", _UNITS[self.language])
            case datetime():
                return self.moment(value)
            case date():
                return self.day(value)
            case Version() | Numeral():
                return value.text
            case Keyword():
                return value.word
            case Program() | Site() | Path() | Device() | Account() | Quoted():
                shown = self.stand_ins.shown(value)
                return self.say(shown) if isinstance(shown, Text) else shown
            case _:
                return self.enumeration([self._shown(item, pack) for item in value])

    def value(self, value: Value | Text, pack: str = APP) -> str:
        """A value on its own, as the evidence shows it."""
        return self._shown(value, pack)

    def enumeration(self, items: Sequence[str]) -> str:
        """Items as a sentence lists them: a, b and c."""
        if len(items) < 2:
            return "".join(items)
        last = items[-1]
        # Spanish: "y" becomes "e" before the sound i (not before the diphthong hie).
        begins = last[:3].lower()
        spanish = "e" if begins.startswith(("i", "í", "hi", "hí")) and begins != "hie" else "y"
        joint = {"en": "and", "es": spanish}[self.language]
        return f"{', '.join(items[:-1])} {joint} {last}"

    def day(self, when: date) -> str:
        """A day without doubt about which number is the month: "23 Nov 2026"."""
        return f"{when.day} {_MONTHS[self.language][when.month - 1]} {when.year}"

    def moment(self, when: datetime) -> str:
        """A time in this computer's time zone: "23 Nov 2026, 08:12"."""
        try:
            local = when.astimezone()
        except (OverflowError, ValueError, OSError):  # at the edge of the calendar there are no time zones
            local = when
        return f"{self.day(local)}, {local.hour:02}:{local.minute:02}"


def _filled(template: str, values: Mapping[str, str]) -> str:
    """A sentence with its values. A pack's sentence that asks for others is shown as it is: it must cost no report."""
    try:
        return fill_template(template, values)
    except ValueError:
        return template
