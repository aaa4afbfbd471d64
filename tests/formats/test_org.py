"""Org files in the forms that the documents of org-fc and anki-editor have."""

import pytest

from ipt_cards.deck.note import BasicNote, ClozeNote, Note
from ipt_cards.formats.found import FormatError, Found, Source
from ipt_cards.formats.registry import format_of, read


def org(text: str) -> Found:
    return read(Source("words.org", text.encode()))


def notes(text: str) -> list[Note]:
    return [each.note for each in org(text).notes]


def basic(front: str, back: str, **more: object) -> BasicNote:
    return BasicNote(id="note", front=front, back=back, **more)  # type: ignore[arg-type]


def cloze(text: str, extra: str = "") -> ClozeNote:
    return ClozeNote(id="note", text=text, extra=extra)


def fc(kind: str, title: str = "Title", body: str = "body", more: str = "") -> str:
    return f"""#+TITLE: My cards
* Some heading :biology:
** TODO [#A] {title}       :cell:fc:
SCHEDULED: <2026-99-99 Mon>
:PROPERTIES:
:ID: 9f80ab65
:FC_TYPE: {kind}
:END:
:REVIEW_DATA:
| position | due                  |
|----------+----------------------|
| front    | 2000-01-01T00:00:00Z |
:END:
{body}
{more}
"""


def test_a_card_of_org_fcs_has_its_heading_as_question_or_a_heading_back() -> None:
    tags = ("biology", "cell")
    assert notes(fc("normal")) == [basic("Title", "body", tags=tags)]
    assert notes(fc("normal", more="*** Back\nIt is /so/.\n**** And\nmore")) == [
        basic("Title\n\nbody", "It is *so*.\n\n#### And\n\nmore", tags=tags)
    ]
    assert notes(fc("double")) == [basic("Title", "body", reversed=True, tags=tags)]
    found = org(fc("normal"))
    assert (found.name, found.notes[0].key, found.notes[0].line) == ("My cards", "9f80ab65", 3)


def test_a_text_to_be_typed_is_the_first_line_or_what_of_it_is_emphasised() -> None:
    tags = ("biology", "cell")
    typed = notes(fc("text-input", body="Lisbon\n\nOn the Tagus."))
    assert typed == [basic("Title", "Lisbon", typed=True, extra="On the Tagus.", tags=tags)]
    (note,) = notes(fc("text-input", body="It is ~ls~ with an option."))
    assert note == basic("Title", "ls", typed=True, extra="It is `ls` with an option.", tags=tags)


def test_holes_are_clozes_by_their_numbers_with_hints_also_in_code() -> None:
    text = "A {{hole}@0}, {{hints}{a clue}@2}, {{$x^{2}$}@1} and {{new}}.\n"
    text += "#+begin_src awk\n{{BEGIN}@4} { print }\n,* no heading\n#+end_src"
    (note,) = notes(fc("cloze", "A {{title}@3}", text))
    assert isinstance(note, ClozeNote)
    assert note.text == (
        "A {{c4::title}}\n\nA {{c1::hole}}, {{c3::hints::a clue}}, {{c2::$x^{2}$}} and {{c6::new}}."
        "\n\n```awk\n{{c5::BEGIN}} { print }\n* no heading\n```"
    )


def test_an_enumerations_rule_is_told_as_lost() -> None:
    text = fc("cloze", body="{{a}@0}").replace(":END:", ":FC_CLOZE_TYPE: enumeration\n:END:", 1)
    assert [(loss.line, loss.what) for loss in org(text).losses] == [
        (3, "which of its other gaps are shown with one that is asked isn't kept")
    ]


def ankis(kind: str, below: str, properties: str = "") -> str:
    return (
        "#+PROPERTY: ANKI_DECK Languages::English\n"
        f"* Raining :vocab:\n:PROPERTIES:\n:ANKI_NOTE_TYPE: {kind}\n{properties}:END:\n{below}"
    )


