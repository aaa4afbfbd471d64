"""What `ipt-cards import` tells of an import."""

import json
import sys
from collections.abc import Iterator, Sequence

from ipt_cards.deck.adding.new_ids import first_text
from ipt_cards.deck.markup.plain import to_plain
from ipt_cards.deck.note import Note, kind_of
from ipt_cards.deck.note_texts import texts_by_key
from ipt_cards.deck.text import visible
from ipt_cards.formats.found import Found
from ipt_cards.formats.importing import Prepared
from ipt_cards.formats.merge import Outcome
from ipt_cards.study.presenting.words import counted

MOST_NAMED = 3
"""How many notes a report names; --json names all."""

MOST_LOSSES = 20
PREVIEWED = 5


def as_json(
    prepared: Prepared,
    found: Sequence[tuple[str, Found]],
    left_out: Sequence[str],
    *,
    written: bool,
) -> str:
    """The whole report. left_out: the files that can't be read."""
    return json.dumps(
        {
            "path": str(prepared.folder),
            "written": written,
            "left_out": left_out,
            "sources": [
                {
                    "name": outcome.name,
                    "read_as": read_from.read_as,
                    "found": len(read_from.notes),
                    "added": outcome.added,
                    "updated": outcome.updated,
                    "same": len(outcome.same),
                    "edited": outcome.edited,
                    "outdated": outcome.outdated,
                    "deleted": outcome.deleted,
                    "gone": outcome.gone,
                    "losses": [{"line": loss.line, "what": loss.what} for loss in outcome.losses],
                }
                for outcome, (_, read_from) in zip(prepared.outcomes, found, strict=True)
            ],
        },
        ensure_ascii=False,
        indent=2,
    )


def for_people(
    prepared: Prepared, found: Sequence[tuple[str, Found]], *, dry_run: bool
) -> Iterator[str]:
    """What became of each source, and where nothing is written yet, the first of the notes."""
    for outcome, (name, read_from) in zip(prepared.outcomes, found, strict=True):
        shown = f" ({read_from.read_as})" if read_from.read_as else ""
        yield visible(f"{name}: {counted(len(read_from.notes), 'note')}{shown}")
        yield from _counts(outcome)
        yield from _losses(outcome)
    if prepared.notes and (dry_run or (sys.stdin.isatty() and sys.stdout.isatty())):
        yield ""
        for note in list(prepared.notes.values())[:PREVIEWED]:
            yield from _previewed(note)
        if len(prepared.notes) > PREVIEWED:
            yield f"  … and {len(prepared.notes) - PREVIEWED:,} more"


def _counts(outcome: Outcome) -> Iterator[str]:
    told = (
        (outcome.added, "new", True),
        (outcome.updated, "updated", True),
        (outcome.same, "unchanged", True),
        (outcome.outdated, "changed here and there: left as you edited them", False),
        (
            [each for each in outcome.edited if each not in set(outcome.outdated)],
            "left as you edited them",
            False,
        ),
        (outcome.deleted, "deleted here since, and not brought back", False),
        (outcome.gone, "in the deck, but not in the file any more", False),
    )
    for ids, what, is_plain in told:
        if ids:
            yield f"{len(ids):>8,}  {what}{'' if is_plain else f': {named(ids)}'}"


def _losses(outcome: Outcome) -> Iterator[str]:
    # Where not all are shown, those of what is lost come before what was only filled in.
    shown = sorted(outcome.losses, key=lambda loss: (loss.is_filled_in, loss.line))[:MOST_LOSSES]
    for loss in sorted(shown, key=lambda loss: loss.line):
        yield visible(f"  {outcome.name}:{loss.line}: {loss.what}")
    if len(outcome.losses) > MOST_LOSSES:
        yield f"  … and {len(outcome.losses) - MOST_LOSSES:,} more, which --json lists"


def _previewed(note: Note) -> Iterator[str]:
    texts = [to_plain(text) for _, text in texts_by_key(note) if text][1:]
    yield visible(f"  {kind_of(note)}: {_cut(to_plain(first_text(note)))}")
    if texts:
        yield visible(f"      {_cut(' | '.join(texts))}")


def _cut(text: str) -> str:
    return text if len(text) <= 70 else text[:69] + "…"


def named(ids: Sequence[str]) -> str:
    """The first few of some ids."""
    return ", ".join(ids[:MOST_NAMED]) + (" …" if len(ids) > MOST_NAMED else "")


def next_steps(prepared: Prepared) -> Iterator[str]:
    """What to do with a new deck."""
    folder = str(prepared.folder)
    quoted = f'"{folder}"' if " " in folder else folder
    if prepared.new_folder:
        yield f"{folder} holds a deck now. Next:"
        yield f"  ipt-cards check {quoted}"
        yield f"  ipt-cards quiz {quoted}"
        yield f"  ipt-cards build {quoted}"
