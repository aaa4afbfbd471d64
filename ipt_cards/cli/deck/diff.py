"""`ipt-cards diff`: what became of a deck's notes between two states of it."""

import json
from collections.abc import Iterator, Sequence

import click

from ipt_cards.anki.comparison import ChangedNote, Comparison, NoteContent, compare
from ipt_cards.deck.markup.parser import escape
from ipt_cards.study.deck_states import contents_of

_SHOWN = 60
"""Characters of a text that stand in a line."""


@click.command
@click.argument("old")
@click.argument("new")
@click.option("--json", "as_json", is_flag=True, help="Print the differences as JSON.")
@click.option("--markdown", is_flag=True, help="Print them as a part of a changelog.")
def command(
    old: str,
    new: str,
    as_json: bool,  # noqa: FBT001 - click's flags
    markdown: bool,  # noqa: FBT001
) -> None:
    """Tell which notes of a deck were added, removed, changed or renamed from OLD to NEW.

    Each is a package (.apkg), a deck's folder, a bundled deck's name, or a revision of git, such as
    v1.0, at which the other one's folder is meant, or that of the deck you work in.
    """
    if as_json and markdown:
        raise click.UsageError("name --json or --markdown, not both")
    found = compare(contents_of(old, new), contents_of(new, old))
    if found.decks:
        click.echo(
            f"The decks have different ids ({', '.join(found.decks)}), so importing one into Anki "
            "doesn't update the other. Their notes are compared by their own ids.",
            err=True,
        )
    if as_json:
        click.echo(json.dumps(_as_json(found), ensure_ascii=False, indent=2))
    elif markdown:
        click.echo("\n".join(_as_markdown(found)))
    else:
        click.echo("\n".join(_for_people(found)))


def _as_json(found: Comparison) -> dict[str, object]:
    def said(note: NoteContent) -> dict[str, object]:
        return {"id": note.id or None, "text": note.text}

    return {
        "added": [said(note) for note in found.added],
        "removed": [said(note) for note in found.removed],
        "changed": [
            {
                "id": note.id or None,
                "text": note.after.text,
                "changes": {
                    name: {"before": before, "after": after}
                    for name, (before, after) in note.changes.items()
                },
            }
            for note in found.changed
        ],
        "renamed": [
            {"before": said(before), "after": said(after)} for before, after in found.renamed
        ],
    }


def _for_people(found: Comparison) -> Iterator[str]:
    if found.is_empty:
        yield "The notes say the same."
        return
    counts = (
        (len(found.added), "added"),
        (len(found.removed), "removed"),
        (len(found.changed), "changed"),
        (len(found.renamed), "renamed"),
    )
    yield ", ".join(f"{count:,} {what}" for count, what in counts if count) + "."
    for sign, notes in (("+", found.added), ("-", found.removed)):
        for note in notes:
            yield f"{sign} {_named(note)}"
    for changed in found.changed:
        yield f"~ {_named(changed.after if changed.after.id else changed.before)}"
        yield from (f"    {name}: {_change(*texts)}" for name, texts in changed.changes.items())
    for before, after in found.renamed:
        yield f"> {_named(after)}"
        yield f"    {_former(before, after)}: progress hangs on the id"


def _as_markdown(found: Comparison) -> Iterator[str]:
    if found.is_empty:
        yield "No note changed."
        return
    parts: Sequence[tuple[str, Sequence[str]]] = (
        ("Added", [_bullet(note) for note in found.added]),
        ("Changed", [_changed_bullet(note) for note in found.changed]),
        (
            "Renamed",
            [
                f"{_bullet(after)} ({_former(before, after, code=True)})"
                for before, after in found.renamed
            ],
        ),
        ("Removed", [_bullet(note) for note in found.removed]),
    )
    blank = False
    for heading, bullets in parts:
        if bullets:
            yield from ([""] if blank else [])
            yield from (f"### {heading}", "", *bullets)
            blank = True


def _bullet(note: NoteContent) -> str:
    shown = escape(_short(note.text))
    return f"- `{note.id}`: {shown}" if note.id else f"- {shown}"


def _changed_bullet(note: ChangedNote) -> str:
    shown = note.after if note.after.id else note.before
    return f"{_bullet(shown)} ({', '.join(name.lower() for name in note.changes)})"


def _former(before: NoteContent, after: NoteContent, *, code: bool = False) -> str:
    """What a renamed note was, as far as it can be told: packages hold no ids.

    code: whether it is Markdown.
    """
    if before.id:
        return f"was `{before.id}`" if code else f"was {before.id}"
    if before.text == after.text:
        return "had another id"
    shown = _short(before.text)
    return f"had another id, and said {escape(shown) if code else shown}"


def _named(note: NoteContent) -> str:
    return f"{note.id}  {_short(note.text)}" if note.id else _short(note.text)


def _change(before: str, after: str) -> str:
    """The two texts from where they part, so that the difference is in sight."""
    same = 0
    while same < min(len(before), len(after)) and before[same] == after[same]:
        same += 1
    start = max(0, same - _SHOWN // 3)
    lead = "…" if start else ""
    return " → ".join(
        f"{lead}{_short(text[start:])}" if text else "nothing" for text in (before, after)
    )


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
