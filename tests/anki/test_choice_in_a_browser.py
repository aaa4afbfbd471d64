from dataclasses import dataclass

import pytest

from ipt_cards.anki.note_types import CHOICE, Field
from tests.anki.play import DESKTOP, PHONE, STORAGE_REFUSED, literal, play
from tests.anki.reviewer import Card, framed, page, render
from tests.browsers import needs_chromium

pytestmark = needs_chromium

AS_WRITTEN = ["dreams", "thoughts", "memories", "feelings", "hopes"]
REVIEWS = 30


def options(right: set[str], kind: str = "") -> str:
    items = (
        f'<li class="option {"right" if text in right else "wrong"}">'
        f'<div class="text"><p>{text}</p></div>'
        + ("" if text in right else f'<div class="why"><p>not {text}</p></div>')
        + "</li>"
        for text in AS_WRITTEN
    )
    return f'<ol class="options{kind}">{"".join(items)}</ol>'


def choice(right: set[str], kind: str = "") -> Card:
    (card,) = render(
        CHOICE, {Field.QUESTION: "<p>CBT emphasises</p>", Field.OPTIONS: options(right, kind)}
    )
    return card


@pytest.fixture(scope="module")
def single() -> Card:
    return choice({"thoughts"})


@pytest.fixture(scope="module")
def several() -> Card:
    return choice({"thoughts", "feelings"}, " several")


@dataclass(frozen=True, slots=True)
class Seen:
    """What one side shows: the options from top to bottom, by their text."""

    order: list[str]
    picked: list[str]
    whys: list[str]
    signs: list[str]


def reviews(anki: str, card: Card, head: str = "") -> list[tuple[Seen, Seen]]:
    """Review the card time and again, with a pick that takes turns: both sides of each time."""
    steps = f"""
      const reviews = [];
      const texts = {literal(AS_WRITTEN)};
      for (let review = 0; review < {REVIEWS}; review++) {{
        const question = await side(front);
        click(question, texts[review % texts.length]);
        const asked = look(question);
        reviews.push([asked, look(await side(back))]);
      }}
      return reviews;"""
    return [(Seen(**f), Seen(**b)) for f, b in play(anki, card, steps, head)]


@pytest.fixture(scope="module")
def on_a_desktop(single: Card) -> list[tuple[Seen, Seen]]:
    return reviews(DESKTOP, single)


@pytest.fixture(scope="module")
def on_a_phone(single: Card) -> list[tuple[Seen, Seen]]:
    return reviews(PHONE, single)


@pytest.mark.parametrize("played", ["on_a_desktop", "on_a_phone"])
def test_the_back_keeps_the_order_and_the_pick_of_the_front(
    played: str, request: pytest.FixtureRequest
) -> None:
    for turn, (front, back) in enumerate(request.getfixturevalue(played)):
        assert sorted(front.order) == sorted(AS_WRITTEN)
        assert back.order == front.order
        assert front.picked == back.picked == [AS_WRITTEN[turn % len(AS_WRITTEN)]]


def test_each_review_deals_a_new_order_in_which_any_option_may_come_first(
    on_a_desktop: list[tuple[Seen, Seen]],
) -> None:
    orders = [front.order for front, _ in on_a_desktop]
    assert len({tuple(order) for order in orders}) > REVIEWS / 2
    assert {order[0] for order in orders} == set(AS_WRITTEN)


def test_only_the_back_tells_right_from_wrong_and_why(
    on_a_desktop: list[tuple[Seen, Seen]],
) -> None:
    for front, back in on_a_desktop:
        assert front.whys == []
        assert set(front.signs) == {"none"}
        assert sorted(back.whys) == sorted(f"not {t}" for t in AS_WRITTEN if t != "thoughts")
        assert [sign.split('"')[1] for sign in back.signs] == [
            "✓" if text == "thoughts" else "✗" for text in back.order
        ]


