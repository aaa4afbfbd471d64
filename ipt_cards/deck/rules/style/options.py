"""Rules on the options of a choice note: what gives the right one away, or makes two right."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from ipt_cards.deck.markup.plain import to_plain
from ipt_cards.deck.note import ChoiceNote, Note
from ipt_cards.deck.rules.style.advice import Advice, advice
from ipt_cards.deck.rules.style.words import content_stems, words
from ipt_cards.deck.style_rule import StyleRule

LONGER = 1.3
"""How many times as long as the longest distractor a right option may be before it stands out."""

LONGER_BY = 10
"""Characters: a smaller difference is not seen, however short the options."""

MOST_WORDS = 60
"""Of an option that is compared with others: longer ones are texts."""

_ABSOLUTE_WORDS = """
absolutely always completely entirely everybody everyone everything exclusively impossible
invariably never nobody none nothing solely totally wholly
"""
ABSOLUTE = frozenset(_ABSOLUTE_WORDS.split())
"""Words that leave no exception, wherever they stand."""

OFTEN_ABSOLUTE = frozenset({"all", "every", "only"})
"""Words that need not: they tell something where two options have them."""

_DETAIL = re.compile(
    r"\((?!(?-i:[A-Z0-9/-]+)\))|[;–—]|, that is,|\b(?:such as|for example|e\.g\.|i\.e\.|because|"
    r"especially|provided that|depending on|particularly)\b",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    r"\b(?:all|none|any|both|neither|two|some)\b(?: \w+)?? of (?:the|these)"
    r"(?: (?:\w+ ){0,2}(?:above|these|options|answers|choices|following|others?))?$"
    r"|^(?:both |neither )?\(?[a-h1-8]\)?(?:,? (?:and|nor|or|&) \(?[a-h1-8]\)?)$"
    r"|^(?:all|none|both|neither)(?: of)? (?:the )?(?:above|these|them|those)$"
    r"|\bthe above\b|^all are (?:right|correct|true)$|^none (?:is|are) (?:right|correct|true)$",
    re.IGNORECASE,
)
_NEGATION = frozenset({"no", "not", "without", "never", "neither", "nor", "cannot", "non"})
_RANGE = re.compile(
    r"(?:about |over |under )?(\d+(?:\.\d+)?)(?:\s*(?:–|-|to|and)\s*(\d+(?:\.\d+)?))?\s*(%|\D*)",
)


class Options(NamedTuple):
    """A choice note's texts, plain."""

    question: str
    right: tuple[str, ...]
    wrong: tuple[str, ...]

    @classmethod
    @lru_cache(maxsize=2)  # each rule asks for those of the same note
    def of(cls, note: ChoiceNote) -> "Options":
        """Those of a note."""
        return cls(
            to_plain(note.question),
            tuple(to_plain(answer) for answer in note.answers),
            tuple(to_plain(distractor.text) for distractor in note.distractors),
        )

    @property
    def all(self) -> tuple[str, ...]:
        """The right ones, then the distractors."""
        return self.right + self.wrong


def longest_answer(note: Note) -> Iterator[Advice]:
    """Every right option is clearly longer than every distractor."""
    if not isinstance(note, ChoiceNote) or not note.distractors:
        return
    options = Options.of(note)
    right, wrong = min(map(len, options.right)), max(map(len, options.wrong))
    if right >= LONGER * wrong and right - wrong >= LONGER_BY:
        yield advice(
            note,
            StyleRule.LONGEST,
            f"has a right option of {right} characters, where no distractor has more than {wrong}: "
            "shorten it, or give the distractors as much to say",
        )


def detailed_answer(note: Note) -> Iterator[Advice]:
    """Only right options are qualified, explained or exemplified."""
    if not isinstance(note, ChoiceNote) or len(note.distractors) < 2:
        return
    options = Options.of(note)
    if any(map(_DETAIL.search, options.wrong)) or "`" in "".join(note.answers):
        return
    found = list(map(_DETAIL.search, options.right))
    first = found[0]
    if first and all(found):
        yield advice(
            note,
            StyleRule.DETAILED,
            f"has a detail in its right option alone (“{first[0].strip()}”): move it to `extra`, "
            "or give the distractors details, too",
        )


