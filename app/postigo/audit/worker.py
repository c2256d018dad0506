"""The worker: the expendable process in which packs are imported and checks look. Started by the supervisor only.

It reads its order from the first line of stdin; the end of stdin means "stop at once". What it says goes out through a
private copy of stdout; stdout itself leads nowhere, so that a flood of prints costs nothing. This module only sets the
process up: nothing heavy is imported before the warden is forked, which would carry it too.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Never

from postigo import bounds

FAULT_OF_OURS = 70


def main() -> Never:
    """The whole life of a worker. It ends without the interpreter's own goodbye: packs may have left threads."""
    events = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    status = FAULT_OF_OURS
    try:
        order = _first_line()
        if order:
            bounds.be_expendable()
            bounds.write_no_core()
            tell = _guard(events)
            from postigo.audit import runner  # noqa: PLC0415 - after the fork, see above

            runner.run_all(order, runner.EventChannel(events, tell))
        status = 0
    except BaseException as fault:  # noqa: BLE001 - the last stop: the supervisor reads it from stderr
        sys.excepthook(type(fault), fault, fault.__traceback__)
    finally:
        os._exit(status)


def _first_line() -> bytes:
    """The order; nothing if the supervisor is gone before it gave one."""
    line = b""
    while not line.endswith(b"\n"):
        part = os.read(0, 1 << 16)
        if not part:
            return b""
        line += part
    return line


def _guard(events: int) -> Callable[[int, bool], None]:
    """See to it that the end of stdin ends this process, whatever its checks do."""
    if sys.platform != "win32":
        from postigo.audit import watchdog  # noqa: PLC0415 - POSIX only

        tell = watchdog.fork_watchdog(events)
    else:
        tell = _watch_stdin()
    return tell


def _watch_stdin() -> Callable[[int, bool], None]:
    """The way without a fork: a thread waits for the end of stdin."""
    import threading  # noqa: PLC0415 - only here, where there is no warden

    stdin = os.dup(0)
    nowhere = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nowhere, 0)

    def watch() -> None:
        while os.read(stdin, 1 << 16):
            pass
        os._exit(0)

    # os.read, not sys.stdin: a daemon thread inside sys.stdin aborts the interpreter when it ends.
    threading.Thread(target=watch, daemon=True).start()
    return lambda _group, _started: None


if __name__ == "__main__":
    main()
