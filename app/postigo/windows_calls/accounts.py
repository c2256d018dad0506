"""Calls about the accounts that a Windows keeps itself. No domain and no cloud is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from postigo.core.windows_call import WindowsCall


class Keeper(StrEnum):
    """Keeper of an account's password. UNTOLD for one that is off, since it is asked of no such account."""

    HERE = "here"
    MICROSOFT = "microsoft"
    UNTOLD = "untold"


@dataclass(frozen=True, slots=True)
class LocalAccount:
    """Local account. `rid` is the last number of its identifier, the same in every language: 500, 501, 503, 504 are Windows' own.

    `password_age` are the seconds since its password was set; 0 where no such day is known, which is how one looks that never
    had a password set, and one that had it set this second. `last_sign_in` is None where none is known: that it never
    signed in is said by `sign_ins` 0 beside it, for 0 alone means "unknown" there (lmaccess.h, USER_INFO_3). `sign_ins` is
    None where Windows says that it does not know.
    """

    name: str
    rid: int
    enabled: bool
    keeper: Keeper
    password_age: int
    last_sign_in: datetime | None
    sign_ins: int | None


@dataclass(frozen=True, slots=True)
class PersonsName:
    """Names of an account that is on. `full_name` is the person's, empty where nobody wrote one."""

    name: str
    full_name: str


LOCAL_ACCOUNTS: Final = WindowsCall("local-accounts", tuple[LocalAccount, ...], seconds=10.0)
"""NetUserEnum level 3 and NetUserGetInfo level 24, netapi32, of this computer. On a domain controller they are the domain's."""

PERSONS_NAMES: Final = WindowsCall("persons-names", tuple[PersonsName, ...], seconds=10.0)
"""The same list, with what people are called, and without those accounts that are off."""

CALLS: Final = (LOCAL_ACCOUNTS, PERSONS_NAMES)
