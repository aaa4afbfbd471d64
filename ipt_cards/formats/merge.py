"""What was found in a source, brought together with the deck that it goes into."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count, takewhile
from typing import NamedTuple

from ipt_cards.deck.adding.new_ids import NewIds, first_text
from ipt_cards.deck.deck import Deck
from ipt_cards.deck.note import BasicNote, ClozeNote, Note
from ipt_cards.deck.note_texts import texts_by_key
from ipt_cards.formats.found import NO_ID, Found, FoundNote, Loss
from ipt_cards.formats.record import Imported, Record, digest


class Placed(NamedTuple):
    """A note as it goes into the deck: with its id, where it was found, and the topic for it."""

    note: Note
    source: str
    key: str
    line: int
    topic: str = ""


class _Keyed(NamedTuple):
    """A found note with the key that it has alone, and the digest of what it says."""

    key: str
    said: str
    found: FoundNote


@dataclass(slots=True)
class Outcome:
    """What became of one source's notes. The lists hold notes' ids in this deck.

    edited: those that differ from what was imported, by their author's hand, and are left so;
    outdated: those of them of which the source says something new by now.
    deleted: those that were deleted here since, and stay so.
    gone: those that are in the deck, and not in the source any more.
    """

    name: str
    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)
    outdated: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)

    @property
    def takes_nothing(self) -> bool:
        """Whether no note of the source is one of the deck's, or was."""
        return not (self.added or self.updated or self.same or self.edited or self.deleted)


class Merge:
    """Brings sources together with a deck, one after the other.

    deck: as it is, sound; None for a new one. record: of what was imported into it before.
    """

    def __init__(self, deck: Deck | None, record: Record) -> None:
        self.additions: list[Placed] = []
        self.updates: dict[str, Placed] = {}
        self._before = record
        self._outcomes: dict[str, Outcome] = {}
        self.record = {name: dict(notes) for name, notes in record.items()}
        self._notes = {note.id: note for note in deck.notes()} if deck else {}
        recorded = {each.id for notes in record.values() for each in notes.values()}
        self._ids = NewIds(self._notes.keys() | recorded)
        self._by_content = {digest(note): note.id for note in self._notes.values()}

    def add(self, source: str, found: Found) -> Outcome:
        """Bring one source's notes in: its own again where the deck has them, else new ones.

        source: the name that its notes are recorded under.
        """
        outcome = self._outcomes[source] = Outcome(source, losses=list(found.losses))
        known = self.record.setdefault(self._recorded_as(source, found), {})
        keyed = list(_with_own_keys(found.notes, known, outcome.losses))
        moved = self._moved(known, keyed)
        kept: dict[str, Imported] = {}
        for each in keyed:
            entry = known.get(each.key) or moved.get(each.key)
            kept[each.key] = self._brought_in(outcome, each, entry, found.name)
        of_this_source = {entry.id for entry in kept.values()}
        for key, entry in known.items():
            if key not in kept and entry.id not in of_this_source:
                kept[key] = entry
                if entry.id in self._notes:
                    outcome.gone.append(entry.id)
        known.clear()
        known.update(kept)
        return outcome

    def leave(self, note_ids: Collection[str]) -> None:
        """Take updates back: the notes have comments of their author's, which they would lose."""
        for note_id in note_ids:
            outcome = self._outcomes[self.updates[note_id].source]
            outcome.updated.remove(note_id)
            outcome.edited.append(note_id)
            outcome.outdated.append(note_id)
        self._take_back(note_ids)

    def refuse(self, refused: Mapping[str, str]) -> None:
        """Take back additions and updates that the deck can't have: why, by the note's id."""
        for each in [*self.additions, *self.updates.values()]:
            note_id = each.note.id
            if note_id in refused:
                outcome = self._outcomes[each.source]
                outcome.losses.append(Loss(each.line, f"not taken: {refused[note_id]}"))
        for outcome in self._outcomes.values():
            outcome.added = [each for each in outcome.added if each not in refused]
            outcome.updated = [each for each in outcome.updated if each not in refused]
        self._take_back(refused)

    def _take_back(self, note_ids: Collection[str]) -> None:
        """Let the record tell of notes what it told before."""
        if not note_ids:
            return
        self.additions = [each for each in self.additions if each.note.id not in note_ids]
        for note_id in note_ids:
            self.updates.pop(note_id, None)
        for name, notes in self.record.items():
            before = self._before.get(name, {})
            for key in [key for key, entry in notes.items() if entry.id in note_ids]:
                if key in before and before[key].id == notes[key].id:
                    notes[key] = before[key]
                else:
                    del notes[key]

    def _recorded_as(self, source: str, found: Found) -> str:
        """The name of the source, or of one that it is a renamed copy of."""
        if source in self.record:
            return source
        keys = {each.key for each in found.notes}
        for name, notes in self.record.items():
            if len(keys & notes.keys()) * 2 > max(len(keys), len(notes)):
                self.record[source] = self.record.pop(name)
                self._before = {**self._before, source: notes}
                break
        return source

    def _brought_in(
        self, outcome: Outcome, keyed: _Keyed, entry: Imported | None, topic: str
    ) -> Imported:
        key, said, each = keyed
        there = self._by_content.get(said)
        if entry is None and there is not None:
            outcome.same.append(there)
            return Imported(there, said, said)
        if entry is None and each.note.id in self._notes:
            # Nothing tells what of it is the source's: it is left as one that was edited here.
            outcome.edited.append(each.note.id)
            outcome.outdated.append(each.note.id)
            return Imported(each.note.id, said, "")
        if entry is None:
            named = first_text(each.note) if each.note.id == NO_ID else each.note.id
            note = replace(each.note, id=self._ids.take(named, NO_ID))
            self.additions.append(Placed(note, outcome.name, key, each.line, each.topic or topic))
            self._by_content[said] = note.id
            outcome.added.append(note.id)
            return Imported(note.id, said, said)
        here = self._notes.get(entry.id)
        if here is None:
            outcome.deleted.append(entry.id)
            return entry
        stands = digest(here)
        if stands == said:
            outcome.same.append(entry.id)
            return Imported(entry.id, said, said)
        if stands != entry.was:
            outcome.edited.append(entry.id)
            if said != entry.said:
                outcome.outdated.append(entry.id)
            return entry
        if said == entry.said:
            outcome.same.append(entry.id)
            return entry
        note = _with_additions(each.note, here)
        self.updates[here.id] = Placed(note, outcome.name, key, each.line)
        outcome.updated.append(here.id)
        return Imported(entry.id, said, said)

    def _moved(self, known: Mapping[str, Imported], keyed: Sequence[_Keyed]) -> dict[str, Imported]:
        """Notes whose question was edited in the source: the rest of what they say is the same."""
        keys = {key for key, _, _ in keyed}
        gone: dict[str, list[Imported]] = {}
        for key, entry in known.items():
            note = self._notes.get(entry.id)
            if key not in keys and note is not None and digest(note) == entry.was:
                gone.setdefault(_rest(note), []).append(entry)
        fresh: dict[str, list[str]] = {}
        for key, _, each in keyed if gone else ():
            if key not in known:
                fresh.setdefault(_rest(each.note), []).append(key)
        return {
            keys[0]: gone[rest][0]
            for rest, keys in fresh.items()
            if rest and len(keys) == 1 and len(gone.get(rest, ())) == 1
        }


