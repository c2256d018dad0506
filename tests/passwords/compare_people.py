"""What zxcvbn, zxcvbn-ts and Postigo say of the passwords that people make: `.venv/bin/python -m tests.passwords.compare_people FOLDER`.

The table of docs/passwords.md. FOLDER has the node_modules of zxcvbn-ts (`npm i @zxcvbn-ts/core @zxcvbn-ts/language-{common,en,es-es}`);
without it that column stays empty. A file of other passwords, one a line, can follow: its row is printed alone.
"""

from __future__ import annotations

import json
import random
import string
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from importlib import resources
from pathlib import Path

from postigo.passwords.sandbox.strength import Judge
from tests.passwords.compare import unpatched
from tests.passwords.corpus import random_password
from tests.passwords.people import people

_SCRIPT = """
const { ZxcvbnFactory } = require('@zxcvbn-ts/core')
const [common, en, es] = ['common', 'en', 'es-es'].map((name) => require('@zxcvbn-ts/language-' + name))
const dictionary = { ...common.dictionary, ...en.dictionary, ...es.dictionary }
const zxcvbn = new ZxcvbnFactory({ dictionary, graphs: common.adjacencyGraphs, translations: en.translations })
const passwords = JSON.parse(require('fs').readFileSync(0, 'utf-8'))
console.log(JSON.stringify(passwords.map((password) => zxcvbn.check(password).score)))
"""


def in_typescript(passwords: Sequence[str], folder: Path) -> list[int]:
    """The scores of zxcvbn-ts with its lists of all languages, of English and of Spanish."""
    done = subprocess.run(
        ["node", "-e", _SCRIPT], cwd=folder, input=json.dumps(passwords), capture_output=True, text=True, check=True
    )
    scores: list[int] = json.loads(done.stdout)
    return scores


def sets() -> Iterator[tuple[str, list[str]]]:
    """What people make, by kind; and what is drawn by lot."""
    for name in ("development", "validation"):
        kinds: dict[str, list[str]] = {}
        for kind, password in people(name):
            kinds.setdefault(kind, []).append(password)
        yield from kinds.items()
        yield f"**all of {name}**", [password for passwords in kinds.values() for password in passwords]


def drawn() -> Iterator[tuple[str, list[str]]]:
    """What is drawn by lot: letters and signs, syllables, words."""
    rng = random.Random(4)  # noqa: S311 - the same every time
    anything = string.ascii_letters + string.digits + string.punctuation
    for length in (10, 12, 16):
        yield f"{length} of all signs", [random_password(rng, length, anything) for _ in range(500)]
        yield f"{length} small letters", [random_password(rng, length, string.ascii_lowercase) for _ in range(500)]
    for pairs in (5, 6, 8):
        syllables = [
            [rng.choice("bcdfghjklmnpqrstvwxyz") + rng.choice("aeiou") for _ in range(pairs)] for _ in range(500)
        ]
        yield f"{pairs} syllables", ["".join(each) for each in syllables]
    for language in ("es", "en"):
        text = (resources.files("postigo_resources") / "data" / "passphrases" / f"{language}.txt").read_text("utf-8")
        words = [line for line in text.splitlines() if line and not line.startswith("#")]
        for joined, called in ((" ", "spaces"), ("", "joined")):
            phrases = [joined.join(rng.choice(words) for _ in range(4)) for _ in range(500)]
            yield f"4 words ({language}, {called})", phrases


def row(name: str, passwords: list[str], judge: Judge, folder: Path | None, *, weak: bool) -> str:
    """A line of the table: of weak ones the shares at 2 or less and at 1 or less; of drawn ones those at 3 or more and at 4."""

    limits: tuple[Callable[[int], bool], ...] = (lambda score: score <= 2, lambda score: score <= 1)
    if not weak:
        limits = (lambda score: score >= 3, lambda score: score >= 4)

    def shares(scores: Sequence[int]) -> str:
        return " / ".join(f"{100 * sum(map(limit, scores)) / len(scores):.0f}" for limit in limits)

    ours = [judged.score for judged in judge.all([(password, (), "", "") for password in passwords])]
    theirs = shares(in_typescript(passwords, folder)) if folder else "–"
    return f"| {name} | {len(passwords)} | {shares(unpatched(passwords))} | {theirs} | {shares(ours)} |"


def main() -> None:
    judge = Judge(date(2026, 11, 29))
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    print("| set | n | zxcvbn | zxcvbn-ts | Postigo |\n|---|---|---|---|---|")
    if len(sys.argv) > 2:
        given = Path(sys.argv[2])
        lines = [line for line in given.read_text("utf-8").splitlines() if line]
        print(row(given.stem, lines, judge, folder, weak=True))
        return
    for name, passwords in sets():
        print(row(name, passwords, judge, folder, weak=True), flush=True)
    for name, passwords in drawn():
        print(row(name, passwords, judge, folder, weak=False), flush=True)


if __name__ == "__main__":
    main()
