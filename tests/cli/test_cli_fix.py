"""`postigo fix`, `undo` and `changes`: what is shown, made, told and refused, on remembered machines that change."""

from __future__ import annotations

import json
import os
import shlex
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from postigo.__main__ import main
from postigo.cli import fix_events, fix_offers, own_screen, undo
from postigo.core.change import CannotChange, Refusal, Setting
from postigo.core.model import Verdict
from postigo.core.offer import OfferKey
from postigo.core.report import CheckInfo, PackInfo, Report
from postigo.core.values import Text
from postigo.fixes import live, wording
from postigo.fixes.journal import Entry, How, Journal, interrupted
from postigo.fixes.messages import Changed, Do, Message, Order, Preview, Refused
from postigo.fixes.session import Session, told
from postigo.pipe.messages import from_line, to_line
from postigo.store import policy as stored
from postigo_checks import pack
from tests.fixes.case import FOLDER, Bench, ChangeCase, read
from tests.support.places import needs

CASE = FOLDER / "image.screen-lock/linux-kde-late.json"
CHECK = "image.screen-lock"
Said = tuple[int, str, str]


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    """A KDE whose screen locks late, in the place of this machine; the journal is in a folder of the test."""
    made = Bench(CHECK, read(CASE), tmp_path / "kept")
    _in_place(monkeypatch, made)
    return made


def _in_place(monkeypatch: pytest.MonkeyPatch, made: Bench) -> None:
    def look(checks: tuple[str, ...]) -> Report:
        listed = tuple(
            CheckInfo.of(check, pack.name, made.changes.platform)
            for check in pack.checks
            if check.id == made.check.id and checks in {(), (check.id,)}
        )
        verdicts: tuple[Verdict, ...] = tuple(made.look_again(line.check) for line in listed)
        return replace(_report(made), listed=listed, verdicts=verdicts)

    here = Session(look, made.access, made.journal)
    monkeypatch.setattr(
        live, "session", lambda policy, _replay=None, _heard=None: replace(here, forbidden=policy.fixes_off)
    )
    monkeypatch.setattr("postigo.cli.changes.Journal", lambda: made.journal)


