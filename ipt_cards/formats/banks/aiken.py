"""Aiken, in and out: choices with one right answer, in plain text.

Source: https://docs.moodle.org/en/Aiken_format. A question on a line, or on several; its options,
each after a letter with a dot or a bracket; then `ANSWER: ` and a letter.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from ipt_cards.deck.deck import Deck
from ipt_cards.deck.markup.plain import to_plain
from ipt_cards.deck.media_files.media import MediaFolder
from ipt_cards.deck.note import ChoiceNote, Note
from ipt_cards.formats.banks.gathering import Gathering
from ipt_cards.formats.banks.questions import Answer, Question, UnaskedError
from ipt_cards.formats.banks.texts import TextFormat, decoded, markdown_of, plainly
from ipt_cards.formats.banks.writing import UnsaidError, options_of, unsaid_of
from ipt_cards.formats.exported import Exported, NotSaid
from ipt_cards.formats.found import UNEXPLAINED, FormatError, Found, Source

_OPTION = re.compile(r"([A-Z])[).]\s*(?=\S)(.*)")
_ANSWER = re.compile(r"ANSWER:\s*([A-Z])?\b", re.IGNORECASE)
_FORMATS = "the formats and pictures of its texts"


def recognises(source: Source) -> bool:
    """Whether a line of the file names an answer by its letter, and another begins with one."""
    try:
        text = decoded(source)
    except FormatError:
        return False
    return bool(re.search(r"(?m)^ANSWER:\s*[A-Z]\s*$", text) and re.search(r"(?m)^A[).]", text))


def read(source: Source) -> Found:
    """The notes of a file. What is no whole question is told in the losses, by its line."""
    reading = _Reading()
    for number, line in enumerate(decoded(source).split("\n"), start=1):
        reading.take(number, line.strip())
    reading.finish("it has no line `ANSWER:`")
    return reading.found(source.stem)


@dataclass(slots=True)
class _Reading(Gathering):
    _line: int = 0
    _asked: list[str] = field(default_factory=list)
    _options: dict[str, str] = field(default_factory=dict)

    def take(self, number: int, line: str) -> None:
        """Read a line."""
        if not line:
            return
        if answer := _ANSWER.match(line):
            self._line = self._line or number
            if answer[1] is None:
                self.finish("`ANSWER:` names no letter")
            else:
                self._end(answer[1].upper())
        elif (option := _OPTION.fullmatch(line)) and self._follows(option[1]):
            self._line = self._line or number
            self._options[option[1]] = option[2]
        elif self._options:
            self.finish("it has no line `ANSWER:`")
            self._line, self._asked = number, [line]
        else:
            self._line = self._line or number
            self._asked.append(line)

    def _follows(self, letter: str) -> bool:
        """Whether the letter is an option's: a question, too, may begin with one and a dot."""
        return bool(self._options) or letter == "A"

    def _end(self, letter: str) -> None:
        question = Question(_markdown(" ".join(self._asked)))
        try:
            if letter not in self._options:
                raise UnaskedError(f"there is no option {letter}")  # noqa: TRY301 - told below
            note = question.choice(
                Answer(_markdown(text), Decimal(key == letter))
                for key, text in self._options.items()
            )
        except UnaskedError as error:
            self.finish(str(error))
            return
        self.add(note, to_plain(question.asked), self._line, question)
        self._clear()

    def finish(self, why: str) -> None:
        """End what is no whole question, if there is something."""
        if self._asked or self._options:
            self.leave_out(" ".join(self._asked)[:60], self._line, why)
        self._clear()

    def _clear(self) -> None:
        self._line, self._asked, self._options = 0, [], {}


def _markdown(text: str) -> str:
    return markdown_of(text, TextFormat.PLAIN).text


def write(deck: Deck, _media: MediaFolder) -> Exported:
    """The deck's choices with one right answer as one file, and what isn't in it."""
    losses: list[NotSaid] = []
    questions: list[str] = []
    for note in deck.notes():
        unsaid = list(unsaid_of(note))
        try:
            questions.append(_written(note, unsaid))
        except UnsaidError as error:
            unsaid = [f"the whole note: {error}"]
        losses += (NotSaid(what, note) for what in dict.fromkeys(unsaid))
    if deck.blueprint:
        losses.append(NotSaid("how an exam is made up of its topics"))
    text = "\n".join(questions)
    return Exported({f"{deck.id}.aiken.txt": text.encode()}, tuple(losses))


def _written(note: Note, unsaid: list[str]) -> str:
    if not isinstance(note, ChoiceNote):
        raise UnsaidError("Aiken has choices alone")
    if len(note.answers) > 1:
        raise UnsaidError("a choice with several right answers")
    options = options_of(note)
    texts = [plainly(text) for text in (note.question, *(option.text for option in options))]
    if not all(plain for plain, _ in texts):
        raise UnsaidError("a text that is nothing but a picture or a sound")
    if _OPTION.fullmatch(texts[0][0]) or _ANSWER.match(texts[0][0]):
        raise UnsaidError("a question that reads like an option")
    if any(each.why != UNEXPLAINED for each in note.distractors):
        unsaid.append("why its wrong options are wrong")
    for what, is_unsaid in (
        ("what is told after it", bool(note.extra)),
        ("its tags", bool(note.tags)),
        ("its topic", True),
        (_FORMATS, not all(is_exact for _, is_exact in texts)),
    ):
        unsaid += [what] if is_unsaid else []
    letters = [chr(ord("A") + place) for place in range(len(options))]
    lines = [f"{letter}) {plain}" for letter, (plain, _) in zip(letters, texts[1:], strict=True)]
    [right] = (each for each, option in zip(letters, options, strict=True) if option.is_right)
    return "\n".join([texts[0][0], *lines, f"ANSWER: {right}", ""])
