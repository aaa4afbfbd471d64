"""Items that are a text with gaps: to type into, to choose for, or to drag words to."""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from xml.etree.ElementTree import Element

from ipt_cards.deck.answers.units import is_unit
from ipt_cards.deck.markup.plain import to_plain
from ipt_cards.deck.note import Note
from ipt_cards.formats.banks.qti.body import html_in
from ipt_cards.formats.banks.qti.item_texts import ItemTexts
from ipt_cards.formats.banks.qti.responses import NO_RESPONSE, Response, tolerance_of
from ipt_cards.formats.banks.questions import Answer, NumericAnswer, Question, UnaskedError
from ipt_cards.formats.banks.texts import TextFormat, markdown_of

_MARK = "\ue000"
_BLOCK = r"</?(?:p|div|li|ul|ol|td|tr|table|blockquote|h\d|br)\b[^>]*>"
_ALONE = re.compile(rf"(?:^|{_BLOCK})\s*(?:<(?!/)[a-z]+[^>]*>\s*)*$")


def gaps_note(
    item: Element,
    body: Element,
    responses: Mapping[str, Response],
    question: Question,
    texts: ItemTexts,
) -> Note:
    """The note of a text with gaps; a gap that is alone below the text makes it a question.

    Raises UnaskedError where a gap has no right answer.
    """
    gaps = [e for e in body.iter() if e.tag in ("textEntryInteraction", "inlineChoiceInteraction")]
    found = [responses.get(gap.get("responseIdentifier", ""), NO_RESPONSE) for gap in gaps]
    if len(gaps) == 1 and gaps[0].tag == "textEntryInteraction":
        before, _, after = html_in(body, {gaps[0]: _MARK}).partition(_MARK)
        unit = " ".join(html.unescape(re.sub(r"<[^>]*>", "", after)).split())
        if found[0].base in {"float", "integer"} and (not unit or is_unit(unit)):
            # The unit stands after the gap, and not in the question.
            question.asked = markdown_of(before, TextFormat.HTML, texts.paths).text
            number = next(iter(found[0].right), "")
            return question.numeric([NumericAnswer(number, tolerance_of(item, number))], unit)
        if not unit and _ALONE.search(before):
            question.asked = texts.markdown(body, {gaps[0]: ""})
            return question.typed(list(_answers(gaps[0], found[0], texts)))
    answers = [list(_answers(gap, each, texts)) for gap, each in zip(gaps, found, strict=True)]
    written = {}
    right = [question.right(each) for each in answers]
    for place, (gap, said) in enumerate(zip(gaps, right, strict=True), start=1):
        options = [to_plain(texts.markdown(each)) for each in gap.iter("inlineChoice")]
        written[gap] = _cloze(place, to_plain(said[0]), options)
    question.asked = texts.with_gaps(body, written)
    if len(gaps) == 1:
        return question.cloze(tuple(right[0][1:]))
    if any(len(said) > 1 for said in right):
        question.lost.append("of a gap's right answers only the first is kept")
    return question.cloze()


def _answers(gap: Element, response: Response, texts: ItemTexts) -> Iterator[Answer]:
    if gap.tag == "inlineChoiceInteraction":
        for choice in gap.iter("inlineChoice"):
            value = choice.get("identifier", "")
            yield Answer(texts.markdown(choice), Decimal(value in response.right))
        return
    for value in dict.fromkeys([*response.right, *response.mapped]):
        yield Answer(markdown_of(value, TextFormat.PLAIN).text, response.share(value))


def dragged_words_note(
    interaction: Element,
    body: Element,
    response: Response,
    question: Question,
    texts: ItemTexts,
) -> Note:
    """The note of a text into whose gaps words are dragged. Raises UnaskedError."""
    words = {
        each.get("identifier", ""): to_plain(texts.markdown(each))
        for each in interaction.iter("gapText")
    }
    pairs = (value.split() for value in response.right)
    right = {pair[1]: pair[0] for pair in pairs if len(pair) == 2}
    written: dict[Element, str] = dict.fromkeys(interaction.iter("gapText"), "")
    gaps = list(interaction.iter("gap"))
    for number, gap in enumerate(gaps, start=1):
        word = words.get(right.get(gap.get("identifier", ""), ""), "")
        if not word:
            raise UnaskedError("a gap has no right word")
        written[gap] = _cloze(number, word, list(words.values()))
    if not gaps:
        raise UnaskedError("there is no gap in its text")
    question.asked = texts.with_gaps(body, written)
    return question.cloze()


def _cloze(number: int, content: str, options: Sequence[str]) -> str:
    hint = f"::{_in_cloze(' / '.join(options))}" if options else ""
    return f"{{{{c{number}::{_in_cloze(content)}{hint}}}}}"


def _in_cloze(plain: str) -> str:
    return html.escape(plain).replace("}", "&#125;").replace(":", "&#58;")
