"""Environment `.venv`: Postigo's Python packages, locked by hash, made once and kept right."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from installer import intact
from installer.ground import weak_environment
from installer.system_packages import apt_install, is_root, os_release, package_manager
from installer.words import SetupError, say, sentence

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ROOT / "installer" / "locks"
MARKER = "postigo-set-up.json"
WHEELS = ROOT / "wheels"
"""Where somebody may have put what the locks name, for computers without a network: docs/school.md."""

# What pip prints, and what it means for a person.
OMENS = (
    ("disk-full", ("No space left on device", "Errno 28", "not enough space", "Disk quota exceeded")),
    ("wrong-hash", ("DO NOT MATCH THE HASHES",)),
    ("not-writable", ("Permission denied", "Read-only file system", "Access is denied", "Errno 13", "Errno 30")),
    (
        "no-network",
        (
            "NewConnectionError",
            "NameResolutionError",
            "name resolution",
            "Name or service not known",
            "getaddrinfo failed",
            "nodename nor servname",
            "Network is unreachable",
            "ProxyError",
            "ConnectTimeout",
            "ReadTimeout",
            "Read timed out",
            "SSLError",
            "CERTIFICATE_VERIFY_FAILED",
            "Connection refused",
            "Connection reset",
        ),
    ),
)


@dataclass(frozen=True)
class State:
    """State of a `.venv`: what it was made from. `layers` are the locks in it, each with the hash of its file."""

    python: str
    root: str
    project: str
    words: str
    layers: Mapping[str, str]


def steps(found: State | None, wanted: State, lost: Collection[str] = ()) -> tuple[str, ...]:
    """The work between what is there and what is wanted. Nothing known (never made, or interrupted) means: from the start.

    `lost` are the packages of which something is gone. Postigo's own is no more than a line which points to this folder.
    """
    if found is None or found.python != wanted.python:
        return ("make", "install", "register")
    work = []
    if found.root != wanted.root:
        work.append("move")
    if any(found.layers.get(name) != digest for name, digest in wanted.layers.items()):
        work.append("install")
    if set(lost) - {"postigo"}:
        work.append("mend")
    if found.project != wanted.project or found.root != wanted.root or "postigo" in lost:
        work.append("register")  # this compiles the words too
    elif found.words != wanted.words:
        work.append("words")
    return tuple(work)


def qt_layer(system: str, release: str, machine: str, python: tuple[int, int]) -> str | None:
    """The newest Qt whose wheels run here, or None. `release` is glibc's (Linux) or the system's (macOS); the floors are those of the wheels' own tags."""
    version = tuple(int(part) for part in release.split(".") if part.isdigit())[:2]
    newest, old = {
        ("linux", "x86_64"): ((2, 34), (2, 28)),
        ("linux", "aarch64"): ((2, 39), (2, 39)),
        ("darwin", "x86_64"): ((14, 0), (12, 0)),
        ("darwin", "arm64"): ((14, 0), (12, 0)),
        ("win32", "AMD64"): ((10, 0), (10, 0)),
        ("win32", "ARM64"): ((10, 0), (10, 0)),
    }.get((system, machine), ((99, 0), (99, 0)))
    if version >= newest and python < (3, 15):
        return "qt"
    if version >= old and python < (3, 14):
        return "qt-6.9.3"
    return None


def qt_layer_here() -> str | None:
    """`qt_layer` of this machine. Qt is 64-bit only."""
    if sys.maxsize < 2**32:
        return None
    if sys.platform == "win32":
        release = "{}.{}".format(*sys.getwindowsversion()[:2])
    elif sys.platform == "darwin":
        release = platform.mac_ver()[0]
    else:
        name, release = platform.libc_ver()
        release = release if name == "glibc" else ""  # musl: there are no wheels
    return qt_layer(sys.platform, release, platform.machine(), sys.version_info[:2])


def extra_layers(system: str, libc: str, machine: str) -> list[str]:
    """Layers for a log of evidence (seal, stamps), for PDF, and for many reports.

    There are wheels for some machines only; elsewhere nothing else is missing.
    """
    many = {"linux": {"x86_64", "aarch64", "riscv64"}, "darwin": {"x86_64", "arm64"}, "win32": {"AMD64", "ARM64"}}
    fleet = ["fleet"] if machine in many.get(system, set()) else []
    wheels = {"linux": {"x86_64", "aarch64"}, "darwin": {"x86_64", "arm64"}, "win32": {"AMD64"}}
    if machine not in wheels.get(system, set()) or (system == "linux" and libc != "glibc"):
        return fleet
    return ["age", *fleet, "pdf"] if (system, machine) == ("darwin", "x86_64") else ["age", *fleet, "pdf", "stamps"]


