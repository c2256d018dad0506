"""Rows about many reports: a folder of them as a summary, a million as one file, and the summary of that.

Beside them in the same run: bare DuckDB on the same file, which checks nothing; and one run of lynis and OpenSCAP where they are
installed. `POSTIGO_BENCH_LINES` says how many lines there are (1,000,000 have 18 GB), `POSTIGO_BENCH_FOLDER` where they lie.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path

import msgspec

from tests.bench.fleet_reports import many
from tests.bench.rows import AS_AT_HOME, PYTHON, ROOT, Row

FILES = 10_000
LINES = int(os.environ.get("POSTIGO_BENCH_LINES", "100000"))
WEEKS = 4
LAST = date(2026, 11, 28)

_SUMMARY = """
import sys
from datetime import date
from pathlib import Path
from postigo.fleet import {module}
place, today = Path(sys.argv[1]), date(2026, 11, 30)
seen = {module}.summarise({found}, today)
print(seen.devices, seen.reports, seen.quarantine.total)
"""
_FOLDER = _SUMMARY.format(module="fold", found="__import__('postigo.fleet.folder').fleet.folder.Folder(place, today)")
_FILE = _SUMMARY.format(module="parquet_tally", found="place")
_PACK = """
import sys
from datetime import date
from pathlib import Path
from postigo.fleet.folder import Folder
from postigo.fleet.pack import pack
pack(Folder(Path(sys.argv[1]), date(2026, 11, 30)), Path(sys.argv[2]))
"""
_ANSWERS = """
import duckdb, sys
base = duckdb.connect(config={"memory_limit": "220MB", "preserve_insertion_order": False, "temp_directory": sys.argv[2] + ".tmp"})
report = '''STRUCT(began VARCHAR, device STRUCT(platform VARCHAR, "system" VARCHAR), results STRUCT("check" VARCHAR, tip INTEGER,
    title VARCHAR, "level" VARCHAR, gaps STRUCT(why VARCHAR)[], findings STRUCT(code VARCHAR, "level" VARCHAR)[])[])'''
base.execute(f'''COPY (
    SELECT path, report.began, report.device.platform, report.device.system, r."check", r.tip, r.title, r."level", len(r.gaps) gaps, r.findings
    FROM (SELECT path, report, unnest(report.results) r FROM read_json('{sys.argv[1]}', format='newline_delimited',
        columns={{path: 'VARCHAR', report: '{report}'}}, maximum_object_size=2000000))
) TO '{sys.argv[2]}' (FORMAT parquet, COMPRESSION zstd)''')
"""
_SAME = """
import duckdb, sys
base = duckdb.connect(config={"memory_limit": "220MB", "preserve_insertion_order": False, "temp_directory": sys.argv[2] + ".tmp"})
report = '''STRUCT(began VARCHAR, ended VARCHAR, label VARCHAR, "level" VARCHAR, "schema" VARCHAR, integrity STRUCT(sha256 VARCHAR),
    device STRUCT(platform VARCHAR, "system" VARCHAR, remembered BOOLEAN), packs STRUCT(state VARCHAR)[], shutters STRUCT(tip INTEGER, state VARCHAR)[],
    results STRUCT("check" VARCHAR, tip INTEGER, title VARCHAR, "level" VARCHAR, version INTEGER, counts BOOLEAN, gaps STRUCT(why VARCHAR)[],
        findings STRUCT(code VARCHAR, "level" VARCHAR, aside STRUCT(kind VARCHAR))[])[],
    not_here STRUCT("check" VARCHAR, title VARCHAR)[], not_looked STRUCT("check" VARCHAR, title VARCHAR)[],
    to_do STRUCT("check" VARCHAR, code VARCHAR, "level" VARCHAR, fix VARCHAR, what VARCHAR, effort VARCHAR, who VARCHAR)[])'''
base.execute(f'''COPY (SELECT path, unnest(report) FROM read_json('{sys.argv[1]}', format='newline_delimited',
    columns={{path: 'VARCHAR', report: '{report}'}}, maximum_object_size=2000000)
) TO '{sys.argv[2]}' (FORMAT parquet, COMPRESSION zstd)''')
"""
_EVERYTHING = """
import duckdb, sys
base = duckdb.connect(config={"memory_limit": "400MB", "preserve_insertion_order": False, "temp_directory": sys.argv[2] + ".tmp"})
base.execute(f"COPY (SELECT * FROM read_json('{sys.argv[1]}', format='newline_delimited', maximum_object_size=2000000)) "
    f"TO '{sys.argv[2]}' (FORMAT parquet, COMPRESSION zstd)")
