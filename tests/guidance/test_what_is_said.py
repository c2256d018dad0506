"""Facts that the way to help must say plainly, by age and country (guidance 1.1, 2.1 and 2.3)."""

from __future__ import annotations

import pytest

from postigo.guidance import cards, helplines, path
from postigo.guidance.cards import Card, Step
from postigo.guidance.path import Age
from postigo.words import Words

LINES = helplines.load()
EVERY_AGE = (Age.TEEN, Age.ADULT, Age.CARER, Age.UNTOLD)


def said(age: Age, step: Step, country: str = "ES") -> str:
    return spoken(cards.cards(LINES, age, country)[step - 1])


def spoken(card: Card) -> str:
    return " ".join(
        Words("en").say(text) for text in (card.title, *(text for part in card.parts for text in part.texts))
    )


@pytest.mark.parametrize("age", EVERY_AGE)
def test_a_report_is_taken_in_person_and_it_is_said_who_does_not_take_it(age: Age) -> None:
    told = said(age, Step.REPORT)
    assert "in person, at a police station or a Guardia Civil post" in told
    assert "091 and 062 are for what is happening now, and to ask where to go." in told
    assert "017 and the web form of the police do not take this report." in told
    assert ("Somebody under 18 goes with an adult." in told) is (age is not Age.ADULT)
    assert "017" not in said(age, Step.REPORT, "US")


@pytest.mark.parametrize("age", EVERY_AGE)
def test_which_take_it_down_is_meant_depends_on_the_age(age: Age) -> None:
    told = said(age, Step.REPORT)
    assert ("takeitdown.ncmec.org, by NCMEC" in told) is (age is not Age.ADULT)
    assert ("stopncii.org" in told) is (age in {Age.ADULT, Age.UNTOLD})
    assert ("picture never leaves it" if age is Age.CARER else "never leaves your device") in told


def test_from_14_on_somebody_can_ask_the_priority_channel_alone() -> None:
    assert "From 14 on" in said(Age.TEEN, Step.REPORT)
    assert "Canal Prioritario" in said(Age.ADULT, Step.REPORT)
    assert "Canal Prioritario" not in said(Age.ADULT, Step.REPORT, "MX")


@pytest.mark.parametrize("age", EVERY_AGE)
def test_delete_nothing_block_later_and_no_intimate_picture_as_proof(age: Age) -> None:
    assert "intimate pictures" in said(age, Step.PROOF)
    assert "It can still be reported. Delete no more." in said(age, Step.PROOF)
    assert "disappear by themselves? Then save them today." in said(age, Step.PROOF)
    assert said(age, Step.BLOCK).index("First save the proof") < said(age, Step.BLOCK).index("Do not delete")


@pytest.mark.parametrize("age", EVERY_AGE)
def test_whoever_paid_tells_the_bank_and_keeps_the_receipt(age: Age) -> None:
    assert "bank today, and keep the receipt" in said(age, Step.STOP)


def test_a_carer_is_told_neither_to_look_nor_to_copy_nor_to_blame() -> None:
    assert "Do not look at the intimate pictures, do not copy them, and do not ask for them." in said(
        Age.CARER, Step.PROOF
    )
    assert "screenshots" not in said(Age.CARER, Step.PROOF)
    assert "not the fault" in said(Age.CARER, Step.BREATHE)
    assert "welfare coordinator" in said(Age.CARER, Step.TELL)


def test_a_child_hears_of_an_adult_and_of_nothing_else() -> None:
    told = spoken(cards.child())
    assert told.startswith("Tell an adult you trust now")
    assert not [word for word in ("police", "picture", "proof", "pay", "report") if word in told]


def test_a_bluff_gets_the_opposite_advice() -> None:
    told = spoken(cards.bluff(LINES, "ES"))
    assert "Do not pay, and do not answer." in told
    assert "It can be a real one, stolen from a web site" in told
    assert "Change it today, everywhere that you use it." in told
    assert "If nothing in it is real, you can delete the e-mail once you have reported it." in told
    assert "Delete no more" not in told


def test_a_bluff_is_probable_and_never_certain() -> None:
    """What only that person knows may be real: then the other advice holds, and nothing is deleted."""
    told = spoken(cards.bluff(LINES, "ES"))
    assert "mostly a lie" in told
    assert "something that only you know" in told
    assert "Then it may be real. Delete nothing: the advice for “Somebody threatens me” is for you." in told


def test_the_opposite_advice_is_announced() -> None:
    assert "opposite advice" in Words("en").say(path.OPPOSITE)
