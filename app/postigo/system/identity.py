"""Names of this machine and its people, to be taken out of a recording. It is kept nowhere."""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Final

from postigo.core.letters import without_accents
from postigo.core.system import Absent, CannotTell, Key, Platform, System
from postigo.system import files, full_names_windows

_MACHINE_FILES: Final = (
    "/etc/machine-id",
    "/var/lib/dbus/machine-id",
    "/proc/sys/kernel/random/boot_id",
    "/sys/class/dmi/id/product_uuid",
    "/sys/class/dmi/id/product_serial",
    "/sys/class/dmi/id/board_serial",
    "/sys/class/dmi/id/chassis_serial",
)
_NO_PERSON: Final = {
    "public",
    "shared",
    "default",
    "all users",
    "default user",
    "defaultuser0",
    "desktop.ini",
    "lost+found",
}
ORDINARY: Final = frozenset(
    """
    account active address admin administrador administrator agent all alumna alumnado alumnas alumne alumnes alumno
    alumnos any app apps apt arch archlinux audio aula backup biblioteca bin boot build bus camera chrome clase
    class classroom client cloud code colegio common compartida compartido computer comun daemon data day debian
    default defaultaccount desktop dev device disk display docker edge elementary error escola escuela estudiant
    estudiante estudiantes etc everybody everyone false familia familiar family fedora file firefox firewall fixme
    flatpak free game games gdm gentoo gnome group guest guests guestuser home host ikasle ikaslea imac info input
    install instituto invitada invitado invitados kali kde key kiosco kiosk lab lan laptop lib library lightdm linux
    linuxbrew linuxmint list live local localhost lock log mac macbook mail main man manjaro master media mic
    microphone mint mobile name net network new nixos nobody node none normal null off office old one open opensuse
    operator opt other out owner path pc pi pipewire proc process profes profesor profesorado profesores profile
    program proxy public publico pulse pupil pupils raspberrypi root run sala school screen security server service
    session set shared shell site snap sound source staff start state student students sudo suse sys system systemd
    taller teacher teachers teams temp term test time tmp todos true tty ubuntu unit unknown update user username
    users usr usuario utc valid value var video virtual vm wdagutilityaccount web win windows work workstation xfce
    yes zoom zorin
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
"""Ordinary words, which are replaced as a name only where they plainly are one.

They mean something to programs, or accounts of several people are called by them.
"""
SHARED: Final = frozenset(
    """
    alunni alunno aluno alunos bachillerato bibliothek bibliotheque children clasa classe classuser convidado
    convidados convidat convidats ecole elev eleve eleves elevi eltern enfants eso estudante estudantes etudiant
    etudiants exam exams famiglia familie famille gast gaste gasten gosc ikasleak infantil invitades invite invites
    irakasleak kids kinder klasa klasse klassenzimmer laboratory leerling leerlingen lehrerzimmer liburutegia lycee
    ninas ninos oaspete ospite ospiti parents primaria professeurs professorat professores rodzina salle schueler
    schuelerin schule schulung scoala scuola studente studenti szkola tothom tous turma uczen uczniowie usuaris
    visitor visitors гости гость гість класс родина семья ученик ученики учень учні школа الضيوف الطلاب العائلة
    المدرسة زائر ضيف طالب طالبات طلاب عائلة مدرسة مكتبة ゲスト 学生 客人 家庭 家族 教室 生徒 가족 손님 학생
    """.split()  # noqa: SIM905 - as above
)
"""More names of accounts of several people. As a word of a full name, each can be somebody's: "Marta Tous", "Lukas Gast"."""


def is_ordinary(word: str) -> bool:
    """Whether a word is an ordinary one. Numbers and signs around it do not count ("aula-3")."""
    return word.casefold() in ORDINARY or _letters(word) in ORDINARY


def is_nobodys(name: str) -> bool:
    """Whether an account's whole name is an ordinary word, or one for several people."""
    return is_ordinary(name) or name.casefold() in SHARED or _letters(name) in SHARED


def _letters(name: str) -> str:
    return re.sub(r"[\W\d_]", "", without_accents(name).casefold())


_FIRST_PERSON: Final = 1000  # accounts with a lower number are the system's own (login.defs)
_NOBODY: Final = 65000


@dataclass(frozen=True, slots=True)
class Identity:
    """The words that must not stand in a recording. `homes` are folders, the rest are names as they are written."""

    platform: Platform
    homes: tuple[str, ...] = ()
    users: tuple[str, ...] = ()
    names: tuple[str, ...] = ()  # what the person is called
    others: tuple[str, ...] = ()  # other people's accounts
    hosts: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()  # of the machine, its disks, its network cards
    addresses: tuple[str, ...] = ()  # its own in the network
    account: int | None = None  # POSIX
    groups: tuple[str, ...] = ()  # that somebody made here, POSIX


def gather(system: System) -> Identity:
    """Names of this machine, as far as they can be learned. What we cannot read is in no answer we could get either.

    Nothing is asked of the network; account names are those of this machine. So the full name of a domain's account on Windows is not
    learned: only a server could tell it.
    """
    home = ""
    with suppress(CannotTell):
        home = files.home()
    users, names, others, account = _people(home)
    return Identity(
        platform=system.platform,
        homes=tuple(dict.fromkeys(place for place in (home, os.path.realpath(home) if home else "") if place)),
        users=users,
        names=names,
        others=others,
        hosts=tuple(_hosts(system)),
        numbers=tuple(_numbers(system)),
        addresses=tuple(_addresses()),
        account=account,
        groups=tuple(_groups()),
    )


def host() -> str:
    """Name of this computer, without its domain; "" where nothing tells it."""
    return platform.node().partition(".")[0]


def called(*, computer: bool = True) -> tuple[str, ...]:
    """The words by which the people of this computer, and the `computer` itself, are called.

    Words that mean something else too ("user", "debian") are left out: a name of a program would be lost for them.
    """
    home = ""
    with suppress(CannotTell):
        home = files.home()
    users, names, others, _ = _people(home)
    hosts = (host(), os.environ.get("COMPUTERNAME", "")) if computer else ()
    words = [word for name in (*users, *names, *others, *hosts) for word in re.findall(r"[^\W\d_]+", name)]
    return tuple(dict.fromkeys(word for word in words if word.casefold() not in ORDINARY))


def _people(home: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], int | None]:
    """Person's account names, the person's names, the other accounts, and the account's number."""
    users = [PurePath(home).name] if home else []
    users += [os.environ[name] for name in ("USER", "LOGNAME", "USERNAME") if os.environ.get(name)]
    names: list[str] = []
    others: list[str] = []
    account = None
    parent = PurePath(home).parent
    if str(parent) in {"/home", "/Users"} or parent.name.casefold() == "users":
        with suppress(OSError):
            others += [name for name in os.listdir(parent) if name.casefold() not in _NO_PERSON and name[0] != "."]  # noqa: PTH208
    if sys.platform == "win32":
        with suppress(OSError, AttributeError):  # a part of Windows without these libraries, or without these calls
            mine = full_names_windows.own_account()
            names += full_names_windows.full_names([mine] if mine else [])
            others += full_names_windows.full_names(
                name for name in others.copy() if name.casefold() != mine.casefold()
            )
    else:
        import pwd  # noqa: PLC0415 - POSIX only

        account = os.getuid()
        with suppress(KeyError):
            entry = pwd.getpwuid(account)
            users.append(entry.pw_name)
            names.append(entry.pw_gecos.partition(",")[0])
        others += _other_accounts(account)
    own = tuple(dict.fromkeys(name for name in users if name))
    return (
        own,
        tuple(name for name in names if name),
        tuple(name for name in others if name and name not in own),
        account,
    )


