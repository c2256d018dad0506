"""KeePass databases: what opens them, what is damage and what a wrong key, and what they may cost."""

from __future__ import annotations

import hashlib
import os
import random
import struct
import subprocess
import sys
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from postigo.passwords.model import ReadProblem, Source
from postigo.passwords.sandbox.entry import MOST_ENTRIES, Deriving, Entry, RowSnag, SoFar, Unreadable
from postigo.passwords.sandbox.readers import kdbx_header, kdbx_key, read
from postigo.passwords.sandbox.readers.unlock import Ask, Key, Refused
from tests.passwords.databases import (
    AES,
    CHACHA20,
    INNER,
    KEYS,
    MASTER,
    TWOFISH,
    built,
    database,
    entry,
    packed,
    tree,
)
from tests.passwords.make_files import FILES
from tests.passwords.make_files import MASTER as FILES_MASTER
from tests.passwords.promise import TODAY, kept
from tests.support.places import needs

pytestmark = pytest.mark.breadth(4)

CHANCE = random.Random(1)  # noqa: S311 - the same in each run
PASSWORDS = ["girasol22", "Tres-Tristes-3"]


def saying(*keys: Key | None) -> tuple[Ask, list[Refused]]:
    left, asked = iter(keys), list[Refused]()

    def ask(_source: Source, refused: Refused) -> Key | None:
        asked.append(refused)
        return next(left, None)

    return ask, asked


def passwords(path: Path, *keys: Key | None) -> list[str]:
    ask, _ = saying(*keys)
    return [one.password for one in read(path, ask, today=TODAY) if isinstance(one, Entry)]


def outcome(path: Path, *keys: Key | None) -> tuple[ReadProblem | None, list[str], list[ReadProblem], list[Refused]]:
    """Why the file was refused, its passwords, what was said beside them, and what was asked."""
    ask, asked = saying(*keys)
    found, beside = [], []
    try:
        for one in read(path, ask, today=TODAY):
            if isinstance(one, Entry):
                found.append(one.password)
            if isinstance(one, RowSnag):
                beside.append(one.snag)
    except Unreadable as refused:
        return refused.snag, found, beside, asked
    return None, found, beside, asked


# --- what opens it


@pytest.mark.parametrize("cipher", [AES, TWOFISH, CHACHA20])
@pytest.mark.parametrize("version", [3, 4])
def test_every_cipher_of_both_versions_is_read(tmp_path: Path, version: int, cipher: str) -> None:
    place = database(tmp_path / "a", version=version, cipher=cipher)
    assert passwords(place, Key(MASTER)) == PASSWORDS


