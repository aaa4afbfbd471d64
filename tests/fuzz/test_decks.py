"""Any file at all in a deck's folder: it is refused in words, or it is a deck that can be used."""

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Group

from ipt_cards.anki.packaging.package import package
from ipt_cards.deck.deck import Deck, Labels
from ipt_cards.deck.media_files.media import MediaFolder
from ipt_cards.deck.reading.folder import read_folder
from ipt_cards.deck.rules.warnings import warnings
from ipt_cards.deck.showing.plain_text import answer_texts, question_text
from ipt_cards.deck.text import first_control_character
from ipt_cards.quiz.screen import Revealed, asked
from ipt_cards.terminal.cards import question as card_screen
from ipt_cards.terminal.cards.answer import answer_parts
from ipt_cards.terminal.screen.console import plain_of
from tests.fuzz.found import inputs
from tests.fuzz.mutation import mutated

IPT = Path(__file__).parents[2] / "decks" / "ipt"
TOPICS = [path.read_bytes()[:4000] for path in sorted(IPT.glob("*.yaml"))]
DESCRIPTION = (IPT / "deck.yaml").read_bytes()
TOKENS = [
    *(b"{{c1::", b"}}", b"::", b"{{c501::", b"![](", b"[x](javascript:", b"|-\n|", b"```", b"<b>"),
    *(
        b"\n  - id: ",
        b"front: ",
        b"cloze: ",
        b"answer: ",
        b"distractors:",
        b"typed: true",
        b"{",
        b"[",
    ),
    *(b"\t", b"\\e[2J", b"\\u202e", b"\xc2\x9b", b"\x1b]52;c;", b"\xef\xbb\xbf", b"\x00", b"\xff"),
    *(b"&a ", b"*a", b"!!python/object/apply:os.system ", b"---\n", b"%YAML 9.9\n", b"<<: ", b"? "),
    *(b"'", b'"', b": ", b"- ", b"#", b"|\n", b">-\n", b"../" * 40, b"9" * 5000, b"99999999999"),
]


def read(topic: bytes, description: bytes = b"id: demo\nname: Demo\n") -> None:
    """Read a deck and do all that is done with one."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "deck.yaml").write_bytes(description)
        (folder / "topic.yaml").write_bytes(topic)
        reading = read_folder(folder)
        for problem in [*reading.problems, *warnings(reading, folder)]:
            assert problem.message
            assert problem.at.line >= 1
            assert problem.at.column >= 1
        if reading.deck is not None and not any(each.is_error for each in reading.problems):
            use(reading.deck, folder)
        assert {path.name for path in folder.iterdir()} == {"deck.yaml", "topic.yaml"}


def use(deck: Deck, folder: Path) -> None:
    labels = Labels.of(deck)
    assert package(deck, MediaFolder(folder), 1_700_000_000)
    for card in deck.cards():
        texts = [question_text(card), *answer_texts(card)]
        revealed = Revealed(asked(card, "1", 0))
        for parts in (
            card_screen.question_parts(revealed.asked),
            answer_parts(revealed, labels),
        ):
            texts += plain_of(Group(*parts), 60).split("\n")
        assert not any(map(first_control_character, texts))
        json.dumps(texts).encode()


@given(topic=st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode()))
def test_arbitrary_bytes(topic: bytes) -> None:
    read(topic)


@given(st.data())
def test_arbitrary_yaml(data: st.DataObject) -> None:
    keys = ["id", "front", "back", "cloze", "question", "answer", "distractors", "text", "why"]
    texts = st.sampled_from(
        ["", "a", "{{c1::a}}", "{{c2::{{c1::b::h}}}} ![x](y.png)", "~", "\u202e"]
    )
    values = st.recursive(
        texts | st.text(max_size=20) | st.integers() | st.booleans() | st.none(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(keys) | st.text(max_size=5), inner, max_size=6)
        ),
        max_leaves=12,
    )
    notes = data.draw(
        st.lists(st.dictionaries(st.sampled_from(keys), values, max_size=5), max_size=4)
    )
    read(json.dumps({"topic": data.draw(values), "notes": notes}).encode())


@given(mutated(TOPICS, TOKENS))
def test_a_topic_that_something_happened_to(topic: bytes) -> None:
    read(topic)


@given(mutated([DESCRIPTION], TOKENS))
def test_a_description_that_something_happened_to(description: bytes) -> None:
    read(TOPICS[0], description)


@pytest.mark.parametrize("path", inputs("deck"), ids=lambda path: path.name)
def test_what_once_did_harm(path: Path) -> None:
    read(path.read_bytes())
