"""Tables of answers, however they come: the figures are those of the answers."""

import json
import tempfile
from contextlib import suppress
from pathlib import Path

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.note import ChoiceNote, Distractor
from ipt_cards.formats.found import FormatError
from ipt_cards.items.analysis import Analysis, analyse
from ipt_cards.items.flags import Kind
from ipt_cards.items.rasch_scale import rasch_scale
from ipt_cards.items.report import as_values
from ipt_cards.study.errors import StudyError
from ipt_cards.study.items.flagged_notes import flagged_notes
from ipt_cards.study.items.reading import ClassAnalysis, Sources, analysed
from ipt_cards.study.presenting.items import reliability_told
from ipt_cards.web.items.page import page
from tests.items.lsat import SCORES
from tests.items.making import counts_of
from tests.items.simulation import Fault, SimulatedClass, simulated
from tests.study.items.exports import exams_of, write
from tests.study.items.tables import as_csv, long, moodle, scores, write_csv


@pytest.fixture(scope="module")
def made() -> SimulatedClass:
    return simulated(np.random.default_rng(11), 240, 12, list(Fault))


@pytest.fixture(scope="module")
def wanted(made: SimulatedClass) -> Analysis:
    counts = counts_of(made.scores, made.chosen, made.questions)
    return analyse(counts, rasch_scale(counts, lambda _: np.zeros((0, 0))))


def read(*files: Path, anonymous: bool = False) -> ClassAnalysis:
    return analysed(Sources(files), anonymous=anonymous)


def same(found: Analysis, wanted: Analysis, *, chosen: bool = True) -> None:
    """The figures are those of the class, question by question."""
    assert found.sittings.all == wanted.sittings.all
    assert found.mean == pytest.approx(wanted.mean, abs=1e-12)
    assert found.reliability is not None
    assert wanted.reliability is not None
    assert found.reliability.value == pytest.approx(wanted.reliability.value, abs=1e-12)
    for one, other in zip(found.items, wanted.items, strict=True):
        for figure in ("difficulty", "discrimination", "rasch", "rasch_error"):
            assert getattr(one, figure) == pytest.approx(getattr(other, figure), abs=1e-9)
        if chosen:
            told = {option.text: option for option in one.options}
            for option in other.options:
                if option.count:
                    assert told[option.text].thirds == option.thirds
                    assert told[option.text].is_right == option.is_right


def test_own_exports(tmp_path: Path, made: SimulatedClass, wanted: Analysis) -> None:
    for number, exam in enumerate(exams_of(made)):
        write(tmp_path / f"{number:03}.json", exam)
    found = read(tmp_path)
    same(found.analysis, wanted)
    assert [item.flags for item in found.analysis.items] == [item.flags for item in wanted.items]
    assert [each.name for each in found.learners][:2] == ["000", "001"]


@pytest.mark.parametrize("question", [True, False])
def test_moodle_s_report(
    tmp_path: Path, made: SimulatedClass, wanted: Analysis, question: bool
) -> None:
    found = read(write_csv(tmp_path / "r.csv", moodle(made, question=question), "utf-8-sig"))
    same(found.analysis, wanted)
    told = [item.flags for item in found.analysis.items]
    if question:  # which tells the options that nobody chose, too
        assert told == [item.flags for item in wanted.items]
    else:
        assert [flags[0].kind for flags in told if flags] == [Kind.MIS_KEYED, Kind.NEGATIVE]
    assert found.learners[0].name == "Curie Marie 0"


