"""An id that was renamed: progress and Anki's scheduling hang on the old one."""

from collections.abc import Iterator, Mapping

from ipt_cards.deck.card import note_id_of
from ipt_cards.deck.deck import Deck
from ipt_cards.deck.problem import Problem, Severity
from ipt_cards.deck.rules.warnings import front_of

NEAR_IDENTICAL = 90
"""The similarity, in percent of rapidfuzz's ratio, from which two texts are one note's."""


def fronts_by_id(deck: Deck) -> dict[str, str]:
    """What each note asks, by id: what to remember of a deck to tell a renamed id later."""
    return {note.id: front_of(note) for note in deck.notes()}


def renamed_ids(deck: Deck, remembered: Mapping[str, str]) -> Iterator[Problem]:
    """A warning for each note that asks what a vanished id asked when it was last seen."""
    ids = set(map(note_id_of, deck.card_keys()))
    vanished = {old: front for old, front in remembered.items() if old not in ids}
    new = ids - remembered.keys()
    if not vanished or not new:
        return
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - rarely needed, and slow to import

    for note in deck.notes():
        if note.id not in new:
            continue
        found = process.extractOne(
            front_of(note), vanished, scorer=fuzz.ratio, score_cutoff=NEAR_IDENTICAL
        )
        if found is not None:
            yield Problem(
                note.at,
                "renamed-id",
                f"`{note.id}` looks like the note that was `{found[2]}`: progress hangs on the id, "
                f"so put `{found[2]}` back",
                Severity.WARNING,
            )
