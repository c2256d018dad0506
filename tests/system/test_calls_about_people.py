"""Answers about accounts, folders, power and Bluetooth, with functions of Windows that say what their pages say.

The structures, the steps and what is freed are ours, and run as they do on Windows; what a real Windows puts into them is not
proved here.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import ModuleType
from typing import Any

import pytest

from postigo.core.system import CannotTell, Platform, Unknown
from postigo.core.windows_call import WindowsCall
from postigo.system import recording
from postigo.system.calls import accounts, bluetooth, folders, power
from postigo.system.identity import Identity
from postigo.system.recorder import Recorder
from postigo.system.replay import Replay
from postigo.windows_calls.accounts import PERSONS_NAMES, Keeper, PersonsName
from postigo.windows_calls.bluetooth import Sight
from postigo.windows_calls.folders import FOLDER_ACCESS, KNOWN_FOLDERS, KnownFolders
from postigo.windows_calls.power import BySource, Saver

Function = Callable[..., Any]


@dataclass
class Library:
    """Functions of Windows by name; what they hand out in memory, and what of it was given back."""

    functions: dict[str, Function]
    handed: dict[int, Any] = field(default_factory=dict)
    freed: list[int] = field(default_factory=list)
    last_error: int = 0

    def function(self, library: str, name: str, result: Any, *arguments: Any) -> Function:
        """See `libraries.function`."""
        assert library
        assert all(arguments) or result is None
        frees = {"NetApiBufferFree", "LocalFree", "CoTaskMemFree", "CloseHandle", "BluetoothFindRadioClose"}
        return self._free if name in frees else self.functions[name]

    def hand(self, where: Any, thing: Any) -> None:
        """Put the place of something into a pointer that was handed in."""
        self.handed[ctypes.addressof(thing)] = thing
        where._obj.value = ctypes.addressof(thing)

    def _free(self, pointer: Any) -> int:
        self.freed.append(pointer.value)
        return 0

    def is_clean(self) -> bool:
        """Whether all that was handed out came back once."""
        return sorted(self.freed) == sorted(self.handed)


def put(monkeypatch: pytest.MonkeyPatch, module: ModuleType, library: Library) -> Library:
    monkeypatch.setattr(module, "function", library.function)
    if hasattr(module, "last_error"):
        monkeypatch.setattr(module, "last_error", lambda: library.last_error)
    return library


# --- accounts --------------------------------------------------------------------------------------------------------


def entry(number: int, **fields: Any) -> dict[str, Any]:
    return {"name": f"otra{number}", "user_id": 1000 + number, "flags": 0x201, **fields}


def listing(
    monkeypatch: pytest.MonkeyPatch, *steps: tuple[int, list[dict[str, Any]]], internet: dict[str, int] | None = None
) -> tuple[Library, list[str]]:
    """NetUserEnum that gives these steps, and NetUserGetInfo; the names that the second was asked for."""
    library, asked = Library({}), []

    def enumerate_users(
        server: None, level: int, kind: int, buffer: Any, most: int, count: Any, _: Any, resume: Any
    ) -> int:
        assert (server, level, kind, most) == (None, 3, 2, 0xFFFFFFFF)
        status, entries = steps[resume._obj.value]
        resume._obj.value += 1
        if entries:
            library.hand(buffer, (accounts.UserInfo3 * len(entries))(*(accounts.UserInfo3(**one) for one in entries)))
        count._obj.value = len(entries)
        return int(status)

    def information(server: None, name: str, level: int, buffer: Any) -> int:
        assert (server, level) == (None, 24)
        asked.append(name)
        if internet is None:
            return 5
        library.hand(buffer, accounts.UserInfo24(internet_identity=internet.get(name, 0)))
        return 0

    library.functions = {"NetUserEnum": enumerate_users, "NetUserGetInfo": information}
    return put(monkeypatch, accounts, library), asked


def test_an_account_is_told_as_windows_tells_it(monkeypatch: pytest.MonkeyPatch) -> None:
    library, asked = listing(
        monkeypatch,
        (
            0,
            [
                entry(1, password_age=90, last_logon=1_700_000_000, num_logons=12),
                entry(2, flags=0x203, last_logon=0, num_logons=0),
                entry(3, last_logon=0, num_logons=0xFFFFFFFF),
            ],
        ),
        internet={"otra3": 1},
    )
    first, second, third = accounts.local_accounts()
    assert (first.rid, first.enabled, first.keeper, first.password_age) == (1001, True, Keeper.HERE, 90)
    assert (first.last_sign_in, first.sign_ins) == (datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC), 12)
    assert (second.enabled, second.keeper, second.password_age, second.last_sign_in, second.sign_ins) == (
        False, Keeper.UNTOLD, 0, None, 0,
    )  # fmt: skip
    assert (third.keeper, third.last_sign_in, third.sign_ins) == (Keeper.MICROSOFT, None, None)
    assert asked == ["otra1", "otra3"]
    assert library.is_clean()


def test_ten_thousand_accounts_come_in_steps_and_all_memory_goes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = [(234, [entry(step * 100 + n) for n in range(100)]) for step in range(99)]
    library, asked = listing(monkeypatch, *steps, (0, [entry(9900 + n) for n in range(100)]), internet={})
    told = accounts.local_accounts()
    assert len({account.rid for account in told}) == 10_000
    assert len(asked) == 500  # a server's list: whoever comes behind is untold
    assert {account.keeper for account in told} == {Keeper.HERE, Keeper.UNTOLD}
    assert library.is_clean()


@pytest.mark.parametrize(
    ("steps", "why"),
    [
        ([(5, [])], Unknown.DENIED),
        ([(124, [])], Unknown.MISSING),
        ([(2351, [])], Unknown.UNREADABLE),
        ([(234, [entry(1)]), (5, [])], Unknown.DENIED),  # half a list is none
        ([(234, [entry(1)]), (234, [])], Unknown.UNREADABLE),  # no end
    ],
)
def test_a_list_that_is_not_whole_is_none(monkeypatch: pytest.MonkeyPatch, steps: Any, why: Unknown) -> None:
    library, _ = listing(monkeypatch, *steps)
    with pytest.raises(CannotTell) as unknown:
        accounts.local_accounts()
    assert unknown.value.why is why
    assert library.is_clean()


def test_who_keeps_an_account_may_stay_untold(monkeypatch: pytest.MonkeyPatch) -> None:
    library, _ = listing(monkeypatch, (0, [entry(1)]), internet=None)
    assert [account.keeper for account in accounts.local_accounts()] == [Keeper.UNTOLD]
    assert library.is_clean()


def test_only_whoever_may_sign_in_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    library, asked = listing(monkeypatch, (0, [entry(1, full_name="Otra Persona"), entry(2), entry(3, flags=0x2)]))
    assert accounts.persons_names() == (PersonsName("otra1", "Otra Persona"), PersonsName("otra2", ""))
    assert (asked, library.is_clean()) == ([], True)


# --- folders ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "taken"),
    [
        (r"C:\Users\ana\Pictures", r"C:\Users\ana\Pictures"),
        ("c:/users/ana/l’Albert", r"c:\users\ana\l’Albert"),
        ("C:\\" + "a\\" * 200, "\\\\?\\C:\\" + "a\\" * 200),
        ("\\\\?\\C:\\" + "a\\" * 200, "\\\\?\\C:\\" + "a\\" * 200),
        ("x" * 300, "x" * 300),
    ],
)
def test_a_long_path_is_one_that_every_windows_takes(path: str, taken: str) -> None:
    assert folders.plain_path(path) == taken


def test_a_guid_is_what_its_text_says() -> None:
    one = folders.guid("{374DE290-123F-4565-9164-39C4925E467B}")
    assert (one.data1, one.data2, one.data3, bytes(one.data4).hex()) == (0x374DE290, 0x123F, 0x4565, "916439c4925e467b")


def lists(monkeypatch: pytest.MonkeyPatch, *, refused: int = 0, in_words: bool = True) -> Library:
    library = Library({})

    def security(path: str, kind: int, parts: int, *rest: Any) -> int:
        assert (path, kind, parts, rest[:-1]) == (r"C:\x", 1, 7, (None,) * 4)
        if not refused:
            library.hand(rest[-1], ctypes.create_string_buffer(8))
        return refused

    def words(_: Any, revision: int, parts: int, text: Any, length: None) -> int:
        assert (revision, parts, length) == (1, 7, None)
        if in_words:
            library.hand(text, ctypes.create_unicode_buffer("O:BAD:NO_ACCESS_CONTROL"))
        return int(in_words)

    library.functions = {
        "GetNamedSecurityInfoW": security,
        "ConvertSecurityDescriptorToStringSecurityDescriptorW": words,
    }
    return put(monkeypatch, folders, library)


def test_a_list_is_told_in_words_and_freed(monkeypatch: pytest.MonkeyPatch) -> None:
    library = lists(monkeypatch)
    assert folders.folder_access(r"C:\x") == "O:BAD:NO_ACCESS_CONTROL"
    assert library.is_clean()


@pytest.mark.parametrize(
    ("number", "why"), [(2, Unknown.MISSING), (3, Unknown.MISSING), (5, Unknown.DENIED), (123, Unknown.UNREADABLE)]
)
def test_a_folder_that_tells_nothing_says_why(monkeypatch: pytest.MonkeyPatch, number: int, why: Unknown) -> None:
    lists(monkeypatch, refused=number)
    with pytest.raises(CannotTell) as unknown:
        folders.folder_access(r"C:\x")
    assert unknown.value.why is why


def test_a_path_that_ends_within_itself_is_asked_of_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    lists(monkeypatch)
    with pytest.raises(CannotTell) as unknown:
        folders.folder_access("C:\\x\0\\y")
    assert unknown.value.why is Unknown.UNREADABLE


def test_a_list_without_words_is_freed_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    library = lists(monkeypatch, in_words=False)
    library.last_error = 1336  # ERROR_INVALID_ACL
    with pytest.raises(CannotTell) as unknown:
        folders.folder_access(r"C:\x")
    assert unknown.value.why is Unknown.UNREADABLE
    assert library.is_clean()


def places(monkeypatch: pytest.MonkeyPatch, results: dict[str, int]) -> Library:
    """SHGetKnownFolderPath with these results, by the text of an identifier; the others are found."""
    library = Library({})
    by_bytes = {bytes(folders.guid(text)): result for text, result in results.items()}

    def known(identifier: Any, flags: int, token: None, path: Any) -> int:
        assert (flags, token) == (0x4000, None)
        result = by_bytes.get(bytes(identifier._obj), 0)
        if not result:
            library.hand(path, ctypes.create_unicode_buffer(r"D:\Perfil"))
        return result

    library.functions = {"SHGetKnownFolderPath": known}
    return put(monkeypatch, folders, library)


def signed(hresult: int) -> int:
    return hresult - (1 << 32)


def test_a_place_that_windows_does_not_know_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    library = places(monkeypatch, {folders.FOLDERS["screenshots"]: signed(0x80070002)})
    told = folders.known_folders()
    assert (told.profile, told.pictures, told.screenshots) == (r"D:\Perfil", r"D:\Perfil", None)
    assert library.is_clean()


@pytest.mark.parametrize(
    ("identifier", "result", "why"),
    [
        (folders.FOLDERS["pictures"], signed(0x80070005), Unknown.DENIED),
        (folders.FOLDERS["desktop"], signed(0x80004005), Unknown.UNREADABLE),
        (folders.PROFILE, signed(0x80070002), Unknown.UNREADABLE),
    ],
)
def test_a_place_that_is_refused_is_a_gap(
    monkeypatch: pytest.MonkeyPatch, identifier: str, result: int, why: Unknown
) -> None:
    library = places(monkeypatch, {identifier: result})
    with pytest.raises(CannotTell) as unknown:
        folders.known_folders()
    assert unknown.value.why is why
    assert library.is_clean()


# --- power -----------------------------------------------------------------------------------------------------------

NUMBERS = {power.DISPLAY_OFF: (600, 300), power.SLEEP: (0, 900), power.ASKS: (1, 1)}


def powered(
    monkeypatch: pytest.MonkeyPatch, *, scheme: bool = True, lacks: Any = None, saver: Any = (1, 1, 240)
) -> Library:
    library = Library({})
    settings = {tuple(bytes(folders.guid(text)) for text in names): both for names, both in NUMBERS.items()}

    def capabilities(told: Any) -> int:
        told._obj.aoac, told._obj.system_s3 = 0, 1
        return 1

    def active(root: None, where: Any) -> int:
        assert root is None
        if scheme:
            library.hand(where, folders.guid("{381B4222-F694-41F0-9685-FF5BB260DF2E}"))
        return 0 if scheme else 2

    def read(source: int) -> Function:
        def index(root: None, _: Any, group: Any, setting: Any, number: Any) -> int:
            assert root is None
            names = (bytes(group._obj), bytes(setting._obj))
            if lacks is not None and names == tuple(bytes(folders.guid(text)) for text in lacks):
                return 2
            number._obj.value = settings[names][source]
            return 0

        return index

    def parameter(which: int, zero: int, number: Any, change: int) -> int:
        assert (zero, change) == (0, 0)  # nothing is set
        said = dict(zip((0x10, 0x76, 0x0E), saver, strict=True))[which]
        number._obj.value = said or 0
        return int(said is not None)

    library.functions = {
        "GetPwrCapabilities": capabilities,
        "PowerGetActiveScheme": active,
        "PowerReadACValueIndex": read(0),
        "PowerReadDCValueIndex": read(1),
        "SystemParametersInfoW": parameter,
    }
    return put(monkeypatch, power, library)


def test_numbers_of_the_active_scheme(monkeypatch: pytest.MonkeyPatch) -> None:
    library = powered(monkeypatch)
    told = power.power_settings()
    assert (told.modern_standby, told.sleeps) == (False, True)
    assert (told.display_off, told.sleep, told.asks_after_sleep) == (
        BySource(600, 300),
        BySource(0, 900),
        BySource(1, 1),
    )
    assert told.saver == Saver(active=True, asks=True, seconds=240)
    assert library.is_clean()


def test_without_a_scheme_the_kinds_of_sleep_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    library = powered(monkeypatch, scheme=False, saver=(1, None, 240))
    told = power.power_settings()
    assert (told.sleeps, told.display_off, told.sleep, told.asks_after_sleep, told.saver) == (True, *[None] * 4)
    assert library.is_clean()


def test_a_setting_that_a_scheme_lacks_costs_that_one(monkeypatch: pytest.MonkeyPatch) -> None:
    library = powered(monkeypatch, lacks=power.ASKS)
    told = power.power_settings()
    assert (told.sleep, told.asks_after_sleep) == (BySource(0, 900), None)
    assert library.is_clean()


# --- Bluetooth -------------------------------------------------------------------------------------------------------


def radios(monkeypatch: pytest.MonkeyPatch, *, found: bool, visible: bool = False, error: int = 0) -> Library:
    library = Library({}, last_error=error)

    def first(asked: Any, radio: Any) -> Any:
        assert asked._obj.size == 4
        if not found:
            return None
        library.hand(radio, ctypes.c_int())
        search = ctypes.c_int()
        library.handed[ctypes.addressof(search)] = search
        return ctypes.c_void_p(ctypes.addressof(search))

    library.functions = {
        "BluetoothFindFirstRadio": first,
        "BluetoothIsDiscoverable": lambda radio: int(visible and radio is None),
    }
    return put(monkeypatch, bluetooth, library)


@pytest.mark.parametrize(("visible", "sight"), [(True, Sight.VISIBLE), (False, Sight.HIDDEN)])
def test_a_radio_is_seen_or_not(monkeypatch: pytest.MonkeyPatch, visible: bool, sight: Sight) -> None:
    library = radios(monkeypatch, found=True, visible=visible)
    assert bluetooth.bluetooth_visible() is sight
    assert library.is_clean()


def test_no_radio_is_an_answer_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    radios(monkeypatch, found=False, error=259)
    assert bluetooth.bluetooth_visible() is Sight.NO_RADIO


@pytest.mark.parametrize(("error", "why"), [(5, Unknown.DENIED), (120, Unknown.MISSING), (0, Unknown.UNREADABLE)])
def test_any_other_silence_of_bluetooth_is_a_gap(monkeypatch: pytest.MonkeyPatch, error: int, why: Unknown) -> None:
    radios(monkeypatch, found=False, error=error)
    with pytest.raises(CannotTell) as unknown:
        bluetooth.bluetooth_visible()
    assert unknown.value.why is why


# --- recordings ------------------------------------------------------------------------------------------------------

PERSON = "Nerea"
HOME = rf"C:\Users\{PERSON}"


class Machine:
    """A Windows of somebody with a name."""

    platform, elevated = Platform.WINDOWS, False

    def call(self, call: WindowsCall[Any], **values: str) -> Any:
        match call.name:
            case FOLDER_ACCESS.name:
                assert PERSON.casefold() in values["folder"]
                return "O:S-1-5-21-11-22-33-1001D:(A;OICI;FA;;;S-1-5-21-11-22-33-1001)"
            case KNOWN_FOLDERS.name:
                own = rf"{HOME}\OneDrive\Imágenes"
                return KnownFolders(HOME, rf"{HOME}\Desktop", rf"D:\{PERSON}\Documentos", own, None, own)
            case PERSONS_NAMES.name:
                return (PersonsName(PERSON, f"{PERSON} Goikoetxea"), PersonsName("Ibon", "Ibon Zubiaur"))
        raise AssertionError(call.name)


def test_a_recording_of_these_calls_names_nobody() -> None:
    recorder = Recorder(Machine())  # type: ignore[arg-type]  # of the whole machine, this one verb
    recorder.call(FOLDER_ACCESS, folder=rf"c:\users\{PERSON.casefold()}\onedrive\imágenes")
    recorder.call(KNOWN_FOLDERS)
    recorder.call(PERSONS_NAMES)
    identity = Identity(Platform.WINDOWS, homes=(HOME,), users=(PERSON,), names=(f"{PERSON} Goikoetxea",))
    written = recording.dump(recorder.recording(identity, "0"))
    for name in (PERSON, "Goikoetxea", "Ibon", "Zubiaur", "11-22-33"):
        assert name.casefold() not in written.decode().casefold(), name
    replay = Replay(recording.load(written))
    told = replay.call(KNOWN_FOLDERS)
    assert (told.profile, told.desktop, told.documents) == (
        r"C:\Users\ana",
        r"C:\Users\ana\Desktop",
        r"D:\ana\Documentos",
    )
    assert replay.call(FOLDER_ACCESS, folder=r"c:\users\ana\onedrive\imágenes").startswith("O:S-1-5-21-0-0-0-1001")
    assert [person.name for person in replay.call(PERSONS_NAMES)] == ["ana", "otra1"]
