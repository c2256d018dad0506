"""Sentences on what a policy forbids, for terminal and window alike. Each says who decided, and what is still possible."""

from __future__ import annotations

from typing import Final

from postigo.core.values import Quoted, Text

LOCKED: Final = Text("Set by your school")
"""Name of what has a padlock, for whoever hears it."""
FIXED: Final = Text("Set by your school. Only who looks after this computer can change it.")
"""Reason beside a setting that is locked."""
BEGINS: Final = Text(
    "Set by your school: Postigo begins in this language. If you choose another, it holds until you close the window."
)
"""Reason beside a language that is locked."""
NO_ONLINE: Final = Text(
    "The policy of this computer lets Postigo ask nothing of the network. A downloaded list can still be used."
)
NO_STAMP: Final = Text(
    "The policy of this computer lets Postigo ask nothing of the network. Your log is as it was, and goes on without a stamp."
)
NO_HISTORY: Final = Text("The policy of this computer lets Postigo keep no history.")
NO_FOLDER: Final = Text(
    "Your school wants this computer to look at itself, but its policy names no folder for the reports. So no look is made."
)
"""Sentence where looks are arranged, and their reports have no place."""
LABEL: Final = Text("The policy of this computer gives the name that stands in its reports. Leave out --label.")


def too_much(most: Text) -> Text:
    """Sentence where a copy would tell more than the policy lets out. `most` is the level that may be."""
    return Text("The policy of this computer lets out no copy that tells more than “{most}”.", values={"most": most})


def not_followed(command: Quoted) -> Text:
    """Sentence where part of the policy is not followed. `command` tells which, and why."""
    return Text(
        "Part of this computer's policy is not followed. To read which, and why: {command}", values={"command": command}
    )