def extra_layers_here() -> list[str]:
    """`extra_layers` of this machine."""
    if sys.maxsize < 2**32:
        return []
    return extra_layers(sys.platform, platform.libc_ver()[0], platform.machine())


def test_layers_here() -> list[str]:
    """Layers of the tests: DuckDB too, which weighs 66 MB, wherever it has a wheel."""
    extra = extra_layers_here()
    return [*extra, "parquet"] if "age" in extra else extra


def digest(paths: Iterable[Path], root: Path) -> str:
    """One hash over files, their names in the repository and their absence."""
    total = hashlib.sha256()
    for path in paths:
        total.update(path.relative_to(root).as_posix().encode())
        total.update(hashlib.sha256(path.read_bytes()).digest() if path.is_file() else b"-")
    return total.hexdigest()


def wanted_state(layers: Iterable[str], root: Path = ROOT) -> State:
    """State of a `.venv` with these layers, as it would be made now."""
    catalogues = sorted(path for top in ("checks", "resources") for path in (root / top).rglob("*.po"))
    uncompiled = [path.name for path in catalogues if not path.with_suffix(".mo").is_file()]
    return State(
        python=f"{sys.version} {Path(sys.base_prefix).resolve()}",
        root=str(root),
        project=digest([root / "pyproject.toml", root / "installer" / "hatch_build.py"], root),
        words=digest(catalogues, root) + "".join(uncompiled),  # a lost .mo makes this unlike any marker
        layers={name: digest([root / "installer" / "locks" / f"{name}.txt"], root) for name in layers},
    )


def found_state(folder: Path) -> State | None:
    """State of this `.venv`. None when it was never finished, or its Python is gone."""
    try:
        state = State(**json.loads((folder / MARKER).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return state if python_of(folder).is_file() else None


def with_those_of(found: State | None, layers: Sequence[str]) -> list[str]:
    """Layers asked for, and those that the other command put in. They stay, and stay right. Of Qt there is one only."""
    there = [
        name for name in (found.layers if found else ()) if (LOCKS / f"{name}.txt").is_file() and name not in layers
    ]
    has_qt = any(name.startswith("qt") for name in layers)
    return [*layers, *(name for name in there if not (has_qt and name.startswith("qt")))]


def is_roots() -> bool:
    """Whether this folder belongs to root, as where one Postigo serves all accounts."""
    return is_root() and ROOT.stat().st_uid == 0


def python_of(folder: Path) -> Path:
    """The Python in a virtual environment."""
    return folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def prepare(folder: Path, layers: Sequence[str]) -> Path:
    """Python of a `.venv` with these layers and Postigo, made or mended if need be. Raises SetupError."""
    before = os.umask(0o022)  # many systems let a person's group write by default: nobody else shall change what is run
    try:
        return _prepare(folder, layers)
    except OSError as trouble:
        raise meaning(str(trouble), folder) from trouble
    finally:
        os.umask(before)


def _prepare(folder: Path, layers: Sequence[str]) -> Path:
    python = python_of(folder)
    weak = weak_environment(folder, os.environ)
    if weak:
        say(sentence("weak-environment", folder=folder.name))
    found = None if weak else found_state(folder)
    wanted = wanted_state(with_those_of(found, layers))
    lost = intact.incomplete(folder) & {"postigo", *locked(wanted.layers)} if found else set[str]()
    work = steps(found, wanted, lost)
    if not work:
        return python
    if work != ("words",):
        say(sentence("setting-up", folder=folder.name))
    if "make" not in work:  # what fails here leaves all that is there, and the mark that says of what it was made
        _do(work, folder, wanted, lost)
        return python
    (folder / MARKER).unlink(missing_ok=True)
    try:
        _do(work, folder, wanted, lost)
    except BaseException:  # also Ctrl-C: half of it is of no use, and the disk may be full of it
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return python


def _do(work: Sequence[str], folder: Path, wanted: State, lost: Collection[str]) -> None:
    """Do the steps, one after the other, and set the mark last. It says that all of them were done."""
    for number, step in enumerate(work, 1):
        if not sys.stderr.isatty() and len(work) > 1:  # on a terminal it is seen as it goes
            say("  " + sentence(f"step-{step}", number=number, all=len(work)))
        match step:
            case "make":
                make(folder)
            case "move":
                venv(folder)
            case "install":
                install(folder, [word for name in sorted(wanted.layers) for word in ("-r", str(LOCKS / f"{name}.txt"))])
            case "mend":
                mend(folder, wanted.layers, lost)
            case "register":  # apart: pip refuses an editable among hashes
                pip(folder, ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)])
            case "words":
                run([str(python_of(folder)), "-P", str(ROOT / "installer" / "hatch_build.py")], folder)
    made = wanted_state(wanted.layers)
    (folder / MARKER).write_text(json.dumps(asdict(made), indent=1), encoding="utf-8")


