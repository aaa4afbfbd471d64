"""From a file of Mnemosyne's to notes."""

import re

from ipt_cards.formats.archive import ZIP, names_in
from ipt_cards.formats.banks.xml_file import parse_xml
from ipt_cards.formats.found import FormatError, Found, FoundNote, Loss, NoTextError, Source
from ipt_cards.formats.media import MediaBeside
from ipt_cards.formats.mnemosyne.database import SQLITE, facts_in
from ipt_cards.formats.mnemosyne.facts import notes_of
from ipt_cards.formats.mnemosyne.shared import CARDS, archived_facts, facts_of_first_version

_ROOT = re.compile(rb"<mnemosyne[\s>]")
_PICKLED = b"--- Mnemosyne Data Base ---"


def recognises(source: Source) -> bool:
    """Whether the file is an archive with Mnemosyne's XML, such XML, or a database of its."""
    content = source.content
    if content.startswith(SQLITE):
        return source.name.lower().endswith(".db") or b"data_for_fact" in content
    return (
        CARDS in names_in(source)
        or content.startswith(_PICKLED)
        or bool(_ROOT.search(content[:4096]))
    )


def read(source: Source) -> Found:
    """The notes of a file. Raises FormatError for what is none of Mnemosyne's."""
    content = source.content
    held: dict[str, bytes] = {}
    paths: dict[str, str] | MediaBeside
    if content.startswith(ZIP):
        facts, media, paths = archived_facts(source)
        held = media.files
    elif content.startswith(SQLITE):
        facts = facts_in(source)
        name = source.name.replace("\\", "/").rpartition("/")[2]
        paths = MediaBeside(f"{name}_media/")
    elif content.startswith(_PICKLED):
        raise NoTextError(
            source.name, "a .mem file can run code when it is read: export XML from Mnemosyne"
        )
    else:
        root = parse_xml(source.name, content)
        if root.tag != "mnemosyne":
            raise FormatError(
                source.name, root.line, 1, f"<{root.tag}> stands where <mnemosyne> should"
            )
        facts = list(facts_of_first_version(root))
        paths = MediaBeside("")
    notes: list[FoundNote] = []
    losses: list[Loss] = []
    for fact in facts:
        notes += notes_of(fact, paths, losses)
    return Found(source.stem, tuple(notes), tuple(losses), held)
