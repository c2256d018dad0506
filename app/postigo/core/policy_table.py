"""Table of policy: every key with its kind, title and help. It reads a machine's own.

A key stands under `mandatory` (nobody at the computer changes it) or under `default` (it holds until the person chooses). The first
of these counts: mandatory, the person's choice, default, built-in. What could not be understood takes careful values, where there are any.
From the table come docs/policy.md, the templates of Windows and macOS, and the schema: `installer/policy.py`. It is imported where
there is a policy, or somebody wants to read it: 6 ms.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from postigo.core.policy import LOCKING, Policy, Source, Trouble
from postigo.core.policy_kind import Choice, Flag, Folder, Kind, Line, Lines, Misfit, Number, Value, taken
from postigo.core.values import Quoted, Text

MANDATORY: Final = "mandatory"
DEFAULT: Final = "default"
TABLES: Final = (MANDATORY, DEFAULT)

WHO: Final[Mapping[Source, Text]] = {
    Source.MANDATORY: Text("set by your school"),
    Source.CAREFUL: Text("the careful side, because the policy is not understood"),
    Source.PERSON: Text("chosen by you"),
    Source.DEFAULT: Text("from your school, until you choose"),
    Source.BUILT_IN: Text("as Postigo comes"),
}
"""Setters of values, as a person reads them."""


class Key(NamedTuple):
    """One key; its id is a field of `Policy`.

    `setting` is the field of `store.files.Settings` that it stands above; empty: the person has no such setting. `careful` is the
    value where the policy could not be understood; None: as if the key were not there.
    """

    id: str
    kind: Kind
    title: Text
    help: Text
    setting: str = ""
    careful: Value = None

    @property
    def built_in(self) -> Value:
        """Value where nobody set it; None or an empty tuple: nothing is set."""
        value: Value = getattr(_NOBODYS, self.id)
        return value

    @property
    def name(self) -> str:
        """Name in the registry of Windows and in a property list: `ReportFolder` of `report_folder`."""
        return "".join(word.capitalize() for word in self.id.split("_"))


_NOBODYS: Final = Policy()

KEYS: Final = (
    Key(
        "allowed_checks",
        Lines(100),
        Text("Checks that may look"),
        Text("Only these look. The others say that they were left out. Their names are those of the list of checks."),
    ),
    Key(
        "scope",
        Choice({"machine": Text("the computer, and no account"), "user": Text("the account, and not the computer")}),
        Text("What may be looked at"),
        Text("Only the computer, or only the account of whoever uses it. Without this, both."),
    ),
    Key(
        "fixes_off",
        Flag(),
        Text("No changes by Postigo"),
        Text(
            "Postigo says what can be better, and changes nothing itself. What it changed before can still be undone."
        ),
        careful=True,
    ),
    Key(
        "report_folder",
        Folder(),
        Text("Folder for reports on a schedule"),
        Text("The whole path of a folder, on this computer or on a share. Only reports on a schedule go there."),
    ),
    Key(
        "report_level",
        Choice(
            {
                "share": Text("nothing that names anybody"),
                "internal": Text("programs and devices by name"),
                "full": Text("everything that was seen"),
            }
        ),
        Text("The most that a copy may tell"),
        Text(
            "A copy that would tell more is not made. Reports on a schedule tell this much; without it, nothing that names anybody."
        ),
        careful="share",
    ),
    Key(
        "label",
        Line(100),
        Text("Name of this computer in reports"),
        Text("Such as “Room 3, PC 12”. No name of a person. Without it, a report has no name."),
    ),
    Key(
        "schedule",
        Choice(
            {
                "off": Text("never"),
                "daily": Text("every day"),
                "weekly": Text("every week"),
                "monthly": Text("every month"),
            }
        ),
        Text("Looks on a schedule"),
        Text(
            "How often this computer looks at itself, with a notice that everybody can see. Never at anybody's account."
        ),
    ),
    Key(
        "site",
        Line(
            40,
            r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?",
            Text("It has to be letters from A to Z, figures, and . _ - between them."),
        ),
        Text("Code of the site"),
        Text("The school or the building to which gathered reports belong, such as “school-12”."),
    ),
    Key(
        "language",
        Choice({"en": Text("English"), "es": Text("Spanish")}),
        Text("Language"),
        Text("The language that Postigo speaks. Whoever types --lang still gets another one."),
        setting="language",
    ),
    Key(
        "country",
        Line(2, r"[A-Z]{2}", Text("It has to be the two capital letters of a country, such as ES.")),
        Text("Country of the help lines"),
        Text("Two letters, such as ES. Its help lines come first. Whoever asks for other numbers still gets them."),
        setting="country",
    ),
    Key(
        "online_off",
        Flag(),
        Text("No questions to the network"),
        Text("Neither the list of stolen passwords nor a time stamp is asked for, also when somebody wants it."),
        careful=True,
    ),
    Key(
        "history_off",
        Flag(),
        Text("No history"),
        Text("No look is kept on this computer. Earlier looks stay until somebody deletes them."),
        careful=True,
    ),
    Key(
        "keep_days",
        Number(1, 30),
        Text("Days that gathered reports are kept"),
        Text("Older reports of the gathering folder are deleted. No policy keeps them for longer than 30 days."),
    ),
    Key(
        "classroom",
        Flag(),
        Text("Classroom mode"),
        Text(
            "Postigo looks at the computer and at no account, hides all names, and writes nothing but what somebody saves."
        ),
    ),
    Key(
        "shared",
        Flag(),
        Text("Several people use this computer"),
        Text("Sentences speak of “this computer”, and say whom to tell before something is changed."),
        setting="shared",
        careful=True,
    ),
    Key(
        "school_programs",
        Lines(100),
        Text("Remote programs of the school"),
        Text(
            "Programs for remote control that the school put there, by the names that Postigo's reports have. "
            "They are told, with who says so, and are no alarm."
        ),
    ),
    Key(
        "contact",
        Line(200),
        Text("Who helps in the school"),
        Text("A person or a place, and how to reach them. It stands beside the help lines, never in their place."),
    ),
)
"""The table, in the order in which it is shown."""

BY_ID: Final[Mapping[str, Key]] = {key.id: key for key in KEYS}


class Held(NamedTuple):
    """A value with who set it."""

    value: Value
    source: Source

    @property
    def locked(self) -> bool:
        """Whether nobody at this computer changes it."""
        return self.source in LOCKING


def who(policy: Policy, key: Key, chosen: Value = None) -> Held:
    """The value that counts, with who set it. `chosen` is the person's own; None if they chose nothing."""
    if chosen is not None and not policy.locks(key.id):
        return Held(chosen, Source.PERSON)
    return Held(getattr(policy, key.id), policy.sources.get(key.id, Source.BUILT_IN))


