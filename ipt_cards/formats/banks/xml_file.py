"""XML from a stranger: read without what could explode in it or reach outside."""

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from ipt_cards.formats.found import FormatError

DEEPEST = 200
"""Elements nested deeper than this are no question's."""


class LinedElement(Element):
    """An element that knows the line it begins on, from 1."""

    line = 1


def parse_xml(name: str, content: bytes) -> LinedElement:
    """The root of an XML file.

    Raises FormatError for what is no XML, and for what declares entities or names others' files.
    """
    from defusedxml import DefusedXmlException  # noqa: PLC0415 - few commands read XML
    from defusedxml.ElementTree import DefusedXMLParser  # noqa: PLC0415

    builder = _Builder(name)
    parser: Any = DefusedXMLParser(target=builder)
    builder.parser = parser
    try:
        parser.feed(content)
        root = parser.close()
    except DefusedXmlException as error:
        raise FormatError(
            name,
            builder.line,
            1,
            "this XML declares entities or names other files, by which a file can fill the memory "
            "or read what it shouldn't: export it without a DOCTYPE",
        ) from error
    except ParseError as error:
        line, column = error.position
        reason = str(error).partition(":")[0]
        raise FormatError(name, line, column + 1, f"this is no XML: {reason}") from error
    except (ValueError, LookupError) as error:
        raise FormatError(name, builder.line, 1, f"this is no XML: {error}") from error
    assert isinstance(root, LinedElement)  # noqa: S101 - the builder makes no other
    return root


class _Builder(TreeBuilder):
    def __init__(self, name: str) -> None:
        super().__init__(element_factory=self._made)
        self.parser: Any = None
        self._name = name
        self._depth = 0

    @property
    def line(self) -> int:
        return int(self.parser.parser.CurrentLineNumber)

    def _made(self, tag: str, attributes: dict[str, str]) -> LinedElement:
        element = LinedElement(tag, attributes)
        element.line = self.line
        return element

    def start(self, tag: str, attrs: dict[str, str]) -> Element:
        self._depth += 1
        if self._depth > DEEPEST:
            raise FormatError(self._name, self.line, 1, f"its elements stand {DEEPEST} deep")
        return super().start(tag, attrs)

    def end(self, tag: str) -> Element:
        self._depth -= 1
        return super().end(tag)


def children(element: Element, *names: str) -> Iterator[LinedElement]:
    """The children of these names."""
    for child in element:
        if child.tag in names and isinstance(child, LinedElement):
            yield child


def text_of(element: Element | None) -> str:
    """The text directly in an element, without white space around it; "" for no element."""
    return (element.text or "").strip() if element is not None else ""
