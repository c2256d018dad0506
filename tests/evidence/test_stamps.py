"""Time stamps: made by a real `openssl ts`, kept in the log, and judged by it; and answers that are none."""

from __future__ import annotations

import hashlib
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from postigo.core.values import Text
from postigo.evidence import bag, chain, clock, draft, handover, log, stamp_check, stamps, wording
from postigo.evidence.chain import Fault
from postigo.evidence.entry import Draft, Kind, Part
from postigo.evidence.log import Log
from postigo.evidence.stamps import Request
from postigo.evidence.trouble import EvidenceTrouble, NoLibrary
from postigo.guidance.path import Age
from postigo.reports.document import text
from postigo.words import Words
from tests.evidence.test_log import PASS, begun, cheap, said
from tests.support.places import needs
from tests.support.time_stamps import Authority

pytestmark = needs("posix", "openssl", "import rfc3161_client")

LINE = b'{"seq": 1}\n'
KEYS = {"ec": "ec -pkeyopt ec_paramgen_curve:P-256", "ec 384": "ec -pkeyopt ec_paramgen_curve:P-384", "rsa": "rsa:2048"}


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("stamps") / "a")


@pytest.fixture(scope="module")
def another(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("stamps") / "b")


def stamped(where: Path, authority: Authority, *, chain_too: bool = False) -> Log:
    """The log at `where` with its last entry stamped."""
    found = log.opened(where, PASS)
    entry = found.checked.head.count
    asked = stamps.request(chain.lines(found.files[bag.LOG], entry)[0])
    return log.stamp(where, PASS, entry, asked, authority.answer(asked.content, chain=chain_too))


def why(*words: object) -> Text:
    with pytest.raises(EvidenceTrouble) as refused:
        stamps.read(*words)  # type: ignore[arg-type]  # each test hands over one wrong thing
    return refused.value.text


def told(found: Log, roots: bytes | None = None) -> str:
    seen = stamp_check.seen(found, roots)
    return " ".join(Words("en").say(one) for one in wording.stamped(seen, named=roots is not None))


@pytest.mark.parametrize("chained", [False, True])
@pytest.mark.parametrize("key", list(KEYS))
def test_a_stamp_of_each_kind_of_key_is_read_and_leads_to_its_root(key: str, chained: bool, tmp_path: Path) -> None:
    authority = Authority(tmp_path / "authority", KEYS[key])
    asked = stamps.request(LINE)
    for _ in range(3 if chained else 1):  # openssl sends two certificates in an order of its own
        answer = authority.answer(asked.content, chain=chained)
        found = stamps.read(answer, LINE, asked.nonce)
        assert found.signer == "CN=Signer"
        assert len(found.key) == 64
        stamps.must_lead_to(answer, LINE, authority.roots.read_bytes())


def test_the_request_holds_the_hash_of_the_line_and_nothing_else() -> None:
    asked = stamps.request(b'{"seq": 1, "what": "canary"}\n')
    assert hashlib.sha256(b'{"seq": 1, "what": "canary"}\n').digest() in asked.content
    assert b"canary" not in asked.content
    assert len(asked.content) < 80
    assert stamps.request(LINE).nonce != stamps.request(LINE).nonce


def test_another_line_another_request_and_a_bad_signature_are_refused(authority: Authority) -> None:
    asked = stamps.request(LINE)
    answer = authority.answer(asked.content)
    assert why(answer, LINE + b"x", asked.nonce) == stamps.OTHER
    assert why(answer, LINE, asked.nonce + 1) == stamps.OTHER
    assert why(answer, LINE, stamps.request(LINE).nonce) == stamps.OTHER
    assert why(answer[:-1] + bytes([answer[-1] ^ 1]), LINE, asked.nonce) in (stamps.NOT_SIGNED, stamps.NO_STAMP)
    # The hour, one later: the signature is over it.
    hour = answer.index(b"20", answer.index(hashlib.sha256(LINE).digest()) + 32)
    moved = answer[: hour + 3] + bytes([answer[hour + 3] ^ 1]) + answer[hour + 4 :]
    assert why(moved, LINE, asked.nonce) == stamps.NOT_SIGNED


