"""A stored audit: what is kept and what is not, and that it says later what it said on its day."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from postigo.core.handle import Handle, HandleKind
from postigo.core.model import Level, Share
from postigo.core.redact import Disclosure
from postigo.core.report import TIPS, Report, Shutter, verdict_digest, without_private
from postigo.core.source import Source, union
from postigo.core.values import Keyword, Personal, Program, Text, values_within
from postigo.passwords import summary
from postigo.reports import html, json_, text
from postigo.reports.paper import Paper
from postigo.reports.redaction import stand_ins, words_for
from postigo.reports.shape import given
from postigo.store.document.model import LONGEST, StoredAudit, StoredAuditError
from postigo.store.document.read import read
from postigo.store.document.ref import ref
from postigo.store.document.write import shape, write
from tests.store.golden import KEY, templates
from tests.support import made, remembered

OTHER_KEY = bytes(32)


def stored(report: Report, key: bytes = KEY) -> StoredAudit:
    return read(write(report, templates(report), key))


def copied(report: Report, level: Disclosure, lang: str) -> dict[str, Any]:
    words = words_for(lang, report, stand_ins(level, report))
    document = given(report, words)
    for one in document["results"]:
        for finding in one["findings"]:
            del finding["ref"]  # what is kept has its own, of another key
    del document["ref_key"], document["integrity"]
    return document


def as_it_is_kept(report: Report) -> Report:
    """The report without what is kept nowhere: plans, technical details, errors of packs."""
    kept = without_private(report)
    return replace(
        kept,
        listed=tuple(replace(line, fixes=()) for line in kept.listed),
        verdicts=tuple(replace(said, detail="") for said in kept.verdicts),
        packs=tuple(replace(pack, error="") for pack in kept.packs),
    )


# --- what is read is what was written


@pytest.mark.parametrize("path", remembered.MACHINES, ids=lambda path: path.stem)
def test_what_was_kept_says_the_same_as_on_its_day(path: Path) -> None:
    live = without_private(remembered.report(path))
    audit = stored(remembered.report(path))
    assert audit.not_understood == ()
    assert len(audit.report.verdicts) == len(live.verdicts)
    for tip in TIPS:
        assert audit.report.shutter(tip) is live.shutter(tip)
    for said in live.verdicts:
        again = audit.report.verdict(said.check)
        assert again is not None
        assert verdict_digest(again) == verdict_digest(said)
    for lang in ("en", "es"):
        for level in (Disclosure.FULL, Disclosure.SHARED):
            assert copied(audit.report, level, lang) == copied(as_it_is_kept(live), level, lang)


def test_a_report_with_everything_in_it_says_the_same() -> None:
    live = replace(made.everything(), label="Aula 3, PC 12", system="Debian GNU/Linux 12")
    audit = stored(live)
    assert audit.not_understood == ()
    for lang in ("en", "es"):
        for level in Disclosure:
            assert copied(audit.report, level, lang) == copied(as_it_is_kept(live), level, lang)


def test_a_plural_is_kept_as_it_was_chosen_in_each_language() -> None:
    def said(n: int) -> Text:
        return Text("{n} update is waiting.", "{n} updates are waiting.", n, {"n": n})

    line = replace(made.listed("update.os-pending", 3), pack="acme")
    live = made.report(
        (
            line,
            made.verdict("update.os-pending", *(replace(made.finding(Level.ADVISE), text=said(n)) for n in (1, 1234))),
        )
    )
    spanish = {1: "Espera {n} actualización.", 1234: "Esperan {n} actualizaciones."}
    given = {
        **templates(live),
        "es": lambda text, pack: spanish[text.n] if text.n is not None else templates(live)["es"](text, pack),
    }
    audit = read(write(live, given, KEY))
    texts = [finding.text for _, finding in audit.findings()]
    assert [words_for("en", audit.report).say(text) for text in texts] == [
        "1 update is waiting.",
        "1,234 updates are waiting.",
    ]
    assert [words_for("es", audit.report).say(text) for text in texts] == [
        "Espera 1 actualización.",
        "Esperan 1.234 actualizaciones.",
    ]


def test_a_translation_that_asks_for_other_values_is_kept_in_english() -> None:
    live = made.report((made.listed("a.b", 3), made.verdict("a.b", made.finding(Level.NOTE, "Old."))))
    audit = read(write(live, {**templates(live), "es": lambda _text, _pack: "{nobody} lo sabe."}, KEY))
    assert audit.not_understood == ()
    assert [words_for("es", audit.report).say(finding.text) for _, finding in audit.findings()] == ["Old."]


def test_an_audit_that_was_stopped_is_kept_with_gaps() -> None:
    live = made.report((made.listed("a.b", 3), made.verdict("a.b", made.finding(Level.GOOD))))
    live = replace(live, ended=None, listed=(*live.listed, made.listed("a.c", 3)))
    assert live.shutter(3) is Shutter.CLOSED
    kept = stored(live).report
    assert kept.ended is None
    assert kept.shutter(3) is Shutter.FOGGED


def test_what_was_offered_and_the_tips_seen_in_part_are_kept() -> None:
    live = made.report((made.listed("a.b", 3), made.verdict("a.b", made.finding(Level.GOOD))))
    live = replace(live, offered=(made.listed("a.c", 5),), incomplete_tips=(3,))
    kept = stored(live).report
    assert [line.check for line in kept.offered] == ["a.c"]
    assert kept.shutter(3) is Shutter.BARE


def test_every_format_shows_it() -> None:
    kept = stored(made.everything()).report
    for lang in ("en", "es"):
        words = words_for(lang, kept, stand_ins(Disclosure.FULL, kept))
        assert b"canary-program" in html.render(given(kept, words))
        assert b"canary-program" in text.render(given(kept, words), Paper(details=True))


# --- what is kept nowhere


def test_nothing_that_leaves_in_no_file_is_kept() -> None:
    live = made.everything()
    content = write(live, templates(live), KEY).decode()
    assert "canary-program" in content  # what it is for: the person's own names
    for secret in (made.SECRET, made.HANDLE.id, made.HANDLE.within, "canary-detail", "canary-host", "rotten.py"):
        assert secret not in content
    kept = read(content.encode()).report
    assert [line.check for line in kept.left_out] == ["secret.never", "secret.absent"]
    assert kept.shutter(1) is Shutter.BARE


def test_a_check_that_leaves_in_no_file_is_kept_the_same_whatever_it_said() -> None:
    line = made.listed("secret.never", 1, share=Share.NEVER)
    said = [
        shape(report, templates(report), KEY)
        for level in Level
        for report in [made.report((line, made.verdict("secret.never", made.finding(level))))]
    ]
    assert all(one == said[0] for one in said)


def test_the_persons_own_files_are_kept_nowhere() -> None:
    device = made.report((made.listed("a.b", 3), made.verdict("a.b", made.finding(Level.NOTE))))
    files = Source(summary.SOURCE, (summary.LISTED,), (made.verdict(summary.CHECK, made.finding(Level.ACT, "canary")),))
    both = union(device, [files])
    assert both.passwords
    content = write(both, templates(both), KEY).decode()
    assert "canary" not in content
    assert summary.CHECK not in content
    assert not read(content.encode()).report.passwords


def test_no_handle_and_no_key_is_in_any_machines_document() -> None:
    for path in remembered.MACHINES:
        live = remembered.report(path)
        content = write(live, templates(live), KEY).decode()
        assert '"handle"' not in content
        assert '"detail"' not in content
        assert KEY.hex() not in content


@pytest.mark.parametrize("path", remembered.MACHINES, ids=lambda path: path.stem)
def test_a_copy_to_give_away_has_none_of_the_names(path: Path) -> None:
    """The names are changed to ones that nobody's sentence has by chance."""
    live = remembered.report(path)
    canaries = {name: f"quetzal-{index}" for index, name in enumerate(sorted(set(names(live))))}
    kept = stored(live).report
    content = write(live, templates(live), KEY).decode()
    changed = read(json.dumps(renamed(json.loads(content), canaries)).encode())
    assert changed.not_understood == ()
    assert bool(canaries) == ("quetzal" in json.dumps(copied(changed.report, Disclosure.FULL, "es")))
    for lang in ("en", "es"):
        words = words_for(lang, changed.report, stand_ins(Disclosure.SHARED, changed.report))
        for copy in (json_.render, html.render):
            assert b"quetzal" not in copy(given(changed.report, words)).lower()
        assert copied(changed.report, Disclosure.SHARED, lang) == copied(kept, Disclosure.SHARED, lang)


