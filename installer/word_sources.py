"""Readers of the sources of the word lists, the commonest words first. Words are as their language writes them."""

from __future__ import annotations

import gzip
import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

_UNRANKED: Final = 20_000  # a word of a list without frequencies
_TOWN_OF_SPAIN: Final = 500  # people; elsewhere a place must be a city
_CITY: Final = 150_000
# Where people who live here come from: a smaller town is a city.
_NEAR: Final = frozenset(
    [
        "AR",
        "BG",
        "BO",
        "CL",
        "CN",
        "CO",
        "CU",
        "DO",
        "DZ",
        "EC",
        "FR",
        "GB",
        "GT",
        "HN",
        "IT",
        "MA",
        "MD",
        "MX",
        "NI",
        "PE",
        "PK",
        "PT",
        "PY",
        "RO",
        "SN",
        "SV",
        "UA",
        "UY",
        "VE",
    ]
)
_TOWN_NEAR: Final = 30_000
_LONG: Final = 6  # letters; shorter names of small towns are chance
_DICE: Final = 6**5


def words_by_rank(path: Path) -> list[tuple[str, int]]:
    """Words of a wordfreq list, with ranks from 1. Its file is a header and then, per centibel of frequency, the words of it."""
    _header, *steps = _unpacked(gzip.decompress(path.read_bytes()))
    words = (word for step in steps for word in step)
    return [(word, rank) for rank, word in enumerate(words, start=1)]


def _unpacked(data: bytes) -> list[Any]:
    """MessagePack, as much of it as wordfreq uses: short maps, arrays and strings, small numbers."""
    value, end = _value(data, 0)
    if end != len(data) or not isinstance(value, list):
        raise ValueError("not a list of wordfreq")
    return value


def _value(data: bytes, at: int) -> tuple[Any, int]:
    code = data[at]
    at += 1
    match code:
        case _ if code < 0x80:  # a small number
            return code, at
        case _ if code < 0x90 or code < 0xA0:
            return _many(data, at, code & 0x0F, is_map=code < 0x90)
        case _ if code < 0xC0:
            return data[at : at + (code & 0x1F)].decode(), at + (code & 0x1F)
        case 0xD9:  # a string of up to 255 bytes
            return data[at + 1 : at + 1 + data[at]].decode(), at + 1 + data[at]
        case 0xDC | 0xDD:  # an array, its length in two or four bytes
            wide = 2 if code == 0xDC else 4
            return _many(data, at + wide, int.from_bytes(data[at : at + wide]), is_map=False)
        case _:
            raise ValueError(f"MessagePack {code:#x}")


def _many(data: bytes, at: int, count: int, *, is_map: bool) -> tuple[Any, int]:
    items = []
    for _ in range(count * 2 if is_map else count):
        item, at = _value(data, at)
        items.append(item)
    return items, at  # of a map nobody asks


def first_names(spanish: Path, french: Path, brazilian: Path) -> Iterator[tuple[str, int]]:
    """First names. The French pack has the two lists the wrong way round, in the order of the alphabet."""
    for pack in (spanish, brazilian):
        yield from _named(pack / "firstnames.json")
    yield from ((name, 1500) for name, _ in _named(french / "lastnames.json"))


def family_names(spanish: Path, french: Path) -> Iterator[tuple[str, int]]:
    """Family names; see `first_names`."""
    yield from _named(spanish / "lastnames.json")
    yield from ((name, 5000) for name, _ in _named(french / "firstnames.json") if name != "autresnoms")


def _named(path: Path) -> Iterator[tuple[str, int]]:
    for rank, words in enumerate(json.loads(path.read_text("utf-8")), start=1):
        yield words.replace(" ", ""), rank


