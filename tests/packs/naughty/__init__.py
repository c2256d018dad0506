"""A pack in which every check does another wrong thing. Only one of them is ever asked in one audit."""

import ctypes
import os
import re
import signal
import subprocess
import sys
import threading
import time

from postigo.api import Check, Finding, Gap, Level, NotApplicable, Pack, Platform, Probe, Coverage, Text, Unknown

SIGHT = {platform: Coverage(Text("Nothing."), Text("All.")) for platform in Platform}
checks = []


class Unspeakable(Exception):
    def __str__(self):
        raise RuntimeError("no text either")


def fine(fact):
    yield Finding("fine", Level.GOOD, Text("All is as it should be."))


def wrong(name, judge=fine, budget=1.0):
    """Register what follows as the way to look of a check."""

    def register(way):
        probe = Probe(linux=way, windows=way, macos=way)
        title = Text("It is naughty")
        checks.append(Check(f"naughty:{name}", title, title, 1, probe, judge, SIGHT, budget=budget))
        return way

    return register


@wrong("hang.python")
def _(system, data):
    time.sleep(1000)


@wrong("hang.busy")
def _(system, data):
    while True:
        pass


@wrong("hang.all-threads")
@wrong("hang.all-threads-long", budget=5.0)
def _(system, data):
    time.sleep(0.2)  # the others have begun by now, and are kept waiting
    re.match(r"(a|a)*b", "a" * 60)  # holds Python's one lock for years


@wrong("hang.command")
def _(system, data):
    # A tree whose members will not be asked to end.
    script = 'trap "" TERM HUP INT; (trap "" TERM; sleep "$0") & setsid sleep "$0" & sleep "$0"; wait'
    system.run("sh", "-c", script, os.environ["POSTIGO_TEST_SECONDS"], timeout=900.0)


@wrong("hang.clean-command")
def _(system, data):
    # Throws the environment away, and with it the mark; its group stays, and was announced long before.
    system.run("sh", "-c", "sleep 0.3; exec env -i sleep $POSTIGO_TEST_SECONDS", timeout=900.0)


@wrong("hang.unknown-command")
def _(system, data):
    # Has no mark, and nobody was told of its group: as a command in the instant before its announcement.
    subprocess.Popen(["env", "-i", "sleep", os.environ["POSTIGO_TEST_SECONDS"]], start_new_session=True).wait()


@wrong("hang.own-command")
def _(system, data):
    # A stranger may start commands that nobody announces, even daemons.
    sleep = [sys.executable, "-c", "import sys, time; time.sleep(float(sys.argv[1]))", os.environ["POSTIGO_TEST_SECONDS"]]
    subprocess.Popen(sleep, start_new_session=True).wait()


@wrong("hang.fork")
def _(system, data):
    if os.fork() == 0:
        os.execvp("sleep", ["sleep", os.environ["POSTIGO_TEST_SECONDS"]])
    time.sleep(1000)


for check in [check for check in checks if check.id.startswith("naughty:hang.")]:
    name = check.id.removeprefix("naughty:hang.")
    wrong(f"patient-hang.{name}", budget=600.0)(check.probe.linux)  # long enough to be cancelled or killed


@wrong("leave.daemon", budget=20.0)
def _(system, data):
    system.run("sh", "-c", 'setsid sleep "$0" >/dev/null 2>&1 &', os.environ["POSTIGO_TEST_SECONDS"])


@wrong("die.segfault", budget=20.0)
def _(system, data):
    ctypes.string_at(0)


@wrong("die.exit", budget=20.0)
def _(system, data):
    os._exit(0)


@wrong("die.kill", budget=20.0)
def _(system, data):
    os.kill(os.getpid(), signal.SIGKILL)


@wrong("die.late", budget=20.0)
def _(system, data):
    time.sleep(0.2)  # others are in flight by now
    os.abort()


@wrong("raise.probe", budget=20.0)
def _(system, data):
    raise ZeroDivisionError("by nothing")


@wrong("raise.exit", budget=20.0)
def _(system, data):
    sys.exit("enough")


