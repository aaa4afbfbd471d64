"""From an item of QTI to the note that asks what it asks."""

from collections.abc import Callable
from decimal import Decimal
from xml.etree.ElementTree import Element

from ipt_cards.deck.markup.plain import to_plain
from ipt_cards.deck.note import Note
from ipt_cards.formats.banks.qti.gaps import dragged_words_note, gaps_note
from ipt_cards.formats.banks.qti.item_texts import ItemTexts
from ipt_cards.formats.banks.qti.responses import NO_RESPONSE, Response, feedback_of, responses_of
from ipt_cards.formats.banks.questions import Answer, Question, UnaskedError
from ipt_cards.formats.banks.texts import TextFormat, markdown_of

_RIGHT = frozenset({"correct", "right", "ok", "true"})
_WRONG = frozenset({"incorrect", "wrong", "no", "false"})
_SCORING = ""
"""What stands for the text that tells how an essay is scored, among the feedback."""


def note_of(item: Element, question: Question, texts: ItemTexts) -> Note:
    """The note. question: takes what it asks, and what no note can say. Raises UnaskedError."""
    body = item.find("itemBody")
    if body is None:
        raise UnaskedError("it shows nothing")
    if item.find("templateProcessing") is not None:
        raise UnaskedError("its numbers are made anew each time it is asked")
    interactions = [each for each in body.iter() if str(each.tag).endswith("Interaction")]
    asked = [each for each in interactions if each.tag != "endAttemptInteraction"]
    if not asked:
        raise UnaskedError("it asks nothing")
    responses = responses_of(item)
    feedback = _take_feedback(item, body, question, texts)
    kinds = {str(each.tag) for each in asked}
    if kinds <= {"textEntryInteraction", "inlineChoiceInteraction"}:
        note = gaps_note(item, body, responses, question, texts)
    elif len(asked) > 1:
        raise UnaskedError("it asks several things at once: a card asks one")
    else:
        response = responses.get(asked[0].get("responseIdentifier", ""), NO_RESPONSE)
        note = _single(asked[0], body, response, feedback, question, texts)
    if any(key.casefold() not in _RIGHT | _WRONG for key in feedback):
        question.lost.append("feedback that isn't on a single option isn't kept")
    return note


def _single(  # noqa: PLR0913, PLR0917 - all that is known of an item by then
    interaction: Element,
    body: Element,
    response: Response,
    feedback: dict[str, str],
    question: Question,
    texts: ItemTexts,
) -> Note:
    if interaction.tag == "gapMatchInteraction":
        return dragged_words_note(interaction, body, response, question, texts)
    make = _KINDS.get(str(interaction.tag))
    if make is None:
        raise UnaskedError(f"no card asks by {interaction.tag}")
    if interaction.tag == "extendedTextInteraction":
        _take_scoring(body, texts, feedback)
    prompt = interaction.find("prompt")
    parts = [texts.markdown(body, {interaction: ""})]
    parts += [texts.markdown(prompt)] if prompt is not None else []
    question.asked = "\n\n".join(filter(None, parts))
    return make(interaction, response, feedback, question, texts)


def _take_feedback(
    item: Element, body: Element, question: Question, texts: ItemTexts
) -> dict[str, str]:
    """Take the feedback out of an item: by identifier; what is always told into the question."""
    found: dict[str, str] = {}
    inline: list[Element] = []
    for identifier, is_always, element in feedback_of(item):
        text = texts.markdown(element)
        if is_always:
            question.extra = _joined(question.extra, text)
        elif text:
            found[identifier] = _joined(found.get(identifier, ""), text)
        if element.tag != "modalFeedback":
            inline.append(element)
    _remove(body, inline)
    for key in [key for key in found if key.casefold() in _RIGHT]:
        said = found.pop(key)
        if to_plain(said).casefold().strip(" .!") not in _RIGHT:
            question.extra = _joined(question.extra, said)
    return found


def _joined(*texts: str) -> str:
    return "\n\n".join(filter(None, dict.fromkeys(texts)))


def _remove(body: Element, unwanted: list[Element]) -> None:
    """Take elements out of the body, and leave the text that follows each."""
    for parent in list(body.iter()):
        for child in [each for each in parent if each in unwanted]:
            place = list(parent).index(child)
            if place:
                parent[place - 1].tail = (parent[place - 1].tail or "") + (child.tail or "")
            else:
                parent.text = (parent.text or "") + (child.tail or "")
            parent.remove(child)


def _take_scoring(body: Element, texts: ItemTexts, feedback: dict[str, str]) -> None:
    """Take what is for those who score an essay out of the body: it is the answer."""
    scoring = [
        each
        for each in body.iter("rubricBlock")
        if each.get("view") and "candidate" not in each.get("view", "").split()
    ]
    feedback[_SCORING] = _joined(*map(texts.markdown, scoring))
    _remove(body, scoring)


def _choice(
    interaction: Element,
    response: Response,
    feedback: dict[str, str],
    question: Question,
    texts: ItemTexts,
) -> Note:
    wrong = next((feedback.pop(key) for key in list(feedback) if key.casefold() in _WRONG), "")
    options = []
    for choice in interaction.iter("simpleChoice"):
        value = choice.get("identifier", "")
        share = response.share(value)
        if len(response.right) > 1 and value not in response.right:
            share = min(share, Decimal(0))
        told = feedback.pop(value, "" if share > 0 else wrong)
        options.append(Answer(texts.markdown(choice), share, told))
    return question.choice(options)


def _ordering(
    interaction: Element,
    response: Response,
    _feedback: dict[str, str],
    question: Question,
    texts: ItemTexts,
) -> Note:
    steps = {
        each.get("identifier", ""): texts.markdown(each)
        for each in interaction.iter("simpleChoice")
    }
    if not response.right or set(response.right) - steps.keys():
        raise UnaskedError("its right order isn't told")
    if len(response.right) < len(steps):
        question.lost.append("steps that stand in no place aren't kept")
    return question.ordering(steps[value] for value in response.right)


def _matching(
    interaction: Element,
    response: Response,
    _feedback: dict[str, str],
    question: Question,
    texts: ItemTexts,
) -> Note:
    sides = {
        each.get("identifier", ""): texts.markdown(each)
        for each in interaction.iter("simpleAssociableChoice")
    }
    values = [value.split() for value in response.right or response.mapped]
    if not values or any(len(pair) != 2 or set(pair) - sides.keys() for pair in values):
        raise UnaskedError("its right pairs aren't told")
    if {side for pair in values for side in pair} < sides.keys():
        question.lost.append("a side that belongs to none isn't kept")
    return question.matching([(sides[left], sides[right]) for left, right in values])


def _essay(
    _interaction: Element,
    response: Response,
    feedback: dict[str, str],
    question: Question,
    _texts: ItemTexts,
) -> Note:
    model = markdown_of("\n".join(response.right), TextFormat.PLAIN).text
    return question.essay(feedback.pop(_SCORING, "") or model)


_Make = Callable[[Element, Response, dict[str, str], Question, ItemTexts], Note]
_KINDS: dict[str, _Make] = {
    "choiceInteraction": _choice,
    "orderInteraction": _ordering,
    "matchInteraction": _matching,
    "associateInteraction": _matching,
    "extendedTextInteraction": _essay,
}