KEY = bytes(range(1, 33))
KINDS = {
    "xml-1": b'<?xml version="1.0" encoding="utf-8"?>\r\n<KeyFile><Meta><Version>1.00</Version></Meta><Key>'
    b"<Data>AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=</Data></Key></KeyFile>",
    "xml-2": b'\xef\xbb\xbf<KeyFile><Meta><Version>2.0</Version></Meta><Key><Data Hash="'
    + hashlib.sha256(KEY).hexdigest()[:8].upper().encode()
    + b'">\n  01020304 05060708 090A0B0C 0D0E0F10\n  11121314 15161718 191A1B1C 1D1E1F20\n</Data></Key></KeyFile>',
    "32-bytes": KEY,
    "64-digits": KEY.hex().encode(),
}
ANYTHING = {
    "a-photo": CHANCE.randbytes(200_000),
    "33-bytes": bytes(33),
    "64-letters": b"g" * 64,
    "another-xml": b"<html><body>hello</body></html>",
    "a-key-file-without-a-key": b"<KeyFile><Meta><Version>2.0</Version></Meta></KeyFile>",
    "an-xml-with-entities": b'<!DOCTYPE a [<!ENTITY b "c">]><KeyFile>&b;</KeyFile>',
    "nothing-in-it-but-a-line": b"\n",
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_key_file_is_worth_the_key_that_it_holds(kind: str) -> None:
    assert kdbx_key.of_key_file(KINDS[kind]) == KEY


@pytest.mark.parametrize("kind", ANYTHING)
def test_any_other_file_is_worth_its_hash(kind: str) -> None:
    assert kdbx_key.of_key_file(ANYTHING[kind]) == hashlib.sha256(ANYTHING[kind]).digest()


@pytest.mark.parametrize("version", [3, 4])
@pytest.mark.parametrize("kind", [*KINDS, "a-photo", "64-letters"])
@pytest.mark.parametrize("password", [MASTER, None])
def test_a_password_a_key_file_or_both_open_it(tmp_path: Path, version: int, kind: str, password: str | None) -> None:
    key_file = tmp_path / kind
    key_file.write_bytes((KINDS | ANYTHING)[kind].removeprefix(b"\xef\xbb\xbf"))  # pykeepass hashes what begins so
    place = database(tmp_path / "a", password, key_file, version=version)
    assert passwords(place, Key(password or "", key_file)) == PASSWORDS
    assert outcome(place, Key(password or "wrong"))[0] is ReadProblem.WRONG_MASTER
    assert outcome(place, Key("wrong", key_file))[0] is ReadProblem.WRONG_MASTER


@pytest.mark.parametrize("version", [3, 4])
@pytest.mark.parametrize("password", ["", None])
@pytest.mark.parametrize("with_file", [False, True])
def test_a_password_that_is_empty_and_none_at_all_are_both_tried(
    tmp_path: Path, version: int, password: str | None, *, with_file: bool
) -> None:
    key_file = tmp_path / "key"
    key_file.write_bytes(KEY)
    place = database(tmp_path / "a", password, key_file if with_file else None, version=version)
    assert passwords(place, Key("", key_file if with_file else None)) == PASSWORDS


def test_what_keepassxc_and_pykeepass_made_with_key_files_opens() -> None:
    mail = ["girasol22"]
    assert passwords(KEYS / "password-and-key.kdbx", Key(MASTER, KEYS / "keepassxc.keyx")) == mail
    assert passwords(KEYS / "key-only.kdbx", Key("", KEYS / "keepassxc.keyx")) == mail
    assert len(passwords(KEYS / "pykeepass.kdbx", Key(MASTER, KEYS / "pykeepass.key"))) == 2


def test_a_key_file_that_cannot_be_read_is_asked_for_again_and_is_no_wrong_password(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    damaged = tmp_path / "damaged"
    damaged.write_bytes(KINDS["xml-2"].replace(b"01020304", b"01020305"))
    tries = [tmp_path / "none", tmp_path, tmp_path / "empty"]
    ask, asked = saying(*(Key(MASTER, one) for one in tries), Key(MASTER, KEYS / "keepassxc.keyx"))
    found = list(read(KEYS / "password-and-key.kdbx", ask, today=TODAY))
    assert any(isinstance(one, Entry) for one in found)
    assert [(one.times, one.key_file) for one in asked] == [
        (0, None), (0, ReadProblem.MISSING), (0, ReadProblem.IS_FOLDER), (0, ReadProblem.EMPTY_FILE),
    ]  # fmt: skip
    assert outcome(KEYS / "key-only.kdbx", Key("", damaged))[3][1] == Refused(0, ReadProblem.DAMAGED)


def test_whoever_never_stops_is_let_go() -> None:
    wrong = [Key("wrong")] * 20
    snag, _, _, asked = outcome(FILES / "keepass-4-aes.kdbx", *wrong)
    assert snag is ReadProblem.WRONG_MASTER
    assert [one.times for one in asked] == [0, 1, 2, 3, 4]
    snag, _, _, asked = outcome(FILES / "keepass-4-aes.kdbx", *[Key("", Path("nowhere"))] * 20)
    assert snag is ReadProblem.WRONG_MASTER
    assert len(asked) == 10


# --- what is damage


def flips(whole: bytes, header: int, every: int = 1) -> Iterator[tuple[int, bytes]]:
    """The file with one byte changed: each of its header and of what stands behind that, and some of the rest."""
    rest = range(header + 120, len(whole))
    places = [*range(8, header + 120), *CHANCE.sample(rest, min(60, len(rest))), *rest[-80:]]
    for number, at in enumerate(places[::every]):
        if at < len(whole):
            yield at, whole[:at] + bytes([whole[at] ^ (0x01, 0xFF)[number % 2]]) + whole[at + 1 :]


TOLD = {ReadProblem.DAMAGED_DATABASE, ReadProblem.TOO_NEW, ReadProblem.UNKNOWN_KIND}


@pytest.mark.parametrize("cipher", [AES, CHACHA20])
def test_a_byte_that_has_changed_in_version_4_is_damage_and_never_a_wrong_password(tmp_path: Path, cipher: str) -> None:
    whole = database(tmp_path / "a", cipher=cipher).read_bytes()
    header = len(kdbx_header.header(whole).raw)
    place = tmp_path / "b"
    for at, changed in flips(whole, header):
        place.write_bytes(changed)
        snag, found, _, asked = outcome(place, Key(MASTER), Key(MASTER))
        assert snag in TOLD, at
        assert found == []
        assert len(asked) <= 1
        assert (not asked) == (at < header + 32) or snag is ReadProblem.DAMAGED_DATABASE, (
            "the header is looked at first"
        )


@pytest.mark.parametrize(
    ("by_keepassxc", "every"), [(False, 13), pytest.param(False, 1, marks=pytest.mark.long), (True, 19)]
)
def test_a_byte_that_has_changed_in_version_3_is_damage_where_that_can_be_known(
    tmp_path: Path, *, by_keepassxc: bool, every: int
) -> None:
    place = FILES / "keepass-3.1.kdbx" if by_keepassxc else database(tmp_path / "a", version=3)
    key = Key(FILES_MASTER if by_keepassxc else MASTER)
    whole, changed_place = place.read_bytes(), tmp_path / "b"
    _, right, beside_right, _ = outcome(place, key)
    head = kdbx_header.header(whole)
    assert isinstance(head.derivation, kdbx_header.AesRounds)
    rounds = whole.index(b"\x06\x08\x00") + 3
    unknowable = {*range(rounds, rounds + 8)}  # what the key is made of: whoever reads it has another one
    for seed in (head.seed, head.derivation.seed):
        unknowable |= {whole.index(seed) + n for n in range(len(seed))}
    for at, changed in flips(whole, len(head.raw), every=every):
        if rounds + 2 <= at < rounds + 4:
            continue  # of work, minutes
        changed_place.write_bytes(changed)
        snag, found, beside, asked = outcome(changed_place, key, key)
        if snag is None:
            assert (found, beside) == (right, beside_right) or (
                ReadProblem.DAMAGED_ROW in beside and not by_keepassxc
            ), at
            assert at >= len(head.raw) or not by_keepassxc, "the hash of the header is in the file"
        elif snag is ReadProblem.WRONG_MASTER:
            assert at in unknowable, at
            assert [one.times for one in asked] == [0, 1, 2]
        else:
            assert snag in TOLD, at


@pytest.mark.parametrize("version", [3, 4])
def test_an_end_that_is_missing_is_damage(tmp_path: Path, version: int) -> None:
    whole, place = database(tmp_path / "a", version=version).read_bytes(), tmp_path / "b"
    for length in [*range(8, 700, 7), *range(700, len(whole), 31), *range(len(whole) - 40, len(whole))]:
        place.write_bytes(whole[:length])
        snag, found, _, asked = outcome(place, Key(MASTER))
        assert (snag, found) == (ReadProblem.DAMAGED_DATABASE, []), length
        assert not asked or version == 3


def test_a_database_of_keepassxc_whose_hash_of_the_header_is_wrong_is_damaged(tmp_path: Path) -> None:
    whole = bytearray((KEYS / "password-and-key.kdbx").read_bytes())
    # A comment more, which nothing else vouches for.
    whole[12:12] = b"\x01\x04\x00abcd"
    place = tmp_path / "b"
    place.write_bytes(whole)
    assert outcome(place, Key(MASTER, KEYS / "keepassxc.keyx"))[0] is ReadProblem.DAMAGED_DATABASE


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 1600), st.integers(0, 255))
def test_whatever_happened_to_a_database_the_promise_is_kept(tmp_path: Path, at: int, byte: int) -> None:
    content = bytearray((FILES / "keepass-4-aes.kdbx").read_bytes())
    content[at % len(content)] = byte
    place = tmp_path / "a"
    place.write_bytes(content)
    kept(place, saying(Key(FILES_MASTER))[0])


