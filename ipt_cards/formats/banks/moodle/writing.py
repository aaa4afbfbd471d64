"""A deck as Moodle's XML, with its media within."""

import base64
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, Decimal
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ipt_cards.deck.deck import Deck
from ipt_cards.deck.markup.plain import to_plain
from ipt_cards.deck.media_files.media import MediaFolder, collected_names, media_in, media_in_deck
from ipt_cards.deck.note import (
    BasicNote,
    ChoiceNote,
    ClozeNote,
    MatchingNote,
    Note,
    NumericNote,
    OcclusionNote,
    OrderingNote,
)
from ipt_cards.formats.banks.categories import category_of
from ipt_cards.formats.banks.moodle.embedded import embed
from ipt_cards.formats.banks.texts import html_of, plainly
from ipt_cards.formats.banks.writing import (
    UnsaidError,
    answer_of,
    cloze_parts,
    is_true_or_false,
    options_of,
    unsaid_of,
)
from ipt_cards.formats.exported import Exported, NotSaid

_HELD = "@@PLUGINFILE@@/"


def write(deck: Deck, media: MediaFolder) -> Exported:
    """The file, and what of the deck it can't say. Raises OSError where a medium can't be read."""
    losses: list[NotSaid] = []
    if deck.blueprint:
        losses.append(NotSaid("how many questions an exam asks, for how long, and who passes"))
    names = collected_names(deck.id, media_in_deck(deck))
    quiz = Element("quiz")
    for topic in deck.topics:
        if topic.notes:
            _category(quiz, deck, topic.id, topic.name)
        for note in topic.notes:
            writing = _Writing(names, media, list(unsaid_of(note)))
            try:
                quiz.append(writing.question(note))
            except UnsaidError as error:
                writing.unsaid = [f"the whole note: {error}"]
            losses += (NotSaid(what, note) for what in dict.fromkeys(writing.unsaid))
    indent(quiz)
    written = tostring(quiz, encoding="unicode", short_empty_elements=False)
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n{written}\n'
    return Exported({f"{deck.id}.moodle.xml": text.encode()}, tuple(losses))


def _category(quiz: Element, deck: Deck, topic: str, name: str) -> None:
    question = SubElement(quiz, "question", type="category")
    _plain(SubElement(question, "category"), category_of([deck.name, name]))
    weight = deck.weights.get(topic)
    info = SubElement(question, "info", format="plain_text")
    _plain(info, f"{weight} % of the exam" if weight else "")
    SubElement(question, "idnumber")


def _plain(element: Element, text: str) -> None:
    SubElement(element, "text").text = text


