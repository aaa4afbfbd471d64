"""Anki shows new cards in learning order: each note behind what it comes after."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageRequest
from anki.scheduler.v3 import Scheduler

from ipt_cards.anki.packaging.package import package
from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.media_files.media import MediaFolder
from ipt_cards.deck.note import BasicNote


def note(note_id: str, *after: str) -> BasicNote:
    return BasicNote(
        id=note_id, front=f"What is {note_id}?", back="A note", reversed=True, after=after
    )


def deck_of(*notes: BasicNote) -> Deck:
    return Deck(
        id="demo",
        name="Demo",
        topics=(Topic("one", "One", notes[:4]), Topic("two", "Two", notes[4:])),
    )


PLAIN = deck_of(*map(note, "abcdef"))
LINKED = deck_of(note("a", "d"), note("b"), note("c", "a"), note("d"), note("e", "f"), note("f"))
ACROSS = deck_of(note("a", "f"), *map(note, "bcdef"))


@contextmanager
def imported(deck: Deck, folder: Path) -> Iterator[Collection]:
    """The learner's collection with the deck's package."""
    (folder / "demo.apkg").write_bytes(package(deck, MediaFolder(folder), 1_700_000_000))
    collection = Collection(str(folder / "collection.anki2"))
    try:
        collection.import_anki_package(
            ImportAnkiPackageRequest(package_path=str(folder / "demo.apkg"))
        )
        yield collection
    finally:
        collection.close()


def shown(collection: Collection, *, by_position: bool = False) -> str:
    """The notes' ids in the order in which Anki shows the questions of their first cards."""
    demo = collection.decks.id("Demo")
    assert demo is not None
    collection.decks.select(demo)
    if by_position:
        preset = collection.decks.config_dict_for_deck_id(demo)
        preset["newGatherPriority"] = 1  # the lowest position first
        collection.decks.update_config(preset)
    told = []
    scheduler = collection.sched
    assert isinstance(scheduler, Scheduler)
    while queued := scheduler.get_queued_cards(fetch_limit=1).cards:
        card = collection.get_card(queued[0].card.id)
        if card.ord == 0:
            told.append(card.note().fields[0].removeprefix("What is ").removesuffix("?"))
        scheduler.suspend_cards([card.id])
    return "".join(told)


def positions(collection: Collection) -> list[int]:
    assert collection.db is not None
    return sorted(set(collection.db.list("SELECT due FROM cards")))


@pytest.mark.parametrize(("deck", "order"), [(PLAIN, "abcdef"), (LINKED, "bdacfe")])
def test_new_cards_come_in_learning_order_within_a_topic(
    deck: Deck, order: str, tmp_path: Path
) -> None:
    with imported(deck, tmp_path) as collection:
        assert shown(collection) == order


def test_across_topics_they_do_where_anki_is_to_go_by_position(tmp_path: Path) -> None:
    with imported(ACROSS, tmp_path) as collection:
        assert shown(collection, by_position=True) == "bcdefa"


def test_without_a_word_of_it_cards_have_the_position_they_ever_had(tmp_path: Path) -> None:
    with imported(PLAIN, tmp_path) as collection:
        assert positions(collection) == [0]


def test_what_anki_has_keeps_its_position(tmp_path: Path) -> None:
    with imported(LINKED, tmp_path) as collection:
        assert positions(collection) == [1, 2, 3, 4, 5, 6]
    with imported(PLAIN, tmp_path) as collection:
        assert positions(collection) == [1, 2, 3, 4, 5, 6]
