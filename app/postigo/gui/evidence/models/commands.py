"""Commands on an open log, in the order of their buttons. A new one is one entry here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from postigo.core.values import Text
from postigo.gui.evidence.models.log import EvidenceLog


@dataclass(frozen=True, slots=True)
class Command:
    """Command on an open log. `main`: the one thing to do."""

    name: Text
    act: Callable[[EvidenceLog], object]
    main: bool = False


COMMANDS: Final = (
    Command(Text("Write an entry"), lambda log: log.writing.begin(), main=True),
    Command(Text("Check it"), EvidenceLog.check),
    Command(Text("Draft of the report to the police"), EvidenceLog.draft),
    Command(Text("Time stamp"), lambda log: log.time_stamp.begin()),
    Command(Text("Hand it over"), EvidenceLog.hand_over),
    Command(Text("Close the log"), EvidenceLog.close),
)
