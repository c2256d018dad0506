"""XML of strangers: without definitions and entities, whole or element by element."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from postigo.passwords.model import ReadProblem
from postigo.passwords.sandbox.entry import Unreadable


@contextmanager
def _refused() -> Iterator[None]:
    """Context that makes `Unreadable` of a parser's faults, and of definitions in an XML."""
    from defusedxml import DefusedXmlException  # noqa: PLC0415 - needed for XML only

    try:
        yield
    except DefusedXmlException:
        raise Unreadable(ReadProblem.ENTITIES) from None
    except (ParseError, ValueError, LookupError):  # an encoding that is none is one of the latter
        raise Unreadable(ReadProblem.DAMAGED) from None


def root_of(content: bytes) -> Element:
    """The root of an XML; `Unreadable` where it is none."""
    from defusedxml.ElementTree import fromstring  # noqa: PLC0415 - needed for XML only

    with _refused():
        root: Element = fromstring(content, forbid_dtd=True)
    return root


def elements(content: bytes, *events: str) -> Iterator[tuple[str, Element]]:
    """Elements of an XML at their "start", their "end", or both. `Unreadable` where it is none."""
    from defusedxml.ElementTree import iterparse  # noqa: PLC0415 - needed for XML only

    with _refused():
        yield from iterparse(BytesIO(content), events=events, forbid_dtd=True)


def named(content: bytes, tag: str) -> Iterator[Element]:
    """The elements of one name, each as it ends; then it is emptied."""
    for _, element in elements(content, "end"):
        if local(element) == tag:
            yield element
            element.clear()


def local(element: Element) -> str:
    """The name of an element without that of its vocabulary."""
    return str(element.tag).rpartition("}")[2]
