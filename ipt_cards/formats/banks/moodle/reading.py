"""From Moodle's XML to notes."""

import html
import re
from collections.abc import Callable
from decimal import Decimal

from ipt_cards.deck.answers.numeric import parse_number
from ipt_cards.deck.markup.plain import to_plain
from ipt_cards.deck.note import Note
from ipt_cards.formats.banks.categories import levels_of
from ipt_cards.formats.banks.gathering import Gathering
from ipt_cards.formats.banks.moodle.embedded import Embedded, replace_embedded
from ipt_cards.formats.banks.moodle.question_texts import QuestionTexts
from ipt_cards.formats.banks.questions import (
    Answer,
    NumericAnswer,
    Question,
    UnaskedError,
    named,
    share_of,
)
from ipt_cards.formats.banks.texts import (
    TextFormat,
    markdown_of,
    without_wildcards,
)
from ipt_cards.formats.banks.xml_file import LinedElement, children, parse_xml, text_of
from ipt_cards.formats.found import FormatError, Found, Source

_WORD = re.compile(r"\[\[(\d+)\]\]")
_ROOT = re.compile(rb"<quiz[\s>]")


def recognises(source: Source) -> bool:
    """Whether the file is a quiz of Moodle's."""
    return bool(_ROOT.search(source.content[:4096]))


def read(source: Source) -> Found:
    """The notes of a file. A question that can't be asked is told in the losses, by its line.

    Raises FormatError for a file that is no quiz.
    """
    root = parse_xml(source.name, source.content)
    if root.tag != "quiz":
        raise FormatError(source.name, root.line, 1, f"<{root.tag}> stands where <quiz> should")
    reading = _Reading()
    for element in children(root, "question"):
        reading.take(element)
    return reading.found(source.stem)


class _Reading(Gathering):
    def take(self, element: LinedElement) -> None:
        """Read a question, or the category of those that follow."""
        kind = element.get("type", "")
        if kind == "category":
            self.category = levels_of(text_of(element.find("category/text")))
            self.weigh(text_of(element.find("info/text")))
            return
        name = " ".join(text_of(element.find("name/text")).split())
        tags = tuple(text_of(tag.find("text")) for tag in element.iterfind("tags/tag"))
        question = Question("", tags=tags)
        texts = QuestionTexts(question, self.media)
        try:
            question.asked = texts.markdown(element.find("questiontext"))
            question.asked += texts.old_picture(element)
            question.extra = texts.markdown(element.find("generalfeedback"))
            note = _KINDS.get(kind, _unknown)(element, question, texts)
        except UnaskedError as error:
            self.leave_out(name, element.line, error)
            return
        for hint in element.iterfind("hint/text"):
            if text_of(hint):
                question.lost.append("hints on a second try aren't kept")
        key = text_of(element.find("idnumber")) or name or to_plain(question.asked)
        note = named(note, text_of(element.find("idnumber")))
        self.add(note, key, element.line, question)


def _unknown(element: LinedElement, _question: Question, _texts: QuestionTexts) -> Note:
    kind = element.get("type") or "unknown"
    raise UnaskedError(
        "it is a description, which asks nothing"
        if kind == "description"
        else f"no card asks questions of the kind {kind}"
    )


def _share(answer: LinedElement) -> Decimal:
    return share_of(answer.get("fraction") or text_of(answer.find("fraction")) or "0")


def _choice(element: LinedElement, question: Question, texts: QuestionTexts) -> Note:
    form = element.find("questiontext")
    default = form.get("format", "html") if form is not None else "html"
    options = []
    for answer in children(element, "answer"):
        answer.set("format", answer.get("format", default))
        feedback = texts.markdown(answer.find("feedback"))
        options.append(Answer(texts.markdown(answer), _share(answer), feedback))
    for name in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"):
        if not _is_usual(texts.markdown(element.find(name))):
            question.lost.append("feedback on a whole answer isn't kept")
    return question.choice(options)


def _is_usual(feedback: str) -> bool:
    """Whether this is nothing, or what Moodle itself puts there."""
    usual = ("", "your answer is correct", "your answer is partially correct")
    return to_plain(feedback).strip(" .").casefold() in (*usual, "your answer is incorrect")


def _true_or_false(element: LinedElement, question: Question, texts: QuestionTexts) -> Note:
    answers = {
        text_of(answer.find("text")).casefold(): answer for answer in children(element, "answer")
    }
    if answers.keys() != {"true", "false"}:
        raise UnaskedError("its answers aren't true and false")
    is_true = _share(answers["true"]) > _share(answers["false"])
    right, wrong = ("true", "false") if is_true else ("false", "true")
    return question.true_or_false(
        is_true=is_true,
        feedback=texts.markdown(answers[right].find("feedback")),
        why=texts.markdown(answers[wrong].find("feedback")),
    )


