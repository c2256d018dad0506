"""The job on Spark beside DuckDB: the same file, the same questions, the same answers."""

from __future__ import annotations

import json
import os
import subprocess
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from installer.environment import ROOT
from installer.spark.job import TABLES

from postigo.fleet import pack, parquet, question
from postigo.fleet.folder import Folder
from tests.fleet.test_pack import a_district
from tests.support.places import needs, spark_python

QUESTIONS = sorted((ROOT / "installer/spark/questions").glob("*.sql"))
Rows = list[dict[str, Any]]


def packed(folder: Path, seed: int = 1) -> Path:
    """A packed file of sixty computers, with whatever can go wrong among them."""
    a_district(folder / f"reports-{seed}", 60, seed)
    place = folder / f"school-{seed}.parquet"
    pack.pack(Folder(folder / f"reports-{seed}", date(2026, 11, 30)), place)
    return place


def by_duckdb(place: Path, file: Path) -> Rows:
    said = question.ask(place, file.read_text("utf-8"))
    return [dict(zip(said.columns, row, strict=True)) for row in said.rows]


def by_spark(place: str, master: str) -> dict[str, Rows]:
    environ = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "MASTER": master}
    call = [spark_python(), str(ROOT / "installer/spark/job.py"), place, *map(str, QUESTIONS)]
    environ["PYSPARK_SUBMIT_ARGS"] = f"--master {master} --conf spark.ui.enabled=false pyspark-shell"
    done = subprocess.run(call, env=environ, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    told: dict[str, Rows] = defaultdict(list)
    for line in map(json.loads, done.stdout.splitlines()):
        told[line["question"]].append(line["row"])
    return told


def test_the_job_has_the_tables_of_duckdb() -> None:
    assert TABLES == parquet.TABLES


@needs("import duckdb")
def test_each_question_is_one_that_duckdb_answers(tmp_path: Path) -> None:
    place = packed(tmp_path)
    assert len(QUESTIONS) >= 5
    for file in QUESTIONS:
        assert by_duckdb(place, file), file.name
        assert file.read_text("utf-8").startswith("-- "), "it says what is asked"


@pytest.mark.set_up
@pytest.mark.long
@needs("import duckdb", "spark")
def test_spark_answers_as_duckdb_does_also_on_two_executors(tmp_path: Path) -> None:
    """Two processes that are executors, as on a cluster. (Start and end of Spark take most of the time.)"""
    place = packed(tmp_path)
    told = by_spark(str(place), "local-cluster[2,1,1024]")
    for file in QUESTIONS:
        assert told[file.stem] == by_duckdb(place, file), file.name


@pytest.mark.set_up
@pytest.mark.long
@needs("import duckdb", "spark")
def test_the_files_of_several_schools_are_one_to_spark(tmp_path: Path) -> None:
    """Each file numbers its computers from 1: they must not become one."""
    places = [packed(tmp_path, seed) for seed in (1, 2)]
    told = by_spark(str(tmp_path / "school-*.parquet"), "local[2]")
    (checks,) = (file for file in QUESTIONS if file.stem == "checks")
    both = [row for place in places for row in by_duckdb(place, checks)]
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for row in both:
        sums[row["check"], row["state"]] += row["computers"]
    assert {(row["check"], row["state"]): row["computers"] for row in told["checks"]} == sums
    to_do = [
        sum(row["computers"] for row in by_duckdb(place, file))
        for place in places
        for file in QUESTIONS
        if file.stem == "to_do"
    ]
    assert sum(row["computers"] for row in told["to_do"]) == sum(to_do)
