"""A paper as one HTML page, made to be printed or saved as a PDF, with its answer key if asked for.

The page needs nothing but itself, and its content security policy lets it load nothing else. The
same paper of the same deck is the same bytes on any machine.
"""

import base64
import hashlib
import html
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
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
)
from ipt_cards.deck.deck import Deck
from ipt_cards.deck.markup.card_html import EmbedImage, card_html
from ipt_cards.deck.markup.plain import to_plain
from ipt_cards.deck.showing.occlusion_html import occluded_html
from ipt_cards.exam.mock.lead_in import lead_in
from ipt_cards.exam.mock.paper import Paper, Question
from ipt_cards.exam.mock.printed_arrangement import (
    answered_arrangement,
    asked_arrangement,
    letter_of,
    unwrapped,
)

_LINE_LENGTH = 60
"""Letters that a hand writes on a line."""
_MOST_LINES = 6


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a paper is printed from.

    minutes: the time allowed. embed: gives the URI of an image of the deck.
    """

    deck: Deck
    paper: Paper
    minutes: int
    pass_percent: int
    embed: EmbedImage


def printed_paper(sheet: Sheet, *, key: bool) -> bytes:
    """The page in UTF-8; with `key` the answers follow on pages of their own."""
    style = _style(sheet)
    allowed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; img-src data:; style-src 'sha256-{allowed}'; base-uri 'none'; "
        "form-action 'none'"
    )
    title = html.escape(f"{sheet.deck.name}: mock exam")
    page = (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f"{_head(sheet)}{_points(sheet)}{_questions(sheet)}{_key(sheet) if key else ''}"
        "</body>\n</html>\n"
    )
    return page.encode()


def _style(sheet: Sheet) -> str:
    folder = files("ipt_cards.exam.mock")
    css = (folder / "printed.css").read_text(encoding="utf-8")
    asked = {question.card.key for question in sheet.paper.questions}
    if any(isinstance(card, OcclusionCard) and card.key in asked for card in sheet.deck.cards()):
        css += (folder / "printed_occlusion.css").read_text(encoding="utf-8")
    footer = f"{sheet.deck.name} · seed {sheet.paper.seed}"
    return f":root {{ --footer: {_css_text(footer)} }}\n{css}"


def _css_text(text: str) -> str:
    # Escaped by number, nothing in it can end the string or the style element.
    safe = (sign if sign.isalnum() and sign.isascii() else f"\\{ord(sign):06x}" for sign in text)
    return f'"{"".join(safe)}"'


def _head(sheet: Sheet) -> str:
    count = len(sheet.paper.questions)
    facts = (
        f"{_counted(count, 'question')} · {_counted(sheet.minutes, 'minute')} · "
        f"{-(-count * sheet.pass_percent // 100):,} of {_counted(count, 'point')} to pass · "
        f"seed {sheet.paper.seed}"
    )
    return (
        f'<header>\n<h1>{html.escape(sheet.deck.name)}</h1>\n<p class="facts">{facts}</p>\n'
        '<p class="blanks"><span>Name</span><span>Date</span></p>\n</header>\n'
    )


def _points(sheet: Sheet) -> str:
    names = sheet.deck.topic_names
    points = Counter(question.card.topic for question in sheet.paper.questions)
    rows = "".join(
        f"<tr><th>{html.escape(names[topic])}</th><td>{points[topic]}</td><td></td></tr>\n"
        for topic in names
        if points[topic]
    )
    return (
        '<table class="points">\n<thead><tr><th>Topic</th><th>Points</th><th>Reached</th></tr>'
        f"</thead>\n<tbody>\n{rows}</tbody>\n<tfoot><tr><th>All</th><td>{points.total()}</td>"
        "<td></td></tr></tfoot>\n</table>\n"
    )


def _questions(sheet: Sheet) -> str:
    # No question is beside its topic's name, which would be a hint.
    cards = {card.key: card for card in sheet.deck.cards()}
    items = "".join(
        f'<li><span class="number">{number}</span>\n'
        f"{_lead_in(cards[question.card.key], sheet.deck.language)}"
        f"{_asked(question, cards[question.card.key], sheet.embed)}</li>\n"
        for number, question in enumerate(sheet.paper.questions, start=1)
    )
    return f'<main>\n<ol class="questions">\n{items}</ol>\n</main>\n'


def _lead_in(card: Card, language: str) -> str:
    said = lead_in(card, language)
    return f'<p class="hint">{said}</p>\n' if said else ""


def _asked(question: Question, card: Card, embed: EmbedImage) -> str:
    match card:
        case ClozeCard(note, number):
            return f'<div class="text">{card_html(note.text, embed, number)}</div>\n'
        case BasicCard():
            answer = len(to_plain(card.answer))
            lines = 1 if card.note.typed else min(_MOST_LINES, 2 + answer // _LINE_LENGTH)
            blank = '<div class="line"></div>' * lines
            return f'<div class="text">{card_html(card.question, embed)}</div>\n{blank}\n'
        case ChoiceCard(note):
            several = len(note.answers) > 1
            hint = '<p class="hint">More than one is right.</p>\n' if several else ""
            options = "".join(
                f'<li><span class="letter">{letter_of(place)}</span>'
                f'<div class="option">{card_html(_option(card, option), embed)}</div></li>\n'
                for place, option in enumerate(question.options)
            )
            kind = "options several" if several else "options"
            return (
                f'<div class="text">{card_html(note.question, embed)}</div>\n{hint}'
                f'<ol class="{kind}">\n{options}</ol>\n'
            )
        case OcclusionCard(note):
            header = f'<div class="text">{card_html(note.header, embed)}</div>\n'
            blanks = '<div class="line"></div>\n' * len(card.masks)
            return (header if note.header else "") + occluded_html(card, embed) + blanks
        case NumericCard(note):
            line = '<div class="line short"></div>'
            return f'<div class="text">{card_html(note.question, embed)}</div>\n{line}\n'
        case ArrangementCard():
            return asked_arrangement(question, card, embed)


def _key(sheet: Sheet) -> str:
    cards = {card.key: card for card in sheet.deck.cards()}
    topics = sheet.deck.topic_names
    items = "".join(
        f'<li><span class="number">{number}</span>'
        f'<span class="topic">{html.escape(topics[question.card.topic])}<br>'
        f"{html.escape(question.card.key)}</span>\n"
        f"{_answered(question, cards[question.card.key], sheet.embed)}"
        f"{_notes(cards[question.card.key], sheet.deck.sources, sheet.embed)}</li>\n"
        for number, question in enumerate(sheet.paper.questions, start=1)
    )
    return (
        '<section class="key">\n<h2>Answer key</h2>\n'
        f'<p class="facts">{html.escape(sheet.deck.name)} · seed {sheet.paper.seed}</p>\n'
        f'<ol class="questions">\n{items}</ol>\n</section>\n'
    )


def _answered(question: Question, card: Card, embed: EmbedImage) -> str:
    match card:
        case ClozeCard(note, number):
            return f'<div class="text">{card_html(note.text, embed, number, filled=True)}</div>\n'
        case BasicCard():
            also = card.note.accept if card.direction == "forward" else ()
            more = "; ".join(html.escape(to_plain(text)) for text in also)
            accepted = f'<p class="extra">Also right: {more}</p>\n' if more else ""
            return f'<div class="answer text">{card_html(card.answer, embed)}</div>\n{accepted}'
        case ChoiceCard(note):
            found = ""
            for place, option in enumerate(question.options):
                text = card_html(_option(card, option), embed)
                if option < len(note.answers):
                    found += (
                        f'<div class="right option">{letter_of(place)} ✓ {unwrapped(text)}</div>\n'
                    )
                else:
                    why = card_html(note.distractors[option - len(note.answers)].why, embed)
                    found += f'<div class="why">{letter_of(place)} ✗ {unwrapped(why)}</div>\n'
            return found
        case OcclusionCard():
            labels = [card_html(mask.label, embed) for mask in card.masks if mask.label]
            if not labels:
                return occluded_html(card, embed, lifted=True)
            return "".join(f'<div class="answer text">{label}</div>\n' for label in labels)
        case NumericCard(note):
            within = tolerated(note)
            hint = f'<p class="extra">Right from {html.escape(within)}</p>\n' if within else ""
            return f'<div class="answer text">{html.escape(numeric_answer(note))}</div>\n{hint}'
        case ArrangementCard():
            return answered_arrangement(question, card, embed)


def _notes(card: Card, sources: Mapping[str, str], embed: EmbedImage) -> str:
    extra = card_html(card.note.extra, embed)
    names = "; ".join(html.escape(to_plain(sources.get(s, s))) for s in card.note.sources)
    return (f'<div class="extra">{extra}</div>\n' if extra else "") + (
        f'<p class="source">Source: {names}</p>\n' if names else ""
    )


def _option(card: ChoiceCard, option: int) -> str:
    answers = card.note.answers
    if option < len(answers):
        return answers[option]
    return card.note.distractors[option - len(answers)].text


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count:,} {noun}s"