def test_fields_of_anki_editors_are_headings_properties_or_what_is_left() -> None:
    tags = ("vocab",)
    both = "** Front\n   (it's) raining\n   cats\n** Back\n   very hard\n"
    assert notes(ankis("Basic (and reversed card)", both)) == [
        basic("(it's) raining cats", "very hard", reversed=True, tags=tags)
    ]
    assert notes(ankis("Basic", "** Back\nhard\n")) == [basic("Raining", "hard", tags=tags)]
    assert notes(ankis("Basic", "How hard?\n** Answer\nVery\n** Extra\nmore\n")) == [
        basic("How hard?", "Very", extra="more", tags=tags)
    ]
    assert notes(ankis("Basic", "hard\n")) == [basic("Raining", "hard", tags=tags)]
    assert notes(ankis("Basic", "** Front\nx\n")) == [basic("x", "Raining", tags=tags)]
    assert notes(ankis("Basic", "b\n", ":ANKI_FIELD_FRONT: asked\n:ANKI_TAGS: one two\n")) == [
        basic("asked", "b", tags=("one", "two", "vocab"))
    ]
    assert org(ankis("Basic", "hard\n")).notes[0].topic == "Languages::English"


def test_clozes_of_anki_editors() -> None:
    text = "** Text\nThis is {{c1::*bold*::a hint}}.\n** Back Extra\nmore\n"
    (note,) = notes(ankis("Cloze", text))
    assert note == ClozeNote(
        id="note", text="This is {{c1::**bold**::a hint}}.", extra="more", tags=("vocab",)
    )
    assert [loss.what for loss in org(ankis("Cloze", "nothing\n")).losses] == [
        "“Raining” isn't taken: nothing in its text is hidden"
    ]


def test_fields_that_are_html_by_a_property_or_a_mark() -> None:
    raw = "** Front\n*a* <b>b</b>\n** Back\nc<br>\nd\n"
    assert notes(ankis("Basic", raw, ":ANKI_FORMAT: nil\n")) == [
        basic(r"\*a\* **b**", "c\\\nd", tags=("vocab",))
    ]
    assert notes(ankis("Basic", "** Front\n*a*\n** Back\n# raw\n<i>b</i>\n")) == [
        basic("**a**", "*b*", tags=("vocab",))
    ]


@pytest.mark.parametrize(
    ("written", "markdown"),
    [
        (
            "*b* /i/ +s+ =v= ~c *x*~ a*b*c snake_case",
            "**b** *i* ~~s~~ `v` `c *x*` a\\*b\\*c snake_case",
        ),
        ("a\n\nb \\\\\nc", "a\n\nb\\\nc"),
        ("- a\n- b\n  1. c\n  2. d :: e\nend", "- a\n- b\n  1. c\n  2. **d**: e\n\nend"),
        ("| a | b |\n|---+---|\n| 1 | *2* |", "| a | b |\n| --- | --- |\n| 1 | **2** |"),
        ("#+begin_quote\nq\n#+end_quote\n# comment\n: fixed", "> q\n\n```\nfixed\n```"),
        (r"\(x_1 < y\), $z$ and \[a\], 5$ and \alpha", r"$x_1 < y$, $z$ and $$a$$, 5\$ and α"),
        ("\\begin{align}\na\n\\end{align}", r"$$\begin{align} a \end{align}$$"),
        ("[[https://a.org][site]] [[id:x][there]] [fn:1]", "[site](https://a.org) there"),
        ("[[file:pics/a b.png][A map]]", "![A map](pics/a%20b.png)"),
        ("x^{2} and H_{2}O", "x^2^ and H~2~O"),
        ("#+begin_export html\n<b>\n#+end_export\n<b>no</b> {{c1::x}}", r"\<b>no</b> \{{c1::x}}"),
    ],
)
def test_orgs_markup_is_shown_as_it_was(written: str, markdown: str) -> None:
    (note,) = notes(ankis("Basic", f"** Front\n{written}\n** Back\nx\n"))
    assert isinstance(note, BasicNote)
    assert note.front == markdown


def test_a_file_is_known_by_its_ending_or_its_cards_and_needs_some() -> None:
    assert format_of(Source("a.txt", ankis("Basic", "x\n").encode())) == "org"
    with pytest.raises(FormatError, match="no heading in it is a card"):
        org("* Heading\ntext\n")
