"""A plan's days dealt so that no new card is begun before what its note comes after."""

from collections.abc import Iterator, Mapping, Sequence

from ipt_cards.forecast.exam_card import ExamCard
from ipt_cards.scheduling.prerequisites import After


def in_learning_order(
    own_days: Sequence[list[int]], cards: Sequence[ExamCard], are_new: Sequence[bool], after: After
) -> list[list[int]]:
    """Each card's days, where need be dealt anew among the new cards.

    own_days: each card's days as they would be best. cards: in learning order.

    Of notes that come after one another, where a card would be begun too early, or without what it
    needs, the days go to the cards in learning order, the earliest to the first. A new card costs
    what another does, so that no day becomes longer; where there aren't days for all that is
    needed, the last in learning order have none.
    """
    new: dict[str, list[int]] = {}
    for place, (card, is_new) in enumerate(zip(cards, are_new, strict=True)):
        if is_new:
            new.setdefault(card.note, []).append(place)
    needs = _needs(new, after)
    dealt = list(own_days)
    for notes in _connected(needs):
        pairs = ((new[note], new[other]) for note in notes for other in needs.get(note, ()))
        if all(_in_order(own_days, later, earlier) for later, earlier in pairs):
            continue
        begun = [note for note in notes if any(own_days[place] for place in new[note])]
        wanted = sorted(place for note in _with_needs(begun, needs) for place in new[note])
        places = [place for note in notes for place in new[note]]
        lists = sorted(own_days[place] for place in places if own_days[place])
        for place in places:
            dealt[place] = []
        for place, days in zip(wanted, lists, strict=False):
            dealt[place] = days
    return dealt


def _needs(new: Mapping[str, object], after: After) -> dict[str, set[str]]:
    """Which of the notes with new cards each of them comes after.

    Of a note that has none, or isn't there, what it comes after counts in its place.
    """
    found: dict[str, set[str]] = {}
    for note, others in after.items():
        before = {other for other in others if other in new}
        for other in others:
            if other not in new:
                before |= found.get(other, set())
        if before:
            found[note] = before
    return {note: before for note, before in found.items() if note in new}


def _connected(needs: Mapping[str, set[str]]) -> Iterator[list[str]]:
    """The notes in groups, any two of one group connected by what comes after what."""
    beside: dict[str, set[str]] = {}
    for note, others in needs.items():
        for other in others:
            beside.setdefault(note, set()).add(other)
            beside.setdefault(other, set()).add(note)
    found: set[str] = set()
    for start in beside:
        if start not in found:
            group = [start]
            found.add(start)
            for note in group:  # which grows
                fresh = sorted(beside[note] - found)
                found.update(fresh)
                group += fresh
            yield group


def _in_order(own_days: Sequence[list[int]], later: list[int], earlier: list[int]) -> bool:
    begun = [own_days[place][0] for place in later if own_days[place]]
    before = [own_days[place][0] if own_days[place] else None for place in earlier]
    return not begun or all(day is not None and day <= min(begun) for day in before)


def _with_needs(notes: list[str], needs: Mapping[str, set[str]]) -> set[str]:
    """Notes and all that they come after."""
    found = set(notes)
    waiting = list(notes)
    while waiting:
        fresh = needs.get(waiting.pop(), set()) - found
        found |= fresh
        waiting += fresh
    return found
