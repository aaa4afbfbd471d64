"""A deck as cards for print: one HTML page that needs nothing but itself.

Each card is a strip, its question beside its answer: cut out and folded in the middle, it is a card
of paper, on any printer. The page's content security policy lets it load nothing, and the same deck
is the same bytes.
"""

import base64
import hashlib
import html
from collections.abc import Callable, Sequence
from importlib.resources import files

from ipt_cards.deck.answers.numeric import numeric_answer, tolerated
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
from ipt_cards.deck.deck import Deck
from ipt_cards.deck.markup.card_html import card_html
from ipt_cards.deck.markup.parser import medium_kind
from ipt_cards.deck.media_files.media import MediaFolder, media_in
from ipt_cards.deck.note import MatchingNote, OrderingNote
from ipt_cards.deck.showing.occlusion_html import occluded_html
from ipt_cards.formats.banks.writing import mixed_places, options_of
from ipt_cards.formats.exported import Exported, NotSaid
from ipt_cards.formats.sheet.unsaid import unsaid_on_paper

_KINDS = {".jpg": "jpeg", ".svg": "svg+xml"}


def write(deck: Deck, media: MediaFolder) -> Exported:
    """The page, and what isn't in it. Raises OSError where a picture can't be read."""

    def embed(written: str) -> str:
        image = media.locate(written)
        suffix = image.suffix.lower()
        kind = _KINDS.get(suffix, suffix.removeprefix("."))
        return f"data:image/{kind};base64,{base64.b64encode(image.read_bytes()).decode()}"

    style = (files("ipt_cards.formats.sheet") / "cards.css").read_text(encoding="utf-8")
    allowed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; img-src data:; style-src 'sha256-{allowed}'; base-uri 'none'; "
        "form-action 'none'"
    )
    strips = "".join(
        _strip(card, topic.name, embed)
        for topic in deck.topics
        for note in topic.notes
        for card in cards_of(note)
    )
    page = (
        f'<!doctype html>\n<html lang="{html.escape(deck.language)}">\n<head>\n'
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(deck.name)}: cards</title>\n<style>{style}</style>\n</head>\n"
        f"<body>\n{strips}</body>\n</html>\n"
    )
    silent = (
        NotSaid("sounds and videos", note)
        for note in deck.notes()
        if any(medium_kind(written) != "image" for written in media_in([note]))
    )
    losses = (*unsaid_on_paper(deck), *silent)
    return Exported({f"{deck.id}.cards.html": page.encode()}, losses)


Embed = Callable[[str], str]


def _strip(card: Card, topic: str, embed: Embed) -> str:
    asked, answered = _faces(card, embed)
    extra = card_html(card.note.extra, embed)
    told = f'<div class="extra">{extra}</div>\n' if extra else ""
    label = f'<p class="topic">{html.escape(topic)}</p>\n'
    return (
        f'<section class="card">\n<div class="side">\n{label}<div>{asked}</div>\n</div>\n'
        f'<div class="side">\n{label}<div>{answered}{told}</div>\n</div>\n</section>\n'
    )


def _faces(card: Card, embed: Embed) -> tuple[str, str]:
    """The question and the answer of a card."""
    match card:
        case BasicCard():
            also = card.note.accept if card.direction == "forward" else ()
            more = "".join(f'<div class="extra">{card_html(each, embed)}</div>' for each in also)
            return card_html(card.question, embed), card_html(card.answer, embed) + more
        case ClozeCard(note, number):
            filled = card_html(note.text, embed, number, filled=True)
            return card_html(note.text, embed, number), filled
        case ChoiceCard():
            return _choice(card, embed)
        case NumericCard(note):
            within = tolerated(note)
            hint = f'<p class="extra">{html.escape(within)}</p>' if within else ""
            answer = f"<p>{html.escape(numeric_answer(note))}</p>{hint}"
            return card_html(note.question, embed), answer
        case OcclusionCard(note):
            labels = "".join(card_html(mask.label, embed) for mask in card.masks if mask.label)
            lifted = occluded_html(card, embed, lifted=True)
            header = card_html(note.header, embed)
            return header + occluded_html(card, embed), labels or lifted
        case ArrangementCard(note):
            return _arrangement(note, embed)


def _choice(card: ChoiceCard, embed: Embed) -> tuple[str, str]:
    options = options_of(card.note)
    listed = _list("A", [card_html(each.text, embed) for each in options])
    answers = ""
    for place, option in enumerate(options):
        letter = chr(ord("A") + place)
        if option.is_right:
            answers += f"<div><b>{letter}</b> {card_html(option.text, embed)}</div>\n"
    for place, option in enumerate(options):
        if option.why:
            letter = chr(ord("A") + place)
            why = card_html(option.why, embed)
            answers += f'<div class="extra"><b>{letter}</b> ✗ {why}</div>\n'
    return card_html(card.note.question, embed) + listed, answers


def _arrangement(note: OrderingNote | MatchingNote, embed: Embed) -> tuple[str, str]:
    asked = card_html(note.question, embed)
    if isinstance(note, OrderingNote):
        steps = [card_html(step, embed) for step in note.steps]
        mixed = [steps[place] for place in mixed_places(note.id, len(steps))]
        return asked + _list("A", mixed), _list("1", steps)
    left = [card_html(pair.left, embed) for pair in note.pairs]
    places = mixed_places(note.id, len(note.pairs))
    right = [note.pairs[place].right for place in places]
    asked += _list("1", left) + _list("A", [card_html(text, embed) for text in right])
    letters = [chr(ord("A") + right.index(pair.right)) for pair in note.pairs]
    pairs = [
        f"<b>{letter}</b> {card_html(pair.right, embed)}"
        for letter, pair in zip(letters, note.pairs, strict=True)
    ]
    return asked, _list("1", pairs)


def _list(numbered: str, items: Sequence[str]) -> str:
    listed = "".join(f"<li>{item}</li>\n" for item in items)
    return f'<ol type="{numbered}">\n{listed}</ol>\n'
