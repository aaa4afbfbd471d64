"""From QTI's items, alone or in a package, to notes."""

import re
from collections.abc import Callable

from ipt_cards.deck.markup.plain import to_plain
from ipt_cards.formats.archive import ZIP
from ipt_cards.formats.banks.categories import LEVELS
from ipt_cards.formats.banks.gathering import Gathering
from ipt_cards.formats.banks.qti.dialect import as_qti_2
from ipt_cards.formats.banks.qti.interactions import note_of
from ipt_cards.formats.banks.qti.item_texts import ItemTexts
from ipt_cards.formats.banks.qti.package import MANIFEST, Item, Package
from ipt_cards.formats.banks.questions import Question, UnaskedError, named
from ipt_cards.formats.banks.xml_file import parse_xml
from ipt_cards.formats.found import FormatError, Found, Source

_ROOT = re.compile(rb"<(?:\w+:)?(?:assessmentItem|qti-assessment-item)[\s>]")
_BEGINNING = 8192


def recognises(source: Source) -> bool:
    """Whether the file is a package with a manifest, or an item alone."""
    if source.content.startswith(ZIP):
        return MANIFEST.encode() in source.content
    return bool(_ROOT.search(source.content[:_BEGINNING]))


def read(source: Source) -> Found:
    """The notes of a package or an item. An item that can't be asked is told in the losses.

    Raises FormatError for what is neither, and for a package that reaches outside of itself.
    """
    reading = _Reading()
    if source.content.startswith(ZIP):
        package = Package(source)
        for item in package.items():
            reading.take(item, package.content)
        reading.weights = {LEVELS.join(each): count for each, count in package.weights().items()}
        if not (reading.notes or reading.losses):
            raise FormatError(source.name, 1, 1, "its manifest lists no items of QTI 2 or 3")
    else:
        root = parse_xml(source.name, source.content)
        as_qti_2(root)
        if root.tag != "assessmentItem":
            is_old = root.tag == "questestinterop"
            why = f"<{root.tag}> stands where an item of QTI should"
            why = "this is QTI 1: export it as QTI 2 or 3" if is_old else why
            raise FormatError(source.name, root.line, 1, why)
        reading.take(Item("", root), lambda _: b"")
    return reading.found(source.stem)


class _Reading(Gathering):
    def take(self, item: Item, content: Callable[[str], bytes]) -> None:
        """Read an item. content: gives the bytes of a member of its package."""
        question = Question("", tags=item.tags)
        texts = ItemTexts(question, item, self.media, content)
        line = item.root.line
        where = f"{item.name}: " if item.name else ""
        try:
            note = note_of(item.root, question, texts)
        except UnaskedError as error:
            title = item.root.get("title") or item.root.get("identifier") or ""
            said = " ".join(title.split())[:60]
            self.leave_out(said, line, error, where)
            return
        key = item.root.get("identifier", "").lstrip("_") or to_plain(question.asked)
        note = named(note, item.root.get("identifier", "").lstrip("_"))
        self.category = LEVELS.join(item.topic)
        self.add(note, key, line, question, where)
