"""How far choice notes can be answered by test-wiseness alone, knowing nothing.

Whoever knows nothing goes by what item writers give away (Millman, Bishop & Ebel 1965, "An analysis
of test-wiseness"; NBME, "Constructing Written Test Questions", on technical flaws): each cue is a
way to choose by itself, and all of them vote together. Where cues leave options even, one of them
is guessed, and the score is what guessing gives on average: nothing here is random.
"""

import math
import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import NamedTuple

from ipt_cards.deck.deck import Deck
from ipt_cards.deck.note import ChoiceNote
from ipt_cards.deck.rules.style.option_grammar import form_of
from ipt_cards.deck.rules.style.options import Options, absolute_word
from ipt_cards.deck.rules.style.words import content_stems, words
from ipt_cards.deck.spelling import ENGLISH

_QUALIFIED = re.compile(
    r"\d|\(|,|\b(?:usually|often|may|can|some|most|about|such as|because|especially|depending|"
    r"that|which|when|if)\b",
    re.IGNORECASE,
)

Cue = Callable[[Options], list[float]]
"""How much speaks for each option, in their order; more is better."""


class Score(NamedTuple):
    """The points that choosing by something gets of the notes it was tried on.

    chance: the points of guessing. spread: the standard deviation of those.
    """

    points: float
    chance: float
    spread: float
    notes: int

    @property
    def share(self) -> float:
        """Of the points that there are."""
        return self.points / self.notes if self.notes else 0.0

    @property
    def chance_share(self) -> float:
        """Of the points that there are, what guessing gets."""
        return self.chance / self.notes if self.notes else 0.0

    def chance_range(self, deviate: float) -> tuple[float, float]:
        """The shares that guessing stays within, so many standard deviations about its mean."""
        if not self.notes:
            return 0.0, 0.0
        reach = deviate * self.spread
        low, high = self.chance - reach, self.chance + reach
        return max(0.0, low / self.notes), min(1.0, high / self.notes)


class BlindScore(NamedTuple):
    """How the choice notes of a deck do: by all cues together, and by each alone.

    gains: what is gained over guessing by the notes that gain something, by their ids, most first.
    """

    all: Score
    by_cue: dict[str, Score]
    gains: dict[str, float]


def longest(options: Options) -> list[float]:
    """The longest option."""
    return [float(len(option)) for option in options.all]


def most_specific(options: Options) -> list[float]:
    """The one with most figures, qualifications and clauses."""
    return [float(len(_QUALIFIED.findall(option))) for option in options.all]


def clang(options: Options) -> list[float]:
    """The one that repeats most words of the question."""
    question = content_stems(options.question)
    return [float(len(question & content_stems(option))) for option in options.all]


def odd_one(options: Options) -> list[float]:
    """The one whose grammatical form no other has."""
    forms = [form_of(option) for option in options.all]
    return [float(forms.count(form) == 1) for form in forms]


def most_overlap(options: Options) -> list[float]:
    """The one that shares most words with the others: distractors are made from the right one."""
    stems = [content_stems(option) or frozenset(words(option)) for option in options.all]
    return [
        float(sum(len(one & other) for place, other in enumerate(stems) if place != own))
        for own, one in enumerate(stems)
    ]


def not_absolute(options: Options) -> list[float]:
    """Any but those with absolute words."""
    return [0.0 if absolute_word(option) else 1.0 for option in options.all]


CUES: dict[str, Cue] = {
    "longest": longest,
    "most specific": most_specific,
    "clang with the question": clang,
    "odd one": odd_one,
    "most overlap with the others": most_overlap,
    "no absolute word": not_absolute,
}
"""Each cue by its name; the first alone goes by no English words."""


def blind_score(deck: Deck) -> BlindScore:
    """The score of choosing by cues alone, over all choice notes with a distractor."""
    asked = {
        note.id: Options.of(note)
        for note in deck.notes()
        if isinstance(note, ChoiceNote) and note.distractors
    }
    notes = list(asked.values())
    cues = CUES if deck.language == ENGLISH else {"longest": longest}
    by_cue = {name: _score(notes, cue) for name, cue in cues.items()}

    @cache  # asked for each note by itself, and for all together
    def all_cues(options: Options) -> list[float]:
        return votes(options, cues.values())

    alone = {note_id: _score([options], all_cues) for note_id, options in asked.items()}
    gains = {note_id: score.points - score.chance for note_id, score in alone.items()}
    # Sums of votes are never exact.
    gaining = {note_id: gain for note_id, gain in gains.items() if gain > 1e-9}
    most_first = dict(sorted(gaining.items(), key=lambda each: -round(each[1], 9)))
    return BlindScore(_score(notes, all_cues), by_cue, most_first)


def votes(options: Options, cues: Iterable[Cue]) -> list[float]:
    """For each option how many cues speak for it; a cue's vote is parted among its favourites."""
    total = [0.0] * len(options.all)
    for cue in cues:
        liked = cue(options)
        favourites = [place for place, value in enumerate(liked) if value == max(liked)]
        if len(favourites) < len(liked):
            for place in favourites:
                total[place] += 1 / len(favourites)
    return total


def _score(notes: Sequence[Options], cue: Cue) -> Score:
    points = chance = variance = 0.0
    for options in notes:
        right, count = len(options.right), len(options.all)
        points += expected_points(cue(options), right)
        chance += right / count
        # Drawing as many as are right, without putting back: the hypergeometric distribution.
        hits = right * (right / count) * (1 - right / count) * (count - right) / (count - 1)
        variance += hits / right**2
    return Score(points, chance, math.sqrt(variance), len(notes))


def expected_points(liked: Sequence[float], right: int) -> float:
    """The share of the right options among as many that are liked best, ties guessed.

    liked: what speaks for each option, the right ones first. right: how many those are.
    """
    ranked = sorted(liked, reverse=True)
    last = round(ranked[right - 1], 9)
    sure = sum(round(value, 9) > last for value in liked)
    even = [place for place, value in enumerate(liked) if round(value, 9) == last]
    hits = sum(round(value, 9) > last for value in liked[:right])
    guessed = (right - sure) * sum(place < right for place in even) / len(even)
    return (hits + guessed) / right