# --- what it may cost


def test_a_key_that_would_take_hours_is_not_tried(tmp_path: Path) -> None:
    place = tmp_path / "a"
    place.write_bytes(built(packed(tree(iter([entry(1)]))), memory=2**45))
    assert outcome(place)[:1] == (ReadProblem.TOO_COSTLY,)
    place.write_bytes(built(packed(tree(iter([entry(1)]))), passes=2**40))
    assert outcome(place)[:1] == (ReadProblem.TOO_COSTLY,)
    old = (FILES / "keepass-3.1.kdbx").read_bytes()
    at = old.index(b"\x06\x08\x00") + 3
    place.write_bytes(old[:at] + b"\xff" * 8 + old[at + 8 :])
    assert outcome(place)[0] is ReadProblem.DAMAGED_DATABASE


def test_a_key_that_takes_long_says_how_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kdbx_key, "_TICK", 0.01)
    ask, _ = saying(Key(MASTER))
    found = list(read(KEYS / "passkey.kdbx", ask, today=TODAY))
    assert isinstance(found[0], Deriving)
    seconds = [one.seconds for one in found if isinstance(one, Deriving)]
    assert seconds == sorted(seconds)
    del tmp_path


def bomb(megabytes: int) -> Iterator[str]:
    return tree(iter([entry(1)]), f"<Notes>{'A' * (megabytes << 20)}</Notes>")


