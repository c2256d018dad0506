"""Plans of `net.hosts-proxy-dns`: to look at the hosts file, or at the proxy, with somebody."""

from __future__ import annotations

from typing import Final

from postigo.api import Instruct, OpenSettings, Plan, Platform, SettingsPage, Text

_ASK: Final = Instruct(
    Text("Ask who uses or looks after this computer: was this set up for a filter, for work or for school?")
)
_SAFETY: Final = Instruct(Text("If somebody else may have put it there, read the safety note first."))
_EFFORT: Final = Text("About 15 minutes, better with help.")

FIXES: Final = (
    Plan(
        "clear-proxy",
        Text("Look at the proxy together with somebody"),
        (
            _ASK,
            _SAFETY,
            OpenSettings(SettingsPage.NETWORK),
            Instruct(Text("Look for “Proxy”. Switch off the set-up script that nobody here knows.")),
            Instruct(Text("Then let your antivirus program look through the whole computer.")),
            Instruct(Text("If you have used your bank here, look at what was paid, and tell the bank by phone.")),
        ),
        _EFFORT,
        safety=True,
        on=frozenset({Platform.WINDOWS, Platform.MACOS}),  # on Linux the address of a script is not read
    ),
    Plan(
        "clean-hosts",
        Text("Look at the hosts file together with somebody"),
        (
            _ASK,
            _SAFETY,
            Instruct(Text("Open Notepad as administrator, then the file C:\\Windows\\System32\\drivers\\etc\\hosts.")),
            Instruct(Text("Put a # before each line that nobody needs, and save.")),
        ),
        _EFFORT,
        safety=True,
        on=frozenset({Platform.WINDOWS}),
        rights=True,
    ),
    Plan(
        "clean-hosts",
        Text("Look at the hosts file together with somebody"),
        (
            _ASK,
            _SAFETY,
            Instruct(Text("Type in a terminal: sudo nano /etc/hosts")),
            Instruct(Text("Put a # before each line that nobody needs, and save.")),
            OpenSettings(SettingsPage.NETWORK),
        ),
        _EFFORT,
        safety=True,
        on=frozenset({Platform.LINUX, Platform.MACOS}),
        rights=True,
    ),
)
