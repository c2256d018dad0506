"""Updates of Linux: they come by themselves, or those that wait are installed now."""

from __future__ import annotations

import sys

if sys.platform == "win32":
    raise ImportError("not of Windows")

import fcntl
import os
import re
import subprocess
from typing import Final

from postigo.fix_helper.engine import Plan
from postigo.fix_helper.linux_guard import send
from postigo.fix_helper.linux_parts import APT, CLEAN, DNF, OSTREE, read_file, run, started, text_of, there, with_text
from postigo.fix_helper.request import VERSION, Code, Refused

PERIODIC: Final = ("Update-Package-Lists", "Unattended-Upgrade", "Enable")
"""Jobs of apt that must be on (apt.systemd.daily). Only the last is on where nothing sets it."""

_OPTIONS: Final = (
    *("-o", "DPkg::Options::=--force-confdef", "-o", "DPkg::Options::=--force-confold"),
    *("-o", "DPkg::Lock::Timeout=60"),
)
"""Settings that somebody has changed stay as they are, and nothing is asked (dpkg(1), apt.conf(5))."""


def automatic(_: str) -> Plan:
    """Plan for automatic updates, by whichever tool this system has; CANNOT without one."""
    if os.path.exists("/run/ostree-booted"):
        return Plan(
            {**_ini(OSTREE, "Daemon", "AutomaticUpdatePolicy", "stage"), **_timers("rpm-ostreed-automatic.timer")}
        )
    if there("transactional-update.timer"):
        return Plan(_timers("transactional-update.timer"))
    if os.path.isfile("/usr/bin/apt-config"):
        if not os.path.isfile("/usr/bin/unattended-upgrade"):
            raise Refused(Code.CANNOT)
        timers = [timer for timer in ("apt-daily.timer", "apt-daily-upgrade.timer") if there(timer)]
        return Plan({**_apt(), **started(*timers)}, lambda: all(_periods().values()))
    return Plan(
        {**_ini(DNF, "commands", "apply_updates", "yes"), **_timers("dnf5-automatic.timer", "dnf-automatic.timer")}
    )


def _timers(*names: str) -> dict[str, str | None]:
    timer = next((name for name in names if there(name)), None)
    if timer is None:
        raise Refused(Code.CANNOT)
    return started(timer)


def _periods() -> dict[str, bool]:
    """Jobs of apt by whether they are on, as apt reads all its files."""
    words = [word for number, name in enumerate(PERIODIC) for word in (f"job{number}", f"APT::Periodic::{name}")]
    told = dict(re.findall(r"^(job\d)='([^']*)'$", run("/usr/bin/apt-config", "shell", *words), re.MULTILINE))
    unset = {"Enable": "1"}
    values = {name: told.get(f"job{number}", unset.get(name, "0")) for number, name in enumerate(PERIODIC)}
    return {name: re.fullmatch(r"always|0*[1-9][0-9]*[smhd]?", value) is not None for name, value in values.items()}


def _apt() -> dict[str, str | None]:
    """File of apt in which the jobs that are off are on. It is that of `dpkg-reconfigure unattended-upgrades`."""
    lacking = [name for name, on in _periods().items() if not on]
    value = read_file(APT)
    if not lacking:
        return {}
    ours = re.compile(rf"\s*APT::Periodic::(?:{'|'.join(lacking)})\s", re.IGNORECASE)
    lines = [line for line in _lines(value) if not ours.match(line)]
    text = "".join(lines) + ("\n" if lines and not lines[-1].endswith("\n") else "")
    return {f"file {APT}": with_text(value, text + "".join(f'APT::Periodic::{name} "1";\n' for name in lacking))}


def _lines(value: str) -> list[str]:
    """Lines of a file's value with their ends. Bytes are letters here, and `splitlines` would cut some of UTF-8 apart (Å, х)."""
    return re.findall(r"[^\n]*\n|[^\n]+", text_of(value))


def _ini(path: str, section: str, name: str, wanted: str) -> dict[str, str | None]:
    """File of settings in which one has the wanted value. The line is new, or takes the place of the old one."""
    value = read_file(path)
    lines = [line.rstrip("\n") for line in _lines(value)]
    header, line = f"[{section}]", f"{name} = {wanted}"
    if header not in (line.strip() for line in lines):
        lines += [header]
    start = next(place for place, each in enumerate(lines) if each.strip() == header) + 1
    end = next((place for place in range(start, len(lines)) if lines[place].lstrip().startswith("[")), len(lines))
    old = [place for place in range(start, end) if re.match(rf"\s*{name}\s*=", lines[place])]
    if old and lines[old[-1]].partition("=")[2].strip().lower() == wanted:
        return {}
    if old:
        lines[old[-1]] = line
    else:
        lines.insert(start, line)
    return {f"file {path}": with_text(value, "\n".join(lines) + "\n")}


# --- the updates that wait -----------------------------------------------------------------------------------------------


def installs() -> Code:
    """Install what waits, by the system's own tool, for as long as it takes. It cannot be undone."""
    if os.path.isfile("/usr/bin/apt-get"):
        return _apt_installs()
    for tool in (("/usr/bin/zypper", "--non-interactive", "update"), ("/usr/bin/dnf", "-y", "upgrade")):
        if os.path.isfile(tool[0]) and not os.path.exists("/run/ostree-booted") and os.access("/usr", os.W_OK):
            status = _started(*tool).wait()
            return Code.DONE if status in {0, 102, 103} else Code.FAILED  # zypper(8): done, and a restart is due
    raise Refused(Code.CANNOT)


def unfinished() -> bool:
    """Whether an installation was interrupted, in the word of dpkg(1); other tools are asked nothing."""
    return os.path.isfile("/usr/bin/dpkg") and run("/usr/bin/dpkg", "--audit").strip() != ""


def _apt_installs() -> Code:
    with open("/var/lib/dpkg/lock-frontend", "wb", opener=lambda path, how: os.open(path, how, 0o640)) as lock:
        try:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Refused(Code.BUSY) from None
    if unfinished():
        _started("/usr/bin/dpkg", "--force-confdef", "--force-confold", "--configure", "-a").wait()
    _started("/usr/bin/apt-get", "-q", *_OPTIONS, "update").wait()  # without a network, what is here is installed
    end, start = os.pipe()
    tool = _started("/usr/bin/apt-get", "-q", "-y", *_OPTIONS, "-o", f"APT::Status-Fd={start}", "upgrade", keep=start)
    os.close(start)
    with open(end, encoding="ascii", errors="replace") as lines:
        for line in lines:  # `pmstatus:PACKAGE:PERCENT:WORDS` (apt's README.progress-reporting)
            found = re.match(r"(dl|pm)status:[^:]*:(\d{1,3})", line)
            if found is not None:
                send({"v": VERSION, "progress": {"dl": "fetch", "pm": "install"}[found[1]], "percent": int(found[2])})
    return Code.DONE if tool.wait() == 0 and not unfinished() else Code.FAILED


def _started(*words: str, keep: int | None = None) -> subprocess.Popen[bytes]:
    quiet = subprocess.DEVNULL
    kept = () if keep is None else (keep,)
    return subprocess.Popen(
        words,
        env=CLEAN,
        cwd="/",
        start_new_session=True,
        stdin=quiet,
        stdout=quiet,
        stderr=quiet,
        pass_fds=kept,
    )