def clang(note: Note) -> Iterator[Advice]:
    """A word of the question comes back in right options only, more than of any distractor."""
    if not isinstance(note, ChoiceNote) or not note.distractors:
        return
    options = Options.of(note)
    question = frozenset(stem for stem in content_stems(options.question) if not stem.isdecimal())
    right = question.intersection(*map(content_stems, options.right))
    wrong = [question & content_stems(option) for option in options.wrong]
    shared = right.difference(*wrong)
    if shared and len(shared) > max(len(stems - right) for stems in wrong):
        seen = next(word for word in words(options.question) if content_stems(word) & shared)
        yield advice(
            note,
            StyleRule.CLANG,
            f"repeats “{seen}” of its question in the right option alone: say it otherwise there, "
            "or in a distractor, too",
        )


def overlapping_options(note: Note) -> Iterator[Advice]:
    """One option says what another says and more, or their ranges overlap."""
    if not isinstance(note, ChoiceNote):
        return
    for one, other in combinations(Options.of(note).all, 2):
        short, long = sorted((one, other), key=len)
        if _is_part(short, long) or _ranges_overlap(one, other):
            yield advice(
                note,
                StyleRule.OVERLAP,
                f"has options that overlap, “{one}” and “{other}”: make them exclude each other",
            )
            return


def all_of_the_above(note: Note) -> Iterator[Advice]:
    """An option speaks of the others, which stand in another order at every review."""
    if not isinstance(note, ChoiceNote):
        return
    for option in Options.of(note).all:
        if _is_about_others(option):
            yield advice(
                note,
                StyleRule.ABOVE,
                f"has the option “{option}”: options are shuffled; list several right answers "
                "under `answer` instead",
            )


def _is_about_others(option: str) -> bool:
    return bool(_ABOVE.search(option.rstrip(".")))


def absolute_distractor(note: Note) -> Iterator[Advice]:
    """Words without exception stand in distractors only."""
    if not isinstance(note, ChoiceNote):
        return
    options = Options.of(note)
    if any(absolute_word(option) for option in options.right):
        return
    asked = words(options.question)
    wrong = [option for option in options.wrong if not _is_about_others(option)]
    found = [word for word in map(absolute_word, wrong) if word and word not in asked]
    if len(found) > 1 or ABSOLUTE.intersection(found):
        yield advice(
            note,
            StyleRule.ABSOLUTE,
            f"has “{found[0]}” in a distractor and nothing like it in the right option, which "
            "rules it out: say it less absolutely",
        )


def absolute_word(option: str) -> str | None:
    """The first word of an option that leaves no exception."""
    said = words(option)
    known = ABSOLUTE | OFTEN_ABSOLUTE if len(said) > 2 else ABSOLUTE
    found = next((word for word in said if word in known), None)
    return None if found and {"not", "cannot"} & set(said[: said.index(found)]) else found


def _is_part(short: str, long: str) -> bool:
    """Whether the words of one follow each other in the other, which only adds to them."""
    part, whole = _without_articles(short), _without_articles(long)
    if (
        len(whole) > MOST_WORDS
        or not part
        or len(part) == len(whole)
        or not any(len(word) > 2 for word in part)
    ):
        return False
    if not content_stems(short) or (set(whole) - set(part)) & _NEGATION:
        return False
    if len(part) == 1 and whole[0] != part[0] and whole[-1] != part[0]:
        return False
    if whole[: len(part)] == part:  # “depression” and “depression in adults”, but not “in grief”
        return True
    return len(part) > 1 and any(
        whole[at : at + len(part)] == part for at in range(len(whole) - len(part) + 1)
    )


def _without_articles(text: str) -> list[str]:
    return [word for word in words(text) if word not in {"a", "an", "the"}]


def _ranges_overlap(one: str, other: str) -> bool:
    first, second = _RANGE.fullmatch(one.strip()), _RANGE.fullmatch(other.strip())
    if not first or not second or not (first[2] or second[2]) or first[3] != second[3]:
        return False
    low, high = float(first[1]), float(first[2] or first[1])
    least, most = float(second[1]), float(second[2] or second[1])
    # Ranges that meet, such as 1–2 and 2–3, share their end.
    return low <= most and least <= high


RULES: tuple[Callable[[Note], Iterator[Advice]], ...] = (longest_answer, overlapping_options)
ENGLISH_RULES = (detailed_answer, clang, all_of_the_above, absolute_distractor)
