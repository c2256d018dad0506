"""Windows Installer package (MSI), made by wixl. Nothing runs at its installation, and nothing is switched on."""

from __future__ import annotations

import hashlib
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Final
from uuid import UUID, uuid5

from installer.packages import windows_summary
from installer.packages.cabinet import cabinet
from installer.packages.desktop import PLACE, SUMMARY
from installer.packages.freeze import epoch
from installer.packages.licences import HOLDERS
from installer.packages.systems import run
from postigo import __version__

SPACE: Final = UUID("5b6f1b0e-6c0b-5c0e-9a3f-6f1c0d0a7e16")
"""Name space of every code in the package, chosen once (RFC 9562, version 5)."""
UPGRADE: Final = uuid5(SPACE, "upgrade")
"""Upgrade code, the same for all versions. By it a newer package takes the place of an older one."""
NAMESPACE: Final = "http://schemas.microsoft.com/wix/2006/wi"
RIGHTS: Final = "O:BAG:SYD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;;0x1200a9;;;BU)"
r"""Rights on `%ProgramData%\Postigo`, in SDDL. They are those of docs/schedule.md: the system and administrators all, users read it alone."""
ICON: Final = "postigo.ico"
CABINET: Final = "postigo.cab"
LOCKS: Final = "rights"
"""Key of the row in MsiLockPermissionsEx. wixl does not know that table (learn.microsoft.com, "MsiLockPermissionsEx table")."""


def code(name: str) -> str:
    """Code (GUID) of a thing by its name, as MSI writes it."""
    return str(uuid5(SPACE, name)).upper()


def product(version: str = __version__) -> str:
    """Code of a version. winget names it."""
    return code(f"product {version}")


def package(tree: Path, version: str = __version__) -> str:
    """Code of a package: another content is another package."""
    return code(f"package {version} {_sum(tree)}")


def listed() -> dict[str, str]:
    """Properties for the list of installed programs (learn.microsoft.com, "Configuring Add/Remove Programs with Windows Installer").

    Name, version, publisher and size stand there by themselves.
    """
    links = {"ARPHELPLINK": PLACE, "ARPURLINFOABOUT": PLACE} if ".invalid/" not in PLACE else {}
    return {"ARPPRODUCTICON": ICON, "ARPCOMMENTS": SUMMARY[0], "ARPNOMODIFY": "1", **links}


def source(tree: Path, version: str = __version__) -> ET.Element:
    """Source for wixl: components of 64 bits, a shortcut, the folder of the machine's data."""
    wix = ET.Element("Wix", xmlns=NAMESPACE)
    told = ET.SubElement(
        wix, "Product", Id=product(version), Name="Postigo", Language="1033", Version=version,
        Manufacturer=HOLDERS.partition(" ")[2], UpgradeCode=str(UPGRADE).upper(),
    )  # fmt: skip
    ET.SubElement(
        told, "Package", Id=package(tree, version), InstallerVersion="500", Compressed="yes",
        InstallScope="perMachine", Description=SUMMARY[0], Manufacturer=HOLDERS.partition(" ")[2],
    )  # fmt: skip
    ET.SubElement(
        told, "MajorUpgrade", DowngradeErrorMessage="A newer Postigo is here already. Ya hay un Postigo más nuevo."
    )
    ET.SubElement(told, "Media", Id="1", Cabinet=CABINET, EmbedCab="yes")
    ET.SubElement(told, "Icon", Id=ICON, SourceFile=ICON)
    for name, value in listed().items():
        ET.SubElement(told, "Property", Id=name, Value=value)
    root = ET.SubElement(told, "Directory", Id="TARGETDIR", Name="SourceDir")
    feature = ET.SubElement(told, "Feature", Id="Postigo", Level="1", Title="Postigo")
    programs = ET.SubElement(root, "Directory", Id="ProgramFiles64Folder")
    _folder(programs, tree, "INSTALLFOLDER", "Postigo", tree, feature)
    menu = ET.SubElement(root, "Directory", Id="ProgramMenuFolder")
    _component(menu, feature, "menu").extend(
        [
            ET.Element(
                "Shortcut", Id="menu", Name="Postigo", Target="[INSTALLFOLDER]postigo-window.exe",
                WorkingDirectory="INSTALLFOLDER", Description=SUMMARY[0], Icon=ICON,
            ),
            ET.Element("RegistryValue", Root="HKLM", Key="Software\\Postigo", Name="Installed", Type="integer", Value="1", KeyPath="yes"),
        ]
    )  # fmt: skip
    data = ET.SubElement(root, "Directory", Id="CommonAppDataFolder")
    ours = ET.SubElement(data, "Directory", Id="DATAFOLDER", Name="Postigo")
    ET.SubElement(_component(ours, feature, "data"), "CreateFolder")
    return wix


