"""Looking through the cards of a deck."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from ipt_cards.deck.card_filter import CardFilter, deck_tags
from ipt_cards.deck.deck import Deck
from ipt_cards.deck.showing.plain_text import answer_texts, question_text
from ipt_cards.progress.statistics.card_states import State
from ipt_cards.scheduling.card_progress import UNSEEN
from ipt_cards.study.cards.standing import CardStanding
from ipt_cards.study.open_decks import OpenDeck
from ipt_cards.web.learner import Learner

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cards are looked for; "" and None for no matter. page: counted from 1."""

    words: str = ""
    topic: str = ""
    tag: str = ""
    state: str = ""
    page: int = 1

    def address(self, page: int) -> str:
        """The same on another page, as it stands in an address."""
        fields = [("q", self.words), ("topic", self.topic), ("tag", self.tag)]
        fields += [("state", self.state), ("page", str(page) if page > 1 else "")]
        return "?" + urlencode([(name, value) for name, value in fields if value])


@dataclass(frozen=True, slots=True)
class CardRow:
    """A card in the list."""

    key: str
    question: str
    topic: str
    states: str
    due: str


@dataclass(frozen=True, slots=True)
class BrowseView:
    """A page of the list. topics: ids and names."""

    wanted: Wanted
    topics: tuple[tuple[str, str], ...]
    tags: tuple[str, ...]
    states: tuple[str, ...]
    found: int
    rows: tuple[CardRow, ...]
    pages: int


class CardTexts:
    """What can be searched of each deck's cards, put together when it is first searched."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Deck, dict[str, str]]] = {}

    def of(self, deck: Deck) -> dict[str, str]:
        """The text of each card by its key, folded for comparing."""
        kept = self._kept.get(deck.id)
        if kept is None or kept[0] is not deck:
            texts = {
                card.key: "\n".join((card.key, question_text(card), *answer_texts(card))).casefold()
                for card in deck.cards()
            }
            kept = self._kept[deck.id] = deck, texts
        return kept[1]


def browse_view(learner: Learner, opened: OpenDeck, wanted: Wanted, texts: CardTexts) -> BrowseView:
    """The cards looked for. Raises UnknownChoiceError for a topic or tag that isn't there."""
    keys = list(_found(learner, opened.deck, wanted, texts))
    pages = max(1, -(-len(keys) // ON_A_PAGE))
    page = min(wanted.page, pages)
    shown = keys[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    cards = CardFilter().cards_by_key(opened.deck)
    progress = learner.log.progress()
    today = learner.calendar.day(learner.clock())
    rows = []
    for key in shown:
        known = progress.get(key, UNSEEN)
        row = CardStanding(cards[key], opened.labels.topics[key], known, today)
        rows.append(
            CardRow(key, row.question, row.topic, ", ".join(row.states), row.due_date or "–")
        )
    return BrowseView(
        wanted=Wanted(wanted.words, wanted.topic, wanted.tag, wanted.state, page),
        topics=tuple((topic.id, topic.name) for topic in opened.deck.topics),
        tags=tuple(deck_tags(opened.deck)),
        states=("due", *(state.value for state in State)),
        found=len(keys),
        rows=tuple(rows),
        pages=pages,
    )


def _found(learner: Learner, deck: Deck, wanted: Wanted, texts: CardTexts) -> Iterator[str]:
    topics = (wanted.topic,) if wanted.topic else ()
    tags = (wanted.tag,) if wanted.tag else ()
    cards = CardFilter(topics, tags).cards_by_key(deck)
    words = wanted.words.casefold().split()
    text_of = texts.of(deck) if words else {}
    progress = learner.log.progress() if wanted.state else {}
    today = learner.calendar.day(learner.clock())
    for key in cards:
        if words and not all(word in text_of[key] for word in words):
            continue
        if wanted.state:
            row = CardStanding(cards[key], "", progress.get(key, UNSEEN), today)
            is_due = wanted.state == "due" and row.due == today
            if not is_due and wanted.state not in row.states:
                continue
        yield key
