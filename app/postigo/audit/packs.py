"""Packs: which distributions bring checks, whether their code may run, and their examination.

A pack is named by an entry point of the group `postigo.packs`. The app's own comes in through the same door; it is
told from a stranger's by the distribution that brings it: built in is what the distribution offers in which `postigo`
itself lies, and not what is called like it. A stranger's code is not imported unless it was enabled.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.machinery import PathFinder
from pathlib import Path
from typing import Any, Final

import postigo
from postigo.audit.request import Request, normal
from postigo.core.codec import decode, encode, matches_type
from postigo.core.events import Catalogue
from postigo.core.model import BUILT_IN, Check, Pack, Probe
from postigo.core.report import TIPS, CheckInfo, PackInfo, PackState
from postigo.core.system import Platform
from postigo.core.templates import check_texts

GROUP: Final = "postigo.packs"
OURS: Final = "postigo"
"""The name of the distribution whose packs are built in: the app itself."""

MOST_CHECKS: Final = 500
"""Most checks of one pack. More is no pack but a flood, which would keep a person waiting for what matters."""

LONGEST_ERROR: Final = 300
"""Letters of what is said of a broken pack."""

LONGEST_BUDGET: Final = 3600
"""Seconds: an hour, for no check is worth more."""

LONGEST_LISTING: Final = 1 << 18
"""Most characters of one check in the catalogue. What is longer is no description but a flood."""

_WORD = "[a-z0-9]+(?:-[a-z0-9]+)*"
_ID = re.compile(rf"{_WORD}\.{_WORD}")


class BrokenPack(Exception):  # noqa: N818 - what it is
    """A pack that cannot be used; the text says why, in one line."""


@dataclass(frozen=True, slots=True)
class PackData:
    """The `data` folder of a pack's package."""

    package: str

    def read(self, name: str) -> bytes:
        """One bundled file; `FileNotFoundError` if there is none."""
        # Not by importlib.resources, which brings zipfile and tempfile: 10 ms in each worker.
        content = pkgutil.get_data(self.package, f"data/{name}")
        if content is None:
            raise FileNotFoundError(name)
        return content

    def texts(self) -> Iterator[str]:
        """Content of each bundled file."""
        from importlib import resources  # noqa: PLC0415 - see above; only `postigo record` asks for this

        folder = resources.files(self.package) / "data"
        for file in folder.iterdir() if folder.is_dir() else ():
            if file.is_file():
                yield file.read_bytes().decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Offer:
    """A pack that a distribution offers: seen in its metadata, not imported. `distribution` is its normal name.

    `place` is where the `Pack` is: `module:name`.
    """

    name: str
    distribution: str
    version: str
    place: str
    built_in: bool = False

    @property
    def origin(self) -> str:
        """Origin as in `PackInfo.origin`. A distribution that is called "built-in" is not."""
        if self.built_in:
            return BUILT_IN
        return f"{self.distribution}?" if self.distribution == BUILT_IN else self.distribution

    def info(self, state: PackState, *, error: str = "", locale: str = "") -> PackInfo:
        """How the pack is listed."""
        return PackInfo(self.name, self.version, self.origin, state, error, locale)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A pack that was imported and held to its promise."""

    info: PackInfo
    pack: Pack
    data: PackData


def offers() -> list[Offer]:
    """Offers on this Python's path: the built-in packs first, then by name. Nothing is imported.

    The metadata of installed distributions (`*.dist-info`) is read here and not by importlib.metadata: that is 25 ms
    and some megabytes of e-mail parser and zip reader in every worker, for three lines of three files.
    """
    home = _home()
    found: dict[str, dict[str, Offer]] = {}
    for folder in sys.path:
        if folder and Path(folder) == home:
            found[OURS] = {offer.name: offer for offer in _built_in(home)}
        for metadata in sorted(Path(folder).glob("*.dist-info")) if folder else ():
            brought = {offer.name: offer for offer in _offered(metadata)}
            if brought:  # of a distribution that is there twice, the first on the path is the one imported
                found.setdefault(next(iter(brought.values())).distribution, brought)
    every = [offer for brought in found.values() for offer in brought.values()]
    return sorted(every, key=lambda offer: (not offer.built_in, offer.name, offer.distribution))


def _home() -> Path:
    """The folder in which the `postigo` lies that runs."""
    return Path(postigo.__file__).parents[1]


def _built_in(home: Path) -> Iterator[Offer]:
    """Packs of the distribution that `postigo` lies in: its metadata beside it, or its sources."""
    installed = home / f"{OURS}-{postigo.__version__}.dist-info" / "entry_points.txt"
    sources = home.parent / "pyproject.toml"
    try:
        entries = (installed if installed.is_file() else sources).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return  # half an installation: without a pack there is nothing to look at, and that is said
    for name, place in _entries(entries):
        yield Offer(name, OURS, postigo.__version__, place, built_in=True)


def _offered(metadata: Path) -> Iterator[Offer]:
    """The packs of one distribution; formats: packaging.python.org, "Entry points" and "Core metadata"."""
    # Named by its folder, as pip does ("Recording installed projects"): the Name within could be that of another.
    distribution = normal(metadata.name.removesuffix(".dist-info").partition("-")[0])
    if distribution == OURS:
        return  # the one that runs is found by its own place; another that is called so brings nothing
    try:
        entries = (metadata / "entry_points.txt").read_text("utf-8")
        if GROUP not in entries:
            return
        head = (metadata / "METADATA").read_text("utf-8", errors="replace").partition("\n\n")[0]
    except (OSError, UnicodeDecodeError):
        return  # no entry points; or metadata that pip could not read either
    words = dict(line.split(": ", 1) for line in reversed(head.splitlines()) if ": " in line)
    if "Name" not in words:
        return
    for name, place in _entries(entries):
        yield Offer(name, distribution, words.get("Version", "").strip(), place)


def _entries(text: str) -> Iterator[tuple[str, str]]:
    """Name and place of each pack in an `entry_points.txt`, or in a `pyproject.toml`'s table."""
    group = ""
    for line in map(str.strip, text.splitlines()):
        if line.startswith("["):
            group = line.strip("[]").strip().removeprefix("project.entry-points.").strip('"')
        elif group == GROUP and "=" in line and not line.startswith(("#", ";")):
            name, place = (word.strip().strip('"') for word in line.split("=", 1))
            yield name, place


