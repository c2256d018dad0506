"""Windows PowerShell, one process for a whole audit, fed by its stdin.

A start costs a second, a question then some hundredths. Each question is one line: it evaluates the expression and
prints its result as JSON between two marks that no result can hold. Nothing outside the marks counts, so warnings and
the like do no harm; and between them the ends of lines are taken out, since compact JSON has none of its own. Both ways
only ASCII travels, so that no code page matters: PowerShell reads and writes in that of the console. All of it stays
within what Constrained Language Mode allows.

No data stands in code: a value is a variable that is set beside the expression (powershell_values.py). An expression
starts no program: what that writes would be a part of the answer.

Facts: `-Command -` reads statement by statement, and may want an empty line after one (PowerShell issue 3223);
ConvertTo-Json prints nothing for null. Tried with PowerShell 7.6 on Linux and with a stand-in; 5.1 from documentation.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import re
import secrets
import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import IO, Final

from postigo.core.system import CannotTell, Json, Unknown
from postigo.system import commands, commands_windows, remote_paths
from postigo.system.commands import Announce
from postigo.system.powershell_values import assignments, literal

LIMIT: Final = 8 << 20
"""Bytes of one answer after which PowerShell is given up."""

START: Final = 8.0
"""Seconds that the first question has more, for a cold start from a slow disk. A check's budget has room for it."""
_ARGUMENTS: Final = ("-NoLogo", "-NoProfile", "-NonInteractive", "-InputFormat", "Text", "-OutputFormat", "Text")

_QUESTION: Final = (
    # Global, since the functions of a module look past our block: else their errors would look like "no result".
    "& { $global:ErrorActionPreference = 'Stop'; $global:ProgressPreference = 'SilentlyContinue'; try { %(values)s"
    "$r = @(Invoke-Expression -Command (%(expression)s)); "
    "if ($r.Count -eq 0) { $j = '[]' } "
    "elseif ($r.Count -gt 1) { $j = ConvertTo-Json -InputObject $r -Depth 10 -Compress } "
    "elseif ($null -eq $r[0]) { $j = 'null' } "
    "else { $j = ConvertTo-Json -InputObject $r[0] -Depth 10 -Compress }; "
    r"if ($j -match '[^\x20-\x7e]') { $j = -join $(foreach ($c in $j.ToCharArray()) "
    r"{ if (([int]$c -lt 32) -or ([int]$c -gt 126)) { '\u{0:x4}' -f [int]$c } else { $c } }) }; "
    "'%(begin)s' + '=' + $j + '%(end)s' } catch { $x = $_.Exception; $h = @(); "
    "while ($x) { $h += [string]$x.HResult; $x = $x.InnerException }; "
    "$t = [string]$_.FullyQualifiedErrorId + '|' + [string]$_.CategoryInfo.Category + '|' "
    "+ [string]$_.Exception.NativeErrorCode + '|' + ($h -join ',') + '|' "
    "+ [string]$ExecutionContext.SessionState.LanguageMode; "
    r"'%(begin)s' + '!' + ($t -replace '[^\x20-\x7e]', '?') + '%(end)s' } }"
)

_WBEM_ACCESS_DENIED: Final = 0x80041003
_WBEM_INVALID_NAMESPACE: Final = 0x8004100E
_WBEM_INVALID_CLASS: Final = 0x80041010
_ACCESS_DENIED: Final = 0x80070005
_OF_NET: Final = 0x8013
"""The upper half of the HRESULTs by which .NET names errors of its own."""

_REFUSED: Final = re.compile(
    r"\w*ConstrainedLanguage\b|ConversionSupportedOnlyToCoreTypes\b|CannotDefineNewType\b|ScriptsNotAllowed\b"
    r"|CantInvokeCallOperatorAcrossLanguageBoundaries\b"
)
"""Pattern of the error ids of language mode (PowerShell's own tests of it name them)."""
_A_CAST: Final = "InvalidCastConstructorException"
"""Error id of a cast that failed, for whatever reason in the full language. Rules forbid it elsewhere."""