def build(tree: Path, target: Path, work: Path, version: str = __version__) -> Path:
    """The package, at `target`, of the folder `tree`. The same folder gives the same bytes."""
    work.mkdir(parents=True, exist_ok=True)
    wxs = work / "postigo.wxs"
    ET.ElementTree(source(tree, version)).write(wxs, "utf-8", xml_declaration=True)
    target.unlink(missing_ok=True)
    run(["wixl", "--arch", "x64", "-o", str(target.resolve()), str(wxs.resolve())], cwd=tree)
    table = work / "MsiLockPermissionsEx.idt"
    columns = ("MsiLockPermissionsEx", "LockObject", "Table", "SDDLText", "Condition")
    rows = [columns, ("s72", "s72", "s32", "s0", "S255"), ("MsiLockPermissionsEx", "MsiLockPermissionsEx"), (LOCKS, "DATAFOLDER", "CreateFolder", RIGHTS, "")]  # fmt: skip
    table.write_text("".join("\t".join(row) + "\r\n" for row in rows), "ascii", newline="")
    run(["msibuild", str(target), "-i", str(table)])
    _pack(tree, target, work / CABINET)
    windows_summary.settle(target, package(tree, version), int(epoch()))
    return target


def _pack(tree: Path, target: Path, file: Path) -> None:
    """Put our own cabinet in the place of wixl's. Its files stand in the order that the package's table says."""
    paths = {_mark(path, tree): path for path in tree.rglob("*") if path.is_file()}
    rows = [line.split("\t") for line in run(["msiinfo", "export", str(target), "File"]).splitlines()[3:]]
    order = sorted((int(row[-1]), row[0]) for row in rows)
    packed = cabinet(((name, paths[name[1:]].read_bytes()) for _, name in order), int(epoch()))
    file.write_bytes(packed)
    run(["msibuild", str(target), "-a", CABINET, str(file)])
    if packed[:64] not in target.read_bytes():  # msibuild ends well whatever becomes of it
        raise SystemExit(f"{target.name} did not take its cabinet")


def _folder(parent: ET.Element, folder: Path, identifier: str, name: str, root: Path, feature: ET.Element) -> None:
    """A folder with all that lies in it."""
    here = ET.SubElement(parent, "Directory", Id=identifier, Name=name)
    for path in sorted(folder.iterdir()):
        inside, mark = path.relative_to(root).as_posix(), _mark(path, root)
        if path.is_dir():
            _folder(here, path, f"d{mark}", path.name, root, feature)
        else:
            component = _component(here, feature, inside)
            ET.SubElement(component, "File", Id=f"f{mark}", Name=path.name, Source=inside, KeyPath="yes")


def _mark(path: Path, root: Path) -> str:
    """Short name of a file or folder in the tables."""
    return hashlib.sha256(path.relative_to(root).as_posix().encode()).hexdigest()[:24]


def _component(parent: ET.Element, feature: ET.Element, name: str) -> ET.Element:
    """A component, of 64 bits: without that its registry goes to that of 32."""
    identifier = f"c{hashlib.sha256(name.encode()).hexdigest()[:24]}"
    ET.SubElement(feature, "ComponentRef", Id=identifier)
    return ET.SubElement(parent, "Component", Id=identifier, Guid=code(f"component {name}"), Win64="yes")


def _sum(tree: Path) -> str:
    """Hash of all that the folder holds: another content is another package."""
    found = hashlib.sha256()
    for path in sorted(path for path in tree.rglob("*") if path.is_file()):
        found.update(path.relative_to(tree).as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()
