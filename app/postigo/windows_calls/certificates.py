"""Calls about the root certificates that a Windows trusts."""

from __future__ import annotations

from typing import Final

from postigo.core.windows_call import WindowsCall

TRUSTED_ROOTS: Final = WindowsCall("trusted-roots", tuple[str, ...], values=("thumbprints",))
"""Roots that Windows trusts for this account, of those that are asked for.

`thumbprints`: SHA-1 in hexadecimal, with spaces between. CertOpenStore of the account's Root store, wincrypt.h: what was only
written into the registry is left out there.
"""

CALLS: Final = (TRUSTED_ROOTS,)