"""


def rows(runs: int) -> Iterator[Row]:
    """Figures of one machine, in seconds of the clock and of the processor: it may be busy."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("POSTIGO_BENCH_FOLDER")) as name:
        yield from _folder(Path(name), runs)
        yield from _lines(Path(name))
    yield from _neighbours()


def _folder(place: Path, runs: int) -> Iterator[Row]:
    folder, size = place / "reports", 0
    for path, report in many(FILES, 1, LAST):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        size += file.write_bytes(json.dumps(report, ensure_ascii=False, indent=1).encode() + b"\n")
    told = min((_run(_FOLDER, str(folder)) for _ in range(runs)), key=lambda one: one[1])
    yield Row(
        f"fleet, {FILES:,} report files, summary",
        f"{told[0]:.2f} s",
        f"CPU {told[1]:.2f} s, {told[2]:.0f} MB, {size / FILES / 1000:.1f} kB each",
    )
    shutil.rmtree(folder)


def _lines(place: Path) -> Iterator[Row]:
    file = place / "all.jsonl"
    size = write(file, LINES)
    packed = place / "all.parquet"
    ours = _run(_PACK, str(file), str(packed))
    beside = f"CPU {ours[1]:.1f} s, {ours[2]:.0f} MB, {packed.stat().st_size / LINES:.0f} bytes a report; {size / LINES / 1000:.1f} kB a line"
    yield Row(f"fleet, {LINES:,} lines, packed", f"{ours[0]:.1f} s", beside)
    for what, code in (("answers only, nothing checked", _ANSWERS), ("all columns, nothing checked", _EVERYTHING)):
        bare = _run(code, str(file), str(place / "bare.parquet"))
        ratio = f"ours {ours[0] / bare[0]:.1f} times, CPU {ours[1] / bare[1]:.1f} times"
        yield Row(f"  bare DuckDB: {what}", f"{bare[0]:.1f} s", f"CPU {bare[1]:.1f} s, {bare[2]:.0f} MB; {ratio}")
        (place / "bare.parquet").unlink()
    file.unlink()
    told = min((_run(_FILE, str(packed)) for _ in range(5)), key=lambda one: one[0])
    yield Row(
        f"fleet, summary of {LINES:,} packed reports",
        f"{told[0]:.2f} s",
        f"CPU {told[1]:.2f} s, {told[2]:.0f} MB, with Python's start",
    )


def write(file: Path, lines: int) -> int:
    """Write as many reports, one a line, in the canonical form that `jq -cS` writes. Their bytes."""
    canonical = msgspec.json.Encoder(order="sorted")
    with file.open("wb", 1 << 20) as out:
        for path, report in islice(many(-(-lines // WEEKS), WEEKS, LAST), lines):
            out.write(canonical.encode({"path": path, "report": report}) + b"\n")
    return file.stat().st_size


def _neighbours() -> Iterator[Row]:
    """One run of others on this computer. They look at a server's settings; none makes one summary of many computers without a server."""
    lynis = shutil.which("lynis", path=f"{os.environ['PATH']}:/usr/sbin")
    command = [
        lynis or "",
        "audit",
        "system",
        "--quick",
        "--quiet",
        "--no-colors",
        "--logfile",
        os.devnull,
        "--report-file",
        os.devnull,
    ]
    yield _neighbour("  lynis audit system --quick, one computer", command if lynis else None)
    oscap, content = shutil.which("oscap"), sorted(Path("/usr/share/xml/scap/ssg/content").glob("ssg-debian*-ds.xml"))
    command = [oscap or "", "xccdf", "eval", "--profile", "standard", str(content[-1]) if content else ""]
    yield _neighbour("  oscap xccdf eval (standard), one computer", command if oscap and content else None)


def _neighbour(what: str, command: list[str] | None) -> Row:
    if command is None:
        return Row(what, "not installed")
    began = time.perf_counter()
    subprocess.run(command, capture_output=True, check=False)
    return Row(what, f"{time.perf_counter() - began:.1f} s")


def _run(code: str, *words: str) -> tuple[float, float, float]:
    """Seconds of the clock, of the processor, and the peak of memory in MB, of a process of its own."""
    watched = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    told = subprocess.run(
        [str(PYTHON), "-c", code + watched, *words],
        capture_output=True,
        text=True,
        env=AS_AT_HOME,
        cwd=ROOT,
        check=False,
    )
    seconds, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    if told.returncode:
        sys.exit(told.stderr)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, spent, int(told.stdout.split()[-1]) / 1000