@wrong("raise.unspeakable", budget=20.0)
def _(system, data):
    raise Unspeakable


@wrong("raise.recursion", budget=20.0)
def _(system, data):
    return _recurse()


def _recurse():
    return _recurse()


@wrong("raise.stdin", budget=20.0)
def _(system, data):
    input("What now?")


def refuse(fact):
    raise LookupError("no judgement")


def number(fact):
    return 42


def strings(fact):
    return ["all is well"]


def half(fact):
    yield Finding("fine", "good", "All is well")


def hollow(fact):
    return NotApplicable("nothing")


def nothing(fact):
    return ()


def endless(fact):
    while True:
        yield Gap(Unknown.MISSING, Text("Nothing."))


def huge(fact):
    yield Finding("huge", Level.GOOD, Text("x" * (50 << 20)))


def shout(fact):
    raise ValueError("x" * (50 << 20))


for name, judge in {
    "judge.raises": refuse,
    "judge.number": number,
    "judge.strings": strings,
    "judge.half": half,
    "judge.hollow": hollow,
    "judge.nothing": nothing,
    "judge.endless": endless,
    "judge.huge": huge,
    "judge.shout": shout,
}.items():
    wrong(name, judge, budget=20.0)(lambda system, data: None)


@wrong("flood.out", budget=60.0)
def _(system, data):
    line = "all is well " * 85 + "\n"
    for _ in range(100_000):
        sys.stdout.write(line)
        sys.stderr.write(line)


@wrong("flood.fd", budget=60.0)
def _(system, data):
    block = b"{" * (1 << 20)
    for _ in range(100):
        os.write(1, block)
        os.write(2, block)


@wrong("speak.garbage", budget=20.0)
def _(system, data):
    _everywhere(b"all is well\n")
    time.sleep(1000)


@wrong("speak.json", budget=20.0)
def _(system, data):
    _everywhere(b'{"is":"Done","ended":"2026-01-01T00:00:00+00:00","cancelled":false}\n')
    time.sleep(1000)


@wrong("speak.for-another", budget=20.0)
def _(system, data):
    verdict = (
        b'{"is":"Finished","verdict":{"is":"Verdict","check":"wellbehaved:nowhere","looked_at":'
        b'"2026-01-01T00:00:00+00:00","gaps":[],"findings":[]}}\n'
    )
    _everywhere(verdict)
    time.sleep(1000)


@wrong("speak.line-without-end", budget=60.0)
def _(system, data):
    for _ in range(100):
        _everywhere(b"{" * (1 << 20))
    time.sleep(1000)


@wrong("speak.close", budget=20.0)
def _(system, data):
    os.closerange(3, 100)
    time.sleep(1000)


def _everywhere(words):
    """Write into every pipe that this process holds: the supervisor's is among them."""
    for name in os.listdir("/proc/self/fd"):
        file = int(name)
        try:
            if file > 2 and os.readlink(f"/proc/self/fd/{file}").startswith("pipe:"):
                os.write(file, words)
        except OSError:
            continue


@wrong("thread.raises", budget=20.0)
def _(system, data):
    thread = threading.Thread(target=_recurse)
    thread.start()
    thread.join()


@wrong("thread.stays", budget=20.0)
def _(system, data):
    threading.Thread(target=time.sleep, args=(1000,)).start()  # not a daemon: an interpreter would wait for it


def missing(platform):
    import no_such_module


def nothing_loaded(platform):
    return None


def never(platform):
    time.sleep(1000)


def deadly(platform):
    ctypes.string_at(0)


for name, load in {
    "load.missing": missing,
    "load.exit": lambda platform: sys.exit("enough"),
    "load.nothing": nothing_loaded,
    "load.hang": never,
    "load.segfault": deadly,
}.items():
    title = Text("It is naughty")
    budget = 1.0 if load is never else 20.0
    checks.append(Check(f"naughty:{name}", title, title, 1, coverage=SIGHT, budget=budget, load=load))


pack = Pack("naughty", "naughty", tuple(checks))
