"""What each note of a deck asked when it was last seen, to tell an id that was renamed."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.file_notes import FileNotes
from ipt_cards.deck.problem import Problem
from ipt_cards.deck.reading.cache.entries import Entries, as_json, code_sign, key_of
from ipt_cards.errors import UserError
from ipt_cards.scheduling.siblings import note_of
from ipt_cards.study.configuration import state_folder
from ipt_cards.study.decks import kept_entries

_MADE_BY = Path(__file__).parents[2] / "deck" / "markup"


class _Seen(NamedTuple):
    """fronts: by note id. drafts: the ids of those that were in no package yet."""

    fronts: Mapping[str, str]
    drafts: frozenset[str]


class RememberedFronts:
    """What the notes of the deck in a folder asked when it was last seen.

    Nothing, where nothing readable is remembered.
    """

    def __init__(self, deck: Deck, folder: Path) -> None:
        self._deck = deck
        self._file = fronts_file(deck.id, folder)
        self._seen = _seen_in(self._file)

    @property
    def fronts(self) -> Mapping[str, str]:
        """Each note's front by its id."""
        return self._seen.fronts

    def renamed(self) -> list[Problem]:
        """A warning for each note that asks what a vanished id asked that something hangs on.

        That is an id that was in a package, or that the learner's log has reviews of; what an
        author calls a note while writing it may change as often as it likes.
        """
        there = {note_id for topic in self._deck.topics for note_id in topic.note_ids()}
        if self.fronts.keys() <= there:
            return []
        drafts = self._seen.drafts - there
        if drafts:
            drafts -= _reviewed()
        from ipt_cards.deck.rules.renames import renamed_ids  # noqa: PLC0415 - an id has vanished

        counting = {each: front for each, front in self.fronts.items() if each not in drafts}
        return list(renamed_ids(self._deck, counting))

    def remember(self, *, built: bool) -> None:
        """Remember the deck as it is now. A machine that can't keep it only loses a warning.

        built: whether its notes go into a package now, and so into somebody's Anki.
        """
        entries = kept_entries()
        fronts: dict[str, str] = {}
        for topic in self._deck.topics:
            fronts.update(_fronts_in(topic, entries))
        known = self.fronts.keys() - self._seen.drafts
        now = _Seen(fronts, frozenset() if built else frozenset(fronts.keys() - known))
        if now != self._seen:
            state_folder.remember(self._file, {"fronts": fronts, "drafts": sorted(now.drafts)})
            self._seen = now


def fronts_file(deck_id: str, folder: Path) -> Path:
    """Where they are remembered of the deck in a folder."""
    return state_folder.state_of("decks", deck_id, folder, ".json")


def _seen_in(file: Path) -> _Seen:
    kept = state_folder.recall(file)
    if not isinstance(kept, dict):
        return _Seen({}, frozenset())
    drafts: object = []
    if isinstance(kept.get("fronts"), dict):
        kept, drafts = kept["fronts"], kept.get("drafts")
    # An earlier ipt-cards kept the fronts alone, and didn't tell drafts from others.
    fronts = {str(note_id): str(front) for note_id, front in kept.items()}
    return _Seen(fronts, frozenset(map(str, drafts if isinstance(drafts, list) else ())))


def _reviewed() -> set[str]:
    """The notes that the learner's usual log knows."""
    from ipt_cards.study.review_log import default_path, open_log  # noqa: PLC0415 - hardly ever

    path = default_path(os.environ)
    with suppress(UserError, OSError):
        if path.is_file():
            with open_log(path) as log:
                return {note_of(card) for card in log.progress()}
    return set()


def _fronts_in(topic: Topic, entries: Entries) -> dict[str, str]:
    from ipt_cards.deck.rules.warnings import front_of  # noqa: PLC0415 - not of a deck that is known

    if not isinstance(topic.notes, FileNotes):
        return {note.id: front_of(note) for note in topic.notes}
    key = key_of(topic.notes.overview.digest, code_sign(_MADE_BY))
    kept = entries.find("fronts", key)
    if kept is not None:
        known: dict[str, str] = json.loads(kept)
        return known
    fronts = {note.id: front_of(note) for note in topic.notes}
    entries.keep("fronts", key, as_json(fronts))
    return fronts
