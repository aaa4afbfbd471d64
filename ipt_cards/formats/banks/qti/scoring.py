"""How an item's responses are declared and scored, in the names of QTI 2."""

from collections.abc import Iterable, Sequence
from decimal import ROUND_DOWN, Decimal
from xml.etree.ElementTree import Element, SubElement

from ipt_cards.formats.banks.writing import Option

RESPONSE = "RESPONSE"
"""What an item's only response, and the first of several, is called."""


def response(
    item: Element, cardinality: str, base: str, right: Iterable[str], key: str = RESPONSE
) -> Element:
    """Declare the response of an item, with what is right. base: the type of its values."""
    declared = SubElement(
        item, "responseDeclaration", identifier=key, cardinality=cardinality, baseType=base
    )
    correct = SubElement(declared, "correctResponse")
    for value in right:
        SubElement(correct, "value").text = value
    return declared


def text_response(item: Element, key: str, right: Sequence[str], points: Decimal) -> None:
    """A response that is typed: any of these texts, whatever their capital letters."""
    declared = response(item, "single", "string", right[:1], key)
    mapping = SubElement(declared, "mapping", defaultValue="0")
    for text in dict.fromkeys(right):
        SubElement(
            mapping, "mapEntry", mapKey=text, mappedValue=f"{points:f}", caseSensitive="false"
        )


def mapped(declared: Element, points: dict[str, Decimal]) -> None:
    """Say how many points each value gives."""
    mapping = SubElement(declared, "mapping", lowerBound="0", upperBound="1", defaultValue="0")
    for key, each in points.items():
        SubElement(mapping, "mapEntry", mapKey=key, mappedValue=f"{each:f}")


def points_of(options: Sequence[tuple[str, Option]], right: int) -> dict[str, Decimal]:
    """The points of each option by its identifier: a wrong one costs what a right one gives."""
    share = share_of_points(right)
    return {key: share if each.is_right else -share for key, each in options}


def share_of_points(count: int) -> Decimal:
    """A part of the whole mark, so many of which are never more than it."""
    return (Decimal(1) / count).quantize(Decimal("0.00001"), ROUND_DOWN).normalize()


def process_as(processing: Element, template: str) -> None:
    """The rules of a standard template, written out so that others can follow."""
    if template == "match_correct":
        match = Element("match")
        SubElement(match, "variable", identifier=RESPONSE)
        SubElement(match, "correct", identifier=RESPONSE)
        one_point_if(processing, match)
        return
    condition = SubElement(processing, "responseCondition")
    empty = SubElement(condition, "responseIf")
    SubElement(SubElement(empty, "isNull"), "variable", identifier=RESPONSE)
    _scored(empty, _value("0"))
    _scored(SubElement(condition, "responseElse"), Element("mapResponse", identifier=RESPONSE))


def one_point_if(processing: Element, condition: Element) -> None:
    """A point if the condition holds, else none."""
    rule = SubElement(processing, "responseCondition")
    holds = SubElement(rule, "responseIf")
    holds.append(condition)
    _scored(holds, _value("1"))
    _scored(SubElement(rule, "responseElse"), _value("0"))


def _scored(rule: Element, value: Element) -> None:
    SubElement(rule, "setOutcomeValue", identifier="SCORE").append(value)


def _value(number: str) -> Element:
    value = Element("baseValue", baseType="float")
    value.text = number
    return value
