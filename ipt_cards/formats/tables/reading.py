"""Reading a table of questions and answers."""

import re
from collections.abc import Iterator, Mapping
from html import escape
from itertools import chain
from typing import NamedTuple

from ipt_cards.deck.text import normal_text, without_control_characters
from ipt_cards.formats.encoding import text_of
from ipt_cards.formats.found import FormatError, Found, FoundNote, Loss, Source, unexplained
from ipt_cards.formats.tables.anki_text import AnkiText, anki_text
from ipt_cards.formats.tables.cells import as_meant, split
from ipt_cards.formats.tables.columns import (
    Columns,
    mapped_columns,
    named_columns,
    usual_columns,
)
from ipt_cards.formats.tables.notes import NotTakenError, RowReader
from ipt_cards.formats.tables.rows import Row, Rows, delimited
from ipt_cards.formats.tables.sheets import is_workbook, require_text, workbook

_WORDS = re.compile(r"[^\W\d_](?:[^\W_]|[ ,.;:?!'()])*")
"""Text that is the same in HTML, in Markdown, and on its own."""

_SHOWN = {"front": "question", "back": "answer"}


class AnyMedia(Mapping[str, str]):
    """Every file that a field of Anki's names, by its own name: whether it is there shows later."""

    def __getitem__(self, name: str) -> str:
        if not name or "/" in name or "\\" in name or ":" in name:
            raise KeyError(name)
        return name

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


class _Sheet(NamedTuple):
    """A table's rows from the first note on, and what its columns hold."""

    rows: Iterator[Row]
    columns: Columns
    heads: tuple[str, ...]
    is_ankis: bool
    first_line: int


def read(source: Source) -> Found:
    """The notes in a table. Raises FormatError for what is none."""
    anki: AnkiText | None = None
    if is_workbook(source):
        rows = workbook(source)
        encoding = ""
    else:
        require_text(source)
        text, encoding = text_of(source)
        anki = anki_text(text)
        rows = (
            delimited(source, anki.rest, anki.delimiter, anki.lines + 1)
            if anki
            else delimited(source, text, None)
        )
    sheet = _sheet(source, rows, anki)
    reader = RowReader(
        sheet.columns,
        _markdown if anki is None else _html if anki.is_html else _plain,
        split,
        kind=anki.kind if anki else "",
        tags=anki.tags if anki else (),
    )
    notes, losses = _notes(sheet, reader, anki.topic if anki else "")
    told = [*([encoding] if encoding else []), rows.read_as, *_told(sheet)]
    return Found(
        source.stem,
        tuple(_without_common_deck(notes)),
        (*losses, *rows.losses),
        read_as="; ".join(told),
    )


def _sheet(source: Source, rows: Rows, anki: AnkiText | None) -> _Sheet:
    """Tells what the columns hold: as mapped, as Anki says, by their heads, else by their order."""
    listed = iter(rows.rows)
    first = next(listed, None)
    if first is None:
        raise FormatError(source.name, 1, 1, "there is no row in it")
    heads = list(anki.heads) if anki and anki.heads else first.cells
    width = max(len(heads), len(first.cells))
    named = named_columns(heads)
    mapped, by_head = mapped_columns(source, heads, width)
    has_heads = not (anki and anki.heads) and bool(named or by_head)
    if not has_heads:
        listed = chain([first], listed)
    columns = dict(named)
    if not named:
        taken = set(anki.columns.values()) if anki else set()
        fields = [place for place in range(width) if place not in taken]
        columns = {
            what: tuple(fields[place] for place in places if place < len(fields))
            for what, places in usual_columns(len(fields)).items()
        }
        if len(fields) < 2 and not mapped and not (anki and anki.kind == "Cloze"):
            raise FormatError(
                source.name,
                first.line,
                1,
                "this row has one column, and a table of cards has two at least: a question and "
                "its answer. If it is another format, say which with --as",
            )
    if anki:
        columns |= {what: (place,) for what, place in anki.columns.items()}
    mapped_places = {place for places in mapped.values() for place in places}
    columns = {
        what: tuple(place for place in places if place not in mapped_places)
        for what, places in columns.items()
        if what not in mapped
    } | mapped
    columns = {what: places for what, places in columns.items() if places}
    known = bool(named or by_head or (anki and anki.heads))
    shown = tuple(heads) if known else ()
    return _Sheet(listed, columns, shown, is_ankis=anki is not None, first_line=first.line)


