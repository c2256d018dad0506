"""WMI's objects, certificates and networks, asked by Windows' own Python under Wine: what Wine has of them is real."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support import windows_lane
from tests.support.places import needs
from tests.support.windows_lane import ROOT, Windows

pytestmark = [pytest.mark.set_up, needs("wine")]

ASK = r"""
import ctypes, json
from postigo.core.system import CannotTell
from postigo.system.calls import errors, wmi
from postigo.system.calls.child import reply
from postigo.system.calls.messages import Question

def tried(ask):
    try:
        return ask()
    except errors.Refused as refused:
        return [refused.why.value, hex(refused.number)]

told = {
    "row": wmi.rows(r"root\cimv2", "Win32_OperatingSystem", ("ProductType", "Nope", "Caption")),
    "none": wmi.rows(r"root\cimv2", "Win32_OperatingSystem", ("Caption",), "ProductType = 77"),
    "namespace": tried(lambda: wmi.rows(r"root\nope", "Win32_OperatingSystem", ())),
    "question": tried(lambda: wmi.rows(r"root\cimv2", "Win32_OperatingSystem", (), "NOT NOT (")),
}

crypt = ctypes.WinDLL("crypt32")
crypt.CertOpenStore.restype, crypt.CertOpenStore.argtypes = ctypes.c_void_p, (
    ctypes.c_void_p, ctypes.c_uint32, ctypes.c_size_t, ctypes.c_uint32, ctypes.c_wchar_p)
crypt.CertEnumCertificatesInStore.restype = ctypes.c_void_p
crypt.CertEnumCertificatesInStore.argtypes = (ctypes.c_void_p, ctypes.c_void_p)
crypt.CertGetCertificateContextProperty.argtypes = (
    ctypes.c_void_p, ctypes.c_uint32, ctypes.c_void_p, ctypes.POINTER(ctypes.c_uint32))
store, found, known = crypt.CertOpenStore(10, 0, 0, 0x10000, "Root"), None, []  # made, and filled from the Linux beside it
while found := crypt.CertEnumCertificatesInStore(store, found):
    number, length = ctypes.create_string_buffer(20), ctypes.c_uint32(20)
    crypt.CertGetCertificateContextProperty(found, 3, number, ctypes.byref(length))
    known.append(number.raw.hex())
asked = Question("trusted-roots", {"thumbprints": " ".join(["11" * 20, *known])})
told["known"], told["trusted"] = known, reply(asked).value
told["odd"] = [reply(Question("trusted-roots", {"thumbprints": text})).why.value for text in ("x", "11" * 19)]
print(json.dumps(told))
"""

AGAIN = """
from postigo.system.calls.child import reply
from postigo.system.calls.messages import Question

for _ in range(100):
    for name in ("antivirus-products", "defender-status", "optional-features", "network-categories"):
        print(type(reply(Question(name))).__name__)
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True)
    with windows_lane.screen() as display:
        windows = Windows.fresh(tmp_path_factory.mktemp("windows"), next(folder.glob("*.whl")), display)
        done = windows.python("-c", ASK, timeout=300)
        assert done.returncode == 0, done.stderr
        again = windows.python("-c", AGAIN, timeout=300)
        yield {**json.loads(done.stdout), "again": again.stdout.split()}


def test_a_row_has_what_its_class_has(told: dict[str, Any]) -> None:
    (row,) = told["row"]
    assert set(row) == {"ProductType", "Caption"}
    assert (row["ProductType"], type(row["Caption"])) == (1, str)
    assert told["none"] == []


def test_a_question_that_wmi_refuses_has_its_number(told: dict[str, Any]) -> None:
    assert told["namespace"] == ["missing", "0x8004100e"]
    assert told["question"] == ["unreadable", "0x80041017"]


def test_asking_again_and_again_ends_no_process(told: dict[str, Any]) -> None:
    """Texts of arguments that were freed twice ended it at the second question."""
    assert told["again"] == ["Refusal", "Refusal", "Answer", "Answer"] * 100


def test_roots_are_found_in_the_store_that_windows_heeds(told: dict[str, Any]) -> None:
    assert told["trusted"] == told["known"]
    assert told["odd"] == ["unreadable", "unreadable"]
