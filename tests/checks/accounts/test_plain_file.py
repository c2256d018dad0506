"""Which names look like a list of passwords, and that of a folder nothing else is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from postigo.core.evaluate import Facts, run_check
from postigo.core.system import Platform
from postigo.system.identity import Identity
from postigo.system.live import live
from postigo.system.recorder import Recorder
from postigo.system.recording import dump
from postigo.testing import PackData
from postigo_checks.accounts.plain_file.check import PLAIN_FILE
from postigo_checks.accounts.plain_file.probes import TABLE, Names
from tests.support.places import needs

DATA = PackData("postigo_checks")
TABLES = json.loads(DATA.read(TABLE))
NAMES = Names(*(frozenset(TABLES[one]) for one in ("inside", "alone", "beside", "not_with", "kinds", "patterns")))

LOOK_LIKE_IT = [
    "passwords.txt",
    "Passwords (2).xlsx",
    "CONTRASEÑAS.TXT",
    "contrasen\u0303as.odt",
    "mis contraseñas importantes.docx",
    "contrasenyes.ods",
    "claves.xlsx",
    "mis_claves-wifi.txt",
    "Clave banco 2024.doc",
    "todas mis claves.md",
    "pasahitzak.csv",
    "mots de passe.txt",
    "pass.txt",
    "PIN tarjeta.txt",
    "Senhas.numbers",
]
DO_NOT = [
    "palabras clave.docx",
    "Claves para entender la historia.odt",
    "password policy.docx",
    "cómo cambiar la contraseña.txt",
    "passwords.kdbx",
    "password.png",
    "Passport.doc",
    "pintura.txt",
    "compass.txt",
    "enclave.txt",
    "Contrato.doc",
    "passwordless.txt",
    "claves",
    ".txt",
    "",
]


@pytest.mark.parametrize("name", LOOK_LIKE_IT)
def test_a_list_of_passwords_is_known_by_its_name(name: str) -> None:
    assert NAMES.fit(name)


@pytest.mark.parametrize("name", DO_NOT)
def test_other_names_are_left_alone(name: str) -> None:
    assert not NAMES.fit(name)


@needs("linux")
def test_real_folders_are_asked_and_nothing_else_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    desk = tmp_path / "Desktop"
    desk.mkdir()
    for name in [*LOOK_LIKE_IT, "carta a Lucía.odt", "pintura.txt", "compass.txt", "Contrato.doc", "enclave.txt"]:
        (desk / name).write_text("CONTENIDO-QUE-NADIE-LEE")
    (desk / "claves").mkdir()
    machine = Recorder(live())
    verdict = run_check(PLAIN_FILE, Facts(machine), DATA)
    assert verdict.findings[0].text.n == len(LOOK_LIKE_IT)
    written = dump(machine.recording(Identity(Platform.LINUX), "0")).decode()
    for other in ("carta", "pintura", "compass", "Contrato", "enclave", "CONTENIDO"):
        assert other not in written


@needs("linux")
def test_a_name_that_is_not_utf_8_is_an_honest_unknown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    desk = bytes(tmp_path / "Desktop")
    Path(desk.decode()).mkdir()
    Path((desk + b"/passwords \xff.txt").decode("utf-8", "surrogateescape")).touch()
    verdict = run_check(PLAIN_FILE, Facts(live()), DATA)
    assert verdict.level is None
    assert [gap.why.value for gap in verdict.gaps] == ["unreadable"]
