from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from ipt_cards.deck.bundled import find_deck
from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.media_files.media import MediaFolder
from ipt_cards.deck.note import BasicNote, ClozeNote, Note, NumericNote, OcclusionNote
from ipt_cards.deck.reading.folder import load_deck
from ipt_cards.deck.spelling import USUAL
from ipt_cards.formats.found import Found, Source
from ipt_cards.formats.registry import format_of, read, write
from tests.strategies import decks


def there_and_back(deck: Deck) -> Found:
    (content,) = write(deck, MediaFolder(Path()), "markdown").files.values()
    return read(Source("deck.md", content), "markdown")


def sayable(note: Note) -> Note:
    """The note without what the writer lists as not said."""
    said = replace(note, sources=(), allow=(), after=(), facts=())
    said = (
        replace(said, guid="", template=1)
        if isinstance(said, BasicNote)
        else replace(said, guid="")
    )
    return replace(said, spelling=USUAL) if isinstance(said, BasicNote | ClozeNote) else said


@given(decks())
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_a_deck_written_as_markdown_reads_back_as_the_same_notes(deck: Deck) -> None:
    wanted = [
        (topic.name, sayable(note))
        for topic in deck.topics
        for note in topic.notes
        if not isinstance(note, OcclusionNote)
    ]
    if not wanted:
        return
    found = there_and_back(deck)
    assert [(each.topic, each.note) for each in found.notes] == wanted
    assert found.losses == ()


@given(decks())
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_what_isnt_said_is_listed(deck: Deck) -> None:
    losses = write(deck, MediaFolder(Path()), "markdown").losses
    told = {loss.note.id for loss in losses if loss.note is not None}
    assert told == {
        note.id for note in deck.notes() if isinstance(note, OcclusionNote) or sayable(note) != note
    }


def test_the_bundled_deck_comes_back_and_is_known_by_its_content() -> None:
    folder = find_deck("ipt")
    deck = load_deck(folder)
    (content,) = write(deck, MediaFolder(folder), "markdown").files.values()
    source = Source("ipt.md", content)
    assert format_of(source) == "markdown"
    assert [each.note for each in read(source).notes] == list(map(sayable, deck.notes()))


def test_texts_that_read_like_the_documents_own_marks_come_back() -> None:
    odd = "# one\n## two\n**Answer:**\n**Tags:** x\n\\# three\n\\\\**Extra:** y\n- [x] z\n1. a"
    note = BasicNote(id="odd", front=odd, back=odd, extra=odd)
    found = there_and_back(Deck("d", "D", topics=(Topic("t", "T", (note,)),)))
    assert [each.note for each in found.notes] == [note]


def test_it_reads_like_a_document() -> None:
    folder = find_deck("ipt")
    (content,) = write(load_deck(folder), MediaFolder(folder), "markdown").files.values()
    assert content.decode().startswith("# ")
    assert "\n\n**Options:**\n\n- [" in content.decode()


def test_a_document_that_somebody_wrote_by_hand() -> None:
    written = """# Geography

## What is the capital of Portugal?

Lisbon, on the
Tagus.

**Tags:** europe capital

## Which is larger?

**Options:**
- [x] Spain
- [ ] Portugal
  > A fifth of it.
- [ ] Andorra

## the-river

The {{c1::Tagus}} ends in Lisbon.

## empty
"""
    found = read(Source("x.md", written.encode()), "markdown")
    assert [each.note.id for each in found.notes] == ["note", "note", "the-river"]
    first, second, third = (each.note for each in found.notes)
    assert first == BasicNote(
        id="note",
        front="What is the capital of Portugal?",
        back="Lisbon, on the\nTagus.",
        tags=("europe", "capital"),
    )
    assert [d.why for d in second.distractors] == ["A fifth of it.", "Not a right answer."]  # type: ignore[union-attr]
    assert isinstance(third, ClozeNote)
    assert {each.topic for each in found.notes} == {"Geography"}
    assert [(loss.line, loss.what) for loss in found.losses] == [
        (10, "it doesn't say why “Andorra” is wrong: `why` is “Not a right answer.” there"),
        (22, "“empty” isn't taken: it asks nothing"),
    ]


def test_a_part_that_says_what_no_note_can_costs_only_itself() -> None:
    written = """## one

Who?

**Answer:**

No one

**Also right:**

- nobody

**Typed:** no

**Asked:** twice

**Level:** hard

## two

How long?

**Number:** 50

**Tolerance:** -2

**Unit:** zorks??

**Level:** recal
"""
    found = read(Source("x.md", written.encode()), "markdown")
    assert [each.note for each in found.notes] == [
        BasicNote(id="one", front="Who?", back="No one"),
        NumericNote(id="two", question="How long?", number=Decimal(50)),
    ]
    told = {loss.line: loss.what for loss in found.losses}
    assert told.keys() == {9, 13, 15, 17, 25, 27, 29}
    assert told[9] == "left out of “one”: `Also right` goes only with `**Typed:** yes`"
    assert told[13] == "left out of “one”: `typed` can't be `no`: it may be yes"
    assert told[15].endswith("`asked` can't be `twice`: it may be in both directions")
    assert told[17].endswith(
        "`level` can't be `hard`: it may be recall, understanding, application"
    )
    assert told[25].startswith("left out of “two”: `-2` is no tolerance: write how far")
    assert told[27].startswith("left out of “two”: `zorks??` is no unit: write one such as mg")
    assert told[29] == "left out of “two”: `level` can't be `recal`: did you mean `recall`?"