def places(path: Path) -> Iterator[tuple[str, int]]:
    """Towns of Spain and cities of the world, the largest first."""
    cities = sorted(
        json.loads(path.read_text("utf-8")).values(), key=lambda city: (-city["population"], city["geonameid"])
    )
    spain = [city for city in cities if city["countrycode"] == "ES" and city["population"] >= _TOWN_OF_SPAIN]
    world = [
        city
        for city in cities
        if city["countrycode"] != "ES" and city["population"] >= (_TOWN_NEAR if city["countrycode"] in _NEAR else _CITY)
    ]
    for group in (spain, world):
        for rank, city in enumerate(group, start=1):
            for part in re.split(r"\s*[/(),]\s*|\s+-\s+", city["name"]):
                spelled = re.sub(r"[\s'’.-]", "", part)
                if len(spelled) > 3:
                    yield spelled, rank


def galician(path: Path) -> Iterator[tuple[str, int]]:
    """Words of the dictionary of Galician; not its names and proverbs."""
    for line in path.read_text("utf-8").splitlines()[1:]:
        word, _, rest = line.partition(" ")
        word = word.partition("/")[0]
        if (
            word.isalpha()
            and word.islower()
            and 4 <= len(word) <= 10
            and "antropónimo" not in rest
            and "topónimo" not in rest
        ):
            yield word, _UNRANKED


def basque(path: Path) -> Iterator[tuple[str, int]]:
    """Words and stems of the dictionary of Basque."""
    for line in path.read_text("utf-8").splitlines()[1:]:
        word = line.partition("/")[0].strip()
        if word.isalpha() and word.islower() and 4 <= len(word) <= 8:
            yield word, _UNRANKED


# The lists of ruby-faker that many people would know something of; and those whose things are words.
_FAMOUS: Final = [
    "kpop",
    "esport",
    "football",
    "naruto",
    "one_piece",
    "dragon_ball",
    "pokemon",
    "league_of_legends",
    "overwatch",
    "minecraft",
    "game",
    "music",
    "harry_potter",
    "star_wars",
    "zelda",
    "simpsons",
    "street_fighter",
    "movie",
    "sword_art_online",
    "studio_ghibli",
    "super_mario",
    "superhero",
    "clash_of_clan",
    "tolkien",
    "stranger_thing",
    "friends",
    "back_to_the_future",
    "sonic_the_hedgehog",
    "doraemon",
    "super_smash_bros",
    "breaking_bad",
    "game_of_thrones",
    "rick_and_morty",
    "south_park",
    "fallout",
    "dota",
    "heroes",
    "half_life",
    "rock_band",
    "world_cup",
    "prince_of_bel_air",
    "marvel",
    "dc_comics",
]
_THINGS: Final = ("food", "dessert", "coffee", "dog", "cat", "animal", "basketball", "beer")
_LISTED: Final = re.compile(r"^\s+-\s+(.+)$|\[(.*?)\]", re.MULTILINE | re.DOTALL)
_ITEM: Final = re.compile(r"\"([^\"]+)\"|'([^']+)'|([^,\"'\s][^,\"]*)")
_MOST_WORDS: Final = 4


def famous(folder: Path) -> Iterator[tuple[str, str]]:
    """Names of games, series, bands and what is in them, with their reason. From ruby-faker's lists in YAML."""
    for reason, names in (("fame", _FAMOUS), ("word", _THINGS)):
        for path in (folder / f"{name}.yml" for name in names):
            for alone, several in _LISTED.findall(path.read_text("utf-8")) if path.exists() else ():
                items = _ITEM.findall(several) if several else [("", "", alone.strip("\"' "))]
                for item in ("".join(found).strip() for found in items):
                    if item.count(" ") < _MOST_WORDS and not re.search(r"[#%{}\[\]:!?&*]", item):
                        yield item, reason


def said(text: str) -> Iterator[str]:
    """Each saying of the templates."""
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            parts = re.split(r"\(([^()]*)\)", line)  # what is fixed and what varies take turns
            yield from ("".join(chosen) for chosen in itertools.product(*(part.split("|") for part in parts)))


