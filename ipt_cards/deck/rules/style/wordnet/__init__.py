"""Which English words say the same, and which the opposite, by WordNet.

`table.txt` is made of Princeton University's WordNet 3.1 (its licence is beside it) by
`tests/deck/rules/style/wordnet_table.py`: stems of what stands in one synset, an adjective with
the one that it is a shade of, and antonyms; of each word the three commonest senses.
"""

from collections import defaultdict
from functools import cache
from importlib.resources import files

_Table = dict[str, set[str]]


def synonyms(stem: str) -> frozenset[str]:
    """The stems of the words that say the same as a word, by its stem (words.stem_of)."""
    return frozenset(_tables()[0].get(stem, ()))


def antonyms(stem: str) -> frozenset[str]:
    """The stems of the words that say the opposite of a word, by its stem (words.stem_of)."""
    return frozenset(_tables()[1].get(stem, ()))


@cache
def _tables() -> tuple[_Table, _Table]:
    same: _Table = defaultdict(set)
    opposite: _Table = defaultdict(set)
    for line in files(__name__).joinpath("table.txt").read_text("ascii").splitlines():
        first, *others = line.split(" ")
        table, stems = (opposite, others) if first == "!" else (same, [first, *others])
        for stem in stems:
            table[stem].update(other for other in stems if other != stem)
    return dict(same), dict(opposite)
