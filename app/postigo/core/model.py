"""The words of the house: what a check is, and what it can say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any, Final, Generic, Protocol, TypeAlias, TypeVar

from postigo.core.aside import Aside
from postigo.core.change import Setting
from postigo.core.handle import Handle, HandleKind
from postigo.core.settings_page import PageInfo, SettingsPage
from postigo.core.system import Platform, System, Unknown
from postigo.core.values import Text, Value

F = TypeVar("F")


class Level(IntEnum):
    """How much a finding asks of the person. Nothing above ACT: no score of a machine or of a person."""

    GOOD = 0
    NOTE = 1  # worth knowing, asks for nothing
    ADVISE = 2  # can be better
    ACT = 3  # someone could be harmed now


class Share(StrEnum):
    """Permission of a check's answer to be in a copy that is given away."""

    OPEN = "open"  # as it is
    NAMES = "names"  # counts and states; names are replaced
    NEVER = "never"  # leaves in no file, at no level


class Scope(StrEnum):
    """Scope of a check: one account, or the whole machine."""

    USER = "user"  # the account that runs it
    MACHINE = "machine"  # the whole machine


@dataclass(frozen=True, slots=True)
class Instruct:
    """A step that the person does by hand. `rights`: it alone needs an administrator, and the others do without."""

    text: Text
    rights: bool = False


@dataclass(frozen=True, slots=True)
class OpenSettings:
    """A step with a button: Postigo opens the page, the person changes it.

    `page` is one that Postigo knows, or the description of one that the pack brings, in words of its own catalogue.
    """

    page: SettingsPage | PageInfo

    @property
    def info(self) -> PageInfo:
        """Description of the page."""
        return self.page.info if isinstance(self.page, SettingsPage) else self.page


Step: TypeAlias = Instruct | OpenSettings


@dataclass(frozen=True, slots=True)
class Change:
    """A step that Postigo makes: one setting gets a state. `says` is what will be.

    `setting` None is the finding's own handle. In the sentence `{subject}` stands for the subject of the finding.
    """

    to: Setting
    says: Text
    setting: Handle | None = None


@dataclass(frozen=True, slots=True)
class Means:
    """Way in which Postigo carries out a plan itself, for findings whose handle fits.

    It fits handles of its `kind`, with this `id` and `within` unless they are empty. It has `changes` of what is the person's; or
    `helper`, the name of a fix in the closed table of the helper with administrator's rights, and `says` what that does.
    `undoable`: what was before can be put back. ValueError for neither and for both.
    """

    kind: HandleKind
    changes: tuple[Change, ...] = ()
    id: str = ""
    within: str = ""
    helper: str = ""
    says: Text | None = None
    undoable: bool = True

    def __post_init__(self) -> None:
        """Refuse means that change nothing, and such as nobody could explain."""
        if bool(self.changes) == bool(self.helper) or bool(self.helper) != (self.says is not None):
            raise ValueError("means have either changes, or a fix of the helper with its sentence")

    def fits(self, handle: Handle) -> bool:
        """Whether it can change what the handle names."""
        return handle.kind is self.kind and self.id in {"", handle.id} and self.within in {"", handle.within}


@dataclass(frozen=True, slots=True)
class Plan:
    """A fix as data: it can be shown before anything is done.

    `title` is an order to do one thing ("Install the updates"), `effort` what it costs in a few words, and
    `safety` says that it may change what another person can do, so the safety note goes before it.
    `on` are the platforms it is meant for. Plans of one check may share an `id` as variants of one fix, each on other
    platforms: a judge names the id, and `CheckInfo.of` keeps the variant of the platform.
    `means` are ways in which Postigo can do it itself; `button` says what it will do then ("Turn on the firewall…"), and `affects` who
    else notices. `asks_whose`: Postigo makes it only for whoever replied, when asked who put the thing there, that they did (guidance 5.2).
    `version` is raised when the means change: the journal keeps it. `rights`: whether it needs an administrator; None where a plan
    for the machine does, and one for the account does not. ValueError for means without a button.
    """

    id: str
    title: Text
    steps: tuple[Step, ...]
    effort: Text | None = None
    safety: bool = False
    on: frozenset[Platform] = frozenset(Platform)
    means: tuple[Means, ...] = ()
    button: Text | None = None
    affects: Text | None = None
    asks_whose: bool = False
    version: int = 1
    rights: bool | None = None

    def __post_init__(self) -> None:
        """Refuse means that no button offers."""
        if self.means and self.button is None:
            raise ValueError(f"{self.id} can be made, so its button says what it does")


