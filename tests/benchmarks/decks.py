"""Decks to measure with: the same notes as our YAML, as anki-yaml-tool's, and as JSON."""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

NOTES_A_TOPIC = 500
MARKUP_EVERY = 24
"""One text in so many has an emphasised word, as in the deck on Interpersonal Therapy."""

_WORDS = (  # noqa: SIM905 - a list would take a line a word
    "therapist client relationship session symptom grief role transition dispute interpersonal "
    "problem area phase mood depression history inventory support social loss mourning attachment "
    "expectation communication analysis decision skill practice affect feeling change expression "
    "current focus life event stress vulnerability treatment manual trial remission relapse goal "
    "week course formulation contract ending independence strength warning sign network family "
    "partner friend anger sadness hope question answer evidence study outcome measure group adult"
).split()


class BenchmarkNote(NamedTuple):
    """A basic note."""

    id: str
    front: str
    back: str
    tag: str


def topics(count: int) -> Iterator[list[BenchmarkNote]]:
    """So many notes, a list a topic: always the same ones."""
    rng = random.Random(6)  # noqa: S311 - the same on all machines, not secret
    for first in range(0, count, NOTES_A_TOPIC):
        yield [
            BenchmarkNote(
                id=f"note-{number:06}",
                front=f"{_sentence(rng, 9)} {number}?",
                back=f"{_sentence(rng, 10)}.",
                tag=f"part-{number % 7}",
            )
            for number in range(first, min(first + NOTES_A_TOPIC, count))
        ]


def write_deck(folder: Path, count: int) -> None:
    """A deck of ours, in a file for each topic."""
    folder.mkdir(parents=True)
    (folder / "deck.yaml").write_text("id: measured\nname: Measured\n", encoding="utf-8")
    for number, notes in enumerate(topics(count), start=1):
        lines = [f"topic: Topic {number}\nnotes:\n"]
        lines += [
            f"  - id: {note.id}\n    front: {json.dumps(note.front)}\n    back: {note.back}\n"
            f"    tags: [{note.tag}]\n"
            for note in notes
        ]
        (folder / f"topic-{number:03}.yaml").write_text("".join(lines), encoding="utf-8")


def edit_one_note(folder: Path, edit: int) -> None:
    """Change a word in the middle of the deck."""
    files = sorted(folder.glob("topic-*.yaml"))
    path = files[len(files) // 2]
    head, tail = path.read_text(encoding="utf-8").split("    back: ", 1)
    path.write_text(f"{head}    back: Edit {edit} {tail}", encoding="utf-8")


def write_for_anki_yaml_tool(file: Path, count: int) -> None:
    """The notes as the one file that anki-yaml-tool takes."""
    with file.open("w", encoding="utf-8") as stream:
        stream.write(
            "config:\n  name: Basic\n  deck-name: Measured\n  fields: [Front, Back]\n"
            "  templates:\n    - name: Card 1\n      qfmt: '{{Front}}'\n"
            "      afmt: '{{FrontSide}}<hr id=answer>{{Back}}'\ndata:\n"
        )
        for notes in topics(count):
            for note in notes:
                stream.write(
                    f"  - id: {note.id}\n    front: {json.dumps(note.front)}\n"
                    f"    back: {note.back}\n    tags: [{note.tag}]\n"
                )


def write_for_genanki(file: Path, count: int) -> None:
    """The notes as JSON, for a script that hands them to genanki."""
    rows = [[note.front, note.back, note.tag] for notes in topics(count) for note in notes]
    file.write_text(json.dumps(rows), encoding="utf-8")


def _sentence(rng: random.Random, length: int) -> str:
    words = rng.choices(_WORDS, k=length)
    if rng.randrange(MARKUP_EVERY) == 0:
        words[length // 2] = f"*{words[length // 2]}*"
    return " ".join(words).capitalize()
