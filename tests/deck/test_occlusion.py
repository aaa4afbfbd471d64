"""A picture with areas that are hidden: what a deck says of them, and which cards come of it."""

from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given

from ipt_cards.deck.card import OcclusionCard, cards_of
from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.note import OcclusionNote
from ipt_cards.deck.occlusion import Box, Hiding, Mask, Point, Polygon, place_of
from ipt_cards.deck.reading.cache.parse_cache import ParseCache
from ipt_cards.deck.reading.folder import load_deck, read_folder
from ipt_cards.deck.rules.warnings import warnings
from ipt_cards.deck.showing.plain_text import answer_texts, question_text
from ipt_cards.deck.writing.deck_yaml import deck_files
from tests.deck.test_schema import loaded, validator
from tests.strategies import occlusion_notes

PICTURE = Path(__file__).parent / "broken_decks" / "mask-outside" / "map.png"

HEART = """\
topic: Heart
notes:
  - id: heart
    image: heart.png
    header: Which *chamber*?
    masks:
"""


def read(folder: Path, masks: str, below: str = "") -> OcclusionNote:
    folder.joinpath("deck.yaml").write_text("id: demo\nname: Demo\n", encoding="utf-8")
    folder.joinpath("heart.yaml").write_text(HEART + masks + below, encoding="utf-8")
    copyfile(PICTURE, folder / "heart.png")
    (note,) = load_deck(folder).notes()
    assert isinstance(note, OcclusionNote)
    return note


def deck_of(note: OcclusionNote) -> Deck:
    return Deck("demo", "Demo", topics=(Topic("heart", "Heart", (note,)),))


@given(occlusion_notes("heart.png"))
def test_a_note_written_as_yaml_reads_back_as_the_same_note(note: OcclusionNote) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        copyfile(PICTURE, folder / "heart.png")
        for file, text in deck_files(deck_of(note)).items():
            folder.joinpath(file).write_bytes(text.encode())
            validator(file).validate(loaded(text))
        assert load_deck(folder) == deck_of(note)
        cache = ParseCache(folder / "cache")
        assert load_deck(folder, cache) == load_deck(folder, cache) == deck_of(note)


def test_masks_get_the_free_numbers_in_order_as_anki_gives_them(tmp_path: Path) -> None:
    box = "x: 1, y: 1, w: 9, h: 9"
    note = read(
        tmp_path,
        f"      - {{{box}, label: one}}\n      - {{{box}, label: four, number: 4}}\n"
        f"      - {{{box}, label: two}}\n      - {{{box}, label: four too, number: 4}}\n"
        f"      - {{{box}, label: three}}\n      - {{{box}, label: five}}\n",
    )
    assert [(mask.number, mask.label) for mask in note.masks] == [
        (1, "one"),
        (4, "four"),
        (2, "two"),
        (4, "four too"),
        (3, "three"),
        (5, "five"),
    ]
    assert [card.key for card in cards_of(note)] == [f"heart/c{n}" for n in range(1, 6)]
    assert [answer_texts(card) for card in cards_of(note)][3] == ["four", "four too"]


def test_a_mask_put_between_others_with_a_number_of_its_own_leaves_their_keys(
    tmp_path: Path,
) -> None:
    one = "      - {x: 1, y: 1, w: 9, h: 9, label: one}\n"
    two = "      - {x: 20, y: 1, w: 9, h: 9, label: two}\n"
    new = "      - {x: 10, y: 1, w: 9, h: 9, label: new, number: 3}\n"
    before, after = read(tmp_path, one + two), read(tmp_path, one + new + two)
    asked = {card.key: answer_texts(card) for card in cards_of(after)}
    assert {card.key: answer_texts(card) for card in cards_of(before)}.items() <= asked.items()
    assert asked["heart/c3"] == ["new"]


def test_only_where_all_are_hidden_others_than_the_asked_mask_are_on_the_picture() -> None:
    masks = tuple(Mask(number, Box(10 * number, 1, 5, 5)) for number in (1, 2, 2))
    for hide, others in ((Hiding.ALL, masks[1:]), (Hiding.ONE, ())):
        first, second = cards_of(OcclusionNote(id="a", image="a.png", masks=masks, hide=hide))
        assert isinstance(first, OcclusionCard)
        assert isinstance(second, OcclusionCard)
        assert (first.masks, first.others) == (masks[:1], others)
        assert second.masks == masks[1:]


def test_as_text_a_card_says_which_mask_and_where(tmp_path: Path) -> None:
    note = read(
        tmp_path,
        "      - {x: 1, y: 1, w: 9, h: 9, label: '**Left** atrium'}\n"
        "      - {x: 70, y: 40, w: 20, h: 20}\n",
    )
    first, second = cards_of(note)
    assert question_text(first) == "Which chamber? (heart.png, mask 1 of 2, upper left)"
    assert question_text(second) == "Which chamber? (heart.png, mask 2 of 2, right)"
    assert answer_texts(first) == ["Left atrium"]
    assert answer_texts(second) == ["what heart.png shows there"]


@pytest.mark.parametrize(
    ("x", "y", "words"),
    [
        (0, 0, "upper left"),
        (45, 0, "top"),
        (90, 0, "upper right"),
        (0, 45, "left"),
        (45, 45, "middle"),
        (90, 45, "right"),
        (0, 90, "lower left"),
        (45, 90, "bottom"),
        (90, 90, "lower right"),
    ],
)
def test_a_place_is_told_in_words(x: float, y: float, words: str) -> None:
    assert place_of([Mask(1, Box(x, y, 10, 10))]) == words
    corners = (Point(x, y), Point(x + 10, y), Point(x, y + 10))
    assert place_of([Mask(1, Polygon(corners))]) == words


def test_other_areas_of_a_picture_are_other_questions(tmp_path: Path) -> None:
    mask = "      - {x: 4, y: 30, w: 5, h: 20}\n"
    again = HEART.partition("notes:\n")[2].replace("id: heart", "id: again")
    read(tmp_path, mask, "")
    file = tmp_path / "heart.yaml"
    alone = file.read_text()
    assert rules_of(tmp_path) == []
    file.write_text(alone + again + mask.replace("x: 4", "x: 40"))
    assert rules_of(tmp_path) == []
    file.write_text(alone + again + mask)
    assert rules_of(tmp_path) == ["same-front"]


def rules_of(folder: Path) -> list[str]:
    return [problem.rule for problem in warnings(read_folder(folder), folder)]