def names(report: Report) -> Iterator[str]:
    for said in report.verdicts:
        texts = [*(gap.text for gap in said.gaps), *([said.not_applicable.text] if said.not_applicable else [])]
        for finding in said.findings:
            texts.append(finding.text)
            for item in (*finding.evidence.values(), *([finding.subject] if finding.subject is not None else [])):
                yield from (name_of(value) for value in values_within(item) if isinstance(value, Personal))
        for sentence in texts:
            yield from (name_of(value) for value in values_within(sentence) if isinstance(value, Personal))


def name_of(value: Personal) -> str:
    return str(getattr(value, "name", None) or getattr(value, "text", ""))


def renamed(data: Any, others: dict[str, str]) -> Any:
    """A document with other names in the values that name something of the person."""
    match data:
        case {"kind": "program" | "site" | "path" | "device" | "account" | "quoted" as kind, "value": str(name)}:
            return {"kind": kind, "value": others[name]}
        case dict():
            return {key: renamed(value, others) for key, value in data.items()}
        case list():
            return [renamed(value, others) for value in data]
    return data


# --- the same thing, and not its name


def test_the_same_thing_has_the_same_reference_in_two_documents() -> None:
    path = next(path for path in remembered.MACHINES if path.stem == "windows-11-family")
    live = remembered.report(path)
    first, second = stored(live), stored(replace(live, label="later"))
    assert dict(first.findings()).keys() == dict(second.findings()).keys()
    assert len(dict(first.findings())) == len(list(first.findings()))  # no two findings have one identity
    assert first.ref_key == second.ref_key


