"""What the notes of a deck name of it: other notes that they come after, and its facts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ipt_cards.deck.deck import Fact
from ipt_cards.deck.problem import Position
from ipt_cards.deck.reading.findings import Findings, did_you_mean
from ipt_cards.deck.reading.yaml_file import Mark

LINKING_KEYS = ("after", "facts")

_SUGGESTIONS = 20
"""For so many names a nearer one is looked for: it takes time where a deck is large."""

_SHOWN = 8
"""Of a circle's notes, so many are told."""


class Link(NamedTuple):
    """A name that a note has under a key of LINKING_KEYS, and where it stands."""

    note: str
    key: str
    named: str
    at: Position


class _Problems:
    """Problems of a whole deck, as many of each file as are told."""

    def __init__(self) -> None:
        self.by_file: dict[str, Findings] = {}
        self._suggestions = 0

    def error(self, at: Position, rule: str, message: str) -> None:
        findings = self.by_file.setdefault(at.file, Findings(at.file))
        findings.error(Mark(at.line, at.column), rule, message)

    def unknown(self, link: Link, what: str, known: Iterable[str], otherwise: str) -> None:
        self._suggestions += 1
        near = did_you_mean(link.named, known) if self._suggestions <= _SUGGESTIONS else ""
        rule = f"unknown-{what}"
        self.error(link.at, rule, f"the deck has no {what} `{link.named}`{near or otherwise}")


def duplicate_fact(earlier: Fact) -> tuple[str, str]:
    """The rule that a fact breaks by another's id, and the message."""
    return "duplicate-fact", f"the fact `{earlier.id}` stands already at {earlier.at}"


def link_findings(
    links: Sequence[Link], facts: Iterable[Fact], note_ids: Iterable[str] | None
) -> list[Findings]:
    """What is wrong with them, by file: unknown names, facts named twice, and circles.

    note_ids: of all notes of the deck; None where some aren't known, so that nothing is unknown.
    """
    problems = _Problems()
    by_id: dict[str, Fact] = {}
    for fact in facts:
        earlier = by_id.setdefault(fact.id, fact)
        if earlier is not fact:
            problems.error(fact.at, *duplicate_fact(earlier))
    known_notes = frozenset(note_ids or ())
    after: dict[str, list[Link]] = {}
    for link in links:
        if link.key == "facts":
            if link.named not in by_id and note_ids is not None:
                advice = ": name it under `facts` at the top of a topic"
                problems.unknown(link, "fact", by_id, advice)
        elif link.named == link.note:
            message = f"`{link.note}` can't come after itself: delete that"
            problems.error(link.at, "circular-order", message)
        elif link.named in known_notes:
            after.setdefault(link.note, []).append(link)
        elif note_ids is not None:
            problems.unknown(link, "note", known_notes, "")
    for circle in _circles(after):
        problems.error(circle[-1].at, "circular-order", _told(circle))
    return list(problems.by_file.values())


def _told(circle: Sequence[Link]) -> str:
    shown = [f"`{link.named}`" for link in circle[:_SHOWN]]
    shown += [f"… ({len(circle) - _SHOWN} more)"] if len(circle) > _SHOWN else []
    path = ", which comes after ".join(shown)
    return (
        f"`{circle[0].note}` comes after {path}: none of them can be learned first, "
        "so delete one of these"
    )


def _circles(after: Mapping[str, Sequence[Link]]) -> Iterator[list[Link]]:
    """A circle for each link that closes one, on a walk from every note; it is the last of it."""
    done: set[str] = set()
    for start in after:
        if start in done:
            continue
        # Each note on the way here, by the links from the one before, and those yet to follow.
        path: list[Link] = []
        on_path = {start: 0}
        waiting = [iter(after[start])]
        while waiting:
            link = next(waiting[-1], None)
            if link is None:
                waiting.pop()
                done.add(path.pop().named if path else start)
                on_path.popitem()
            elif link.named in on_path:
                yield [*path[on_path[link.named] :], link]
            elif link.named not in done:
                path.append(link)
                on_path[link.named] = len(path)
                waiting.append(iter(after.get(link.named, ())))