def test_a_stamp_of_somebody_else_does_not_lead_to_the_certificates_that_were_named(
    authority: Authority, another: Authority
) -> None:
    asked = stamps.request(LINE)
    answer = authority.answer(asked.content)
    for roots in (another.roots.read_bytes(), b"", b"no certificate", authority.roots.read_bytes()[:-60]):
        with pytest.raises(EvidenceTrouble):
            stamps.must_lead_to(answer, LINE, roots)
    both = another.roots.read_bytes() + authority.roots.read_bytes()
    stamps.must_lead_to(answer, LINE, both)


def test_what_refuses_is_told_in_the_words_of_the_service(authority: Authority) -> None:
    told = why(authority.answer(b"no request"), LINE)
    assert told.one == "The service refused: “{words}”."
    assert "Bad request" in Words("en").say(told)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\x30",
        b"\x30\x80",
        b"<html>sign in</html>",
        bytes(1000),
        b"\x30\x84\xff\xff\xff\xff",
        b"\x30\x03\x02\x01\x00",
        b"\x30\x05\x30\x03\x02\x01\x00",
    ],
)
def test_garbage_is_one_sentence(answer: bytes) -> None:
    assert why(answer, LINE) == stamps.NO_STAMP


def test_no_change_of_an_answer_is_more_than_one_sentence_or_another_time(authority: Authority) -> None:
    asked = stamps.request(LINE)
    answer = authority.answer(asked.content)
    right = stamps.read(answer, LINE, asked.nonce)
    chance = random.Random(7)  # noqa: S311 - the same changes each time
    for _ in range(1500):
        changed = bytearray(answer)
        for _ in range(chance.randint(1, 3)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        cut = bytes(changed)[: chance.choice([len(changed), len(changed), chance.randrange(len(changed))])]
        try:
            found = stamps.read(cut, LINE, asked.nonce)
        except EvidenceTrouble:
            continue
        assert found.at == right.at  # what was changed is not signed, as a status in words


@cheap
def test_a_stamp_is_kept_in_the_log_and_later_entries_do_not_break_it(
    authority: Authority, another: Authority, tmp_path: Path
) -> None:
    where = begun(tmp_path, "a", "b")
    after = stamped(where, authority)
    assert after.sound
    entry = after.checked.entries[-1]
    assert (entry.seq, entry.draft.kind) == (3, Kind.STAMPED)
    assert "data/stamps/2.tsr" in after.files
    log.add(where, PASS, said("later"), Age.ADULT)
    found = stamped(where, another, chain_too=True)
    assert found.sound
    assert [one.entry for one in stamp_check.seen(found)] == [2, 4]
    assert "entry 2, and all before it, existed at 20" in told(found)
    assert "Nobody asked here whose key that is." in told(found)
    both = authority.roots.read_bytes() + another.roots.read_bytes()
    assert "leads to the file that you named" in told(found, both)
    assert "Time stamp of entry 4: Its certificate does not lead" in told(found, authority.roots.read_bytes())
    made = " ".join(text.render(draft.document(found, "en")).decode().split())
    assert "entry 4, and all before it, existed at" in made


@cheap
def test_an_answer_that_is_none_changes_nothing(authority: Authority, tmp_path: Path) -> None:
    where = begun(tmp_path, "a")
    before = where.read_bytes()
    asked = stamps.request(chain.lines(log.opened(where, PASS).files[bag.LOG], 1)[0])
    right = authority.answer(asked.content)
    for request, answer in (
        (asked, b""),
        (asked, right[:-5]),
        (asked, authority.answer(stamps.request(LINE).content)),
        (Request(asked.content, asked.nonce + 1), right),
    ):
        with pytest.raises(EvidenceTrouble):
            log.stamp(where, PASS, 1, request, answer)
        assert where.read_bytes() == before
    log.add(where, PASS, said("b"), Age.ADULT)  # written while the service was asked
    log.stamp(where, PASS, 1, asked, right)
    with pytest.raises(EvidenceTrouble):
        log.stamp(where, PASS, 1, asked, right)
    assert log.opened(where, PASS).sound


@cheap
@pytest.mark.parametrize("how", ["gone", "other", "flipped"])
def test_a_stamp_that_was_exchanged_is_told_of_though_the_lists_were_made_anew(
    how: str, authority: Authority, another: Authority, tmp_path: Path
) -> None:
    found = stamped(begun(tmp_path, "a"), authority)
    name = bag.stamp(1)
    asked = stamps.request(chain.lines(found.files[bag.LOG], 1)[0])
    content = {"gone": {}, "other": {name: another.answer(asked.content)}, "flipped": {name: found.files[name] + b"x"}}
    opened = log.opened_bag(bag.made(found.files[bag.LOG], clock.now(), content[how]))
    assert opened.altered == (name,)
    assert not opened.sound
    assert "data/stamps/1.tsr" in " ".join(Words("en").say(one) for one in wording.verified(opened))
    assert not told(opened)


@cheap
def test_a_stamped_entry_that_is_changed_is_told_of_and_its_stamp_counts_no_more(
    authority: Authority, tmp_path: Path
) -> None:
    found = stamped(begun(tmp_path, "pay 300"), authority)
    files = dict(found.files)
    files[bag.LOG] = files[bag.LOG].replace(b"pay 300", b"pay 900")
    opened = log.opened_bag(files)
    assert [one.fault for one in opened.checked.misfits] == [Fault.CHANGED]
    assert told(opened) == "Time stamp of entry 1: It is the time stamp of something else."


@cheap
@pytest.mark.parametrize(
    ("done", "covers"),
    [
        (lambda x: [x[0], x[1].replace(b"b", b"c", 1), *x[2:]], "entry 3 and 4 existed"),
        (lambda x: [x[0], *x[2:]], "entry 3 and 4 existed"),
        (lambda x: [x[0], b"nonsense\n", *x[2:]], "entry 3 and 4 existed"),
        (lambda x: [*x[:3], x[3].replace(b'"d"', b'"e"'), *x[4:]], "the time stamp of something else"),
        (lambda x: [*x[:2], x[1], *x[2:]], "entry 4, and all before it, existed"),
        (lambda x: [x[2], x[0], x[1], *x[3:]], "entry 4, and all before it, existed"),
    ],
    ids=["changed", "cut", "unreadable", "itself", "doubled", "moved"],
)
def test_a_stamp_is_said_to_cover_only_what_its_entry_vouches_for(
    done: Callable[[list[bytes]], list[bytes]], covers: str, authority: Authority, tmp_path: Path
) -> None:
    found = stamped(begun(tmp_path, "a", "b", "c", "d"), authority)
    lines = done(found.files[bag.LOG].splitlines(keepends=True))
    opened = log.opened_bag({**found.files, bag.LOG: b"".join(lines)})
    assert not opened.sound
    assert covers in told(opened)


@cheap
def test_without_the_library_nothing_is_known_of_a_stamp_and_nothing_else_is_missing(
    authority: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = begun(tmp_path, "a")
    found = stamped(where, authority)
    monkeypatch.setitem(sys.modules, "rfc3161_client", None)
    assert [one.known for one in stamp_check.seen(found)] == [False]
    assert "rfc3161-client" in told(found)
    with pytest.raises(NoLibrary):
        stamps.request(LINE)
    assert log.add(where, PASS, said("b"), Age.ADULT).sound


@cheap
@pytest.mark.parametrize("language", ["en", "es"])
def test_openssl_checks_the_stamp_as_the_page_inside_says(language: str, authority: Authority, tmp_path: Path) -> None:
    found = stamped(begun(tmp_path, "a", "b"), authority)
    handover.write(handover.compared(found, Words(language)), tmp_path / "stick")
    opened = tmp_path / "stick/evidence"
    page = (opened / "data" / {"en": "README.txt", "es": "LEEME.txt"}[language]).read_text("utf-8")
    (line,) = (one.strip() for one in page.splitlines() if "openssl ts -verify" in one)
    asked = (
        line.replace("5.tsr", "2.tsr")
        .replace("sed -n 5p", "sed -n 2p")
        .replace("ROOT.pem", str(authority.roots))
        .replace("RAIZ.pem", str(authority.roots))
    )
    done = subprocess.run(["sh", "-c", asked], cwd=opened, capture_output=True, text=True, check=False)
    assert (done.returncode, "Verification: OK" in done.stdout + done.stderr) == (0, True), done
    other = asked.replace("sed -n 2p", "sed -n 1p")
    done = subprocess.run(["sh", "-c", other], cwd=opened, capture_output=True, text=True, check=False)
    assert done.returncode != 0


def test_a_line_of_a_stamp_is_read_again_and_a_strange_one_is_none() -> None:
    one = Draft(Kind.STAMPED, stamp=stamps.Stamped(3, "data/stamps/3.tsr", "ab"))
    content = chain.appended(b"", one, clock.now())
    assert chain.check(content).entries[0].draft.stamp == one.stamp
    assert not chain.check(content.replace(b'"entry": 3', b'"entry": "3"')).entries
    assert Part.WHAT not in one.said
