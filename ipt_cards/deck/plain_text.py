"""A card's question and answer as plain text, for lists and scripts."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ipt_cards.deck.card import BasicCard, Card, ChoiceCard, ClozeCard
from ipt_cards.deck.markup.parser import parse
from ipt_cards.deck.markup.plain import hidden_contents, plain_of, to_plain

if TYPE_CHECKING:
    from markdown_it.token import Token


def question_text(card: Card) -> str:
    """What the card asks, on one line; a cloze that it hides shows as `[hint]` or `[…]`."""
    match card:
        case BasicCard():
            return to_plain(card.question)
        case ChoiceCard():
            return to_plain(card.note.question)
        case ClozeCard():
            tokens = parse(card.note.text, gaps=True)
            for token in tokens:
                token.children = list(_with_gaps(token.children or (), card.number))
            return " ".join(plain_of(tokens, hide=card.number).split())


def answer_texts(card: Card) -> list[str]:
    """What the card wants to hear, each a line: several for a choice or a cloze of several gaps."""
    match card:
        case BasicCard():
            return [to_plain(card.answer)]
        case ChoiceCard():
            return [to_plain(answer) for answer in card.note.answers]
        case ClozeCard():
            hidden = hidden_contents(card.note.text)
            return [" ".join(text.split()) for number, text in hidden if number == card.number]


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
