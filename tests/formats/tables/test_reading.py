import io
import zipfile

import pytest

from ipt_cards.deck.note import BasicNote, ChoiceNote, ClozeNote, Distractor, Note
from ipt_cards.formats.found import UNEXPLAINED, FormatError, Found, Source
from ipt_cards.formats.registry import read


def table(content: str | bytes, name: str = "words.csv", **columns: str) -> Found:
    raw = content if isinstance(content, bytes) else content.encode()
    return read(Source(name, raw, columns))


def pairs(found: Found) -> list[tuple[str, str]]:
    return [(n.note.front, n.note.back) for n in found.notes if isinstance(n.note, BasicNote)]


def only(found: Found) -> Note:
    (each,) = found.notes
    return each.note


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_the_delimiter_is_found(delimiter: str, line_end: str) -> None:
    rows = [("Question", "Answer"), ("What is IPT?", "Interpersonal Therapy"), ("Who?", "Klerman")]
    text = line_end.join(delimiter.join(row) for row in rows)
    assert pairs(table(text)) == rows[1:]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8-sig", "Größe;x\n"),
        ("utf-16", "front;back\nGröße;x\n"),
        ("utf-16-le", "front;back\nwhat is the size of it?;Größe\n"),
        ("utf-16-be", "front;back\nwhat is the size of it?;Größe\n"),
        ("latin-1", "front;back\nWie groß ist München?;sehr groß\n"),
        ("latin-1", "front;back\ncafé;x\n"),
        ("cp1252", "front;back\n“size”;Größe – sehr\n"),
        (
            "cp1251",
            "front;back\nКто написал роман «Война и мир»?;Лев Толстой\nСтолица России;Москва\n",
        ),
        (
            "shift_jis",
            "front;back\n日本の首都はどこですか;東京です\n富士山の高さは;3776メートルです\n",
        ),
    ],
)
def test_the_encoding_is_found(encoding: str, text: str) -> None:
    expected = [tuple(line.split(";")) for line in text.split("\n")[:-1]]
    assert pairs(table(text.encode(encoding))) == [p for p in expected if p != ("front", "back")]


def test_columns_are_told_by_their_heads_in_any_order() -> None:
    found = table("Tags,Definition,Chapter,Term,Notes\na b,the back,Ch. 1,the front,more\n")
    (each,) = found.notes
    assert each.note == BasicNote(
        id="note", front="the front", back="the back", tags=("a", "b"), extra="more"
    )
    assert each.topic == "Ch. 1"


def test_columns_are_mapped_by_name_and_by_number() -> None:
    text = "Wort,Klasse,Bedeutung\nHaus,Nomen,house\n"
    assert pairs(table(text, front="Bedeutung", back="1")) == [("house", "Haus")]
    assert pairs(table("a,b,c\n", front="3", back="1")) == [("c", "a")]


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"frnt": "1"}, "can't hold `frnt`: did you mean `front`"),
        ({"front": "4"}, "no column `4`: there are"),
        ({"front": "Nix"}, "no column `Nix`: there are Question, Answer"),
    ],
)
def test_a_column_that_cant_be_mapped_is_told(columns: dict[str, str], message: str) -> None:
    with pytest.raises(FormatError, match=message):
        table("Question,Answer\na,b\n", **columns)


def test_a_table_of_options_becomes_choices() -> None:
    text = "Question,Correct answer,Wrong 1,Wrong 2,Why 1\nQ?,right,w1,w2,because\n"
    assert only(table(text)) == ChoiceNote(
        id="note",
        question="Q?",
        answers=("right",),
        distractors=(Distractor("w1", "because"), Distractor("w2", UNEXPLAINED)),
    )