@dataclass(frozen=True, slots=True)
class Subject:
    """One of several things of a finding, with its handle: it can be changed alone."""

    value: Value
    handle: Handle = field(repr=False)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was seen. Its identity is check + code + subject: prose may change, identity does not.

    `fixes` are ids of the check's plans. `evidence` is what supports it, by name, for the folded detail. `needs_confirmation` marks
    what only the person can answer ("Is it you?"): it may ask for nothing, yet its shutter is not shown closed. `whose` marks
    what somebody put there who may watch the person: they are asked whether they know who, and no plan is shown (guidance 5.2). `handle` is
    the machine's own name of the subject, for what would change it: no text, no copy and no `repr` has it. A finding about several
    things at once (three apps that may use the camera) has `subjects` in its place. `aside` marks what somebody set aside
    here: no judge says it.
    """

    code: str
    level: Level
    text: Text
    subject: Value | None = None
    evidence: Mapping[str, Value | Text] = field(default_factory=dict)
    fixes: tuple[str, ...] = ()
    needs_confirmation: bool = False
    whose: bool = False
    handle: Handle | None = field(default=None, repr=False)
    subjects: tuple[Subject, ...] = field(default=(), repr=False)
    aside: Aside | None = None

    @property
    def handles(self) -> tuple[Handle, ...]:
        """Handles of everything that it is about."""
        own = () if self.handle is None else (self.handle,)
        return (*own, *(one.handle for one in self.subjects))


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that could not be seen, and why."""

    why: Unknown
    text: Text


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """No such thing on this machine (no camera). Shown folded, not counted, no fog."""

    text: Text


@dataclass(frozen=True, slots=True)
class Verdict:
    """Answer of one check about this machine, at one time. `detail` is technical, folded, and never given away."""

    check: str
    looked_at: datetime
    findings: tuple[Finding, ...] = ()
    gaps: tuple[Gap, ...] = ()
    not_applicable: NotApplicable | None = None
    detail: str = ""
    seconds: float = 0.0  # wall time of the probe and the judge

    @property
    def level(self) -> Level | None:
        """Worst ADVISE or ACT, if any; else None if there is a gap. Else NOTE or GOOD.

        None also where there is no such thing on this machine: see `not_here`.
        """
        worst = max((finding.level for finding in self.findings), default=None)
        if worst is not None and worst >= Level.ADVISE:
            return worst
        return None if self.gaps or self.not_applicable else worst


class Data(Protocol):
    """The bundled tables of a pack, each with its own date."""

    def read(self, name: str) -> bytes:
        """One file of the pack's `data` folder."""
        ...


ProbeFunc: TypeAlias = Callable[[System, Data], F]
Judgement: TypeAlias = Iterable[Finding | Gap] | NotApplicable
Judge: TypeAlias = Callable[[F], Judgement]


@dataclass(frozen=True, slots=True)
class Probe(Generic[F]):
    """How one fact about the machine is learned, in up to three ways.

    A platform without a way: the check does not exist there. Two checks that look in the same way share its fact
    within one audit. A way raises `CannotTell` when it could not look at all.
    """

    linux: ProbeFunc[F] | None = None
    windows: ProbeFunc[F] | None = None
    macos: ProbeFunc[F] | None = None

    def way(self, platform: Platform) -> ProbeFunc[F] | None:
        """The way on one platform."""
        ways: dict[Platform, ProbeFunc[F] | None] = {
            Platform.LINUX: self.linux,
            Platform.WINDOWS: self.windows,
            Platform.MACOS: self.macos,
        }
        return ways[platform]

    @property
    def platforms(self) -> frozenset[Platform]:
        """Where this can be learned."""
        return frozenset(platform for platform in Platform if self.way(platform))


