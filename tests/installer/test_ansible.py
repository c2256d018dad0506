"""The role of Ansible over real SSH servers: computers in name spaces, each with a root of its own."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from installer.packages import trial

from postigo.fleet.layout import place_of
from postigo.reports.integrity import Held, check
from tests.support import judges
from tests.support.as_package import command
from tests.support.built_packages import built
from tests.support.engine_machine import debian_12, engines
from tests.support.pace import within
from tests.support.places import needs
from tests.support.school import ROOT, School, school

__all__ = ["built", "debian_12", "engines"]  # fixtures, found by their names
pytestmark = [pytest.mark.set_up, pytest.mark.long]
HOSTS = 8
SECONDS = 25
"""For a look of all of them and the reports fetched (issue 16). Measured: 12 s of CPU."""
Recap = dict[str, dict[str, int]]
with_hosts = needs("chroot", "debootstrap", "registry", "net", "mount")


@pytest.fixture(scope="module")
def room(built: Path, engines: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    """Computers of one room, and what the one who asks has for them. The last but one is entered as a person, who types a password."""
    folder = tmp_path_factory.mktemp("school")
    with school(folder, engines, HOSTS + 1) as one:
        shutil.copy(built / trial.file_of("postigo-headless"), one.work / "postigo.deb")
        only_with_a_password(one, "pc08", "aula 4")
        (one.work / "reports.key").write_text("# a test\n" + "ab" * 32 + "\n")
        told = {
            "postigo_package": "/mnt/postigo.deb",
            "postigo_key": "/mnt/reports.key",
            "postigo_gathered": "/mnt/gathered",
            "postigo_policy": {
                "mandatory": {"schedule": "weekly", "site": "school-12", "contact": "Aula 4, “los martes”"},
                "default": {"language": "es", "shared": True},
            },
        }
        (one.work / "vars.json").write_text(json.dumps(told))
        yield one


def only_with_a_password(one: School, name: str, password: str) -> None:
    """Root has no key there; a technician has, and root's rights by sudo's password."""
    there = one.computers[name]
    there.put("/etc/hosts", f"127.0.0.1 localhost {name}\n")  # sudo asks for its computer's address
    script = (
        "useradd --create-home --groups sudo tech && mv /root/.ssh ~tech/.ssh && chown -R tech: ~tech/.ssh && chpasswd"
    )
    done = there.run("sh", "-ec", script, given=f"tech:{password}\n".encode())
    assert done.returncode == 0, done.stderr
    (one.work / "host_vars").mkdir()
    told = {"ansible_user": "tech", "ansible_become_password": password}
    (one.work / f"host_vars/{name}.json").write_text(json.dumps(told))


@pytest.fixture(scope="module")
def ready(room: School) -> School:
    """The room once it is set up, but for the last computer."""
    assert min(changed(play(room)).values()) > 0
    return room


def play(one: School, *words: str, at: str = "all:!pc09", more: dict[str, object] | None = None) -> Recap:
    """Run of the playbook, which has to end well; what became of each computer."""
    done = one.play("-e", "@vars.json", "-e", json.dumps(more or {}), "--limit", at, *words)
    assert done.returncode == 0, done.stdout.decode()[-4000:] + done.stderr.decode()[-2000:]
    return recap(done.stdout.decode())


def recap(told: str) -> Recap:
    lines = re.findall(r"^(pc\d\d) +: (.*)$", told, re.MULTILINE)
    return {name: {word: int(n) for word, n in re.findall(r"(\w+)=(\d+)", numbers)} for name, numbers in lines}


def changed(told: Recap) -> dict[str, int]:
    return {name: numbers["changed"] for name, numbers in told.items()}


def gathered(one: School) -> list[Path]:
    return sorted((one.work / "gathered").rglob("*.json"))


@with_hosts
def test_a_dry_run_changes_nothing_and_does_not_fail_where_nothing_is_there_yet(room: School) -> None:
    computer = room.computers["pc09"]
    before = computer.picture("/etc", "/opt", "/usr/bin", "/usr/local", "/var/cache", "/var/lib")
    assert changed(play(room, "--check", at="pc09"))["pc09"] > 0
    assert computer.picture("/etc", "/opt", "/usr/bin", "/usr/local", "/var/cache", "/var/lib") == before


@with_hosts
def test_eight_computers_are_looked_at_and_gathered_and_a_second_time_nothing_changes(ready: School) -> None:
    files = gathered(ready)
    assert len(files) >= HOSTS
    places = [place_of(file) for file in files]
    assert {place.site for place in places if place} == {"school-12"}
    assert len({place.device for place in places if place}) == HOSTS, "each has a stand-in of its own"
    for file in files:
        checked = check(file.read_bytes())
        assert checked.held is Held.UNCHANGED
        assert checked.document is not None
        assert checked.document["level"] == "share"
        assert {one["scope"] for one in checked.document["results"]} == {"machine"}
        assert not any(name in file.read_text("utf-8") for name in ready.computers)

    before = [file.read_bytes() for file in files]
    assert set(changed(play(ready)).values()) == {0}
    assert set(changed(play(ready, "--check", at="pc01,pc02")).values()) == {0}
    assert [file.read_bytes() for file in gathered(ready)] == before


@with_hosts
def test_what_it_leaves_on_a_computer_is_roots_alone(ready: School) -> None:
    computer = ready.computers["pc01"]
    told = computer.run(
        "stat",
        "-c",
        "%U %a %n",
        "/etc/postigo",
        "/etc/postigo/policy.toml",
        "/etc/postigo/reports.key",
        "/var/lib/postigo/reports",
    )
    assert told.stdout.decode().splitlines() == [
        "root 755 /etc/postigo",
        "root 644 /etc/postigo/policy.toml",
        "root 600 /etc/postigo/reports.key",
        "root 700 /var/lib/postigo/reports",
    ]
    shown = computer.run("postigo", "--lang", "en", "policy").stdout.decode()
    for value in ("school-12", "Aula 4, “los martes”", "every week"):
        assert value in shown
    assert "not followed" not in shown


@with_hosts
def test_where_root_has_no_key_sudos_password_is_typed_and_a_wrong_one_changes_nothing(ready: School) -> None:
    computer = ready.computers["pc08"]
    assert computer.run("test", "-e", "/root/.ssh").returncode != 0
    assert computer.run("readlink", "-f", "/usr/bin/postigo").stdout == b"/usr/lib/postigo/postigo\n"
    before = computer.picture("/etc", "/var/lib/postigo")
    more = '{"postigo_look": "now", "ansible_become_password": "another"}'
    done = ready.play("-e", "@vars.json", "-e", more, "--limit", "pc08,pc07", "--tags", "look")
    told = recap(done.stdout.decode())
    assert (told["pc08"]["failed"], told["pc07"]["failed"]) == (1, 0)
    assert computer.picture("/etc", "/var/lib/postigo") == before


@with_hosts
def test_a_look_at_eight_computers_is_quick(ready: School) -> None:
    before = len(gathered(ready))
    told = within(SECONDS, lambda: play(ready, "--tags", "look", more={"postigo_look": "now"}))
    assert len(told) == HOSTS
    assert len(gathered(ready)) > before


@with_hosts
def test_two_computers_of_one_name_are_told(ready: School) -> None:
    more = '{"postigo_look": "now", "postigo_label": "Aula 3"}'
    done = ready.play("-e", "@vars.json", "-e", more, "--limit", "pc01,pc02")
    assert done.returncode == 2
    assert "Another computer has the same name in reports" in done.stdout.decode()


@with_hosts
def test_a_closed_computer_costs_only_itself(ready: School) -> None:
    (ready.work / "more.yml").write_text("all:\n  hosts:\n    pc99: {ansible_host: 192.0.2.99}\n")
    done = ready.play(
        "-e", "@vars.json", "-i", "more.yml", "--limit", "pc03,pc99", "-e", "ansible_ssh_timeout=2", "--tags", "look"
    )
    told = recap(done.stdout.decode())
    assert told["pc99"]["unreachable"] == 1
    assert (told["pc03"]["failed"], told["pc03"]["unreachable"]) == (0, 0)


@with_hosts
def test_the_archive_for_a_stick_is_unpacked_once_for_root_alone(room: School) -> None:
    name = "postigo-0.1.0-linux-x86_64"
    program = room.work / "program"
    program.write_text(command())
    program.chmod(0o777)
    with tarfile.open(room.work / f"{name}.tar.xz", "w:xz") as archive:
        archive.add(program, f"{name}/postigo")
    more: dict[str, object] = {"postigo_package": "", "postigo_archive": f"/mnt/{name}.tar.xz"}
    computer = room.computers["pc09"]
    assert changed(play(room, "--check", "--tags", "install", at="pc09", more=more))["pc09"] > 0
    assert changed(play(room, "--tags", "install", at="pc09", more=more))["pc09"] > 0
    assert changed(play(room, "--tags", "install", at="pc09", more=more)) == {"pc09": 0}
    told = computer.run("stat", "-c", "%U %a", f"/opt/{name}", f"/opt/{name}/postigo")
    assert told.stdout.decode().splitlines() == ["root 755", "root 755"]
    assert b"postigo" in computer.run("/usr/local/bin/postigo", "--version").stdout.lower()


@needs("registry")
def test_ansible_lint_finds_nothing(tmp_path: Path) -> None:
    brought = tmp_path / "judge"
    environ = dict(judges.of_pypi(brought, "ansiblelint", "ansible-lint==26.10.1"))
    environ |= {"PATH": f"{brought / 'bin'}:{environ['PATH']}", "ANSIBLE_HOME": str(tmp_path / "home")}
    call = ["ansible-lint", "--offline", "--profile", "production", "--strict", "--nocolor"]
    done = subprocess.run(
        call, cwd=ROOT / "installer/ansible", env=environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"0 failure\(s\), 0 warning\(s\) in \d\d files", done.stderr), done.stderr
