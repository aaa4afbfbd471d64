"""The bundled deck takes facts from an article and none of its sentences."""

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from ipt_cards.deck.bundled import find_deck
from ipt_cards.deck.deck import Deck
from ipt_cards.deck.markup.plain import clozes_in, to_plain
from ipt_cards.deck.note import ClozeNote, Note
from ipt_cards.deck.reading.folder import load_deck

HERE = Path(__file__).parent
ARTICLE = HERE.parents[2] / "shared" / "material" / "interpersonal-therapy.txt"
LONGEST = 4
NAMES = ("post-traumatic stress disorder (PTSD)", "cognitive-behavioral therapy (CBT)")


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:['’][^\W_]+)*", text.casefold().replace("’", "'"))


def runs(text: str) -> set[tuple[str, ...]]:
    said = words(text)
    return {tuple(said[at : at + LONGEST + 1]) for at in range(len(said) - LONGEST)}


def texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case tuple():
            for each in value:
                yield from texts(each)
        case _ if hasattr(value, "__dataclass_fields__"):
            for field in fields(value):  # type: ignore[arg-type] # it is a dataclass
                yield from texts(getattr(value, field.name))


def said_by(note: Note) -> Iterator[str]:
    """What a note says, and what it hides or hints at by itself."""
    for text in texts(note):
        yield to_plain(text)
    if isinstance(note, ClozeNote):
        for cloze in clozes_in(note.text):
            yield cloze.hint


def copied(deck: Deck, article: str) -> list[str]:
    """The runs of words that a deck has in common with the article, but for names and titles."""
    cited = [*NAMES, *deck.sources.values()]
    taken = runs(article).difference(*map(runs, cited))
    said = [text for note in deck.notes() for text in said_by(note)]
    said += [fact.statement for topic in deck.topics for fact in topic.facts]
    return [" ".join(run) for text in said for run in sorted(runs(text) & taken)]


def test_no_five_words_in_a_row_are_the_articles() -> None:
    if not ARTICLE.exists():
        pytest.skip("the article isn't ours to keep here")
    found = copied(load_deck(find_deck("ipt")), ARTICLE.read_text(encoding="utf-8"))
    assert found == []


def test_what_is_copied_is_found_and_titles_are_not_held_to_be() -> None:
    deck = load_deck(find_deck("ipt"))
    first = next(deck.notes())
    sentence = next(text for text in said_by(first) if len(words(text)) > LONGEST)
    assert copied(deck, sentence) != []
    assert copied(deck, " ".join(deck.sources.values())) == []
