"""The draft of a report to the police: what is known is in it, who reports is not asked for, and no picture is in it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from postigo.core.values import Text
from postigo.evidence import bag, chain, clock, draft, log, told_days, wording
from postigo.evidence.entry import Draft, Entry, Kind, Part
from postigo.evidence.log import Log
from postigo.evidence.picked import PickedFile
from postigo.reports.document import Block, Boxes, Document, Field, Fields, Fingerprint, Paragraph, Table, html, text
from postigo.words import Words

HASH = "ab" * 32
FOLDER = "/home/canary-of-a-name/private pictures"
CHAT = Draft(
    said={
        Part.WHAT: "they wrote: pay 300 €",
        Part.WHO: "«Laura», 16",
        Part.WHEN: "2026-05-03 22:15",
        Part.WHERE: "WhatsApp",
        Part.URL: "https://example.com/laura",
        Part.PROFILE: "@laura, id 5283",
        Part.PAYMENT: "Bizum 600 000 000",
    }
)
EARLIER = Draft(
    said={Part.WHAT: "she asked to move", Part.WHEN: "2/5/2026", Part.PROFILE: "@laura, id 5283", Part.WHO: "Other"}
)
SHOT = Draft(
    said={Part.WHAT: "the threat", Part.WHEN: "2026-05-04"}, file=PickedFile(f"{FOLDER}/chat.png", 12, "", HASH)
)
WORDS = Draft(said={Part.REFERENCE: "the whole chat, on my phone", Part.WHEN: "2026-05-05"})
ANEW = Draft(Kind.CHANGED, {Part.WHAT: "it was 22:51"}, changes=1)
SHOWN = Draft(Kind.SHOWN, {Part.TO: "my teacher", Part.DAY: "2026-05-06"})
HANDED = Draft(Kind.HANDED, {Part.TO: "the police", Part.DAY: "2026-05-07"})
ALL = (CHAT, EARLIER, SHOT, WORDS, ANEW, SHOWN, HANDED)


def logged(*drafts: Draft) -> Log:
    content = b""
    for one in drafts:
        content = chain.appended(content, one, clock.now())
    return log.opened_bag(bag.made(content, clock.now()))


def blocks(document: Document) -> list[Block]:
    return [block for part in document.sections for block in part.blocks]


def tables(document: Document) -> list[Table]:
    return [block for block in blocks(document) if isinstance(block, Table)]


def fields(document: Document) -> list[Field]:
    return [row for block in blocks(document) if isinstance(block, Fields) for row in block.rows]


def as_text(document: Document) -> str:
    return " ".join(text.render(document).decode().split())


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_the_log_knows_is_in_the_draft_in_both_forms(language: str) -> None:
    found = logged(*ALL)
    made = draft.document(found, language)
    say = Words(language).say
    page = html.render(made).decode()
    for told in (as_text(made), page):
        for one in ALL:
            for typed in one.said.values():
                assert typed in told, typed
        assert HASH in told
        assert "chat.png" in told
        assert found.checked.head.sha256 in told
        assert say(draft.HELPS) in told
        assert say(wording.READABLE) in told
        assert FOLDER not in told
        assert "canary-of-a-name" not in told
    assert "<img" not in page
    assert [part.title.partition(".")[0] for part in made.sections] == [str(n) for n in range(1, 13)]


def test_who_reports_is_left_for_the_hand() -> None:
    made = draft.document(logged(*ALL), "en")
    who = next(part for part in made.sections if part.title.endswith("Who reports"))
    rows = [row for block in who.blocks if isinstance(block, Fields) for row in block.rows]
    assert len(rows) >= 5
    assert not any(row.value for row in rows)
    assert [row.label for row in fields(made) if row.value] == ["Number of entries"]


@pytest.mark.parametrize("country", ["ES", "GB", "world"])
def test_where_it_is_made_is_told_as_the_cards_tell_it(country: str) -> None:
    told = as_text(draft.document(logged(), "en", country))
    in_spain = ("Guardia Civil post", "091 and 062 are for what is happening now", "017 and the web form of the police")
    assert all((piece in told) is (country == "ES") for piece in in_spain)
    assert "Somebody under 18 goes with an adult." in told


def test_what_happened_goes_by_time_where_each_day_is_certain() -> None:
    made = draft.document(logged(*ALL), "es")
    happened = tables(made)[0]
    assert [row[0] for row in happened.rows] == ["2", "1", "5", "3", "4"]
    assert Words("es").say(Text("Entry {n} says it anew.", values={"n": 5})) in happened.rows[1][3]
    made = draft.document(logged(*ALL), "en")  # 2/5/2026 is February or May there
    assert [row[0] for row in tables(made)[0].rows] == ["1", "2", "3", "4", "5"]
    order = "In the order in which it was written down"
    assert any(isinstance(block, Paragraph) and block.text.startswith(order) for block in blocks(made))


def test_what_leads_to_the_person_stands_once_with_its_entries() -> None:
    identified = tables(draft.document(logged(*ALL), "en"))[1]
    assert [list(row) for row in identified.rows] == [
        ["Who", "«Laura», 16", "1"],
        ["Who", "Other", "2"],
        ["Name and number of the profile", "@laura, id 5283", "1, 2"],
        ["Address of the page or profile", "https://example.com/laura", "1"],
        ["Payment (account, telephone, wallet, amount)", "Bizum 600 000 000", "1"],
    ]


def test_an_empty_log_makes_a_form_to_fill_in() -> None:
    made = draft.document(logged(), "en")
    assert not tables(made)[0].rows
    assert tables(made)[0].empty == 2
    assert any(isinstance(block, Boxes) for block in blocks(made))
    assert [block.value for block in blocks(made) if isinstance(block, Fingerprint)] == ["0" * 64]
    assert "It has no entry yet." in as_text(made)


def test_of_no_file_it_says_nothing_that_was_read() -> None:
    assert "only for their fingerprint" not in as_text(draft.document(logged(CHAT), "en"))
    assert "only for their fingerprint" in as_text(draft.document(logged(SHOT), "en"))


def test_a_log_that_is_not_as_it_was_written_says_so_on_top() -> None:
    found = logged(*ALL)
    changed = dict(found.files)
    changed[bag.LOG] = changed[bag.LOG].replace(b"pay 300", b"pay 900")
    made = draft.document(log.opened_bag(changed), "en")
    assert any("Changed after it was written: entry 1." in note for note in made.notes)
    assert not any("Changed" in note for note in draft.document(found, "en").notes)


def test_what_was_typed_commands_neither_form() -> None:
    bad = "</td><script>x</script>\x1b[2J\u202egnp\ud800"
    made = draft.document(logged(*(replace(one, said=dict.fromkeys(one.said, bad)) for one in ALL)), "es")
    page, plain = html.render(made).decode(), text.render(made).decode()
    assert "<script" not in page
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e]", page + plain)
    assert max(map(len, plain.splitlines())) <= 80


DAYS = [
    ("2026-05-03", "en", (2026, 5, 3)),
    ("2026-5-3, 9:05", "en", (2026, 5, 3)),
    ("3/5/2026", "es", (2026, 5, 3)),
    ("3/5/2026", "en", None),
    ("3.3.2026", "en", (2026, 3, 3)),
    ("25/5/2026 a las 22:15", "en", (2026, 5, 25)),
    ("5/25/2026", "es", None),
    ("2026-02-30", "es", None),
    ("3 de mayo", "es", None),
    ("", "es", None),
    ("٣/٥/٢٠٢٦", "es", None),
    ("9" * 5000, "es", None),
]


@pytest.mark.parametrize(("typed", "language", "day"), DAYS)
def test_a_day_is_read_where_it_can_be_but_one(typed: str, language: str, day: tuple[int, int, int] | None) -> None:
    told = told_days.told(typed, language)
    assert (told and (told.day.year, told.day.month, told.day.day)) == day


def test_within_a_day_the_hours_count_only_if_all_have_one() -> None:
    def entries(*days: str) -> list[Entry]:
        return [Entry(seq, "", clock.now(), Draft(said={Part.WHEN: day})) for seq, day in enumerate(days, 1)]

    def order(*days: str) -> list[int] | None:
        found = told_days.in_order(entries(*days), "es")
        return None if found is None else [entry.seq for entry in found]

    assert order("3/5/2026 22:15", "3/5/2026 a las 9:05") == [2, 1]
    assert order("3/5/2026 22:15", "3/5/2026", "2/5/2026 23:00") == [3, 1, 2]
    assert order("3/5/2026", "after that") is None
