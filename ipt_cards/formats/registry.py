"""The formats that are read and written, by name. Their modules are imported when they are used."""

from importlib import import_module
from types import ModuleType
from typing import NamedTuple

from ipt_cards.deck.deck import Deck
from ipt_cards.deck.media_files.media import MediaFolder
from ipt_cards.formats.exported import Exported
from ipt_cards.formats.found import FormatError, Found, Source


class Reader(NamedTuple):
    """A format that is read.

    module: has `read(Source) -> Found`, which raises FormatError, and, where the ending doesn't
        tell the format, `recognises(Source) -> bool`, told by the beginning of the content.
    what: for people. endings: of the files that may hold it.
    """

    module: str
    what: str
    endings: tuple[str, ...]


class Writer(NamedTuple):
    """A format that is written.

    module: has `write(Deck, MediaFolder) -> Exported`. what: for people.
    ending: of the file that is written; "" for a folder.
    """

    module: str
    what: str
    ending: str


READERS = {
    "markdown": Reader(
        "markdown.deck_reading", "Markdown as export writes it", (".md", ".markdown")
    ),
    "hashcards": Reader(
        "markdown.hashcards", "Markdown of hashcards and repeater: Q:, A:, C:", (".md", ".markdown")
    ),
    "obsidian": Reader(
        "markdown.obsidian", "Markdown of Obsidian's Spaced Repetition", (".md", ".markdown")
    ),
    "mochi": Reader(
        "mochi.reading", "Mochi's .mochi, and its Markdown", (".mochi", ".md", ".markdown", ".zip")
    ),
    "org": Reader("org.reading", "Org files with cards of org-fc or anki-editor", (".org", ".txt")),
    "supermemo": Reader("markdown.supermemo", "SuperMemo's text: Q:, A:", (".txt",)),
    "mnemosyne": Reader(
        "mnemosyne.reading", "Mnemosyne's .cards, its database, and XML", (".cards", ".db", ".xml")
    ),
    "moodle": Reader("banks.moodle.reading", "Moodle's XML", (".xml",)),
    "qti": Reader("banks.qti.reading", "QTI 2.1, 2.2 and 3.0", (".zip", ".xml")),
    "aiken": Reader("banks.aiken", "Aiken", (".txt",)),
    "gift": Reader("banks.gift.reading", "GIFT", (".gift", ".txt")),
    "table": Reader(
        "tables.reading",
        "CSV, TSV, Excel, LibreOffice, Anki's and Quizlet's text",
        (".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".xls", ".ods"),
    ),
}
"""In the order in which they are asked whether they recognise a file."""

WRITERS: dict[str, Writer] = {
    "csv": Writer("tables.writing", "a table for any spreadsheet", ".csv"),
    "markdown": Writer("markdown.deck_writing", "a document that import reads back", ".md"),
    "hashcards": Writer("markdown.hashcards", "Markdown for hashcards and repeater", ""),
    "gift": Writer("banks.gift.writing", "GIFT, for Moodle and others", ".gift.txt"),
    "moodle": Writer("banks.moodle.writing", "Moodle's XML, with the media", ".moodle.xml"),
    "aiken": Writer("banks.aiken", "Aiken, for choices alone", ".aiken.txt"),
    "qti": Writer("banks.qti.writing", "a package of QTI 2.2", ".qti.zip"),
    "qti3": Writer("banks.qti.version_3", "a package of QTI 3.0", ".qti3.zip"),
    "docx": Writer("sheet.study_sheet", "a study sheet for a word processor", ".docx"),
    "cards-html": Writer("sheet.printed_cards", "cards to print, cut out and fold", ".cards.html"),
}


def read(source: Source, format_name: str | None = None) -> Found:
    """What stands in a file.

    format_name: one of READERS; told by the file's ending and content where it isn't named.
    Raises FormatError for what can't be read.
    """
    found: Found = _module(READERS[format_name or format_of(source)].module).read(source)
    return found


def format_of(source: Source) -> str:
    """The name of the format that a file is in. Raises FormatError where it is none of them."""
    ending = "." + source.name.rpartition(".")[2].lower()
    named = [name for name, reader in READERS.items() if ending in reader.endings]
    recognised = next((name for name in named if _recognises(name, source)), None)
    if recognised is not None:
        return recognised
    others = (name for name in READERS if name not in named and _tells(name))
    recognised = next((name for name in others if _recognises(name, source)), None)
    if recognised is None:
        raise FormatError(
            source.name,
            1,
            1,
            "this is in no format that is known here, or its ending misleads: say which with --as "
            f"({', '.join(READERS)})",
        )
    return recognised


def write(deck: Deck, media: MediaFolder, format_name: str) -> Exported:
    """A deck in one of WRITERS."""
    exported: Exported = _module(WRITERS[format_name].module).write(deck, media)
    return exported


def _tells(name: str) -> bool:
    return hasattr(_module(READERS[name].module), "recognises")


def _recognises(name: str, source: Source) -> bool:
    module = _module(READERS[name].module)
    return not hasattr(module, "recognises") or bool(module.recognises(source))


def _module(name: str) -> ModuleType:
    return import_module(f"ipt_cards.formats.{name}")
