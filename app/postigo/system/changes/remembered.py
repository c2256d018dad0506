"""Write side of a remembered machine: a change alters the answers of the recording.

So preview, apply, verify and undo of every plan are tested by recordings, as probes are. A file, a mode, a registry value and a key
of GSettings change by themselves all answers in which they stand. What else a command or a method changes is written beside the
recording: by its question, the answers that are others afterwards.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import Any, Final

from postigo.core.change import CannotChange, FileState, Refusal, RegistryData, Setting
from postigo.core.registry_names import folded
from postigo.core.system import ABSENT, Absent, Bus, BusError, CannotTell, Entry, Found, Json, Key, Output, Platform
from postigo.system import recording
from postigo.system.recording import Recording
from postigo.system.replay import Replay

_TYPES: Final = {int: 4, str: 1, bytes: 3, tuple: 7}
"""Types of winnt.h for a recording's values. It knows neither REG_EXPAND_SZ nor QWORD."""


class RememberedChanges:
    """`Changes` of a recording. `effects` are answers that a command or a method changes, by its question (`run ufw enable`)."""

    def __init__(self, remembered: Recording, effects: Mapping[str, Mapping[str, Any]] | None = None) -> None:
        self.answers = dict(remembered.answers)
        self._first = remembered.answers
        self._recording = replace(remembered, answers=self.answers)
        self.system = Replay(self._recording)
        """The machine's read side: it answers as the machine is now."""
        self._effects = effects or {}
        self._types: dict[tuple[str, str], int] = {}
        self._rows: dict[tuple[str, str], tuple[int, Any]] = {}
        self.made: list[str] = []
        """Every change that was made, in order, in the words of its question."""

    @property
    def platform(self) -> Platform:
        """Platform of the recording."""
        return self._recording.platform

    @property
    def recording(self) -> Recording:
        """The machine as it is now."""
        return replace(self._recording, answers=dict(self.answers))

    def registry_data(self, key: str, name: str) -> RegistryData | Absent:
        """See `Changes.registry_data`."""
        found = self._key(key)
        for said, data in (found.values if found else {}).items():
            if folded(said) == folded(name):
                return RegistryData(self._types.get((key, name), _TYPES[type(data)]), data)
        return ABSENT

    def set_registry(
        self, key: str, name: str, to: RegistryData | Absent, *, expected: RegistryData | Absent
    ) -> RegistryData | Absent:
        """See `Changes.set_registry`."""
        before = self.registry_data(key, name)
        if before != expected:
            raise CannotChange(Refusal.CHANGED)
        found = self._key(key) or Key({})
        values = {said: data for said, data in found.values.items() if folded(said) != folded(name)}
        if not isinstance(to, Absent):
            self._make_keys(key)
            self._types[key, name] = to.type
            values[name] = b"" if to.data is None else to.data
        self._note(f"registry {key}", replace(found, values=values))
        self.made.append(f"registry {key} {name}")
        return before

    def drop_key(self, key: str) -> bool:
        """See `Changes.drop_key`."""
        found = self._key(key)
        if not found or found.values or found.subkeys:
            return False
        self._note(f"registry {key}", ABSENT)
        parent, _, leaf = key.rpartition("\\")
        above = self._key(parent)
        if above:
            self._note(f"registry {parent}", replace(above, subkeys=tuple(one for one in above.subkeys if one != leaf)))
        return True

    def file_state(self, path: str) -> FileState | Absent:
        """See `Changes.file_state`. A recording that knows no mode of a file has 0600."""
        content = self._asked(f"read {path}")
        if isinstance(content, Absent):
            return ABSENT
        entry = next((one for one in self._entries() if one.path == path), None)
        return FileState(content, 0o600 if entry is None or entry.mode is None else entry.mode)

    def set_file(self, path: str, to: FileState | Absent, *, expected: FileState | Absent) -> FileState | Absent:
        """See `Changes.set_file`."""
        before = self.file_state(path)
        if before != expected:
            raise CannotChange(Refusal.CHANGED)
        self._note(f"read {path}", to if isinstance(to, Absent) else to.content)
        if isinstance(before, Absent) or isinstance(to, Absent):
            self._listed(
                path, None if isinstance(to, Absent) else Entry(path, "file", len(to.content), self.system.now())
            )
        self.made.append(f"file {path}")
        return before

    def make_folder(self, path: str) -> None:
        """See `Changes.make_folder`."""
        self._listed(path, Entry(path, "folder", 0, self.system.now(), mode=0o700))
        self.made.append(f"folder {path}")

    def drop_folder(self, path: str) -> bool:
        """See `Changes.drop_folder`."""
        self._listed(path, None)
        return True

    def clear(self, path: str) -> None:
        """See `Changes.clear`. Nobody is killed here."""

    def set_mode(self, path: str, mode: int, *, expected: int) -> int:
        """See `Changes.set_mode`."""
        entry = next((one for one in self._entries() if one.path == path), None)
        if entry is None or entry.mode is None:
            raise CannotChange(Refusal.MISSING, path)
        if entry.mode != expected:
            raise CannotChange(Refusal.CHANGED, expected=Setting(expected), found=Setting(entry.mode))
        for question in [one for one in self.answers if one.startswith(("glob ", "find "))]:
            self._remode(question, path, mode)
        self.made.append(f"mode {path} {mode:o}")
        return entry.mode

    def held(self, folder: str) -> bool:
        """See `Changes.held`. Beside the recording: `held FOLDER`."""
        return f"held {folder}" in self._effects

    def swap_permissions(
        self, path: str, out: tuple[Mapping[str, Json], ...], into: tuple[Mapping[str, Json], ...]
    ) -> None:
        """See `Changes.swap_permissions`. A row that comes back stands in each answer where it stood."""
        for question in [one for one in self.answers if one.startswith(f"sqlite {path} SELECT ")]:
            rows = list(self._asked(question))
            for row in out:
                at = next((n for n, one in enumerate(rows) if one.items() <= row.items()), -1)
                if at >= 0:
                    self._rows[question, json.dumps(row, sort_keys=True)] = (at, rows.pop(at))
            for row in reversed(into):
                at, kept = self._rows.get((question, json.dumps(row, sort_keys=True)), (0, dict(row)))
                rows.insert(at, kept)
            self._note(question, rows)
        self.made.append(f"permissions {path}")

    def run(self, *argv: str) -> Output:
        """See `Changes.run`."""
        question = recording.run_key(argv)
        match argv:
            case ("gsettings", "set", schema, key, value):
                self._gsettings(schema, key, value)
            case ("gsettings", "reset", schema, key):
                self._gsettings(schema, key, None)
            case ("xfconf-query", "-c", channel, "-p", name, *how) if question not in self._effects:
                self._xfconf(channel, name, None if how == ["-r"] else how[-1])
            case ("defaults", verb, domain, key, *how) if question not in self._effects:
                self._preference(domain, key, how if verb == "write" else None)
            case _:
                self._effect(question)
        self.made.append(question)
        return Output(0, "")

    def dbus(
        self, bus: Bus, destination: str, path: str, interface: str, member: str, signature: str = "", *arguments: Json
    ) -> Json | BusError:
        """See `Changes.dbus`."""
        del signature
        question = recording.dbus_key(bus, destination, path, f"{interface}.{member}", arguments)
        match member, arguments:
            case "Set", (interface_, name, [_, value]):
                get = recording.dbus_key(bus, destination, path, f"{interface}.Get", (interface_, name))
                self._put({get: {"value": [value]}})
            case "SetPermission" | "DeletePermission" | "Delete", (str(table), *rest):
                self._permission(
                    recording.dbus_key(
                        bus,
                        destination,
                        path,
                        f"{interface}.Lookup",
                        (table, rest[-3 if member == "SetPermission" else 0]),
                    ),
                    rest,
                )
            case _:
                self._effect(question)
        self.made.append(question)
        return []

    # --- what a change alters

    def _listed(self, path: str, entry: Entry | None) -> None:
        """Put a file or folder into each list that has it, or take it out."""
        folder, _, name = path.rpartition("/")
        for question in [one for one in self.answers if one.startswith("glob ")]:
            within, _, names = question.removeprefix("glob ").rpartition("/")
            if within == folder and fnmatchcase(name, names):
                left = [one for one in self._asked(question) if one.path != path]
                self._note(question, tuple(sorted((*left, *([entry] if entry else [])), key=lambda one: one.path)))

    def _effect(self, question: str) -> None:
        if question not in self._effects:
            raise CannotChange(Refusal.FAILED, f"not beside the recording: {question}")
        self._put(self._effects[question])

    def _gsettings(self, schema: str, key: str, value: str | None) -> None:
        """A key that is set: whoever asks gets it. One that is reset: the default, which stands beside the recording."""
        path = dict(
            line.split(" ", 1)
            for line in self._said("gsettings", "list-schemas", "--print-paths").splitlines()
            if " " in line
        ).get(schema, "")
        get = recording.run_key(("gsettings", "get", schema, key))
        if value is not None:
            self._put({get: _told(f"{value}\n")})
        elif (reset := recording.run_key(("gsettings", "reset", schema, key))) in self._effects:
            self._effect(reset)
        elif get in self._first:  # nobody had set it, so what it said then is the default
            self._put({get: self._first[get]})
        else:
            self._forget(get)
        own = _told("" if value is None else f"{value}\n")
        self._put({recording.run_key(("dconf", "read", f"{path}{key}")): own})

    def _xfconf(self, channel: str, name: str, data: str | None) -> None:
        """Alter a property of XFCE, asked for alone and with all of its channel."""
        ask = ("org.xfce.Xfconf", "/org/xfce/Xfconf")
        get = recording.dbus_key(Bus.SESSION, *ask, "org.xfce.Xfconf.GetProperty", (channel, name))
        value = None if data is None else json.loads(data) if data in {"true", "false"} or data.isdigit() else data
        gone = {"error": "org.xfce.Xfconf.Error.PropertyNotFound"}
        self._put({get: gone if data is None else {"value": [value]}})
        for question in [one for one in self.answers if f"Xfconf.GetAllProperties {json.dumps([channel])[:-1]}" in one]:
            all_of_it = self.answers[question].get("value")
            if isinstance(all_of_it, list):
                left = {key: kept for key, kept in all_of_it[0].items() if key != name}
                self._put({question: {"value": [left if data is None else {**left, name: value}]}})

    def _preference(self, domain: str, key: str, how: list[str] | None) -> None:
        """Alter a preference of macOS, for `defaults` and in the property list."""
        place = f"plist ~/Library/Preferences/{domain}.plist"
        values = self.answers.get(place, {}).get("value")
        left = {name: kept for name, kept in values.items() if name != key} if isinstance(values, dict) else {}
        asked = [recording.run_key(("defaults", verb, domain, key)) for verb in ("read-type", "read")]
        if how is None:
            gone = {"code": 1, "err": f"The domain/default pair of ({domain}, {key}) does not exist\n", "out": ""}
            self._put(dict.fromkeys(asked, gone) | {place: {"value": left}})
            return
        kind, data = how
        value: Json = data == "1" if kind == "-bool" else int(data) if kind == "-int" else data
        words = {"-int": "integer", "-bool": "boolean", "-string": "string", "-float": "float"}
        said = (_told(f"Type is {words[kind]}\n"), _told(f"{data}\n"))
        self._put(dict(zip(asked, said, strict=True)) | {place: {"value": {**left, key: value}}})

    def _permission(self, lookup: str, rest: list[Json]) -> None:
        """An app in the portal's store: `[create, permission, app, words]`, `[permission, app]` or `[permission]`."""
        answer = self.answers.get(lookup, {})
        apps, data = answer.get("value", ({}, 0))
        match rest:
            case [bool(), _, str(app), list(words)]:
                apps = {**apps, app: words}
            case [_, str(app)]:
                apps = {id_: words for id_, words in apps.items() if id_ != app}
            case _:
                self._put({lookup: {"error": "org.freedesktop.portal.Error.NotFound"}})
                return
        self._put({lookup: {"value": [apps, data]}})

    def _make_keys(self, key: str) -> None:
        parent, _, leaf = key.rpartition("\\")
        if "\\" not in key:
            return
        self._make_keys(parent)
        if f"registry {parent}" not in self.answers:
            return  # nobody asked for it
        above = self._key(parent) or Key({})
        if leaf.casefold() not in {one.casefold() for one in above.subkeys}:
            self._note(f"registry {parent}", replace(above, subkeys=(*above.subkeys, leaf)))

    def _remode(self, question: str, path: str, mode: int) -> None:
        try:
            answer = recording.parse(question, self.answers[question])
        except (CannotTell, ValueError):
            return
        match answer:
            case Found():
                self._note(question, replace(answer, entries=_with_mode(answer.entries, path, mode)))
            case tuple():
                self._note(question, _with_mode(answer, path, mode))

    def _entries(self) -> list[Entry]:
        found: list[Entry] = []
        for question in self.answers:
            if question.startswith(("glob ", "find ")):
                try:
                    answer = recording.parse(question, self.answers[question])
                except (CannotTell, ValueError):
                    continue
                found += answer.entries if isinstance(answer, Found) else answer if isinstance(answer, tuple) else ()
        return found

    def _key(self, key: str) -> Key | None:
        if f"registry {key}" not in self.answers:
            return None
        found = self._asked(f"registry {key}")
        return found if isinstance(found, Key) else None

    def _said(self, *argv: str) -> str:
        return str(self._asked(recording.run_key(argv)).out)

    def _asked(self, question: str) -> Any:  # noqa: ANN401 - each verb has its own
        if question not in self.answers:
            raise CannotChange(Refusal.MISSING, f"not in the recording: {question}")
        try:
            return recording.parse(question, self.answers[question])
        except CannotTell as unknown:
            raise CannotChange(Refusal.DENIED, str(unknown)) from None

    def _note(self, question: str, answer: Any) -> None:  # noqa: ANN401 - as above
        self._put({question: json.loads(json.dumps(recording.note(question.partition(" ")[0], answer)))})

    def _forget(self, question: str) -> None:
        self.answers.pop(question, None)
        self.system.parsed.pop(question, None)

    def _put(self, answers: Mapping[str, Any]) -> None:
        """Other answers from now on; what was read of the older ones is forgotten."""
        self.answers.update(answers)
        for question in answers:
            self.system.parsed.pop(question, None)


def _with_mode(entries: tuple[Entry, ...], path: str, mode: int) -> tuple[Entry, ...]:
    return tuple(
        replace(one, mode=mode, writable_by_others=bool(mode & 0o022)) if one.path == path else one for one in entries
    )


def _told(out: str) -> dict[str, Any]:
    """A command's output as recordings have it."""
    return {"code": 0, "err": "", "out": out}
