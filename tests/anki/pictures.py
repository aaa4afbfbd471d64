"""Make the README's pictures of cards: `python -m tests.anki.pictures`, from the repository root.

Cards as Anki on a computer shows them, light and dark. Needs Chromium, and a system font that
pleases.
"""

import re
from decimal import Decimal
from pathlib import Path

from ipt_cards.anki.fields import field_values, note_type_of
from ipt_cards.deck.bundled import DEFAULT_DECK, find_deck
from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.note import MatchingNote, Note, NumericNote, OrderingNote, Pair
from ipt_cards.deck.reading.folder import load_deck
from tests.anki.play import DESKTOP, SEEDED, literal
from tests.anki.reviewer import Card, dump, framed, page, picture, render

FOLDER = Path(".github")
WIDTH, GAP = 480, 16

SHOWN = ("cbt-emphasis", "duration-weeks")
PICK = "<script>document.querySelectorAll('.option')[2].classList.add('picked')</script>"


def usual_kinds() -> list[str]:
    """Give the backs of a choice and of a cloze card of the deck, each in both colours."""
    deck = load_deck(find_deck(DEFAULT_DECK))
    notes = {note.id: (note, topic) for topic in deck.topics for note in topic.notes}
    choice, cloze = (_rendered(*notes[name], deck) for name in SHOWN)
    return [
        page(side, night=night, head=SEEDED)
        for side in (choice.back + PICK, cloze.back)
        for night in (False, True)
    ]


NUMERIC = NumericNote(
    id="session-length",
    question="How long is a session, as a rule?",
    number=Decimal(50),
    tolerance=Decimal(5),
    unit="minutes",
)
ORDERING = OrderingNote(
    id="learning",
    question="Put what happens to a note in its order.",
    steps=(
        "You write the note",
        "The note yields a card",
        "You answer the card",
        "The review log keeps the grade",
    ),
)
MATCHING = MatchingNote(
    id="emphasis",
    question="What does each therapy work on?",
    pairs=(
        Pair("IPT", "Relationships"),
        Pair("CBT", "Thoughts and behaviours"),
        Pair("Psychodynamic therapy", "The past"),
    ),
)
ANSWERED: tuple[tuple[Note, str], ...] = (
    (
        NUMERIC,
        """const box = document.getElementById("typeans"); box.value = "47 minutes";
        box.dispatchEvent(new Event("input", { bubbles: true }));""",
    ),
    (ORDERING, "[0, 1, 3, 2].forEach(put);"),
    (MATCHING, "[0, 2, 1].forEach(put);"),
)
PUT = """function put(place) {
  document.querySelector(`.option.place-${place + 1}`).click();
}"""


def exam_kinds() -> list[str]:
    """Give a numeric, an ordering and a matching card, asked by day and answered by night."""
    topic = Topic("t", "Exam", tuple(note for note, _ in ANSWERED))
    deck = Deck(id="d", name="D", topics=(topic,))
    return [
        _answered(_rendered(note, topic, deck), steps, night=night)
        for note, steps in ANSWERED
        for night in (False, True)
    ]


def _rendered(note: Note, topic: Topic, deck: Deck) -> Card:
    kind = note_type_of(note)
    values = field_values(note, topic, deck, str)
    card, *_ = render(kind, dict(zip(kind.fields, values, strict=True)))
    box = '<input type="text" id="typeans">'
    return Card(
        card.front.replace("[[type:Answer]]", box), card.back.replace("[[type:Answer]]", "")
    )


def _answered(card: Card, steps: str, *, night: bool) -> str:
    turned = "side(back);" if night else ""
    return page("", night=night, head=SEEDED).replace(
        "</body>",
        f"<script>{DESKTOP}{PUT}const [front, back] = {literal([card.front, card.back])};"
        f"side(front);{steps}{turned}</script></body>",
    )


def sheet(panels: list[str]) -> str:
    """Lay the pages out in two columns, each row as high as its cards."""
    shown = "".join(framed(html, 'scrolling="no"') for html in panels)
    return f"""<!doctype html><html><head><meta charset="utf-8"><style>
body {{ margin: 0; display: grid; grid-template-columns: {WIDTH}px {WIDTH}px; gap: {GAP}px;
  width: max-content }}
iframe {{ width: {WIDTH}px; height: 100px; box-sizing: border-box;
  border: 1px solid #8885; border-radius: 14px }}
</style></head><body>{shown}<script>
addEventListener("load", () => {{
  for (const frame of document.querySelectorAll("iframe"))
    frame.style.height = frame.contentDocument.documentElement.scrollHeight + "px";
  document.body.dataset.height = document.body.scrollHeight;
}});
</script></body></html>"""


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, panels in (("card-light-dark", usual_kinds()), ("card-exam-kinds", exam_kinds())):
        html = sheet(panels)
        height = re.search(r'data-height="(\d+)"', dump(html))
        assert height, "the page did not load"
        target = (FOLDER / f"{name}.png").absolute()
        picture(html, target, 2 * WIDTH + GAP, int(height[1]))


if __name__ == "__main__":
    main()
