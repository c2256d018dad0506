"""Phone numbers that are shown, in their order."""

from __future__ import annotations

from typing import Final

from postigo.core.values import Numeral, Text
from postigo.guidance.helplines import Helplines

MEANINGS: Final = {
    "es-112": Text("If you are in danger now, or could hurt yourself now."),
    "es-024": Text("If you think of hurting yourself, or of ending your life. It is free."),
    "es-017-tel": Text(
        "Free, confidential advice about problems on the internet, for everybody. It takes no police reports."
    ),
    "es-anar-tel": Text("Free and confidential, for children and teenagers. It does not appear on the bill."),
    "es-091": Text("To report it to the police."),
    "es-062": Text("To report it to the police."),
}
"""Purpose of each number, in the order in which they are shown.

The order is danger, somebody to talk to, and who takes a report.
"""


def first_words() -> Text:
    """Key message 8: what a frightened person reads first."""
    return Text("If someone threatens you, it is not your fault. Do not pay and do not send more. You are not alone.")


def advice(lines: Helplines) -> tuple[Text, ...]:
    """Key messages 9 and 10."""
    return (
        Text(
            "Do not delete anything. Keep the messages, the profile and the dates. "
            "Do not copy or send intimate pictures, not even to report."
        ),
        Text(
            "Are you under 18? Tell an adult you trust today. In Spain you can also call {number}, free, at any time.",
            values={"number": Numeral(lines.value("es-anar-tel"))},
        ),
    )


LIMITS: Final = Text("This does not replace the police or a professional.")
"""Limits of these lines."""
