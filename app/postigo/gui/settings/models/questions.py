"""Settings that are one of a few: what each asks, and what can be chosen. The first start and Settings read this table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from postigo.core.values import Text
from postigo.guidance.countries import NAMES
from postigo.passwords.model import Profile
from postigo.passwords.wording import PROFILES

Value: TypeAlias = str | bool | int | None

UNSAID: Final = Text("I would rather not say")
AS_THE_SYSTEM: Final = Text("As the system")


@dataclass(frozen=True, slots=True)
class Question:
    """Setting as a person reads it. `field` is its name in `store.files.Settings`; who set it would stand here too.

    `asks` and `why` are the words of the first start, which does not ask what has none.
    """

    field: str
    name: Text
    options: Mapping[Value, Text]
    asks: Text | None = None
    why: Text | None = None


COLOURS: Final = Question(
    "colours",
    Text("Colours"),
    {None: AS_THE_SYSTEM, "light": Text("Light"), "dark": Text("Dark"), "contrast": Text("High contrast")},
)
SHARED: Final = Question(
    "shared",
    Text("Whose computer this is"),
    {False: Text("One person's"), True: Text("Shared by several people"), None: UNSAID},
    Text("Does one person use this computer, or do several?"),
    Text("On a shared computer, Postigo says whom to tell when something has to be changed."),
)
AUDIENCE: Final = Question(
    "audience",
    Text("For whom Postigo speaks"),
    {
        "child": Text("A child with an adult"),
        "teen": Text("A teenager"),
        "adult": Text("An adult"),
        "teacher": Text("A teacher"),
        None: UNSAID,
    },
    Text("Who uses Postigo here?"),
    Text(
        "Some advice is then said in another way. “I need help” does not read this. "
        "With a projector, the key F9 hides names."
    ),
)
COUNTRY: Final = Question(
    "country",
    Text("Country of the help lines"),
    dict([(None, AS_THE_SYSTEM), *NAMES.items()]),
    Text("In which country are you?"),
    Text("Then the help lines of that country come first."),
)
PASSWORDS: Final = Question(
    "passwords",
    Text("How often a password should change"),
    {profile.value: PROFILES[profile] for profile in Profile},
)

FIRST: Final = (SHARED, AUDIENCE, COUNTRY)
"""Questions of the first start, behind that for the language."""