@dataclass(slots=True)
class _Writing:
    """Writes one note. names: those of media. unsaid: what the question doesn't say of it."""

    names: Mapping[str, str]
    media: MediaFolder
    unsaid: list[str] = field(default_factory=list)

    def question(self, note: Note) -> Element:
        """The question that asks the note. Raises UnsaidError where none does."""
        kind, asked, write = self._parts(note)
        question = Element("question", type=kind)
        _plain(SubElement(question, "name"), note.id)
        self._held(SubElement(question, "questiontext", format="html"), asked, note)
        self._text(SubElement(question, "generalfeedback", format="html"), note.extra)
        if kind != "cloze":
            SubElement(question, "defaultgrade").text = "1"
        SubElement(question, "penalty").text = "1" if kind == "truefalse" else "0.3333333"
        SubElement(question, "hidden").text = "0"
        SubElement(question, "idnumber").text = note.id
        write(question)
        if note.tags:
            tags = SubElement(question, "tags")
            for tag in note.tags:
                _plain(SubElement(tags, "tag"), tag)
        return question

    def _parts(self, note: Note) -> tuple[str, str, Callable[[Element], None]]:
        """The question's kind, its text as HTML, and what writes the rest."""
        match note:
            case BasicNote(typed=False):
                return "essay", self._html(note.front), lambda to: self._essay(to, note)
            case BasicNote():
                return "shortanswer", self._html(note.front), lambda to: self._typed(to, note)
            case ChoiceNote() if is_true_or_false(note):
                return "truefalse", self._html(note.question), lambda to: self._truth(to, note)
            case ChoiceNote():
                return "multichoice", self._html(note.question), lambda to: self._choice(to, note)
            case NumericNote():
                return "numerical", self._html(note.question), lambda to: self._numeric(to, note)
            case OrderingNote():
                return "ordering", self._html(note.question), lambda to: self._ordering(to, note)
            case MatchingNote():
                return "matching", self._html(note.question), lambda to: self._matching(to, note)
            case ClozeNote():
                return "cloze", self._cloze(note), lambda _: None
            case OcclusionNote():
                raise UnsaidError("a picture with hidden areas")

    def _html(self, markdown: str) -> str:
        return html_of(markdown, lambda path: _HELD + self.names[path])

    def _text(self, element: Element, markdown: str) -> None:
        """A text of Markdown with its media."""
        self._held(element, self._html(markdown) if markdown else "")
        for path in media_in([BasicNote(id="note", front=markdown, back="-")] if markdown else []):
            self._file(element, path)

    def _held(self, element: Element, text: str, note: Note | None = None) -> None:
        """A text of HTML, and of a note's media those that it names."""
        _plain(element, text)
        for path in media_in([note] if note else []):
            if _HELD + self.names[path] in text:
                self._file(element, path)

    def _file(self, element: Element, path: str) -> None:
        content = self.media.locate(path).read_bytes()
        name = self.names[path]
        file = SubElement(element, "file", name=name, path="/", encoding="base64")
        file.text = base64.b64encode(content).decode()

    def _answer(self, question: Element, share: str, markdown: str, feedback: str = "") -> None:
        """An option, Markdown."""
        answer = SubElement(question, "answer", fraction=share, format="html")
        self._text(answer, markdown)
        self._text(SubElement(answer, "feedback", format="html"), feedback)

    def _right(self, question: Element, text: str, share: str = "100", why: str = "") -> Element:
        """An answer of plain text."""
        answer = SubElement(question, "answer", fraction=share, format="moodle_auto_format")
        _plain(answer, text)
        self._text(SubElement(answer, "feedback", format="html"), why)
        return answer

    def _essay(self, question: Element, note: BasicNote) -> None:
        SubElement(question, "responseformat").text = "editor"
        SubElement(question, "responserequired").text = "1"
        SubElement(question, "responsefieldlines").text = "10"
        SubElement(question, "attachments").text = "0"
        self._text(SubElement(question, "graderinfo", format="html"), answer_of(note))
        _plain(SubElement(question, "responsetemplate", format="html"), "")

    def _typed(self, question: Element, note: BasicNote) -> None:
        SubElement(question, "usecase").text = "0"
        for text in self._plainly([note.back, *note.accept], "the formats of its answer"):
            self._right(question, text.replace("*", "\\*"))

    def _plainly(self, texts: Iterable[str], formats: str) -> list[str]:
        """What readers see of these. formats: what isn't said where there is more to them."""
        made = []
        for text in texts:
            plain, is_exact = plainly(text)
            if not plain:
                raise UnsaidError("an answer that is no text")
            self.unsaid += [] if is_exact else [formats]
            made.append(plain)
        return made

    def _truth(self, question: Element, note: ChoiceNote) -> None:
        for option in options_of(note):
            share = "100" if option.is_right else "0"
            self._right(question, option.text.casefold(), share, option.why)

    def _choice(self, question: Element, note: ChoiceNote) -> None:
        count = len(note.answers)
        SubElement(question, "single").text = "true" if count == 1 else "false"
        SubElement(question, "shuffleanswers").text = "true"
        SubElement(question, "answernumbering").text = "abc"
        share = (Decimal(100) / count).quantize(Decimal("0.00001"), ROUND_DOWN).normalize()
        wrong = "0" if count == 1 else f"-{share:f}"
        for option in options_of(note):
            self._answer(
                question, f"{share:f}" if option.is_right else wrong, option.text, option.why
            )

    def _numeric(self, question: Element, note: NumericNote) -> None:
        answer = self._right(question, str(note.number))
        SubElement(answer, "tolerance").text = str(note.tolerance)
        if note.unit:
            unit = SubElement(SubElement(question, "units"), "unit")
            SubElement(unit, "multiplier").text = "1"
            SubElement(unit, "unit_name").text = note.unit
        # A number without its unit is worth half, as it is here.
        SubElement(question, "unitgradingtype").text = "1" if note.unit else "0"
        SubElement(question, "unitpenalty").text = "0.5" if note.unit else "0.1"
        SubElement(question, "showunits").text = "0" if note.unit else "3"
        SubElement(question, "unitsleft").text = "0"

    def _ordering(self, question: Element, note: OrderingNote) -> None:
        SubElement(question, "layouttype").text = "VERTICAL"
        SubElement(question, "selecttype").text = "ALL"
        SubElement(question, "selectcount").text = str(len(note.steps))
        SubElement(question, "gradingtype").text = "RELATIVE_NEXT_EXCLUDE_LAST"
        SubElement(question, "showgrading").text = "SHOW"
        SubElement(question, "numberingstyle").text = "none"
        for place, step in enumerate(note.steps, start=1):
            self._answer(question, str(place), step)

    def _matching(self, question: Element, note: MatchingNote) -> None:
        SubElement(question, "shuffleanswers").text = "true"
        right = self._plainly([p.right for p in note.pairs], "the formats of its right sides")
        for pair, text in zip(note.pairs, right, strict=True):
            element = SubElement(question, "subquestion", format="html")
            self._text(element, pair.left)
            _plain(SubElement(element, "answer"), text)

    def _cloze(self, note: ClozeNote) -> str:
        """The text with its answers embedded."""
        parts = cloze_parts(note, lambda path: _HELD + self.names[path])
        gaps = [part for part in parts if not isinstance(part, str)]
        if [gap.number for gap in gaps] != list(range(1, len(gaps) + 1)):
            self.unsaid.append("which of its gaps are asked at once, and in which order")
        accept = self._plainly(note.accept, "the formats of its answer")
        written = ""
        for part in parts:
            if isinstance(part, str):
                written += part
                continue
            self.unsaid += [] if part.is_exact else ["the formats of its answer"]
            self.unsaid += ["the hint of a gap, which stands in the text"] if part.hint else []
            written += embed([part.content, *accept]) + (f" ({part.hint})" if part.hint else "")
        if not to_plain(note.text):
            raise UnsaidError("a text that shows nothing")
        return written
