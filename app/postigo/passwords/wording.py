"""Wording of the password audit for terminal and window: meanings of reasons, and advice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from postigo.core.values import Text
from postigo.passwords.model import LeakCount, ListTrouble, Profile, ReadProblem, Reason, Source, TagsProblem

SOURCES: Final[Mapping[Source, Text]] = {
    Source.CHROMIUM: Text("passwords of a browser (Chrome, Edge, Brave, Opera)"),
    Source.FIREFOX: Text("passwords of Firefox"),
    Source.APPLE: Text("passwords of Apple"),
    Source.BITWARDEN_CSV: Text("Bitwarden (CSV)"),
    Source.BITWARDEN_JSON: Text("Bitwarden (JSON)"),
    Source.BITWARDEN_PROTECTED: Text("Bitwarden, with a password of its own"),
    Source.ONEPASSWORD_CSV: Text("1Password (CSV)"),
    Source.ONEPASSWORD_1PUX: Text("1Password (1PUX)"),
    Source.LASTPASS: Text("LastPass"),
    Source.DASHLANE: Text("Dashlane"),
    Source.KEEPASSXC_CSV: Text("KeePassXC (CSV)"),
    Source.KEEPASS_XML: Text("KeePass (XML)"),
    Source.KDBX: Text("a KeePass database"),
    Source.PROTON_CSV: Text("Proton Pass (CSV)"),
    Source.PROTON_ZIP: Text("Proton Pass (ZIP)"),
    Source.NORDPASS: Text("NordPass"),
    Source.ENPASS_CSV: Text("Enpass (CSV)"),
    Source.ENPASS_JSON: Text("Enpass (JSON)"),
    Source.ROBOFORM: Text("RoboForm"),
    Source.KEEPER_CSV: Text("Keeper (CSV)"),
    Source.ZOHO: Text("Zoho Vault"),
    Source.SYNOLOGY: Text("Synology C2 Password"),
    Source.ENCRYPTR: Text("Encryptr"),
    Source.OTHER_CSV: Text("a table with a column of passwords"),
    Source.OTHER_JSON: Text("a list of passwords (JSON)"),
    Source.OTHER_XML: Text("a list of passwords (XML)"),
    Source.STICKY: Text("Sticky Password"),
    Source.LABELLED: Text("a text that names each password"),
    Source.SPREADSHEET: Text("a spreadsheet"),
    Source.DOCUMENT: Text("a document that names its passwords"),
}
"""Names of the sources."""

REASONS: Final[Mapping[Reason, Text]] = {
    Reason.EMPTY: Text("There is no password here."),
    Reason.SHORT: Text("It has fewer than 8 characters. A computer tries all of those."),
    Reason.COMMON: Text("It is in the lists of common passwords. They are tried first."),
    Reason.DEFAULT: Text("It is the password that this kind of device or service comes with."),
    Reason.REPEATED: Text("It repeats the same thing."),
    Reason.SEQUENCE: Text("It is a row like abc or 123."),
    Reason.KEYBOARD: Text("Its keys lie side by side on the keyboard."),
    Reason.WORD: Text("It is made of common words, with little else."),
    Reason.LOVE: Text("It is something that people say to each other."),
    Reason.NAME: Text("It has a first name or a family name."),
    Reason.PLACE: Text("It has the name of a place."),
    Reason.CLUB: Text("It has the name of a team."),
    Reason.FAME: Text("It has the name of a game, a series, a song or a famous person."),
    Reason.DATE: Text("It looks like a date. People who know you try birthdays first."),
    Reason.YEAR: Text("It has a year."),
    Reason.PLATE: Text("It looks like a licence plate."),
    Reason.IDENTITY: Text("It looks like an identity number (DNI or NIE)."),
    Reason.PHONE: Text("It looks like a phone number."),
    Reason.POSTCODE: Text("It has a postcode."),
    Reason.BANK_ACCOUNT: Text("It looks like a bank account number."),
    Reason.SITE_NAME: Text("It has the name of the web page."),
    Reason.USER_NAME: Text("It has your user name."),
    Reason.OWN_WORD: Text("It has one of the words that you told us."),
    Reason.GUESSABLE: Text("It is easy to guess for a computer."),
    Reason.REUSED: Text("You use the same password for another account. If one is stolen, all of them open."),
    Reason.NEAR: Text("It is nearly the same as another of yours. Whoever knows one soon finds the other."),
    Reason.INCREMENTED: Text("It is the old password with a small change. That change is easy to guess."),
    Reason.SHARED: Text("The same password is in more than one of these files. More than one person may know it."),
    Reason.HTTP: Text(
        "Its address is kept as http, without a protected connection. Others on the network could read the password."
    ),
    Reason.NO_SECOND_FACTOR: Text("No second step is kept here for this account. Perhaps it has none yet."),
    Reason.OLD: Text("You have not changed it for more than 6 months."),
    Reason.LEAKED: Text("It was seen in a theft of data. It is in lists that attackers use."),
}
"""Meanings of the reasons, for one entry."""

SHORT_REASONS: Final[Mapping[Reason, Text]] = {
    Reason.EMPTY: Text("no password"),
    Reason.SHORT: Text("short"),
    Reason.COMMON: Text("very common"),
    Reason.DEFAULT: Text("comes with the device"),
    Reason.REPEATED: Text("repeated"),
    Reason.SEQUENCE: Text("a row"),
    Reason.KEYBOARD: Text("keyboard row"),
    Reason.WORD: Text("common words"),
    Reason.LOVE: Text("a common phrase"),
    Reason.NAME: Text("a name"),
    Reason.PLACE: Text("a place"),
    Reason.CLUB: Text("a team"),
    Reason.FAME: Text("something famous"),
    Reason.DATE: Text("a date"),
    Reason.YEAR: Text("a year"),
    Reason.PLATE: Text("a licence plate"),
    Reason.IDENTITY: Text("an identity number"),
    Reason.PHONE: Text("a phone number"),
    Reason.POSTCODE: Text("a postcode"),
    Reason.BANK_ACCOUNT: Text("a bank account"),
    Reason.SITE_NAME: Text("the page's name"),
    Reason.USER_NAME: Text("the user name"),
    Reason.OWN_WORD: Text("a word of yours"),
    Reason.GUESSABLE: Text("easy to guess"),
    Reason.REUSED: Text("used again"),
    Reason.NEAR: Text("nearly used again"),
    Reason.INCREMENTED: Text("old one, little changed"),
    Reason.SHARED: Text("in several files"),
    Reason.HTTP: Text("unprotected page"),
    Reason.NO_SECOND_FACTOR: Text("no second step kept"),
    Reason.OLD: Text("not changed for long"),
    Reason.LEAKED: Text("seen in a theft"),
}
"""A reason in two or three words, for lists and filters."""

CHANGE: Final = Text(
    "Change it to a new one: four or more words that do not go together, or let a password manager make one."
)
ADVICE: Final[Mapping[Reason, Text]] = {
    Reason.EMPTY: Text(
        "That is right where you sign in with a passkey or with another account. Else look at this entry in your password manager."
    ),
    Reason.REUSED: Text(
        "Give each account a password of its own. Start with e-mail, bank and your main social network."
    ),
    Reason.SHARED: Text("If it belongs to one person only, that person should change it when it is safe to do so."),
    Reason.HTTP: Text("Do not use this password anywhere else. Look whether the page works with https."),
    Reason.NO_SECOND_FACTOR: Text("Turn on two-step sign-in in the account's settings. Keep the backup codes."),
    Reason.OLD: Text("The police advise to change passwords from time to time. Change the important ones."),
    Reason.LEAKED: Text("Change it today, everywhere you use it."),
}
"""Advice for a reason; for all others, `CHANGE`."""

SCORES: Final[tuple[Text, ...]] = (
    Text("very easy to guess"),
    Text("easy to guess"),
    Text("could be stronger"),
    Text("good"),
    Text("very good"),
)
"""Meanings of the scores 0 to 4."""

SEEN: Final[Mapping[LeakCount, Text]] = {
    LeakCount.NEVER: Text("Not seen in the lists that were asked."),
    LeakCount.FEW: Text("Seen a few times."),
    LeakCount.MANY: Text("Seen many times."),
    LeakCount.VERY_OFTEN: Text("Seen a thousand times or more."),
}

PROFILES: Final[Mapping[Profile, Text]] = {
    Profile.POLICE: Text("Police and INCIBE: a reminder after 6 months"),
    Profile.NIST: Text("NIST: change only when there is a reason"),
}
WHY_TWO: Final = Text(
    "The Spanish police and INCIBE advise to change passwords from time to time. The US institute NIST says that a date alone "
    "is no reason: people who must change often choose weaker ones. All of them say: change it at once if it was stolen, shared, "
    "used twice or is easy to guess."
)
"""Why the two profiles differ (INCIBE, "Crea contraseñas robustas"; NIST SP 800-63B-4, 3.1.1.2)."""

SNAGS: Final[Mapping[ReadProblem, Text]] = {
    ReadProblem.MISSING: Text("There is no such file. Look at its name again."),
    ReadProblem.DENIED: Text("You may not read this file. Ask its owner, or copy it to a folder of yours."),
    ReadProblem.IS_FOLDER: Text("This is a folder. Choose the file in it."),
    ReadProblem.NOT_ORDINARY: Text("This is not an ordinary file. Choose the file that you exported."),
    ReadProblem.IN_USE: Text("Another program holds this file. Close that program and try again."),
    ReadProblem.TOO_BIG: Text("This file is too big for a list of passwords. Choose the file that you exported."),
    ReadProblem.EMPTY_FILE: Text("This file is empty. Export it again."),
    ReadProblem.UNKNOWN_KIND: Text(
        "This is no password file that Postigo knows. Choose the table (CSV) that your password manager or browser exports, "
        "or a spreadsheet with the columns page, user and password."
    ),
    ReadProblem.SPREADSHEET: Text(
        "This kind of spreadsheet is not read. Open it, save a copy as .xlsx or .ods, and choose that file."
    ),
    ReadProblem.SPREADSHEET_LOCKED: Text(
        "This file has a password of its own. Open it, save a copy without that password, choose the copy, and delete it afterwards."
    ),
    ReadProblem.UNKNOWN_HEADING: Text(
        "Postigo does not understand the first row of this table. It needs one with the names of the columns, "
        "such as: page, user, password."
    ),
    ReadProblem.SEVERAL_PASSWORD_COLUMNS: Text(
        "More than one column of this table could be the passwords. In the first row, call only one of them “password”."
    ),
    ReadProblem.PROSE: Text(
        "This is a text, not a table: Postigo cannot know which words in it are passwords. Put them in a spreadsheet with the "
        "columns page, user and password, and choose that."
    ),
    ReadProblem.PACKED: Text("This file is packed. Unpack it, and choose the file that is in it."),
    ReadProblem.ENCRYPTED: Text(
        "Only its own program can read this file. Export it again without encryption, as CSV or JSON."
    ),
    ReadProblem.SEALED: Text(
        "This file is encrypted, and only the program that made it can read it. If that program has another export, choose that. "
        "Samsung Pass has none: look at your passwords in it."
    ),
    ReadProblem.WRONG_MASTER: Text("The file stays closed without its password or its key file."),
    ReadProblem.TOO_NEW: Text("This kind of file is newer than this Postigo. Export it as CSV instead."),
    ReadProblem.DAMAGED: Text("This file is damaged. Export it again."),
    ReadProblem.DAMAGED_DATABASE: Text(
        "This database is damaged. Choose an older copy of it. If its own program still opens it, export it there as CSV."
    ),
    ReadProblem.TOO_COSTLY: Text(
        "This database asks for more work than a computer can do in minutes. Export it as CSV from its own program."
    ),
    ReadProblem.ZIP_BOMB: Text("This file grows too big when it is opened. It was left closed."),
    ReadProblem.ENTITIES: Text("This XML defines signs of its own, and no list of passwords does. It was left closed."),
    ReadProblem.BROWSER_STORE: Text(
        "This is a browser's own store. Postigo never opens it: export from the browser instead."
    ),
    ReadProblem.NO_READER: Text("The part of Postigo that reads this file is not installed. Export it as CSV instead."),
    ReadProblem.NO_ROW_READ: Text("Not one row of this file could be read."),
    ReadProblem.RAGGED_ROW: Text("This row has too many or too few parts."),
    ReadProblem.DAMAGED_ROW: Text("This row is damaged."),
    ReadProblem.TOO_MANY: Text("This file has more than 100,000 entries. Only the first 100,000 were looked at."),
    ReadProblem.CUT_OFF: Text("The file ends in the middle of a row."),
    ReadProblem.NO_LOGINS: Text(
        "There is no password in this file. Look whether it is the right one, or export it again."
    ),
    ReadProblem.OLD_ENCODING: Text("The file is in an old encoding. Accents may be wrong."),
    ReadProblem.NOT_NAMED: Text("Nothing in this part is called a password. It was not looked at."),
    ReadProblem.CHANGED_CELL: Text(
        "A spreadsheet program has changed or covered this password, or keeps it as a number, a date or a formula, so it was not "
        "looked at. Make its cell a text, type it again and look again."
    ),
    ReadProblem.OTHER_SHEET: Text(
        "Postigo does not understand the first row of this sheet or table. It was not looked at."
    ),
    ReadProblem.SECOND_COLUMN: Text("Further passwords here, in another column or a PIN, were not looked at."),
    ReadProblem.NOT_ALONE: Text(
        "More than a password stands here, and it was not looked at. Write the password alone: each in a row of its own, remarks "
        "in another column."
    ),
    ReadProblem.LONG_PASSWORD: Text("This password is very long. Only its beginning was looked at."),
}
"""Sentences on problems of a file or a row, with advice."""


_ROWS_NAMED: Final = 10


def placed(snag: ReadProblem, rows: Sequence[int] = (), sheet: int | None = None) -> Text:
    """Sentence on a problem with its rows and sheet: the first of many."""
    trouble = SNAGS[snag]
    more = [Text("more")] if len(rows) > _ROWS_NAMED else []
    which: list[Text | int] = [*rows[:_ROWS_NAMED], *more]
    match which, sheet:
        case [], None:
            return trouble
        case [], int():
            return Text("Sheet {sheet}: {trouble}", values={"sheet": sheet, "trouble": trouble})
        case _, None:
            return Text(
                "Row {rows}: {trouble}", "Rows {rows}: {trouble}", len(rows), {"rows": which, "trouble": trouble}
            )
    return Text(
        "Sheet {sheet}, row {rows}: {trouble}",
        "Sheet {sheet}, rows {rows}: {trouble}",
        len(rows),
        {"sheet": sheet or 0, "rows": which, "trouble": trouble},
    )


LIST_TROUBLES: Final[Mapping[ListTrouble, Text]] = {
    ListTrouble.MISSING: Text("The list of leaked passwords is not there. Look at its name again."),
    ListTrouble.DENIED: Text("You may not read the list of leaked passwords."),
    ListTrouble.PACKED: Text("The list of leaked passwords is packed. Unpack it first."),
    ListTrouble.NOT_A_LIST: Text(
        "This is no list of leaked passwords that Postigo knows. It needs the SHA-1 list of Have I Been Pwned."
    ),
    ListTrouble.OTHER_FORM: Text(
        "This list of leaked passwords was written anew by another program: in small letters, without the numbers, or with a mark "
        "at its beginning. Use the list as the downloader of Have I Been Pwned makes it."
    ),
    ListTrouble.NTLM: Text("This is the NTLM list. Postigo needs the SHA-1 list of Have I Been Pwned."),
    ListTrouble.NOT_SORTED: Text("This list of leaked passwords is not sorted by hash. Get the one that is."),
    ListTrouble.INCOMPLETE: Text("Parts of the list of leaked passwords are missing. Download it again."),
    ListTrouble.DAMAGED: Text("The list of leaked passwords is damaged. Download it again."),
}
"""Why a downloaded list could not be used, or not for all."""

UNTOLD: Final[Mapping[TagsProblem, Text]] = {
    TagsProblem.NO_RING: Text("This computer has no key ring. Postigo does not remember when your passwords change."),
    TagsProblem.LOCKED: Text("The key ring stayed locked. Postigo does not remember anything of this look."),
    TagsProblem.NO_ANSWER: Text("The key ring did not answer. Postigo does not remember anything of this look."),
    TagsProblem.REFUSED: Text("The key ring could not be used. Postigo does not remember anything of this look."),
    TagsProblem.NEWER: Text("A newer Postigo keeps this memory. Use that one. Nothing was changed."),
    TagsProblem.NOT_GONE: Text(
        "What was kept of earlier looks at passwords could not be deleted. Close other programs and try again."
    ),
    TagsProblem.NOT_KEPT: Text("The memory for the next look could not be written. Look whether the disk is full."),
}
"""Why nothing is known, or kept, of when passwords changed."""

WHO_COULD_READ: Final = {
    True: Text(
        "While they were looked at, your other programs were kept from reading the passwords. "
        "A program with administrator rights could read them all the same."
    ),
    False: Text("On this system another program of yours could read the passwords while they were looked at."),
}
"""Sentence on who could read along, by whether the child was sealed."""

ANEW: Final = Text("What was kept of earlier looks could not be used. It is begun anew today.")


_KEY_FILES: Final[Mapping[ReadProblem, Text]] = {
    **{snag: SNAGS[snag] for snag in (ReadProblem.MISSING, ReadProblem.DENIED, ReadProblem.IN_USE)},
    ReadProblem.DAMAGED: Text("This key file is damaged. Look for a copy of it."),
}
_NO_KEY_FILE: Final = Text("This is no key file. Choose the file that your password manager made or uses as its key.")


def of_key_file(snag: ReadProblem) -> Text:
    """Why a key file could not be read, and what to do."""
    return _KEY_FILES.get(snag, _NO_KEY_FILE)


def refused(source: Source, times: int) -> Text:
    """Sentence after that many keys did not open a file."""
    if source is not Source.KDBX:
        return Text("That was not it. Try again, or press Enter to leave this file out.")
    if times == 1:
        return Text("That was not it. Look at capital letters. If this file also has a key file, give that too.")
    return Text(
        "That was not it either, or the file is damaged. If it also needs a security key (a YubiKey), "
        "Postigo cannot open it: export it as CSV from its own program."
    )


def forgotten(left: TagsProblem | None) -> Text:
    """Sentence after deleting what was kept, by the answer of `tag_key.forget`."""
    match left:
        case None:
            return Text("What was kept of earlier looks at passwords is gone, and so is its key.")
        case TagsProblem.NOT_GONE:
            return UNTOLD[left]
        case _:
            return Text(
                "What was kept of earlier looks at passwords is gone. Its key may still lie in the key ring, and opens nothing."
            )
