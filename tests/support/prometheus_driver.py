"""Driver of a true Prometheus beside a true node_exporter, in a machine of its own: waits until an alert fires.

`prometheus_driver.py RULES FIRST SECOND ALERT ALERT`: the metrics FIRST until the first alert fires, then SECOND in their place
until the second does. Prints what fires, as JSON; standard library only, for the machine's own Python.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

ROOT = Path("/tmp/prometheus")  # noqa: S108 - memory of this machine alone
CONFIG = """
global: {scrape_interval: 1s, evaluation_interval: 1s}
rule_files: [%s]
scrape_configs:
  - job_name: node
    static_configs: [{targets: ["127.0.0.1:9100"]}]
"""


def asked(path: str) -> Any:
    """Data that its interface gives, or nothing as long as it does not answer."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:9090/api/v1/{path}", timeout=2) as answer:
            return json.load(answer)["data"]
    except OSError:
        return None


def firing() -> list[Any]:
    """Alerts that fire."""
    return [one for one in (asked("alerts") or {}).get("alerts", ()) if one["state"] == "firing"]


def fires(alert: str) -> bool:
    """Whether an alert fires within forty seconds."""
    until = time.monotonic() + 40
    while time.monotonic() < until:
        if any(one["labels"]["alertname"] == alert for one in firing()):
            return True
        time.sleep(0.2)
    return False


def main(rules: str, first: str, second: str, *alerts: str) -> None:
    """Both daemons, until both alerts fired or did not."""
    folder = ROOT / "metrics"
    folder.mkdir(parents=True)
    config = ROOT / "prometheus.yml"
    config.write_text(CONFIG % rules)
    exporter = ["--collector.disable-defaults", "--collector.textfile", "--web.listen-address=127.0.0.1:9100"]
    server = [f"--config.file={config}", f"--storage.tsdb.path={ROOT / 'data'}", "--web.listen-address=127.0.0.1:9090"]
    log = (ROOT / "log").open("wb")
    calls = (
        ["prometheus-node-exporter", *exporter, f"--collector.textfile.directory={folder}"],
        ["prometheus", *server],
    )
    daemons = [subprocess.Popen(call, stdout=log, stderr=log) for call in calls]
    told = []
    try:
        for content, alert in zip((first, second), alerts, strict=True):
            shutil.copyfile(content, folder / ".new")
            (folder / ".new").replace(folder / "postigo.prom")
            told.append([alert, fires(alert), firing()])
        told.append(asked("query?query=node_textfile_scrape_error"))
    finally:
        for daemon in daemons:
            daemon.terminate()
            daemon.wait()
    print(json.dumps({"told": told, "log": (ROOT / "log").read_text()[-2000:]}))


main(*sys.argv[1:])