_NO_REFUSAL: Final = re.compile(r"TypeNotFound\b")
_NO_REFUSALS: Final = {"ParserError", "ObjectNotFound"}
"""Error id and categories that are no refusal in any language mode. What is asked is written wrongly, or is not there."""

_PLAIN_ERRORS: Final = {0x80004001, 0x80004002, 0x80004003}
"""HRESULTs of .NET's own exceptions outside 0x8013: not implemented, a wrong cast, null."""

_CUT: Final = re.compile(
    r"System\.(?:Collections\.[A-Z]\w*(?:\.[A-Z]\w*)*(?:`\d.*)?|Object|Management\.[A-Z][\w.]*|[A-Z]\w*\[\])"
    r"|Microsoft\.Management\.Infrastructure\.[A-Z][\w.]*(?:#.*)?"
)
"""Pattern of a type's name as a whole text: ConvertTo-Json writes it beyond its depth."""


class PowerShell:
    """See above. Questions of several threads wait for each other. One that takes too long ends it; the next starts anew."""

    def __init__(self, start: Callable[[], subprocess.Popen[bytes]], announce: Announce) -> None:
        self._start = start
        self._announce = announce
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._said: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def ask(self, expression: str, timeout: float, values: Mapping[str, str] = MappingProxyType({})) -> Json:
        """Value of an expression. See `System.powershell`. ValueError for a value's name that is not on the list."""
        remote_paths.refuse_in_expression(expression)
        for value in values.values():
            remote_paths.refuse(value)
        set_up = assignments(values)
        asked = time.monotonic()
        if not self._lock.acquire(timeout=timeout):
            raise CannotTell(Unknown.TIMEOUT, "PowerShell was busy with another question")
        try:
            begin, end = (f"{edge}{secrets.token_hex(12)}{edge}" for edge in "[]")
            deadline = asked + timeout  # the wait for others counts too: whoever asks has reckoned with no more
            if self._process is None:
                self._open()
                deadline += START
            try:
                words = {"values": set_up, "expression": literal(expression), "begin": begin, "end": end}
                self._say(_QUESTION % words)
                return answer(self._hear(begin.encode(), end.encode(), deadline))
            except CannotTell as unknown:
                if unknown.why is Unknown.TIMEOUT or self._process is None or self._process.poll() is not None:
                    self._end()
                raise
        finally:
            self._lock.release()

    def close(self) -> None:
        """The end of PowerShell, if it was started."""
        with self._lock:
            self._end()

    def _open(self) -> None:
        process = self._start()
        self._process = process
        self._said = queue.SimpleQueue()
        try:
            self._announce(process.pid, True)
        except BaseException:
            self._end()
            raise
        if process.stdout is not None:
            threading.Thread(target=_listen, args=(process.stdout, self._said), daemon=True).start()

    def _say(self, line: str) -> None:
        try:
            if self._process is not None and self._process.stdin is not None:
                self._process.stdin.write(line.encode("ascii") + b"\n\n")
                self._process.stdin.flush()
        except OSError:
            self._end()
            raise CannotTell(Unknown.UNREADABLE, "PowerShell has ended") from None

    def _hear(self, begin: bytes, end: bytes, deadline: float) -> str:
        heard = bytearray()
        searched = 0
        while heard.find(end, searched) < 0:
            searched = max(0, len(heard) - len(end))
            try:
                part = self._said.get(timeout=max(deadline - time.monotonic(), 0.0))
            except queue.Empty:
                raise CannotTell(Unknown.TIMEOUT, "PowerShell is still at it") from None
            if not part or len(heard) > LIMIT:
                self._end()
                raise CannotTell(Unknown.UNREADABLE, "PowerShell says too much" if part else "PowerShell has ended")
            heard += part.translate(None, b"\r\n")
        return bytes(heard).partition(begin)[2].partition(end)[0].decode("ascii", errors="replace")

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None and commands_windows.end_tree(process) is not None:
            self._announce(process.pid, False)


def _listen(stream: IO[bytes], said: queue.SimpleQueue[bytes]) -> None:
    """Pass on what PowerShell says; nothing means that it has ended."""
    with stream, contextlib.suppress(OSError):
        while part := os.read(stream.fileno(), 1 << 16):
            said.put(part)
    said.put(b"")


