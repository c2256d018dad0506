"""The password audit beside KeePassXC and plain zxcvbn: the same made-up passwords for all."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import random
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

from tests.bench.rows import AS_AT_HOME, PYTHON, Row, median
from tests.passwords.corpus import corpus

# What it is to measure a list with zxcvbn alone.
PLAIN = """
import csv, sys
from zxcvbn import zxcvbn
for row in csv.DictReader(open(sys.argv[1], newline="", encoding="utf-8")):
    zxcvbn(row["password"], max_length=200)
"""
# The child with the engine that is always there, whatever else is installed.
SLOW = """
import sys
sys.modules["zxcvbn_rs_py"] = None
from postigo.passwords.sandbox import worker
worker.main()
"""
CHILD = "from postigo.passwords.sandbox import worker; worker.main()"


def export(folder: Path, number: int) -> Path:
    """A CSV as Chrome writes it."""
    place = folder / f"{number}.csv"
    with place.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["name", "url", "username", "password", "note"])
        for row, password in enumerate(corpus(number, number)):
            table.writerow(
                [f"Site {row}", f"https://www.site{row}.example.org/login", f"user{row % 7}@example.org", password, ""]
            )
    return place


def vault(folder: Path, number: int) -> Path | None:
    """The same as a KeePass database, for KeePassXC; its password is "bench". None without KeePassXC."""
    if not shutil.which("keepassxc-cli"):
        return None
    xml, place = folder / f"{number}.xml", folder / f"{number}.kdbx"
    if place.exists():
        return place
    entries = "".join(
        f"<Entry><String><Key>Title</Key><Value>{row}</Value></String>"
        f"<String><Key>Password</Key><Value>{escape(password)}</Value></String></Entry>"
        for row, password in enumerate(corpus(number, number))
    )
    xml.write_text(f"<KeePassFile><Meta/><Root><Group><Name>Root</Name>{entries}</Group></Root></KeePassFile>", "utf-8")
    command = ["keepassxc-cli", "import", "-p", str(xml), str(place)]
    done = subprocess.run(command, input=b"bench\nbench\n", capture_output=True, check=False)
    return place if done.returncode == 0 else None


def leaked(folder: Path, lines: int) -> Path:
    """A list as the downloader of Have I Been Pwned writes it."""
    numbers = random.Random(lines)  # noqa: S311 - made up, and the same each time
    hashes = {numbers.getrandbits(160) for _ in range(lines)}
    hashes |= {
        int(hashlib.sha1(word.encode(), usedforsecurity=False).hexdigest(), 16)
        for word in corpus(10_000, 10_000)[::100]
    }
    place = folder / f"leaked-{lines}.txt"
    place.write_text("".join(f"{number:040X}:{number % 997 + 1}\r\n" for number in sorted(hashes)), "ascii")
    return place


def first_results(place: Path, runs: int) -> float:
    """Seconds from the start of the child to the first entries that it tells."""
    times = []
    for _ in range(runs + 1):
        began = time.perf_counter()
        with subprocess.Popen(
            [str(PYTHON), "-c", CHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=AS_AT_HOME
        ) as process:
            assert process.stdin
            assert process.stdout
            process.stdin.write(b'{"is":"Order","today":"2026-11-27","files":["%s"]}\n' % os.fsencode(place))
            process.stdin.flush()
            for line in process.stdout:
                if b'"Batch"' in line:
                    break
            times.append(time.perf_counter() - began)
            process.kill()
    return statistics.median(times[1:])


class Run(NamedTuple):
    """One audit by the child alone: seconds of all of it, seconds after the last password was judged, peak memory in bytes."""

    whole: float
    after: float
    peak: int


def child(code: str, place: Path, more: bytes = b"") -> Run:
    """One audit by the child alone. Of a `vault`, it is given the password."""
    began = judged = time.perf_counter()
    peak = 0
    with subprocess.Popen(
        [str(PYTHON), "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=AS_AT_HOME
    ) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(b'{"is":"Order","today":"2026-11-27","files":["%s"]%s}\n' % (os.fsencode(place), more))
        process.stdin.flush()
        for line in process.stdout:
            if b'"Locked"' in line:
                process.stdin.write(b'{"is":"Master","file":0,"password":"bench"}\n')
                process.stdin.flush()
            if b'"Progress"' in line and json.loads(line)["total"]:
                judged = time.perf_counter()
            if b'"Batch"' in line or b'"Done"' in line:
                status = Path(f"/proc/{process.pid}/status").read_text()
                peak = max(
                    peak, *(int(each.split()[1]) * 1024 for each in status.splitlines() if each.startswith("VmHWM:"))
                )
    ended = time.perf_counter()
    return Run(ended - began, ended - judged, peak)


def rows(runs: int) -> Iterator[Row]:
    """The table's part about passwords."""
    few = max(1, runs // 2)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small, large = export(folder, 1_000), export(folder, 10_000)
        command = [str(PYTHON), "-m", "postigo", "passwords", "--format", "json"]
        ours = {place: median([*command, str(place)], few) for place in (small, large)}
        plain = {place: median([str(PYTHON), "-c", PLAIN, str(place)], 1) for place in (small, large)}
        yield Row("passwords, 1,000 entries", f"{ours[small]:.2f} s", f"plain zxcvbn: {plain[small]:.2f} s")
        yield Row("passwords, 1,000 entries, first results", f"{first_results(small, few):.2f} s")
        yield Row("passwords, 10,000 entries", f"{ours[large]:.2f} s", f"plain zxcvbn: {plain[large]:.2f} s")
        peak = child(CHILD, large).peak
        yield Row("passwords, 10,000 entries, peak memory of child", f"{peak / 1e6:.0f} MB")
        yield Row("passwords, 10,000 entries, pure Python", f"{child(SLOW, large).whole:.1f} s")
        database = vault(folder, 10_000)
        if database is not None:
            peak = child(CHILD, database).peak
            yield Row("passwords, 10,000 entries, KDBX, peak memory", f"{peak / 1e6:.0f} MB")
        yield from _neighbour(folder, few)
        yield from _leaks(folder, large, few)


def _neighbour(folder: Path, runs: int) -> Iterator[Row]:
    for number in (1_000, 10_000):
        place = vault(folder, number)
        if place is None:
            yield Row("keepassxc-cli db-info", "not installed")
            return
        command = ["sh", "-c", f"echo bench | keepassxc-cli db-info {place}"]
        yield Row(
            f"keepassxc-cli db-info, {number:,} entries", f"{median(command, runs):.2f} s", "zxcvbn in C, reuse, length"
        )


def _leaks(folder: Path, large: Path, runs: int) -> Iterator[Row]:
    for lines in (1_000_000, 4_000_000):
        place = leaked(folder, lines)
        offline = b',"offline":"%s"' % os.fsencode(place)
        # A list is looked up when all is judged: judging takes ten times as long, and its noise would hide the difference.
        more = statistics.median(child(CHILD, large, offline).after - child(CHILD, large).after for _ in range(runs))
        beside = "beside the same audit without"
        kdbx = vault(folder, 10_000)
        if kdbx is not None:
            command = ["sh", "-c", f"echo bench | keepassxc-cli analyze -H {place} {kdbx}"]
            beside = f"keepassxc-cli analyze -H: {median(command, runs):.2f} s, all of it"
        yield Row(f"leaks, 10,000 entries in {lines:,} lines", f"{more:.2f} s", beside)