def _typed(element: LinedElement, question: Question, texts: QuestionTexts) -> Note:
    answers = []
    for answer in children(element, "answer"):
        plain, is_exact = without_wildcards(text_of(answer.find("text")))
        text = markdown_of(plain, TextFormat.PLAIN).text
        share = _share(answer) if text else Decimal(0)
        if share > 0 and not is_exact:
            question.lost.append("an asterisk that stands for any text isn't kept")
        answers.append(Answer(text, share, texts.markdown(answer.find("feedback"))))
    if text_of(element.find("usecase")) == "1":
        question.lost.append("that capital letters count isn't kept")
    return question.typed(answers)


def _numeric(element: LinedElement, question: Question, texts: QuestionTexts) -> Note:
    answers = [
        NumericAnswer(
            text_of(answer.find("text")),
            text_of(answer.find("tolerance")),
            _share(answer),
            texts.markdown(answer.find("feedback")),
        )
        for answer in children(element, "answer")
        if text_of(answer.find("text")) != "*"
    ]
    units = [text_of(unit.find("unit_name")) for unit in element.iterfind("units/unit")]
    main = [
        text_of(unit.find("unit_name"))
        for unit in element.iterfind("units/unit")
        if parse_number(text_of(unit.find("multiplier"))) == 1
    ]
    if len(units) > 1:
        question.lost.append("other units than the first aren't listed: those of its kind count")
    return question.numeric(answers, (main or units or [""])[0])


def _matching(element: LinedElement, question: Question, texts: QuestionTexts) -> Note:
    return question.matching(
        [
            (
                texts.markdown(pair),
                markdown_of(text_of(pair.find("answer/text")), TextFormat.PLAIN).text,
            )
            for pair in children(element, "subquestion")
        ]
    )


def _ordering(element: LinedElement, question: Question, texts: QuestionTexts) -> Note:
    answers = list(children(element, "answer"))
    places = [_share(answer) for answer in answers]
    # What counts for the order are the fractions, unless all are the same, as in old exports.
    if len(set(places)) == len(places):
        answers = [answers[place] for place in sorted(range(len(places)), key=places.__getitem__)]
    if any(texts.markdown(answer.find("feedback")) for answer in answers):
        question.lost.append("feedback on single steps isn't kept")
    return question.ordering([texts.markdown(answer) for answer in answers])


def _essay(element: LinedElement, question: Question, texts: QuestionTexts) -> Note:
    if text_of(element.find("responsetemplate/text")):
        question.lost.append("the template of its answer isn't kept")
    return question.essay(texts.markdown(element.find("graderinfo")))


def _cloze(element: LinedElement, question: Question, texts: QuestionTexts) -> Note:
    text = element.find("questiontext")
    found: list[Embedded] = []

    def written(number: int, embedded: Embedded) -> str:
        found.append(embedded)
        hint = " / ".join(embedded.options)
        said = f"{{{{c{number}::{_in_cloze(embedded.right[0])}"
        return said + (f"::{_in_cloze(hint)}}}}}" if hint else "}}")

    if text is None:
        raise UnaskedError("it asks nothing")
    question.asked = texts.with_gaps(text, lambda said: replace_embedded(said, written)[0])
    if not found:
        raise UnaskedError("there is no answer in its text")
    accept: tuple[str, ...] = ()
    if len(found) == 1:
        accept = tuple(markdown_of(each, TextFormat.PLAIN).text for each in found[0].right[1:])
    elif any(len(each.right) > 1 for each in found):
        question.lost.append("of a gap's right answers only the first is kept")
    question.lost += (what for each in found for what in each.lost)
    return question.cloze(accept)


def _in_cloze(plain: str) -> str:
    return html.escape(plain).replace("}", "&#125;").replace(":", "&#58;")


def _words(element: LinedElement, question: Question, texts: QuestionTexts) -> Note:
    """A text whose words are dragged or selected into its gaps."""
    text = element.find("questiontext")
    boxes = [text_of(box.find("text")) for box in children(element, "dragbox", "selectoption")]

    def written(said: str) -> str:
        return _WORD.sub(word, said)

    def word(found: re.Match[str]) -> str:
        number = int(found[1])
        if not 1 <= number <= len(boxes):
            raise UnaskedError(f"there is no word for its gap {found[0]}")
        return f"{{{{c{number}::{_in_cloze(boxes[number - 1])}}}}}"

    if text is None or not _WORD.search(text_of(text.find("text"))):
        raise UnaskedError("there is no gap in its text")
    question.asked = texts.with_gaps(text, written)
    question.lost.append("the words to choose from aren't kept: the gaps are typed")
    return question.cloze()


_KINDS: dict[str, Callable[[LinedElement, Question, QuestionTexts], Note]] = {
    "multichoice": _choice,
    "multichoiceset": _choice,
    "truefalse": _true_or_false,
    "shortanswer": _typed,
    "numerical": _numeric,
    "matching": _matching,
    "ddmatch": _matching,
    "ordering": _ordering,
    "essay": _essay,
    "cloze": _cloze,
    "multianswer": _cloze,
    "gapselect": _words,
    "ddwtos": _words,
}
