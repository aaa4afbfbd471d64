from decimal import Decimal

from ipt_cards.deck.card import cards_of
from ipt_cards.deck.media_files.card_media import answer_media, question_media
from ipt_cards.deck.note import (
    BasicNote,
    ChoiceNote,
    ClozeNote,
    Distractor,
    MatchingNote,
    Note,
    NumericNote,
    OcclusionNote,
    OrderingNote,
    Pair,
)
from ipt_cards.deck.occlusion import Box, Mask


def sides(note: Note, card: int = 0, options: tuple[int, ...] = ()) -> tuple[list[str], list[str]]:
    shown = cards_of(note)[card]
    return question_media(shown, options), answer_media(shown, options)


def test_each_direction_has_the_media_of_its_own_side_first() -> None:
    note = BasicNote(
        id="a",
        front="![](map.png) and ![](say.mp3)",
        back="**![](photo.jpg)**",
        extra="![](film.mp4) ![](map.png)",
        reversed=True,
    )
    assert sides(note) == (
        ["map.png", "say.mp3"],
        ["photo.jpg", "film.mp4", "map.png", "say.mp3"],
    )
    assert sides(note, 1) == (
        ["photo.jpg"],
        ["map.png", "say.mp3", "film.mp4", "photo.jpg"],
    )


def test_a_gap_gives_none_of_its_media_away() -> None:
    note = ClozeNote(
        id="a",
        text="![](map.png) {{c1::x ![](one.png) {{c2::![](two.png)}}}} {{c2::y}} ![](end.png)",
    )
    assert sides(note, 0) == (
        ["map.png", "end.png"],
        ["one.png", "two.png", "map.png", "end.png"],
    )
    assert sides(note, 1) == (
        ["map.png", "one.png", "end.png"],
        ["two.png", "map.png", "one.png", "end.png"],
    )


def test_options_come_as_they_are_shown_so_that_the_right_one_is_not_first() -> None:
    note = ChoiceNote(
        id="a",
        question="![](which.png)?",
        answers=("![](right.png)",),
        distractors=(Distractor("![](wrong.png)", "for ![](why.png)"),),
    )
    assert sides(note, options=(1, 0)) == (
        ["which.png", "wrong.png", "right.png"],
        ["why.png", "which.png", "wrong.png", "right.png"],
    )


def test_a_picture_under_masks_is_first_opened_with_the_answer() -> None:
    note = OcclusionNote(
        id="a",
        image="map.png",
        header="![](say.mp3)",
        masks=(Mask(1, Box(10, 10, 10, 10), label="![](label.png)"),),
    )
    assert sides(note) == (["say.mp3"], ["map.png", "label.png", "say.mp3"])


def test_steps_and_pairs_are_all_shown_with_the_question() -> None:
    ordering = OrderingNote(id="a", question="Order?", steps=("![](one.png)", "![](two.png)"))
    assert sides(ordering, options=(1, 0))[0] == ["two.png", "one.png"]
    matching = MatchingNote(
        id="a",
        question="![](all.png)",
        pairs=(Pair("![](a.png)", "![](b.png)"), Pair("c", "d")),
        extra="![](extra.mp3)",
    )
    assert sides(matching, options=(1, 0)) == (
        ["all.png", "a.png", "b.png"],
        ["extra.mp3", "all.png", "a.png", "b.png"],
    )
    numeric = NumericNote(id="a", question="How many? ![](all.png)", number=Decimal(3))
    assert sides(numeric) == (["all.png"], ["all.png"])
