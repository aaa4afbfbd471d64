"""What the learner is shown at any moment of a quiz."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from ipt_cards.deck.answers.arrangement import Arrangement, matching_credit, ordering_credit
from ipt_cards.deck.card import (
    ArrangementCard,
    BasicCard,
    Card,
    ChoiceCard,
    ClozeCard,
    NumericCard,
)
from ipt_cards.deck.markup.plain import ways_to_say
from ipt_cards.deck.media_files.card_media import answer_media, question_media
from ipt_cards.deck.note import OrderingNote
from ipt_cards.deck.showing.plain_text import gap_texts
from ipt_cards.deck.spelling import USUAL
from ipt_cards.scheduling.grade import Grade

if TYPE_CHECKING:
    from fractions import Fraction

    from ipt_cards.quiz.judging.judge import Judgement


Counted = Mapping[str, tuple[str, ...]]
"""The texts that the learner counts as right, by the card's key."""

NONE_COUNTED: Counted = MappingProxyType({})

COUNTED = "you count it as right"
"""Why a text is right that the deck doesn't have."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A question whose answer is still hidden.

    options: the card's options in the order shown: indices, for a choice card into its answers
        followed by its distractors.
    marked: the options that the learner picked so far, where several are right.
    arrangement: the option that was put into each place so far, where each has a place of its own.
    since_ms: when it was asked, UTC milliseconds.
    """

    card: Card
    options: tuple[int, ...]
    since_ms: int
    marked: frozenset[int] = frozenset()
    arrangement: tuple[int | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed answer and what was found of it.

    counted: the text by which it is right, of those that the learner counts as right; "" if it is
        judged by the deck alone.
    """

    text: str
    judgement: "Judgement"
    counted: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The options that the learner chose."""

    options: frozenset[int]
    right: bool


@dataclass(frozen=True, slots=True)
class Arranged:
    """The option that the learner put into each place, and the share of the mark for it."""

    arrangement: tuple[int | None, ...]
    credit: "Fraction"


Response = Typed | Chosen | Arranged


@dataclass(frozen=True, slots=True)
class Revealed:
    """A question with its answer. `response` is None where the learner only thought, or gave up."""

    asked: Asking
    response: Response | None = None

    @property
    def suggested(self) -> Grade | None:
        """The grade to offer first; None where only the learner can know."""
        match self.response:
            case Typed(judgement=judgement):
                return judgement.suggested
            case Chosen(right=right):
                return Grade.GOOD if right else Grade.AGAIN
            case Arranged(credit=credit):
                return Grade.GOOD if credit == 1 else Grade.AGAIN
            case None:
                return Grade.AGAIN if asks_for_response(self.asked.card) else None


@dataclass(frozen=True, slots=True)
class Finished:
    """Nothing is left to ask."""


Screen = Asking | Revealed | Finished


def asked(card: Card, shuffle: str, since_ms: int) -> Asking:
    """The question of a card. `shuffle` decides the order of its options, the same each time."""
    options = list(range(_options(card)))
    random.Random(shuffle).shuffle(options)  # noqa: S311 - no secret
    places = len(options) if isinstance(card, ArrangementCard) else 0
    return Asking(card, tuple(options), since_ms, arrangement=(None,) * places)


def _options(card: Card) -> int:
    match card:
        case ChoiceCard(note):
            return len(note.answers) + len(note.distractors)
        case ArrangementCard():
            return len(card.options)
        case _:
            return 0


def typed(
    asking: Asking, text: str, cards: Mapping[str, Card], counted: Counted = NONE_COUNTED
) -> Revealed:
    """The answer after the learner typed one; an empty one is giving up. cards: the deck's."""
    if not text.strip():
        return Revealed(asking)
    judgement = judged(asking.card, text, cards, counted)
    by = judgement.nearest if judgement.why == COUNTED else ""
    return Revealed(asking, Typed(text, judgement, by))


def judged(
    card: Card, text: str, cards: Mapping[str, Card], counted: Counted = NONE_COUNTED
) -> "Judgement":
    """What is found of a text that was typed for a card of a deck with these cards."""
    found = _judged(card, text, cards)
    if card.key not in counted:
        return found
    from ipt_cards.quiz.judging.judge import Judgement, Verdict, judge  # noqa: PLC0415 - as below

    if found.verdict is not Verdict.RIGHT:
        spelling = card.note.spelling if isinstance(card, BasicCard | ClozeCard) else USUAL
        for also in counted[card.key]:
            if judge(text, [also], (), spelling).verdict is Verdict.RIGHT:
                return Judgement(Verdict.RIGHT, also, (), COUNTED)
    return found


def _judged(card: Card, text: str, cards: Mapping[str, Card]) -> "Judgement":
    if isinstance(card, NumericCard):
        from ipt_cards.quiz.judging.numeric import judge_number  # noqa: PLC0415 - as below

        return judge_number(text, card.note)
    from ipt_cards.quiz.judging.judge import judge  # noqa: PLC0415 - most cards aren't typed

    if not isinstance(card, BasicCard | ClozeCard):
        raise TypeError(f"{card.key} is not a typed card")
    spelling = card.note.spelling
    if isinstance(card, ClozeCard) and len(gap_texts(card)[0]) > 1:
        from ipt_cards.quiz.judging.gaps import judge_gaps  # noqa: PLC0415 - as above

        accepted = [way for text in card.note.accept for way in ways_to_say(text)]
        return judge_gaps(text, gap_texts(card), accepted, spelling)
    others = (
        answer
        for other in cards.values()
        if other.key != card.key and isinstance(other, BasicCard | ClozeCard) and other.note.typed
        for answer in right_answers(other)
    )
    return judge(text, right_answers(card), others, spelling)


def can_be_counted(screen: "Screen | None") -> bool:
    """Whether a typed answer is shown that the learner may count as right, or no longer."""
    if not isinstance(screen, Revealed) or not isinstance(screen.response, Typed):
        return False
    return bool(screen.response.counted) or screen.suggested is not Grade.GOOD


def chosen(asking: Asking, options: frozenset[int]) -> Revealed:
    """The answer after the learner chose; nothing chosen is giving up."""
    if not options or not isinstance(asking.card, ChoiceCard):
        return Revealed(asking)
    right = options == frozenset(range(len(asking.card.note.answers)))
    return Revealed(asking, Chosen(options, right))


def arranged(asking: Asking) -> Revealed:
    """The answer after the learner arranged the options; none in its place is giving up."""
    if not isinstance(asking.card, ArrangementCard) or not any(
        option is not None for option in asking.arrangement
    ):
        return Revealed(asking)
    credit = credit_of(asking.card, asking.arrangement)
    return Revealed(asking, Arranged(asking.arrangement, credit))


def credit_of(card: ArrangementCard, arrangement: Arrangement) -> "Fraction":
    """The share of the mark for an arrangement of a card's options."""
    is_order = isinstance(card.note, OrderingNote)
    return ordering_credit(arrangement) if is_order else matching_credit(arrangement)


def card_on(screen: Asking | Revealed) -> Card:
    """The card that a screen shows."""
    return screen.card if isinstance(screen, Asking) else screen.asked.card


def in_deck(
    cards: Mapping[str, Card], screen: Asking | Revealed, counted: Counted = NONE_COUNTED
) -> Asking | Revealed | None:
    """The screen with its card as the deck now has it; None where the deck has it no more."""
    before = card_on(screen)
    card = cards.get(before.key)
    if card is None or card == before:
        return None if card is None else _with_card(screen, card)
    asking = screen if isinstance(screen, Asking) else screen.asked
    if isinstance(card, ChoiceCard | ArrangementCard):
        # Its options may mean something else now.
        return asked(card, card.key, asking.since_ms)
    renewed = Asking(card, (), asking.since_ms)
    if isinstance(screen, Asking) or is_typed(card) != isinstance(screen.response, Typed):
        return renewed
    text = screen.response.text if isinstance(screen.response, Typed) else ""
    return typed(renewed, text, cards, counted)


def media_shown(screen: Screen | None) -> list[str]:
    """The media of the side that is shown, as written: none of the answer's before it is there."""
    match screen:
        case Asking(card, options):
            return question_media(card, options)
        case Revealed(asked):
            return answer_media(asked.card, asked.options)
        case _:
            return []


def is_typed(card: Card) -> bool:
    """Whether the learner types the answer."""
    return isinstance(card, NumericCard) or (
        isinstance(card, BasicCard | ClozeCard) and card.note.typed
    )


def asks_for_response(card: Card) -> bool:
    """Whether the learner answers by more than a thought."""
    return is_typed(card) or isinstance(card, ChoiceCard | ArrangementCard)


def right_answers(card: Card) -> list[str]:
    """The plain texts of which any is right for a typed card, the one on the card first."""
    if isinstance(card, ClozeCard):
        ways = [", ".join(gaps) for gaps in gap_texts(card)]
        return [*ways, *(way for text in card.note.accept for way in ways_to_say(text))]
    if not isinstance(card, BasicCard):
        raise TypeError(f"{card.key} is not a typed card")
    also = card.note.accept if card.direction == "forward" else ()
    return [way for answer in (card.answer, *also) for way in ways_to_say(answer)]


def _with_card(screen: Asking | Revealed, card: Card) -> Asking | Revealed:
    # Equal notes may stand at different places in their files, which editing the note needs.
    if isinstance(screen, Asking):
        return replace(screen, card=card)
    return replace(screen, asked=replace(screen.asked, card=card))
