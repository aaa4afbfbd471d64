"""Write the notes of a JSON file with genanki and nothing else."""

import json
import sys
from pathlib import Path

import genanki

source, target = sys.argv[1:]
said = json.loads(Path(source).read_text(encoding="utf-8"))
names = ["Text", "Extra"] if said["is_cloze"] else ["Front", "Back", "Extra"]
answer = "{{cloze:Text}}" if said["is_cloze"] else "{{FrontSide}}<hr id=answer>{{Back}}"
model = genanki.Model(
    1607392319,
    "Measured",
    fields=[{"name": name} for name in names],
    templates=[
        {
            "name": "Card 1",
            "qfmt": "{{cloze:Text}}" if said["is_cloze"] else "{{Front}}",
            "afmt": answer,
        }
    ],
    model_type=genanki.Model.CLOZE if said["is_cloze"] else genanki.Model.FRONT_BACK,
)
media = sorted(map(str, Path(source).parent.glob("media/*")))
deck = genanki.Deck(2059400110, "Measured")
for fields, tag in said["notes"]:
    values = [*fields, *[""] * (len(names) - len(fields))]
    deck.add_note(genanki.Note(model=model, fields=values, tags=[tag] if tag else []))
genanki.Package(deck, media).write_to_file(target)