def _with_additions(note: Note, here: Note) -> Note:
    """A note in place of another, with what its author added to that."""
    kept = replace(note, sources=here.sources, allow=here.allow, level=here.level)
    kept = replace(kept, after=here.after, facts=here.facts, id=here.id, at=here.at)
    if isinstance(kept, BasicNote | ClozeNote) and isinstance(here, BasicNote | ClozeNote):
        return replace(kept, spelling=here.spelling) if kept.typed and here.typed else kept
    return kept


def _rest(note: Note) -> str:
    """What a note says besides its first text; "" where that is all of it."""
    texts = [text for _, text in texts_by_key(note)]
    return "\0".join(texts[1:]) if any(texts[1:]) else ""


def _with_own_keys(
    notes: Iterable[FoundNote], known: Mapping[str, Imported], losses: list[Loss]
) -> Iterator[_Keyed]:
    """The notes with keys that tell them apart; one that stands there twice comes once.

    Of notes that share a key, each has that under which the same is known, else the next free.
    """
    sharing: dict[str, dict[str, FoundNote]] = {}
    for each in notes:
        others = sharing.setdefault(each.key, {})
        twin = others.setdefault(digest(each.note), each)
        if twin is not each:
            losses.append(
                Loss(each.line, f"the same stands on line {twin.line} already: taken once")
            )
    for key, others in sharing.items():
        numbered = (key if number == 1 else f"{key} #{number}" for number in count(1))
        used: dict[str, str] = {}
        if len(others) > 1 or f"{key} #2" in known:
            there = takewhile(lambda name: name in known, numbered)
            used = {known[name].said: name for name in there}
            numbered = (key if number == 1 else f"{key} #{number}" for number in count(1))
        same = {used[said] for said in others if said in used}
        free = (name for name in numbered if name not in same)
        for said, each in others.items():
            yield _Keyed(used[said] if said in used else next(free), said, each)
