"""What exams need to know of a deck's cards, kept so that its notes needn't be made for it."""

import json
from collections.abc import Iterable

from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.file_notes import FileNotes
from ipt_cards.deck.reading.cache.entries import Entries, as_json, key_of
from ipt_cards.forecast.exam_card import ExamCard, Form, in_learning_order, topic_exam_cards
from ipt_cards.study.decks import kept_entries

VERSION = "1"
"""To be raised whenever exams need to know something else of the same card."""


def kept_exam_cards(deck: Deck) -> tuple[ExamCard, ...]:
    """The same as `exam_cards` has them."""
    entries = kept_entries()
    return in_learning_order(
        deck, [card for topic in deck.topics for card in _cards_of(topic, entries)]
    )


def _cards_of(topic: Topic, entries: Entries) -> Iterable[ExamCard]:
    if not isinstance(topic.notes, FileNotes):
        return topic_exam_cards(topic)
    key = key_of(topic.notes.overview.digest, VERSION)
    kept = entries.find("exam", key)
    if kept is not None:
        forms = {form.value: form for form in Form}
        return [
            ExamCard(card, topic.id, forms[form], options, right)
            for card, (form, options, right) in zip(topic.card_keys, json.loads(kept), strict=True)
        ]
    cards = topic_exam_cards(topic)
    rows = [(card.form.value, card.options, card.right) for card in cards]
    entries.keep("exam", key, as_json(rows))
    return cards
