"""The media on either side of a card, so that none of the answer's is given away before it."""

from collections.abc import Iterable, Iterator, Sequence

from ipt_cards.deck.card import (
    ArrangementCard,
    BasicCard,
    Card,
    ChoiceCard,
    ClozeCard,
    NumericCard,
    OcclusionCard,
)
from ipt_cards.deck.markup.parser import media_of, parse
from ipt_cards.deck.note import MatchingNote


def question_media(card: Card, options: Sequence[int]) -> list[str]:
    """What is shown or played before the answer, as written, each once and in order.

    options: those to choose from or to put in order, as they are shown: indices into the card's
        options, which for a choice are its answers and then its distractors.
    """
    match card:
        case BasicCard():
            return _once(media_of(card.question))
        case ClozeCard():
            return _once(_media_beside_gaps(card.note.text, card.number))
        case ChoiceCard():
            return _once(_media_in(card.note.question, *_options(card, options)))
        case ArrangementCard():
            pairs = card.note.pairs if isinstance(card.note, MatchingNote) else ()
            lefts = [pair.left for pair in pairs]
            shown = [card.options[option] for option in options]
            return _once(_media_in(card.note.question, *lefts, *shown))
        case NumericCard():
            return _once(media_of(card.note.question))
        case OcclusionCard():
            # The picture itself shows what its masks hide.
            return _once(media_of(card.note.header))


def answer_media(card: Card, options: Sequence[int]) -> list[str]:
    """What is shown or played with the answer: first what is new with it."""
    new: Iterable[str]
    match card:
        case BasicCard():
            new = media_of(card.answer)
        case ClozeCard():
            before = set(question_media(card, options))
            new = (each for each in media_of(card.note.text) if each not in before)
        case ChoiceCard():
            new = _media_in(*(distractor.why for distractor in card.note.distractors))
        case ArrangementCard() | NumericCard():
            new = ()
        case OcclusionCard():
            new = [card.note.image, *_media_in(*(mask.label for mask in card.masks))]
    return _once([*new, *media_of(card.note.extra), *question_media(card, options)])


def _options(card: ChoiceCard, options: Sequence[int]) -> list[str]:
    texts = [*card.note.answers, *(distractor.text for distractor in card.note.distractors)]
    return [texts[option] for option in options]


def _media_in(*texts: str) -> Iterator[str]:
    for text in texts:
        yield from media_of(text)


def _media_beside_gaps(text: str, number: int) -> Iterator[str]:
    if "![" not in text:
        return
    for block in parse(text, gaps=True):
        depth = 0
        for token in block.children or ():
            if depth or (token.type == "cloze_open" and token.meta["number"] == number):
                depth += token.nesting if token.type.startswith("cloze_") else 0
            elif token.type == "image":
                yield str(token.attrs["src"])


def _once(media: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(media))
