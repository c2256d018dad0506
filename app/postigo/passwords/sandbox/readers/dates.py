"""The dates that files tell, as days. One that cannot be true is none."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

EARLIEST = date(1990, 1, 1)
"""Earliest day of a date. Before the web it is an empty field (1601, 1904, 1970), or a clock without a battery."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_YEAR_ONE = datetime(1, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)
_ISO = re.compile(r"\s*(\d{4})-(\d\d)-(\d\d)(?:[T ]|\s*$)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Calendar of possible dates: none before 1990, none after `today`.

    (One day more is today elsewhere on the globe.)
    """

    today: date

    def seconds(self, value: object) -> date | None:
        """Seconds since 1970, a number or its digits."""
        return self._since(_EPOCH, value, 1.0)

    def milliseconds(self, value: object) -> date | None:
        """Milliseconds since 1970, a number or its digits."""
        return self._since(_EPOCH, value, 0.001)

    def iso(self, value: object) -> date | None:
        """Day of a date in ISO 8601, with or without a time."""
        found = _ISO.match(value) if isinstance(value, str) else None
        if not found:
            return None
        try:
            return self.true(date(int(found[1]), int(found[2]), int(found[3])))
        except ValueError:
            return None

    def keepass(self, value: object) -> date | None:
        """Day of a time of KeePass.

        ISO 8601 up to KDBX 3, later the seconds since the year 1 as eight bytes in Base64.
        """
        if not isinstance(value, str) or "-" in value:
            return self.iso(value)
        try:
            seconds = int.from_bytes(base64.b64decode(value, validate=True), "little")
        except (ValueError, binascii.Error):
            return None
        return self._since(_YEAR_ONE, seconds, 1.0)

    def true(self, day: date) -> date | None:
        """The day, if it can be true."""
        if day < EARLIEST or day - _DAY > self.today:
            return None
        return min(day, self.today)

    def _since(self, start: datetime, value: object, unit: float) -> date | None:
        if isinstance(value, str) and len(value) <= 20 and value.isascii() and value.isdigit():
            value = int(value)
        if not isinstance(value, int | float) or isinstance(value, bool) or value <= 0:
            return None
        try:
            return self.true((start + timedelta(seconds=value * unit)).date())
        except (OverflowError, ValueError):  # beyond the year 9999, or not a number
            return None
