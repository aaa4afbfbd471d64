"""Notes as people write them in Anki: plain for the most part, with what its editor makes."""

import random
from collections.abc import Iterator
from typing import NamedTuple

from tests.benchmarks.decks import WORDS

PICTURES = tuple(f"paste-{number:040x}.png" for number in range(60))
DECKS = ("Measured", "Measured::One", "Measured::Two", "Measured::Two::Deeper")
_KINDS = {
    "Basic": 55,
    "Cloze": 25,
    "Basic (and reversed card)": 10,
    "Basic (type in the answer)": 5,
    "Basic (optional reversed card)": 5,
}
"""Anki's own note types, and how many of a hundred notes have them."""


class AnkiNote(NamedTuple):
    """A note. kind: its note type's name. fields: HTML."""

    kind: str
    deck: str
    fields: tuple[str, ...]
    tags: tuple[str, ...]


def anki_notes(count: int) -> Iterator[AnkiNote]:
    """So many notes: always the same ones."""
    rng = random.Random(19)  # noqa: S311 - the same on all machines, not secret
    for kind in rng.choices(tuple(_KINDS), tuple(_KINDS.values()), k=count):
        if kind == "Cloze":
            fields: tuple[str, ...] = (_cloze(rng), _sentence(rng) if rng.random() < 0.3 else "")
        else:
            fields = (_question(rng), _answer(rng))
        if kind == "Basic (optional reversed card)":
            fields += (rng.choice(("", "y")),)
        tags = rng.sample(("exam", "chapter::1", "chapter::2", "hard"), rng.choice((0, 0, 1, 2)))
        yield AnkiNote(kind, rng.choice(DECKS), fields, tuple(tags))


def _question(rng: random.Random) -> str:
    return _sentence(rng) if rng.random() < 0.7 else _words(rng, 3)


def _answer(rng: random.Random) -> str:
    lines = [_sentence(rng) for _ in range(rng.randint(2, 5))]
    match rng.randrange(20):
        case 0 | 1:
            return "<br>".join(lines)
        case 2:
            return lines[0] + "".join(f"<div>{line}</div>" for line in lines[1:])
        case 3:
            return f"{lines[0]}<ul>{''.join(f'<li>{line}</li>' for line in lines[1:])}</ul>"
        case 4:
            return f'{lines[0]}<br><img src="{rng.choice(PICTURES)}">'
        case 5:
            return f'{lines[0]} <span style="color: rgb(255, 0, 0);">{_words(rng, 2)}</span>'
        case 6:
            return rf"\(x^{rng.randint(2, 9)}\) {lines[0]}"
    return _question(rng)


def _cloze(rng: random.Random) -> str:
    words = _words(rng, 20).split(" ")
    for number, place in enumerate(sorted(rng.sample(range(20), rng.randint(1, 3))), start=1):
        hint = f"::{rng.choice(WORDS)}" if rng.random() < 0.15 else ""
        words[place] = f"{{{{c{number}::{words[place]}{hint}}}}}"
    written = f"{' '.join(words)}."
    return f"<b>{_words(rng, 2)}</b>: {written}" if rng.random() < 0.2 else written


def _sentence(rng: random.Random) -> str:
    words = rng.choices(WORDS, k=rng.randint(5, 12))
    words[0] = words[0].capitalize()
    place = rng.randrange(1, len(words))
    match rng.randrange(20):
        case 0 | 1 | 2:
            words[place] = f"<b>{words[place]}</b>"
        case 3 | 4:
            words[place] = f"<i>{words[place]}</i>"
        case 5:
            words[place] = f"<u>{words[place]}</u>"
        case 6 | 7:
            words[place] = f"{words[place]}&nbsp;{rng.choice(WORDS)}"
        case 8 | 9:
            words[place] = f"{words[place]} &amp; {rng.choice(WORDS)}"
        case 10:
            words[place] = f"({rng.randint(1900, 2020)}): “{words[place]}”"
    return " ".join(words) + rng.choice((".", "?", "", ""))


def _words(rng: random.Random, count: int) -> str:
    return " ".join(rng.choices(WORDS, k=count))