@dataclass(frozen=True, slots=True)
class Implementation(Generic[F]):
    """Implementation of a check on one platform: how its fact is learned, and judged."""

    way: ProbeFunc[F]
    judge: Judge[F]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Coverage of a check on one platform: what it reads, and what it can miss.

    For `postigo explain` and the documentation.
    """

    reads: Text
    misses: Text
    elevated: bool = False  # sees more with administrator rights


@dataclass(frozen=True, slots=True)
class Check(Generic[F]):
    """A judgement on one fact. `id` is `area.name` and never changes once released; `tip` is 1 to 6.

    `title` names the subject in a few words and claims nothing about it ("The firewall", "Who uses the camera now"): it is
    shown before there is an answer, and beside every answer. `why` is why the tip asks for it. `budget` is the
    time in seconds after which its worker is given up; one that asks PowerShell needs 28 at least (8 for a cold start, and
    the 20 that a question has if it names no timeout). One that is `on_request` runs only when it is asked for by its
    id: it looks at something that nobody expects to be looked at. One that is `discreet` may put the person in danger by its
    answer: it moves no shutter, is in no sum, and no copy tells that somebody asked for it. Only its findings may be `whose`.
    `version` is raised whenever the same machine would get other findings than before: a comparison with an older audit then says
    that it was looked at in another way, and not that something is new or mended.

    What conducts it is given in one of two forms: `probe` and `judge`; or `load`, a function that imports and returns
    the implementation on one platform when the check is conducted, so that whoever reads the catalogue needs none of it.
    `coverage` then names the platforms where the check exists. TypeError for neither form, and for both. ValueError where a
    discreet check has a plan, would run unasked, or could leave in a file.
    """

    id: str
    title: Text
    why: Text
    tip: int
    probe: Probe[F] | None = None
    judge: Judge[F] | None = None
    coverage: Mapping[Platform, Coverage] = field(default_factory=dict)
    share: Share = Share.NAMES
    scope: Scope = Scope.USER
    budget: float = 10.0
    fixes: tuple[Plan, ...] = ()
    on_request: bool = False
    discreet: bool = False
    load: Callable[[Platform], Implementation[F]] | None = None
    version: int = 1

    def __post_init__(self) -> None:
        """Refuse what nobody could conduct, and what two would."""
        if self.load is None and (self.probe is None or self.judge is None):
            raise TypeError(f"{self.id} needs a probe and a judge, or a function that loads both")
        if self.load is not None and (self.probe is not None or self.judge is not None):
            raise TypeError(f"{self.id} has a function that loads its probe and its judge, so it is given neither")
        if self.discreet and (self.fixes or not self.on_request or self.share is not Share.NEVER):
            raise ValueError(f"{self.id} is discreet: it has no plan, runs on request only, and its share is NEVER")

    @property
    def platforms(self) -> frozenset[Platform]:
        """Where the check exists; nothing is imported to tell it."""
        return frozenset(self.coverage) if self.probe is None else self.probe.platforms

    def implementation(self, platform: Platform) -> Implementation[F]:
        """Implementation of the check on one platform, imported by now.

        LookupError where the check does not exist. Raises whatever its `load` raises: an import may raise anything.
        """
        if self.load is not None and platform in self.platforms:
            return self.load(platform)
        way = self.probe.way(platform) if self.probe is not None else None
        if way is None or self.judge is None:
            raise LookupError(f"{self.id} does not exist on {platform.value}")
        return Implementation(way, self.judge)


@dataclass(frozen=True, slots=True)
class Pack:
    """A set of checks under one name, with its translations and tables.

    `package` is the import package whose folders `locale/` (domain = `name`) and `data/` belong to it. `checks` stand
    in the order in which they are shown.
    """

    name: str
    package: str
    checks: tuple[Check[Any], ...]


BUILT_IN: Final = "built-in"
"""Origin of the app's own packs. That of a stranger's is the name of its distribution."""
