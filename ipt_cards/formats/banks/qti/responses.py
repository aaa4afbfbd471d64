"""What an item says of its right responses: declarations, and what is processed of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element

from ipt_cards.formats.banks.questions import UnaskedError
from ipt_cards.formats.banks.xml_file import text_of


@dataclass(frozen=True, slots=True)
class Response:
    """One response that is asked for.

    base: the type of its values. right: the correct one, in order. mapped: the points by value.
    """

    base: str
    right: tuple[str, ...]
    mapped: dict[str, Decimal]

    def share(self, value: str) -> Decimal:
        """The share of the mark that a value gives: 1 for the correct one."""
        if value in self.right:
            return Decimal(1)
        most = max(self.mapped.values(), default=Decimal(0))
        points = self.mapped.get(value, Decimal(0))
        return points / most if most > 0 else Decimal(0)


NO_RESPONSE = Response("", (), {})


def responses_of(item: Element) -> dict[str, Response]:
    """The responses of an item by their identifiers."""
    found = {}
    for declaration in item.iterfind("responseDeclaration"):
        right = declaration.iterfind("correctResponse/value")
        found[declaration.get("identifier", "")] = Response(
            declaration.get("baseType", ""),
            tuple(" ".join(text_of(value).split()) for value in right),
            {
                " ".join(entry.get("mapKey", "").split()): _points(entry.get("mappedValue", "0"))
                for entry in declaration.iterfind("mapping/mapEntry")
            },
        )
    return found


def _points(written: str) -> Decimal:
    try:
        points = Decimal(written)
    except InvalidOperation:
        raise UnaskedError(f"“{written}” is no number of points") from None
    if not points.is_finite():
        raise UnaskedError(f"“{written}” is no number of points")
    return points


def tolerance_of(item: Element, number: str) -> str:
    """How far a number may be off, told by how the response is compared with it."""
    for equal in item.iter("equal"):
        parts = equal.get("tolerance", "").split()
        mode = equal.get("toleranceMode", "exact")
        if mode == "exact" or not parts:
            continue
        try:
            widest = max(Decimal(part) for part in parts)
            return str(widest if mode == "absolute" else abs(Decimal(number)) * widest / 100)
        except InvalidOperation:
            continue
    return "0"


def feedback_of(item: Element) -> Iterator[tuple[str, bool, Element]]:
    """Each feedback: its identifier, whether it is always shown, and its element."""
    for element in item.iter():
        if element.tag in {"modalFeedback", "feedbackBlock", "feedbackInline"}:
            is_hidden = element.get("showHide") == "hide"
            yield element.get("identifier", ""), is_hidden, element
