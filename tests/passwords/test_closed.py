"""What a process of ours may take, and what of it others may see: limits, cores, and memory with a secret in it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

from postigo.bounds import children_write_no_core
from postigo.passwords import process
from postigo.passwords.sandbox.hardening import MOST_MEMORY
from tests.passwords.databases import KEYS
from tests.passwords.make_files import FILES
from tests.support.places import needs
from tests.support.teletype import Screen, command

pytestmark = needs("linux")

SECRET = "zq8 a canary " + "of a master 77"


def run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def limits(pid: int) -> dict[str, str]:
    """The soft limits of a process, by the beginnings of their names."""
    lines = Path(f"/proc/{pid}/limits").read_text(encoding="ascii").splitlines()[1:]
    return dict(re.split(r"\s{2,}", line)[:2] for line in lines)


def copies(pid: int, secret: bytes) -> int:
    """How often a secret stands in the memory of a process, as root sees it."""
    found = 0
    with Path(f"/proc/{pid}/mem").open("rb", 0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text(encoding="ascii").splitlines():
            where, rights, *_ = line.split()
            if "r" in rights and "[v" not in line:
                begin, end = (int(part, 16) for part in where.split("-"))
                try:
                    memory.seek(begin)
                    found += memory.read(end - begin).count(secret)
                except OSError:  # a part that nobody may read
                    continue
    return found


NOBODY = (
    *("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"),
    *(
        "--inh-caps",
        "+dac_read_search",
        "--ambient-caps",
        "+dac_read_search",
    ),  # or it could not read Python's own files
)


def seen_by_the_same_account(pid: int) -> list[str]:
    """Whether another process of the account 65534 is shown the memory of this one."""
    code = f"""import os
for name in ("mem", "environ", "maps"):
    try:
        os.close(os.open("/proc/{pid}/" + name, os.O_RDONLY)); print("open")
    except PermissionError:
        print("shut")"""
    done = subprocess.run([*NOBODY, sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.split()


# --- the child


def test_a_child_writes_no_core_from_its_first_moment_on() -> None:
    before = limits(os.getpid())["Max core file size"]
    child = process.start()
    try:
        assert limits(child.pid)["Max core file size"] == "0"
        assert limits(os.getpid())["Max core file size"] == before
    finally:
        child.communicate(timeout=60)


def test_a_child_goes_first_when_memory_is_short_and_takes_no_more_than_it_may(tmp_path: Path) -> None:
    code = """
import sys
from pathlib import Path
from postigo import bounds
from postigo.passwords.sandbox.hardening import MOST_MEMORY
bounds.be_expendable(); bounds.take_at_most(MOST_MEMORY); bounds.write_no_core()
print(Path("/proc/self/oom_score_adj").read_text().strip())
try:
    bytearray(MOST_MEMORY + 1)
except MemoryError:
    print("refused")
"""
    assert run(code).split() == ["1000", "refused"]
    child = process.start()
    assert child.stdout
    try:
        assert child.stdin
        child.stdin.write(b'{"is":"Order","today":"2026-11-27"}\n')
        child.stdin.flush()
        child.stdout.readline()
        assert limits(child.pid)["Max address space"] == str(MOST_MEMORY)
        assert Path(f"/proc/{child.pid}/oom_score_adj").read_text(encoding="ascii").strip() == "1000"
    finally:
        child.communicate(timeout=60)
    del tmp_path


def test_a_key_that_is_being_derived_is_let_go_at_once() -> None:
    screen = Screen("passwords", "--lang", "en", str(KEYS / "passkey.kdbx"))
    screen.until("does not show")
    screen.type("maestra")
    os.killpg(screen.process.pid, signal.SIGINT)
    assert screen.end() == 130


# --- the program itself


def test_it_is_closed_while_anybody_has_a_secret_and_then_as_it_was() -> None:
    code = """
import ctypes, resource
from postigo.bounds.closed import Hold, closed
def now():
    print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), resource.getrlimit(resource.RLIMIT_CORE)[0])
one, other = Hold(), Hold()
resource.setrlimit(resource.RLIMIT_CORE, (5000, resource.getrlimit(resource.RLIMIT_CORE)[1]))
now()
one.keep(secret=True); one.keep(secret=True); now()
other.keep(secret=True); one.keep(secret=False); now()
with closed():
    other.keep(secret=False); now()
now()
other.keep(secret=False); now()
"""
    assert run(code).splitlines() == ["1 5000", "0 0", "0 0", "0 0", "1 5000", "1 5000"]


def test_what_was_closed_before_stays_closed() -> None:
    code = """
import ctypes
from postigo.bounds.closed import closed
ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)
with closed():
    pass
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
"""
    assert run(code).split() == ["0"]


def test_a_process_that_is_started_has_its_limit_and_ours_comes_back() -> None:
    with children_write_no_core():
        assert limits(os.getpid())["Max core file size"] == "0"


@needs("another-account", "setpriv")
def test_nobody_of_the_same_account_reads_the_terminal_while_a_password_is_typed_and_nothing_of_it_stays(
    tmp_path: Path,
) -> None:
    sleeps = [*NOBODY, sys.executable, "-c", "import time; print(1, flush=True); time.sleep(600)"]
    with subprocess.Popen(sleeps, stdout=subprocess.PIPE) as other:
        assert other.stdout
        other.stdout.readline()
        seen = seen_by_the_same_account(other.pid)
        other.kill()
    assert "open" in seen, "any other program is looked into"  # Yama keeps the memory shut, and leaves the rest
    file = str(FILES / "keepass-4-aes.kdbx")
    screen = Screen("passwords", "--lang", "en", file, env={"HOME": str(tmp_path)}, called=[*NOBODY, *command()])
    screen.until("does not show")
    assert seen_by_the_same_account(screen.process.pid) == ["shut"] * 3
    screen.type(SECRET)
    screen.until("does not show", after="That was not it")
    children = Path(f"/proc/{screen.process.pid}/task/{screen.process.pid}/children").read_text(encoding="ascii")
    child = int(children.split()[0])
    assert seen_by_the_same_account(child) == ["shut"] * 3
    assert copies(screen.process.pid, SECRET.encode()) == 0, "it went through and was wiped"
    assert copies(child, SECRET.encode()) > 0, "or nothing was searched"
    screen.press("\x04")
    assert screen.end() == 3
