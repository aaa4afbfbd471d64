"""Today, statistics, the cards of a deck, and editing a note, as a visitor without JavaScript."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

import pytest

from ipt_cards.deck.deck import Blueprint, Topic
from ipt_cards.deck.level import Level
from ipt_cards.progress.entries import Origin, Review, Suspension, dated
from ipt_cards.progress.entry_id import entry_id
from ipt_cards.progress.log import ReviewLog
from ipt_cards.scheduling.grade import Grade
from ipt_cards.web.reports.plots import columns, heat_map
from tests.cli.command import ipt_cards
from tests.progress.making import BERLIN, FIRST_DAY
from tests.quiz.making import CONTRAST, DECK, ROLE_PLAY
from tests.web.server import Server, Visitor, serving, write_deck

ROOT = Path(__file__).parents[2]
EXAM = replace(DECK, blueprint=Blueprint((("basics", 100),), questions=4, minutes=5))


def answer(home: Path, *told: tuple[int, str, Grade]) -> None:
    """Log answers, each (days ago, card, grade)."""
    entries = []
    for number, (ago, card, grade) in enumerate(told):
        at = datetime.now(UTC) - timedelta(days=ago, seconds=60 - number)
        identifier = entry_id(int(at.timestamp() * 1000), number.to_bytes(10, "big"))
        entries.append(dated(Review(identifier, card, grade, 5000, Origin.QUIZ), BERLIN))
    kept = home / ".kept"
    kept.mkdir(exist_ok=True)
    with ReviewLog.open(kept / "progress.db", BERLIN) as log:
        log.append(*entries)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    answer(
        tmp_path,
        (9, "role-play/forward", Grade.GOOD),
        (8, "role-play/forward", Grade.GOOD),
        (2, "role-play/forward", Grade.AGAIN),
        (1, "contrast", Grade.GOOD),
    )
    deck = write_deck(tmp_path / "small", EXAM)
    with serving(tmp_path, deck, "--port", "0") as started:
        yield started


def words(page: str) -> str:
    [main] = re.findall(r"<main.*?</main>", page, re.DOTALL)
    joined = re.sub(r"</?(?:em|strong|a|span)\b[^>]*>", "", main)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", joined)).split())


def test_today_tells_what_is_due_the_streak_and_the_score_to_expect(server: Server) -> None:
    visitor = Visitor(server)
    said = words(visitor.get("/"))
    assert "Streak 2 days (longest 2)" in said
    assert re.search(r"Left today 3 new, 2 review", said)
    assert re.search(r"Readiness \d+ % \(\d+–\d+ %\) for an exam today", said)
    assert "The basics" in said  # readiness by topic
    assert re.search(r"Unseen \d of \d cards: each counts as \d+ % known \(by your first", said)
    assert "How fast you forget is a guess" in said
    day = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
    made = ipt_cards("plan", "small", "--exam", day, cwd=server.home, TZ="Europe/Berlin")
    assert made.returncode == 0, made.stderr
    said = words(visitor.get("/"))
    assert re.search(r"Plan Exam on .* Today's part of the plan: \d+ new cards? and", said)
    assert "with the plan followed" in said


def test_today_shows_every_open_deck(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_deck(tmp_path / name, replace(DECK, id=name, name=name.upper()))
    with serving(tmp_path, tmp_path / "one", tmp_path / "two", "--port", "0") as server:
        said = words(Visitor(server).get("/"))
        assert "ONE" in said
        assert "TWO" in said
    clash = write_deck(tmp_path / "three", replace(DECK, id="one"))
    done = ipt_cards("web", "one", clash, cwd=tmp_path)
    assert done.returncode == 2
    assert "both have the id `one`" in done.stderr


def test_statistics_are_drawn_and_told(server: Server) -> None:
    visitor = Visitor(server)
    page = visitor.get("/decks/small/statistics")
    said = words(page)
    assert "4 answers on 4 days" in said
    assert "50 % of 2 reviews passed" in said
    assert "role-play/forward 1" in said
    assert page.count("<svg") >= 4
    assert page.count('role="img"') == page.count("<title id=")
    yesterday = BERLIN.day(int(datetime.now(UTC).timestamp() * 1000)) - 1
    assert re.search(r'<th scope="row">\d{4}-\d\d-\d\d</th><td>1</td>', page), yesterday


def test_statistics_tell_the_cards_of_each_level_and_what_colours_mean(tmp_path: Path) -> None:
    notes = (replace(ROLE_PLAY, level=Level.APPLICATION), replace(CONTRAST, level=Level.RECALL))
    levelled = replace(DECK, topics=(Topic("basics", "The basics", notes),))
    with serving(tmp_path, write_deck(tmp_path / "small", levelled), "--port", "0") as server:
        said = words(Visitor(server).get("/decks/small/statistics"))
    levels = said.partition("Levels")[2]
    assert "recall 1 new; retention –" in levels
    assert "application 1 new; retention –" in levels
    assert (
        levels.count("new learning young mature") + levels.count("mature young learning new") == 1
    )


def test_a_plot_has_a_cell_a_day_and_a_column_a_value() -> None:
    year = heat_map({FIRST_DAY: 3}, FIRST_DAY)
    assert len(year.bars) in range(365, 372)
    assert year.bars[-1].kind == "heat-4"
    assert year.bars[-2].kind == "heat-0"
    plot = columns([("a", 1, "1 card"), ("b", 2, "2 cards")])
    assert [bar.height for bar in plot.bars] == [60, 120]
    assert plot.ends == ("a", "b")
    assert columns([]).bars == ()


def test_cards_are_found_by_words_topic_tag_and_state(server: Server) -> None:
    visitor = Visitor(server)
    every = visitor.get("/decks/small")
    assert "7 cards" in words(every)
    assert "1 card" in words(visitor.get("/decks/small?q=ROLE-playing+therapist"))
    assert "0 cards" in words(visitor.get("/decks/small?q=nothing+of+it"))
    assert "7 cards" in words(visitor.get("/decks/small?topic=basics"))
    assert "2 cards" in words(visitor.get("/decks/small?state=due"))
    assert "1 card" in words(visitor.get("/decks/small?state=learning"))
    visitor.get("/decks/small?topic=nothing")
    assert visitor.status == 404
    for page in ("0", "-1", "x", "99999999999", "²"):
        visitor.get(f"/decks/small?page={page.encode().hex() if page == '²' else page}")
        assert visitor.status == 200


def test_a_card_is_shown_as_it_will_be_asked_with_its_history(server: Server) -> None:
    visitor = Visitor(server)
    said = words(visitor.get("/decks/small/cards/role-play/forward"))
    assert "Why does an IPT therapist use role-playing?" in said
    assert "To practise new ways of interacting." in said
    assert "6 d → 1 d" in said
    assert "Again" in said
    said = words(visitor.get("/decks/small/cards/contrast"))
    assert "That is nearer to psychodynamic therapy." in said
    visitor.get("/decks/small/cards/nothing")
    assert visitor.status == 404


def test_a_card_is_suspended_and_put_back(server: Server) -> None:
    visitor = Visitor(server)
    path = "/decks/small/cards/contrast"
    visitor.get(path)
    visitor.press(path, "suspend")
    assert "suspended" in words(visitor.page)
    visitor.press(path, "suspend")  # twice is once
    visitor.press(path, "unsuspend")
    suspensions = [each for each in server.entries() if isinstance(each, Suspension)]
    assert [each.suspended for each in suspensions] == [True, False]


def test_a_note_is_edited_and_asked_as_it_is_then(server: Server) -> None:
    visitor = Visitor(server)
    visitor.get("/decks/small/quiz")
    path = "/decks/small/notes/role-play?back=/decks/small/quiz"
    page = visitor.get(path)
    [front] = re.findall(r'<label for="(text-\d)">front</label>', page)
    form = [*visitor.hidden, (front, "Why *role-playing*,\r\nthen?")]
    visitor.post(path, form)
    assert (visitor.status, visitor.headers["location"]) == (303, "/decks/small/quiz")
    written = (server.home / "small" / "basics.yaml").read_text(encoding="utf-8")
    assert "front: |\n      Why *role-playing*,\n      then?\n" in written
    assert "Why role-playing, then?" in words(visitor.get("/decks/small/cards/role-play/forward"))
    lost = [*form[:-1], (front, "Not <lost>")]
    page = visitor.post(path, lost)  # the page of before
    assert visitor.status == 409
    assert "changed meanwhile" in words(page)
    assert re.search(rf'name="{front}"[^>]*>\s*Not &lt;lost&gt;</textarea>', page)
    assert "In the file now" in words(page)
    assert words(page).count("then?") == 1
    visitor.post(path, [*visitor.hidden, (front, "Not <lost>")])
    assert visitor.status == 303
    written = (server.home / "small" / "basics.yaml").read_text(encoding="utf-8")
    assert "Not <lost>" in written


def test_an_edit_that_would_break_the_deck_comes_back_with_why(server: Server) -> None:
    visitor = Visitor(server)
    page = visitor.get("/decks/small/notes/duration")
    [text] = re.findall(r'<label for="(text-\d)">cloze</label>', page)
    before = (server.home / "small" / "basics.yaml").read_bytes()
    visitor.post("/decks/small/notes/duration", [*visitor.hidden, (text, "No gap <at all>.")])
    assert visitor.status == 409
    assert "Nothing was saved" in words(visitor.page)
    assert "No gap &lt;at all&gt;." in visitor.page
    assert (server.home / "small" / "basics.yaml").read_bytes() == before


def test_no_edit_is_offered_where_an_upgrade_would_undo_it(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "ipt_cards", tmp_path / "ipt_cards")  # a package with its decks in it
    write_deck(tmp_path / "ipt_cards" / "decks" / "ipt", DECK)
    with serving(tmp_path, "--port", "0") as server:
        visitor = Visitor(server)
        for path in ("/decks/small/quiz", "/decks/small/cards/role-play/forward"):
            visitor.get(path)
            assert visitor.status == 200
            assert "/notes/" not in visitor.page
        assert "edit its note" not in visitor.get("/decks/small/quiz")
        page = visitor.get("/decks/small/notes/role-play?back=/decks/small/quiz")
        assert (visitor.status, "open the copy" in words(page)) == (409, True)
        assert '<a class="button" href="/decks/small/quiz">Back</a>' in page


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/other", "/decks/x"])
def test_no_edit_leads_elsewhere(server: Server, back: str) -> None:
    visitor = Visitor(server)
    path = f"/decks/small/notes/role-play?back={back}"
    visitor.get(path)
    visitor.post(path, visitor.hidden)
    assert visitor.headers["location"] == "/decks/small"


def test_what_is_not_there_is_told(server: Server) -> None:
    visitor = Visitor(server)
    for path in ("/decks/other", "/decks/small/notes/nothing", "/x", "/static/x/../app.py"):
        visitor.get(path)
        assert visitor.status == 404
        assert "There is no such" in visitor.page
