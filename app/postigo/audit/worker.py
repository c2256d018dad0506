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
from postigo.pipe.child_end import set_apart, when_closed
from postigo.pipe.protocol import Lines

FAULT_OF_OURS = 70


def main() -> Never:
    """The whole life of a worker. It ends without the interpreter's own goodbye: packs may have left threads."""
    events = set_apart(1)
    status = FAULT_OF_OURS
    try:
        order = _order()
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


def _order() -> bytes:
    """The first line of stdin; nothing if the supervisor is gone before it gave one."""
    lines = Lines()
    while part := os.read(0, 1 << 16):
        if whole := lines.feed(part):
            return whole[0]
    return b""


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
    when_closed(set_apart(0), lambda: os._exit(0))
    return lambda _group, _started: None


if __name__ == "__main__":
    main()
