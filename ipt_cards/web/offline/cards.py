"""The cards that a page has with it: each as it would be shown, before and after its answer."""

from dataclasses import dataclass

from ipt_cards.deck.card import ArrangementCard, Card, ChoiceCard
from ipt_cards.deck.deck import Labels
from ipt_cards.deck.note import OrderingNote
from ipt_cards.quiz.screen import Asking, Revealed, asked, is_typed
from ipt_cards.quiz.session import Session
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade
from ipt_cards.study.presenting.grades import GradeKeys
from ipt_cards.web.cards.media import DeckMedia
from ipt_cards.web.cards.view import answer_view, question_view
from ipt_cards.web.pages import Pages
from ipt_cards.web.quiz.view import grade_buttons, way_to_answer

MOST_CARDS = 200


@dataclass(frozen=True, slots=True)
class OfflineCard:
    """A card. What is HTML is what the quiz's page has in that place.

    kind: how it is answered, as the page's script knows it.
    right: the places, in the list that is shown, of the options that are right; of a card whose
        options have places of their own, that of the option for each.
    good, again: the grades, where the answer is right or can't be judged, and where it is wrong.
    """

    key: str
    kind: str
    right: tuple[int, ...]
    question: str
    ask: str
    answer: str
    good: str
    again: str


def questions_to_come(session: Session, now_ms: int) -> list[Asking]:
    """The next questions of a quiz as it stands, the one on the screen first."""
    screen = session.screen
    shown = [screen.asked if isinstance(screen, Revealed) else screen]
    first = [asking for asking in shown if isinstance(asking, Asking)]
    coming = [session.cards[key] for key in session.left.order if key in session.cards]
    seed = session.settings.seed
    for card in coming:
        if len(first) == MOST_CARDS:
            break
        if first and card.key == first[0].card.key:
            continue
        times = sum(turn.card.key == card.key for turn in session.turns)
        first.append(asked(card, f"{seed}/{card.key}/{times}", now_ms))
    return first


def offline_card(  # noqa: PLR0913, PLR0917 - all that is shown
    asking: Asking,
    session: Session,
    labels: Labels,
    media: DeckMedia,
    grades: GradeKeys,
    today: Day,
    pages: Pages,
) -> OfflineCard:
    """A card of a quiz as its page shows it."""
    card = asking.card
    question = question_view(asking, labels, media)
    answer = answer_view(Revealed(asking), labels, media)

    def given(first: Grade) -> str:
        shown = grade_buttons(session, card, first, today, grades)
        return pages.part("quiz_buttons.html", "buttons", shown)

    return OfflineCard(
        key=card.key,
        kind=_kind(card),
        right=_right(asking),
        question=pages.part("card.html", "card", question, choosing=True),
        ask=pages.part("quiz_buttons.html", "buttons", (way_to_answer(card),), question),
        answer=pages.part("card.html", "card", answer),
        good=given(Grade.GOOD),
        again=given(Grade.AGAIN),
    )


def _kind(card: Card) -> str:
    match card:
        case ChoiceCard():
            return "choice"
        case ArrangementCard():
            return "order" if isinstance(card.note, OrderingNote) else "pairs"
        case _:
            return "typed" if is_typed(card) else "thought"


def _right(asking: Asking) -> tuple[int, ...]:
    match asking.card:
        case ChoiceCard(note):
            count = len(note.answers)
        case ArrangementCard() as card:
            count = len(card.options)
        case _:
            count = 0
    return tuple(asking.options.index(option) for option in range(count))
