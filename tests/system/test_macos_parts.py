"""What of the macOS side needs no Mac: what running devices and recording processes mean."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any, cast

import pytest

from postigo.core.system import CannotTell, CaptureKind, DeviceUser, Unknown
from postigo.system import macos
from postigo.system.macos import MacOS, Properties, Refused, cameras, microphones, word
from tests.support.places import needs

SYSTEM = 1


class Mac(Properties):
    """Properties as a table: (object, selector, scope) -> numbers, or the letters of an error."""

    def __init__(self, table: dict[tuple[int, str, str], list[int] | str]) -> None:
        self.table = table

    def raw(self, thing: int, selector: str, scope: str = "glob") -> bytes:
        said = self.table.get((thing, selector, scope), "who?")
        if isinstance(said, str):
            raise Refused(said)
        return b"".join(number.to_bytes(4, sys.byteorder) for number in said)


def mac(**answers: Any) -> Properties:
    """Written `x10_gone=[1]`, `x1_prs_=[…]` (`_` for `#`), with `_inpt` or `_outp` at the end for a scope."""
    table = {}
    for name, said in answers.items():
        thing, selector, *scope = name[1:].split("_", 2)
        table[int(thing), selector.ljust(4, "#"), scope[0] if scope and scope[0] else "glob"] = said
    return Mac(cast("dict[tuple[int, str, str], list[int] | str]", table))


def why(ask: Callable[[], object]) -> Unknown:
    with pytest.raises(CannotTell) as unknown:
        ask()
    return unknown.value.why


def test_letters_are_packed_as_apple_packs_them() -> None:
    assert [word(letters) for letters in ("glob", "dev#", "gone", "prs#")] == [
        0x676C6F62,
        0x64657623,
        0x676F6E65,
        1886548771,
    ]


def test_a_running_camera_is_told_without_a_process() -> None:
    found = cameras(mac(x1_dev=[30, 31], x30_gone=[0], x31_gone=[1]))
    assert found.devices == ("camera 30", "camera 31")
    assert found.holders == (DeviceUser("camera 31", None, "", own=False),)


def test_no_camera_is_an_answer() -> None:
    assert cameras(mac(x1_dev=[])).devices == ()


@pytest.mark.parametrize(
    ("error", "reason"), [("!hog", Unknown.DENIED), ("deny", Unknown.DENIED), ("what", Unknown.UNREADABLE)]
)
def test_a_camera_that_does_not_answer_is_not_taken_for_still(error: str, reason: Unknown) -> None:
    assert why(lambda: cameras(mac(x1_dev=[30, 31], x30_gone=[0], x31_gone=error))) is reason
    assert why(lambda: cameras(mac(x1_dev=error))) is reason
    assert why(lambda: cameras(mac(x1_dev=[30], x30_gone=[]))) is Unknown.UNREADABLE


def test_processes_that_record_are_told() -> None:
    ours = os.getppid()
    found = microphones(
        mac(
            x1_dev=[5, 6],
            x5_stm_inpt=[50],
            x6_stm_inpt=[],
            x1_prs=[70, 71, 72],
            x70_piri=[0],
            x71_piri=[1],
            x71_ppid=[ours],
            x72_piri="!obj",
        )
    )
    assert found.devices == ("microphone 5",)
    assert [(holder.device, holder.pid) for holder in found.holders] == [("microphone", ours)]
    assert found.holders[0].program


def test_a_process_that_does_not_answer_is_not_taken_for_silent() -> None:
    assert why(lambda: microphones(mac(x1_dev=[], x1_prs=[70], x70_piri="what"))) is Unknown.UNREADABLE
    assert why(lambda: microphones(mac(x1_dev=[], x1_prs=[70], x70_piri=[1], x70_ppid=[]))) is Unknown.UNREADABLE
    assert why(lambda: microphones(mac(x1_dev=[], x1_prs="!hog"))) is Unknown.DENIED


def test_before_the_list_of_processes_a_running_microphone_is_told() -> None:
    found = microphones(mac(x1_dev=[5], x5_stm_inpt=[50], x5_stm_outp=[], x5_gone=[1]))
    assert found.holders == (DeviceUser("microphone 5", None, "", own=False),)


def test_a_headset_that_may_only_be_playing_is_no_answer() -> None:
    headset = {"x1_dev": [5], "x5_stm_inpt": [50], "x5_stm_outp": [51]}
    assert why(lambda: microphones(mac(**headset, x5_gone=[1]))) is Unknown.MISSING
    assert microphones(mac(**headset, x5_gone=[0])).holders == ()


@needs("not-macos")
def test_without_the_frameworks_nothing_can_be_told() -> None:
    for lens in CaptureKind:
        assert why(lambda lens=lens: MacOS().holders(lens)) is Unknown.MISSING  # type: ignore[misc]


def test_an_error_is_four_letters() -> None:
    with pytest.raises(Refused, match="who"):
        macos._check(word("who?"))
    macos._check(0)
