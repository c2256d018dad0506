"""Judgement of one password: zxcvbn's guesses, lowered by what people try first. It is about people of this country."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple, TypeAlias

from postigo.passwords.model import Reason
from postigo.passwords.sandbox.strength import separators
from postigo.passwords.sandbox.strength.context_words import Names, beside, names
from postigo.passwords.sandbox.strength.dates import dates_in
from postigo.passwords.sandbox.strength.engines import MOST, Engine, engine, score_of
from postigo.passwords.sandbox.strength.fold import SEPARATORS, Writing, fold, squeeze, whole
from postigo.passwords.sandbox.strength.numbers import number, numbers_in, postcodes_in
from postigo.passwords.sandbox.strength.own_words import own_words
from postigo.passwords.sandbox.strength.parts import Cheapest, Part, cheapest
from postigo.passwords.sandbox.strength.patterns import Again, again, runs_in
from postigo.passwords.sandbox.strength.randomness import guesses as guesses_of
from postigo.passwords.sandbox.strength.randomness import is_drawn, small_words
from postigo.passwords.sandbox.strength.vocabulary import vocabulary
from postigo.passwords.sandbox.strength.words import TWICE, words_in

_READS: Final = 100  # characters; what follows makes no password weaker
_SHORT: Final = 8
_WEAK: Final = 2
_RANDOM_COST: Final = 14.0
_NAMED: Final = 4  # characters in a part that is worth a word; or a third of the whole
_FEWEST_HALVED: Final = 3  # letters, each twice
_BY_WORDS: Final = 17.0  # what costs more, as log10, word by word, is no phrase unless it is known as a whole
_SQUEEZES: Final = 32  # characters; what is longer has words enough to be judged by each of them, or is known whole
_STRETCHED: Final = re.compile(r"([^\W\d_])\1{2,}", re.IGNORECASE)
_INNER_SIGN: Final = re.compile(r"(?<=\w)[^\w .,/_-](?=\w)")  # within a word; what stands between words is a separator


class Strength(NamedTuple):
    """How strong a password is. `score` is zxcvbn's 0 to 4, of the fewest guesses that were counted; `random`: nothing in it is known, so nothing of it could be kept in another."""

    score: int
    reasons: tuple[Reason, ...]
    guesses_log10: float
    random: bool


def load() -> None:
    """Load the words and the engine. Every judge of this process then has them at once."""
    vocabulary()
    cheapest("letters", ())
    engine(date.min).measure(
        "a"
    )  # it reads its own lists when it is first asked; of no year, for nobody has said yet which it is


Case: TypeAlias = tuple[str, tuple[str, ...], str, str]
"""Case for a judge: password, sites, user, title."""


