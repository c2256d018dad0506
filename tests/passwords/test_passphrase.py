from __future__ import annotations

import re

import pytest

from postigo.__main__ import main
from postigo.cli.status import Exit
from postigo.passwords import passphrase


@pytest.mark.parametrize("language", passphrase.LISTS)
def test_a_list_has_thousands_of_words_that_can_be_typed_and_told_apart(language: str) -> None:
    words = passphrase.words(language)
    assert len(words) >= 4096
    assert len(set(words)) == len(words)
    assert all(re.fullmatch(r"[a-zñáéíóúü]{3,}", word) for word in words), "a hyphen would make two of one"


@pytest.mark.parametrize("language", passphrase.LISTS)
@pytest.mark.parametrize("count", [passphrase.FEWEST, passphrase.USUAL, passphrase.MOST])
def test_a_phrase_has_so_many_words_of_its_list(language: str, count: int) -> None:
    made = passphrase.make(count, language)
    assert len(made.text.split("-")) == count
    assert set(made.text.split("-")) <= set(passphrase.words(language))
    assert made.bits >= 12 * count


def test_no_phrase_comes_twice_and_its_words_are_spread() -> None:
    phrases = [passphrase.make(6, "es").text for _ in range(300)]
    assert len(set(phrases)) == 300
    assert len({word for phrase in phrases for word in phrase.split("-")}) > 1300  # of 1,800 drawn


@pytest.mark.parametrize(("count", "language"), [(3, "es"), (11, "es"), (6, "fr"), (6, "../helplines")])
def test_there_is_no_other_phrase(count: int, language: str) -> None:
    with pytest.raises(ValueError, match="no such phrase"):
        passphrase.make(count, language)


def test_a_phrase_shows_itself_to_nobody() -> None:
    made = passphrase.make(6, "en")
    assert made.text not in repr(made)


def test_more_bits_are_never_called_worse() -> None:
    said = [passphrase.strength(bits).one.partition(":")[2].partition(".")[0] for bits in range(40, 140)]
    assert list(dict.fromkeys(said)) == [" good where a page locks after a few wrong tries", " good", " very good"]


def test_the_command_prints_the_phrase_alone_on_stdout(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["passphrase", "--lang", "es", "--words", "7"]) == Exit.NOTHING_TO_DO
    told = capsys.readouterr()
    assert len(told.out.strip().split("-")) == 7
    assert told.out.count("\n") == 1
    assert "bits" in told.err


@pytest.mark.parametrize("words", ["3", "99", "-1"])
def test_the_command_refuses_what_is_no_phrase(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["passphrase", "--lang", "en", f"--words={words}"]) == Exit.USAGE
    told = capsys.readouterr()
    assert told.out == ""
    assert "4 to 10" in told.err
