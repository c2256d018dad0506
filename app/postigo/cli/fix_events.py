"""`postigo fix --events`: one order of the window, done and answered. It imports nothing that speaks to a person."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from typing import Final

from postigo.cli.status import Exit
from postigo.core.change import CannotChange
from postigo.fixes import live
from postigo.fixes.messages import Do, Message, Moved, Order
from postigo.fixes.session import Session, told
from postigo.pipe.child_end import first_line
from postigo.pipe.messages import from_line, to_line
from postigo.pipe.protocol import send
from postigo.store.context import Context

_LONGEST_ORDER: Final = 1 << 20


def events(replay: str | None, context: Context) -> int:
    """Answer to one order from stdin, as one message on stdout. Before it come lines of progress."""
    try:
        order: Order = from_line(Order, first_line(0, _LONGEST_ORDER))
        message = _done(live.session(context.policy, replay, _passed_on), order)
    except CannotChange as why:
        message = told(why)
    send(sys.stdout.fileno(), to_line(message))
    return Exit.NOTHING_TO_DO


def _passed_on(step: str, percent: int) -> None:
    """Tell the window how far it is. A window that is gone hears nothing, and the change goes on."""
    with suppress(OSError):
        send(sys.stdout.fileno(), to_line(Moved(step, percent)))


def _done(here: Session, order: Order) -> Message:
    match order:
        case Order(Do.PREVIEW, key=key) if key is not None:
            return here.preview(here.named(key, mine=order.mine))
        case Order(Do.APPLY, key=key) if key is not None:
            _end_no_sooner()
            return here.apply(here.named(key, mine=order.mine), order.expected)
        case Order(Do.UNDO):
            _end_no_sooner()
            return here.undo(order.id)
        case _:
            raise ValueError("an order without its key")


def _end_no_sooner() -> None:
    """Go on to the end of a change, though the window is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        os.setsid() if os.getpgid(0) != os.getpid() else None
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)
