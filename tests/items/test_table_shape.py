"""Which columns hold what is told by their shape, whatever language their names are in."""

import pytest

from ipt_cards.items.table_shape import Long, Wide, number_in, shape_of

MOODLE = {
    "English": (
        *("Last name", "First name", "Email address", "Status", "Started", "Completed"),
        *("Duration", "Grade/10.00", "Question {}", "Response {}", "Right answer {}"),
    ),
    "German": (
        *("Nachname", "Vorname", "E-Mail-Adresse", "Status", "Begonnen", "Beendet"),
        *("Verbrauchte Zeit", "Bewertung/10,00", "Frage {}", "Antwort {}", "Richtige Antwort {}"),
    ),
    "Hungarian": (
        *("Vezetéknév", "Keresztnév", "E-mail cím", "Állapot", "Elkezdte", "Befejezve"),
        *("Felhasznált idő", "Pont/10,00", "{}. kérdés", "{}. válasz", "{}. helyes válasz"),
    ),
    "Japanese": (
        *("姓", "名", "メールアドレス", "状態", "開始日時", "完了"),
        *("所要時間", "評点/10.00", "問題 {}", "解答 {}", "正答 {}"),
    ),
    "Arabic": (
        *("اسم العائلة", "الاسم الأول", "عنوان البريد", "الحالة", "بدأت", "أكملت"),
        *("الوقت", "الدرجة/10.00", "السؤال {}", "الإجابة {}", "الإجابة الصحيحة {}"),
    ),
}
WHOSE = ("Curie", "Marie", "marie@example.org", "Finished", "1 June 2026 9:00", "1 June 2026 9:30")
COLUMNS = {"question": 8, "response": 9, "right": 10}


def rows(count: int = 3) -> list[tuple[str, ...]]:
    return [
        (
            *(*WHOSE[:2], f"{number}@example.org", *WHOSE[3:], "30 mins", "5.00"),
            *("What is a?: A; B; C", "ABC"[number % 3], "A"),
            *("What is b?", "IPT" if number % 2 else "CBT", "IPT"),
        )
        for number in range(count)
    ]


def names(language: str, kept: set[str]) -> tuple[list[str], list[int]]:
    """The names of the columns of two questions, and which of the rows' columns they are."""
    fixed, asked = MOODLE[language][:8], dict(zip(COLUMNS, MOODLE[language][8:], strict=True))
    told, places = list(fixed), list(range(8))
    for number in (1, 2):
        for role, name in asked.items():
            if role in kept:
                told.append(name.format(number))
                places.append(COLUMNS[role] + 3 * (number - 1))
    return told, places


@pytest.mark.parametrize("language", MOODLE)
@pytest.mark.parametrize(
    "kept", [{"question", "response", "right"}, {"response", "right"}, {"question", "response"}]
)
def test_moodle_s_report_is_read_in_any_language(language: str, kept: set[str]) -> None:
    told, places = names(language, kept)
    shape = shape_of(told, [[row[place] for place in places] for row in rows()])
    assert isinstance(shape, Wide)
    assert (shape.learner, shape.shown, shape.grade) == ((2,), (0, 1), 7)
    for asked in shape.asked:
        for role, place in COLUMNS.items():
            column = getattr(asked, role)
            assert (column is not None) == (role in kept)
            if column is not None:
                assert places[column] == place + 3 * (asked.number - 1)


def test_responses_alone_and_points_alone_are_told_apart() -> None:
    alone = shape_of(["Name", "Response 1", "Response 2"], [["x", "A", "B"]])
    points = shape_of(["Name", "Q. 1 /2.00", "Q. 2 /1.00"], [["x", "1.00", "-"]])
    assert isinstance(alone, Wide)
    assert isinstance(points, Wide)
    assert [asked.response for asked in alone.asked] == [1, 2]
    assert [(asked.score, asked.most, asked.name) for asked in points.asked] == [
        (1, 2.0, "Q. 1"),
        (2, 1.0, "Q. 2"),
    ]


def test_a_table_of_points_needs_no_numbers_in_its_names() -> None:
    shape = shape_of(["pupil", "herd", "flock"], [["7", "1", "0"], ["8", "", "0.5"]])
    assert isinstance(shape, Wide)
    assert [(asked.name, asked.score) for asked in shape.asked] == [("herd", 1), ("flock", 2)]
    assert shape.learner == (0,)


def test_what_rows_have_in_common_is_no_learner_s_name() -> None:
    shape = shape_of(["class", "a", "b"], [["7A", "1", "0"], ["7A", "0", "1"], ["7B", "1", "1"]])
    assert isinstance(shape, Wide)
    assert shape.learner == ()


def test_a_row_an_answer_is_told_by_the_names_of_its_columns() -> None:
    shape = shape_of(["Student", "ITEM", "Right answer", "answer"], [])
    assert shape == Long({"learner": 0, "question": 1, "response": 3, "right": 2})


@pytest.mark.parametrize("columns", [[], ["a"], ["question", "score"], ["sitting", "question"]])
def test_what_holds_no_answers_is_nothing(columns: list[str]) -> None:
    assert shape_of(columns, [["x"] * len(columns)]) is None


@pytest.mark.parametrize("written", ["", "nan", "NaN", "inf", "-inf", "1e999", "x", None])
def test_what_is_no_finite_number_is_none(written: str | None) -> None:
    assert number_in(written) is None


def test_points_of_questions_whose_names_end_in_numbers_are_all_read() -> None:
    names = ["learner", "weeks/c1", "weeks/c2", "capital/forward", "note-1", "note-2"]
    rows = [("Ann", "1", "0", "1", "0", "0.5"), ("Ben", "0", "1", "1", "-", "1")]
    found = shape_of(names, rows)
    assert isinstance(found, Wide)
    assert [asked.name for asked in found.asked] == names[1:]
    assert [asked.score for asked in found.asked] == [1, 2, 3, 4, 5]
    assert found.learner == (0,)
