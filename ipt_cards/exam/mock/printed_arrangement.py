"""Steps to put in order and pairs to match, on paper: with blanks for numbers or letters."""

from ipt_cards.deck.card import ArrangementCard
from ipt_cards.deck.markup.card_html import EmbedImage, card_html
from ipt_cards.deck.note import MatchingNote
from ipt_cards.exam.mock.paper import Question

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BLANK = '<span class="box"></span>'


def asked_arrangement(question: Question, card: ArrangementCard, embed: EmbedImage) -> str:
    """The question, a box before each step or left side, and the right sides by their letters."""
    text = f'<div class="text">{card_html(card.note.question, embed)}</div>\n'
    shown = [card_html(card.options[option], embed) for option in question.options]
    if not isinstance(card.note, MatchingNote):
        items = "".join(f'<li>{_BLANK}<div class="option">{each}</div></li>\n' for each in shown)
        hint = '<p class="hint">Number the steps in their order.</p>\n'
        return f'{text}{hint}<ol class="options">\n{items}</ol>\n'
    left = "".join(
        f'<li>{_BLANK}<div class="option">{card_html(pair.left, embed)}</div></li>\n'
        for pair in card.note.pairs
    )
    right = "".join(
        f'<li><span class="letter">{letter_of(place)}</span><div class="option">{each}</div></li>\n'
        for place, each in enumerate(shown)
    )
    hint = '<p class="hint">Write the letter that belongs to each.</p>\n'
    return (
        f'{text}{hint}<div class="columns"><ol class="options">\n{left}</ol>\n'
        f'<ol class="options">\n{right}</ol></div>\n'
    )


def answered_arrangement(question: Question, card: ArrangementCard, embed: EmbedImage) -> str:
    """The steps in their order, or each left side with its letter and its right side."""
    options = card.options
    if not isinstance(card.note, MatchingNote):
        return "".join(
            f'<div class="right option">{place}. {unwrapped(card_html(step, embed))}</div>\n'
            for place, step in enumerate(options, start=1)
        )
    return "".join(
        f'<div class="right option">{unwrapped(card_html(pair.left, embed))}: '
        f"{letter_of(question.options.index(place))} "
        f"{unwrapped(card_html(pair.right, embed))}</div>\n"
        for place, pair in enumerate(card.note.pairs)
    )


def letter_of(place: int) -> str:
    """What the option at a place is called."""
    return _LETTERS[place] if place < len(_LETTERS) else str(place + 1)


def unwrapped(rendered: str) -> str:
    """A single paragraph without its tags, to stand on a line after a letter."""
    text = rendered.strip()
    if text.startswith("<p>") and text.endswith("</p>") and text.count("<p>") == 1:
        return text[3:-4]
    return text
