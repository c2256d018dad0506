"""Scaffold of a check: `python3 -m installer.check new net.example [--on linux,windows]`.

It writes the folder of the check with the parts it has, its recordings (good, bad, cannot-tell and usual on each system),
and its line in the pack. All of it runs as it stands; what only a person can write says "Write here:", and
`python3 -m installer.check left` lists the places that still say so. A test fails while there is one. Any Python runs this.
"""

from __future__ import annotations

import argparse
import keyword
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from installer import registration, skeleton

ROOT = Path(__file__).resolve().parent.parent
MARK = "Write here:"
_QUOTE = '"'  # ends the words, where they stand in a literal
_ID = re.compile(r"[a-z]+\.[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_DECLARED = re.compile(r'^ +id="([a-z]+)\.([a-z0-9-]+)",$.*?^ +tip=(\d),$', re.MULTILINE | re.DOTALL)


class Refused(Exception):  # noqa: N818 - what it is
    """Why no check is made, in one sentence."""


@dataclass(frozen=True)
class Declared:
    """Check that exists: its area, its name, its tip, and its subject folder."""

    area: str
    name: str
    tip: int
    subject: str


def declared(root: Path) -> list[Declared]:
    """Every check of the pack, as its file declares it."""
    found = []
    for path in sorted(root.glob("checks/postigo_checks/*/*/*.py")):
        for area, name, tip in _DECLARED.findall(path.read_text("utf-8")):
            found.append(Declared(area, name, int(tip), path.parent.parent.name))
    return found


def new(root: Path, check: str, on: Sequence[str], subject: str | None = None, tip: int | None = None) -> list[Path]:
    """The files of a new check, written; `Refused` if it cannot be. Nothing that is there is changed but the pack's list."""
    if not _ID.fullmatch(check) or keyword.iskeyword(check.partition(".")[2]):
        raise Refused(f"{check!r} is no id: an area and a name, as net.example or image.printer-queue.")
    if unknown := [platform for platform in on if platform not in skeleton.SYSTEMS]:
        raise Refused(f"There is no {unknown[0]!r}: --on takes {', '.join(skeleton.SYSTEMS)}.")
    there = declared(root)
    area, _, name = check.partition(".")
    if any((one.area, one.name) == (area, name) for one in there):
        raise Refused(f"{check} is there already.")
    like = [one for one in there if one.area == area]
    if not like and (subject is None or tip is None):
        areas = ", ".join(sorted({one.area for one in there}))
        raise Refused(
            f"No check has the area {area!r} yet ({areas}). For a new one say --tip 1 to 5, and --subject, one of "
            f"{_subjects(root)} (docs/architecture.md says what each is about)."
        )
    subject = subject or Counter(one.subject for one in like).most_common(1)[0][0]
    tip = tip or Counter(one.tip for one in like).most_common(1)[0][0]
    pack = root / "checks/postigo_checks"
    if not (pack / subject / "__init__.py").is_file():
        raise Refused(f"There is no subject {subject!r} in checks/postigo_checks: {_subjects(root)}.")
    what = skeleton.Names(check, subject, tip)
    files = dict(skeleton.sources(what, on, pack)) | dict(skeleton.recordings(what, on, root / "tests/recordings"))
    if taken := [path for path in files if path.exists()]:
        raise Refused(f"{taken[0].relative_to(root).as_posix()} is there already.")
    listed = registration.listed(pack, what)
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    (pack / "__init__.py").write_text(listed, encoding="utf-8")
    return [*files, pack / "__init__.py"]


def _subjects(root: Path) -> str:
    """The folders in which checks lie."""
    return ", ".join(sorted({path.parents[1].name for path in root.glob("checks/postigo_checks/*/*/check.py")}))


def left(root: Path) -> Iterator[str]:
    """The places that still say what a person must write, each as file:line: what."""
    for folder in ("checks/postigo_checks", "tests/recordings"):
        for path in sorted(path for path in (root / folder).rglob("*") if path.suffix in {".py", ".json", ".txt"}):
            for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
                if MARK in line:
                    yield f"{path.relative_to(root).as_posix()}:{number}: {line[line.index(MARK) :].partition(_QUOTE)[0]}"


TESTS = (
    *(f"tests/checks/test_{name}.py" for name in ("checks", "findings", "budgets", "scope", "machines")),
    *(f"tests/installer/test_{name}.py" for name in ("generate", "check")),
    *(f"tests/house/test_{name}.py" for name in ("docstrings", "glossary", "spanish")),
)
"""The tests that a new check turns red."""

NEXT = """
Next:
1. Write what the places say: python3 -m installer.check left
   Which fact is learned stands in fact.py, and everything else follows from it.
2. Give each recording the answers of its case and the verdict that must follow. On a computer that has the case:
   .venv/bin/postigo record --check {check} --case NAME     # it overwrites nothing: delete a made-up one of that name first
   usual is an ordinary, up-to-date computer at home: all remembered machines take it. Where one is no such computer
   (another desktop, another program), installer.generate says so: its recipe in tests/machines/ then names another case.
3. python3 -m installer.generate, then translate the sentences that it names in
   checks/postigo_checks/locale/es/LC_MESSAGES/postigo_checks.po, and run it again.
4. .venv/bin/python -m ruff check . --fix && .venv/bin/python -m ruff format .
   .venv/bin/python -m pytest {tests} -k "{check} or stale or still or gives_the_verdicts or test_findings or house"
   and before it is handed in: python3 -m installer.test
More: docs/a-check-of-ours.md"""


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python3 -m installer.check", description="A check of Postigo's own.")
    commands = parser.add_subparsers(dest="command", required=True)
    made = commands.add_parser("new", help="make its folder and its recordings")
    made.add_argument("check", metavar="ID", help="an area and a name, as net.example")
    made.add_argument("--on", default=",".join(skeleton.SYSTEMS), help="its systems; %(default)s if not said")
    made.add_argument("--subject", help="its folder in checks/postigo_checks; that of its area's checks if not said")
    made.add_argument("--tip", type=int, choices=range(1, 6), help="its tip; that of its area's checks if not said")
    commands.add_parser("left", help="list what is left to write")
    args = parser.parse_args(arguments)
    if args.command == "left":
        places = list(left(root))
        print(*places, sep="\n", end="\n" if places else "")
        return 1 if places else 0
    try:
        files = new(root, args.check, list(dict.fromkeys(args.on.split(","))), args.subject, args.tip)
    except Refused as why:
        sys.stderr.write(f"{why}\n")
        return 2
    for path in files:
        print(path.relative_to(root).as_posix())
    print(NEXT.format(check=args.check, tests=" ".join(TESTS)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
