"""Model of the password audit that both sides know. It says nothing that gives any of a password away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Source(StrEnum):
    """Source of a file, told by its shape."""

    CHROMIUM = "chromium-csv"  # Chrome, Edge, Brave, Opera, Vivaldi
    FIREFOX = "firefox-csv"
    APPLE = "apple-csv"
    BITWARDEN_CSV = "bitwarden-csv"
    BITWARDEN_JSON = "bitwarden-json"
    BITWARDEN_PROTECTED = "bitwarden-protected-json"
    ONEPASSWORD_CSV = "1password-csv"
    ONEPASSWORD_1PUX = "1password-1pux"
    LASTPASS = "lastpass-csv"
    DASHLANE = "dashlane-csv"
    KEEPASSXC_CSV = "keepassxc-csv"
    KEEPASS_XML = "keepass-xml"
    KDBX = "kdbx"
    PROTON_CSV = "proton-csv"
    PROTON_ZIP = "proton-zip"
    NORDPASS = "nordpass-csv"
    ENPASS_CSV = "enpass-csv"
    ENPASS_JSON = "enpass-json"
    ROBOFORM = "roboform-csv"
    KEEPER_CSV = "keeper-csv"
    ZOHO = "zoho-csv"
    SYNOLOGY = "synology-csv"
    ENCRYPTR = "encryptr-csv"
    OTHER_CSV = "csv"  # unknown, but with a column that can only be the password
    OTHER_JSON = "json"  # unknown, but with things that have a password
    OTHER_XML = "xml"  # the same
    STICKY = "stickypassword-xml"
    LABELLED = "text"  # a text of lines "name: value", as Kaspersky writes it, and people too
    SPREADSHEET = "spreadsheet"  # .xlsx, .xlsm, .ods, .fods
    DOCUMENT = "document"  # .docx, .odt


class Reason(StrEnum):
    """Why a password or its account could be better. A reason says nothing that would help to guess the password."""

    # how it is built
    EMPTY = "empty"
    SHORT = "short"  # fewer than 8 characters
    COMMON = "common"  # in a list of passwords that everybody tries
    DEFAULT = "default"  # what a device or a service comes with
    REPEATED = "repeated"
    SEQUENCE = "sequence"
    KEYBOARD = "keyboard"  # neighbours on a keyboard
    WORD = "word"  # one word, or words in an order that people say
    LOVE = "love"  # "te quiero", and what else people say to each other
    NAME = "name"
    PLACE = "place"
    CLUB = "club"
    FAME = "fame"  # a game, a series, a song, somebody whom all know
    DATE = "date"
    YEAR = "year"
    PLATE = "plate"
    IDENTITY = "identity-number"  # DNI, NIE
    PHONE = "phone"
    POSTCODE = "postcode"
    BANK_ACCOUNT = "bank-account"
    SITE_NAME = "site-name"
    USER_NAME = "user-name"
    OWN_WORD = "own-word"  # one of the words that the person told us
    GUESSABLE = "guessable"  # weak, and none of the above says why
    # beside the others
    REUSED = "reused"
    NEAR = "near"  # nearly the same as another: number, year, sign, accent or l33t changed
    INCREMENTED = "incremented"  # nearly the same as the one it took the place of
    SHARED = "shared"  # the same in more than one file: more than one person knows it
    # its account
    HTTP = "http"
    NO_SECOND_FACTOR = "no-second-factor"  # only where the file tells of second factors at all
    OLD = "old"  # not changed for longer than the profile asks
    LEAKED = "leaked"


class Profile(StrEnum):
    """Adviser whose advice on changing passwords is followed."""

    POLICE = "police"  # the National Police's tip and INCIBE: a reminder after six months
    NIST = "nist"  # NIST SP 800-63B-4: no age; change on evidence


class Length(StrEnum):
    """Length of a password as a bucket. The number itself would help to guess it."""

    UNDER_8 = "under-8"
    FROM_8 = "8-11"
    FROM_12 = "12-14"
    FROM_15 = "15-or-more"


class LeakCount(StrEnum):
    """How often a password was seen in leaks, as a bucket. That nobody looked, or could not, is no bucket: it is None."""

    NEVER = "0"  # looked up, and not in that list; which is no promise
    FEW = "1-9"
    MANY = "10-999"
    VERY_OFTEN = "1000-or-more"


class ListTrouble(StrEnum):
    """Why a downloaded list of leaked passwords could not be used."""

    MISSING = "missing"
    DENIED = "denied"
    PACKED = "packed"  # .zip, .7z, .gz
    NOT_A_LIST = "not-a-list"
    OTHER_FORM = "other-form"  # SHA-1, but small letters, no counts, or a mark at its beginning
    NTLM = "ntlm"  # the list of another kind of hash
    NOT_SORTED = "not-sorted"  # the list in the order of how often
    INCOMPLETE = "incomplete"  # a folder in which ranges are missing, or damaged
    DAMAGED = "damaged"  # in the middle it is no list


class TagsProblem(StrEnum):
    """Why nothing is known, or kept, of when passwords changed."""

    NO_RING = "no-key-ring"
    LOCKED = "locked"  # the person did not open it
    NO_ANSWER = "no-answer"  # in the time that it had
    REFUSED = "refused"  # it is there, and does not do it
    NEWER = "newer"  # the store was written by a newer Postigo, and is left alone
    NOT_KEPT = "not-kept"  # the store could not be written
    NOT_GONE = "not-gone"  # the store could not be deleted


class ReadProblem(StrEnum):
    """Problem with a file or with one of its rows. Worded in `phrases.py`; never with content."""

    # nothing of the file could be read
    MISSING = "missing"
    DENIED = "denied"
    IS_FOLDER = "is-folder"
    NOT_ORDINARY = "not-ordinary"  # a device, a pipe
    IN_USE = "in-use"  # held open by another program
    TOO_BIG = "too-big"
    EMPTY_FILE = "empty-file"
    UNKNOWN_KIND = "unknown-kind"
    SPREADSHEET = "spreadsheet"  # of a kind that is not read: .xls, .xlsb, .numbers
    SPREADSHEET_LOCKED = "spreadsheet-locked"  # one with a password of its own
    UNKNOWN_HEADING = "unknown-heading"  # no first row says which column holds the passwords
    SEVERAL_PASSWORD_COLUMNS = "several-password-columns"  # noqa: S105 - a code; nobody knows which is the one
    PROSE = "prose"  # a text, or a document of a word processor: nobody knows which words are passwords
    PACKED = "packed"  # .7z, .rar, .gz
    ENCRYPTED = "encrypted"  # an export that only its own program can read
    SEALED = "sealed"  # the same, of a program that perhaps has no other export
    WRONG_MASTER = "wrong-master"  # the person gave no (other) master password
    TOO_NEW = "too-new"  # a version of a format that we do not know
    DAMAGED = "damaged"
    DAMAGED_DATABASE = "damaged-database"  # which is no export that can be made again
    TOO_COSTLY = "too-costly"  # its key would take hours, or more memory than we allow ourselves
    ZIP_BOMB = "zip-bomb"
    ENTITIES = "entities"  # an XML that defines entities
    BROWSER_STORE = "browser-store"  # a browser's own store: never read
    NO_READER = "no-reader"  # a part of Postigo that reads it is not installed
    NO_ROW_READ = "no-row-read"  # each of its rows has a snag of its own
    # one row, or a part of the file
    RAGGED_ROW = "ragged-row"
    DAMAGED_ROW = "damaged-row"
    TOO_MANY = "too-many"  # entries: only the first of them were looked at
    CUT_OFF = "cut-off"  # the file ends in the middle
    NO_LOGINS = "no-logins"  # read to its end, and there was none in it
    OLD_ENCODING = "old-encoding"  # not UTF-8; read as Windows' Western European
    NOT_NAMED = "not-named"  # a part of a text in which nothing is called a password
    CHANGED_CELL = "changed-cell"  # what the cell of the password shows is not known, or no longer what was typed
    OTHER_SHEET = "other-sheet"  # a sheet whose first row is not understood
    SECOND_COLUMN = "second-column"  # another column of passwords was not looked at
    NOT_ALONE = "not-alone"  # something else stands beside the password
    LONG_PASSWORD = "long-password"  # noqa: S105 - a code; only its beginning is judged


@dataclass(frozen=True, slots=True)
class Judged:
    """Judgement of one entry of a file. No password, no part of one, no hash, no length.

    `file` counts from 0 in the order given, `row` from 1 as the person would find it: the record of a CSV (1 is the first
    after the heading), the entry of other files. `site` is the host (or the app, or else the title), `name` the title;
    both are for the person only. `score` is zxcvbn's 0 to 4, lowered by our own layer; None: not judged (no password).
    `changed` is when the password was last changed, if the file or an earlier audit tells; `unchanged_since` the day
    since which it is known to be the same, by an earlier audit or by its file, where only a lower bound is known. `https`: `site` is a host that the file itself
    gives with https. The groups have numbers from 1: the entries with one password, where that is a finding, and those with
    nearly one. `leaked` is None where nobody looked, or could not.
    """

    file: int
    row: int
    site: str
    user: str
    name: str
    score: int | None
    length: Length
    reasons: tuple[Reason, ...]
    reuse_group: int | None = None
    near_group: int | None = None
    changed: date | None = None
    unchanged_since: date | None = None
    leaked: LeakCount | None = None
    https: bool = False
