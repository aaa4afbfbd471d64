"""`ipt-cards new`: a small deck to start from."""

from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import click

from ipt_cards.atomic_file import write_atomically
from ipt_cards.cli.deck.schema import schema_text
from ipt_cards.deck.deck import Blueprint, Deck, Topic
from ipt_cards.deck.note import (
    BasicNote,
    ChoiceNote,
    ClozeNote,
    Distractor,
    MatchingNote,
    NumericNote,
    OcclusionNote,
    OrderingNote,
    Pair,
)
from ipt_cards.deck.occlusion import Box, Mask
from ipt_cards.deck.text import suggested_identifier
from ipt_cards.deck.writing.deck_yaml import deck_files

_PICTURE = "forgetting-curve.png"

_FIRST_TOPIC = Topic(
    id="basics",
    name="Basics",
    notes=(
        BasicNote(
            id="testing-effect",
            front="Why does recalling a fact teach more than reading it again?",
            back="Each act of recall **strengthens the memory** that it uses.",
            extra="One idea a card, in words that need no other card.",
        ),
        BasicNote(
            id="sm-2-abbreviation",
            front="SM-2",
            back="SuperMemo 2",
            reversed=True,
            typed=True,
            accept=("SuperMemo-2",),
        ),
        ClozeNote(
            id="card-count",
            text="A cloze note yields {{c1::one card::how many cards?}} for each "
            "{{c2::cloze number}} in its text.",
        ),
        ChoiceNote(
            id="note-id",
            question="What must never change in a note?",
            answers=("Its id",),
            distractors=(
                Distractor("Its text", "You may edit a text at any time: progress stays."),
                Distractor("Its topic", "A note may move: its progress goes along."),
                Distractor("Its tags", "Tags only help to find and filter cards."),
            ),
        ),
        NumericNote(
            id="second-interval",
            question="After how long does SM-2 ask a card again that was known twice?",
            number=Decimal(6),
            unit="days",
            extra="`tolerance: 1` would take 5 to 7 days, `tolerance: 10 %` a tenth more or less.",
        ),
        OrderingNote(
            id="from-note-to-memory",
            question="Put what happens to a note in its order.",
            steps=(
                "You write the note",
                "The note yields a card",
                "You answer the card",
                "The review log keeps the grade",
            ),
        ),
        MatchingNote(
            id="grades",
            question="Which grade belongs to which answer?",
            pairs=(
                Pair("forgotten", "Again"),
                Pair("known with much effort", "Hard"),
                Pair("known after a moment", "Good"),
                Pair("known at once", "Easy"),
            ),
        ),
        OcclusionNote(
            id="forgetting-curve",
            image=f"pics/{_PICTURE}",
            header="What stands here, from one review to the next?",
            masks=(
                Mask(1, Box(4.5, 36, 5, 25), "Memory"),
                Mask(2, Box(22, 25, 17, 10), "Forgetting"),
                Mask(3, Box(41, 69, 13, 11), "A review brings memory back"),
                Mask(3, Box(70, 69, 13, 11)),
                Mask(4, Box(81, 87, 11, 10), "Days"),
            ),
        ),
    ),
)


@click.command
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--name", help="The deck's name in Anki.  [default: from DIR]")
def command(folder: Path, name: str | None) -> None:
    """Write a small deck to DIR, with a note of each kind, to start from."""
    if folder.is_dir() and any(folder.iterdir()):
        raise click.UsageError(f"{folder} is not empty: name a new folder")
    stem = folder.resolve().name
    deck = Deck(
        id=suggested_identifier(stem) or "deck",
        name=name or _name_from(stem),
        description="Say here in a sentence what the deck teaches.",
        topics=(_FIRST_TOPIC,),
        blueprint=Blueprint(weights=((_FIRST_TOPIC.id, 100),), questions=8, minutes=10),
    )
    texts = deck_files(deck, schema="")
    texts |= {f"{file}.schema.json": schema_text(file) for file in ("topic", "deck")}
    (folder / "pics").mkdir(parents=True, exist_ok=True)
    picture = files("ipt_cards.cli.deck").joinpath(_PICTURE).read_bytes()
    write_atomically(folder / "pics" / _PICTURE, picture)
    for file_name, text in texts.items():
        write_atomically(folder / file_name, text.encode())
    click.echo(f"{folder} holds a deck now. Edit {folder / 'basics.yaml'}, then run:")
    quoted = f'"{folder}"' if " " in str(folder) else str(folder)
    click.echo(f"  ipt-cards check {quoted}")
    click.echo(f"  ipt-cards build {quoted}")


def _name_from(stem: str) -> str:
    words = " ".join(stem.replace("-", " ").replace("_", " ").replace("::", " ").split())
    return words[:1].upper() + words[1:] or "Deck"
