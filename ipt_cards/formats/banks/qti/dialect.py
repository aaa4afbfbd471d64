"""QTI 3.0 and QTI 2: the same elements, by other names. Here all is read and made in those of 2.

`choiceInteraction` with `maxChoices` is `qti-choice-interaction` with `max-choices` in 3.0.
"""

import re
from typing import NamedTuple
from xml.etree.ElementTree import Element

_PREFIX = "qti-"
_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")


class Dialect(NamedTuple):
    """A version of QTI that is written.

    namespace, schema: of items and tests. package, package_schema: of the manifest, which names the
    `profile` and its `profile_version`. kind: of a resource that is an item or a test, `%s`.
    template: the address of a standard response processing, `%s`.
    """

    name: str
    namespace: str
    schema: str
    package: str
    package_schema: str
    profile: str
    profile_version: str
    kind: str
    template: str


QTI_2_2 = Dialect(
    "QTI 2.2",
    "http://www.imsglobal.org/xsd/imsqti_v2p2",
    "http://www.imsglobal.org/xsd/qti/qtiv2p2/imsqti_v2p2p2.xsd",
    "http://www.imsglobal.org/xsd/imscp_v1p1",
    "http://www.imsglobal.org/xsd/qti/qtiv2p2/qtiv2p2_imscpv1p2_v1p0.xsd",
    "QTIv2.2 Package",
    "1.0.0",
    "imsqti_%s_xmlv2p2",
    "http://www.imsglobal.org/question/qti_v2p2/rptemplates/%s",
)
QTI_3 = Dialect(
    "QTI 3.0",
    "http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
    "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd",
    "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
    "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqtiv3p0_imscpv1p2_v1p0.xsd",
    "QTI Package",
    "3.0.0",
    "imsqti_%s_xmlv3p0",
    "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/%s.xml",
)


def as_qti_2(root: Element) -> None:
    """Give all elements and attributes QTI 2's names, in no namespace."""
    for element in root.iter():
        name = element.tag.rpartition("}")[2]
        is_qti = name.startswith(_PREFIX)
        element.tag = _joined(name.removeprefix(_PREFIX)) if is_qti else name
        for attribute in list(element.attrib):
            local = attribute.rpartition("}")[2]
            if is_qti or local != attribute:
                value = element.attrib.pop(attribute)
                element.set(_joined(local) if is_qti else local, value)


def as_qti_3(root: Element, markup: frozenset[str]) -> None:
    """Give them those of QTI 3.0. markup: the names of elements that aren't QTI's but HTML's."""
    for element in root.iter():
        if element.tag in markup or "}" in element.tag:
            continue
        element.tag = _PREFIX + _parted(element.tag)
        for attribute in [each for each in element.attrib if "}" not in each and ":" not in each]:
            element.set(_parted(attribute), element.attrib.pop(attribute))


def _joined(name: str) -> str:
    first, *others = name.split("-")
    return first + "".join(part[:1].upper() + part[1:] for part in others)


def _parted(name: str) -> str:
    return _CAPITAL.sub("-", name).lower()
