"""Generator of all that is written from something else: `python3 -m installer.generate [--check] [NAME…]`.

It writes translations (`.po`), docs/what-it-sees.md, the list of checks in README.md, the index of decisions, what the
helper with rights needs, all that comes from the table of policy, the remembered machines, the form of recordings, and the snapshots in words of the first screens and of the window. Each is a `Generator`; named ones run alone. `--check` writes nothing,
prints one line for each thing that is stale, and fails. What remains for a person to do, such as a sentence to translate,
is printed too, and fails as well.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import subprocess
import sys
from collections.abc import Sequence

from installer import environment
from installer.first_command import guarded
from installer.generator import ROOT, Generator

PLACES = {
    "recordings": "installer.recordings",
    "translations": "installer.translations",
    "what-it-sees": "installer.what_it_sees",
    "readme": "installer.readme",
    "decisions": "installer.decisions",
    "fix-helper": "installer.fix_helper",
    "policy": "installer.policy",
    "machines": "tests.machines.generator",
    "first-screens": "tests.golden.first_screens",
    "window": "tests.golden.pages",
}
"""Each generator's module, which holds it as GENERATOR. They are imported when they run."""


def generator(name: str) -> Generator:
    """The generator of this name."""
    found: Generator = importlib.import_module(PLACES[name]).GENERATOR
    return found


def generate(names: Sequence[str], *, check: bool) -> int:
    """The exit status: 0 where nothing is stale and nothing remains to be done."""
    left = 0
    for name in names:
        one = generator(name)
        if lacks := one.lacks():
            print(f"{name}: left as it is, for this place has no {lacks}")
            continue
        if not check:
            for path in one.generate():
                print(path.relative_to(ROOT).as_posix())
        for message in one.faults() if not check else one.validate():
            sys.stderr.write(f"{name}: {message}\n")
            left = 1
    return left


def main(arguments: Sequence[str] | None = None) -> int:
    """The command, in the project's environment."""
    given = sys.argv[1:] if arguments is None else arguments
    parser = argparse.ArgumentParser(prog="python3 -m installer.generate", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(PLACES))
    parser.add_argument("--check", action="store_true", help="write nothing; fail if anything is stale")
    args = parser.parse_args(given)
    if unknown := set(args.names) - PLACES.keys():
        parser.error(f"no such generator: {', '.join(sorted(unknown))}")
    if all(map(importlib.util.find_spec, ("postigo", "babel"))):
        return generate(args.names or list(PLACES), check=args.check)
    return guarded(_again, given)


def _again(arguments: Sequence[str]) -> int:
    """Run the same with the Python of `.venv`. It has what is needed, and is set up if it must be."""
    python = environment.prepare(ROOT / ".venv", ["base", "dev"])
    command = [str(python), "-m", "installer.generate", *arguments]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