def _notes(sheet: _Sheet, reader: RowReader, topic: str) -> tuple[list[FoundNote], list[Loss]]:
    notes: list[FoundNote] = []
    losses: list[Loss] = []
    width = max((place for places in sheet.columns.values() for place in places), default=0) + 1
    width = max(width, len(sheet.heads))
    unread = sorted(
        {*range(width)} - {each for places in sheet.columns.values() for each in places}
    )
    left: set[int] = set()
    for line, cells, name in sheet.rows:
        where = f" (sheet {name})" if name else ""
        if len(cells) > width and any(map(str.strip, cells[width:])):
            more = " | ".join(filter(None, map(str.strip, cells[width:])))
            losses.append(Loss(line, f"more columns than expected, left out: {more[:60]}{where}"))
        if name and named_columns(cells):
            continue  # each sheet has its own line of heads
        left.update(place for place in unread if place < len(cells) and cells[place].strip())
        if not sheet.is_ankis:
            cells = list(map(as_meant, cells))  # noqa: PLW2901 - as they are to be read
        try:
            note = reader.note(cells)
        except (NotTakenError, ValueError) as error:
            losses.append(Loss(line, f"not taken: {error}{where}"))
            continue
        losses += unexplained(line, reader.unexplained(cells, note), behind=where)
        key = reader.cell(cells, "id") or reader.cell(cells, "front") or reader.cell(cells, "cloze")
        own = reader.cell(cells, "topic") if "topic" in sheet.columns else ""
        notes.append(FoundNote(note, key, line, own or topic or name))
    return notes, [*_not_read(sheet, sorted(left)), *losses]


def _not_read(sheet: _Sheet, places: list[int]) -> Iterator[Loss]:
    """Columns that say something, and nothing that is known."""
    heads = [sheet.heads[place].strip() if place < len(sheet.heads) else "" for place in places]
    named = [head[:40] or str(place + 1) for head, place in zip(heads, places, strict=True)]
    if named:
        what = "columns" if len(named) > 1 else "column"
        yield Loss(sheet.first_line, f"{what} {', '.join(named)}: not read")


def _without_common_deck(notes: list[FoundNote]) -> list[FoundNote]:
    """The notes without the level that all of several decks of Anki's share."""
    topics = {each.topic for each in notes}
    if len(topics) < 2 or len({topic.partition("::")[0] for topic in topics}) > 1:
        return notes
    return [
        FoundNote(each.note, each.key, each.line, each.topic.partition("::")[2] or each.topic)
        for each in notes
    ]


def _told(sheet: _Sheet) -> list[str]:
    told = []
    for what, places in sheet.columns.items():
        heads = [
            sheet.heads[place] if place < len(sheet.heads) else f"column {place + 1}"
            for place in places
        ]
        named = _SHOWN.get(what, what)
        if [head.casefold() for head in heads] != [named]:
            told.append(f"{' and '.join(heads)} = {named}")
    return [", ".join(told)] if told else []


def _markdown(cell: str, has_clozes: bool) -> str:  # noqa: ARG001, FBT001 - as _html
    return normal_text(without_control_characters(cell))


def _html(cell: str, has_clozes: bool) -> str:  # noqa: FBT001 - a cell is a cloze's or isn't
    if _WORDS.fullmatch(cell):
        return normal_text(cell)
    from ipt_cards.deck.from_html.markdown import to_markdown  # noqa: PLC0415 - where Anki says so

    return to_markdown(cell, AnyMedia(), has_clozes=has_clozes).text


def _plain(cell: str, has_clozes: bool) -> str:  # noqa: FBT001
    return _html(escape(cell, quote=False).replace("\n", "<br>"), has_clozes)
