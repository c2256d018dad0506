"""What comes in: whatever the bytes are, one of a few requests is understood, or none."""

from __future__ import annotations

import itertools
import json
import random
import string

import pytest

from postigo.fix_helper.request import LONGEST, Code, Do, Fix, Refused, Request, parse

REQUESTS = [
    Request(fix, do, "anydesk.service" if fix is Fix.UNIT_OFF else "") for fix, do in itertools.product(Fix, Do)
]
WORDS: list[object] = [
    *Fix, *Do, "v", "fix", "do", "subject", "firewall-On", "firewall-on ", "firewall_on", "apply\0", "\ud800", "firewall-on.undo",
    1, 1.0, True, None, -1, 2, 1e999, [], {}, [[]], "../x.service", "-x.service", "a b.service", "a;b.service", "x.mount", "ssh.service\n",
    "/etc/passwd", "PATH=x", "é.service", "ａnydesk.service", "$(id).service",
]  # fmt: skip
"""Words near and far, of which lines are made."""


def understood(line: bytes, tag: str) -> Request | None:
    try:
        return parse(line, tag)
    except Refused as refused:
        return None if refused.code is Code.REQUEST else pytest.fail(str(refused))


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda one: one.tag + "-" + one.do)
def test_a_request_is_understood_under_its_own_tag_only(request_: Request) -> None:
    for other in REQUESTS:
        assert understood(request_.line, other.tag) == (request_ if other.tag == request_.tag else None)


def test_undo_has_a_tag_of_its_own() -> None:
    """The tag chooses the sentence of the prompt: what may lower a protection must not be asked for as what raises it."""
    raises = {one.tag for one in REQUESTS if one.do is not Do.UNDO}
    assert raises.isdisjoint(one.tag for one in REQUESTS if one.do is Do.UNDO)


def made_line(random_: random.Random) -> bytes:
    match random_.randrange(8):
        case 0:
            return random_.randbytes(random_.randrange(200))
        case 1:
            return b"[" * random_.randrange(LONGEST + 2) + b"\n"
        case 2:
            pairs = [(random_.choice(["v", "fix", "do", "subject", "x"]), random_.choice(WORDS)) for _ in range(5)]
            return ("{" + ",".join(f"{json.dumps(k)}:{json.dumps(v)}" for k, v in pairs) + "}\n").encode()
        case 3:
            line = bytearray(random_.choice(REQUESTS).line)
            for _ in range(random_.randrange(1, 3)):
                line[random_.randrange(len(line))] = random_.randrange(256)
            return bytes(line)
        case 4:
            return random_.choice(REQUESTS).line * 2
        case 5:
            return random_.choice(REQUESTS).line[: random_.randrange(60)]
        case 6:
            return random_.choice(REQUESTS).line[:-2] + b" " * random_.randrange(LONGEST) + b"}\n"
    fields = {"v": 1, "fix": random_.choice(WORDS), "do": random_.choice(WORDS), "subject": random_.choice(WORDS)}
    return (json.dumps(fields) + "\n").encode()


def fuzz(times: int, seed: int) -> None:
    random_ = random.Random(seed)  # noqa: S311 - made-up lines
    letters = set(string.ascii_letters + string.digits + "@:._\\-")
    tags = [one.tag for one in REQUESTS]
    for _ in range(times):
        line = made_line(random_)
        request = understood(line, random_.choice(tags))
        if request is None:
            continue
        assert len(line) <= LONGEST
        assert request.fix in Fix
        assert request.do in Do
        assert set(request.subject) <= letters
        assert (request.subject != "") == (request.fix is Fix.UNIT_OFF)
        assert not request.subject.startswith((".", "-", "/"))
        told = json.loads(line)
        assert told["v"] == 1
        assert told.keys() <= {"v", "fix", "do", "subject"}


def test_ten_thousand_lines_are_understood_or_refused() -> None:
    fuzz(10_000, 1)


@pytest.mark.long
def test_a_hundred_thousand_lines_are_understood_or_refused() -> None:
    fuzz(100_000, random.SystemRandom().randrange(1 << 32))


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\n",
        b"{}\n",
        b"null\n",
        b'{"v":1,"v":1,"fix":"firewall-on","do":"apply"}\n',
        b'{"v":1,"fix":"firewall-on","do":"apply"}',
        b'{"v":1,"fix":"firewall-on","do":"apply"}\n\n',
        b'\xef\xbb\xbf{"v":1,"fix":"firewall-on","do":"apply"}\n',
        b'{"v":true,"fix":"firewall-on","do":"apply"}\n',
        b'{"v":1.0,"fix":"firewall-on","do":"apply"}\n',
        b'{"v":NaN,"fix":"firewall-on","do":"apply"}\n',
        b'{"v":2,"fix":"firewall-on","do":"apply"}\n',
        b'{"v":1,"fix":"firewall-on","do":"apply","value":"yes"}\n',
        b'{"v":1,"fix":"firewall-on","do":"apply","subject":"x.service"}\n',
        b'{"v":1,"fix":"firewall-on","do":"apply","subject":null}\n',
        b'{"v":1,"fix":["firewall-on"],"do":"apply"}\n',
        '{"v":1,"fix":"firewall-on","do":"apply","é":1}\n'.encode(),
        b'{"v":1,"fix":"firewall-on","do":"apply"' + b" " * LONGEST + b"}\n",
    ],
)
def test_what_is_near_is_no_request(line: bytes) -> None:
    assert understood(line, "firewall-on") is None
