"""Page where a site lets a password be changed, at the W3C's address."""

from __future__ import annotations

from postigo.passwords.hosts import is_public_name
from postigo.passwords.model import Judged


def change_address(entry: Judged) -> str | None:
    """Address at which an entry's password is changed; None where we would be guessing.

    W3C, "A Well-Known URL for Changing Passwords". Only for a host that the file itself gives with https: a title that looks
    like a host may be anybody's, and a person is not to be sent to a page without protection to type passwords.
    """
    if not entry.https or not is_public_name(entry.site):
        return None
    return f"https://{entry.site}/.well-known/change-password"
