import pytest

from ipt_cards.deck.note import BasicNote, ClozeNote, Note
from ipt_cards.formats.found import FormatError, Found, Source
from ipt_cards.formats.registry import format_of, read


def obsidian(text: str) -> Found:
    return read(Source("Vault/My note.md", text.encode()), "obsidian")


def notes(found: Found) -> list[Note]:
    return [each.note for each in found.notes]


def basic(front: str, back: str, *, both: bool = False) -> BasicNote:
    return BasicNote(id="note", front=front, back=back, reversed=both)


def cloze(text: str) -> ClozeNote:
    return ClozeNote(id="note", text=text)


def test_cards_on_a_line_in_one_direction_and_both() -> None:
    found = obsidian(
        "# Heading\n\nthe question::the answer\n- dog ::: Hund\n"
        "`std::vector` is no card, nor is `a`::\n\nx :::: y\n"
    )
    assert notes(found) == [
        basic("the question", "the answer"),
        basic("dog", "Hund", both=True),
    ]
    assert [each.line for each in found.notes] == [3, 4]
    assert found.name == "My note"


def test_cards_on_several_lines() -> None:
    found = obsidian(
        "Two\nlines\n?\nof an\nanswer\n<!--SR:!2026-01-01,3,250-->\n\nthere\n??\nback\n"
    )
    assert notes(found) == [basic("Two\nlines", "of an\nanswer"), basic("there", "back", both=True)]


def test_clozes_with_hints_and_numbers_of_their_own() -> None:
    found = obsidian(
        "The first ==prime minister== was ==Julia Gillard==^[a name] here.\n\n"
        "==1;;Both== and ==1;;of them== and ==2;;that==, but `==code==`.\n"
    )
    assert notes(found) == [
        cloze("The first {{c1::prime minister}} was {{c2::Julia Gillard::a name}} here."),
        cloze("{{c1::Both}} and {{c1::of them}} and {{c2::that}}, but `==code==`."),
    ]


def test_cards_of_all_kinds_may_follow_each_other_without_blank_lines() -> None:
    found = obsidian("a::b\nThe ==first==\nof two\nc::d\n==e== f\n")
    assert notes(found) == [
        basic("a", "b"),
        cloze("The {{c1::first}}\nof two"),
        basic("c", "d"),
        cloze("{{c1::e}} f"),
    ]
    assert [each.line for each in found.notes] == [1, 2, 4, 5]


def test_tags_are_decks_for_what_follows_or_for_their_own_card() -> None:
    found = obsidian(
        "#flashcards/anatomy/heart\na::1\n\n#flashcards/other b::2\n\nc::3\n\n#flashcards\nd::4\n"
    )
    assert [each.topic for each in found.notes] == ["anatomy::heart", "other", "anatomy::heart", ""]
    assert [each.line for each in found.notes] == [2, 4, 6, 9]
    assert obsidian("---\ntags: [flashcards/law]\n---\na::b\n").notes[0].topic == "law"


def test_links_of_obsidians_become_text_and_embedded_files_pictures() -> None:
    found = obsidian("What is [[IPT|this therapy]] or [[CBT]]?::![[my pic.png|200]]\n")
    assert notes(found) == [basic("What is this therapy or CBT?", "![](my%20pic.png)")]


def test_code_and_what_has_no_cards_is_passed_over() -> None:
    found = obsidian("```\na::b\n\n==c==\n```\n\nq::a\n")
    assert notes(found) == [basic("q", "a")]
    with pytest.raises(FormatError, match="no card is in it"):
        obsidian("Only words.\n")


def test_a_half_of_a_card_is_told_by_its_line() -> None:
    found = obsidian("question\n?\n\na::b\n")
    assert [(loss.line, loss.what) for loss in found.losses] == [
        (2, "not taken: there is no answer after the line `?`")
    ]


@pytest.mark.parametrize("text", ["a::b\n", "#flashcards\n", "x\n?\ny\n", "The ==hidden== word\n"])
def test_the_format_is_told_by_the_content(text: str) -> None:
    assert format_of(Source("a.md", text.encode())) == "obsidian"
