"""Mochi's archives in each of the forms that its documentation and its own exports have."""

import io
import json
import zipfile
from collections.abc import Mapping

import pytest

from ipt_cards.deck.note import BasicNote, ClozeNote, Note
from ipt_cards.formats.found import FormatError, Found, Source
from ipt_cards.formats.mochi.manifest import from_transit
from ipt_cards.formats.registry import format_of, read

PIXEL = bytes.fromhex("89504e470d0a1a0a") + b"x"

VERBOSE = {
    "~:version": 2,
    "~:decks": [
        {
            "~:id": "~:langDECK",
            "~:name": "Languages",
            "~:cards": {
                "~#list": [
                    {
                        "~:id": "~:cardAAAA",
                        "~:name": "Hello",
                        "~:content": "# Hello\n---\n![](@media/pic.png)\n---\nsaid by all\n\n#greeting",
                        "~:tags": {"~#set": ["two words"]},
                        "~:review-reverse?": True,
                        "~:created-at": {"~#dt": 1694628450954},
                        "~:reviews": [{"~:date": {"~#dt": 1}, "~:remembered?": True}],
                    },
                    {"~:id": "~:cardBBBB", "~:content": "{{1::Both}} and {{2::that}}\n---\nmore"},
                    {"~:id": "~:cardCCCC", "~:content": "Hidden {{at once}}: {{two}}"},
                    {"~:id": "~:cardDDDD", "~:content": "only a note"},
                    {"~:id": "~:cardEEEE", "~:content": "a\n---\nb", "~:trashed?": {"~#dt": 1}},
                ]
            },
        },
        {
            "~:id": "~:spanDECK",
            "~:name": "Spanish",
            "~:parent-id": "~:langDECK",
            "~:template-id": "~:tempAAAA",
            "~:cards": {
                "~#list": [
                    {
                        "~:id": "~:cardFFFF",
                        "~:content": "",
                        "~:fields": {
                            "~:name": {"~:id": "~:name", "~:value": "perro"},
                            "~:backFLD1": {"~:id": "~:backFLD1", "~:value": "dog"},
                        },
                    }
                ]
            },
        },
    ],
    "~:cards": [
        {
            "~:id": "~:cardGGGG",
            "~:deck-id": "~:spanDECK",
            "~:content": "see [[cardAAAA]]\n---\n[[x|y]]",
        }
    ],
    "~:templates": {
        "~#list": [
            {
                "~:id": "~:tempAAAA",
                "~:name": "Word",
                "~:content": "<< Word >><< #Note >> (<< Note >>)<< /Note >>\n---\n**<< Back >>**",
                "~:fields": {
                    "~:name": {"~:id": "~:name", "~:name": "Word"},
                    "~:backFLD1": {"~:id": "~:backFLD1", "~:name": "Back"},
                    "~:noteFLD1": {"~:id": "~:noteFLD1", "~:name": "Note"},
                },
            }
        ]
    },
}


def archive(files: Mapping[str, str | bytes], name: str = "words.mochi") -> Source:
    container = io.BytesIO()
    with zipfile.ZipFile(container, "w") as opened:
        for each, content in files.items():
            opened.writestr(each, content)
    return Source(name, container.getvalue())


def notes(found: Found) -> list[Note]:
    return [each.note for each in found.notes]


def basic(front: str, back: str, **more: object) -> BasicNote:
    return BasicNote(id="note", front=front, back=back, **more)  # type: ignore[arg-type]