def _report(made: Bench) -> Report:
    platform = made.changes.platform
    return Report("0.1.0", platform, made.changes.system.now(), packs=(PackInfo(pack.name, "0.1.0", "built-in"),))


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Said]:
    """A call within this process: its status, and what it said on stdout and stderr."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setattr(own_screen, "is_own_screen", lambda: True)
    capsys.readouterr()

    def call(*words: str) -> Said:
        status = main(words)
        said = capsys.readouterr()
        return status, " ".join(said.out.split()), " ".join(said.err.split())

    return call


def test_a_list_says_what_to_type_for_each(bench: Bench, say: Callable[..., Said]) -> None:
    status, out, _ = say("fix")
    assert status == 0
    assert "Let the screen lock by itself" in out
    assert f"fix {CHECK}" in out
    assert not bench.changes.made


def test_a_dry_run_says_now_and_then_and_changes_nothing(bench: Bench, say: Callable[..., Said]) -> None:
    status, out, _ = say("fix", CHECK, "--dry-run")
    assert status == 0
    for part in (
        "Now: The screen locks by itself only after 65 minutes",
        "Then: ",
        "You can undo it.",
        "Daemon/Timeout: 60 → 5",
    ):
        assert part in out
    assert not bench.changes.made
    assert not bench.journal.file.exists()


def test_it_is_made_looked_at_again_listed_and_undone(bench: Bench, say: Callable[..., Said]) -> None:
    before = bench.answers
    status, out, _ = say("fix", CHECK, "--yes")
    assert status == 0
    assert "it is mended" in out
    (entry,) = bench.journal.read().entries
    assert f"undo {entry.id}" in out
    _, listed, _ = say("changes")
    assert "it is mended" in listed
    assert f"undo {entry.id}" in listed
    status, out, _ = say("undo", entry.id, "--yes")
    assert status == 0
    assert "All is as it was before" in out
    assert bench.answers == before
    _, listed, _ = say("changes")
    assert "Undone since" in listed
    assert "undo " not in listed.replace("Undone", "")


def test_json_says_the_same(bench: Bench, say: Callable[..., Said]) -> None:
    _, out, _ = say("fix", CHECK, "--format", "json")
    (shown,) = json.loads(out)["changes"]
    assert [step["to"]["value"] for step in shown["steps"]] == ["5", "5"]
    assert not bench.changes.made
    _, out, _ = say("fix", CHECK, "--yes", "--format", "json")
    (done,) = json.loads(out)["changes"]
    assert done["how"] == "fixed"
    assert done["steps"] == shown["steps"]
    _, out, _ = say("changes", "--format", "json")
    listed = json.loads(out)
    assert [(one["id"], one["can_be_undone"]) for one in listed["changes"]] == [(done["id"], True)]
    _, out, _ = say("undo", "--yes", "--format", "json")
    assert json.loads(out)["how"] == "restored"


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("fix", "--yes"), "go with one check"),
        (("fix", CHECK, "--yes", "--dry-run"), "Leave one out"),
        (("fix", CHECK), "Nobody is here to be asked"),
        (("fix", CHECK, "--plan", "nope"), "no plan “nope”. It has lock"),
        (("fix", CHECK, "--format", "xml"), "It knows text and json"),
        (("undo",), "nothing that Postigo changed"),
        (("undo", "abc", "--yes"), "no change “abc”"),
        (("undo", "--format", "json"), "Add --yes"),
    ],
)
def test_each_wrong_call_has_one_sentence(
    bench: Bench, say: Callable[..., Said], words: tuple[str, ...], part: str
) -> None:
    status, _, err = say(*words)
    assert status == 64
    assert part in err
    assert not bench.changes.made


def test_the_earlier_of_two_of_the_same_setting_names_the_later(bench: Bench, say: Callable[..., Said]) -> None:
    say("fix", CHECK, "--yes")
    (first,) = bench.journal.read().entries
    bench.changes.set_file(
        "~/.config/kscreenlockerrc",
        replace(bench.changes.file_state("~/.config/kscreenlockerrc"), content=b"[Daemon]\nTimeout=90\nLockGrace=5\n"),  # type: ignore[type-var]
        expected=bench.changes.file_state("~/.config/kscreenlockerrc"),
    )
    say("fix", CHECK, "--yes")
    second = bench.journal.read().entries[-1]
    status, _, err = say("undo", first.id, "--yes")
    assert status == 64
    assert f"undo {second.id}" in err
    assert say("undo", second.id, "--yes")[0] == 0
    status, _, err = say("undo", first.id, "--yes")  # somebody's own change stands in between
    assert status == 1
    assert "was 5" in err
    assert "is 90" in err


def test_where_it_could_not_look_it_does_not_say_that_nothing_is_to_be_changed(
    say: Callable[..., Said], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    case = ChangeCase("linux-unknown-no-session", "lock", (), "fixed", {}, {}, "documented", "")
    _in_place(monkeypatch, Bench(CHECK, case, tmp_path))
    status, out, _ = say("fix", CHECK)
    assert status == 3
    assert out
    assert "nothing to change" not in out


def test_nothing_is_changed_where_something_may_watch(say: Callable[..., Said]) -> None:
    status, _, err = say("fix", "info.monitoring-software", "--yes")
    assert status == 64
    assert "changes nothing there" in err


def test_a_remembered_machine_is_only_previewed(say: Callable[..., Said]) -> None:
    recording = str(FOLDER.parents[1] / "recordings" / CHECK / "linux-late-kde.json")
    status, _, err = say("fix", CHECK, "--replay", recording)
    assert status == 64
    assert "--dry-run" in err
    status, out, _ = say("fix", CHECK, "--replay", recording, "--dry-run")
    assert status == 0
    assert "Daemon/Timeout: 60 → 5" in out
    status, out, _ = say("fix", "--replay", recording, "--dry-run")
    assert status == 0
    assert f"fix {CHECK} --dry-run --replay {shlex.quote(recording)}" in out  # what is offered works when it is typed


@pytest.mark.parametrize("why", Refusal)
def test_every_refusal_is_one_sentence_that_says_what_to_do(why: Refusal) -> None:
    for said in (CannotChange(why), CannotChange(why, expected=Setting("a"), found=Setting("b"))):
        assert told(said).text.one.endswith((".", "?"))
    assert set(wording.ENDED) == {*How, None}


# --- for the window


def _ordered(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], order: Order) -> object:
    monkeypatch.setattr(fix_events, "first_line", lambda _pipe, _longest: to_line(order).decode())
    monkeypatch.setattr(fix_events, "_end_no_sooner", lambda: None)  # it would take the tests' own signals away
    capfdbinary.readouterr()
    assert main(("fix", "--events")) == 0
    return from_line(Message, capfdbinary.readouterr().out)


def test_the_window_gets_what_it_orders(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    key: OfferKey = bench.offer(read(CASE)).key
    shown = _ordered(monkeypatch, capfdbinary, Order(Do.PREVIEW, key))
    assert isinstance(shown, Preview)
    assert shown.steps == read(CASE).steps
    done = _ordered(monkeypatch, capfdbinary, Order(Do.APPLY, key, shown.steps))
    assert isinstance(done, Changed)
    assert done.entry.how is How.FIXED
    again = _ordered(monkeypatch, capfdbinary, Order(Do.APPLY, key, shown.steps))
    assert isinstance(again, Refused)
    assert again.why is Refusal.MISSING, "what was mended is offered no more"
    undone = _ordered(monkeypatch, capfdbinary, Order(Do.UNDO, id=done.entry.id))
    assert isinstance(undone, Changed)
    assert undone.entry.how is How.RESTORED


# --- the journal, damaged and younger


def _entry(bench: Bench, number: int) -> Entry:
    return Entry(
        f"{number:08x}",
        bench.changes.system.now(),
        "0.1.0",
        bench.offer(read(CASE)).key,
        pack.name,
        Text("Something"),
        1,
        read(CASE).steps,
    )


def test_lines_that_cannot_be_read_are_said_and_stay(bench: Bench, say: Callable[..., Said]) -> None:
    bench.journal.begin(_entry(bench, 1))
    bench.journal.end("00000001", How.FIXED)
    odd = b'{"v":2,"begun":{"of":"tomorrow"}}\nnot JSON\n{"v":1,"ended":"nobody","how":"fixed"}\n{"v":1,"be'
    with bench.journal.file.open("ab") as file:
        file.write(odd)
    status, out, _ = say("changes")
    assert status == 0
    assert "3 lines of the list of changes are damaged" in out
    assert "of a newer Postigo" in out
    say("fix", CHECK, "--yes")
    assert odd in bench.journal.file.read_bytes()
    content = bench.journal.read()
    assert (content.damaged, content.younger) == (3, 1)
    assert [entry.how for entry in content.entries] == [How.FIXED, How.FIXED]


def test_what_was_interrupted_is_told_and_undone(bench: Bench, say: Callable[..., Said]) -> None:
    bench.journal.begin(_entry(bench, 1))
    status, out, _ = say("changes")
    assert status == 1
    assert "It was interrupted" in out
    assert interrupted(bench.journal.read())
    assert say("undo", "--yes")[0] == 0
    assert not interrupted(bench.journal.read())


def test_the_oldest_are_pruned_and_said(
    bench: Bench, say: Callable[..., Said], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("postigo.fixes.journal.KEPT", 6)
    for number in range(8):
        bench.journal.begin(_entry(bench, number))
        bench.journal.end(f"{number:08x}", How.FIXED)
    content = bench.journal.read()
    assert [entry.id for entry in content.entries] == [f"{number:08x}" for number in range(3, 8)]
    assert len(content.pruned) == 3
    assert "Too old to be undone: Something" in say("changes")[1]


def test_another_one_that_does_not_end_is_not_waited_for_for_ever(bench: Bench) -> None:
    other = Journal(bench.journal.file.parent).alone()
    with other, pytest.raises(CannotChange) as refused, bench.journal.alone(patience=0.2):
        pass
    assert refused.value.why is Refusal.BUSY


@needs("root")
@pytest.mark.parametrize(
    "words", [("fix", CHECK, "--yes"), ("fix", CHECK, "--dry-run"), ("undo", "--yes"), ("changes",)]
)
@pytest.mark.parametrize("how", ["SUDO_UID", "PKEXEC_UID", "DOAS_USER", "HOME"])
def test_root_changes_nothing_for_somebody_else(
    bench: Bench,
    say: Callable[..., Said],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    how: str,
) -> None:
    """Behind sudo, or in another's home: root's own settings are not changed, and nothing of root's is left there."""
    monkeypatch.setenv("POSTIGO_GROUND_SAID", "1")
    home = tmp_path / "home"
    home.mkdir()
    if how == "HOME":
        os.chown(home, 1000, 1000)
    else:
        monkeypatch.setenv(how, "1000")
    monkeypatch.setenv("HOME", str(home))
    status, _, err = say(*words)
    assert status == 64
    assert "Run it" in err
    assert not bench.changes.made
    assert not list(home.iterdir())