MEASURED = """
import sys
from pathlib import Path
from postigo.passwords.sandbox.readers import read
from postigo.passwords.sandbox.readers.unlock import Key
from postigo.passwords.sandbox.entry import Entry, Unreadable
keys = iter([Key("maestra")])
said = 0
try:
    said = sum(isinstance(one, Entry) for one in read(Path(sys.argv[1]), lambda *_: next(keys)))
except Unreadable as refused:
    said = refused.snag.value
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(said, int(peak.split()[1]) // 1024)  # of ru_maxrss, a part is whoever started us
"""


def measured(place: Path) -> tuple[str, int]:
    """What came of reading it in a process of its own, and the most megabytes that took."""
    told = subprocess.run([sys.executable, "-c", MEASURED, str(place)], capture_output=True, text=True, check=True)
    said, megabytes = told.stdout.split()
    return said, int(megabytes)


@needs("linux")
def test_a_database_that_grows_without_end_is_left_closed(tmp_path: Path) -> None:
    place = tmp_path / "a"
    place.write_bytes(built(packed(bomb(256))))
    said, megabytes = measured(place)
    assert said == ReadProblem.ZIP_BOMB
    assert megabytes < 300


@needs("linux")
def test_attachments_and_icons_are_not_kept(tmp_path: Path) -> None:
    photo = CHANCE.randbytes(40 << 20)
    inner = INNER[:-5] + b"\x03" + struct.pack("<I", len(photo)) + photo + INNER[-5:]
    place = tmp_path / "a"
    place.write_bytes(built(packed(tree(iter([entry(1), entry(2)])), inner)))
    said, megabytes = measured(place)
    assert said == "2"
    assert megabytes < 250  # the file itself is 40 of them, and the test of its blocks as much again


@pytest.mark.long
def test_the_first_entries_of_too_many_are_looked_at_and_that_is_said(tmp_path: Path) -> None:
    place = tmp_path / "a"
    place.write_text("".join(tree(entry(n) for n in islice(count(1), MOST_ENTRIES + 5))))
    found = list(read(place, saying()[0], today=TODAY))
    assert sum(isinstance(one, Entry) for one in found) == MOST_ENTRIES
    assert found[-1] == RowSnag(ReadProblem.TOO_MANY)
    assert sum(isinstance(one, SoFar) for one in found) > 10


