"""A card's question and answer as plain text, for lists and scripts."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ipt_cards.deck.answers.numeric import numeric_answer
from ipt_cards.deck.card import (
    ArrangementCard,
    BasicCard,
    Card,
    ChoiceCard,
    ClozeCard,
    NumericCard,
    OcclusionCard,
    cards_of,
)
from ipt_cards.deck.markup.parser import parse
from ipt_cards.deck.markup.plain import hidden_contents, plain_of, to_plain
from ipt_cards.deck.markup.ruby import SEPARATOR
from ipt_cards.deck.note import MatchingNote
from ipt_cards.deck.occlusion import place_of

if TYPE_CHECKING:
    from markdown_it.token import Token


def question_text(card: Card) -> str:
    """What the card asks, on one line; a cloze that it hides shows as `[hint]` or `[…]`."""
    match card:
        case BasicCard():
            return to_plain(card.question)
        case ChoiceCard() | NumericCard() | ArrangementCard():
            return to_plain(card.note.question)
        case ClozeCard():
            tokens = parse(card.note.text, gaps=True)
            for token in tokens:
                token.children = list(_with_gaps(token.children or (), card.number))
            return " ".join(plain_of(tokens, hide=card.number).split())
        case OcclusionCard():
            asked = f"{card.note.image}, {which_mask(card)}"
            header = to_plain(card.note.header)
            return f"{header} ({asked})" if header else asked


def answer_texts(card: Card) -> list[str]:
    """What the card wants to hear, each a line: right options, gaps, steps in order, or pairs."""
    match card:
        case BasicCard():
            return [to_plain(card.answer)]
        case ChoiceCard():
            return [to_plain(answer) for answer in card.note.answers]
        case NumericCard():
            return [numeric_answer(card.note)]
        case ArrangementCard(MatchingNote() as note):
            return [f"{to_plain(pair.left)}: {to_plain(pair.right)}" for pair in note.pairs]
        case ArrangementCard():
            return [to_plain(step) for step in card.options]
        case ClozeCard():
            hidden = hidden_contents(card.note.text)
            return [" ".join(text.split()) for number, text in hidden if number == card.number]
        case OcclusionCard():
            labels = [to_plain(mask.label) for mask in card.masks if mask.label]
            return labels or [f"what {card.note.image} shows there"]


def which_mask(card: OcclusionCard) -> str:
    """Which area of the picture is asked, in words: `mask 2 of 5, upper left`."""
    numbers = [each.number for each in cards_of(card.note) if isinstance(each, OcclusionCard)]
    place = numbers.index(card.number) + 1
    return f"mask {place} of {len(numbers)}, {place_of(card.masks)}"


def gap_texts(card: ClozeCard) -> list[tuple[str, ...]]:
    """What each gap that the card hides holds; where words have readings, either alone, too."""
    found = []
    for kind in ("", "base", "reading") if SEPARATOR in card.note.text else ("",):
        hidden = hidden_contents(card.note.text, kind)
        found.append(tuple(" ".join(text.split()) for n, text in hidden if n == card.number))
    return list(dict.fromkeys(found))


def _with_gaps(tokens: Sequence["Token"], number: int) -> Iterator["Token"]:
    from markdown_it.token import Token  # noqa: PLC0415 - only cloze cards need it

    depth = 0
    for token in tokens:
        if depth or (token.type == "cloze_open" and token.meta["number"] == number):
            if not depth:
                yield Token("text", "", 0, content=f"[{token.meta['hint'] or '…'}]")
            depth += token.nesting if token.type.startswith("cloze_") else 0
        else:
            yield token
