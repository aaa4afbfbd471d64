"""Beginning a mock exam on a deck, and what is kept of one that was handed in."""

import random
from pathlib import Path

from ipt_cards.deck.card_filter import CardFilter
from ipt_cards.deck.deck import Blueprint, Deck
from ipt_cards.exam.mock.levels import Levels
from ipt_cards.exam.mock.paper import Paper, draw
from ipt_cards.exam.mock.past_exam import past_exam
from ipt_cards.exam.mock.sitting import Sitting, begin
from ipt_cards.forecast.exam_card import ExamCard, exam_cards
from ipt_cards.study.clock import now_ms
from ipt_cards.study.configuration.settings import Settings
from ipt_cards.study.exam.exam_files import ExamFiles
from ipt_cards.study.exam.recorded_sitting import RecordedSitting, reviews_of
from ipt_cards.study.review_log import open_log

_SEEDS = 1_000_000
"""Few enough for a seed to be copied from a paper."""


def draw_paper(
    deck: Deck, chosen: CardFilter, questions: int | None, seed: int | None
) -> tuple[Paper, Blueprint]:
    """A paper by the deck's blueprint, which comes with it.

    questions, seed: the blueprint's number of questions, and any seed, where None.

    Raises ValueError, with a message for people, where there is no blueprint, or nothing to ask.
    """
    blueprint = deck.blueprint
    if blueprint is None:
        raise ValueError(
            f"{deck.name} has no blueprint of an exam: write one under `exam:` in its deck.yaml"
        )
    keys = set(chosen.cards_by_key(deck))
    cards = [card for card in exam_cards(deck) if card.key in keys]
    weights = {topic: weight for topic, weight in blueprint.weights if weight}
    asked = [card for card in cards if card.topic in weights]
    if chosen.topics:
        _require_weights(deck, cards, weights)
    if not asked:
        where = " in this choice" if chosen.topics or chosen.tags else ""
        raise ValueError(f"the blueprint's topics have no cards{where} to ask")
    count = min(blueprint.questions, len(asked)) if questions is None else questions
    if seed is None:
        seed = random.SystemRandom().randrange(_SEEDS)
    within = {card.topic for card in asked}
    drawn_from = {topic: weight for topic, weight in weights.items() if topic in within}
    return draw(asked, drawn_from, count, seed, _levels(deck, blueprint)), blueprint


def _levels(deck: Deck, blueprint: Blueprint) -> Levels | None:
    """What the blueprint says of levels; None where it says nothing."""
    if not blueprint.levels:
        return None
    of = {card.key: card.note.level.value for card in deck.cards() if card.note.level}
    return Levels({level.value: weight for level, weight in blueprint.levels}, of)


def minutes_for(blueprint: Blueprint, paper: Paper) -> int:
    """As much time for each question as in the real exam."""
    return max(1, round(blueprint.minutes * len(paper.questions) / blueprint.questions))


def new_sitting(
    deck: Deck, paper: Paper, blueprint: Blueprint, minutes: int, *, logged: bool
) -> Sitting:
    """A sitting of a paper that begins now. logged: whether its answers are to be reviews."""
    return begin(
        f"{random.SystemRandom().getrandbits(128):032x}",
        deck.id,
        paper,
        limit_ms=minutes * 60_000,
        pass_percent=blueprint.pass_percent,
        now_ms=now_ms(),
        logged=logged,
    )


def keep_finished(
    files: ExamFiles, recorded: RecordedSitting, progress_file: Path, settings: Settings
) -> int | None:
    """Keep an exam that was handed in, and add its answers to the log where that is wanted.

    Returns how many answers the log has of it; None where it isn't to have any. A crash at any
    moment loses nothing, and a second time adds nothing; the sitting is still there afterwards.
    """
    sitting = recorded.sitting
    files.keep(past_exam(sitting, recorded.cards))
    if not sitting.logged:
        return None
    reviews = reviews_of(sitting)
    with open_log(progress_file, settings) as log:
        log.append(*reviews)
    return len(reviews)


def _require_weights(deck: Deck, cards: list[ExamCard], weights: dict[str, int]) -> None:
    for topic in dict.fromkeys(card.topic for card in cards):
        if topic not in weights:
            raise ValueError(f"the blueprint asks no question on {deck.topic_names[topic]}")