def test_each_note_without_a_reason_for_an_option_is_told_by_its_line() -> None:
    found = table(
        "Question,Correct answer,Wrong,Why\n"
        "What helps?,Talking,Silence | Drugs,No.\n"
        "And now?,Talking,Silence | Drugs,No. | No.\n"
        "At all?,Talking,Silence | Drugs | Wine | Sleep,\n"
    )
    put_in = f": `why` is “{UNEXPLAINED}” there"
    assert [(loss.line, loss.what) for loss in found.losses] == [
        (2, f"it doesn't say why “Drugs” is wrong{put_in}"),
        (4, f"it doesn't say why “Silence”, “Drugs”, “Wine” and 1 more are wrong{put_in}"),
    ]


def test_formulas_stay_text() -> None:
    found = table("front,back\n=cmd|' /C calc'!A0,@SUM(1)\n'=1+1,'-5\n")
    assert pairs(found) == [("=cmd|' /C calc'!A0", "@SUM(1)"), ("=1+1", "-5")]


def test_a_quotation_mark_that_doesnt_close_costs_its_line_alone() -> None:
    found = table('front,back\na,b\n"open,c\nd,e\nf,"x\nmore"\ng,"open again\n')
    assert pairs(found) == [("a", "b"), ("d", "e"), ("f", "x\nmore")]
    assert [(loss.line, loss.what) for loss in found.losses] == [
        (3, "not taken: a quotation mark opens in column 1 and doesn't close"),
        (7, "not taken: a quotation mark opens in column 3 and doesn't close"),
    ]


def test_a_file_of_nothing_but_open_quotation_marks_ends_soon() -> None:
    with pytest.raises(FormatError, match=r"words\.csv:102:1: too many rows"):
        table("front,back\n" + '"open,x\n' * 100_000)


def test_ragged_rows_come_in_as_far_as_they_go() -> None:
    found = table("front,back\na,b,c\nd\n,e\n\n,,\nf,g\n")
    assert pairs(found) == [("a", "b"), ("f", "g")]
    assert [loss.line for loss in found.losses] == [2, 3, 4]


def test_quizlets_text_keeps_its_quotation_marks() -> None:
    found = table('term one\t"quoted" words, and more\nterm two\t5" long\n', "quizlet.txt")
    assert pairs(found) == [("term one", '"quoted" words, and more'), ("term two", '5" long')]


ANKI = """#separator:tab
#html:true
#guid column:1
#notetype column:2
#deck column:3
#tags column:6
k#1\tBasic\tA::B\tWhat <b>is</b> it &amp; why?\t"one<br>""two"" "\tt1 t2
k2\tCloze\tA::C\t{{c1::Paris}} is big\tback\t
k3\tBasic (and reversed card)\tA::C\t<div>dog</div>\tHund\t
k4\tBasic (type in the answer)\tA::C\t2 * 3 * 4\t$24\t
"""


def test_ankis_export_is_read_as_its_first_lines_say() -> None:
    found = table(ANKI, "Selected Notes.txt")
    assert [each.note for each in found.notes] == [
        BasicNote(front="What **is** it & why?", back='one\\\n"two"', tags=("t1", "t2"), id="note"),
        ClozeNote(text="{{c1::Paris}} is big", extra="back", id="k2"),
        BasicNote(front="dog", back="Hund", reversed=True, id="k3"),
        BasicNote(front=r"2 \* 3 \* 4", back=r"\$24", typed=True, id="k4"),
    ]
    assert [each.key for each in found.notes] == ["k#1", "k2", "k3", "k4"]
    assert [each.topic for each in found.notes] == ["B", "C", "C", "C"]
    assert [each.line for each in found.notes] == [7, 8, 9, 10]


def test_ankis_plain_text_is_no_markup() -> None:
    found = table(
        "#separator:Semicolon\n#html:false\n#tags:x\n#columns:Back;Front\n<b>;a*b*\n", "a.txt"
    )
    assert only(found) == BasicNote(id="note", front=r"a\*b\*", back=r"\<b>", tags=("x",))


