"""Reading a table of questions and answers."""

import csv
import io

from ipt_cards.deck.note import BasicNote
from ipt_cards.deck.text import normal_text
from ipt_cards.formats.found import NO_ID, FormatError, Found, FoundNote, Loss, Source


def read(source: Source) -> Found:
    """The notes in a table. Raises FormatError for what is none."""
    try:
        text = source.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FormatError(source.name, 1, 1, f"the file is not UTF-8: {error.reason}") from None
    notes: list[FoundNote] = []
    losses: list[Loss] = []
    rows = csv.reader(io.StringIO(text, newline=""))
    line = 1
    for row in rows:
        begins, line = line, rows.line_num + 1
        front, back = (*(normal_text(cell) for cell in row), "", "")[:2]
        if front and back:
            notes.append(FoundNote(BasicNote(id=NO_ID, front=front, back=back), front, begins))
        elif front or back:
            losses.append(Loss(begins, "not taken: the question or the answer is missing"))
    return Found(source.stem, tuple(notes), tuple(losses))