def windows_powershell() -> subprocess.Popen[bytes]:
    """Windows PowerShell 5.1, started. It finds its own modules only: those of PowerShell 7 would break it."""
    env = {name: value for name, value in commands.surroundings(None).items() if name.upper() != "PSMODULEPATH"}
    path = commands.find("powershell.exe")
    return commands_windows.start(path, ("powershell.exe", *_ARGUMENTS, "-Command", "-"), env, feed=True)


def answer(framed: str) -> Json:
    """Answer between the marks: the value after "=", the reason why there is none after "!"."""
    kind, said = framed[:1], framed[1:]
    if kind == "!":
        raise reason(said)
    if kind != "=":
        raise CannotTell(Unknown.UNREADABLE, f"PowerShell says {framed[:80]!r}")
    try:
        value: Json = json.loads(said)
    except (ValueError, RecursionError):
        raise CannotTell(Unknown.UNREADABLE, f"PowerShell says {said[:80]!r}") from None
    return _whole(value)


def _whole(value: Json) -> Json:
    """Value without the wrapping that 5.1 puts around some lists. UNREADABLE if a part of it was cut off.

    An array that has been through the pipeline may come as `{"value": […], "Count": n}` (PowerShell issue 5579).
    """
    match value:
        case {"value": list(items), "Count": int(count), **more} if not more and count == len(items):
            return [_whole(item) for item in items]
        case dict():
            return {name: _whole(part) for name, part in value.items()}
        case list():
            return [_whole(part) for part in value]
        case str() if _CUT.fullmatch(value):
            raise CannotTell(Unknown.UNREADABLE, f"a table came as the name of its type: {value:.60}")
        case _:
            return value


def reason(said: str) -> CannotTell:
    """Reason for an expression without a value, from what is not translated.

    That is: error id, category, CIM error, HRESULTs, language mode. The id of a thrown text is that text, which may
    name somebody: only what is written like an id goes into the detail.
    """
    error, category, cim, numbers, mode = (*said.split("|"), "", "", "", "", "")[:5]
    codes = [int(code, 16) for code in re.findall(r"HRESULT 0x([0-9a-fA-F]{8})", error)]
    codes += [int(number) & 0xFFFFFFFF for number in numbers.split(",") if re.fullmatch(r"-?\d+", number)]
    # PowerShell and .NET wrap what another part of Windows said (COM: ComMethodTargetInvocation) in an error of their own.
    of_windows = [code for code in codes if code >> 16 != _OF_NET and code not in _PLAIN_ERRORS]
    shown = next(iter([*of_windows, *codes]), None)
    first = "no HRESULT" if shown is None else f"0x{shown:08x}"
    told = error if re.fullmatch(r"(?:HRESULT 0x[0-9a-fA-F]{8},?)?[\w.,+]*", error) else "an exception of its own"
    detail = f"{first} {told}".strip()
    limited = mode not in {"", "FullLanguage"}
    if _REFUSED.match(error) or (error.startswith(_A_CAST) and (limited or not mode)):
        return CannotTell(Unknown.DENIED, f"this computer's rules limit what can be asked: {detail}")
    if {_WBEM_ACCESS_DENIED, _ACCESS_DENIED} & set(codes) or cim == "AccessDenied":
        return CannotTell(Unknown.DENIED, detail)
    if category in {"PermissionDenied", "SecurityError"}:
        return CannotTell(Unknown.DENIED, detail)
    if {_WBEM_INVALID_NAMESPACE, _WBEM_INVALID_CLASS} & set(codes) or cim in {"InvalidNamespace", "InvalidClass"}:
        return CannotTell(Unknown.MISSING, detail)
    if error.startswith("CommandNotFoundException"):
        return CannotTell(Unknown.MISSING, detail)
    # An error of COM or with a number of Windows says itself what it is, whatever the rules.
    if limited and not (of_windows or cim) and category not in _NO_REFUSALS and not _NO_REFUSAL.match(error):
        return CannotTell(Unknown.DENIED, f"this computer's rules limit what can be asked: {detail}")
    return CannotTell(Unknown.UNREADABLE, detail)
