from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime

from postigo.core.codec import encode
from postigo.core.model import Level, Share, Verdict
from postigo.passwords import summary
from postigo.passwords.model import Judged, Reason
from postigo.passwords.severity import asks
from tests.stories.passwords_story import ENTRIES, FINE, judged

NOW = datetime(2026, 11, 23, 8, 12, tzinfo=UTC)


def row(*entries: Judged, unsure: bool = False) -> Verdict:
    counts = Counter(code for entry in entries for code in summary.codes(entry, asks(entry)))
    return summary.verdict(counts, len(entries), now=NOW, unsure=unsure)


def found(*entries: Judged, unsure: bool = False) -> dict[str, tuple[Level, object]]:
    verdict = row(*entries, unsure=unsure)
    return {finding.code: (finding.level, finding.evidence["entries"]) for finding in verdict.findings}


def test_the_row_counts_and_names_nobody() -> None:
    verdict = row(*ENTRIES)
    told = json.dumps(encode(verdict))
    for entry in ENTRIES:
        assert entry.site not in told
        assert not entry.user or f'"{entry.user}"' not in told
    assert summary.LISTED.share is Share.NEVER
    assert summary.LISTED.tip == 4
    assert all(finding.subject is None for finding in verdict.findings)


def test_what_opens_today_is_a_reason_to_act() -> None:
    leaked = judged(1, "forum.example.org", "ana", 3, Reason.LEAKED)
    default = judged(2, "192.168.1.1", "admin", 0, Reason.DEFAULT)
    assert found(leaked)["leaked"] == (Level.ACT, 1)
    assert found(default, leaked)["default"] == (Level.ACT, 1)


def test_reuse_can_be_better_and_reuse_of_the_mailbox_is_a_reason_to_act() -> None:
    shop = [judged(n, f"shop-{n}.example.org", "ana", 3, Reason.REUSED, reuse_group=1) for n in (1, 2)]
    mail = judged(3, "gmail.com", "ana", 3, Reason.REUSED, reuse_group=1)
    assert found(*shop) == {"reused": (Level.ADVISE, 2)}
    assert found(*shop, mail) == {"reused": (Level.ADVISE, 3), "carries-others": (Level.ACT, 1)}


def test_age_is_worth_knowing_and_no_more() -> None:
    told = found(judged(1, "amazon.es", "ana", 4, Reason.OLD))
    assert told["old"] == (Level.NOTE, 1)
    assert max(level for level, _ in told.values()) is Level.NOTE


def test_a_name_in_a_strong_password_asks_for_nothing() -> None:
    assert found(judged(1, "forum.example.org", "ana", 4, Reason.NAME)) == {"fine": (Level.GOOD, 1)}


def test_nothing_found_is_good_only_if_everything_was_looked_at() -> None:
    assert row(*FINE).level is Level.GOOD
    assert row(*FINE, unsure=True).level is None
    assert row(unsure=True).level is None


def test_bad_news_shows_also_where_not_all_was_looked_at() -> None:
    assert row(*ENTRIES, unsure=True).level is Level.ACT


def test_every_finding_that_asks_has_a_plan_that_stands_in_the_list() -> None:
    for finding in row(*ENTRIES).findings:
        assert all(summary.LISTED.plan(fix) for fix in finding.fixes)
        assert finding.fixes
