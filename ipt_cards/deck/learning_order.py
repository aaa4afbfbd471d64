"""The order in which notes are learned, where some say that they come after others."""

from collections.abc import Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush


def learning_order(notes: Iterable[str], after: Mapping[str, Sequence[str]]) -> list[str]:
    """The notes, by their ids, each behind those that it comes after.

    Next is always the first, as they were, of those with nothing left that they come after: a note
    steps back behind what it comes after, and all else keeps its place. Where notes wait for each
    other in a circle they come last, as they were; ids of no note count for nothing.
    """
    listed = list(notes)
    place = {note: number for number, note in enumerate(listed)}
    waits_for: list[int] = []
    followers: dict[int, list[int]] = {}
    for number, note in enumerate(listed):
        before = {place[other] for other in after.get(note, ()) if other in place}
        waits_for.append(len(before))
        for other in before:
            followers.setdefault(other, []).append(number)
    free = [number for number, left in enumerate(waits_for) if not left]
    heapify(free)
    ordered: list[int] = []
    while free:
        number = heappop(free)
        ordered.append(number)
        for follower in followers.get(number, ()):
            waits_for[follower] -= 1
            if not waits_for[follower]:
                heappush(free, follower)
    if len(ordered) < len(listed):
        ordered += (number for number, left in enumerate(waits_for) if left)
    return [listed[number] for number in ordered]