def test_an_export_with_decks_templates_and_media() -> None:
    source = archive({"data.json": json.dumps(VERBOSE), "pic.png": PIXEL})
    assert format_of(source) == "mochi"
    found = read(source)
    (picture,) = found.media
    assert notes(found) == [
        basic(
            "# Hello",
            f"![]({picture})",
            reversed=True,
            extra="said by all",
            tags=("two-words", "greeting"),
        ),
        ClozeNote(id="note", text="{{c1::Both}} and {{c2::that}}", extra="more"),
        ClozeNote(id="note", text="Hidden {{c1::at once}}: {{c1::two}}"),
        basic("perro", "**dog**"),
        basic("see Hello", "x"),
    ]
    assert [(each.key, each.topic) for each in found.notes] == [
        ("cardAAAA", "Languages"),
        ("cardBBBB", "Languages"),
        ("cardCCCC", "Languages"),
        ("cardFFFF", "Languages::Spanish"),
        ("cardGGGG", "Languages::Spanish"),
    ]
    assert [(loss.line, loss.what) for loss in found.losses] == [
        (4, "“only a note” isn't taken: it has one side, and nothing in it to hide"),
        (5, "“a --- b” isn't taken: it is in the trash"),
    ]


def test_transit_that_names_earlier_texts_by_codes() -> None:
    said = '["^ ","~:version",2,"~:decks",[["^ ","~:name","A","~:cards",["~#list",[["^ ",'
    said += '"~:content","a\\n---\\nb"],["^ ","^5","~~c\\n---\\nd"]]]],["^ ","^1","B"]]]'
    assert from_transit(said) == {
        "version": 2,
        "decks": [
            {"name": "A", "cards": [{"content": "a\n---\nb"}, {"content": "~c\n---\nd"}]},
            {"decks": "B"},
        ],
    }


def test_an_archive_with_edn() -> None:
    edn = '{:version 2 :decks [{:name "Sample deck" :id :abcdefgh :cards [{:content "q\\n---\\na"}'
    edn += ' {:content "x {{y}}" :tags #{"t"} :created-at #inst "2024-01-01T00:00:00Z"}]}]}'
    found = read(archive({"data.edn": edn}))
    assert notes(found) == [basic("q", "a"), ClozeNote(id="note", text="x {{c1::y}}", tags=("t",))]
    assert {each.topic for each in found.notes} == {"Sample deck"}


def test_markdown_a_card_a_file_a_deck_a_folder() -> None:
    source = archive(
        {"Bio/cell.md": "Cell?\n---\nIt\n```\n---\n```\nlives", "Bio/Deep/x.md": "one {{two}}"},
        "bio.zip",
    )
    assert format_of(source) == "mochi"
    found = read(source)
    assert notes(found) == [
        ClozeNote(id="note", text="one {{c1::two}}"),
        basic("Cell?", "It\n```\n---\n```\nlives"),
    ]
    assert [each.topic for each in found.notes] == ["Bio::Deep", "Bio"]
    alone = Source("cell.md", b"What is a <font color='red'>cell</font>?\n---\nIt lives")
    assert format_of(alone) == "mochi"
    assert notes(read(alone)) == [basic("What is a cell?", "It lives")]


@pytest.mark.parametrize(
    "files",
    [
        {"data.json": "[1]"},
        {"data.json": "{"},
        {"data.json": "[" * 100_000},
        {"data.edn": "{:a"},
        {"data.edn": "#foo {:a 1}"},
        {"data.json": "{}", "../evil.png": b"x"},
        {"data.json": b"\xff\xfe"},
    ],
    ids=["a list", "cut off", "deep", "cut off edn", "unknown tag", "outside", "no text"],
)
def test_an_archive_that_says_nothing_of_decks_is_refused(files: Mapping[str, str | bytes]) -> None:
    with pytest.raises(FormatError, match=r"^words\.mochi: "):
        read(archive(files))


def test_odd_values_where_decks_and_cards_should_be_are_passed_over() -> None:
    odd = {"~:decks": [1, {"~:cards": {"~#list": [None, {"~:content": 7}, {"~:fields": [1]}]}}]}
    found = read(archive({"data.json": json.dumps(odd)}))
    assert found.notes == ()
    assert len(found.losses) == 2


def test_a_side_of_html_that_shows_nothing_is_none() -> None:
    with pytest.raises(FormatError, match="it has one side"):
        read(Source("card.md", b"front\n---\n<b>"), "mochi")
