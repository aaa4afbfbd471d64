"""In every format that is read: notes keep their ids, however a file changes by turns."""

import io
import json
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from ipt_cards.deck.reading.folder import load_deck
from ipt_cards.formats.found import Source
from ipt_cards.formats.importing import prepare, write
from ipt_cards.formats.merge import Outcome
from ipt_cards.formats.registry import READERS, read


class Card(NamedTuple):
    """A question and its answer. key: for the formats that keep one."""

    key: str
    asked: str
    answer: str


def each(form: str, between: str = "\n") -> Callable[[Sequence[Card]], bytes]:
    return lambda cards: between.join(form.format(*card) for card in cards).encode()


def around(
    before: str, inside: Callable[[Sequence[Card]], bytes], after: str = ""
) -> Callable[[Sequence[Card]], bytes]:
    return lambda cards: before.encode() + inside(cards) + after.encode()


def mochi(cards: Sequence[Card]) -> bytes:
    said = [
        {"~:id": f"~:{key}", "~:content": f"{asked}\n---\n{answer}"} for key, asked, answer in cards
    ]
    container = io.BytesIO()
    with zipfile.ZipFile(container, "w") as archive:
        data = {"~:version": 2, "~:decks": [{"~:name": "D", "~:cards": said}]}
        archive.writestr("data.json", json.dumps(data))
    return container.getvalue()


QTI_ITEM = """<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2" identifier="{0}">
<responseDeclaration identifier="R" cardinality="single" baseType="string">
<correctResponse><value>{2}</value></correctResponse></responseDeclaration>
<itemBody><p>{1}</p><p><textEntryInteraction responseIdentifier="R"/></p></itemBody>
</assessmentItem>"""


def qti(cards: Sequence[Card]) -> bytes:
    container = io.BytesIO()
    resources = each('<resource identifier="{0}" type="imsqti_item_xmlv2p2" href="{0}.xml"/>')
    with zipfile.ZipFile(container, "w") as archive:
        begin = (
            '<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="m"><resources>'
        )
        manifest = around(begin, resources, "</resources></manifest>")
        archive.writestr("imsmanifest.xml", manifest(cards))
        for card in cards:
            archive.writestr(f"{card.key}.xml", QTI_ITEM.format(*card))
    return container.getvalue()


MOODLE = (
    '<question type="shortanswer"><name><text>Question</text></name><questiontext><text>{1}</text>'
    '</questiontext><answer fraction="100"><text>{2}</text></answer></question>'
)
FORMS: dict[str, Callable[[Sequence[Card]], bytes]] = {
    "markdown": around("# T\n\n", each("## {0}\n\n{1}\n\n**Answer:**\n\n{2}", "\n\n")),
    "hashcards": each("Q: {1}\nA: {2}", "\n---\n"),
    "obsidian": each("{1}::{2}", "\n\n"),
    "mochi": mochi,
    "org": each("* {1} :fc:\n:PROPERTIES:\n:FC_TYPE: normal\n:END:\n{2}"),
    "supermemo": each("Q: {1}\nA: {2}", "\n\n"),
    "mnemosyne": around(
        "<mnemosyne>", each('<item id="{0}"><Q>{1}</Q><A>{2}</A></item>'), "</mnemosyne>"
    ),
    "moodle": around("<quiz>", each(MOODLE), "</quiz>"),
    "qti": qti,
    "aiken": each("{1}\nA) {2}\nB) no\nANSWER: A\n"),
    "gift": each("{1} {{={2}}}", "\n\n"),
    "table": around("question,answer\n", each("{1},{2}")),
}

FIRST, SECOND, THIRD, FOURTH, FIFTH = CARDS = [
    Card("k1", "the one", "1 a"),
    Card("k2", "the two", "2 b"),
    Card("k3", "the three", "3 c"),
    Card("k4", "the four", "4 d"),
    Card("k5", "the five", "5 e"),
]


def test_every_format_that_is_read_is_tried() -> None:
    assert FORMS.keys() == READERS.keys()


@pytest.mark.parametrize("format_name", FORMS)
def test_notes_keep_their_ids_however_the_file_changes(tmp_path: Path, format_name: str) -> None:
    folder = tmp_path / "deck"

    def imported(*cards: Card) -> Outcome:
        content = FORMS[format_name](cards)
        scratch = Path(tempfile.mkdtemp(dir=tmp_path))
        prepared = prepare(
            folder, [("x", read(Source("x", content), format_name))], {}, scratch, {}
        )
        write(prepared)
        shutil.rmtree(scratch)
        return prepared.outcomes[0]

    def ids() -> list[str]:
        return [note.id for note in load_deck(folder).notes()]

    first, second, third, fourth, fifth = imported(*CARDS).added
    before = ids()
    assert len(imported(*CARDS).same) == 5
    assert len(imported(*reversed(CARDS)).same) == 5
    answered = SECOND._replace(answer="2 changed")
    assert imported(FIRST, answered, THIRD, FOURTH, FIFTH).updated == [second]
    reworded = THIRD._replace(asked="the three reworded")
    assert imported(FIRST, answered, reworded, FOURTH, FIFTH).updated == [third]
    assert imported(FIRST, answered, reworded, FIFTH).gone == [fourth]
    assert imported(FIRST, answered, reworded, FOURTH, FIFTH).added == []
    (topic,) = (path for path in folder.glob("*.yaml") if path.name != "deck.yaml")
    topic.write_text(topic.read_text().replace("5 e", "five, as its author says"))
    outcome = imported(FIRST, answered, reworded, FOURTH, FIFTH._replace(answer="5 new"))
    assert (outcome.outdated, outcome.updated, outcome.added) == ([fifth], [], [])
    assert "five, as its author says" in topic.read_text()
    assert ids() == before
    assert set(before) == {first, second, third, fourth, fifth}
