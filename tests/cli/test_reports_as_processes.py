"""What only real processes show: pipes, terminals, and that no report is slow to begin."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command import environment_in, ipt_cards


def test_an_export_can_be_piped_into_a_merge(tmp_path: Path) -> None:
    ipt_cards("quiz", "--grades", "buttons", cwd=tmp_path, stdin="\n3\n\n3\n")
    exported = ipt_cards("progress", "export", cwd=tmp_path).stdout
    assert exported.count("\n") >= 1
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    ipt_cards("progress", "merge", cwd=elsewhere, stdin=exported)
    assert ipt_cards("progress", "export", cwd=elsewhere).stdout == exported


@pytest.mark.parametrize("few", [(), ("--topic", "references")])
def test_a_reader_that_goes_away_gets_no_traceback(tmp_path: Path, few: tuple[str, ...]) -> None:
    environment = environment_in(tmp_path)
    environment.pop("PYTHONUNBUFFERED", None)  # few lines would wait in no buffer
    writing = subprocess.Popen(
        [sys.executable, "-m", "ipt_cards", "list", *few],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert writing.stdout is not None
    assert writing.stderr is not None
    writing.stdout.close()
    assert writing.stderr.read() == b""
    writing.stderr.close()
    assert writing.wait() == 1


def test_rich_is_not_imported_where_nothing_is_drawn(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from ipt_cards.cli import completion\n"
        "from ipt_cards.cli.progress import check, export, merge, orphans\n"
        "from ipt_cards.cli.quiz import list, show, stats\n"
        "sys.exit(', '.join(sorted({'rich', 'rapidfuzz', 'markdown_it'} & sys.modules.keys())) or None)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
