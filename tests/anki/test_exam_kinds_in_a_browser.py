"""Numeric, ordering and matching cards in Chromium, as Anki on a computer and on a phone shows them."""

from decimal import Decimal
from typing import Any

import pytest

from ipt_cards.anki.fields import field_values, note_type_of
from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.note import MatchingNote, Note, NumericNote, OrderingNote, Pair
from tests.anki.play import DESKTOP, PHONE, STORAGE_REFUSED, literal, play
from tests.anki.reviewer import Card, framed, page, render
from tests.browsers import needs_chromium

pytestmark = needs_chromium
each_anki = pytest.mark.parametrize("anki", [DESKTOP, PHONE], ids=["desktop", "phone"])

STEPS = ["dawn", "noon", "dusk", "night"]
PAIRS = {"IPT": "relationships", "CBT": "thoughts", "BA": "activities"}


def rendered(note: Note) -> Card:
    """The note's card as Anki renders it from a package's fields."""
    topic = Topic("t", "Basics", (note,))
    deck = Deck(id="d", name="D", topics=(topic,))
    kind = note_type_of(note)
    values = field_values(note, topic, deck, str)
    (card,) = render(kind, dict(zip(kind.fields, values, strict=True)))
    return card


@pytest.fixture(scope="module")
def ordering() -> Card:
    return rendered(OrderingNote(id="day", question="In which order?", steps=tuple(STEPS)))


@pytest.fixture(scope="module")
def matching() -> Card:
    pairs = tuple(Pair(left, right) for left, right in PAIRS.items())
    return rendered(MatchingNote(id="work", question="What does each work on?", pairs=pairs))


LOOK = """
const text = (element) => element.querySelector(".text").firstChild.textContent.trim();
function seen(page) {
  const shown = Array.from(page.querySelectorAll(".option")).sort(
    (one, other) => one.getBoundingClientRect().top - other.getBoundingClientRect().top);
  const of = (name) => shown.filter((option) => option.classList.contains(name)).map(text);
  return {
    order: shown.map(text),
    at: Object.fromEntries(shown.map((option) => [text(option), option.querySelector(".at")?.textContent ?? ""])),
    sides: Array.from(page.querySelectorAll(".side"), (side) => [
      side.querySelector(".text").firstChild.textContent.trim(),
      side.querySelector(".at")?.textContent ?? "",
      side.querySelector(".yours")?.textContent ?? ""]),
    right: of("well-placed"),
    wrong: of("misplaced"),
    part: page.querySelector(".part")?.textContent ?? null,
  };
}
function put(page, texts) {
  for (const wanted of texts)
    Array.from(page.querySelectorAll(".option")).find((option) => text(option) === wanted).click();
}
"""


def both_sides(anki: str, card: Card, picks: list[str], head: str = "") -> tuple[Any, Any]:
    steps = f"""{LOOK}
      const question = await side(front);
      put(question, {literal(picks)});
      const asked = seen(question);
      return [asked, seen(await side(back))];"""
    asked, answered = play(anki, card, steps, head)
    return asked, answered


@each_anki
def test_steps_are_numbered_by_taps_and_the_back_puts_them_in_order(
    anki: str, ordering: Card
) -> None:
    asked, answered = both_sides(anki, ordering, ["noon", "dusk", "dawn", "night"])
    assert sorted(asked["order"]) == sorted(STEPS)
    assert asked["at"] == {"noon": "1", "dusk": "2", "dawn": "3", "night": "4"}
    assert asked["part"] is None
    assert answered["order"] == STEPS
    assert answered["part"] == "1 of 3 steps follow the right one"
    assert answered["right"] == ["dusk"]
    assert answered["wrong"] == ["noon", "night"]
    assert answered["at"]["dawn"] == "yours: 3"


@each_anki
def test_pairs_are_made_by_taps_and_the_back_tells_which_are_right(
    anki: str, matching: Card
) -> None:
    asked, answered = both_sides(anki, matching, ["relationships", "activities"])
    letters = {text: "ABC"[place] for place, text in enumerate(asked["order"])}
    assert [side[:2] for side in asked["sides"]] == [
        ["IPT", letters["relationships"]],
        ["CBT", letters["activities"]],
        ["BA", ""],
    ]
    assert answered["order"] == list(PAIRS.values())
    assert answered["part"] == "1 of 3 pairs"
    assert answered["right"] == ["relationships"]
    assert answered["sides"][1][2] == "yours: activities"


@each_anki
def test_all_in_its_place_is_right(anki: str, ordering: Card, matching: Card) -> None:
    for card, options in ((ordering, STEPS), (matching, list(PAIRS.values()))):
        _, answered = both_sides(anki, card, options)
        assert answered["part"] == "✓ Right"
        assert answered["wrong"] == []


