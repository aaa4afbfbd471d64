"""How the table of synonyms and antonyms is made of WordNet 3.1's own files.

    python -m tests.deck.rules.style.wordnet_table DICT > ipt_cards/deck/rules/style/wordnet/table.txt

DICT: the folder with WordNet's `index.noun`, `data.noun` and so on.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ipt_cards.deck.rules.style.words import stem_of

COMMON_SENSES = 3
"""How many senses of a word count, from the commonest: rarer ones make false alarms."""

PARTICIPLES = ("ed", "ing")
"""Red is a shade of "coloured", whose stem is that of the noun, which says no more than a kind."""

PARTS_OF_SPEECH = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}


class Pointer(NamedTuple):
    """From a word of a synset, or (0) all of it, to one of another synset."""

    symbol: str
    target: tuple[str, str]
    source_word: int
    target_word: int


class Synset(NamedTuple):
    kind: str
    words: tuple[str, ...]
    pointers: tuple[Pointer, ...]


def table(folder: Path) -> list[str]:
    """Lines in order: the stems of a synset, or "!" and two stems that are antonyms."""
    common = {(part, *each) for part in PARTS_OF_SPEECH for each in _common(folder, part)}
    synsets = {
        (letter, offset): synset
        for part, letter in PARTS_OF_SPEECH.items()
        for offset, synset in _synsets(folder, part)
    }
    parts = {letter: part for part, letter in PARTS_OF_SPEECH.items()}

    def stems(key: tuple[str, str], *, shades: bool = False) -> tuple[str, ...]:
        return tuple(
            stem_of(word)
            if word.isalpha()
            and (parts[key[0]], word, key[1]) in common
            and not (shades and word.endswith(PARTICIPLES))
            else ""
            for word in synsets[key].words
        )

    lines = set()
    for key, synset in synsets.items():
        own = stems(key)
        lines.add(" ".join(sorted(set(own) - {""})))
        for pointer in synset.pointers:
            if pointer.symbol == "!" and pointer.source_word:
                other = stems(pointer.target)
                pair = sorted({own[pointer.source_word - 1], other[pointer.target_word - 1]} - {""})
                lines.add(" ".join(["!", *pair]) if len(pair) == 2 else "")
            elif pointer.symbol == "&" and synset.kind == "s":
                heads = stems(pointer.target, shades=True)
                lines.update(
                    " ".join(sorted({shade, head} - {""}))
                    for shade in stems(key, shades=True)
                    for head in heads
                )
    return sorted(line for line in lines if " " in line)


def _common(folder: Path, part: str) -> Iterator[tuple[str, str]]:
    for line in _lines(folder / f"index.{part}"):
        fields = line.split()
        for offset in fields[-int(fields[2]) :][:COMMON_SENSES]:
            yield fields[0], offset


def _synsets(folder: Path, part: str) -> Iterator[tuple[str, Synset]]:
    for line in _lines(folder / f"data.{part}"):
        fields = line.partition("|")[0].split()
        after_words = 4 + 2 * int(fields[3], 16)
        words = tuple(re.sub(r"\(.*", "", word) for word in fields[4:after_words:2])
        pointers = []
        for at in range(int(fields[after_words])):
            symbol, offset, letter, ends = fields[after_words + 1 + 4 * at :][:4]
            source, target = bytes.fromhex(ends)
            pointers.append(Pointer(symbol, (letter, offset), source, target))
        yield fields[0], Synset(fields[2], words, tuple(pointers))


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="ascii") as lines:
        yield from (line for line in lines if not line.startswith(" "))  # the licence is indented


if __name__ == "__main__":
    sys.stdout.write("\n".join(table(Path(sys.argv[1]))) + "\n")
