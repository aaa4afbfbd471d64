"""What the learner did, an action at a time, and what takes an action back or brings it back.

Pure, on the entries of a log. An action is one answer, suspension, burial or renaming; or several
entries that were made at one go: an answer and the suspension of the leech it made, the answers of
an exam, cards put off together.
"""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ipt_cards.progress.entries import Burial, Entry, Move, Origin, Retraction, Review, Suspension
from ipt_cards.progress.entry_id import RANDOM_BYTES, entry_id, instant_ms, is_imported
from ipt_cards.progress.fold import current_names, taken_back

Deed = Review | Suspension | Burial | Move
"""An entry that isn't there to take another back."""

AT_ONE_GO_MS = 1
"""What is recorded at one go lies no further apart."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something that the learner did.

    entries: in the order of their ids, of cards by their current names.
    retractions: those that hold of them; none where the action stands.
    """

    entries: tuple[Deed, ...]
    retractions: tuple[Retraction, ...]

    @property
    def at_ms(self) -> int:
        """When it was done, UTC milliseconds."""
        return instant_ms(self.entries[0].id)

    @property
    def is_taken_back(self) -> bool:
        """Whether nothing of it stands."""
        return {entry.id for entry in self.entries} <= {r.target for r in self.retractions}

    @property
    def cards(self) -> tuple[str, ...]:
        """The cards that it was done to, each once."""
        return tuple(dict.fromkeys(entry.card for entry in self.entries))


def actions(entries: Iterable[Entry]) -> list[Action]:
    """The actions that a log tells of, the latest first; its entries may come in any order.

    An answer that Anki told a second time is none.
    """
    ordered = sorted(entries, key=lambda entry: entry.id)
    told = [entry for entry in ordered if isinstance(entry, Retraction)]
    gone = taken_back((entry.id, entry.target) for entry in told)
    holding: dict[str, list[Retraction]] = {}
    for retraction in told:
        if retraction.id not in gone and retraction.target < retraction.id:
            holding.setdefault(retraction.target, []).append(retraction)
    names = current_names(e for e in ordered if isinstance(e, Move) and e.id not in gone)
    grouped: list[list[Deed]] = []
    for entry in ordered:
        if isinstance(entry, Retraction):
            continue
        if any(is_imported(retraction.id) for retraction in holding.get(entry.id, ())):
            continue
        named = isinstance(entry, Move) or entry.card not in names
        deed = entry if named else replace(entry, card=names[entry.card])
        if grouped and _at_one_go(grouped[-1][-1], deed):
            grouped[-1].append(deed)
        else:
            grouped.append([deed])
    # Where some of what was done at one go was taken back alone, the two go their own ways.
    parted = [part for group in grouped for part in _parted(group, holding)]
    parted.sort(key=lambda part: part[0].id, reverse=True)
    return [
        Action(part, tuple(r for deed in part for r in holding.get(deed.id, ()))) for part in parted
    ]


def _parted(
    group: Sequence[Deed], holding: Mapping[str, Sequence[Retraction]]
) -> Iterator[tuple[Deed, ...]]:
    """What stands of a group, and what was taken back of it, each with what was at one go."""
    standing = tuple(deed for deed in group if deed.id not in holding)
    if standing:
        yield standing
    held = sorted((holding[deed.id][0].id, deed.id, deed) for deed in group if deed.id in holding)
    parts: list[list[Deed]] = []
    before_ms = 0
    for retraction, _, deed in held:
        at_ms = instant_ms(retraction)
        if parts and at_ms - before_ms <= AT_ONE_GO_MS:
            parts[-1].append(deed)
        else:
            parts.append([deed])
        before_ms = at_ms
    for part in parts:
        yield tuple(sorted(part, key=lambda deed: deed.id))


def taking_back(action: Action, now_ms: int, rng: random.Random) -> list[Retraction]:
    """What takes an action back, to be added to the log together."""
    targets = [entry.id for entry in reversed(action.entries)]
    return _retractions(targets, now_ms, rng)


def bringing_back(action: Action, now_ms: int, rng: random.Random) -> list[Retraction]:
    """What brings an action back that was taken back, to be added to the log together."""
    return _retractions([retraction.id for retraction in action.retractions], now_ms, rng)


def _retractions(targets: Sequence[str], now_ms: int, rng: random.Random) -> list[Retraction]:
    made: list[Retraction] = []
    for target in targets:
        after = max(target, made[-1].id) if made else target
        made.append(Retraction(entry_id(now_ms, rng.randbytes(RANDOM_BYTES), after), target))
    return made


def _at_one_go(one: Deed, other: Deed) -> bool:
    if instant_ms(other.id) - instant_ms(one.id) > AT_ONE_GO_MS:
        return False
    match one, other:
        case Review(origin=Origin.EXAM), Review(origin=Origin.EXAM):
            return True
        case Review(), Suspension(suspended=True):
            return one.card == other.card
        case Review(), _:
            return False
        case _:
            return type(one) is type(other)
