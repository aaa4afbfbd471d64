"""A card with its question, its answer, and what is known of it."""

from dataclasses import dataclass

from ipt_cards.deck.card import Card
from ipt_cards.deck.note import Note
from ipt_cards.progress.statistics.answers import answers_of
from ipt_cards.quiz.screen import asked
from ipt_cards.scheduling.card_progress import UNSEEN
from ipt_cards.study.cards.standing import CardStanding, ShownCard
from ipt_cards.study.editor import why_not_edited
from ipt_cards.study.open_decks import OpenDeck
from ipt_cards.study.presenting.cards import away, change_told, memory_told
from ipt_cards.study.presenting.grades import grade_name
from ipt_cards.study.presenting.words import duration
from ipt_cards.web.cards.media import DeckMedia
from ipt_cards.web.cards.view import CardView, question_view, whole_view
from ipt_cards.web.learner import Learner


@dataclass(frozen=True, slots=True)
class CardPage:
    """A card as it will be asked, with its answer.

    facts: what is known of it, each with its label. history: rows of when, grade, interval, kind,
    time.
    """

    key: str
    note: str
    question: CardView
    answer: CardView
    facts: tuple[tuple[str, str], ...]
    suspended: bool
    can_edit: bool
    history: tuple[tuple[str, str, str, str, str], ...]


def card_of(opened: OpenDeck, key: str) -> Card:
    """A card of a deck. Raises KeyError."""
    topic = next((topic for topic in opened.deck.topics if key in topic.card_keys), None)
    if topic is None:
        raise KeyError(key)
    return topic.card(key)


def note_of(opened: OpenDeck, note_id: str) -> Note:
    """A note of a deck. Raises KeyError."""
    for topic in opened.deck.topics:
        for key in topic.card_keys:
            if key.partition("/")[0] == note_id:
                return topic.card(key).note
    raise KeyError(note_id)


def card_page(learner: Learner, opened: OpenDeck, key: str) -> CardPage:
    """The card's page. Raises KeyError."""
    card = card_of(opened, key)
    media = DeckMedia(opened.deck.id, opened.folder)
    known = learner.log.progress().get(key, UNSEEN)
    today = learner.calendar.day(learner.clock())
    standing = CardStanding(card, opened.labels.topics[key], known, today)
    reviews = [review for review in learner.log.reviews() if review.card == key]
    history = answers_of(reviews, learner.scheduler)
    shown = ShownCard(standing, history, learner.calendar, learner.scheduler)
    facts = [("Topic", standing.topic), ("State", ", ".join(standing.states))]
    if card.note.tags:
        facts.append(("Tags", " ".join(card.note.tags)))
    if standing.due is not None:
        facts.append(("Due", f"{standing.due_date} ({away(standing.due - today)})"))
    if not standing.state.is_new:
        facts.append(("Memory", memory_told(standing.state)))
    facts.append(("Note", str(card.note.at)))
    return CardPage(
        key=key,
        note=card.note.id,
        question=question_view(asked(card, key, 0), opened.labels, media),
        answer=whole_view(card, opened.labels, media),
        facts=tuple(facts),
        suspended=known.suspended,
        can_edit=not why_not_edited(opened.folder / card.note.at.file),
        history=tuple(
            (
                f"{shown.instant(answer):%Y-%m-%d %H:%M}",
                grade_name(answer.grade),
                change_told(answer),
                answer.kind.value,
                duration(answer.duration_ms) if answer.duration_ms else "–",
            )
            for answer in reversed(history)
        ),
    )
