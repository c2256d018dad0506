"""Set-up program for homes, made by NSIS: the same folder and rights as the MSI. It opens nothing and switches nothing on."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from installer.packages.freeze import epoch
from installer.packages.licences import HOLDERS
from installer.packages.systems import run
from installer.packages.windows_msi import ICON, listed
from postigo import __version__

KEY: Final = "Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\Postigo"

SCRIPT: Final = f"""\
Unicode true
SetCompressor /SOLID lzma
Name "Postigo"
OutFile "${{OUT}}"
InstallDir "$PROGRAMFILES64\\Postigo"
RequestExecutionLevel admin
ManifestDPIAware true
BrandingText "Postigo {__version__}"
Icon "${{TREE}}/{ICON}"
UninstallIcon "${{TREE}}/{ICON}"
!include LogicLib.nsh
!include x64.nsh

Page instfiles
UninstPage uninstConfirm
UninstPage instfiles
LoadLanguageFile "${{NSISDIR}}/Contrib/Language files/English.nlf"
LoadLanguageFile "${{NSISDIR}}/Contrib/Language files/Spanish.nlf"

LangString ONLY64 ${{LANG_ENGLISH}} "Postigo needs a 64-bit Windows. Nothing was changed."
LangString ONLY64 ${{LANG_SPANISH}} "Postigo necesita un Windows de 64 bits. No se ha cambiado nada."
LangString MANAGED ${{LANG_ENGLISH}} "Postigo is here already, from a package for many PCs. Remove that one first. Nothing was changed."
LangString MANAGED ${{LANG_SPANISH}} "Postigo ya está aquí, de un paquete para muchos equipos. Quita antes ese. No se ha cambiado nada."

VIProductVersion "{__version__}.0"
VIAddVersionKey /LANG=0 "ProductName" "Postigo"
VIAddVersionKey /LANG=0 "FileVersion" "{__version__}"
VIAddVersionKey /LANG=0 "FileDescription" "Postigo"
VIAddVersionKey /LANG=0 "LegalCopyright" "{HOLDERS}, GPL-3.0-or-later"

Function .onInit
  ${{IfNot}} ${{RunningX64}}
    MessageBox MB_OK|MB_ICONINFORMATION "$(ONLY64)" /SD IDOK
    Abort
  ${{EndIf}}
  SetShellVarContext all
  SetRegView 64
  ReadRegDWORD $0 HKLM "Software\\Postigo" "Installed"
  ${{If}} $0 = 1
    MessageBox MB_OK|MB_ICONINFORMATION "$(MANAGED)" /SD IDOK
    Abort
  ${{EndIf}}
  StrCpy $INSTDIR "$PROGRAMFILES64\\Postigo"
FunctionEnd

Function un.onInit
  SetShellVarContext all
  SetRegView 64
  StrCpy $INSTDIR "$PROGRAMFILES64\\Postigo"
FunctionEnd

Section
  RMDir /r "$INSTDIR\\lib"
  RMDir /r "$INSTDIR\\python"
  SetOutPath "$INSTDIR"
  File /r "${{TREE}}/*"
  CreateDirectory "$APPDATA\\Postigo"
  nsExec::Exec '"$SYSDIR\\icacls.exe" "$APPDATA\\Postigo" /inheritance:r /grant *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F *S-1-5-32-545:RX'
  CreateShortcut "$SMPROGRAMS\\Postigo.lnk" "$INSTDIR\\postigo-window.exe" "" "$INSTDIR\\{ICON}"
  WriteUninstaller "$INSTDIR\\uninstall.exe"
  WriteRegStr HKLM "{KEY}" "DisplayName" "Postigo"
  WriteRegStr HKLM "{KEY}" "DisplayVersion" "{__version__}"
  WriteRegStr HKLM "{KEY}" "Publisher" "{HOLDERS.partition(" ")[2]}"
  WriteRegStr HKLM "{KEY}" "UninstallString" '"$INSTDIR\\uninstall.exe"'
  WriteRegStr HKLM "{KEY}" "QuietUninstallString" '"$INSTDIR\\uninstall.exe" /S'
  WriteRegStr HKLM "{KEY}" "DisplayIcon" "$INSTDIR\\{ICON}"
${{LINK}}  WriteRegDWORD HKLM "{KEY}" "EstimatedSize" ${{SIZE}}
  WriteRegDWORD HKLM "{KEY}" "NoModify" 1
  WriteRegDWORD HKLM "{KEY}" "NoRepair" 1
SectionEnd

Section "Uninstall"
  Delete "$SMPROGRAMS\\Postigo.lnk"
  RMDir /r "$INSTDIR\\lib"
  RMDir /r "$INSTDIR\\python"
${{REMOVED}}  Delete "$INSTDIR\\uninstall.exe"
  RMDir "$INSTDIR"
  RMDir "$APPDATA\\Postigo"
  DeleteRegKey HKLM "{KEY}"
SectionEnd
"""
"""Script for makensis. It removes what it laid, and no folder that somebody chose: there is one place, and it is not asked."""


def build(tree: Path, target: Path, work: Path) -> Path:
    """The program, at `target`, that installs the folder `tree`."""
    work.mkdir(parents=True, exist_ok=True)
    script = work / "postigo.nsi"
    removed = "".join(f'  Delete "$INSTDIR\\{path.name}"\n' for path in sorted(tree.iterdir()) if path.is_file())
    size = sum(path.stat().st_size for path in tree.rglob("*") if path.is_file()) // 1024
    link = listed().get("ARPHELPLINK", "")
    said = {
        "${OUT}": str(target.resolve()), "${TREE}": str(tree.resolve()), "${REMOVED}": removed, "${SIZE}": str(size),
        "${LINK}": f'  WriteRegStr HKLM "{KEY}" "HelpLink" "{link}"\n' if link else "",
    }  # fmt: skip
    text = SCRIPT
    for name, value in said.items():
        text = text.replace(name, value)
    script.write_text(text, "utf-8")
    run(["env", f"SOURCE_DATE_EPOCH={epoch()}", "makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", str(script)])
    return target
