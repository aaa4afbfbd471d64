"""A package of QTI's: a zip archive with a manifest."""

import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple, TypeAlias
from urllib.parse import unquote

from ipt_cards.formats.archive import Archive
from ipt_cards.formats.banks.qti.dialect import as_qti_2
from ipt_cards.formats.banks.xml_file import LinedElement, children, parse_xml, text_of
from ipt_cards.formats.found import Source

MANIFEST = "imsmanifest.xml"
_EPOCH = (1980, 1, 1, 0, 0, 0)


Titles: TypeAlias = tuple[str, ...]
"""Of sections, the outermost first."""


class Item(NamedTuple):
    """A file of a question. topic: the titles of the sections it stands in. tags: its keywords."""

    name: str
    root: LinedElement
    topic: Titles = ()
    tags: tuple[str, ...] = ()


class Package(Archive):
    """An open package. Raises FormatError for a damaged one, and for one that reaches outside."""

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self._selected: dict[Titles, int] = {}
        self._items_in: Counter[Titles] = Counter()

    def weights(self) -> dict[Titles, int]:
        """How many items an exam has of each section, if its test selects some.

        Known when all items were listed.
        """
        asked = {each: self._selected.get(each, count) for each, count in self._items_in.items()}
        return asked if self._selected else {}

    def items(self) -> Iterator[Item]:
        """The questions that the manifest lists, in the order of its first test, then its own."""
        manifest = self._parsed(MANIFEST)
        if manifest.tag != "manifest":
            raise self.error(f"it has no {MANIFEST}, which lists what is in a package of QTI")
        tags: dict[str, tuple[str, ...]] = {}
        tests: list[str] = []
        for resource in manifest.iter("resource"):
            kind = resource.get("type", "")
            name = _joined(resource.get("href", ""), MANIFEST)
            if re.match(r"imsqti_(?:apip)?item_", kind) and name:
                tags[name] = tuple(
                    text_of(keyword.find("string") if len(keyword) else keyword)
                    for keyword in resource.iter("keyword")
                )
            elif re.match(r"imsqti_(?:apip)?test_", kind) and name:
                tests.append(name)
        topics: dict[str, Titles] = {}
        for test in tests:
            for name, topic in self._placed(self._parsed(test), test):
                topics.setdefault(name, topic)
        for name in dict.fromkeys([*(each for each in topics if each in tags), *tags]):
            if name in self.names:
                yield Item(name, self._parsed(name), topics.get(name, ()), tags[name])

    def _parsed(self, name: str) -> LinedElement:
        content = self.content(name)
        if not content:
            raise self.error(f"there is no `{name}` in it")
        root = parse_xml(f"{self.name}/{name}", content)
        as_qti_2(root)
        return root

    def _placed(
        self, element: LinedElement, test: str, topic: Titles = ()
    ) -> Iterator[tuple[str, Titles]]:
        """The items of a test, or of a part or section of one, with the sections they stand in."""
        selection = element.find("selection")
        if selection is not None and selection.get("select", "").isdecimal():
            self._selected[topic] = int(selection.get("select", "0"))
        for child in children(element, "testPart", "assessmentSection", "assessmentItemRef"):
            if child.tag == "assessmentItemRef":
                self._items_in[topic] += 1
                yield _joined(child.get("href", ""), test), topic
            elif child.tag == "testPart":
                yield from self._placed(child, test, topic)
            else:
                title = " ".join(child.get("title", "").split())
                yield from self._placed(child, test, (*topic, title) if title else topic)


def _joined(href: str, beside: str) -> str:
    """The member that an address in another member means; "" for one outside of the package."""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(beside), unquote(href)))
    return "" if not href or ":" in href or path.startswith(("../", "/")) or path == ".." else path


def member_of(href: str, item: str) -> str:
    """The same for a medium of an item's."""
    return _joined(href.partition("?")[0], item)


def packed(files: dict[str, bytes]) -> bytes:
    """A package of these files, by their names: the same bytes on any machine."""
    container = BytesIO()
    with zipfile.ZipFile(container, "w") as archive:
        for name in sorted(files, key=lambda name: (name != MANIFEST, name)):
            member = zipfile.ZipInfo(name, _EPOCH)
            member.create_system = 3
            member.external_attr = 0o644 << 16
            archive.writestr(member, files[name])
    return container.getvalue()