@pytest.mark.parametrize("delimiter", [";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_other_delimiters_and_encodings(
    tmp_path: Path, made: SimulatedClass, wanted: Analysis, delimiter: str, encoding: str
) -> None:
    rows = moodle(made)
    rows[0][4] = "Gültig für Übung"
    path = tmp_path / "r.csv"
    path.write_bytes(as_csv(rows, delimiter).encode(encoding))
    same(read(path).analysis, wanted)


def test_a_row_an_answer_and_a_table_of_points(
    tmp_path: Path, made: SimulatedClass, wanted: Analysis
) -> None:
    same(read(write_csv(tmp_path / "long.csv", long(made))).analysis, wanted)
    same(read(write_csv(tmp_path / "s.csv", scores(made))).analysis, wanted, chosen=False)


def test_a_folder_of_parquet_with_any_names(
    tmp_path: Path, made: SimulatedClass, wanted: Analysis
) -> None:
    folder = tmp_path / "we [ird]*'; DROP TABLE answer; --"
    folder.mkdir()
    path = write_csv(tmp_path / "long.csv", long(made))
    with duckdb.connect() as database:
        rows = database.read_csv(str(path))
        odd = "x\"'; DROP TABLE answer; --"
        rows = rows.select("*", duckdb.ConstantExpression(1).alias(odd))
        for part in range(3):
            kept = rows.limit(1000, 1000 * part)
            kept.write_parquet(str(folder / f"part'{part}.parquet"))
    same(read(folder).analysis, wanted)


def test_published_data_as_a_table(tmp_path: Path) -> None:
    table = SCORES["LSAT-6"]
    rows = [["i1", "i2", "i3", "i4", "i5"], *(map(str, map(int, row)) for row in table)]
    found = read(write_csv(tmp_path / "lsat.csv", [list(row) for row in rows])).analysis
    wanted = analyse(counts_of(table))
    assert [item.discrimination for item in found.items] == pytest.approx(
        [item.discrimination for item in wanted.items], abs=1e-12
    )


def test_the_same_answers_give_the_same_figures_whatever_the_order(
    tmp_path: Path, made: SimulatedClass
) -> None:
    head, *rows = long(made)
    one = read(write_csv(tmp_path / "a.csv", [head, *rows])).analysis
    other = read(write_csv(tmp_path / "b.csv", [head, *reversed(rows)])).analysis
    assert {item.question.name: item.discrimination for item in one.items} == {
        item.question.name: item.discrimination for item in other.items
    }


def test_the_same_rows_twice_count_once(
    tmp_path: Path, made: SimulatedClass, wanted: Analysis
) -> None:
    rows = moodle(made)
    one = write_csv(tmp_path / "one.csv", rows)
    two = write_csv(tmp_path / "two.csv", rows)
    more = write_csv(tmp_path / "more.csv", [*rows[:40], rows[39]])
    found = read(one, two, more)
    same(found.analysis, wanted)
    assert any("two.csv: the same as" in notice for notice in found.notices)
    assert any("more.csv: 40 sittings already read" in notice for notice in found.notices)


def test_sittings_that_are_not_over_are_left_out(
    tmp_path: Path, made: SimulatedClass, wanted: Analysis
) -> None:
    rows = moodle(made)
    going_on = [*rows[1][:5], "-", *rows[1][6:]]
    never_begun = [*("X", "Y", "z@example.org", "-", "-", "-"), *["-"] * (len(rows[0]) - 6)]
    average = ["Gesamtdurchschnitt", *[""] * (len(rows[0]) - 1)]
    found = read(write_csv(tmp_path / "r.csv", [*rows, going_on, never_begun, average]))
    same(found.analysis, wanted)
    assert any("3 rows without answers" in notice for notice in found.notices)


def test_an_answer_that_is_missing_is_wrong_and_told(tmp_path: Path, made: SimulatedClass) -> None:
    rows = moodle(made)
    for row in rows[1:41]:
        row[7] = "-"
    [first, *_] = read(write_csv(tmp_path / "r.csv", rows)).analysis.items
    assert (first.asked, first.none.count) == (240, 40)


def test_a_report_without_right_answers_says_what_to_do(
    tmp_path: Path, made: SimulatedClass
) -> None:
    path = write_csv(tmp_path / "r.csv", moodle(made, right=False))
    with pytest.raises(StudyError, match="nothing here says which answers are right"):
        read(path)


def test_a_deck_says_what_is_right_where_the_report_does_not(
    tmp_path: Path, made: SimulatedClass, wanted: Analysis
) -> None:
    notes = tuple(
        ChoiceNote(
            id=f"note-{number}",
            question=f"*{asked.asked}*",
            answers=("A",),
            distractors=tuple(Distractor(text, "No.") for text in "BCD"),
        )
        for number, asked in enumerate(made.questions)
    )
    deck = Deck(id="sim", name="Sim", topics=(Topic("t", "T", notes),))
    path = write_csv(tmp_path / "r.csv", moodle(made, right=False))
    found = analysed(Sources([path], deck=deck)).analysis
    same(found, wanted)
    told = flagged_notes(found, deck)
    assert [problem.rule for problem in told.problems] == [
        "mis-keyed",
        "dead-distractor",
        "negative-discrimination",
    ]
    rows = moodle(made, right=False)
    for row in rows[1:31]:
        row[7] = "-"
    path = write_csv(tmp_path / "gaps.csv", rows)
    [first, *_] = analysed(Sources([path], deck=deck)).analysis.items
    assert (first.asked, first.none.count, len(first.options)) == (240, 30, 4)


def test_of_the_same_learner_the_first_answer_counts(tmp_path: Path) -> None:
    rows = [
        ["sitting", "learner", "question", "score", "at"],
        *(["s2", "anna", "a", "1", "2026-06-02"], ["s2", "anna", "b", "1", "2026-06-02"]),
        *(["s1", "anna", "a", "0", "2026-06-01"], ["s3", "ben", "a", "1", "2026-06-01"]),
    ]
    found = read(write_csv(tmp_path / "long.csv", rows))
    assert {item.question.name: item.difficulty for item in found.analysis.items} == {
        "a": 0.5,
        "b": 1.0,
    }
    assert found.notices == (
        "1 answer to a question that the same learner was asked before: only the first counts.",
    )


def test_different_decks_in_one_table(tmp_path: Path) -> None:
    rows = [["deck", "learner", "question", "score"], ["x", "a", "q", "1"], ["y", "a", "q", "0"]]
    path = write_csv(tmp_path / "long.csv", rows)
    with pytest.raises(StudyError, match=r"different decks: x \(1 sitting\), y \(1 sitting\)"):
        read(path)
    found = analysed(Sources([path], deck_id="y"))
    assert [item.difficulty for item in found.analysis.items] == [0.0]


def test_anonymous_tells_no_names_and_no_rare_answers(tmp_path: Path) -> None:
    rows = [["learner", "question", "response", "right"]]
    rows += [[f"anna {n}", "capital", "Paris", "Paris"] for n in range(5)]
    rows += [["ben", "capital", "I am Ben", "Paris"]]
    path = write_csv(tmp_path / "anna.csv", rows)
    again = write_csv(tmp_path / "anna-again.csv", rows)
    found = read(path, again, anonymous=True)
    assert found.learners == ()
    assert "anna" not in repr(found)
    assert "Ben" not in repr(found)
    assert found.analysis.items[0].other.count == 1
    named = read(path)
    assert [each.name for each in named.learners][-1] == "ben"
    assert [option.text for option in named.analysis.items[0].options] == ["Paris", "I am Ben"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "hold no answers"),
        ("\n\n", "hold no answers"),
        ("learner,question,score\n", "no answers to analyse"),
        ("learner,question,score\na,q,2\n", "a score is from 0 to 1, and 2 is not"),
        ("learner,question,score\na,q,nan\n", "nothing here says which answers are right"),
        ("learner,question,response\na,q,x\n", "nothing here says which answers are right"),
        ("a,b\n1\n2,3,4\n", "hold no answers"),
        ('a,"b\n1,2\n', "hold no answers"),
        ("\0\1\2", "."),
        ("PK\x03\x04", "hold no answers"),
    ],
)
def test_what_is_no_table_of_answers_is_told_plainly(
    tmp_path: Path, content: str, said: str
) -> None:
    path = tmp_path / "r.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(Exception, match=said) as refused:
        read(path)
    assert "Traceback" not in str(refused.value)
    assert type(refused.value).__name__ in {"StudyError", "FormatError"}


