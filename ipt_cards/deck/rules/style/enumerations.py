"""The rule on lists: members are remembered one by one, not all at once."""

import re
from collections import Counter
from collections.abc import Iterator

from ipt_cards.deck.card import cards_of
from ipt_cards.deck.deck import Deck
from ipt_cards.deck.markup.plain import hidden_contents, to_plain
from ipt_cards.deck.note import BasicNote, ChoiceNote, ClozeNote, Note
from ipt_cards.deck.rules.style.advice import Advice, advice
from ipt_cards.deck.rules.style.words import content_stems
from ipt_cards.deck.showing.plain_text import answer_texts
from ipt_cards.deck.style_rule import StyleRule

FEWEST = 3
"""Members from which a list is one: two are a pair."""

LONGEST_MEMBER = 6
"""Words: longer parts between commas are clauses of a sentence."""

_ASKS_FOR_SEVERAL = re.compile(
    r"\b(?:three|four|five|six|seven|eight|nine|ten|\d+|list|name|enumerate|which|who|what are|"
    r"what were|all)\b",
    re.IGNORECASE,
)
_NO_LIST = re.compile(
    r"[.:;?!(]|^(?:it|they|he|she|we|you|because|by|that|if|when)\b", re.IGNORECASE
)
"""Signs of a sentence, whose commas part clauses."""

_BULLET = re.compile(r"^[ \t]*(?:[-*+]|\d+[.)])\s+(.+)$", re.MULTILINE)


def enumerations(deck: Deck) -> Iterator[Advice]:
    """A list of three or more is asked as one, and nothing asks for its members."""
    asked: dict[frozenset[str], set[str]] = {}
    for note in deck.notes():
        for card in cards_of(note):
            for answer in answer_texts(card):
                asked.setdefault(content_stems(answer), set()).add(note.id)
    by_stem: dict[str, list[frozenset[str]]] = {}
    for stems in asked:
        for stem in stems:
            by_stem.setdefault(stem, []).append(stems)

    def is_asked(member: str, note: Note) -> bool:
        stems = content_stems(member)
        near = {each for stem in stems for each in by_stem.get(stem, ())}
        # As much as the member, no less than half of it, or the member with a little more.
        return not stems or any(
            asked[each] - {note.id} and 2 * len(stems & each) >= max(len(stems), len(each))
            for each in near
        )

    for note in deck.notes():
        members = list_asked_by(note)
        missing = [member for member in members if not is_asked(member, note)]
        if missing:
            yield advice(
                note,
                StyleRule.ENUMERATION,
                f"asks for {len(members)} things at once, and no note for “{missing[0]}” alone: "
                "ask for each by itself, too, or for their order",
            )


def list_asked_by(note: Note) -> list[str]:
    """The members of the list that a card of the note asks for as one; none for no list."""
    match note:
        case BasicNote():
            return _members(note.back) if _ASKS_FOR_SEVERAL.search(to_plain(note.front)) else []
        case ChoiceNote():
            answers = [to_plain(answer) for answer in note.answers]
            return answers if len(answers) >= FEWEST else []
        case ClozeNote():
            hidden = list(hidden_contents(note.text))
            counts = Counter(number for number, _ in hidden)
            for number, count in counts.items():
                if count >= FEWEST:
                    members = [text for other, text in hidden if other == number]
                    if len(set(members)) >= FEWEST:
                        return members
            return next((found for _, text in hidden if (found := _members(text))), [])
        case _:
            return []


def _members(text: str) -> list[str]:
    if "$" in text or "`" in text:
        return []
    bullets = [to_plain(each) for each in _BULLET.findall(text)]
    if len(bullets) >= FEWEST:
        return bullets
    plain = to_plain(text).rstrip(".")
    if _NO_LIST.search(plain):
        return []
    parts = re.split(r",\s+(?:and|or|&)\s+|,\s+|\s+(?:and|or|&)\s+", plain)
    commas = plain.count(",") + bool(re.search(r"\b(?:and|or)\b|&", plain))
    if commas < FEWEST - 1 or "," not in plain or len(parts) < FEWEST:
        return []
    short = all(0 < len(part.split()) <= LONGEST_MEMBER for part in parts)
    return parts if short else []
