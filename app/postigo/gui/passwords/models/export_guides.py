"""Guides to exporting passwords from each browser and manager, in plain words. Never a browser's own store.

What the words of the menus rest on (looked up 2026-11 in stored copies of public pages; no program was opened for it):

- from the makers' own help: 1Password ("Export your data from the 1Password desktop app"; its Windows and Linux way from
  others' instructions), Dashlane ("Export your Dashlane data to a CSV file", web app), LastPass ("How do I export my LastPass
  vault data", extension 4.104 and newer), NordPass ("How to organize CSV file for import");
- from others' instructions only: Chrome, Firefox, Kaspersky (F-Secure, "How to transfer password entries from Kaspersky"), Samsung
  Pass (0xdeb7ef/spass-manager, #4: it imports CSV and does not export it), Sticky Password (keepassxc #10198: no CSV);
- from memory, in no page that we found: Edge, Brave, Opera, Apple, Bitwarden, Proton Pass, Enpass, RoboForm, Keeper.

The Spanish words are translations of ours. Where menus move, the words on them seldom change; each guide therefore names
words to look for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from postigo.core.values import Text


@dataclass(frozen=True, slots=True)
class Guide:
    """One way to the file. `name` is the program's own, the same in every language. `export`: the file is a copy."""

    name: str
    steps: tuple[Text, ...]
    export: bool = True


_CSV: Final = Text("Choose “CSV” if it asks for a format.")
_ASKS: Final = Text("It asks for the computer's password or your main password. That is right.")

GUIDES: Final = (
    Guide(
        "Chrome · Edge · Brave · Opera",
        (
            Text("Open the browser's menu, then “Passwords” or “Password manager”."),
            Text("Open its settings (a gear or three dots), then “Export passwords” or “Download file”."),
            _ASKS,
        ),
    ),
    Guide(
        "Firefox",
        (
            Text("Open the menu, then “Passwords”."),
            Text("Press the three dots at the top, then “Export passwords…”."),
            _ASKS,
        ),
    ),
    Guide(
        "Apple",
        (
            Text("On a Mac, open the app “Passwords”."),
            Text("In the menu “File”, choose “Export all passwords to file…”."),
            _ASKS,
        ),
    ),
    Guide(
        "Bitwarden",
        (
            Text("Open “Tools”, then “Export vault”."),
            Text("Choose “.json” or “.csv”. A “.json” with a password of its own works too: we will ask for it."),
        ),
    ),
    Guide(
        "1Password",
        (
            Text("On a Mac, open the menu “File” of the program. On Windows or Linux, the three dots at the top left."),
            Text("Choose “Export”, then your account."),
            Text("Choose “1PUX” or “CSV”."),
        ),
    ),
    Guide(
        "LastPass",
        (
            Text("In the browser, press LastPass's button, then “Account”."),
            Text("Open “Fix a problem yourself”, then “Export vault items”."),
            _ASKS,
        ),
    ),
    Guide(
        "Dashlane",
        (
            Text("In its page, open “My account”, then “Settings”, then “Export data”."),
            Text("Choose “Export to CSV”. A file that ends in “.dash” cannot be read."),
        ),
    ),
    Guide(
        "KeePassXC · KeePass",
        (
            Text("Choose the database itself (it ends in “.kdbx”): nothing has to be exported."),
            Text("We ask for its main password, use it once, and keep it nowhere."),
        ),
        export=False,
    ),
    Guide("Proton Pass", (Text("Open “Settings”, then “Export”."), Text("Choose “CSV” or “ZIP”, without encryption."))),
    Guide("NordPass", (Text("Open “Settings”, then “Export items”."), _ASKS)),
    Guide("Enpass", (Text("Open the menu “File”, then “Export”."), Text("Choose “.json” or “.csv”."))),
    Guide("RoboForm", (Text("Open “Options”, then “Account & Data”, then “Export”."), _CSV)),
    Guide("Keeper", (Text("In its page, open “Settings”, then “Export”."), Text("Choose “.csv” or “.json”."))),
    Guide(
        "Kaspersky",
        (
            Text("Open “Additional”, then “Settings”, then “Import/Export”."),
            Text("Under “Export to text file”, press “Export”. A file that ends in “.edb” cannot be read."),
        ),
    ),
    Guide("Sticky Password", (Text("Open the menu, then “Export”, and choose “XML”."),)),
    Guide(
        "Samsung Pass",
        (
            Text("It exports only a file that ends in “.spass”, which nobody else can read."),
            Text("You can look at your passwords on the phone, and try ones like them here, under “Try one”."),
        ),
        export=False,
    ),
    Guide(
        "Excel · LibreOffice · Google Sheets",
        (
            Text("Choose the spreadsheet itself (it ends in “.xlsx” or “.ods”): nothing has to be exported."),
            Text("Its first row must name the columns: page, user, password."),
        ),
        export=False,
    ),
)

SAFE: Final = Text("Save it in a folder of yours, not in a cloud folder. Afterwards we help you delete it.")