def install(folder: Path, wanted: Sequence[str]) -> None:
    """Install the wanted packages of the locks, each file held to its hash.

    Where there is a folder `wheels`, out of that alone: no network is used.
    """
    offline = ["--no-index", "--find-links", str(WHEELS)] if WHEELS.is_dir() else []
    # A source would be built with tools that no hash vouches for.
    pip(folder, [*offline, "--require-hashes", "--only-binary", ":all:", *wanted])


def mend(folder: Path, layers: Iterable[str], lost: Collection[str]) -> None:
    """Packages of which something is gone, put in once more. What is there stays until pip has the new ones."""
    lines = locked(layers)
    wanted = folder / "mend.txt"
    wanted.write_text("".join(lines[name] for name in sorted(set(lost) & set(lines))), encoding="utf-8")
    try:
        install(folder, ["--force-reinstall", "--no-deps", "-r", str(wanted)])
    finally:
        wanted.unlink()


def locked(layers: Iterable[str]) -> dict[str, str]:
    """Hash lines of the locks of these layers, by each package's plain name."""
    found = {}
    for layer in layers:
        text = (LOCKS / f"{layer}.txt").read_text(encoding="utf-8")
        for entry in re.split(r"\n(?=\w)", text):  # its hashes stand on lines that are set in
            if not entry.startswith("#"):
                found[intact.plain(re.split(r"[^\w.-]", entry, maxsplit=1)[0])] = entry.rstrip() + "\n"
    return found


def make(folder: Path) -> None:
    """An empty virtual environment. Without pip: Debian's Python cannot put it in (no ensurepip), and the pip outside can work on it."""
    if importlib.util.find_spec("pip") is None and importlib.util.find_spec("ensurepip") is None:
        if is_root() and package_manager(os_release()) == "apt-get":
            apt_install(["python3-pip"])
            importlib.invalidate_caches()
        if importlib.util.find_spec("pip") is None:
            raise SetupError("no-pip")
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)
    venv(folder)


def venv(folder: Path) -> None:
    """Make the frame of a virtual environment.

    In one that was moved, its own paths are made anew, and all else is left.
    """
    bare = ["--without-pip"] if importlib.util.find_spec("pip") else []
    run([sys.executable, "-P", "-m", "venv", *bare, str(folder)], folder)


def pip(folder: Path, words: Sequence[str]) -> None:
    """The person's own pip, with their own settings (indexes, proxies, find-links), working on this environment."""
    python = str(python_of(folder))
    outside = importlib.util.find_spec("pip") is not None
    command = [sys.executable, "-P", "-m", "pip", "--python", python] if outside else [python, "-P", "-m", "pip"]
    run([*command, "install", *words], folder)


def run(command: Sequence[str], folder: Path) -> None:
    """A step of set-up. What it prints is shown as it goes, one line over the other, and read when it fails."""
    environ = dict(
        os.environ,
        PIP_USER="0",
        PIP_NO_INPUT="1",
        PIP_DISABLE_PIP_VERSION_CHECK="1",
        PIP_ROOT_USER_ACTION="ignore",
        PYTHONUTF8="1",
    )
    watched = sys.stderr.isatty()
    width = shutil.get_terminal_size().columns - 1
    printed = []
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            printed.append(line)
            if watched:
                sys.stderr.write("\r" + line.strip()[:width].ljust(width))
    if watched:
        sys.stderr.write("\r" + " " * width + "\r")
    if process.returncode != 0:
        raise meaning("".join(printed), folder)


def meaning(output: str, folder: Path) -> SetupError:
    """Meaning of a failed step, for a person. The detail is the last line that says anything."""
    lines = [line.strip() for line in output.splitlines() if line.strip() and not line.startswith("WARNING")]
    errors = [line for line in lines if line.lower().startswith("error")]
    detail = (errors or lines or [""])[-1]
    for key, omens in OMENS:
        if any(omen in output for omen in omens):
            return SetupError(key, detail, folder=folder.parent)
    if WHEELS.is_dir() and "No matching distribution found" in output:
        return SetupError("wheels-lack", detail, folder=WHEELS)
    return SetupError("pip-failed", detail)
