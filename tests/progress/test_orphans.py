"""Cards that vanished from the decks, and what they are probably called now."""

from ipt_cards.progress.orphans import Orphan, find_orphans

DECK = ["duration-of-treatment/c1", "role-play-purpose/forward", "cbt-contrast", "studied"]


def test_a_card_that_is_in_a_deck_is_no_orphan() -> None:
    assert find_orphans(["cbt-contrast"], DECK) == ()


def test_a_renamed_card_is_found_by_its_id() -> None:
    assert find_orphans(["duration-treatment/c1"], DECK) == (
        Orphan("duration-treatment/c1", "duration-of-treatment/c1"),
    )


def test_words_in_another_order_are_still_the_same_words() -> None:
    [orphan] = find_orphans(["purpose-role-play/forward"], DECK)
    assert orphan.likely == "role-play-purpose/forward"


def test_a_card_unlike_any_has_no_likely_name() -> None:
    assert find_orphans(["zzz"], DECK) == (Orphan("zzz", None),)


def test_a_card_that_has_a_history_of_its_own_is_nobodys_new_name() -> None:
    [orphan] = find_orphans(["studies", "studied"], DECK)
    assert orphan == Orphan("studies", None)


def test_texts_tell_more_than_ids() -> None:
    texts = {"zzz": "What does CBT emphasise?", "cbt-contrast": "What does CBT emphasize?"}
    assert find_orphans(["zzz"], DECK, texts) == (Orphan("zzz", "cbt-contrast"),)


def test_a_card_goes_to_its_own_side_of_the_note() -> None:
    deck = ["abbreviations/reverse", "abbreviations/forward"]
    orphans = find_orphans(["abbreviation/forward", "abbreviation/reverse"], deck)
    assert [orphan.likely for orphan in orphans] == [
        "abbreviations/forward",
        "abbreviations/reverse",
    ]


def test_one_name_is_offered_to_the_orphan_that_is_most_like_it() -> None:
    orphans = find_orphans(["lengths", "length-x"], ["length"])
    assert orphans == (Orphan("length-x", None), Orphan("lengths", "length"))


def test_sixty_percent_of_likeness_are_enough_and_less_is_not() -> None:
    assert find_orphans(["abcde"], ["abcxy"]) == (Orphan("abcde", "abcxy"),)
    assert find_orphans(["abcdef"], ["abcxyz"]) == (Orphan("abcdef", None),)


def test_a_letter_that_changes_the_order_of_the_words_is_one_letter() -> None:
    [orphan] = find_orphans(["one-two"], ["xone-two"])
    assert orphan.likely == "xone-two"


def test_the_same_words_are_more_alike_than_nearly_the_same_in_the_same_order() -> None:
    renamed, another = find_orphans(["grief-of-therapy", "therapy-of-griefs"], ["therapy-of-grief"])
    assert renamed == Orphan("grief-of-therapy", "therapy-of-grief")
    assert another.likely is None