# Nobody should find these in the words of a passphrase that a school hands out: rude, cruel or sad ones, by how they begin.
_NOT_IN_SPANISH: Final = re.compile(
    r"(abort|ahog|ahorc|amput|asco|asesin|asfix|ataud|azot|bast?ard|bob[oa]s?$|bomb[ae]|borrach|burdel|cabr[oó]n|cabrona|cadaver"
    r"|cag[aou]|cancer|carcel|castr|cerd[oa]|chocho|chul[oa]|cocain|cojon|coñ|cono$|cornud|crimen|crimin|cruel|culo|cuern|degoll"
    r"|demoni|desnud|diablo|drog|enferm|entierr|erecc|erotic|esclav|escupi|etarr|excit|eyacul|fascis|fealdad|fe[oa]s?$|foll[aeo]"
    r"|fusil|gay|gilip|gitan|golpe|gord|guarr|guerr|hereje|hero[ií]na|hitler|homici|homose|horca|hostia|idiot|imbec|incest"
    r"|infect|infiern|jod[aeio]|judi[oa]|ladr[oó]n|lesb|lisiad|loc[oa]s?$|maldi|maltrat|marico|masac|mat[aeoó](n|r|ra|ro|ron|rle|rlo|rla|rme|rse|mos)?$"
    r"|mear|mierd|mongol|moribu|morir|moro|muer[te]|murier|murio|mutil|nazi|negr[oa]|obes|odi[aoe]$|orgasm|orin|ors|orden?anza$|palet|pecho"
    r"|ped[oea]s?$|pederas|pene$|perr[ao]s$|pezon|pija$|polla|porn|preso|prision|prostit|put[aeoi]|racis|ramera|rapt|rehen|sado|sangr"
    r"|secuestr|semen|sex|sid[ao]|sifil|subnorm|suicid|sucio|sucia|tarad|tet[ao]|terror|tont[oa]|tort(ur|ion)|travest|trist|tuert|tumba"
    r"|arab[ea]s?$|arma|ateo|bich[oa]|bruj[oa]|cautiv|condon|cristian|droga|ebri[oa]|epidem|ereccion|espia|execra|fetich|fusil|funer|gueto|hampa|hebre|islam|judea|judio|mafia|magreb|manico|matanza|mestiz|mono$|mor[oa]$|mulat|musulm|nalga|necro|ninfo|pajer|pelot[ao]|pistol|plaga|popo|puñal|recluso|sepulcr|sicari|sionis|suda[ck]|supremac|trasero|traidor|trampa|vampir|vejig|verdug|viud[ao]|yihad"
    r"|tumor|vagin|veneno|verg[aou]|viol(a|acion|ador|ar|enta|ento|encia)$|virgen|vomit|vulva|zorra|zorro|bala|balas|plra|simpson|kenn|clint|bush|franco|stalin|lenin)"
)  # fmt: skip


def spanish_passphrase(path: Path, ranked: list[tuple[str, int]]) -> list[str]:
    """Words for five dice: common, in a dictionary, without accents, fit for everybody. As many as these tell apart.

    A dictionary holds infinitives and singulars: they are remembered more easily than `abrirle`. Of two genders one is enough.
    """
    dictionary = set(path.read_text("utf-8").split())
    fit = (word for word, _ in ranked if word in dictionary and re.fullmatch("[a-z]{4,9}", word))
    chosen: dict[str, None] = {}
    for word in fit:
        if not _NOT_IN_SPANISH.match(word) and (not word.endswith("a") or word[:-1] + "o" not in dictionary):
            chosen[word] = None
        if len(chosen) == _DICE:
            return sorted(chosen)
    raise ValueError(f"only {len(chosen)} words are left")


def english_passphrase(path: Path) -> list[str]:
    """EFF's long list, as it is; each line of the source begins with its dice."""
    return sorted(line.split()[-1] for line in path.read_text("utf-8").splitlines() if line.strip())
