"""The texts of a question in Moodle's XML, with the files that they hold."""

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from ipt_cards.deck.from_html.markdown import to_markdown
from ipt_cards.formats.banks.pictures import HeldMedia
from ipt_cards.formats.banks.questions import Question
from ipt_cards.formats.banks.texts import TextFormat, as_cloze_html, as_html, markdown_of
from ipt_cards.formats.banks.xml_file import LinedElement, children, text_of

_FORMATS = {
    "html": TextFormat.HTML,
    "moodle_auto_format": TextFormat.MOODLE,
    "plain_text": TextFormat.PLAIN,
    "markdown": TextFormat.MARKDOWN,
}
_HELD = "@@PLUGINFILE@@/"


@dataclass(slots=True)
class QuestionTexts:
    """Reads a question's texts with the files that they hold."""

    question: Question
    media: HeldMedia

    def markdown(self, element: Element | None) -> str:
        """The text of an element that has a format and may hold files; "" for none."""
        if element is None:
            return ""
        made = markdown_of(*self._written(element), self._files(element))
        self._note_missing(made.missing)
        return made.text

    def with_gaps(self, element: Element, written: Callable[[str], str]) -> str:
        """The same for a text that `written` puts Anki's clozes into, in HTML."""
        text = written(as_cloze_html(as_html(*self._written(element))))
        made = to_markdown(text, self._files(element), has_clozes=True)
        self._note_missing(made.missing)
        return made.text

    def old_picture(self, element: LinedElement) -> str:
        """The picture below a question, as Moodle 1.9 had it."""
        content = _decoded(element.find("image_base64"))
        path = self.media.add(text_of(element.find("image")), content) if content else None
        return f"\n\n![]({path})" if path else ""

    def _written(self, element: Element) -> tuple[str, TextFormat]:
        text = element.find("text")
        written = _FORMATS.get(element.get("format", "html"), TextFormat.HTML)
        return text_of(text if text is not None else element), written

    def _files(self, element: Element) -> dict[str, str]:
        """The path in the deck of each file by the address that the text has for it."""
        paths: dict[str, str] = {}
        for file in children(element, "file"):
            name = file.get("name", "")
            content = _decoded(file)
            path = self.media.add(name, content) if content else None
            if path is None:
                self.question.lost.append(f"`{name}` is no image, sound or video that cards show")
                continue
            folder = file.get("path", "/").strip("/")
            whole = f"{folder}/{name}" if folder else name
            for address in {_HELD + whole, _HELD + name, _HELD + unquote(name)}:
                paths[address] = path
        return paths

    def _note_missing(self, names: tuple[str, ...]) -> None:
        self.question.lost += (f"`{name}` isn't in the file" for name in names)


def _decoded(element: Element | None) -> bytes:
    try:
        return base64.b64decode("".join(text_of(element).split()), validate=True)
    except (binascii.Error, ValueError):
        return b""
