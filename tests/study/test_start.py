"""What a quiz of a known deck does without, so that its first question comes soon."""

import subprocess
import sys

SLOW = {"yaml", "markdown_it", "pygments", "pylatexenc", "rich", "spellchecker", "numpy", "PIL"}


def test_a_quiz_is_set_up_without_what_few_decks_need() -> None:
    code = (
        "import sys\n"
        "import ipt_cards.study.recorded_quiz\n"
        f"sys.exit(', '.join(sorted({SLOW!r} & sys.modules.keys())) or None)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
