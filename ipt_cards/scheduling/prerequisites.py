"""Prerequisites: notes that others come after, so that no new card comes before what it needs.

A note was introduced once each of its cards was answered, whatever the grade, but for cards that
don't come: suspended ones, buried ones, those that aren't asked for. So nothing waits for ever, for
whatever is waited for comes, and on the next day at the latest where it is failed: who learns a
topic alone, or has suspended what he knows, isn't kept from what follows. While a card of it is to
come again on the same day, since it was failed, what follows waits for that, too.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from types import MappingProxyType

from ipt_cards.scheduling.siblings import note_of

After = Mapping[str, Sequence[str]]
"""What notes come after, by their ids: the notes in learning order, each behind those."""

NOTHING: After = MappingProxyType({})


def let_in(new: Iterable[str], today: Sequence[str], after: After) -> list[str]:
    """The new cards of a day that don't come after others which aren't to be met by then.

    new: all cards that are new and come one day, those of the day among them. today: those that
    may come on the day, in learning order.
    """
    waiting = (Counter(map(note_of, new)) - Counter(map(note_of, today))).keys()
    if not waiting:
        return list(today)
    late: set[str] = set()
    for note, others in after.items():
        if any(other in waiting or other in late for other in others):
            late.add(note)
    return [card for card in today if note_of(card) not in late]


def in_turn(
    order: Sequence[str], new: Collection[str], again: Collection[str], after: After
) -> list[str]:
    """The cards of a day, each new one behind what its note comes after, the others as they were.

    new, again: which of them were never answered, and which come again since they were failed.
    """
    waits_for = _waits_for(order, new, again, after)
    if not waits_for:
        return list(order)
    left = Counter(map(note_of, {*order}.intersection({*new, *again})))
    followers: dict[str, list[str]] = {}
    for note, others in waits_for.items():
        for other in others:
            followers.setdefault(other, []).append(note)
    held: dict[str, list[tuple[int, str]]] = {}
    seen: set[str] = set()
    turned: list[str] = []
    for place, card in enumerate(order):
        coming = [(place, card)]
        while coming:
            at, each = coming.pop()
            note = note_of(each)
            if each in new and waits_for.get(note):
                held.setdefault(note, []).append((at, each))
                continue
            turned.append(each)
            if each in seen or (each not in new and each not in again):
                continue
            seen.add(each)
            left[note] -= 1
            if left[note]:
                continue
            freed: list[tuple[int, str]] = []
            for follower in followers.get(note, ()):
                waits_for[follower].discard(note)
                if not waits_for[follower]:
                    freed += held.pop(follower, ())
            coming += sorted(freed, reverse=True)
    return turned + [card for _, card in sorted(chain.from_iterable(held.values()))]


def _waits_for(
    order: Sequence[str], new: Collection[str], again: Collection[str], after: After
) -> dict[str, set[str]]:
    """The notes with new cards in the order that wait for others in it: which.

    A note waits for what another comes after only where that other is through, or isn't there: it
    waits for the other, else, which waits itself.
    """
    begun = {note_of(card) for card in order if card in new}
    coming = begun | {note_of(card) for card in order if card in again}
    found: dict[str, set[str]] = {}
    for note, others in after.items():
        before = {other for other in others if other in coming}
        for other in others:
            if other not in begun:
                before |= found.get(other, set())
        if before:
            found[note] = before
    return {note: before for note, before in found.items() if note in begun}