@each_anki
def test_nothing_is_judged_where_nothing_was_put(anki: str, ordering: Card, matching: Card) -> None:
    for card, options in ((ordering, STEPS), (matching, list(PAIRS.values()))):
        _, answered = both_sides(anki, card, [])
        assert answered["part"] is None
        assert answered["order"] == options


def test_a_second_tap_takes_an_option_out_and_the_next_fills_its_place(ordering: Card) -> None:
    asked, _ = both_sides(DESKTOP, ordering, ["dusk", "noon", "dusk", "night"])
    assert asked["at"] == {"night": "1", "noon": "2", "dusk": "", "dawn": ""}


def test_letters_put_the_options_that_bear_them_and_ankis_keys_are_left_to_it(
    ordering: Card,
) -> None:
    steps = f"""{LOOK}
      const question = side(front);
      press(question, "b");
      press(question, "a");
      const passed = ["1", "2", "3", "4", " ", "Enter", "z"].map((key) => press(question, key));
      return [passed.every(Boolean), seen(question)];"""
    passed, asked = play(DESKTOP, ordering, steps)
    assert passed
    first, second, *rest = asked["order"]
    assert [asked["at"][text] for text in (second, first, *rest)] == ["1", "2", "", ""]


def test_each_review_deals_a_new_order(ordering: Card) -> None:
    steps = f"""{LOOK}
      const orders = [];
      for (let review = 0; review < 30; review++) orders.push(seen(side(front)).order.join());
      return orders;"""
    assert len(set(play(DESKTOP, ordering, steps))) > 10


@each_anki
def test_where_storage_is_refused_the_back_still_tells_the_right_order(
    anki: str, ordering: Card
) -> None:
    _, answered = both_sides(anki, ordering, STEPS, head=STORAGE_REFUSED)
    assert answered["order"] == STEPS


def test_without_javascript_the_front_gives_nothing_away_and_the_back_tells_all(
    ordering: Card, matching: Card
) -> None:
    for card, right in ((ordering, STEPS), (matching, list(PAIRS.values()))):
        inert = 'sandbox="allow-same-origin" width="400"'
        frames = [framed(page(html), inert) for html in (card.front, card.back)]
        steps = f"""{LOOK}
          const shown = [];
          for (const html of {literal(frames)}) {{
            document.body.innerHTML = html;
            const frame = document.querySelector("iframe");
            await new Promise((loaded) => frame.addEventListener("load", loaded));
            shown.push(seen(frame.contentDocument).order);
          }}
          return shown;"""
        asked, answered = play(DESKTOP, card, steps)
        assert sorted(asked) == sorted(right)
        assert asked != right
        assert answered == right


def number(**others: Any) -> NumericNote:
    said = {"number": Decimal(50), "tolerance": Decimal(5), "unit": "minutes", **others}
    return NumericNote(id="n", question="How long?", **said)


LARGE = number(number=Decimal("6.02e23"), tolerance=Decimal("1e21"), unit="")


@each_anki
@pytest.mark.parametrize(
    ("note", "typed", "said"),
    [
        (number(), "47 minutes", "✓ Right"),
        (number(), "50,0 Minutes", "✓ Right"),
        (number(), "50", "Half right: the unit is missing"),
        (number(), "44 minutes", "✗ Not within the tolerance"),
        (number(), "-50 minutes", "✗ Not within the tolerance"),
        (number(), "0.8 h", "Compare the units: h, minutes"),
        (number(), "an hour", "Compare: what was typed has no figures"),
        (number(tolerance=Decimal(0), unit=""), "50", "✓ Right"),
        (number(tolerance=Decimal(0), unit=""), "51", "✗ Another number"),
        (number(number=Decimal("1013.25"), unit="hPa"), "1 013,25 hPa", "✓ Right"),
        (number(number=Decimal(1500), unit="€"), "€1.500", "✓ Right"),
        (LARGE, "6.02 × 10²³", "✓ Right"),
        (LARGE, "6,02e23", "✓ Right"),
        (number(number=Decimal("1e-7"), tolerance=Decimal(0), unit="m"), "10⁻⁷ m", None),
    ],
)
def test_a_number_is_judged_by_its_tolerance(
    anki: str, note: NumericNote, typed: str, said: str | None
) -> None:
    box = '<input type="text" id="typeans">'
    card = rendered(note)
    assert "[[type:Answer]]" in card.front
    card = Card(card.front.replace("[[type:Answer]]", box), card.back)
    steps = f"""
      const box = (await side(front)).getElementById("typeans");
      box.value = {literal(typed)};
      box.dispatchEvent(new Event("input", {{ bubbles: true }}));
      const verdict = (await side(back)).querySelector(".verdict");
      return verdict.hidden ? "" : verdict.textContent;"""
    told = play(anki, card, steps)
    assert told == said if said else told


def test_without_javascript_a_number_can_be_read_with_its_tolerance() -> None:
    back = rendered(number()).back
    assert ">50 minutes</div>" in back
    assert '± <bdi class="tolerance">5</bdi>' in back
