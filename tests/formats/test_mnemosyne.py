"""Texts and structure as Mnemosyne 2.11 itself wrote them, of facts of each of its card types."""

import io
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from ipt_cards.deck.note import BasicNote, ClozeNote, Note
from ipt_cards.formats.found import FormatError, Found, Source
from ipt_cards.formats.media import gathered
from ipt_cards.formats.registry import format_of, read

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415478da63f8cfc0"
    "00000301010018dd8db00000000049454e44ae426082"
)

FACTS = {
    "f1": ("1", {"f": "What is <b>IPT</b>?\nReally", "b": "<$>x^2 < y</$>, <latex>$\\pi$</latex>"}),
    "f2": ("2", {"f": "dog", "b": "Hund"}),
    "f3": ("3::own name", {"f": "hola", "p_1": "ola", "m_1": "hello", "n": "informal"}),
    "f4": ("4", {"loc": "Gent", "blank": '<img src="a ü.png">', "marked": '<img src="b.png">'}),
    "f5": ("5", {"text": "The [Whigs:party] and [others: rest] in {{c1::x}}"}),
    "f6": ("6", {"f": "La [casa:house] es [grande]", "p_1": "", "m_1": "It is big", "n": ""}),
    "f7": ("9c2", {"0": "first", "1": "second", "2": "third"}),
    "f8": ("1", {"f": "no answer", "b": " "}),
}


def basic(front: str, back: str, **more: object) -> BasicNote:
    return BasicNote(id="note", front=front, back=back, **more)  # type: ignore[arg-type]


def expected(blank: str, marked: str) -> list[Note]:
    return [
        basic("What is **IPT**?\\\nReally", r"$x^2 < y$, $\pi$", tags=("IPT::Basics", "two-words")),
        basic("dog", "Hund", reversed=True),
        basic("hola", "hello", reversed=True, extra="ola\n\ninformal"),
        basic(f"Gent\n\n![]({blank})", f"![]({marked})"),
        basic(f"![]({marked})", "Gent"),
        ClozeNote(
            id="note",
            text="The {{c1::Whigs::party}} and {{c2::others::rest}} in &#123;&#123;c1::x}}",
        ),
        basic("La casa es grande", "It is big"),
        ClozeNote(id="note", text="La {{c1::casa::house}} es {{c2::grande}}", extra="It is big"),
        basic("first", "second", extra="third"),
    ]


def entry(kind: int, attributes: str = "", inside: str = "") -> str:
    return f'<log type="{kind}" {attributes}>{inside}</log>\n'


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def shared(**more: bytes) -> Source:
    entries = [
        entry(10, 'o_id="t1"', "<name>two words</name>"),
        entry(10, 'o_id="t2"', "<name>IPT::Basics</name>"),
        entry(10, 'o_id="t3"', "<name>__UNTAGGED__</name>"),
    ]
    for key, (_, texts) in FACTS.items():
        fields = "".join(
            f"<{'___' if name.isdigit() else ''}{name}>{escaped(text)}"
            f"</{'___' if name.isdigit() else ''}{name}>"
            for name, text in texts.items()
        )
        entries.append(entry(16, f'o_id="{key}"', fields))
    for key, (kind, _) in FACTS.items():
        tags = "t2,t1" if key == "f1" else "t3"
        entries.append(
            entry(6, f'o_id="c{key}" card_t="{kind}" fact="{key}" fact_v="1.1" tags="{tags}"')
        )
    xml = f'<openSM2sync number_of_entries="{len(entries)}">{"".join(entries)}</openSM2sync>\n'
    container = io.BytesIO()
    with zipfile.ZipFile(container, "w") as archive:
        archive.writestr("cards.xml", xml)
        archive.writestr("METADATA", "card_set_name:x\n")
        for name, content in more.items():
            archive.writestr(name, content)
    return Source("words.cards", container.getvalue())


def notes(found: Found) -> list[Note]:
    return [each.note for each in found.notes]