def load(offer: Offer, platform: Platform, taken: frozenset[str] = frozenset()) -> Loaded:
    """The pack behind an offer, imported and examined; `BrokenPack` says in one line why not.

    `taken` are the ids of other packs' checks.
    """
    try:
        module, _, name = offer.place.partition("[")[0].strip().partition(":")
        if offer.built_in:
            _refuse_elsewhere(module.strip())
        pack = getattr(importlib.import_module(module.strip()), name.strip())
        _examine(pack, offer, platform, taken)
        paths = list(importlib.import_module(pack.package).__path__)
    except BrokenPack:
        raise
    except BaseException as fault:  # SystemExit too: an import may raise anything
        raise BrokenPack(one_line(fault)) from fault
    locale = next((str(Path(path, "locale")) for path in paths if Path(path, "locale").is_dir()), "")
    return Loaded(offer.info(PackState.RUNS, locale=locale), pack, PackData(pack.package))


def _refuse_elsewhere(module: str) -> None:
    """`BrokenPack` if what would be imported as our own pack does not lie with us. Something else has its name then."""
    home = _home()
    tree = home if (home / f"{OURS}-{postigo.__version__}.dist-info").is_dir() else home.parent
    found = PathFinder.find_spec(module.partition(".")[0])
    if found is not None and found.origin is not None and not Path(found.origin).is_relative_to(tree):
        raise BrokenPack(f"{module} lies in {Path(found.origin).parent}, and not with Postigo")


