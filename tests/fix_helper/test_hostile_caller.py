"""The helper against whoever calls it: what is handed down does nothing, what is missing does no harm, and no end comes half-way."""

from __future__ import annotations

import json
import re
import subprocess
import threading
import time
from pathlib import Path

import pytest

from postigo.fix_helper.request import Code
from tests.support.helper_machine import PROGRAM, HelperMachine
from tests.support.pace import within
from tests.support.places import needs

pytestmark = [needs("linux", "chroot", "net", "nsenter", "ufw"), pytest.mark.breadth(3)]

LINE = b'{"v":1,"fix":"firewall-on","do":"%s"}\n'
STATE, APPLY, UNDO = (LINE % do for do in (b"state", b"apply", b"undo"))
EXIT = {code: code.status for code in Code}
CHANGED = ("/etc", "/var/lib/postigo", "/usr/libexec")
EVIL = "/tmp/evil"  # noqa: S108 - in the test's own machine
ENVIRONMENT = dict.fromkeys(
    (
        *("PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "PYTHONUSERBASE", "PYTHONINSPECT", "PYTHONPLATLIBDIR", "PYTHONPYCACHEPREFIX"),
        *("PYTHONWARNINGS", "PYTHONBREAKPOINT", "PYTHONTRACEMALLOC", "PYTHONMALLOC", "HOME", "TMPDIR", "PATH", "IFS", "ENV", "BASH_ENV"),
        *("GCONV_PATH", "LOCPATH", "NLSPATH", "HOSTALIASES", "RES_OPTIONS", "SYSTEMD_UNIT_PATH", "SYSTEMD_OFFLINE", "APT_CONFIG"),
        *("DPKG_ROOT", "DPKG_ADMINDIR", "DBUS_SYSTEM_BUS_ADDRESS", "XDG_CONFIG_HOME", "LC_ALL", "LANG", "LANGUAGE"),
    ),
    EVIL,
)  # fmt: skip


def told(done: subprocess.CompletedProcess[bytes]) -> Code:
    """Code of an answer, whose words are the helper's only, and whose exit status is its own."""
    assert done.stderr == b""
    (line,) = done.stdout.splitlines()
    code = Code(json.loads(line)["code"])
    assert done.returncode == EXIT[code]
    return code


def test_a_bad_line_changes_nothing_and_is_told_so(machine: HelperMachine) -> None:
    before = machine.picture(*CHANGED)
    for line in (
        b"",
        b"\n",
        b"x" * 10_000,
        APPLY * 2,
        APPLY[:-1],
        b'{"v":1,"fix":"firewall-on","do":"apply","id":"x"}\n',
    ):
        assert told(machine.run(PROGRAM, "firewall-on", given=line)) is Code.REQUEST
    assert told(machine.run(PROGRAM, "firewall-on.undo", given=APPLY)) is Code.REQUEST
    assert told(machine.run(PROGRAM, "firewall-on", given=UNDO)) is Code.REQUEST
    for words in ((), ("firewall-on", "x"), ("--help",), ("-c", "import os"), ("",)):
        assert told(machine.run(PROGRAM, *words, given=APPLY)) is Code.REQUEST
    assert machine.picture(*CHANGED) == before


@needs("strace")
def test_for_a_bad_line_no_file_is_opened_for_writing(machine: HelperMachine) -> None:
    writes = "trace=openat,open,creat,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,link,linkat,symlink,symlinkat,vfork,execve"
    for line in (
        b"",
        b"x\n",
        APPLY * 2,
        b"[" * 4000 + b"\n",
        APPLY.replace(b"apply", b"Apply"),
        UNDO,
        b"\0" * 100 + b"\n",
    ):
        done = machine.run("strace", "-f", "-qq", "-e", writes, "-o", "/opt/trace", PROGRAM, "firewall-on", given=line)
        assert told(done) is Code.REQUEST
        calls = machine.path("/opt/trace").read_text().splitlines()
        assert len(calls) > 20
        first, *others = [call for call in calls if not re.search(r" openat\([^,]*, [^,]*, [A-Z_|]*O_RDONLY", call)]
        assert "execve(" in first
        assert others == []


def test_it_is_there_at_once(machine: HelperMachine) -> None:
    within(0.4, lambda: machine.run(PROGRAM, "firewall-on", given=b"x\n"))


@pytest.mark.long
def test_files_that_change_while_it_runs_are_not_followed(machine: HelperMachine) -> None:
    """Links, second names and pipes come and go in the place of the file, as fast as a shell can."""
    victim, apt = "/etc/shadow.test", "/etc/apt/apt.conf.d/20auto-upgrades"
    machine.put("/usr/bin/unattended-upgrade", "#!/bin/sh\n", 0o755)
    machine.put(victim, "root's own\n", 0o600)
    script = f"while :; do ln -sf {victim} {apt}; ln -f {victim} {apt}; rm -f {apt}; mkfifo {apt}; rm -f {apt}; echo '//' >{apt}; rm -f {apt}; done"
    with subprocess.Popen(machine.command("sh", "-c", script), stderr=subprocess.DEVNULL) as other:
        seen = set()
        for _ in range(60):
            for do in ("apply", "undo"):
                seen.add(machine.ask("updates-automatic", do)["code"])
        other.kill()
    assert machine.path(victim).read_text() == "root's own\n"
    assert machine.path(victim).stat().st_mode & 0o777 == 0o600
    assert "others" in seen


def test_variables_and_the_callers_folder_do_nothing(machine: HelperMachine) -> None:
    """In the folder lie modules under the names of Python's own, and programs under the names of the system's."""
    for name in (
        "json.py",
        "encodings/__init__.py",
        "os.py",
        "posix.py",
        "postigo/__init__.py",
        "usercustomize.py",
        "pyvenv.cfg",
        "zipimport.py",
    ):
        machine.put(f"{EVIL}/{name}", f"open('{EVIL}/ran', 'w')\n")
    for name in ("ufw", "systemctl", "sh", "python3", "iptables"):
        machine.put(f"{EVIL}/{name}", f"#!/bin/sh\ntouch {EVIL}/ran\n", 0o755)
    script = f'cd {EVIL} && exec "$@"'
    done = machine.run(
        "sh", "-c", script, "sh", PROGRAM, "firewall-on", given=APPLY, environ=dict(ENVIRONMENT, PATH="/usr/bin:/bin")
    )
    assert told(done) is Code.DONE
    assert machine.ask("firewall-on", "undo")["code"] == "undone"
    assert not machine.path(f"{EVIL}/ran").exists()
    assert machine.path("/etc/ufw/ufw.conf").stat().st_mode & 0o777 == Path("/etc/ufw/ufw.conf").stat().st_mode & 0o777


@pytest.mark.parametrize("closed", [">&- 2>&-", "<&- >&- 2>&-"])
def test_streams_that_are_missing_do_no_harm(machine: HelperMachine, closed: str) -> None:
    before = machine.picture("/etc")
    done = machine.run("sh", "-c", f'exec "$@" {closed}', "sh", PROGRAM, "firewall-on", given=APPLY)
    assert done.returncode == EXIT[Code.REQUEST if "<" in closed else Code.DONE]
    record = machine.path("/var/lib/postigo/firewall-on.json")
    if done.returncode == EXIT[Code.DONE]:
        assert json.loads(record.read_text())["begun"] is False
        assert machine.ask("firewall-on", "undo")["code"] == "undone"
    assert machine.picture("/etc") == before


LIMITS = ("FSIZE=0", "NOFILE=4", "NPROC=1", "STACK=65536", "CPU=1", "CORE=0", "AS=100000000")
"""Limits under which Python still starts, if only just."""


@pytest.mark.parametrize(
    "limits",
    [
        [f"{limit}:" for limit in LIMITS],  # all of them, and they may be raised
        ["DATA=1000000"],  # Python cannot even start
        *(pytest.param([limit], marks=pytest.mark.long) for limit in LIMITS),
    ],
    ids=str,
)
def test_limits_leave_nothing_half_done(machine: HelperMachine, limits: list[str]) -> None:
    """All of it or nothing."""
    before = machine.picture(*CHANGED)
    words = ("prlimit", *(f"--{limit.lower()}" for limit in limits), PROGRAM, "firewall-on")
    if machine.run(*words, given=APPLY).returncode == EXIT[Code.DONE]:
        assert machine.ask("firewall-on", "state")["now"] == "on"
        assert machine.ask("firewall-on", "undo")["code"] == "undone"
    after = machine.picture(*CHANGED)
    assert {line for line in after ^ before if not line.startswith("/var/lib/postigo\t")} == set()


def test_signals_that_were_ignored_or_blocked_before_it_change_no_answer(machine: HelperMachine) -> None:
    """With SIGCHLD ignored, every tool that fails would seem to succeed; an alarm that was set would end it half-way."""
    script = (
        "import os, signal, sys; signal.signal(signal.SIGCHLD, signal.SIG_IGN); signal.signal(signal.SIGPIPE, signal.SIG_IGN)\n"
        "signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 32)); signal.setitimer(signal.ITIMER_REAL, 0.3)\n"
        "signal.setitimer(signal.ITIMER_VIRTUAL, 0.02); signal.setitimer(signal.ITIMER_PROF, 0.02, 0.02)\n"
        "for name in ('ALRM', 'TERM', 'INT', 'HUP', 'VTALRM', 'PROF'): os.kill(os.getpid(), getattr(signal, 'SIG' + name))\n"
        "os.execv(sys.argv[1], sys.argv[1:])"  # they wait until somebody lets them through
    )
    done = machine.run("/usr/bin/python3", "-c", script, PROGRAM, "firewall-on", given=APPLY)
    assert told(done) is Code.DONE
    assert machine.ask("firewall-on", "undo")["code"] == "undone"


def test_it_refuses_where_others_could_have_put_it(machine: HelperMachine) -> None:
    copies = {
        "in a folder for all": "mkdir -p /tmp/x && cp {0} /tmp/x/h && chmod 755 /tmp/x/h && echo /tmp/x/h",
        "by a link": "ln -s {0} /usr/libexec/postigo/link && echo /usr/libexec/postigo/link",
        "of another account": "cp {0} /opt/h && chown 65534 /opt/h && chmod 755 /opt/h && echo /opt/h",
        "for all to write": "cp {0} /opt/g && chmod 777 /opt/g && echo /opt/g",
        "below a folder for a group": "mkdir -p /opt/f && chmod 775 /opt/f && cp {0} /opt/f/h && echo /opt/f/h",
        "below another's folder": "mkdir -p /opt/e && cp {0} /opt/e/h && chown 65534 /opt/e && echo /opt/e/h",
    }
    for way, script in copies.items():
        place = machine.run("sh", "-c", script.format(PROGRAM)).stdout.decode().strip()
        assert told(machine.run(place, "firewall-on", given=APPLY)) is Code.UNTRUSTED, way
    for flags in ("", "-I", "-IS", "-E", "-sSB"):
        words = ["/usr/bin/python3", *([flags] if flags else []), PROGRAM, "firewall-on"]
        assert told(machine.run(*words, given=APPLY)) is Code.UNTRUSTED, flags
    assert not machine.path("/var/lib/postigo").exists()


def test_another_account_gets_nothing(machine: HelperMachine) -> None:
    words = ("setpriv", "--reuid=65534", "--clear-groups", "--inh-caps=-all", PROGRAM, "firewall-on")
    assert told(machine.run(*words, given=APPLY)) is Code.UNTRUSTED


def test_a_link_in_the_way_is_not_followed(machine: HelperMachine) -> None:
    """The target, its folder, the records: in each place a link, a pipe, a second name, another's file."""
    machine.put("/usr/bin/unattended-upgrade", "#!/bin/sh\n", 0o755)
    apt = "/etc/apt/apt.conf.d/20auto-upgrades"
    victim = "/etc/shadow.test"
    line = b'{"v":1,"fix":"updates-automatic","do":"apply"}\n'
    for script in (
        f"ln -s {victim} {apt}",
        f"ln {victim} {apt}",
        f"mkfifo {apt}",
        f"cp {victim} {apt}; chown 65534 {apt}",
        f"cp {victim} {apt}; chmod 666 {apt}",
        "mv /etc/apt/apt.conf.d /etc/apt/moved; ln -s moved /etc/apt/apt.conf.d",
        "chmod 777 /etc/apt/apt.conf.d",
        f"ln -s {victim} /etc/apt/apt.conf.d/.20auto-upgrades.postigo; rm -f {apt}; chattr +i {apt} 2>/dev/null; mkdir {apt}",
    ):
        machine.put(victim, "root's own\n", 0o600)
        machine.run("sh", "-c", f"rm -rf {apt}; {script}")
        assert told(machine.run(PROGRAM, "updates-automatic", given=line)) in {
            Code.OTHERS,
            Code.UNTRUSTED,
            Code.FAILED,
        }, script
        assert machine.path(victim).read_text() == "root's own\n", script
        machine.run(
            "sh",
            "-c",
            f"rm -rf {apt}; chmod 755 /etc/apt/apt.conf.d; [ -d /etc/apt/moved ] && rm /etc/apt/apt.conf.d && mv /etc/apt/moved /etc/apt/apt.conf.d",
        )
    machine.run("sh", "-c", "mkdir /opt/r; rm -rf /var/lib/postigo; ln -s /opt/r /var/lib/postigo")
    assert told(machine.run(PROGRAM, "firewall-on", given=APPLY)) is not Code.DONE
    assert list(machine.path("/opt/r").iterdir()) == []
    assert "ENABLED=no" in machine.path("/etc/ufw/ufw.conf").read_text()


def test_where_nothing_can_be_written_nothing_changes(machine: HelperMachine) -> None:
    before = machine.picture("/etc")
    machine.run("sh", "-c", "mount -t tmpfs -o ro,mode=755 tmpfs /var/lib")
    assert told(machine.run(PROGRAM, "firewall-on", given=APPLY)) is Code.UNWRITABLE
    machine.run("umount", "/var/lib")
    assert machine.picture("/etc") == before
    machine.run("sh", "-c", "mount --bind /etc /etc && mount -o remount,ro,bind /etc")
    machine.put("/usr/bin/unattended-upgrade", "#!/bin/sh\n", 0o755)
    line = b'{"v":1,"fix":"updates-automatic","do":"apply"}\n'
    assert told(machine.run(PROGRAM, "updates-automatic", given=line)) is Code.UNWRITABLE
    machine.run("umount", "/etc")
    assert machine.picture("/etc") == before
    assert list(machine.path("/var/lib/postigo").iterdir()) == []


def test_two_at_once_end_as_one(machine: HelperMachine) -> None:
    answers: list[Code] = []

    def one() -> None:
        answers.append(told(machine.run(PROGRAM, "firewall-on", given=APPLY)))

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [Code.ALREADY, Code.DONE]


def test_a_caller_that_goes_or_does_not_read_stops_nothing(machine: HelperMachine) -> None:
    words = machine.command(PROGRAM, "firewall-on")
    caller = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert caller.stdin is not None
    assert caller.stdout is not None
    caller.stdout.close()
    caller.stdin.write(APPLY)
    caller.stdin.close()
    while not machine.path("/var/lib/postigo/firewall-on.json").exists():  # it has begun to write
        time.sleep(0.01)
    for child in Path(f"/proc/{caller.pid}/task/{caller.pid}/children").read_text().split():
        for number in ("-INT", "-HUP", "-TERM", "-QUIT", "-PIPE"):
            subprocess.run(["kill", number, child], check=True)  # as a terminal that is shut does
    caller.wait(60)
    assert machine.ask("firewall-on", "state")["now"] == "on"


def test_no_word_of_the_system_is_told_or_kept_where_others_read(machine: HelperMachine) -> None:
    """Canaries: an account's name in a unit, a comment in a file. The record is root's alone."""
    canary = "zqxcanary"
    machine.put(
        "/usr/lib/systemd/system/chrome-remote-desktop@.service",
        "[Service]\nExecStart=/bin/true\n[Install]\nWantedBy=multi-user.target\n",
    )
    machine.run("systemctl", "enable", f"chrome-remote-desktop@{canary}.service")
    machine.put("/usr/bin/unattended-upgrade", "#!/bin/sh\n", 0o755)
    machine.put("/etc/apt/apt.conf.d/20auto-upgrades", f"// {canary}\n")
    line = b'{"v":1,"fix":"updates-automatic","do":"apply"}\n'
    assert canary.encode() not in machine.run(PROGRAM, "updates-automatic", given=line).stdout
    unit = f'{{"v":1,"fix":"unit-off","do":"apply","subject":"chrome-remote-desktop@{canary}.service"}}\n'
    done = machine.run(
        "strace", "-f", "-qq", "-e", "trace=sendto,sendmsg", "-s", "200", PROGRAM, "unit-off", given=unit.encode()
    )
    assert json.loads(done.stdout)["code"] in {"cannot", "done"}
    assert canary.encode() not in done.stdout + done.stderr
    records = machine.path("/var/lib/postigo")
    assert records.stat().st_mode & 0o777 == 0o700
    for record in records.iterdir():
        assert (record.stat().st_mode & 0o777, record.stat().st_uid) == (0o600, 0)
