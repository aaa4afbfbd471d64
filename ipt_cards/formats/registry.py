"""The formats that are read and written, by name. Their modules are imported when they are used."""

from importlib import import_module
from types import ModuleType
from typing import NamedTuple

from ipt_cards.deck.deck import Deck
from ipt_cards.deck.media_files.media import MediaFolder
from ipt_cards.formats.archive import ZIP, names_in
from ipt_cards.formats.encoding import is_no_text
from ipt_cards.formats.exported import Exported
from ipt_cards.formats.found import FormatError, Found, NoTextError, Source


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
    ending: of the file that is written; "" for a folder. others: what its name may end in, too.
    """

    module: str
    what: str
    ending: str
    others: tuple[str, ...] = ()

    @property
    def endings(self) -> tuple[str, ...]:
        """What the name of a file may end in, the usual first; empty for a folder."""
        usual = (f".{self.ending.rpartition('.')[2]}",) if self.ending else ()
        return (*usual, *self.others)


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
    "markdown": Writer(
        "markdown.deck_writing", "a document that import reads back", ".md", (".markdown",)
    ),
    "hashcards": Writer("markdown.hashcards", "Markdown for hashcards and repeater", ""),
    "gift": Writer("banks.gift.writing", "GIFT, for Moodle and others", ".gift.txt", (".gift",)),
    "moodle": Writer("banks.moodle.writing", "Moodle's XML, with the media", ".moodle.xml"),
    "aiken": Writer("banks.aiken", "Aiken, for choices alone", ".aiken.txt"),
    "qti": Writer("banks.qti.writing", "a package of QTI 2.2", ".qti.zip"),
    "qti3": Writer("banks.qti.version_3", "a package of QTI 3.0", ".qti3.zip"),
    "docx": Writer("sheet.study_sheet", "a study sheet for a word processor", ".docx"),
    "cards-html": Writer(
        "sheet.printed_cards", "cards to print, cut out and fold", ".cards.html", (".htm",)
    ),
}

_ANKIS = frozenset({"collection.anki2", "collection.anki21", "collection.anki21b"})
"""One of them is in each of Anki's packages."""
_ANKIS_ENDINGS = (".anki2", ".anki21")
_SQLITE = b"SQLite format 3"


def read(source: Source, format_name: str | None = None) -> Found:
    """What stands in a file.

    format_name: one of READERS; told by the file's ending and content where it isn't named.
    Raises FormatError for what can't be read.
    """
    if format_name is None:
        format_name = format_of(source)
    else:
        _require_other_than_ankis(source)
    found: Found = _module(READERS[format_name].module).read(source)
    return found


def _require_other_than_ankis(source: Source) -> None:
    if source.content.startswith(ZIP):
        # A damaged one names its members no more, but where each of them begins.
        is_ankis = bool(_ANKIS & names_in(source)) or b"collection.anki2" in source.content[:4096]
    else:
        is_ankis = source.content.startswith(_SQLITE) and source.name.lower().endswith(
            _ANKIS_ENDINGS
        )
    if is_ankis or source.name.lower().endswith((".apkg", ".colpkg")):
        file = f'"{source.name}"' if " " in source.name else source.name
        what = "package" if not source.content.startswith(_SQLITE) else "collection"
        raise NoTextError(
            source.name, f"this is a {what} of Anki's: `ipt-cards anki adopt {file}` takes it"
        )


def format_of(source: Source) -> str:
    """The name of the format that a file is in. Raises FormatError where it is none of them."""
    _require_other_than_ankis(source)
    ending = "." + source.name.rpartition(".")[2].lower()
    named = [name for name, reader in READERS.items() if ending in reader.endings]
    recognised = next((name for name in named if _recognises(name, source)), None)
    if recognised is not None:
        return recognised
    others = (name for name in READERS if name not in named and _tells(name))
    recognised = next((name for name in others if _recognises(name, source)), None)
    if recognised is None:
        why = (
            "this is in no format that is known here, or its ending misleads: say which with --as "
            f"({', '.join(READERS)})"
        )
        if is_no_text(source.content):
            raise NoTextError(source.name, why)
        raise FormatError(source.name, 1, 1, why)
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