def test_a_question_that_nobody_was_asked_is_told(tmp_path: Path) -> None:
    rows = [["pupil", "a1", "a2", "a3"], ["x", "1", "0", ""], ["y", "0", "0", ""]]
    found = read(write_csv(tmp_path / "r.csv", rows))
    assert [item.question.name for item in found.analysis.items] == ["a1", "a2"]
    assert any("1 question that nobody was asked, left out" in told for told in found.notices)


def test_everyone_the_same_score_is_told_plainly(tmp_path: Path) -> None:
    rows = [["pupil", "a", "b"], ["x", "1", "0"], ["y", "0", "1"]]
    found = read(write_csv(tmp_path / "r.csv", rows)).analysis
    assert reliability_told(found) == "not to be told, for everyone has the same score"
    assert [item.discrimination for item in found.items] == pytest.approx([-1, -1])
    assert not found.flagged


CELLS = st.sampled_from(["", "-", "0", "1", "0,5", "A", "B; A", "nan", "inf", "1e999", "=1+1", '"'])
NAMES = st.sampled_from(
    [
        *("Name", "Response 1", "Right answer 1", "Question 1", "Response 2", "Q. 1 /2.00"),
        *("question", "sitting", "score", "right", "response", "Grade/10.00", "", "a\nb", "x;y"),
    ]
)


@given(
    names=st.lists(NAMES, min_size=1, max_size=6),
    rows=st.lists(st.lists(CELLS, max_size=7), max_size=6),
)
@settings(max_examples=60, deadline=None)
def test_any_table_is_read_or_refused_in_words(names: list[str], rows: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write_csv(Path(folder) / "r.csv", [names, *rows])
        try:
            found = read(path)
        except (StudyError, FormatError):
            return
    json.dumps(as_values(found.analysis, {}), allow_nan=False)
    assert b"<h1>" in page(found.analysis, found.learners, found.notices, {})


@given(st.binary(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_read_or_refused_in_words(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name in ("r.csv", "r.json", "r.parquet"):
            path = Path(folder) / name
            path.write_bytes(content)
            with suppress(StudyError, FormatError):
                read(path)


def test_a_broken_parquet_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "r.parquet"
    path.write_bytes(b"PAR1")
    with pytest.raises(StudyError, match="can't be read as Parquet"):
        read(path)
