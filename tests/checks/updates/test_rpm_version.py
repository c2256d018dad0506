"""RPM's order of versions: the cases of its manual, and rpm's own word on made-up ones."""

from __future__ import annotations

import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postigo.api import CannotTell
from postigo_checks.updates.pending.rpm_version import compare
from tests.support.places import needs

OLDER_FIRST = [
    ("0:1.0~rc1-1", "0:1.0-1"),
    ("0:1.0-1", "0:1.0^git1-1"),
    ("0:1.0^git1-1", "0:1.0.1-1"),
    ("0:1.9-1", "0:1.10-1"),
    ("0:1.0a-1", "0:1.0.1-1"),
    ("0:9-9", "1:0-1"),
    ("0:1.0-1.fc42", "0:1.0-1.fc43"),
    ("0:1.0-1", "0:1.0-1.1"),
]


@pytest.mark.parametrize(("older", "newer"), OLDER_FIRST)
def test_older_versions_come_first(older: str, newer: str) -> None:
    assert compare(older, newer) < 0 < compare(newer, older)


def test_what_separates_does_not_count() -> None:
    assert compare("0:1.0-1", "0:1_0-01") == 0


@pytest.mark.parametrize("version", ["", "1.0-1", "0:1.0", "0:1 0-1", "x:1-1"])
def test_what_is_no_version_is_not_guessed(version: str) -> None:
    with pytest.raises(CannotTell):
        compare(version, "0:1-1")


words = st.builds("{}{}".format, st.sampled_from("0129aZ"), st.text("0129abZ.+~^_", max_size=7))


@needs("rpm")
@settings(max_examples=5, deadline=None)
@given(st.lists(st.tuples(words, words), min_size=20, max_size=60))
def test_rpm_says_the_same(pairs: list[tuple[str, str]]) -> None:
    script = " ".join(f"print(rpm.vercmp('{one}', '{other}') .. ' ')" for one, other in pairs)
    done = subprocess.run(["rpm", "--eval", f"%{{lua: {script}}}"], capture_output=True, text=True, check=True)
    said = [int(word) for word in done.stdout.split()]
    assert [compare(f"0:{one}-1", f"0:{other}-1") for one, other in pairs] == said
