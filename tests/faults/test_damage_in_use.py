"""Where the progress file is damaged, cut or moved away in use, that is said; nothing else breaks."""

import random
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("the platform keeps others from a file in use", allow_module_level=True)

from tests.faults.aftermath import assert_told, calls_of
from tests.faults.damage import CutShort, FolderMoved, Overwritten
from tests.faults.faulty import AtCall, Fault, run
from tests.faults.operations import BY_NAME, HISTORY, Operation, entries_in, log_of

PAGE = 4096
TRIES, LONG_TRIES = 1, 60

of_the_log = pytest.mark.parametrize(
    "operation",
    [BY_NAME[name] for name in ("quiz", "merge", "export", "backup", "rebuild", "sync", "plan")],
    ids=lambda operation: operation.name,
)


@of_the_log
def test_damage_in_use_is_told_and_leaves_a_file_to_recover_from(
    operation: Operation, tmp_path: Path, *, is_long: bool, kill_seed: int
) -> None:
    print(f"--kill-seed={kill_seed}")  # noqa: T201 - shown where the test fails
    chosen = random.Random(f"{operation.name} {kill_seed}")  # noqa: S311 - damage, no secrets
    calls = calls_of(operation)
    for number in range(LONG_TRIES if is_long else TRIES):
        home = tmp_path / str(number)
        operation.prepare(home)
        log = log_of(home)
        ahead = log.with_name(log.name + "-wal")
        page = PAGE * chosen.randrange(12)
        damages: list[Fault] = [
            Overwritten(log, page, chosen.randbytes(PAGE)),
            Overwritten(ahead, page, chosen.randbytes(PAGE)),
            CutShort(log, page + chosen.choice([0, 1000])),
            CutShort(ahead, page),
        ]
        damage = chosen.choice(damages)
        moment = chosen.randrange(1, calls)
        ended = run(home, *operation.arguments, stdin=operation.stdin, fault=AtCall(moment, damage))
        assert_told(ended)
        checked = run(home, "progress", "check")
        assert checked.code in {0, 1, 2}
        assert "defect" not in checked.errors
        assert_told(run(home, "progress", "recover", "saved.db"))


@of_the_log
def test_a_file_cut_to_nothing_or_noise_is_told(operation: Operation, tmp_path: Path) -> None:
    for number, content in enumerate([bytes(PAGE), b"\xa5" * 3 * PAGE]):
        home = tmp_path / str(number)
        operation.prepare(home)
        log_of(home).parent.mkdir(exist_ok=True)
        log_of(home).write_bytes(content)
        ended = run(home, *operation.arguments, stdin=operation.stdin)
        assert_told(ended)
        assert ended.code == 2
        assert f"{log_of(home)} is not an ipt-cards progress file" in ended.errors
        assert log_of(home).read_bytes() == content


@of_the_log
@pytest.mark.parametrize("suffix", ["-wal", "-shm"])
def test_where_a_folder_stands_in_the_way_of_sqlites_own_files_nothing_is_lost(
    operation: Operation, suffix: str, tmp_path: Path
) -> None:
    operation.prepare(tmp_path)
    log = log_of(tmp_path)
    in_the_way = log.with_name(log.name + suffix)
    in_the_way.mkdir(parents=True)
    ended = run(tmp_path, *operation.arguments, stdin=operation.stdin)
    assert_told(ended)
    assert ended.code == 2 or suffix == "-shm"  # a log can be read without
    assert ended.code == 0 or str(log) in ended.errors
    in_the_way.rmdir()
    assert entries_in(log) == ([] if operation.name == "quiz" else HISTORY)


@pytest.mark.parametrize("seed", range(3))
def test_answers_given_before_the_folder_was_moved_away_are_in_it(
    tmp_path: Path, seed: int, kill_seed: int
) -> None:
    quiz = BY_NAME["quiz"]
    home, moved = tmp_path / "home", tmp_path / "moved"
    quiz.prepare(home)
    chosen = random.Random(f"{seed} {kill_seed}")  # noqa: S311 - moments, no secrets
    away = AtCall(chosen.randrange(1, calls_of(quiz)), FolderMoved(log_of(home).parent, moved))
    ended = run(home, *quiz.arguments, stdin=quiz.stdin, fault=away)
    assert_told(ended)
    acknowledged = ended.output.count(" left)") - 1
    saved = entries_in(moved / "progress.db") if (moved / "progress.db").exists() else []
    assert len(saved) >= acknowledged
    if 0 < acknowledged < 11:
        assert "was deleted, moved or replaced while it was in use" in ended.errors