def test_the_limit_of_entries_holds_for_every_kind_of_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("postigo.passwords.sandbox.readers.MOST_ENTRIES", 3)
    place = tmp_path / "a.csv"
    place.write_text("name,url,username,password,note\n" + "a,https://a.example,b,c,\n" * 9)
    found = list(read(place, saying()[0], today=TODAY))
    assert sum(isinstance(one, Entry) for one in found) == 3
    assert found[-1] == RowSnag(ReadProblem.TOO_MANY)


# --- what is in it


def test_a_passkey_needs_no_password(tmp_path: Path) -> None:
    passkey = "<String><Key>KPEX_PASSKEY_RELYING_PARTY</Key><Value>example.com</Value></String>"
    place = tmp_path / "a"
    place.write_text("".join(tree(iter([entry(1, ""), entry(2, "", passkey), entry(3, "girasol22", passkey)]))))
    assert passwords(place) == ["", "girasol22"]
    place.write_bytes(built(packed(tree(iter([entry(1, "", passkey)])))))
    assert passwords(place, Key(MASTER)) == []
    assert passwords(KEYS / "passkey.kdbx", Key(MASTER)) != []
    assert "" not in passwords(KEYS / "passkey.kdbx", Key(MASTER))


def test_a_field_that_cannot_be_deciphered_costs_its_row_and_those_behind_it(tmp_path: Path) -> None:
    sealed = '<String><Key>Password</Key><Value Protected="True">{}</Value></String>'
    rows = iter(entry(n, "", sealed.format(value)) for n, value in enumerate(["x", "QUJD", "QUJD"]))
    place = tmp_path / "a"
    place.write_bytes(built(packed(tree(rows))))
    snag, found, beside, _ = outcome(place, Key(MASTER))
    assert (snag, found) == (None, [])
    assert beside == [ReadProblem.DAMAGED_ROW] * 3


def test_attachments_of_version_3_take_their_part_of_the_stream(tmp_path: Path) -> None:
    """KeePass protects attachments too: whoever goes over them has a wrong password for everything behind them."""
    from pykeepass import PyKeePass  # noqa: PLC0415 - heavy

    place = database(tmp_path / "a", version=3)
    made = PyKeePass(place, password=MASTER)
    assert made.tree is not None
    before = passwords(place, Key(MASTER))
    assert before == PASSWORDS
    payload = [
        '<?xml version="1.0"?><KeePassFile><Meta><Binaries><Binary ID="0" Protected="True">QUJD</Binary></Binaries>',
        '</Meta><Root><Group><Entry><String><Key>Password</Key><Value Protected="True">QUJD</Value></String></Entry>',
        "</Group></Root></KeePassFile>",
    ]
    with_binary = tmp_path / "b"
    with_binary.write_bytes(built(packed(iter(payload))))
    hashed = hashlib.sha512(bytes(64)).digest()
    from Cryptodome.Cipher import ChaCha20  # noqa: PLC0415 - heavy

    stream = ChaCha20.new(key=hashed[:32], nonce=hashed[32:44])
    stream.decrypt(b"ABC")
    expected = stream.decrypt(b"ABC")
    snag, found, beside, _ = outcome(with_binary, Key(MASTER))
    assert snag is None
    try:
        assert found == [expected.decode()]
    except UnicodeDecodeError:
        assert beside == [ReadProblem.DAMAGED_ROW]


def test_bytes_of_a_database_stay_out_of_what_is_raised(tmp_path: Path) -> None:
    place = tmp_path / "a"
    place.write_bytes((FILES / "keepass-4.kdbx").read_bytes()[:200])
    with pytest.raises(Unreadable) as refused:
        list(read(place, saying()[0], today=TODAY))
    assert (refused.value.__cause__, refused.value.__context__) == (None, None)
    assert os.fspath(place) not in str(refused.value)