def gather(
    request: Request,
    platform: Platform,
    *,
    wanted: Callable[[Offer], bool] = lambda _offer: True,
    broken: Mapping[str, str] | None = None,
    announce: Callable[[str], None] | None = None,
) -> tuple[list[PackInfo], list[Loaded]]:
    """Every pack with its state, and those that were loaded. `announce(name)` is called before each import.

    What is not `wanted` is not imported; `broken` are known to end the process and are not tried.
    """
    infos: list[PackInfo] = []
    loaded: list[Loaded] = []
    names: set[str] = set()
    ids: set[str] = set()
    for offer in offers():
        if not request.allows(offer.origin):
            infos.append(offer.info(PackState.OFF))  # what may not run takes no name away from what may
            continue
        if offer.name in names:
            infos.append(offer.info(PackState.BROKEN, error="another pack has the same name"))
        elif not wanted(offer):
            infos.append(offer.info(PackState.OFF))
        elif broken and offer.name in broken:
            infos.append(offer.info(PackState.BROKEN, error=broken[offer.name]))
        else:
            if announce:
                announce(offer.name)
            try:
                one = load(offer, platform, frozenset(ids))
            except BrokenPack as why:
                infos.append(offer.info(PackState.BROKEN, error=str(why)))
            else:
                infos.append(one.info)
                loaded.append(one)
                ids.update(check.id for check in one.pack.checks)
        names.add(offer.name)
    return infos, loaded


def one_line(fault: BaseException) -> str:
    """An exception in one line of a decent length, whatever its own text does."""
    try:
        said = str(fault)
    except Exception:  # noqa: BLE001 - a stranger's exception may fail at this too
        said = "(its text cannot be shown)"
    first = next(iter(said.splitlines()), "")[:300]
    return f"{type(fault).__name__}: {first}" if first else type(fault).__name__


def _examine(pack: object, offer: Offer, platform: Platform, taken: frozenset[str]) -> None:
    """Hold a pack to what packs promise."""
    if not isinstance(pack, Pack):
        raise BrokenPack(f"{offer.place} is a {type(pack).__name__}, not a Pack")
    if pack.name != offer.name:
        raise BrokenPack(f"its entry point is called {offer.name!r}, the pack {pack.name!r}")
    if not matches_type(str, pack.package) or not isinstance(pack.checks, tuple):
        raise BrokenPack("its package is not a name, or its checks are not a tuple")
    if len(pack.checks) > MOST_CHECKS:
        raise BrokenPack(f"it has {len(pack.checks)} checks, and a pack may have {MOST_CHECKS}")
    seen: set[str] = set()
    for check in pack.checks:
        if not isinstance(check, Check):
            raise BrokenPack(f"among its checks is a {type(check).__name__}")
        _examine_check(check, "" if offer.built_in else f"{offer.name}:")
        if platform in check.platforms and not offer.built_in:  # 10 ms in each worker; for ours a test does it
            examine_listing(check, platform)
        if check.id in seen:
            raise BrokenPack(f"two of its checks are called {check.id}")
        if check.id in taken:
            raise BrokenPack(f"another pack has a check {check.id}")
        seen.add(check.id)


def _examine_check(check: Check[Any], prefix: str) -> None:
    """Hold a check to what checks promise."""
    if not matches_type(str, check.id) or not check.id.startswith(prefix) or not _ID.fullmatch(check.id[len(prefix) :]):
        raise BrokenPack(f"a check is called {check.id!r}; {prefix}area.name was expected"[:300])
    if check.load is None:
        _examine_at_hand(check)
    elif not callable(check.load):
        raise BrokenPack(f"{check.id} has no function that loads what conducts it")
    if not check.platforms:
        raise BrokenPack(f"{check.id} has no way to look on any system")
    if check.tip not in TIPS:
        raise BrokenPack(f"{check.id} belongs to no tip")
    if blind := check.platforms - check.coverage.keys():
        raise BrokenPack(f"{check.id} does not say what it sees on {min(blind).value}")
    if not 0 < check.budget <= LONGEST_BUDGET:
        raise BrokenPack(f"{check.id} has a budget of {check.budget} seconds")
    _examine_fixes(check)


