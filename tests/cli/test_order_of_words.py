"""Words of a call: an option stands wherever somebody types it, and all lines of our pages are understood."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from postigo.cli import parser
from postigo.cli.status import UsageError
from postigo.words import Words

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "call",
    [
        "fleet query all.parquet SELECT --format csv",
        "fleet diff last-week this-week --format json",
        "passwords a.csv b.csv --details --level full",
        "audit camera.in-use mic.in-use --tip 2 --details",
        "audit - x --label=a",
        "diff 1 2 --format json",
        "aside snooze camera.in-use --for week",
        "evidence hand-over log folder --zip",
        "clean-photos a.jpg b.jpg --dry-run --to out",
        "schedule key reports.key --now",
        "papers families --policy p.toml --output f.pdf",
    ],
)
def test_an_option_can_stand_anywhere_behind_its_command(call: str) -> None:
    name, *words = call.split()
    at = next(n for n, word in enumerate(words) if word.startswith("--"))
    plain, options = words[:at], words[at:]
    wanted = parser.parse([name, *words], "en")
    for place in range(len(plain) + 1):
        assert parser.parse([name, *plain[:place], *options, *plain[place:]], "en") == wanted


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("fleet report x --output", "needs something behind it"),
        ("fleet report x --output -- y", "needs something behind it"),
        ("fleet report --output --format html x", "needs something behind it"),
        ("audit --nothing camera.in-use", "unrecognized arguments"),
        ("verify", "the following is missing"),
        ("verify a b --with c", "unrecognized arguments"),
    ],
)
def test_a_wrong_call_is_told_as_before(call: str, said: str) -> None:
    with pytest.raises(UsageError) as wrong:
        parser.parse(call.split(), "en")
    assert said in Words("en").say(wrong.value.text)


def test_behind_two_dashes_all_is_words() -> None:
    assert parser.parse(["audit", "--details", "a", "--", "--tip", "b"], "en").checks == ["a", "--tip", "b"]


def _typed_in_docs() -> Iterator[str]:
    for page in sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]):
        for block in re.findall(r"^```sh\n(.*?)^```$", page.read_text("utf-8"), re.DOTALL | re.MULTILINE):
            yield from (line for line in block.splitlines() if re.search(r"(?:^|/| )postigo ", line))


def test_what_our_pages_offer_to_be_typed_is_understood() -> None:
    seen = 0
    for line in _typed_in_docs():
        words = shlex.split(line.partition("|")[0], comments=True)
        at = next((n for n, word in enumerate(words) if word.rpartition("/")[2] == "postigo"), None)
        if at is not None and words[:at] in ([], ["sudo"]):
            seen += 1
            parser.parse(words[at + 1 :], "en")
    assert seen > 30