def test_facts_of_every_card_type_in_what_mnemosyne_shares() -> None:
    source = shared(**{"a ü.png": PIXEL, "b.png": PIXEL})
    assert format_of(source) == "mnemosyne"
    found = read(source)
    blank, marked = found.media
    assert notes(found) == expected(blank, marked)
    assert [each.key for each in found.notes][3:6] == ["f4", "f4/1", "f5"]
    assert [loss.what for loss in found.losses] == [
        "its card type is its author's own: the first field asks, the second answers",
        "not taken: its question or its answer is empty",
    ]


def database() -> Source:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(
            "create table facts(_id integer primary key, id text);"
            "create table data_for_fact(_fact_id integer, key text, value text);"
            "create table cards(_id integer primary key, id text, card_type_id text,"
            " _fact_id integer, fact_view_id text);"
            "create table tags(_id integer primary key, id text, name text);"
            "create table tags_for_card(_card_id integer, _tag_id integer);"
            "create table fact_views(id text primary key, type_answer boolean default 0);"
            "insert into tags values(1, 't1', 'two words'), (2, 't2', 'IPT::Basics'),"
            " (3, 't3', '__UNTAGGED__');"
            "insert into fact_views values('1.1', 0), ('1.9', 1);"
        )
        for number, (key, (kind, texts)) in enumerate(FACTS.items(), 1):
            connection.execute("insert into facts values(?, ?)", (number, key))
            connection.execute(
                "insert into cards values(?, ?, ?, ?, '1.1')", (number, f"c{key}", kind, number)
            )
            for name, text in texts.items():
                connection.execute("insert into data_for_fact values(?,?,?)", (number, name, text))
            tags = (2, 1) if key == "f1" else (3,)
            connection.executemany(
                "insert into tags_for_card values(?, ?)", [(number, tag) for tag in tags]
            )
        connection.commit()
        return Source("here/default.db", connection.serialize())


def test_a_learners_own_database_says_the_same_with_media_from_the_folder_beside_it(
    tmp_path: Path,
) -> None:
    source = database()
    assert format_of(source) == "mnemosyne"
    (tmp_path / "default.db_media").mkdir()
    for name in ("a ü.png", "b.png"):
        (tmp_path / "default.db_media" / name).write_bytes(PIXEL)
    media: dict[str, Path] = {}
    found = gathered(read(source), tmp_path, tmp_path / "scratch", media)
    blank, marked = media
    assert blank.isascii()
    assert notes(found) == expected(blank, marked)
    assert marked == "default.db_media/b.png"


def test_a_database_of_somebody_elses_is_refused_and_so_is_a_damaged_one() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript("create table a(b); create view facts as select 1;")
        other = connection.serialize()
    for content in (other, database().content[:5000], b"SQLite format 3\0" + b"x" * 90):
        with pytest.raises(FormatError, match=r"^default\.db: "):
            read(Source("default.db", content), "mnemosyne")


def test_xml_of_the_first_version() -> None:
    xml = """<?xml version="1.0" encoding="UTF-8"?>
<mnemosyne core_version="1" time_of_start="1247619600" >
<item id="a1"><cat>&lt;default&gt;</cat><Q>one</Q><A>1</A></item>
<item id="b2"><cat>Some words</cat><Q>two</Q><A>2</A></item>
<item id="b2.inv"><cat>Some words</cat><Q>2</Q><A>two</A></item>
<item id="c3"><cat>x</cat><Q>f</Q><A>p\nt</A></item>
<item id="c3.tr.1"><cat>x</cat><Q>t</Q><A>f\np</A></item>
<item id="d4.inv"><cat>x</cat><Q>left</Q><A>alone</A></item>
</mnemosyne>"""
    source = Source("old.xml", xml.encode())
    assert format_of(source) == "mnemosyne"
    assert notes(read(source)) == [
        basic("one", "1"),
        basic("two", "2", reversed=True, tags=("Some-words",)),
        basic("f", "t", reversed=True, extra="p", tags=("x",)),
        basic("left", "alone", tags=("x",)),
    ]


def test_a_pickle_is_never_opened() -> None:
    pickled = b"--- Mnemosyne Data Base --- Format Version 3 ---\n(lp1\n"
    with pytest.raises(FormatError, match="can run code"):
        read(Source("default.mem", pickled))
