"""Answers about local accounts: NetUserEnum and NetUserGetInfo of lmaccess.h.

Whoever has signed in may ask. The server's name is NULL, so that this computer is asked. Buffers are freed also after ERROR_MORE_DATA.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import wintypes
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final, TypeVar

from postigo.core.system import CannotTell, Unknown
from postigo.system.calls import errors
from postigo.system.calls.answering import answers
from postigo.system.calls.libraries import function
from postigo.windows_calls.accounts import LOCAL_ACCOUNTS, PERSONS_NAMES, Keeper, LocalAccount, PersonsName

T = TypeVar("T")

_MORE_DATA: Final = 234
_NORMAL: Final = 2  # FILTER_NORMAL_ACCOUNT: no computers, no trusts
_ALL: Final = 0xFFFFFFFF  # MAX_PREFERRED_LENGTH
_OFF: Final = 0x0002  # UF_ACCOUNTDISABLE
_NOT_KNOWN: Final = 0xFFFFFFFF  # of usri3_num_logons
_ASKED: Final = 500
"""Accounts whose keeper is asked. A list of thousands is a server's, and the others stay untold."""


class UserInfo3(ctypes.Structure):
    """USER_INFO_3."""

    _fields_ = (
        ("name", wintypes.LPWSTR),
        ("password", wintypes.LPWSTR),  # always NULL
        ("password_age", ctypes.c_uint32),
        ("priv", ctypes.c_uint32),
        ("home_dir", wintypes.LPWSTR),
        ("comment", wintypes.LPWSTR),
        ("flags", ctypes.c_uint32),
        ("script_path", wintypes.LPWSTR),
        ("auth_flags", ctypes.c_uint32),
        ("full_name", wintypes.LPWSTR),
        ("usr_comment", wintypes.LPWSTR),
        ("parms", wintypes.LPWSTR),
        ("workstations", wintypes.LPWSTR),
        ("last_logon", ctypes.c_uint32),
        ("last_logoff", ctypes.c_uint32),
        ("acct_expires", ctypes.c_uint32),
        ("max_storage", ctypes.c_uint32),
        ("units_per_week", ctypes.c_uint32),
        ("logon_hours", ctypes.c_void_p),
        ("bad_pw_count", ctypes.c_uint32),
        ("num_logons", ctypes.c_uint32),
        ("logon_server", wintypes.LPWSTR),
        ("country_code", ctypes.c_uint32),
        ("code_page", ctypes.c_uint32),
        ("user_id", ctypes.c_uint32),
        ("primary_group_id", ctypes.c_uint32),
        ("profile", wintypes.LPWSTR),
        ("home_dir_drive", wintypes.LPWSTR),
        ("password_expired", ctypes.c_uint32),
    )


class UserInfo24(ctypes.Structure):
    """USER_INFO_24, Windows 8 and later. What Microsoft calls the person stays unread."""

    _fields_ = (
        ("internet_identity", ctypes.c_int32),
        ("flags", ctypes.c_uint32),
        ("internet_provider_name", wintypes.LPWSTR),
        ("internet_principal_name", wintypes.LPWSTR),
        ("user_sid", ctypes.c_void_p),
    )


@answers(LOCAL_ACCOUNTS)
def local_accounts() -> tuple[LocalAccount, ...]:
    """Each account of the list. Who keeps it is asked of those that are on."""
    found = listed(account)
    on = [one.name for one in found if one.enabled][:_ASKED]
    keepers = {name: _keeper(name) for name in on}
    return tuple(replace(one, keeper=keepers.get(one.name, Keeper.UNTOLD)) for one in found)


@answers(PERSONS_NAMES)
def persons_names() -> tuple[PersonsName, ...]:
    """Names of those accounts that are on."""
    return tuple(name for on, name in listed(_names) if on)


def listed(read: Callable[[UserInfo3], T]) -> list[T]:
    """Entries of NetUserEnum, each as `read` makes it: nothing of Windows' own memory is kept."""
    found: list[T] = []
    resume = wintypes.DWORD()
    while True:
        status, part = _part(resume, read)
        found += part
        if status != _MORE_DATA:
            return found
        if not part:
            raise CannotTell(Unknown.UNREADABLE, "NetUserEnum: more accounts, and none of them told")


def account(info: UserInfo3) -> LocalAccount:
    """Account of an entry, without its keeper."""
    last, times = info.last_logon, info.num_logons
    return LocalAccount(
        name=info.name or "",
        rid=info.user_id,
        enabled=not info.flags & _OFF,
        keeper=Keeper.UNTOLD,
        password_age=info.password_age,
        last_sign_in=datetime.fromtimestamp(last, UTC) if last else None,
        sign_ins=None if times == _NOT_KNOWN else times,
    )


def _names(info: UserInfo3) -> tuple[bool, PersonsName]:
    """Whether an account is on, and its names."""
    return not info.flags & _OFF, PersonsName(info.name or "", info.full_name or "")


def _part(resume: wintypes.DWORD, read: Callable[[UserInfo3], T]) -> tuple[int, list[T]]:
    """Status of one step of the list, and its entries. `resume` is where the next step begins."""
    ask = function(
        "netapi32", "NetUserEnum", wintypes.DWORD, wintypes.LPCWSTR, wintypes.DWORD, wintypes.DWORD,
        ctypes.POINTER(ctypes.c_void_p), wintypes.DWORD, *[ctypes.POINTER(wintypes.DWORD)] * 3,
    )  # fmt: skip
    buffer, count, total = ctypes.c_void_p(), wintypes.DWORD(), wintypes.DWORD()
    try:
        status: int = ask(
            None, 3, _NORMAL, ctypes.byref(buffer), _ALL, ctypes.byref(count), ctypes.byref(total), ctypes.byref(resume)
        )
        if status not in {0, _MORE_DATA}:
            errors.refuse(status, "NetUserEnum")
        entries = (UserInfo3 * count.value).from_address(buffer.value) if buffer.value else ()
        return status, [read(entry) for entry in entries]
    finally:
        _free(buffer)


def _keeper(name: str) -> Keeper:
    """Keeper of an account's password, by NetUserGetInfo. UNTOLD where that is refused, or Windows is older than 8."""
    ask = function(
        "netapi32", "NetUserGetInfo", wintypes.DWORD, wintypes.LPCWSTR, wintypes.LPCWSTR, wintypes.DWORD,
        ctypes.POINTER(ctypes.c_void_p),
    )  # fmt: skip
    buffer = ctypes.c_void_p()
    try:
        if ask(None, name, 24, ctypes.byref(buffer)) != 0 or not buffer.value:
            return Keeper.UNTOLD
        return Keeper.MICROSOFT if UserInfo24.from_address(buffer.value).internet_identity else Keeper.HERE
    finally:
        _free(buffer)


def _free(buffer: ctypes.c_void_p) -> None:
    if buffer.value:
        function("netapi32", "NetApiBufferFree", wintypes.DWORD, ctypes.c_void_p)(buffer)
