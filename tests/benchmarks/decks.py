"""Decks to measure with: the same notes as our YAML, as anki-yaml-tool's, and as JSON."""

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

NOTES_A_TOPIC = 500
MARKUP_EVERY = 24
"""One text in so many has an emphasised word, as in the deck on Interpersonal Therapy."""

PICTURES = 500
PICTURE_BYTES = 200_000

WORDS = (  # noqa: SIM905 - a list would take a line a word
    "therapist client relationship session symptom grief role transition dispute interpersonal "
    "problem area phase mood depression history inventory support social loss mourning attachment "
    "expectation communication analysis decision skill practice affect feeling change expression "
    "current focus life event stress vulnerability treatment manual trial remission relapse goal "
    "week course formulation contract ending independence strength warning sign network family "
    "partner friend anger sadness hope question answer evidence study outcome measure group adult"
).split()


class BenchmarkNote(NamedTuple):
    """A note. yaml: the lines after its id, as ours. fields: its fields in Anki, the tag apart."""

    id: str
    yaml: str
    fields: tuple[str, ...]
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """What the notes of a deck look like.

    what: what its notes have. note: makes the note of a number. is_cloze: whether Anki takes its first field for a cloze.
    """

    name: str
    what: str
    note: Callable[[random.Random, int], BenchmarkNote]
    is_cloze: bool = False


def _short(rng: random.Random, number: int) -> BenchmarkNote:
    front, back = f"{_sentence(rng, 1)} {number}?", _sentence(rng, 1)
    yaml = f"    front: {json.dumps(front)}\n    back: {json.dumps(back)}\n"
    return BenchmarkNote(f"n{number}", yaml, (front, back))


def _long(rng: random.Random, number: int) -> BenchmarkNote:
    front, back = f"{_sentence(rng, 9)} {number}?", f"{_sentence(rng, 10)}."
    tag = f"part-{number % 7}"
    yaml = f"    front: {json.dumps(front)}\n    back: {back}\n    tags: [{tag}]\n"
    return BenchmarkNote(f"note-{number:06}", yaml, (front, back), tag)


def _cloze(rng: random.Random, number: int) -> BenchmarkNote:
    words = iter(rng.sample(WORDS, 15))  # none twice, or a gap's answer would stand beside it
    parts = [
        f"{next(words)} {next(words)} {next(words)} {{{{c{gap}::{next(words)} {next(words)}}}}}"
        for gap in (1, 2, 3)
    ]
    text = f"{', '.join(parts).capitalize()} {number}."
    return BenchmarkNote(f"cloze-{number:06}", f"    cloze: {json.dumps(text)}\n", (text,))


def _choice(rng: random.Random, number: int) -> BenchmarkNote:
    question = f"{_sentence(rng, 9)} {number}?"
    answer, *wrong = (f"{word} {_sentence(rng, 3).lower()}" for word in rng.sample(WORDS, 4))
    whys = [f"{_sentence(rng, 8)}." for _ in wrong]
    yaml = f"    question: {json.dumps(question)}\n    answer: {json.dumps(answer)}\n"
    yaml += "    distractors:\n" + "".join(
        f"      - text: {json.dumps(text)}\n        why: {json.dumps(why)}\n"
        for text, why in zip(wrong, whys, strict=True)
    )
    options = "".join(f"<li>{text}</li>" for text in (answer, *wrong))
    return BenchmarkNote(
        f"choice-{number:06}", yaml, (question, f"<ol>{options}</ol>", "<br>".join(whys))
    )


def _pictured(rng: random.Random, number: int) -> BenchmarkNote:
    front, back = f"{_sentence(rng, 4)} {number}?", f"![A picture](media/{number:03}.png)"
    yaml = f"    front: {json.dumps(front)}\n    back: {json.dumps(back)}\n"
    return BenchmarkNote(f"picture-{number:03}", yaml, (front, f'<img src="{number:03}.png">'))


