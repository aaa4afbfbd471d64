"""The texts of an item as Markdown, with the media that they name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from ipt_cards.deck.from_html.markdown import to_markdown
from ipt_cards.formats.banks.pictures import HeldMedia
from ipt_cards.formats.banks.qti.body import html_in
from ipt_cards.formats.banks.qti.package import Item, member_of
from ipt_cards.formats.banks.questions import Question
from ipt_cards.formats.banks.texts import TextFormat, as_cloze_html, as_html, markdown_of


@dataclass(slots=True)
class ItemTexts:
    """Reads them. question: takes what is lost. content: gives the bytes of a package's member."""

    question: Question
    item: Item
    media: HeldMedia
    content: Callable[[str], bytes]
    _paths: dict[str, str] | None = None

    def markdown(self, element: Element, instead: Mapping[Element, str] | None = None) -> str:
        """What is in an element. instead: as in `html_in`."""
        written = as_html(html_in(element, instead), TextFormat.HTML)
        made = markdown_of(written, TextFormat.HTML, self.paths)
        self._note_missing(made.missing)
        return made.text

    def with_gaps(self, element: Element, gaps: Mapping[Element, str]) -> str:
        """The same with clozes, in Anki's HTML, in the place of some elements within."""
        marks = {each: chr(0xE000 + place) for place, each in enumerate(gaps)}
        text = as_cloze_html(as_html(html_in(element, marks), TextFormat.HTML))
        for each, mark in marks.items():
            text = text.replace(mark, gaps[each])
        made = to_markdown(text, self.paths, has_clozes=True)
        self._note_missing(made.missing)
        return made.text

    @property
    def paths(self) -> dict[str, str]:
        """The path in the deck of each medium by the address that the item has for it."""
        if self._paths is None:
            self._paths = {}
            for element in self.item.root.iter():
                address = element.get("src") or element.get("data")
                member = member_of(address, self.item.name) if address else ""
                path = self.media.add(member, self.content(member)) if member else None
                if address and path:
                    self._paths[address] = path
        return self._paths

    def _note_missing(self, names: tuple[str, ...]) -> None:
        self.question.lost += (f"`{name}` isn't in the package" for name in names)
