"""The keys of the quiz, as a learner sees them on `?`."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ipt_cards.study.presenting.grades import GradeKeys, grade_name


def keys(grades: GradeKeys, *, can_edit: bool) -> RenderableType:
    """All keys with what they do. can_edit: whether notes may be edited where they are."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="key", no_wrap=True)
    grid.add_column(ratio=1)
    names = ", ".join(grade_name(grade) for grade in grades.values())
    digits = list(grades)
    for key, does in (
        ("space, Enter", "show the answer; then give the suggested grade, or Good"),
        (f"{digits[0]} – {digits[-1]}", f"grade: {names}"),
        ("a, b, c …", "choose an option, or put it into the next place; then Enter"),
        ("c", "count what you typed as right, also from now on; once more takes that back"),
        ("u", "take back the last answer, suspension or burial"),
        ("r", "bring back what u took back"),
        ("s", "suspend the card: it doesn't come again"),
        ("b", "bury the card until tomorrow"),
        *([("e", "edit the note in your editor")] if can_edit else []),
        ("o", "open the card's picture, sound or video in your viewer"),
        ("p", "play the card's sound"),
        (
            "U R S B E O P Q" if can_edit else "U R S B O P Q",
            "the same, where an option has the small letter",
        ),
        ("Esc", "leave the line to type in, for the keys above; Enter goes back"),
        ("↑ ↓ PgUp PgDn", "scroll a long card"),
        ("q, Ctrl-C", "leave: every answer is saved already"),
        ("Ctrl-Z", "pause; `fg` comes back"),
    ):
        grid.add_row(key, does)
    return Group(Text("Keys", "title"), Text(), grid)
