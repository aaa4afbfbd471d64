"""Rules on clozes: what their hints tell, and how much of a sentence is left."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import takewhile

from ipt_cards.deck.markup.plain import clozes_in, to_plain
from ipt_cards.deck.note import ClozeNote, Note
from ipt_cards.deck.rules.style.advice import Advice, advice
from ipt_cards.deck.rules.style.wordnet import antonyms, synonyms
from ipt_cards.deck.rules.style.words import content_stems, sentences, words
from ipt_cards.deck.style_rule import StyleRule

MOST_HIDDEN = 0.5
"""The share of a sentence's words from which what is left no longer asks for the rest."""

SHORTEST_RHYME = 4
"""Letters at the end that two words must share to be taken for a rhyme."""

_ENDINGS = ("tion", "sion", "ment", "ness", "ical", "ally", "able", "ible", "ance", "ence", "ship")
"""What words are formed with: two that share one of these need not rhyme."""

_NEGATIONS = frozenset(("not", "no", "never", "without"))


def telling_hint(note: Note) -> Iterator[Advice]:
    """A hint is the beginning of what it hides."""
    if isinstance(note, ClozeNote):
        for cloze in clozes_in(note.text):
            start = cloze.hint.casefold().rstrip(" …._-–*").strip()
            if start and cloze.hidden.casefold().startswith(start):
                yield _telling(note, cloze.hint, cloze.hidden, "the beginning of")


def telling_hint_in_words(note: Note) -> Iterator[Advice]:
    """A hint says what it hides in another form of the word or in another word, or rhymes."""
    if not isinstance(note, ClozeNote):
        return
    for cloze in clozes_in(note.text):
        hint, hidden = content_stems(cloze.hint), content_stems(cloze.hidden)
        shared = hint & hidden
        limits = "?" in cloze.hint and len(shared) < len(words(cloze.hidden))
        if shared and 2 * len(shared) >= len(hidden) and not limits:
            if not cloze.hidden.casefold().startswith(cloze.hint.casefold().rstrip(" …._-–*")):
                yield _telling(note, cloze.hint, cloze.hidden, "another form of")
        elif _rhyme(cloze.hint, cloze.hidden):
            yield _telling(note, cloze.hint, cloze.hidden, "a rhyme on")
        elif _says_the_same(cloze.hint, hint, hidden):
            yield _telling(note, cloze.hint, cloze.hidden, "in other words the same as")


def _telling(note: Note, hint: str, hidden: str, what: str) -> Advice:
    return advice(
        note,
        StyleRule.HINT,
        f"has the hint “{hint}”, {what} “{' '.join(hidden.split())}”: let it say what kind of "
        "thing is asked, such as “how many?”",
    )


def _says_the_same(hint: str, clue: frozenset[str], asked: frozenset[str]) -> bool:
    """Whether half of the hint's words say, or deny the opposite of, half of what it hides.

    clue: the stems of the hint's words. asked: those of what it hides.
    """
    denies = any(word in _NEGATIONS or word.endswith("n't") for word in words(hint))
    said: set[str] = set()
    saying: set[str] = set()
    for word in clue - asked:
        meant = synonyms(word) | (antonyms(word) if denies else frozenset())
        if met := meant & asked:
            said |= met
            saying.add(word)
    limits = "?" in hint and len(said) < len(asked)
    return (
        bool(said) and not limits and 2 * len(said) >= len(asked) and 2 * len(saying) >= len(clue)
    )


def _rhyme(hint: str, hidden: str) -> bool:
    if re.search(r"\brhymes\b", hint.casefold()):
        return True
    one, other = words(hint), words(hidden)
    if len(one) != 1 or len(other) != 1 or one == other:
        return False
    pairs = zip(reversed(one[0]), reversed(other[0]), strict=False)
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    long_enough = alike >= max(SHORTEST_RHYME, len(other[0]) / 2)
    return long_enough and not other[0].endswith(_ENDINGS)


def mostly_hidden(note: Note) -> Iterator[Advice]:
    """A cloze number hides half of a sentence or more."""
    if not isinstance(note, ClozeNote) or "$" in note.text or "`" in note.text:
        return
    text = to_plain(note.text, gaps=True)
    starts = []
    at = 0
    for sentence in sentences(text):
        at = text.index(sentence, at)
        starts.append((at, sentence))
    hidden: dict[tuple[int, int], int] = Counter()
    at = 0
    for number, content in ((each.number, each.hidden) for each in clozes_in(note.text)):
        found = text.find(" ".join(content.split()), at)
        at = found if found >= 0 else at
        place = max((start for start, _ in starts if start <= at), default=0)
        hidden[number, place] += len(words(content))
    for start, sentence in starts:
        total = len(words(sentence))
        for (number, place), count in sorted(hidden.items()):
            if place == start and total and count / total >= MOST_HIDDEN:
                yield advice(
                    note,
                    StyleRule.HIDDEN,
                    f"hides {count} of {total} words of a sentence in c{number}: leave more of it, "
                    "or ask a question",
                )
                return


RULES = (telling_hint, mostly_hidden)
ENGLISH_RULES = (telling_hint_in_words,)
