from ipt_cards.deck.note import BasicNote
from ipt_cards.formats.found import Found, Source
from ipt_cards.formats.registry import format_of, read


def pairs(found: Found) -> list[tuple[str, str]]:
    return [(n.note.front, n.note.back) for n in found.notes if isinstance(n.note, BasicNote)]


def test_questions_and_answers_of_one_line_and_several() -> None:
    text = "Q: What is it?\nA: A *star*.\n\nQ: Name both\nof them.\nA: one\nA: two\n\nQ: alone\n"
    found = read(Source("items.txt", text.encode()))
    assert pairs(found) == [
        ("What is it?", r"A \*star\*."),
        ("Name both\\\nof them.", "one\\\ntwo"),
    ]
    assert [(loss.line, loss.what) for loss in found.losses] == [
        (9, "not taken: the question or its answer is missing")
    ]


def test_html_is_read_where_there_is_some() -> None:
    found = read(Source("items.txt", b"Q: Is it <b>bold</b>?<br>Yes &amp; no\nA: x\n"))
    assert pairs(found) == [("Is it **bold**?\\\nYes & no", "x")]


def test_the_format_is_told_by_the_content() -> None:
    assert format_of(Source("a.txt", b"\xef\xbb\xbfQ: a\nA: b\n")) == "supermemo"
    assert format_of(Source("a.txt", b"a\tb\n")) == "table"
