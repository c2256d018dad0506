"""Whether a computer is called after a person: what counts as a name, and that no name goes further."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from postigo.core.codec import encode
from postigo.core.system import Unknown
from postigo.testing import Case, PackData, cases, replayed
from postigo_checks.strangers.device_name.check import DEVICE_NAME
from postigo_checks.strangers.device_name.fact import is_named_after

ORDINARY = frozenset({"pc", "user", "laptop", "macbook", "del", "de"})
CASES = [case for case in cases(Path(__file__).parents[2] / "recordings") if case.check == DEVICE_NAME.id]


@pytest.mark.parametrize(
    ("device", "person"),
    [
        ("PC-de-Ana", "Ana"),
        ("anas-laptop", "Ana"),
        ("AnaPC", "Ana"),
        ("ANA-PC", "ana"),
        ("Portátil de José", "Jose Ñandú"),
        ("macbookdelucia", "Lucía Pérez"),
        ("lucia2", "lucia"),
        ("DESKTOP-GARCIA", "María García"),
        ("LAPTOPANA", "Ana"),
        ("pcdeana", "Ana"),
        ("PC-STEFAN", "Ștefan"),
        ("LukaszLaptop", "Łukasz"),
        ("Soren-PC", "Søren"),
        ("Jiří-PC", "jiri"),
    ],
)
def test_a_persons_name_is_found(device: str, person: str) -> None:
    assert is_named_after(device, [person], ORDINARY)


@pytest.mark.parametrize(
    ("device", "person"),
    [
        ("banana", "Ana"),
        ("DESKTOP-4F7K2QL", "Ana García"),
        ("laptop-7", "laptop user"),
        ("pc-07", "PC"),
        ("jo", "Jo"),  # too short to be told from anything
        ("", "Ana"),
        ("equipo", ""),
        ("1234", "1234"),
        ("laptop-7", "lapto"),  # the first five letters of laptop...@, as Windows names an account
        ("macbook-pro", "Macbo"),
    ],
)
def test_what_is_no_name_is_not(device: str, person: str) -> None:
    assert not is_named_after(device, [person], ORDINARY)


@pytest.mark.parametrize("person", ["Marta Tous", "Lukas Gast", "Anna Kinder", "Jean Salle"])
def test_a_surname_is_a_name_although_accounts_of_several_people_are_called_so(person: str) -> None:
    surname = person.split()[1]
    shared = frozenset({"tous", "gast", "kinder", "salle"})
    assert is_named_after(f"pc-{surname}", [person], ORDINARY, shared)
    assert not is_named_after(f"pc-{surname}", [surname.lower(), f"{surname}3"], ORDINARY, shared)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_no_name_goes_further_than_the_comparison(case: Case) -> None:
    """Neither the computer's name nor a person's is in the verdict, whatever it says."""
    verdict, _ = replayed(DEVICE_NAME, case.recording, PackData("postigo_checks"))
    said = json.dumps(encode(verdict), ensure_ascii=False).casefold()
    for name in ("ana", "otra1", "equipo", "portatil", "aula-07", "desktop-4f7k2ql", "macbook"):
        assert f'"{name}' not in said
        assert f" {name}" not in said


def test_a_mac_whose_accounts_are_all_a_schools_cannot_be_compared() -> None:
    usual = next(case.recording for case in CASES if case.path.stem == "macos-usual")
    question = "run dscl . -list /Users UniqueID"
    answers = {**usual.answers, question: {"code": 0, "err": "", "out": "_mbsetupuser 248\nnobody -2\nroot 0\n"}}
    verdict, _ = replayed(DEVICE_NAME, replace(usual, answers=answers), PackData("postigo_checks"))
    assert [gap.why for gap in verdict.gaps] == [Unknown.MISSING]
    assert not verdict.findings
