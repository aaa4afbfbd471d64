"""The table of words that say the same: made of WordNet's files, and what it answers."""

import os
from importlib.resources import files
from pathlib import Path

import pytest

from ipt_cards.deck.rules.style.wordnet import antonyms, synonyms
from tests.deck.rules.style.wordnet_table import table

LICENCE = "  1 This software and database is being provided to you.\n"

INDEX = {
    "adj": """\
brief a 1 2 & + 1 1 00000020
long a 1 1 ! 1 1 00000030
short a 4 3 & ! + 4 2 00000010 00000040 00000041 00000042
short-term a 1 1 & 1 0 00000025
low a 1 1 + 1 1 00000042
small a 1 1 + 1 1 00000040
little a 1 1 + 1 1 00000040
""",
    "noun": "", "verb": "", "adv": "",
}  # fmt: skip

DATA = {
    "adj": """\
00000010 00 a 01 short 1 002 ! 00000030 a 0101 & 00000020 a 0000 | of little length; "a short walk"
00000020 00 s 01 brief 0 001 & 00000010 a 0000 | of short duration
00000025 00 s 01 short-term 0 001 & 00000010 a 0000 | over a limited period
00000030 00 a 01 long 0 001 ! 00000010 a 0101 | of some length
00000040 00 a 03 small 0 little(a) 0 short 0 000 | below average
00000041 00 s 01 short 3 000 | not holding securities
00000042 00 a 02 low 0 short 4 000 | the fourth sense of short, which is too rare
""",
    "noun": "", "verb": "", "adv": "",
}  # fmt: skip


def test_the_table_has_synsets_shades_of_adjectives_and_antonyms_in_common_senses(
    tmp_path: Path,
) -> None:
    for kind, parts in (("index", INDEX), ("data", DATA)):
        for part, lines in parts.items():
            tmp_path.joinpath(f"{kind}.{part}").write_text(LICENCE + lines, "ascii")
    assert table(tmp_path) == ["! long short", "brief short", "littl short small"]


def test_the_table_that_is_shipped_is_what_wordnet_3_1_has() -> None:
    folder = Path(os.environ.get("WNSEARCHDIR", "/usr/share/wordnet"))
    if not folder.joinpath("data.adj").is_file():
        pytest.skip(f"WordNet isn't at {folder}: WNSEARCHDIR names another folder")
    if "WordNet 3.1" not in folder.joinpath("data.adj").read_text("ascii")[:2000]:
        pytest.skip(f"what is at {folder} isn't WordNet 3.1")
    shipped = files("ipt_cards.deck.rules.style.wordnet").joinpath("table.txt")
    assert shipped.read_text("ascii").splitlines() == table(folder)


@pytest.mark.parametrize(
    ("word", "same"), [("brief", "short"), ("short", "brief"), ("aim", "purpos"), ("big", "larg")]
)
def test_synonyms_are_looked_up_by_stems(word: str, same: str) -> None:
    assert same in synonyms(word)
    assert word not in synonyms(word)


def test_antonyms_are_kept_apart_from_synonyms() -> None:
    assert "long" in antonyms("short")
    assert "long" not in synonyms("short")
    assert synonyms("qqq") == antonyms("qqq") == frozenset()