_RELS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship
Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
Target="xl/workbook.xml"/></Relationships>"""
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def test_a_workbook_of_excels_is_read() -> None:
    with io.BytesIO() as packed:
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("_rels/.rels", _RELS)
            archive.writestr(
                "xl/workbook.xml",
                f'<workbook {_MAIN} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
                'relationships"><sheets><sheet name="One" sheetId="1" r:id="r1"/></sheets></workbook>',
            )
            archive.writestr(
                "xl/_rels/workbook.xml.rels",
                _RELS.replace('officeDocument"', 'worksheet"').replace(
                    "xl/workbook.xml", "worksheets/sheet1.xml"
                ),
            )
            archive.writestr(
                "xl/worksheets/sheet1.xml",
                f'<worksheet {_MAIN}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Question'
                '</t></is></c><c r="B1" t="inlineStr"><is><t>Answer</t></is></c></row><row r="3">'
                '<c r="A3" t="inlineStr"><is><t>How many?</t></is></c><c r="B3"><v>12</v></c></row>'
                "</sheetData></worksheet>",
            )
        content = packed.getvalue()
    found = table(content, "words.xlsx")
    assert pairs(found) == [("How many?", "12")]
    assert found.notes[0].line == 3


def test_a_workbook_of_libreoffices_is_read_a_topic_a_sheet() -> None:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    sheet = '<table:table table:name="{}"><table:table-row>{}</table:table-row></table:table>'
    sheets = "".join(
        sheet.format(name, cell.format(f"q{name}") + cell.format(f"a{name}")) for name in "AB"
    )
    names = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{names}:office:1.0" xmlns:table="{names}:table:1.0" '
        f'xmlns:text="{names}:text:1.0"><office:body><office:spreadsheet>{sheets}'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    found = table(packed.getvalue(), "words.ods")
    assert pairs(found) == [("qA", "aA"), ("qB", "aB")]
    assert [each.topic for each in found.notes] == ["A", "B"]


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"", "a.csv", r"a\.csv:1:1: there is no row"),
        (b"\n\n  \n", "a.csv", "there is no row"),
        (b"just a line\n", "a.csv", r"a\.csv:1:1: this row has one column"),
        (b"a,b\n\0\0,\0x\n", "a.csv", r"a\.csv:2:1: a zero byte"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a.csv", r"^a\.csv: this is no text, but another kind of file"),
        (b"PK\x03\x04 broken", "a.xlsx", r"^a\.xlsx: this is no Excel file"),
        (b"PK\x03\x04....collection.anki21...", "a.csv", "anki adopt"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 nothing",
            "a.xls",
            r"^a\.xls: this is no Excel file, or it is damaged",
        ),
        (b"\xff\xfea", "a.csv", r"a\.csv:1:"),
    ],
)
def test_what_is_no_table_is_told(content: bytes, name: str, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        table(content, name)


def test_columns_that_say_something_unknown_are_told() -> None:
    found = table("question,level,answer,After,empty,tags\nQ?,recall,A,x,,t\nR?,,B,,,\n")
    assert pairs(found) == [("Q?", "A"), ("R?", "B")]
    assert [(loss.line, loss.what) for loss in found.losses] == [
        (1, "columns level, After: not read")
    ]
    one = table("\na,b,c\nd,e,f\n", front="3", back="1")
    assert [(loss.line, loss.what) for loss in one.losses] == [(2, "column 2: not read")]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", b"just bytes, and a comma\n"),
        ("a.xlsm", b""),
        ("a.xlsx", b"\0" * 600),
        ("a.xls", b"\0\x01\x02 no text"),
        ("a.ods", b"PK\x03\x04 cut off"),
    ],
)
def test_a_damaged_workbook_is_told_to_be_one(name: str, content: bytes) -> None:
    program = "LibreOffice" if name.endswith("ods") else "Excel"
    with pytest.raises(FormatError, match=f"this is no {program} file, or it is damaged"):
        table(content, name)


def test_a_table_in_text_that_a_program_called_xls_is_read() -> None:
    assert pairs(table("Question\tAnswer\nQ?\tA\n", "a.xls")) == [("Q?", "A")]
