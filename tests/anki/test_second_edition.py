"""Who learnt with the first edition of the bundled deck goes on with the second: Anki judges.

first-edition.txt has the first edition's notes: topic, kind and the keys of its cards.
"""

import re
from collections import defaultdict
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from anki.collection import Collection

from ipt_cards.anki.identity import card_keys
from ipt_cards.anki.packaging.package import package
from ipt_cards.deck.bundled import find_deck
from ipt_cards.deck.card import cards_of, note_id_of
from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.media_files.media import MediaFolder
from ipt_cards.deck.note import BasicNote, ChoiceNote, ClozeNote, Distractor, Note, kind_of
from ipt_cards.deck.reading.folder import load_deck
from tests.anki.real_anki import answer, cards, fresh_collection, import_package, scheduling

HERE = Path(__file__).parent
CHANGELOG = HERE.parents[1] / "CHANGELOG.md"

FIRST = 1_700_000_000
SECOND = 1_800_000_000


class Line(NamedTuple):
    topic: str
    kind: str
    keys: tuple[str, ...]

    @property
    def note_id(self) -> str:
        return note_id_of(self.keys[0])


def first_edition() -> list[Line]:
    lines = (HERE / "first-edition.txt").read_text(encoding="utf-8").splitlines()
    return [Line(topic, kind, tuple(keys)) for topic, kind, *keys in map(str.split, lines)]


def second_edition() -> Deck:
    return load_deck(find_deck("ipt"))


def note(line: Line) -> Note:
    """A note with the cards of that line, and other words than either edition has."""
    number = len(line.keys)
    match line.kind:
        case "cloze":
            gaps = " ".join(f"{{{{c{place}::gap}}}}" for place in range(1, number + 1))
            return ClozeNote(id=line.note_id, text=f"With {gaps} in it")
        case "choice":
            wrong = (Distractor("Wrong", "It is not right."),)
            return ChoiceNote(
                id=line.note_id, question="Which?", answers=("Right",), distractors=wrong
            )
        case kind:
            return BasicNote(
                id=line.note_id,
                front="Question?",
                back="Answer",
                reversed=number == 2,
                typed=kind == "typed",
            )


def stand_in() -> Deck:
    topics: dict[str, list[Note]] = defaultdict(list)
    for line in first_edition():
        topics[line.topic].append(note(line))
    return Deck(
        id="ipt",
        name=second_edition().name,
        topics=tuple(Topic(name, name.title(), tuple(notes)) for name, notes in topics.items()),
    )


def by_key(collection: Collection, *editions: Deck) -> dict[str, list[int]]:
    """Anki's cards by the keys that any of the editions has for them."""
    keys = {place: key for edition in editions for place, key in card_keys(edition).items()}
    found: dict[str, list[int]] = defaultdict(list)
    for card in cards(collection):
        found[keys[card.note().guid, card.ord]].append(card.id)
    return found


def test_the_stand_in_has_the_first_editions_cards() -> None:
    assert [tuple(card.key for card in cards_of(each)) for each in stand_in().notes()] == [
        line.keys for line in first_edition()
    ]


def test_what_the_second_edition_left_out_is_named_in_the_changelog() -> None:
    there = {card.key for card in second_edition().cards()}
    named = set(re.findall(r"`([a-z0-9/-]+)`", CHANGELOG.read_text(encoding="utf-8")))
    lost = [key for line in first_edition() for key in line.keys if key not in there]
    assert [key for key in lost if not {key, note_id_of(key)} & named] == []


def test_what_the_changelog_calls_gone_is_gone() -> None:
    (gone,) = re.findall(
        r"second edition.*?Gone are(.*?)\n- ", CHANGELOG.read_text(encoding="utf-8"), re.DOTALL
    )
    named = re.findall(r"`([a-z0-9/-]+)`", gone)
    there = {each.id for each in second_edition().notes()}
    there |= {card.key for card in second_edition().cards()}
    assert named
    assert there.isdisjoint(named)


def test_a_note_that_stays_has_its_kind() -> None:
    new = {each.id: kind_of(each) for each in second_edition().notes()}
    changed = [line for line in first_edition() if new.get(line.note_id, line.kind) != line.kind]
    # A reversed note that loses its other direction is a basic one of the same note type.
    assert [line for line in changed if line.kind != "reversed"] == []


def test_anki_keeps_the_progress_of_every_card_that_stays_and_doubles_none(tmp_path: Path) -> None:
    media, path = MediaFolder(tmp_path), tmp_path / "ipt.apkg"
    old, new = stand_in(), second_edition()
    staying = {card.key for card in new.cards()} & {
        key for line in first_edition() for key in line.keys
    }
    with fresh_collection() as collection:
        path.write_bytes(package(old, media, FIRST))
        import_package(collection, path)
        before = by_key(collection, old)
        for card_id in chain.from_iterable(before.values()):
            answer(collection, card_id)
        known = {key: scheduling(collection.get_card(ids[0])) for key, ids in before.items()}  # type: ignore[arg-type] # Anki's ids are NewTypes

        path.write_bytes(package(new, media, SECOND))
        log = import_package(collection, path)

        old_ids = {line.note_id for line in first_edition()}
        new_ids = {each.id for each in new.notes()}
        assert log["new"] == len(new_ids - old_ids)
        assert log["updated"] == len(new_ids & old_ids)
        assert log["conflicting"] == 0
        after = by_key(collection, old, new)
        assert {card.key for card in new.cards()} <= after.keys()
        assert [key for key, ids in after.items() if len(ids) > 1] == []
        assert {key: after[key] for key in staying} == {key: before[key] for key in staying}
        now = {key: scheduling(collection.get_card(after[key][0])) for key in staying}  # type: ignore[arg-type] # Anki's ids are NewTypes
        assert now == {key: known[key] for key in staying}
