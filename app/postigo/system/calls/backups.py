"""Answers about backups."""

from __future__ import annotations

import sys

assert sys.platform == "win32"  # noqa: S101 - tells mypy too

from ctypes import byref, c_int  # noqa: E402
from ctypes.wintypes import DWORD  # noqa: E402
from typing import Final  # noqa: E402

import comtypes  # noqa: E402

from postigo.system.calls import com  # noqa: E402
from postigo.system.calls.answering import answers  # noqa: E402
from postigo.system.calls.interfaces.file_history import IFhConfigMgr  # noqa: E402
from postigo.windows_calls.backups import FILE_HISTORY, FileHistory  # noqa: E402

_FH_CONFIG_MGR: Final = "{ED43BB3C-09E9-498A-9DF6-2177244C6DB4}"  # CLSID_FhConfigMgr, FhCfg.h
_NEVER_SET_UP: Final = 0x80040301  # FHCFG_E_CONFIG_FILE_NOT_FOUND, FhErrors.h


@answers(FILE_HISTORY)
def file_history() -> FileHistory:
    """Switch and state of File History. Its settings are loaded and let go: what would write them is not called."""
    manager = com.created(_FH_CONFIG_MGR, IFhConfigMgr)
    try:
        manager.LoadConfiguration()
    except comtypes.COMError as refused:
        if refused.hresult & 0xFFFFFFFF == _NEVER_SET_UP:
            return FileHistory()
        raise
    switch, state, until = c_int(), DWORD(), comtypes.BSTR()  # a BSTR of comtypes frees what it is given
    manager.GetBackupStatus(byref(switch))
    manager.QueryProtectionStatus(byref(state), byref(until))
    return FileHistory(switch.value, state.value)