def _other_accounts(account: int) -> Iterator[str]:
    """Account and full names of other people, from the machine's own file.

    A list from a directory would ask the network.
    """
    with suppress(OSError):
        for line in Path("/etc/passwd").read_text(encoding="utf-8", errors="replace").splitlines():
            name, _, number, _, full_name, *_ = [*line.split(":"), "", "", "", "", ""]
            if number.isdigit() and _FIRST_PERSON <= int(number) < _NOBODY and int(number) != account:
                yield from (name, full_name.partition(",")[0])


def _groups() -> Iterator[str]:
    """The groups that somebody made on this machine, from its own file."""
    with suppress(OSError):
        for line in Path("/etc/group").read_text(encoding="utf-8", errors="replace").splitlines():
            name, _, number, *_ = [*line.split(":"), "", "", ""]
            if number.isdigit() and _FIRST_PERSON <= int(number) < _NOBODY:
                yield name


def _hosts(system: System) -> Iterator[str]:
    names = [platform.node(), os.environ.get("COMPUTERNAME", ""), os.environ.get("HOSTNAME", "")]
    if system.platform is Platform.MACOS:
        for kind in ("ComputerName", "LocalHostName", "HostName"):
            with suppress(CannotTell):
                names.append(system.run("scutil", "--get", kind).out.strip())
    if system.platform is Platform.LINUX:
        with suppress(CannotTell, UnicodeDecodeError):
            said = re.search(
                r"^PRETTY_HOSTNAME=[\"']?([^\"'\n]+)", system.read("/etc/machine-info").decode(), re.MULTILINE
            )
            names.append(said[1] if said else "")
    for name in names:
        if name:
            yield name
            yield name.partition(".")[0]


def _numbers(system: System) -> Iterator[str]:
    """The numbers that make this machine and its parts one of a kind."""
    match system.platform:
        case Platform.LINUX:
            for path in _MACHINE_FILES:
                with suppress(CannotTell):
                    yield system.read(path).decode(errors="replace").strip()
            for pattern in ("/dev/disk/by-uuid/*", "/dev/disk/by-partuuid/*"):
                with suppress(CannotTell):
                    yield from (PurePath(entry.path).name for entry in system.glob(pattern))
        case Platform.WINDOWS:
            with suppress(CannotTell):
                key: Key | Absent = system.registry(r"HKLM\SOFTWARE\Microsoft\Cryptography", optional=True)
                guid = key.values.get("MachineGuid") if isinstance(key, Key) else None
                if isinstance(guid, str):
                    yield guid
        case Platform.MACOS:
            with suppress(CannotTell):
                said = system.run("ioreg", "-rd1", "-c", "IOPlatformExpertDevice").out
                yield from re.findall(r'"IOPlatform(?:UUID|SerialNumber)" = "([^"]+)"', said)
    for card in _cards():
        yield re.sub(r"[^0-9A-Fa-f]", "", card)  # with separators it is found by its form


def _cards() -> Iterator[str]:
    import psutil  # noqa: PLC0415 - few ever make a recording

    with suppress(psutil.Error, OSError):
        for addresses in psutil.net_if_addrs().values():
            yield from (
                item.address for item in addresses if item.family == psutil.AF_LINK and item.address.strip("0:-")
            )


def _addresses() -> Iterator[str]:
    """Our own addresses in the network, but for those that every machine has."""
    import ipaddress  # noqa: PLC0415 - as above

    import psutil  # noqa: PLC0415

    with suppress(psutil.Error, OSError):
        for items in psutil.net_if_addrs().values():
            for item in items:
                with suppress(ValueError):
                    address = ipaddress.ip_address(item.address.partition("%")[0])
                    if not address.is_loopback and not address.is_unspecified:
                        yield str(address)