@pytest.mark.parametrize("anki", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_where_storage_is_refused_both_sides_keep_to_the_written_order(
    anki: str, single: Card
) -> None:
    for front, back in reviews(anki, single, head=STORAGE_REFUSED):
        assert front.order == back.order == AS_WRITTEN
        assert back.picked == (front.picked if anki is DESKTOP else [])


def test_without_javascript_all_can_be_read(single: Card) -> None:
    inert = 'sandbox="allow-same-origin"'
    frames = [framed(page(html), inert) for html in (single.front, single.back)]
    steps = f"""
      const shown = [];
      for (const html of {literal(frames)}) {{
        document.body.innerHTML = html;
        const frame = document.querySelector("iframe");
        await new Promise((loaded) => frame.addEventListener("load", loaded));
        shown.push(look(frame.contentDocument));
      }}
      return shown;"""
    front, back = (Seen(**seen) for seen in play(DESKTOP, single, steps))
    assert front.order == back.order == AS_WRITTEN
    assert front.whys == []
    assert len(back.whys) == len(AS_WRITTEN) - 1
    assert [sign.split('"')[1] for sign in back.signs] == ["✗", "✓", "✗", "✗", "✗"]


@pytest.mark.parametrize("anki", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_back_opened_without_its_front_shows_the_written_order(anki: str, single: Card) -> None:
    back = Seen(**play(anki, single, "return look(await side(back));"))
    assert back.order == AS_WRITTEN
    assert back.picked == []


def test_a_back_does_not_take_over_the_order_of_another_card(single: Card, several: Card) -> None:
    other = several.front.replace("hopes", "fears")
    steps = f"click(side({literal(other)}), 'dreams'); return look(side(back));"
    back = Seen(**play(DESKTOP, single, steps))
    assert back.order == AS_WRITTEN
    assert back.picked == []


def test_a_second_pick_replaces_the_first_and_a_second_tap_takes_it_back(single: Card) -> None:
    steps = """
      const question = side(front);
      return ["dreams", "hopes", "hopes"].map((text) => {
        click(question, text);
        return look(question).picked;
      });"""
    assert play(DESKTOP, single, steps) == [["dreams"], ["hopes"], []]


def test_where_several_are_right_several_can_be_picked(several: Card) -> None:
    steps = """
      const question = side(front);
      for (const text of ["dreams", "hopes", "thoughts", "dreams"]) click(question, text);
      const said = getComputedStyle(document.querySelector(".options"), "::before").content;
      return [said, look(side(back)).picked.sort()];"""
    assert play(DESKTOP, several, steps) == [
        '"Several answers are right"',
        ["hopes", "thoughts"],
    ]


def test_a_tap_lands_on_the_option_itself_where_ankimobile_looks_for_its_class(
    single: Card,
) -> None:
    steps = """
      const text = side(front).querySelector(".text p").getBoundingClientRect();
      const hit = document.elementFromPoint(text.x + 5, text.y + 5);
      return [hit.tagName, hit.matches(".tappable")];"""
    assert play(DESKTOP, single, steps) == ["LI", True]


def test_a_letter_picks_the_option_that_bears_it(single: Card) -> None:
    steps = """
      const question = side(front);
      press(question, "b");
      const seen = look(question);
      return [seen.order[1], ...seen.picked];"""
    expected, picked = play(DESKTOP, single, steps)
    assert picked == expected


def test_keys_of_ankis_own_are_left_to_it(single: Card) -> None:
    steps = """
      const question = side(front);
      const passed = ["1", "2", "3", "4", " ", "Enter", "z"].map((key) => press(question, key));
      return [passed.every(Boolean), look(question).picked];"""
    assert play(DESKTOP, single, steps) == [True, []]


def test_letters_change_nothing_once_the_back_is_shown(single: Card) -> None:
    steps = """
      click(side(front), "hopes");
      const answer = side(back);
      for (const key of "abcde") press(answer, key);
      return [look(answer).picked, look(side(back)).picked];"""
    assert play(DESKTOP, single, steps) == [["hopes"], ["hopes"]]


def test_the_back_is_not_changed_by_a_tap(single: Card) -> None:
    steps = """
      click(side(front), "hopes");
      const answer = side(back);
      click(answer, "dreams");
      return look(answer).picked;"""
    assert play(DESKTOP, single, steps) == ["hopes"]


def test_the_card_fits_the_narrowest_phone(several: Card) -> None:
    frames = [framed(page(html), 'style="width: 320px"') for html in (several.front, several.back)]
    steps = f"""
      document.body.innerHTML = {literal("".join(frames))};
      const phones = Array.from(document.querySelectorAll("iframe"));
      await Promise.all(phones.map((phone) =>
        new Promise((loaded) => phone.addEventListener("load", loaded))));
      return phones.map((phone) => phone.contentDocument.documentElement.scrollWidth);"""
    assert all(width <= 320 for width in play(DESKTOP, several, steps))
