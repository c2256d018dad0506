"""The reader of stored audits: a document of tomorrow, a damaged one, one that somebody made to do harm."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from postigo.core.model import Level, Share
from postigo.core.redact import Disclosure
from postigo.core.report import TIPS, PackState, Shutter
from postigo.core.system import Unknown
from postigo.core.values import StoredText
from postigo.reports import html, json_
from postigo.reports.redaction import stand_ins, words_for
from postigo.reports.shape import given as given_away
from postigo.store.document import read as reader
from postigo.store.document.model import LONGEST, TOO_LARGE, StoredAudit, StoredAuditError
from postigo.store.document.read import read
from postigo.store.document.write import shape
from tests.store.golden import KEY, templates
from tests.support import made


def everything() -> Any:
    """A document with everything in it, once: one finding of each check, with the evidence of few kinds."""
    document = shape(made.everything(), templates(made.everything()), KEY)
    for check in document["checks"]:
        del check["findings"][1:]
        for finding in check["findings"]:
            finding["evidence"] = {
                name: finding["evidence"][name] for name in ("sentence", "when") if finding["evidence"]
            }
    return document


WHOLE = everything()
SMALL = made.report(
    (made.listed("camera.in-use", 2), made.verdict("camera.in-use", made.finding(Level.GOOD, "Nobody uses it."))),
    (made.listed("firewall.enabled", 3), made.verdict("firewall.enabled", made.finding(Level.ACT, "It is off."))),
)
GOOD, ACT = 0, 1


def small() -> Any:
    return shape(SMALL, templates(SMALL), KEY)


def opened(document: object) -> StoredAudit:
    return read(json.dumps(document).encode())


def refused(content: bytes) -> StoredAuditError:
    with pytest.raises(StoredAuditError) as caught:
        read(content)
    assert caught.value.detail
    return caught.value


# --- what is none


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"postigo.audit/1"',
        b"\xff\xfe\xfd",
        b"SQLite format 3\x00",
        b"[" * 200_000,
        b'{"a":' * 200_000,
        b"9" * 5000,
        b'{"schema": 1}',
        b'{"schema": "postigo.report/1"}',
        b'{"schema": "postigo.audit/0"}',
        b'{"schema": "postigo.audit/1.5"}',
        b'{"schema": "postigo.audit/99999999999999999999"}',
        b'{"schema": "postigo.audit/1", "answered": NaN}',
    ],
    ids=lambda content: content[:40].decode(errors="replace"),
)
def test_what_is_no_stored_audit_is_refused_in_one_sentence(content: bytes) -> None:
    assert refused(content).text == reader.NOT_OURS


def test_another_major_version_asks_for_an_update() -> None:
    assert refused(json.dumps(small() | {"schema": "postigo.audit/2"}).encode()).text == reader.NEWER


def test_what_is_too_large_is_not_even_parsed() -> None:
    assert refused(b" " * (LONGEST + 1)).text == TOO_LARGE


@pytest.mark.parametrize("name", ["app", "languages", "device", "began", "answered", "checks"])
def test_without_its_head_nothing_is_opened(name: str) -> None:
    document = small()
    wrongs: tuple[Any, ...] = (None, 7, "x", [], {})
    for wrong in wrongs:
        document[name] = wrong
        assert refused(json.dumps(document).encode()).text == reader.DAMAGED
    del document[name]
    assert refused(json.dumps(document).encode()).text == reader.DAMAGED


@pytest.mark.parametrize(("name", "word"), [("platform", "android"), ("box", "lifeboat"), ("box", 7)])
def test_nothing_is_said_of_a_device_of_a_kind_that_is_not_known(name: str, word: object) -> None:
    document = small()
    document["device"][name] = word
    assert refused(json.dumps(document).encode()).text == reader.DAMAGED


@pytest.mark.parametrize("spoil", [{"tip": 7}, {"tip": True}, {"check": "no id"}, {"pack": None}])
def test_a_check_without_its_place_is_damage(spoil: dict[str, Any]) -> None:
    document = small()
    document["checks"][GOOD] |= spoil
    assert refused(json.dumps(document).encode()).text == reader.DAMAGED


def test_a_check_that_was_lost_or_doubled_is_noticed() -> None:
    lost, doubled = small(), small()
    del lost["checks"][ACT]
    doubled["checks"][ACT] = doubled["checks"][GOOD]
    for document in (lost, doubled):
        assert refused(json.dumps(document).encode()).text == reader.DAMAGED


# --- what is of tomorrow


def test_fields_that_are_not_known_are_passed_over() -> None:
    def fuller(data: Any) -> Any:
        match data:
            case {"en": _}:
                return data
            case dict():
                named = not data or all(isinstance(item, dict) for item in data.values())  # by names of no schema
                more: dict[str, Any] = {} if named else {"of-tomorrow": [{}]}
                return {name: fuller(item) for name, item in data.items()} | more
            case list():
                return [fuller(item) for item in data]
        return data

    assert opened(fuller(small())) == opened(small())


GAP = (Unknown.UNREADABLE, reader.NOT_UNDERSTOOD)


@pytest.mark.parametrize(
    ("place", "word"),
    [
        (["level"], "fine"),
        (["level"], None),
        (["level"], "note"),
        (["title"], {"text": {"en": "x"}, "values": {}}),
        (["why"], "x"),
        (["scope"], "galaxy"),
        (["share"], "household"),
        (["looked_at"], "yesterday"),
        (["looked_at"], "0001-01-01T00:00:00+14:00"),
        (["findings"], {}),
        (["findings"], []),
        (["findings", 0], "x"),
        (["findings", 0, "code"], ""),
        (["findings", 0, "level"], "excellent"),
        (["findings", 0, "text", "text"], {"en": "It is on."}),
        (["findings", 0, "text", "text"], {"en": "{who} is on.", "es": "{who}"}),
        (["findings", 0, "text", "text"], {"en": "{", "es": "{"}),
        (["findings", 0, "text", "values", "text"], {"kind": "fingerprint", "value": "af"}),
        (["findings", 0, "text", "values", "text"], {"kind": "numeral", "value": "letters"}),
        (["findings", 0, "text", "values", "text"], {"kind": ["number"], "value": 1}),
        (["findings", 0, "subject"], {"kind": "number", "value": 1.5}),
        (["findings", 0, "subject"], {"kind": "text", "value": {"text": {"en": "x", "es": "x"}, "values": {}}}),
        (["findings", 0, "evidence"], [1]),
        (["findings", 0, "evidence"], {"x": {"kind": "list", "value": []}}),
        (["findings", 0, "evidence"], {"x": {"kind": "time", "value": "9999-12-31T23:59:59-14:00"}}),
        (["findings", 0, "fixes"], "close"),
        (["findings", 0, "needs_confirmation"], "yes"),
        (["findings", 0, "ref"], "ana"),
        (["gaps"], None),
        (["gaps"], [7]),
        (["gaps"], [{"why": "denied"}]),
        (["not_applicable"], "no"),
        (["not_applicable"], {"text": {"en": "There is none.", "es": "No hay."}, "values": {}}),
    ],
    ids=str,
)
def test_what_is_not_understood_is_a_gap_and_never_good(place: list[str | int], word: object) -> None:
    document = small()
    node = document["checks"][GOOD]
    for step in place[:-1]:
        node = node[step]
    node[place[-1]] = word
    audit = opened(document)
    said = audit.report.verdict("camera.in-use")
    assert said is not None
    assert (said.level, said.not_applicable) == (None, None)
    assert (said.gaps[-1].why, said.gaps[-1].text) == GAP
    assert audit.report.shutter(2) is Shutter.FOGGED
    assert [missed for missed in audit.not_understood if not missed.startswith("checks[0].")] == []
    assert audit.not_understood
    assert audit.report.verdict("firewall.enabled") == opened(small()).report.verdict("firewall.enabled")


def test_a_check_may_lack_any_field_and_is_never_good_then() -> None:
    names = small()["checks"][GOOD].keys() - {"check", "pack", "tip"}
    for name in names:
        document = small()
        del document["checks"][GOOD][name]
        assert opened(document).report.shutter(2) is Shutter.FOGGED, name
    for name in small()["checks"][GOOD]["findings"][0]:
        document = small()
        del document["checks"][GOOD]["findings"][0][name]
        assert opened(document).report.shutter(2) is Shutter.FOGGED, name


def test_a_longer_reference_of_tomorrow_is_one() -> None:
    document = small()
    document["checks"][GOOD]["findings"][0]["ref"] = "0123456789abcdef" * 2
    assert opened(document).not_understood == ()


def test_bad_news_stays_when_its_sentence_is_not_understood() -> None:
    document = small()
    document["checks"][ACT]["findings"][0]["text"] = {"of": "tomorrow"}
    report = opened(document).report
    assert report.shutter(3) is Shutter.OPEN
    assert report.worst() is Level.ACT


def test_a_share_of_tomorrow_leaves_in_no_copy() -> None:
    document = small()
    document["checks"][ACT]["share"] = "household"
    report = opened(document).report
    assert report.listing("firewall.enabled").share is Share.NEVER
    copied = json_.render(given_away(report, words_for("en", report, stand_ins(Disclosure.FULL, report))))
    assert [row["check"] for row in json.loads(copied)["results"]] == ["camera.in-use"]


@pytest.mark.parametrize("packs", [None, [7], [{}], [{"name": "acme", "version": "1", "origin": "x", "state": "odd"}]])
def test_a_pack_that_is_not_understood_is_as_good_as_broken(packs: object) -> None:
    document = small()
    del document["checks"][ACT]
    report = opened(document | {"answered": 1, "packs": packs}).report
    assert [pack.state for pack in report.packs] == [PackState.BROKEN]
    assert report.worst() is None


def test_tips_seen_in_part_are_all_if_they_are_not_understood() -> None:
    document = small()
    del document["checks"][ACT]
    report = opened(document | {"answered": 1, "incomplete_tips": [9]}).report
    assert report.incomplete_tips == TIPS
    assert report.shutter(2) is Shutter.BARE


def test_a_language_of_tomorrow_is_passed_over_and_one_that_is_not_kept_is_english() -> None:
    text = StoredText("Hello", templates={"en": "Hello", "fr": "Bonjour"})
    assert [words_for(code, SMALL).say(text) for code in ("en", "es")] == ["Hello", "Hello"]


def test_sentences_within_sentences_have_an_end() -> None:
    document = small()
    text: Any = {"text": {"en": "{x}", "es": "{x}"}, "values": {"x": {"kind": "number", "value": 1}}}
    for _ in range(100):
        text = {"text": {"en": "{x}", "es": "{x}"}, "values": {"x": {"kind": "text", "value": text}}}
    document["checks"][GOOD]["findings"][0]["text"] = text
    assert opened(document).report.shutter(2) is Shutter.FOGGED


# --- whatever it is


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    for step, item in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield (*path, step)
        yield from places(item, (*path, step))


CONTENT = json.dumps(WHOLE)
PLACES = sorted(places(WHOLE), key=str)
JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8)
    | st.sampled_from(["good", "act", "number", "text", "list", "{x}", "9999-12-31T23:59:59Z", "\ud800", "\x1b[2J"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["kind", "value", "text", "en"]), inner)
    ),
    max_leaves=4,
)
BEFORE = opened(WHOLE).report
ORDER = {None: 0, Level.ACT: 3, Level.ADVISE: 2, Level.NOTE: 1, Level.GOOD: 1}


def spoilt(changes: list[tuple[tuple[Any, ...], str, Any]]) -> Any:
    document = json.loads(CONTENT)
    for path, what, junk in changes:
        node = document
        try:
            for step in path[:-1]:
                node = node[step]
            if what == "delete":
                del node[path[-1]]
            else:
                node[path[-1]] = junk
        except (LookupError, TypeError, AttributeError):
            continue  # an earlier change took the place away
    return document


CHANGES = st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(["put", "delete"]), JUNK), min_size=1, max_size=4)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(CHANGES)
def test_no_change_makes_a_document_raise_anything_else_or_a_check_better(
    changes: list[tuple[tuple[Any, ...], str, Any]],
) -> None:
    document = spoilt(changes)
    try:
        audit = opened(document)
    except StoredAuditError:
        return
    report = audit.report
    for line in report.listed:
        said = report.verdict(line.check)
        was = BEFORE.verdict(line.check)
        assert said is not None
        if was is None:
            continue  # its id was changed: it stands under another one, at the level that it had
        calm = said.level in {Level.GOOD, Level.NOTE} or said.not_applicable is not None
        was_calm = was.level in {Level.GOOD, Level.NOTE} or was.not_applicable is not None
        assert was_calm or not calm, line.check
        assert ORDER[said.level] >= ORDER[was.level] or GAP in [(gap.why, gap.text) for gap in said.gaps], line.check
    for tip in TIPS:
        report.shutter(tip)
    for lang in ("en", "es"):
        words = words_for(lang, report, stand_ins(Disclosure.SHARED, report))
        json_.render(given_away(report, words))
        html.render(given_away(report, words))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode(errors="replace")))
def test_no_bytes_raise_anything_else(content: bytes) -> None:
    refused(content)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(CONTENT) - 1))
def test_no_cut_document_is_opened(length: int) -> None:
    refused(CONTENT.encode()[:length])


def test_every_word_that_is_taken_away_alone_makes_nothing_better() -> None:
    """Each place once, with each of these, so that no luck is needed."""
    junks: tuple[Any, ...] = (None, [], {}, "x", 7)
    for path in PLACES:
        for junk in junks:
            try:
                report = opened(spoilt([(path, "put", junk)])).report
            except StoredAuditError:
                continue
            for verdict in report.verdicts:
                was = BEFORE.verdict(verdict.check)
                if was is not None and was.level not in {Level.GOOD, Level.NOTE}:
                    assert verdict.level not in {Level.GOOD, Level.NOTE}, path
                if was is not None and was.not_applicable is None:
                    assert verdict.not_applicable is None, path


def test_two_readings_are_the_same() -> None:
    assert opened(WHOLE) == opened(WHOLE)
    assert replace(opened(WHOLE), ref_key="") != opened(WHOLE)
