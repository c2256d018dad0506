"""docs/decisions: each note has the layout of all others, and the index is what they say."""

from __future__ import annotations

from pathlib import Path

import pytest
from installer.decisions import MalformedNoteError, page, read_note, read_notes

NOTE = """\
# 0640: A title

date: 2026-11-29
status: accepted
subject: window

**Question** Which?

**Answer** This one.

**Why** Because.
"""


def test_each_note_is_one_line_of_the_index() -> None:
    for note in read_notes():
        assert page().count(f"]({note.path.name})") == 1


@pytest.mark.parametrize(
    ("there", "instead", "said"),
    [
        ("# 0640: A title", "# 0640 A title", "head"),
        ("date: 2026-11-29\n", "", "head"),
        ("status: accepted", "status: perhaps", "head"),
        ("subject: window", "subject: cooking", "cooking"),
        ("# 0640:", "# 0641:", "0641"),
        ("**Why** ", "**Why**: ", "Why"),
    ],
)
def test_a_note_of_another_layout_is_named(tmp_path: Path, there: str, instead: str, said: str) -> None:
    path = tmp_path / "0640-a-title.md"
    path.write_text(NOTE, "utf-8")
    assert read_note(path).title == "A title"
    path.write_text(NOTE.replace(there, instead), "utf-8")
    with pytest.raises(MalformedNoteError, match=said):
        read_note(path)


def test_a_note_that_is_superseded_names_one_that_exists(tmp_path: Path) -> None:
    (tmp_path / "0640-a-title.md").write_text(NOTE.replace("accepted", "superseded by 0999"), "utf-8")
    with pytest.raises(MalformedNoteError, match="0999"):
        read_notes(tmp_path)


def test_no_number_is_given_twice(tmp_path: Path) -> None:
    for name in ("0640-a-title.md", "0640-another.md"):
        (tmp_path / name).write_text(NOTE, "utf-8")
    with pytest.raises(MalformedNoteError, match="0640"):
        read_notes(tmp_path)
