"""How many passwords of each kind are called weak by zxcvbn, by KeePassXC and by Postigo: `.venv/bin/python -m tests.passwords.compare`.

The table of docs/passwords.md. KeePassXC is asked if its `keepassxc-cli` is installed.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from importlib import resources

from postigo.passwords.sandbox.strength import Judge
from postigo.passwords.sandbox.strength.engines import python, rust, score_of
from tests.passwords.corpus import MAKERS, of_class, passphrase, random_password

TODAY = date(2026, 11, 27)
EACH = 200
POOR = 40.0  # bits under which KeePassXC calls a password poor; under 75, weak


def groups() -> Iterator[tuple[str, list[str]]]:
    yield from ((kind, of_class(kind, EACH, 9)) for kind in MAKERS if kind not in {"passphrase", "random, 20"})
    weak = of_class("word and year", EACH, 10)
    yield "word and year, twice", [password * 2 for password in weak]
    yield "the same, and backwards", [password + password[::-1] for password in weak]
    yield "the same, each letter twice", ["".join(letter * 2 for letter in password) for password in weak]
    yield "the same, between brackets", [f"(({password}))" for password in weak]
    rng = random.Random(4)  # noqa: S311 - the same every time
    for length in (10, 12, 16, 20):
        yield f"random, {length}", [random_password(rng, length) for _ in range(EACH)]
    for language in ("es", "en"):
        text = (resources.files("postigo_resources") / "data" / "passphrases" / f"{language}.txt").read_text("utf-8")
        words = [line for line in text.splitlines() if line and not line.startswith("#")]
        for count in (4, 6):
            yield f"{count} words ({language})", [passphrase(rng, words, count) for _ in range(EACH)]


def unpatched(passwords: Sequence[str]) -> list[int]:
    """Zxcvbn as it comes, with its years of 2017: in a process of its own, for ours sets them."""
    code = "import sys, json, zxcvbn; print(json.dumps([zxcvbn.zxcvbn(p)['score'] for p in json.load(sys.stdin)]))"
    done = subprocess.run(
        [sys.executable, "-c", code], input=json.dumps(passwords), capture_output=True, text=True, check=True
    )
    scores: list[int] = json.loads(done.stdout)
    return scores


def bits(password: str) -> float:
    """KeePassXC's estimate."""
    done = subprocess.run(
        ["keepassxc-cli", "estimate", "-q"], input=password + "\n", capture_output=True, text=True, check=True
    )
    found = re.search(r"Entropy ([\d.]+)", done.stdout)
    assert found is not None
    return float(found[1])


def share(passwords: Sequence[str], weak: Callable[[str], bool]) -> str:
    return f"{round(100 * sum(map(weak, passwords)) / len(passwords))} %"


def main() -> None:
    judge, fast, reference = Judge(TODAY), rust(), python(TODAY)
    kee = shutil.which("keepassxc-cli") is not None
    print(
        "| kind | zxcvbn | zxcvbn, today's years | zxcvbn-rs | KeePassXC < 40 bits | < 75 bits | Postigo | Postigo, 0 or 1 |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for kind, passwords in groups():
        estimates = [bits(password) for password in passwords] if kee else []
        row = [
            f"{round(100 * sum(score <= 2 for score in unpatched(passwords)) / len(passwords))} %",
            share(passwords, lambda password: score_of(reference.measure(password)) <= 2),
            share(passwords, lambda password: score_of(fast.measure(password)) <= 2) if fast else "–",
            f"{round(100 * sum(one < POOR for one in estimates) / len(passwords))} %" if kee else "–",
            f"{round(100 * sum(one < 75 for one in estimates) / len(passwords))} %" if kee else "–",
            share(passwords, lambda password: judge.judge(password).score <= 2),
            share(passwords, lambda password: judge.judge(password).score <= 1),
        ]
        print(f"| {kind} | {' | '.join(row)} |", flush=True)


if __name__ == "__main__":
    main()