def _press(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGINT)


def _pressing(real: Callable[..., None]) -> Callable[..., None]:
    def pressed(*args: object) -> None:
        _press()
        real(*args)

    return pressed


@needs("posix")
@pytest.mark.parametrize("words", [("fix", CHECK, "--yes"), ("undo", "--yes")])
def test_stopped_after_a_change_says_that_it_stays(
    bench: Bench, say: Callable[..., Said], monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    if words[0] == "undo":
        say("fix", CHECK, "--yes")
    handler = signal.getsignal(signal.SIGINT)
    for command in (fix_offers, undo):
        monkeypatch.setattr(command, "changed_lines", _press)
    status, _, err = say(*words)
    assert status == 130
    assert "Stopped. What was changed stays so" in err
    assert "Nothing was changed" not in err
    assert bench.changes.made
    assert signal.getsignal(signal.SIGINT) is handler


@needs("posix")
def test_ctrl_c_while_it_is_changed_does_not_leave_it_half(
    bench: Bench, say: Callable[..., Said], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("begin", "end"):
        monkeypatch.setattr(Journal, name, _pressing(getattr(Journal, name)))
    assert say("fix", CHECK, "--yes")[0] == 0
    assert [one.how for one in bench.journal.read().entries] == [How.FIXED]


def test_stopped_at_the_question_nothing_was_changed(
    bench: Bench, say: Callable[..., Said], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(fix_offers, "agreed", stopped)
    status, _, err = say("fix", CHECK)
    assert (status, "Nothing was changed" in err, bench.changes.made) == (130, True, [])


def test_an_undo_that_was_killed_is_told_and_can_be_done(bench: Bench, say: Callable[..., Said]) -> None:
    before = bench.answers
    say("fix", CHECK, "--yes")
    (done,) = bench.journal.read().entries
    bench.journal.begin(replace(done, id="again", undoes=done.id, steps=(), how=None))
    status, out, _ = say("changes")
    assert status == 1
    assert "It was interrupted. Undo it" in out
    assert say("undo", "--yes")[0] == 0
    assert bench.answers == before
    assert say("changes")[0] == 0


@pytest.mark.parametrize(("command", "made"), [("fix", 0), ("undo", 1)])
def test_whoever_does_not_say_yes_is_told_that_nothing_was_changed(
    bench: Bench, say: Callable[..., Said], monkeypatch: pytest.MonkeyPatch, command: str, made: int
) -> None:
    if made:
        say("fix", CHECK, "--yes")
    for module in (fix_offers, undo):
        monkeypatch.setattr(module, "agreed", lambda *_: False)
    status, out, _ = say(command, *(() if made else (CHECK,)))
    assert (status, "Nothing was changed." in out) == (1, True)
    assert len(bench.journal.read().entries) == made


def test_an_undo_shows_what_it_puts_back_and_is_no_change_to_undo(bench: Bench, say: Callable[..., Said]) -> None:
    say("fix", CHECK, "--yes")
    (done,) = bench.journal.read().entries
    assert "Daemon/Timeout: 5 → 60" in say("undo", "--yes")[1]
    back = bench.journal.read().entries[-1]
    assert back.undoes == done.id
    assert say("undo", back.id, "--yes")[0] == 64
    _, listed, _ = say("changes", "--format", "json")
    assert [one["can_be_undone"] for one in json.loads(listed)["changes"]] == [False, False]


def test_the_title_of_a_change_is_said_in_the_language_of_today(bench: Bench, say: Callable[..., Said]) -> None:
    say("fix", CHECK, "--yes")
    title = "Haz que la pantalla se bloquee sola"
    assert title in say("changes", "--lang", "es")[1]
    assert title in say("undo", "--yes", "--lang", "es")[1]
    assert bench.journal.read().entries[0].title.one == "Let the screen lock by itself"


def test_into_a_pipe_go_stand_ins_and_no_raw_step(
    say: Callable[..., Said], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """On the person's own screen the app has its name. In a file that may be given away it has none, in no command (E4)."""
    path = FOLDER / "camera.app-permissions/linux-stranger.json"
    made = Bench("camera.app-permissions", read(path), tmp_path / "kept")
    _in_place(monkeypatch, made)
    assert "org.example.Espejo" in say("fix", "camera.app-permissions", "--dry-run")[1]
    monkeypatch.setattr(own_screen, "is_own_screen", lambda: False)
    for words in (
        ("fix",),
        ("fix", "camera.app-permissions", "--dry-run"),
        ("fix", "camera.app-permissions", "--yes"),
        ("changes",),
        ("undo", "--yes"),
    ):
        status, out, _ = say(*words)
        assert status == 0
        assert "Espejo" not in out
    assert "undo " in say("fix", "camera.app-permissions", "--yes")[1], "what is to be typed stays as it is"


@pytest.fixture
def forbidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer whose policy lets Postigo change nothing."""
    found = stored.Found("/etc/postigo/policy.toml", {"mandatory": {"fixes_off": True}})
    monkeypatch.setattr(stored, "found", lambda: found)


@pytest.mark.usefixtures("forbidden")
def test_where_the_policy_forbids_changes_the_steps_are_told_with_who_decided(
    bench: Bench, say: Callable[..., Said]
) -> None:
    status, out, _ = say("fix", CHECK)
    assert status == 0
    assert "The policy of this computer lets Postigo change nothing here." in out
    assert "This is how you do it." in out
    for words in (("fix",), ("fix", CHECK, "--yes"), ("fix", CHECK, "--format", "json")):
        status, out, err = say(*words)
        assert (status, out) == (64, "")
        assert "lets Postigo change nothing here" in err
    assert not bench.changes.made


@pytest.mark.usefixtures("bench")
def test_where_the_policy_forbids_changes_the_session_refuses_each_order_of_the_window(bench: Bench) -> None:
    here = Session(lambda _: _report(bench), bench.access, bench.journal, forbidden=True)
    offer = bench.offers()[0]
    assert here.offers() == ()
    for order in (
        lambda: here.preview(offer),
        lambda: here.apply(offer, ()),
        lambda: here.named(offer.key),
    ):
        with pytest.raises(CannotChange) as refused:
            order()
        assert refused.value.why is Refusal.POLICY
    assert not bench.changes.made


def test_what_was_changed_before_the_policy_came_can_still_be_undone(
    bench: Bench, say: Callable[..., Said], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = bench.answers
    say("fix", CHECK, "--yes")
    assert bench.answers != before
    found = stored.Found("/etc/postigo/policy.toml", {"mandatory": {"fixes_off": True}})
    monkeypatch.setattr(stored, "found", lambda: found)
    assert say("undo", "--yes")[0] == 0
    assert bench.answers == before
