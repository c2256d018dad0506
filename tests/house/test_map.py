"""Citations in code, tests, recordings and pages: red lines, guidance, style, sources, decisions, links, files, tests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import unquote

import pytest

from postigo import api
from postigo.core.model import Level, Share

ROOT: Final = Path(__file__).resolve().parents[2]
DOCS: Final = ROOT / "docs"
TOP: Final = ("app", "checks", "docs", "installer", "resources", "tests")
PAGES: Final = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
SOURCES: Final = sorted(
    [ROOT / "pyproject.toml", *PAGES, *(path for top in TOP for path in (ROOT / top).rglob("*.py"))]
)
DATA: Final = sorted([*(ROOT / "tests/recordings").rglob("*.json"), *(ROOT / "checks/postigo_checks/data").glob("*.*")])
PAPERS: Final = re.compile(
    r"\.\./shared|\b(?:design|house|newcomer)\.md|[Dd]esign §|\bfacts/\w|\bfacts: [a-z]+/|\bos-(?:windows|macos)"
)
"""Papers that whoever has only this tree cannot open."""


@cache
def content(path: Path) -> str:
    return path.read_text("utf-8")


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def slug(heading: str) -> str:
    """The anchor that a forge makes of a heading."""
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


@cache
def anchors(path: Path) -> frozenset[str]:
    text = re.sub(r"```.*?```", "", content(path), flags=re.DOTALL)
    return frozenset(slug(heading) for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE))


# --- citations -------------------------------------------------------------------------------------------------------


def red_lines() -> frozenset[str]:
    return frozenset(re.findall(r"^## (E\d+): ", content(DOCS / "red-lines.md"), re.MULTILINE))


def guidance() -> frozenset[str]:
    return frozenset(re.findall(r"^#{2,3} (\d(?:\.\d)?)\.? ", content(DOCS / "guidance.md"), re.MULTILINE))


def messages() -> frozenset[str]:
    return frozenset(re.findall(r"^\| (\d+) \|", content(DOCS / "guidance.md"), re.MULTILINE))


def style() -> frozenset[str]:
    return frozenset(re.findall(r"^(\d+)\. ", content(DOCS / "style.md"), re.MULTILINE))


def decisions() -> frozenset[str]:
    return frozenset(path.name[:4] for path in (DOCS / "decisions").glob("[0-9]*.md"))


def sources() -> frozenset[str]:
    return frozenset(re.findall(r"^## ([WM][\w-]*): ", content(DOCS / "sources.md"), re.MULTILINE))


KINDS: Final = {
    "red line": (re.compile(r"\b[Rr]ed lines? (E\d+(?:(?:, | and |, and )E\d+)*)"), re.compile(r"E\d+"), red_lines),
    "guidance": (re.compile(r"\b[Gg]uidance (\d(?:\.\d)?)\b"), re.compile(r".+"), guidance),
    "key message": (
        re.compile(r"\b(?:[Kk]ey messages? |guidance 6\.1, message )(\d+(?:(?:, | and )\d+)*)"),
        re.compile(r"\d+"),
        messages,
    ),
    "style.md": (re.compile(r"\bstyle\.md (\d+)"), re.compile(r".+"), style),
    "sources": (re.compile(r"\bsources ([WM](?:-[A-Z]|\d+))\b"), re.compile(r".+"), sources),
    "decision": (
        re.compile(r"\bdecisions?(?: |/)(\d{4}(?:(?:, | and )\d{4})*)(?!\d)"),
        re.compile(r"\d{4}"),
        decisions,
    ),
}


def citations(kind: str, text: str) -> Iterator[str]:
    whole, each, _ = KINDS[kind]
    for found in whole.findall(" ".join(text.split())):
        yield from each.findall(found)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_cited_is_there(kind: str) -> None:
    there = KINDS[kind][2]()
    missing = {
        (named(path), one) for path in [*SOURCES, *DATA] for one in citations(kind, content(path)) if one not in there
    }
    missing -= {(named(Path(__file__).resolve()), one) for one in MADE_UP}
    assert not missing


MADE_UP: Final = ("E99", "9.9", "99", "9999", "W99")


@pytest.mark.parametrize(
    ("kind", "cited"),
    [
        ("red line", "red lines E1 and E99"),
        ("guidance", "guidance 9.9"),
        ("key message", "Key messages 9, 10 and 99"),
        ("style.md", "style.md 99"),
        ("sources", "sources W99"),
        ("decision", "docs/decisions/9999-x.md"),
    ],
)
def test_what_is_not_there_is_noticed(kind: str, cited: str) -> None:
    there = KINDS[kind][2]()
    assert len(there) >= 3
    assert [one for one in citations(kind, cited) if one not in there] == [
        cited.rsplit(maxsplit=1)[-1].rsplit("/", maxsplit=1)[-1].split("-", maxsplit=1)[0]
    ]


def test_there_are_twelve_red_lines_and_each_is_held_or_says_where_it_will_be() -> None:
    page = content(DOCS / "red-lines.md")
    sections = re.split(r"^## E", page, flags=re.MULTILINE)[1:]
    assert [section.partition(":")[0] for section in sections] == [str(n) for n in range(1, 13)]
    for section in sections:
        assert re.search(r"^- (?:Held by `test_|Not built yet \(issue \d+)", section, re.MULTILINE), section


def test_nothing_refers_to_papers_outside_this_tree() -> None:
    assert not [
        f"{named(path)}: {found[0]}"
        for path in [*SOURCES, *DATA]
        if path != Path(__file__).resolve()
        for found in PAPERS.finditer(content(path))
    ]


# --- links, files and tests ------------------------------------------------------------------------------------------


def links(path: Path) -> Iterator[str]:
    text = re.sub(r"```.*?```|`[^`\n]*`", "", content(path), flags=re.DOTALL)
    yield from re.findall(r"\]\(([^)\s]+)\)", text)


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_links_lead_somewhere(path: Path) -> None:
    for link in links(path):
        if re.match(r"[a-z]+:", link):
            continue
        file, _, anchor = unquote(link).partition("#")
        target = (path.parent / file).resolve() if file else path
        assert target.exists(), link
        if anchor and target.suffix == ".md":
            assert anchor in anchors(target), f"{link}: {sorted(anchors(target))}"


@cache
def tree() -> frozenset[str]:
    """All files and folders below the folders at the top, and the files at the top."""
    below = [path for top in TOP for path in (ROOT / top).rglob("*") if "__pycache__" not in path.parts]
    return frozenset(named(path) for path in [*below, *(ROOT / top for top in TOP), *ROOT.glob("*")])


@cache
def endings() -> frozenset[str]:
    """Each path of the tree, and what is left of it from each of its folders on."""
    return frozenset("/".join(path.split("/")[at:]) for path in tree() for at in range(path.count("/") + 1))


FILE: Final = re.compile(r"(?:[\w.+-]+/)*[\w+-]+(?:\.(?:py|md|json|toml|csv|po|sh|cmd)|/)")
ELSEWHERE: Final = {
    *("camera-covers.json", "change-tags.json", "set-aside.json", "settings.toml"),  # made when the program runs
    *("live-browser-homes.py", "mutate.py", "real"),  # of trials that docs/field.md tells of
    *("acme_postigo/__init__.py", "tests/test_acme.py"),  # of the pack in docs/first-check.md
    *(f"tests/recordings/acme_update.restart/linux-{case}.json" for case in ("none", "waiting", "not-debian")),
}


def files(text: str) -> Iterator[str]:
    """What stands in back-ticks and is a file or a folder of this tree."""
    plain = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    for quoted in re.findall(r"`([^`\n]+)`", plain):
        if FILE.fullmatch(quoted):
            yield quoted.rstrip("/")


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_files_that_a_page_names_are_there(path: Path) -> None:
    assert not [file for file in files(content(path)) if file not in endings() | ELSEWHERE]


@cache
def written_tests() -> frozenset[str]:
    found = re.compile(r"^def (test_\w+)", re.MULTILINE)
    return frozenset(name for path in (ROOT / "tests").rglob("*.py") for name in found.findall(content(path)))


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_tests_that_a_page_names_are_there(path: Path) -> None:
    cited = re.findall(r"`(test_\w+)`", content(path))
    modules = {file.stem for file in (ROOT / "tests").rglob("test_*.py")}
    assert not [name for name in cited if name not in written_tests() | modules]


def test_names_that_the_first_check_mentions_are_offered_to_packs() -> None:
    plain = re.sub(r"```.*?```", "", content(DOCS / "first-check.md"), flags=re.DOTALL)
    quoted = re.findall(r"`([A-Z][A-Za-z]*|[A-Z_]{4,})[`(]", plain)
    assert len(quoted) > 3
    assert not [
        one for one in quoted if one not in (*api.__all__, *Level.__members__, *Share.__members__, "Part")
    ]  # the reader's own enum