class Judge:
    """Judge of all passwords of an audit, on the day `today`, with the person's `words`."""

    def __init__(self, today: date, words: Sequence[str] = (), *, measured_by: Engine | None = None) -> None:
        self._engine = measured_by or engine(today)
        self.engine = self._engine.name
        self._year = today.year
        self._vocabulary = vocabulary()
        self._own = own_words(words, today)

    def judge(self, password: str, *, sites: Sequence[str] = (), user: str = "", name: str = "") -> Strength:
        """The strength of a password that stands beside these sites, user name and title."""
        return self.all([(password, tuple(sites), user, name)])[0]

    def all(self, cases: Sequence[Case]) -> list[Strength]:
        """Strengths of many, each part of the work for all of them.

        Taking turns, engine and words would push each other out of the processor's cache.
        """
        found = [self._cheapest(_read(password), names(sites, user, name)) for password, sites, user, name in cases]
        own = [*map(guesses_of, found)]
        measured = [
            MOST if is_drawn(cheap) or not score_of(guesses) else self._engine.measure(password)
            for cheap, guesses, (password, *_) in zip(found, own, cases, strict=True)
        ]  # not asked where the score is as low as can be, or nothing is known that could lower it
        return [*map(self._strength, (password for password, *_ in cases), found, own, measured)]

    def _strength(self, password: str, found: Cheapest, own: float, measured: float) -> Strength:
        if not password:
            return Strength(0, (Reason.EMPTY,), 0.0, random=False)
        text = _read(password)
        guesses = min(measured, own)
        score = score_of(guesses)
        reasons = [Reason.SHORT] if len(password) < _SHORT else []
        if score <= _WEAK or score < score_of(measured):
            reasons += self._why(text, found)
        if score <= _WEAK and not reasons:
            reasons.append(Reason.GUESSABLE)
        known = sum(part.end - part.start for part in found.parts if part.end - part.start >= _NAMED)
        return Strength(score, tuple(reasons), guesses, random=guesses >= _RANDOM_COST and 3 * known <= len(text))

    def _cheapest(self, text: str, words: Names) -> Cheapest:
        """Cheapest way to guess the text, as it is or as made from another."""
        parts = [*self._parts(text, words), *numbers_in(text)]
        between, ends = separators.between(text)
        as_it_is = cheapest(text, parts, between)
        if not score_of(as_it_is.cost):
            return as_it_is  # there is no lower score
        as_it_is = as_it_is._replace(small=small_words(as_it_is.parts, ends))
        others = (
            *self._joined(text, words, by_words=as_it_is.cost < _BY_WORDS),
            *self._halved(text, words),
            *self._plainer(text, words),
        )
        return min((as_it_is, *others), key=guesses_of) if others else as_it_is

    def _joined(self, text: str, words: Names, *, by_words: bool) -> Iterator[Cheapest]:
        """Text without the separators of its words, or as a whole."""
        squeezed = squeeze(text)
        if len(squeezed) in (0, len(text)):
            return
        if separators.has_signs(squeezed):
            return
        joined = cheapest(
            squeezed, self._parts(squeezed, words) if by_words and len(squeezed) <= _SQUEEZES else self._whole(squeezed)
        )
        yield joined._replace(
            cost=joined.cost + separators.cost(text), small=small_words(joined.parts, separators.ends(text))
        )

    def _whole(self, text: str) -> Iterator[Part]:
        """Meaning of the text as a whole: a saying, a published example."""
        known = self._vocabulary.known(fold(text))
        if known is not None:
            yield Part(0, len(text), *known)

    def _halved(self, text: str, words: Names) -> Iterator[Cheapest]:
        """Text of which each character stands twice: `lluunnaa`."""
        half = text[::2]
        if len(half) >= _FEWEST_HALVED and half.lower() == text[1::2].lower():
            found = self._cheapest(half, words)
            parts = (part._replace(start=2 * part.start, end=2 * part.end) for part in found.parts)
            yield found._replace(cost=found.cost + TWICE, parts=tuple(parts))

    def _plainer(self, text: str, words: Names) -> Iterator[Cheapest]:
        """The text without what was put into it: `hoooola`, `cho!colate`, `l1u2n3a4`."""
        if len(text) > _SQUEEZES:
            return
        letters, digits = sorted((text[::2], text[1::2]), key=str.isdecimal)
        if len(digits) >= _FEWEST_HALVED and digits.isdecimal() and letters.isalpha():
            one, other = self._cheapest(letters, words), self._cheapest(digits, ())
            parts = tuple(part._replace(start=2 * part.start, end=2 * part.end) for part in (*one.parts, *other.parts))
            yield one._replace(cost=one.cost + other.cost + 2 * TWICE, parts=parts, gaps=one.gaps + other.gaps)
        plain = _STRETCHED.sub(r"\1", text)
        cost = TWICE + math.log10(max(len(plain), 1))  # which letter it was
        if plain == text:
            signs = _INNER_SIGN.findall(text)
            plain = text.replace(signs[0], "") if len(signs) == 1 else text
            cost += separators.UNUSUAL
        if plain != text and len(plain) >= _FEWEST_HALVED:
            found = cheapest(plain, self._parts(plain, words))
            yield found._replace(cost=found.cost + cost, small=small_words(found.parts))

    def _parts(self, text: str, about: Names) -> Iterator[Part]:
        """All that is known in a text."""
        writing = Writing(text)
        words = words_in(writing, self._vocabulary)
        yield from words
        postcodes = [*postcodes_in(text)]
        if postcodes and any(word.reason is Reason.PLACE for word in words):
            yield from postcodes
        if self._own:
            yield from words_in(writing, self._own)
        yield from runs_in(writing)
        yield from dates_in(writing, self._year)
        yield from beside(writing, about)
        for several in again(writing):
            yield from self._once(text, several, about)

    def _once(self, text: str, several: Again, about: Names) -> Iterator[Part]:
        """Known parts of the first of several, and the cost of the others. They cost how many they are."""
        start, first, end, times = several
        base = text[start:first]
        for part in (*self._parts(base, about), *numbers_in(base)):
            yield part._replace(start=start + part.start, end=start + part.end)
        if len(squeeze(base)) < len(base):  # several words are perhaps known as one
            found = self._cheapest(base, about)
            yield from (Part(start, first, found.cost, part.reason) for part in found.parts[:1])
        is_exact = text[first:end].count(base) == times - 1
        yield Part(first, end, math.log10(times) + (0.0 if is_exact else TWICE), Reason.REPEATED)

    def _why(self, text: str, found: Cheapest) -> Iterator[Reason]:
        """Each reason once, the largest part first."""
        unknown = [part.reason for part in found.parts] == [
            Reason.GUESSABLE
        ]  # of a common phrase its words say nothing
        if any(map(self._vocabulary.is_common, {fold(text), fold(squeeze(text) if unknown else text)})):
            yield Reason.COMMON
        sizes: Counter[Reason] = Counter()
        # A plate is one also when its digits can be guessed for another reason (1234).
        if (as_a_number := number(text)) is not None and len(found.parts) > 1:
            sizes[as_a_number] = len(text)
        for part in found.parts:
            size = part.end - part.start
            if size >= _NAMED or 3 * size >= len(text):
                sizes[part.reason] += size
        words = sum(part.end - part.start for part in found.parts if part.reason is Reason.WORD)
        if 5 * words >= 3 * len(text) - 3 * sum(map(SEPARATORS.__contains__, text)):
            sizes[Reason.WORD] = words  # short ones, many of them
        mostly_known = 5 * sizes.total() >= 3 * len(squeeze(text))
        for reason, _ in sizes.most_common():
            if reason is Reason.GUESSABLE or (reason is Reason.WORD and not mostly_known):
                continue
            yield reason


def _read(password: str) -> str:
    """As much of a password as is looked at."""
    return whole(password[:_READS])
