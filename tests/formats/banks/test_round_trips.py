"""The law of banks: a deck comes back as it was, but for what is listed as not sayable."""

import pytest
from hypothesis import HealthCheck, given, settings

from ipt_cards.deck.deck import Deck
from ipt_cards.formats.banks.gift import reading as gift_in
from ipt_cards.formats.banks.gift import writing as gift_out
from ipt_cards.formats.banks.moodle import reading as moodle_in
from ipt_cards.formats.banks.moodle import writing as moodle_out
from ipt_cards.formats.banks.qti import reading as qti_in
from ipt_cards.formats.banks.qti import version_3
from ipt_cards.formats.banks.qti import writing as qti_out
from tests.formats.banks.round_trip import (
    Read,
    Write,
    assert_the_same_but_for_what_is_listed,
    there_and_back,
)
from tests.strategies import decks

BANKS = {
    "GIFT": (gift_out.write, gift_in.read),
    "Moodle XML": (moodle_out.write, moodle_in.read),
    "QTI 2.2": (qti_out.write, qti_in.read),
    "QTI 3.0": (version_3.write, qti_in.read),
}


@pytest.mark.parametrize(("write", "read"), BANKS.values(), ids=BANKS)
@given(deck=decks())
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_a_deck_comes_back_as_it_was_but_for_what_is_listed(
    write: Write, read: Read, deck: Deck
) -> None:
    exported, found = there_and_back(write, read, deck)
    assert_the_same_but_for_what_is_listed(deck, exported, found)


@pytest.mark.parametrize(("write", "read"), BANKS.values(), ids=BANKS)
@given(deck=decks())
@settings(
    max_examples=20, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
def test_the_same_deck_is_written_as_the_same_bytes(write: Write, read: Read, deck: Deck) -> None:
    first, _ = there_and_back(write, read, deck)
    second, _ = there_and_back(write, read, deck)
    assert first.files == second.files