SHORT_NOTES = Shape("short", "60 bytes each", _short)
LONG_NOTES = Shape("basic", "200 bytes each", _long)
CLOZES = Shape("cloze", "three deletions each", _cloze, is_cloze=True)
CHOICES = Shape("choice", "four options each, three with why they are wrong", _choice)
PICTURED = Shape("pictured", "a picture each", _pictured)
SHAPES = {each.name: each for each in (SHORT_NOTES, LONG_NOTES, CLOZES, CHOICES, PICTURED)}


def topics(
    count: int, shape: Shape = LONG_NOTES, a_topic: int = NOTES_A_TOPIC
) -> Iterator[list[BenchmarkNote]]:
    """So many notes, a list a topic: always the same ones."""
    rng = random.Random(6)  # noqa: S311 - the same on all machines, not secret
    for first in range(0, count, a_topic):
        yield [shape.note(rng, number) for number in range(first, min(first + a_topic, count))]


def write_deck(
    folder: Path, count: int, shape: Shape = LONG_NOTES, a_topic: int = NOTES_A_TOPIC
) -> None:
    """A deck of ours, in a file for each topic."""
    folder.mkdir(parents=True)
    (folder / "deck.yaml").write_text("id: measured\nname: Measured\n", encoding="utf-8")
    for number, notes in enumerate(topics(count, shape, a_topic), start=1):
        lines = [f"topic: Topic {number}\nnotes:\n"]
        lines += [f"  - id: {note.id}\n{note.yaml}" for note in notes]
        (folder / f"topic-{number:03}.yaml").write_text("".join(lines), encoding="utf-8")


def write_pictures(folder: Path) -> None:
    """The pictures of a deck whose notes have one each: noise, as a photograph is to a zip file."""
    media = folder / "media"
    media.mkdir()
    rng = random.Random(7)  # noqa: S311 - the same on all machines, not secret
    for number in range(PICTURES):
        head = b"\x89PNG\r\n\x1a\n"
        (media / f"{number:03}.png").write_bytes(head + rng.randbytes(PICTURE_BYTES - len(head)))


def edit_one_note(folder: Path, edit: int) -> None:
    """Add a word to a note in the middle of the deck."""
    files = sorted(folder.glob("topic-*.yaml"))
    path = files[len(files) // 2]
    head, separator, tail = path.read_text(encoding="utf-8").partition('?"')
    if not separator:
        head, separator, tail = head.partition('."')
    path.write_text(f"{head} edit {edit}{separator}{tail}", encoding="utf-8")


def write_for_anki_yaml_tool(file: Path, count: int, shape: Shape = LONG_NOTES) -> None:
    """The notes, basic ones, as the one file that anki-yaml-tool takes."""
    with file.open("w", encoding="utf-8") as stream:
        stream.write(
            "config:\n  name: Basic\n  deck-name: Measured\n  fields: [Front, Back]\n"
            "  templates:\n    - name: Card 1\n      qfmt: '{{Front}}'\n"
            "      afmt: '{{FrontSide}}<hr id=answer>{{Back}}'\ndata:\n"
        )
        for notes in topics(count, shape):
            stream.writelines(f"  - id: {note.id}\n{note.yaml}" for note in notes)


def write_for_genanki(file: Path, count: int, shape: Shape = LONG_NOTES) -> None:
    """The notes as JSON, for a script that hands them to genanki."""
    rows = [[note.fields, note.tag] for notes in topics(count, shape) for note in notes]
    said = {"is_cloze": shape.is_cloze, "notes": rows}
    file.write_text(json.dumps(said), encoding="utf-8")


def _sentence(rng: random.Random, length: int) -> str:
    words = rng.choices(WORDS, k=length)
    if rng.randrange(MARKUP_EVERY) == 0:
        words[length // 2] = f"*{words[length // 2]}*"
    return " ".join(words).capitalize()