NOT_SET: Final = Text("not set")


def shown(key: Key, value: Value) -> Text | int | Quoted | list[Quoted]:
    """A value as a person reads it."""
    match value:
        case True:
            return Text("yes")
        case False:
            return Text("no")
        case int():
            return value
        case str() if isinstance(key.kind, Choice):
            return key.kind.options[value]
        case str():
            return Quoted(value)
        case tuple():
            return [Quoted(one) for one in value]
        case None:
            return NOT_SET


def understood(tables: Mapping[str, object], where: str) -> Policy:
    """Policy of what stands in a file. `tables` are `mandatory` and `default`, of values by ids; `where` is its path.

    Nothing is guessed. Where a key is known and its value is none, that key is careful. A name that nobody knows may stand for any
    key, so all of them are, but for what is mandatory (decision 0738).
    """
    held: dict[str, Held] = {}
    strange = [
        _outside(where, name) if name in BY_ID else _unknown(where, name) for name in tables if name not in TABLES
    ]
    misfits: list[Trouble] = []
    for name in reversed(TABLES):  # what is mandatory comes last, and stays
        table = tables.get(name, {})
        if not isinstance(table, Mapping):
            strange.append(Trouble(where, name, Text("It has to be a table of keys. The careful side is taken.")))
            continue
        for id_, raw in table.items():
            key = BY_ID.get(id_)
            if key is None:
                strange.append(_unknown(where, f"{name}.{id_}"))
                continue
            try:
                held[key.id] = Held(taken(key.kind, raw), Source(name))
            except Misfit as misfit:
                misfits.append(Trouble(where, f"{name}.{id_}", misfit.text))
                held.update(_careful((key,)))
    if strange:
        held.update(_careful(tuple(key for key in KEYS if not _is_mandatory(held.get(key.id)))))
    return _policy(held, strange + misfits, where)


def _is_mandatory(one: Held | None) -> bool:
    return one is not None and one.source is Source.MANDATORY


def careful(trouble: Trouble) -> Policy:
    """Policy of a file that somebody wrote and nobody understands: the careful values."""
    return _policy(_careful(KEYS), [trouble], trouble.where)


def _policy(held: Mapping[str, Held], troubles: list[Trouble], where: str) -> Policy:
    values: dict[str, Any] = {id_: one.value for id_, one in held.items()}
    return Policy(
        **values, sources={id_: one.source for id_, one in held.items()}, troubles=tuple(troubles), where=where
    )


def _careful(keys: tuple[Key, ...]) -> dict[str, Held]:
    return {key.id: Held(key.careful, Source.CAREFUL) for key in keys if key.careful is not None}


def _outside(where: str, name: str) -> Trouble:
    told = Text("This key has to stand below [mandatory] or [default]. The careful side is taken.")
    return Trouble(where, name, told)


def _unknown(where: str, name: str) -> Trouble:
    return Trouble(where, name, Text("Postigo knows no such name. The careful side is taken."))
