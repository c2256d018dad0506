"""Debian's order of versions: the cases of the manual, and dpkg's own word on made-up ones."""

from __future__ import annotations

import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postigo.api import CannotTell
from postigo_checks.updates.pending.deb_version import compare
from tests.support.places import needs

OLDER_FIRST = [
    ("1.0~rc1-1", "1.0-1"),
    ("1.0~~", "1.0~"),
    ("1.0~", "1.0"),
    ("1.0", "1.0a"),
    ("1.0a", "1.0+"),
    ("1.9", "1.10"),
    ("2.36-9+deb12u9", "2.36-9+deb12u10"),
    ("9:0.1", "10:0.1"),
    ("5.0", "1:0.1"),
    ("1.0-0", "1.0-0.1"),
    ("3.0.13-0ubuntu3.6", "3.0.13-0ubuntu3.6+esm1"),
]
SAME = [("1.0", "1.0-0"), ("0:1.0", "1.0"), ("1.00", "1.0"), ("1.0-01", "1.0-1")]


@pytest.mark.parametrize(("older", "newer"), OLDER_FIRST)
def test_older_versions_come_first(older: str, newer: str) -> None:
    assert compare(older, newer) < 0 < compare(newer, older)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_version_may_be_written_in_two_ways(one: str, other: str) -> None:
    assert compare(one, other) == 0


@pytest.mark.parametrize("version", ["", "a version", "1.0\n", "x:1.0", "1.0-"])
def test_what_is_no_version_is_not_guessed(version: str) -> None:
    with pytest.raises(CannotTell):
        compare(version, "1.0")


words = st.text("0123456789abz.+~", min_size=1, max_size=8)
versions = st.builds(
    lambda epoch, upstream, revision: f"{epoch}1{upstream}{revision}",
    st.sampled_from(["", "0:", "1:", "12:"]),
    words,
    st.one_of(st.just(""), words.map(lambda word: f"-{word}")),
)


@needs("dpkg")
@settings(max_examples=60, deadline=None)
@given(versions, versions)
def test_dpkg_says_the_same(one: str, other: str) -> None:
    dpkg = subprocess.run(["dpkg", "--compare-versions", one, "lt", other], check=False).returncode == 0
    assert (compare(one, other) < 0) is dpkg