def test_another_key_gives_other_references_and_says_so() -> None:
    first, second = stored(made.everything()), stored(made.everything(), OTHER_KEY)
    assert first.ref_key != second.ref_key
    one, other = ({ref for (_, _, ref), _ in audit.findings()} for audit in (first, second))
    assert one & other <= {None}


def test_a_reference_is_of_the_handle_else_of_the_subject() -> None:
    plain = replace(made.finding(Level.ACT), handle=None)
    named = replace(plain, subject=Program("Zoom"))
    held = replace(named, handle=Handle(HandleKind.PACKAGE, "zoom", "apt"))
    assert ref(KEY, plain) is None
    assert ref(KEY, named) == ref(KEY, replace(named, text=Text("In other words."), level=Level.NOTE))
    assert ref(KEY, held) == ref(KEY, replace(held, subject=Program("Zoom Workplace")))
    different = [
        named,
        held,
        replace(named, subject=Keyword("Zoom")),
        replace(named, subject=date(2026, 11, 20)),
        replace(held, handle=Handle(HandleKind.PACKAGE, "apt", "zoom")),
        replace(held, handle=Handle(HandleKind.UNIT, "zoom", "apt")),
    ]
    assert len({ref(KEY, one) for one in different}) == len(different)


def test_a_short_key_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        stored(made.everything(), b"short")


# --- size


def test_ten_thousand_findings_are_kept_and_read() -> None:
    many = (replace(made.finding(Level.ADVISE), subject=Program(f"program {n}"), handle=None) for n in range(10_000))
    live = made.report((made.listed("a.b", 3), made.verdict("a.b", *many)))
    assert len(list(stored(live).findings())) == 10_000


def test_what_could_not_be_opened_again_is_not_written() -> None:
    long = replace(made.finding(Level.ACT), subject=Program("x" * LONGEST))
    live = made.report((made.listed("a.b", 3), made.verdict("a.b", long)))
    with pytest.raises(StoredAuditError) as refused:
        write(live, templates(live), KEY)
    assert "larger" in refused.value.text.one


def test_a_lone_surrogate_of_a_machine_comes_back() -> None:
    odd = replace(made.finding(Level.ACT), subject=Program("\ud800"))
    audit = stored(made.report((made.listed("a.b", 3), made.verdict("a.b", odd))))
    assert [finding.subject for _, finding in audit.findings()] == [Program("\ud800")]
