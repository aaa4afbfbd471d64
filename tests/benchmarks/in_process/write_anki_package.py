"""Write a package of so many notes with the real Anki, as its export does."""

import sys
import tempfile
from pathlib import Path

from anki.collection import AddNoteRequest, Collection, ExportAnkiPackageOptions

from tests.benchmarks.anki_notes import DECKS, PICTURES, anki_notes

target, count = sys.argv[1:]
with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
    collection = Collection(str(Path(folder, "collection.anki2")))
    for name in PICTURES:
        collection.media.write_data(name, b"\x89PNG\r\n\x1a\n" + name.encode())
    decks = {name: collection.decks.id(name) for name in DECKS}
    requests = []
    for said in anki_notes(int(count)):
        note_type = collection.models.by_name(said.kind)
        assert note_type is not None
        note = collection.new_note(note_type)
        note.fields, note.tags = list(said.fields), list(said.tags)
        deck = decks[said.deck]
        assert deck is not None
        requests.append(AddNoteRequest(note, deck))
    collection.add_notes(requests)
    options = ExportAnkiPackageOptions(with_scheduling=True, with_media=True, legacy=False)
    collection.export_anki_package(out_path=target, options=options, limit=None)
    collection.close()