def _examine_fixes(check: Check[Any]) -> None:
    """Hold the ids of its plans to one plan on each platform."""
    for (fix, on), count in Counter((plan.id, on) for plan in check.fixes for on in plan.on).items():
        if count > 1:
            raise BrokenPack(f"{check.id} has {count} fixes called {fix!r} on {on.value}"[:300])


def _examine_at_hand(check: Check[Any]) -> None:
    """Hold a probe and a judge to what they promise. What is loaded is held to it when it is: see `core.evaluate`."""
    probe: object = check.probe  # a stranger's may be anything
    if not isinstance(probe, Probe):
        raise BrokenPack(f"{check.id} has no way to look on any system")
    if not callable(check.judge):
        raise BrokenPack(f"{check.id} has no judge")


def examine_listing(check: Check[Any], platform: Platform) -> None:
    """Hold a check's own description on one platform to its types and length. Raises `BrokenPack`."""
    listed = CheckInfo.of(check, "", platform)
    try:
        written = encode(listed)
        decode(CheckInfo, written)
    except (TypeError, ValueError):
        raise BrokenPack(f"{check.id} is not described by the right types") from None
    _examine_words(listed, written)


def _examine_words(listed: CheckInfo, written: object) -> None:
    try:
        check_texts(replace(listed, fixes=tuple(replace(plan, means=(), button=None) for plan in listed.fixes)))
        check_texts([(plan.means, plan.button) for plan in listed.fixes], later={"subject"})
    except ValueError as wrong:
        raise BrokenPack(f"{listed.check} has a sentence that cannot be shown: {wrong}"[:300]) from None
    if len(json.dumps(written)) > LONGEST_LISTING:
        raise BrokenPack(f"{listed.check} is described at too great a length")


def examine_guest(found: Catalogue, pack: PackInfo) -> Catalogue:
    """Catalogue of a stranger's pack, held once more to what packs promise.

    That process is the stranger's: its own examination may have been tampered with, so nothing that it lists is
    believed to be another's.
    """
    told = [info for info in found.packs if (info.name, info.origin) == (pack.name, pack.origin)]
    if not told:
        raise BrokenPack("it does not list itself")
    if told[0].state is not PackState.RUNS:
        raise BrokenPack(told[0].error[:LONGEST_ERROR] or "it does not say why")
    listed, offered = (_own_lines(lines, pack.name) for lines in (found.listed, found.offered))
    if found.budgets.keys() != {line.check for line in listed}:
        raise BrokenPack("it does not give each of its checks a budget")
    if not all(0 < seconds <= LONGEST_BUDGET for seconds in found.budgets.values()):
        raise BrokenPack("one of its checks has a budget that cannot be")
    info = replace(pack, state=PackState.RUNS, locale=told[0].locale)
    return replace(found, packs=(info,), listed=listed, offered=offered)


def _own_lines(lines: tuple[CheckInfo, ...], name: str) -> tuple[CheckInfo, ...]:
    if len(lines) > MOST_CHECKS:
        raise BrokenPack(f"it lists {len(lines)} checks, and a pack may have {MOST_CHECKS}")
    for line in lines:
        prefix = f"{name}:"
        if line.pack != name or not line.check.startswith(prefix) or not _ID.fullmatch(line.check[len(prefix) :]):
            raise BrokenPack(f"it lists {line.check!r} of {line.pack!r}"[:LONGEST_ERROR])
        if line.tip not in TIPS:
            raise BrokenPack(f"{line.check} belongs to no tip")
        _examine_words(line, encode(line))
    if len({line.check for line in lines}) < len(lines):
        raise BrokenPack("it lists a check twice")
    return lines
