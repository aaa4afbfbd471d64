"""Write the notes of a JSON file with genanki and nothing else."""

import json
import sys
from pathlib import Path

import genanki

source, target = sys.argv[1:]
model = genanki.Model(
    1607392319,
    "Basic",
    fields=[{"name": "Front"}, {"name": "Back"}],
    templates=[
        {"name": "Card 1", "qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr id=answer>{{Back}}"}
    ],
)
deck = genanki.Deck(2059400110, "Measured")
for front, back, tag in json.loads(Path(source).read_text(encoding="utf-8")):
    deck.add_note(genanki.Note(model=model, fields=[front, back], tags=[tag]))
genanki.Package(deck).write_to_file(target)
