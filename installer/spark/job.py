"""Questions about packed reports on Spark: `spark-submit job.py PACKED QUESTION.sql...`.

PACKED is what `postigo fleet pack` writes, or a pattern of such files (one for each school), which are asked as one. A question is
one SELECT on the tables that `postigo fleet query` has: reports, answers, found, to_do, gone, omitted. The answers come as JSON,
a row a line behind the question's name. It needs PySpark and nothing of Postigo, so that it runs where a cluster is. DuckDB answers
the same on one machine, and sooner: docs/engines.md.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

TABLES = {
    "reports": (
        "report",
        (
            "computer, age, gathered, site, device, name, began, finished, platform, system, broken, "
            "tip_1, tip_2, tip_3, tip_4, tip_5, n_act, n_advise, n_fine, n_unknown, n_not_looked, n_absent"
        ),
    ),
    "answers": ("answer", 'computer, age, "check", tip, state, title, version, was'),
    "found": ("found", 'computer, age, "check", code, state, aside'),
    "to_do": ("to_do", 'computer, age, "check", fix, state, what, effort, who'),
    "gone": ("gone", 'computer, "check", tip, title, was'),
    "omitted": ("omitted", "source, why, detail, device"),
}
"""Tables by name: the kind of their rows, and their columns. A test holds them to those of DuckDB."""
DIALECT = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.ansi.doubleQuotedIdentifiers": "true",  # "check" is a name, as in DuckDB
    "spark.sql.session.timeZone": "UTC",
}


def opened(spark: SparkSession, packed: str) -> None:
    """Views of the files. A number of a computer is one of its file, so here it bears the file's name too."""
    from pyspark.sql.functions import col, concat_ws, input_file_name  # noqa: PLC0415 - where Spark is

    everything = spark.read.parquet(packed)
    everything = everything.withColumn("computer", concat_ws("#", input_file_name(), col("computer").cast("string")))
    everything.createOrReplaceTempView("everything")
    for name, (kind, columns) in TABLES.items():
        spark.sql(f"SELECT {columns} FROM everything WHERE kind = '{kind}'").createOrReplaceTempView(name)  # noqa: S608


def main(packed: str, *questions: str) -> None:
    """The answers, a row a line."""
    from pyspark.sql import SparkSession  # noqa: PLC0415 - see above

    builder = SparkSession.builder.appName("postigo")
    for name, value in DIALECT.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    try:
        opened(spark, packed)
        for question in map(Path, questions):
            for row in spark.sql(question.read_text("utf-8").rstrip().rstrip(";")).toLocalIterator():
                line = {"question": question.stem, "row": row.asDict()}
                print(json.dumps(line, ensure_ascii=False, default=str))
    finally:
        spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
